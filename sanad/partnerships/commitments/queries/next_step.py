"""What comes next for a signed agreement: the promise that is late or due first, and whose turn it is."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanad.foundation.arabic import dates
from sanad.foundation.policy import Verdict
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.next_step import NextStep, Way, comes_next
from sanad.partnerships.commitments.queries.rows import NextStep as Turn
from sanad.partnerships.commitments.queries.rows import commitment_rows, next_steps
from sanad.partnerships.models import Agreement


def promise_to_keep(actor: Actor, agreement: Agreement) -> NextStep | None:
    """What the actor's side answers or delivers first; else what the other side does."""
    if agreement.state != Agreement.State.SIGNED:
        return None
    turns = next_steps(commitment_rows(actor, agreement))
    if not turns:
        return None
    turn = next((one for one in turns if _may(one)), turns[0])
    promise = {"party": turn.who, "promise": str(turn.row.commitment)}
    look = Way(_("Look at the promise"), "partnerships:promise", (turn.row.commitment.pk,))
    if turn.is_answer:
        return NextStep(_("%(party)s answers what was delivered: %(promise)s") % promise, (look,))
    due = {"day": dates.day(turn.row.due.on, get_language() or "ar")} if turn.row.due else {"day": ""}
    return NextStep(_("%(party)s delivers by %(day)s: %(promise)s") % (promise | due), (look,))


def _may(turn: Turn) -> Verdict | bool:
    if turn.is_answer:
        return any(one.can_answer for one in turn.row.fulfilments)
    return turn.row.can_submit


comes_next(Agreement, promise_to_keep, rank=20)
