"""Results: of one session, with its people and their opinions; and of all sessions, divided in one way at a time."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.foundation.documents.papers import printable
from sanad.training.learning.commands import assessment as commands
from sanad.training.learning.documents import blank_test
from sanad.training.learning.forms import TypedTestForm
from sanad.training.learning.policies.assessment import has_come_to_its_end
from sanad.training.learning.queries.assessment import questions_of
from sanad.training.learning.queries.charts import bars, dumbbells
from sanad.training.learning.queries.figures import mark, moved, percent
from sanad.training.learning.queries.own_parts import TITLES
from sanad.training.learning.queries.results import WAYS, Division, Line
from sanad.training.learning.queries.results import results as divided_results
from sanad.training.learning.queries.session_results import opinions_of, people_of, summed
from sanad.training.models import Registration
from sanad.training.policies import visible_to
from sanad.training.sessions import policies
from sanad.training.views import LANGUAGES, fetch_own, tab_page

# The last two are matters of a session, not of a person.
COLUMNS = [
    ui.Column(_("Group"), "name"),
    ui.Column(_("With a place"), "registered", "count"),
    ui.Column(_("Came"), "came", "count"),
    ui.Column(_("Attendance"), lambda line: percent(line.share), "code"),
    ui.Column(_("Both tests"), "pairs", "count"),
    ui.Column(_("Before"), lambda line: percent(line.before), "code"),
    ui.Column(_("After"), lambda line: percent(line.after), "code"),
    ui.Column(_("Gain"), lambda line: percent(line.gain), "code"),
    ui.Column(_("Opinions"), "opinions", "count"),
    ui.Column(_("Mark from 1 to 5"), lambda line: mark(line.mark), "code"),
]


def results(request: HttpRequest) -> HttpResponseBase:
    """All sessions of the space; `?by=` says how they are divided, `?export=` sends the table."""
    way = request.GET.get("by", "course")
    way = way if way in WAYS else "course"
    found, columns = divided_results(request.actor, way), COLUMNS if WAYS[way][1] is None else COLUMNS[:-2]
    spec = ui.Listing(title=_("Results"), columns=columns, file_name=f"results-{way}")
    if (sent := ui.exported(request, spec, [*found.lines, found.total])) is not None:
        return sent
    rows = [(line, [(column, column.value(line)) for column in columns]) for line in [*found.lines, found.total]]
    page = {
        "title": _("Results of the training"),
        "way": way,
        "ways": [(name, label) for name, (label, _column) in WAYS.items()],
        "division": found,
        "columns": columns,
        "rows": rows,
        "charts": charts_of(found),
    }
    return render(request, "training/results.html", page)


def charts_of(found: Division) -> list[tuple[str, str]]:
    """Attendance as bars, and the tests as dumbbells, of the parts that are shown; each with its caption."""
    there = [(line.name, line.share, percent(line.share)) for line in found.lines if line.share is not None]
    caption, drawn = _g("Attendance, as a share of the half-days held (%)"), []
    if there:
        drawn.append((caption, bars("attendance", caption, there, from_right=get_language_bidi())))
    return [*drawn, *tests_drawn(found.lines)]


def tests_drawn(lines: list[Line]) -> list[tuple[str, str]]:
    """The means of the tests before and after; nothing where none is shown."""
    rows = [
        (line.name, line.before, line.after, moved(line.before, line.after))
        for line in lines
        if line.before is not None and line.after is not None
    ]
    caption, legend = _g("Right answers before and after (%)"), (_g("Before the course"), _g("After the course"))
    drawing = dumbbells("tests", caption, rows, legend, from_right=get_language_bidi())
    return [(caption, drawing)] if drawing else []


def session_results(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One session: its people, its tests, its opinions."""
    session, actor = fetch_own(request, pk), request.actor
    people = people_of(actor, session)
    sums = summed(people)
    whole = Line(
        str(session),
        sums.registered,
        sums.came,
        sums.share,
        sums.pairs,
        sums.mean_before,
        sums.mean_after,
        sums.mean_gain,
        None,
        None,
    )
    can_teach = policies.can_teach(actor, session)
    return tab_page(
        request,
        session,
        "session_results",
        people=people if can_teach else [],
        sums=whole,
        can_teach=can_teach,
        can_type_after=has_come_to_its_end(session),
        figures=_figures(whole),
        charts=tests_drawn([whole]),
        opinions=opinions_of(actor, session),
        languages_of_papers=LANGUAGES,
    )


def _figures(whole: Line) -> list[tuple[Any, str]]:
    return [
        (_("With a place"), str(whole.registered)),
        (_("Came"), str(whole.came)),
        (_("Attendance"), percent(whole.share)),
        (_("Both tests"), str(whole.pairs)),
        (_("Before"), percent(whole.before)),
        (_("After"), percent(whole.after)),
        (_("Gain"), percent(whole.gain)),
    ]


def paper_of_test(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """The test as a paper to be answered by hand, before and after."""
    session = fetch_own(request, pk)
    if language not in LANGUAGES or session.course is None:
        raise Http404
    with override(language):
        return HttpResponse(printable(blank_test(session)), content_type="application/pdf")


def type_test(request: HttpRequest, pk: UUID, moment: str) -> HttpResponse:
    """Type in a test that was answered on paper."""
    rows = visible_to(request.actor, Registration).filter(space=request.actor.space)
    registration = get_object_or_404(rows.select_related("session__course", "session__activity", "space"), pk=pk)
    return ui.sheet(
        request,
        TypedTestForm,
        commands.type_test,
        registration,
        moment,
        title=TITLES[moment],
        lead=registration.name,
        form_kwargs={"questions": questions_of(registration.session)},
        template="training/type_test.html",
        then=reverse("training:session_results", args=[registration.session_id]),
    )
