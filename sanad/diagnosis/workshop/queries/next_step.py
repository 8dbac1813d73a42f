"""What comes next for a diagnosis: answers, agreement, what follows; and that one is under way, for its file."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanad.accompaniment.models import Engagement
from sanad.diagnosis.models import Diagnosis
from sanad.diagnosis.policies import can_open_sheet, can_run, visible_to
from sanad.diagnosis.workshop.queries.progress import missing_scores, unanswered_gaps
from sanad.foundation.arabic import dates
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.next_step import NextStep, Way, comes_next

STATE = Diagnosis.State


def of_diagnosis(actor: Actor, diagnosis: Diagnosis) -> NextStep:
    """Who answers, who leads the workshop, who says what follows."""
    if diagnosis.state == STATE.DRAFT:
        return _to_answer(actor, diagnosis)
    if diagnosis.state == STATE.RATED:
        return _to_agree(actor, diagnosis)
    if diagnosis.state == STATE.AGREED:
        return _to_follow_up(actor, diagnosis)
    if diagnosis.state == STATE.CLOSED:
        closed = {"day": dates.day(timezone.localtime(diagnosis.closed_at), get_language() or "ar")}
        said = _("Closed on %(day)s. It is not changed any more; another diagnosis will say what changed.")
        return NextStep(said % closed)
    step = diagnosis.steps.filter(after=STATE.CANCELLED).last()
    return NextStep(_("Cancelled: %(reason)s") % {"reason": step.reason if step else ""})


def _act(actor: Actor, diagnosis: Diagnosis, address: str, label: str) -> Way:
    return Way(label, f"diagnosis:{address}", (diagnosis.pk,), can_run(actor, diagnosis), is_act=True)


def _is_keeper(actor: Actor, diagnosis: Diagnosis) -> bool:
    return diagnosis.space_id == actor.space_id


def _to_answer(actor: Actor, diagnosis: Diagnosis) -> NextStep:
    sheet = Way(_("Open a sheet of answers"), "diagnosis:open_sheet", (diagnosis.pk,), can_open_sheet(actor, diagnosis))
    if not _is_keeper(actor, diagnosis):
        said = _(
            "Answer for your association from here. The facilitator answers on another sheet; then both agree together."
        )
        return NextStep(said, (sheet,))
    return NextStep(
        _(
            "Everybody answers on a sheet of their own: the association, the facilitator, each household. When all have answered, go on to agreeing."
        ),
        (sheet, _act(actor, diagnosis, "finish_answers", _("The answers are in"))),
    )


def _to_agree(actor: Actor, diagnosis: Diagnosis) -> NextStep:
    left = len(missing_scores(diagnosis))
    said = (
        ngettext(
            "Agree in the workshop: %(left)s item has no agreed score.",
            "Agree in the workshop: %(left)s items have no agreed score.",
            left,
        )
        % {"left": left}
        if left
        else _("Every item has an agreed score.")
    )
    if not _is_keeper(actor, diagnosis):
        return NextStep(f"{said} {_('The facilitator leads the workshop.')}")
    workshop = Way(_("Go to the workshop"), "diagnosis:workshop", (diagnosis.pk,))
    again = _act(actor, diagnosis, "take_answers", _("Take more answers"))
    if left:
        return NextStep(said, (workshop, again))
    return NextStep(said, (_act(actor, diagnosis, "finish_scores", _("All items are agreed")), workshop, again))


def _to_follow_up(actor: Actor, diagnosis: Diagnosis) -> NextStep:
    left = len(unanswered_gaps(diagnosis))
    said = (
        ngettext(
            "Say what follows: %(left)s item below its desired level has no answer yet.",
            "Say what follows: %(left)s items below their desired level have no answer yet.",
            left,
        )
        % {"left": left}
        if left
        else _(
            "Every item below its desired level has an answer. The diagnosis can be closed; after that nothing in it changes."
        )
    )
    if not _is_keeper(actor, diagnosis):
        return NextStep(said)
    gaps = Way(_("Say what follows"), "diagnosis:gaps", (diagnosis.pk,))
    again = _act(actor, diagnosis, "reopen_scores", _("Open the scores again"))
    return NextStep(said, (gaps if left else _act(actor, diagnosis, "close", _("Close the diagnosis")), again))


def next_of_engagement(actor: Actor, engagement: Engagement, **_read: Any) -> NextStep | None:
    """The diagnosis that is under way in a file, before anything is planned on it."""
    rows = visible_to(actor, Diagnosis).open().filter(engagement=engagement)
    row = rows.select_related("instrument").defer("instrument__content").order_by("-held_on", "-pk").first()
    if row is None or not engagement.is_open:
        return None
    go_on = Way(_("Go on with the diagnosis"), "diagnosis:diagnosis", (row.pk,))
    where = {"diagnosis": row.instrument.title, "state": row.get_state_display()}
    return NextStep(_("The diagnosis “%(diagnosis)s” is under way: %(state)s.") % where, (go_on,))


comes_next(Diagnosis, of_diagnosis, rank=10)
comes_next(Engagement, next_of_engagement, rank=10)
