"""The press report: which approved facts it tells."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.activities.models import PressReport
from sanad.activities.policies import visible_to
from sanad.activities.press import commands, forms, policies
from sanad.activities.press.documents import PRESS
from sanad.activities.press.queries import press_headline, told_paragraphs
from sanad.activities.views import fetch_activity
from sanad.foundation import ui
from sanad.foundation.spaces.actor import Actor

fetch_report = ui.fetching(visible_to, PressReport, "revision", "activity__host")


def to_press(row: PressReport) -> str:
    """The page of a press report."""
    return reverse("activities:press", args=[row.pk])


@require_POST
def begin_press(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    activity = fetch_activity(request, pk)
    if language not in dict(PressReport.LANGUAGES):
        raise Http404
    return ui.act(request, commands.begin_press_report, activity, language=language, then=to_press)


def ahead_of_approving(actor: Actor, report: PressReport) -> ui.Ahead:
    """What is released, in whose name."""
    return ui.Ahead(
        title=_("Approve the press report?"),
        happens=[
            ui.tell(
                _("The press report of “%(activity)s” is released in the name of %(name)s."),
                activity=report.activity,
                name=actor.user.name,
            ),
            ui.tell(_("It opens with: %(headline)s"), headline=press_headline(report.revision.facts, report.language)),
            _("Its text is not changed any more, and can be copied or numbered as a paper."),
        ],
        does=_("Approve"),
        papers=[
            (
                _("Look at the press report as a paper"),
                reverse("activities:draft_paper", args=["press", report.pk, report.language]),
            )
        ],
        for_good=_("This cannot be undone. When the minutes are corrected, a new report is written."),
    )


def press(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the report tells; once approved, its text to copy."""
    report = fetch_report(request, pk)
    context = {
        "report": report,
        "headline": press_headline(report.revision.facts, report.language),
        "paragraphs": told_paragraphs(report),
        "can_edit": policies.can_edit_press(request.actor, report),
        "can_approve": policies.can_approve_press(request.actor, report),
        "can_number": PRESS.may_issue(request.actor, report),
        "activity": report.activity,
        "here_tab": "papers",
    }
    initial = {"told": report.told, "author": report.author, "outlet": report.outlet}
    return ui.edit(
        request,
        forms.PressForm,
        commands.choose_press_facts,
        report,
        title=_("Press report"),
        lead=report.activity.title,
        form_kwargs={"report": report},
        initial=initial,
        template="activities/press.html",
        context=context,
        then=to_press,
        informs=True,
    )
