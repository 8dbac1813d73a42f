"""Writing, circulating, approving and correcting minutes."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.activities.minutes import commands, forms, policies
from sanad.activities.minutes.documents import MINUTES
from sanad.activities.minutes.queries import coming_revision, first_draft
from sanad.activities.models import Minutes, MinutesRevision
from sanad.activities.policies import visible_to
from sanad.activities.queries.facts import facts_of_activity
from sanad.activities.telling.policies import can_tell_readers
from sanad.activities.telling.queries.circulated import minutes_to_tell, others, told_readers
from sanad.activities.views import fetch_activity, tab_page, to_activity
from sanad.foundation import ui
from sanad.foundation.documents.papers import preview
from sanad.foundation.letters.by_hand import goes_by_mail
from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor

fetch_minutes = ui.fetching(visible_to, Minutes, "activity")
fetch_revision = ui.fetching(visible_to, MinutesRevision, "minutes__activity", "approved_by")


def to_minutes(row: object) -> str:
    """The minutes of the activity that a row belongs to."""
    return to_activity(row, "minutes")


def to_text(row: Minutes) -> str:
    """Straight into the text, while it can be written."""
    return reverse("activities:write_minutes", args=[row.pk]) if row.state == Minutes.State.DRAFT else to_minutes(row)


def minutes(request: HttpRequest, pk: UUID) -> HttpResponse:
    activity = fetch_activity(request, pk)
    row = visible_to(request.actor, Minutes).filter(activity=activity).select_related("edited_by").first()
    context: dict[str, Any] = {"minutes": row, "can_begin": policies.can_begin_minutes(request.actor, activity)}
    if row:
        actor = request.actor
        revisions = visible_to(actor, MinutesRevision).filter(minutes=row).select_related("approved_by")
        is_approved = row.state == Minutes.State.APPROVED
        context |= {
            "revisions": revisions,
            "approved": revisions.order_by("-number").first() if is_approved else None,
            "next_step": ui.next_step(actor, activity) if is_approved else None,
            "can_write": policies.can_write_minutes(actor, row),
            "can_circulate": policies.can_circulate(actor, row),
            "can_take_back": policies.can_take_back(actor, row),
            "can_approve": policies.can_approve(actor, row),
            "can_correct": policies.can_correct(actor, row),
            **_told(actor, row),
        }
    return tab_page(request, activity, "minutes", **context)


def _told(actor: Actor, row: Minutes) -> dict[str, Any]:
    """Who was told of the minutes that go round, and who is still to be told, for whom they are."""
    if row.space_id != actor.space_id:
        return {}
    lead = _(
        "They were present and do not know yet that the minutes go round. Who has an e-mail address gets the text within minutes; send the message to the others, then note that they were told."
    )
    to_tell = minutes_to_tell(row) if can_tell_readers(actor, row) else []
    return {"to_tell": to_tell, "tell_lead": lead, "told": told_readers(row)}


def write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The text; when somebody else saved in between, both texts."""
    row = fetch_minutes(request, pk)
    body = row.body or first_draft(facts_of_activity(row.activity), get_language() or "ar")
    return ui.sheet(
        request,
        forms.MinutesForm,
        commands.save_minutes,
        row,
        title=_("Text of the minutes"),
        lead=row.activity.title,
        initial={"body": body, "base_version": row.version},
        template="activities/write_minutes.html",
        context={"minutes": row, "stale": _is_stale(request, row)},
        then=to_minutes,
    )


def _is_stale(request: HttpRequest, row: Minutes) -> bool:
    return request.method == "POST" and request.POST.get("base_version") != str(row.version)


def draft(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """The paper that an approval would freeze, as the text and the facts are now."""
    row = fetch_minutes(request, pk)
    if language not in ui.LANGUAGES or row.space_id != request.actor.space_id:
        raise Http404
    coming = coming_revision(row, row.revisions.order_by("-number").first())
    return HttpResponse(preview(MINUTES, coming, language), content_type="application/pdf")


def _draft_of(row: Minutes) -> tuple[Text, str]:
    language = "fr" if get_language() == "fr" else "ar"
    return _("Look at the minutes as a paper"), reverse("activities:draft_minutes", args=[row.pk, language])


def ahead_of_approving(actor: Actor, row: Minutes) -> ui.Ahead:
    """What is frozen, in whose name."""
    number = row.revisions.count() + 1
    return ui.Ahead(
        title=_("Approve the minutes?"),
        happens=[
            ui.tell(
                _("Revision %(number)s of the minutes of “%(activity)s” is approved in the name of %(name)s."),
                number=number,
                activity=row.activity,
                name=actor.user.name,
            ),
            _(
                "The text is frozen, and with it the attendance, the words, the decisions and the follow-ups, as they are now."
            ),
            _("Those to whom a consent shows the activities of this space read it from now on."),
        ],
        does=_("Approve"),
        names=[(_("Were present:"), _present(row))],
        papers=[_draft_of(row)],
        for_good=_(
            "This cannot be undone: an approved revision stays as it is. A correction, with a reason, becomes the next one."
        ),
    )


def _present(row: Minutes) -> list[str]:
    return [line.who for line in row.activity.attendance.present().select_related("person")]


def ahead_of_circulating(actor: Actor, row: Minutes) -> ui.Ahead:
    """Who was present, and who reads the draft from then on."""
    partners = row.activity.taking_part.standing().exclude(organisation__own_space=None).select_related("organisation")
    present = [(reader.name, goes_by_mail(reader.email, is_refused=False)) for reader in others(row, actor.user.pk)]
    return ui.Ahead(
        title=_("Circulate the minutes?"),
        happens=[
            ui.tell(
                _("The draft of the minutes of “%(activity)s” is shown to those who took part, before it is approved."),
                activity=row.activity,
            ),
            _("Nobody changes the text and what was recorded while it goes round."),
        ],
        does=_("Circulate"),
        names=[
            (_("Were present, and get the text by e-mail:"), [name for name, by_mail in present if by_mail]),
            (
                _("Were present, and are told by you, with a message ready:"),
                [name for name, by_mail in present if not by_mail],
            ),
            (_("Read it in their own space from now on:"), [part.organisation.name for part in partners]),
        ],
        papers=[_draft_of(row)],
        undo=_("You can take it back to draft until it is approved. Who has read it, has read it."),
    )


def revision(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_revision(request, pk)
    activity = fetch_activity(request, row.minutes.activity_id)
    return tab_page(request, activity, "revision", revision=row)
