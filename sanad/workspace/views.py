"""Home, search, history, papers."""

from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.engagements.queries.dossier import engagements_with_counts
from sanad.accompaniment.joining.policies import can_ask_accompanier
from sanad.accompaniment.policies import can_open_engagement
from sanad.accounts.policies import is_keeper
from sanad.activities.programme.policies import can_plan
from sanad.foundation import ui
from sanad.foundation.command import says_of
from sanad.foundation.documents.commands import attach_scan
from sanad.foundation.documents.glyphs import not_printed
from sanad.foundation.documents.models import DocumentScan, DocumentWithdrawal, IssuedDocument
from sanad.foundation.documents.papers import check_address
from sanad.foundation.documents.policies import can_attach_scan, can_withdraw, visible_to
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.reminders.sources import Whose, due_for
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import User
from sanad.foundation.ui.back import way_back
from sanad.foundation.ui.download import serve
from sanad.foundation.ui.sharing import shared
from sanad.workspace import commands, forms, queries
from sanad.workspace.finding.queries import is_too_short
from sanad.workspace.finding.queries import search as search_everything
from sanad.workspace.models import SkippedStep
from sanad.workspace.numbers.queries import attendance_of, measures
from sanad.workspace.policies import can_skip_step
from sanad.workspace.policies import visible_to as visible_steps

PUT_AWAY = "sanad_begun"  # the steps of a beginning are put away on this device
PAGE = 50  # reminders a page
PAPERS = ui.Listing(
    title=_("Papers"),
    lead=_("Every numbered paper of this space."),
    columns=[
        ui.Column(_("Paper"), "title", "name"),
        ui.Column(_("Number"), "reference", "code"),
        ui.Column(_("About"), lambda row: " · ".join(filter(None, map(row.data.get, ("name", "subtitle")))), "name"),
        ui.Column(_("Day"), "issued_at", "day"),
        ui.Column(_("Standing"), lambda row: _("withdrawn") if hasattr(row, "withdrawal") else _("stands")),
    ],
    link=lambda row: reverse("workspace:paper", args=[row.pk]),
    search=queries.papers_like,
    empty=(
        _("No paper has been numbered yet."),
        _("The papers of an activity that you may read stand on its own page, under “Papers”."),
    ),
    file_name="papers",
    template="workspace/papers.html",
)
HISTORY = ui.Listing(
    title=_("History"),
    lead=_("Everything that was done in this space, line by line. No line can be changed or removed."),
    columns=[
        ui.Column(_("What was done"), lambda row: capfirst(str(says_of(row.command)))),
        ui.Column(_("About"), "label", "name"),
        ui.Column(_("Who"), lambda row: row.user.name if row.user else "", "name"),
        ui.Column(_("Day"), "at", "day"),
        ui.Column(_("Line"), "seq", "code"),
    ],
    link=lambda row: reverse("workspace:history_line", args=[row.pk]),
    search=lambda rows, text: rows.filter(label__icontains=text),
    file_name="history",
)


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """What needs me now; for a visitor, the door."""
    if not request.user.is_authenticated:
        return _door(request) if User.objects.exists() else redirect("accounts:first_space")
    actor = request.actor
    if actor is None:
        none = {"title": _("You have no space yet"), "is_keeper": is_keeper(request.user)}
        return render(request, "workspace/no_space.html", none)
    if "begun" in request.GET:
        return _put_away(steps_are_away=request.GET["begun"] != "no")
    today = timezone.localdate()
    undone = [] if request.COOKIES.get(PUT_AWAY) else queries.undone_steps(actor)
    page = {
        "title": _("What needs me now"),
        "mine": due_for(actor, today, whose=Whose.MINE, limit=8),
        "others": due_for(actor, today, whose=Whose.OTHERS, limit=5),
        "coming": queries.coming_activities(actor),
        "unfinished": queries.activities_without_minutes(actor),
        "minutes": queries.minutes_for_us(actor),
        "files": list(engagements_with_counts(actor)[:6]),
        "steps": [step for step, is_skipped in undone if not is_skipped],
        "has_skipped": any(is_skipped for _step, is_skipped in undone),
        "measures": measures(actor),
        "attendance": attendance_of(actor, today.year),
        "can_plan": can_plan(actor),
        "can_open": can_open_engagement(actor),
        "can_ask": can_ask_accompanier(actor),
    }
    return render(request, "workspace/home.html", page)


def _door(request: HttpRequest) -> HttpResponse:
    """What a visitor may do without an account, and where one signs in."""
    page = {"title": _("Sanad"), "sessions": queries.sessions_for_everybody()}
    page["agenda"] = import_string(settings.PUBLIC_AGENDA)()
    return render(request, "workspace/door.html", page)


def _put_away(*, steps_are_away: bool) -> HttpResponse:
    """Nobody has to see on this device what could still be begun; who wants to, sees it again."""
    response = redirect("workspace:home")
    if steps_are_away:
        response.set_cookie(PUT_AWAY, "1", max_age=settings.LANGUAGE_COOKIE_AGE, samesite="Lax", httponly=True)
    else:
        response.delete_cookie(PUT_AWAY, samesite="Lax")
    return response


def steps(request: HttpRequest) -> HttpResponse:
    """What can still be begun, and what the space does without."""
    page = {
        "title": _("First steps"),
        "steps": queries.first_steps(request.actor),
        "skipped": queries.skipped_steps(request.actor),
        "is_led": can_skip_step(request.actor),
        "is_put_away": bool(request.COOKIES.get(PUT_AWAY)),
    }
    return render(request, "workspace/steps.html", page)


def to_home(_row: Any) -> str:
    """Where the step stands again."""
    return reverse("workspace:home")


def skip_step(request: HttpRequest, step: str) -> HttpResponse:
    return ui.act(request, commands.skip_step, step=step, then=way_back(request) or reverse("workspace:home"))


def reminders(request: HttpRequest) -> HttpResponse:
    """What falls due for me, page by page, the earliest first."""
    asked = request.GET.get("page", "")
    number = max(1, int(asked)) if asked.isdecimal() and len(asked) < 5 else 1  # noqa: PLR2004  nobody turns 9,999 pages
    found = due_for(request.actor, timezone.localdate(), start=(number - 1) * PAGE, limit=PAGE + 1)
    page = {
        "title": _("Reminders"),
        "dues": found[:PAGE],
        "previous": number - 1,
        "next": number + 1 if found[PAGE:] else 0,
        "by_mail": settings.EMAIL_URL and request.user.email and request.user.is_reminded,
    }
    return render(request, "workspace/reminders.html", page)


def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    page = {"title": _("Search"), "hits": search_everything(request.actor, words), "search_words": words}
    page["too_short"] = is_too_short(words)
    return render(request, "workspace/search.html", page)


def _history(request: HttpRequest):
    if not request.actor.may("history.read"):
        raise Http404
    return HistoryEntry.objects.filter(space=request.actor.space).select_related("user")


def history(request: HttpRequest) -> HttpResponseBase:
    return ui.listing(request, HISTORY, _history(request).order_by("-seq"))


def history_line(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(_history(request), pk=pk)
    says = capfirst(str(says_of(row.command)))
    return render(
        request, "workspace/history_line.html", {"title": says, "line": row, "changes": queries.changes_in_words(row)}
    )


def papers(request: HttpRequest) -> HttpResponseBase:
    rows = visible_to(request.actor, IssuedDocument).select_related("withdrawal")
    return ui.listing(request, PAPERS, rows, shown=partial(queries.papers_shown, request.actor))


fetch_skipped = ui.fetching(visible_steps, SkippedStep)
fetch_paper = ui.fetching(visible_to, IssuedDocument, "file", "issued_by", "replaces")


def to_paper(row: Any) -> str:
    """The page of a paper, from the paper or what was done with it."""
    return reverse("workspace:paper", args=[getattr(row, "document_id", row.pk)])


def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_paper(request, pk)
    page = {
        "title": f"{row.title}",
        "paper": row,
        "scans": row.scans.select_related("file", "by"),
        "withdrawal": DocumentWithdrawal.objects.filter(document=row).first(),
        "check": check_address(row.code),
        "share": shared(
            gettext("“%(paper)s”, no. %(number)s. Anybody checks it here:")
            % {"paper": row.title, "number": row.reference},
            check_address(row.code),
        ),
        "unprinted": not_printed(row.data),
        "can_scan": can_attach_scan(request.actor, row),
        "can_withdraw": can_withdraw(request.actor, row),
    }
    return render(request, "workspace/paper.html", page)


def ahead_of_withdrawing(_actor: Actor, row: IssuedDocument) -> ui.Ahead:
    """What anybody reads who checks the paper."""
    return ui.Ahead(
        title=_("Withdraw the paper"),
        happens=[
            ui.tell(_("“%(paper)s” No %(number)s no longer stands."), paper=row.title, number=row.reference),
            _("Whoever checks it by its code reads that at once, with your reason."),
            _("Its number is not given to another paper."),
        ],
        papers=[(_("Look at the paper"), reverse("workspace:download", args=[row.pk]))],
    )


def download(request: HttpRequest, pk: UUID) -> FileResponse:
    return serve(fetch_paper(request, pk).file)


@ui.takes_files
def scan(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_paper(request, pk)
    return ui.sheet(
        request,
        forms.ScanForm,
        attach_scan,
        row,
        title=_("Attach the signed copy"),
        lead=str(row),
        then=to_paper,
    )


def scan_file(request: HttpRequest, pk: UUID) -> FileResponse:
    row = get_object_or_404(DocumentScan.objects.filter(space=request.actor.space).select_related("file"), pk=pk)
    return serve(row.file)
