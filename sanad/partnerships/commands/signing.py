"""Freezing the text, sending it out, signing it."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command, stated
from sanad.foundation.days import refuse_future
from sanad.foundation.history.chain import GENESIS, digest_of
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step
from sanad.partnerships.commands.settling import settle_all
from sanad.partnerships.models import Agreement, Party, Revision
from sanad.partnerships.policies import can_record_signature, can_send_out, can_take_back
from sanad.partnerships.queries.lacks import Lack, lacks
from sanad.partnerships.queries.placeholders import filled_articles
from sanad.partnerships.queries.whole import content_of, whole


class Lacking(Refused):
    """The agreement cannot go out; `lacks` is everything that is missing."""

    def __init__(self, found: Sequence[Lack]) -> None:
        super().__init__(
            _("The agreement cannot go out yet. %(lacks)s") % {"lacks": " ".join(str(lack.says) for lack in found)}
        )
        self.lacks = list(found)


@command(can_send_out, says=_("sent an agreement out for signature"))
def send_out(actor: Actor, agreement: Agreement, *, on: date | None = None) -> Agreement:
    """Freeze the whole agreement in a new revision chained to the last, and send it out to sign.

    `on` is the day on which it went out: today, or earlier when it is written down afterwards. Raises `Lacking` with
    everything that is missing.
    """
    day = on or timezone.localdate()
    refuse_future(day)
    found = whole(agreement)
    if missing := lacks(found):
        raise Lacking(missing)
    content = content_of(found)
    content["articles"] = filled_articles(content)
    last = agreement.revisions.order_by("-number").first()
    if last is not None and day < last.on:
        raise Refused(_("The text before this one went out later than that."), "on")
    revision = Revision(
        space_id=agreement.space_id,
        agreement=agreement,
        number=last.number + 1 if last else 1,
        on=day,
        content=content,
        by=actor.user,
        previous_hash=last.hash if last else GENESIS,
    )
    revision.hash = seal(revision)
    revision.save(force_insert=True)
    return take_step(actor, agreement, Agreement.State.OUT)


def seal(revision: Revision) -> str:
    """The SHA-256 that seals a revision: its number, day and content, on top of the seal before it."""
    parts = [str(revision.agreement_id), revision.number, revision.on.isoformat(), revision.content]
    return digest_of([*parts, revision.previous_hash])


@command(can_take_back, says=_("took an agreement back from signature"))
def take_back(actor: Actor, agreement: Agreement, *, reason: str) -> Agreement:
    """Bring the text back to the table, with the reason: signatures given so far fall, what goes out next is a new revision."""
    agreement.parties.filter(signed_on__isnull=False).update(signed_on=None)
    return take_step(actor, agreement, Agreement.State.NEGOTIATING, stated(reason))


@command(can_record_signature, says=_("recorded a signature"))
def record_signature(actor: Actor, party: Party, *, on: date) -> Party:
    """Write down the day on which a party signed; when all have, the agreement is signed (A1).

    Refused before the text was frozen, for a day to come, and when the mandate of the signatory does not hold that day.
    """
    agreement = party.agreement
    refuse_future(on)
    if on < agreement.revisions.latest("number").on:
        raise Refused(_("The text went out to sign later than that."), "on")
    _refuse_mandate(party, on)
    party.signed_on = on
    party.save()
    days = list(agreement.parties.filter(withdrawn_at=None).values_list("signed_on", flat=True))
    if None not in days:
        agreement.signed_on = max(day for day in days if day is not None)
        take_step(actor, agreement, Agreement.State.SIGNED)
        settle_all(agreement)
    return party


def _refuse_mandate(party: Party, on: date) -> None:
    """The mandate is the one that was frozen with the text; its dates are those of the directory."""
    mandate = party.mandate
    if mandate is None or (mandate.from_on and on < mandate.from_on) or (mandate.to_on and mandate.to_on < on):
        raise Refused(_("The mandate of who signs does not hold on that day."), "on")
    if party.proof is not None and party.proof.withdrawn_at is not None:
        raise Refused(_("The proof of the mandate was withdrawn. File another one."), "on")
