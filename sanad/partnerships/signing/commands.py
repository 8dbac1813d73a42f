"""Freezing the text, sending it out, signing it, numbering its paper."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command, stated
from sanad.foundation.days import covers, refuse_future
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.papers import issue
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step
from sanad.partnerships.commitments.commands import write_open_dues
from sanad.partnerships.models import Agreement, Party, Revision
from sanad.partnerships.queries.placeholders import filled_content
from sanad.partnerships.queries.snapshot import snapshot_of
from sanad.partnerships.signing.documents import AGREEMENT
from sanad.partnerships.signing.policies import can_issue_agreement, can_record_signature, can_send_out, can_take_back
from sanad.partnerships.signing.queries.readiness import Missing, missing_before_signature


class NotReady(Refused):
    """The agreement cannot go out; `missing` is all that it lacks."""

    def __init__(self, found: Sequence[Missing]) -> None:
        super().__init__(
            _("The agreement cannot go out yet. %(lacks)s") % {"lacks": " ".join(str(each.says) for each in found)}
        )
        self.missing = list(found)


@command(can_send_out, says=_("sent an agreement out for signature"), is_final=True)
def send_out(actor: Actor, agreement: Agreement, *, on: date | None = None) -> Agreement:
    """Freeze the whole agreement in a new revision chained to the last, and send it out to sign.

    `on` is the day on which it went out: today, or earlier when it is written down afterwards. Raises `NotReady` with
    everything that is missing.
    """
    day = on or timezone.localdate()
    refuse_future(day)
    found = snapshot_of(agreement)
    if missing := missing_before_signature(found):
        raise NotReady(missing)
    last = agreement.revisions.newest()
    if last is not None and day < last.on:
        raise Refused(_("The text before this one went out later than that."), "on")
    revision = Revision(
        space_id=agreement.space_id,
        agreement=agreement,
        number=last.number + 1 if last else 1,
        on=day,
        content=filled_content(found),
        by=actor.user,
    )
    revision.seal_upon(last).save(force_insert=True)
    return take_step(actor, agreement, Agreement.State.OUT)


@command(can_take_back, says=_("took an agreement back from signature"), is_final=True)
def take_back(actor: Actor, agreement: Agreement, *, reason: str) -> Agreement:
    """Bring the text back to the table, with the reason: signatures given so far fall, what goes out next is a new revision."""
    agreement.parties.signed().update(signed_on=None)
    return take_step(actor, agreement, Agreement.State.NEGOTIATING, stated(reason))


@command(can_record_signature, says=_("recorded a signature"), is_final=True)
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
    days = list(agreement.parties.standing().values_list("signed_on", flat=True))
    if None not in days:
        agreement.signed_on = max(day for day in days if day is not None)
        take_step(actor, agreement, Agreement.State.SIGNED)
        write_open_dues(agreement.commitments.standing())
    return party


def _refuse_mandate(party: Party, on: date) -> None:
    """The mandate is the one that was frozen with the text; its dates are those of the directory."""
    mandate = party.mandate
    if mandate is None or not covers(mandate.from_on, mandate.to_on, on):
        raise Refused(_("The mandate of who signs does not hold on that day."), "on")
    if party.proof is not None and not party.proof.is_standing:
        raise Refused(_("The proof of the mandate was withdrawn. File another one."), "on")


def standing_before(actor: Actor, revision: Revision) -> IssuedDocument | None:
    """The paper of the agreement that a new one replaces."""
    earlier = IssuedDocument.objects.filter(
        space=actor.space, kind=AGREEMENT.kind, subject_id__in=revision.agreement.revisions.values("pk")
    )
    return earlier.order_by("-issued_at").first()


@command(can_issue_agreement, says=_("issued a paper"), is_final=True)
def issue_agreement(actor: Actor, revision: Revision) -> IssuedDocument:
    """Number, freeze and store the paper of a text that went out; a later one replaces it."""
    language = revision.content["languages"].split("+")[0]
    return issue(actor, AGREEMENT, revision, language, replaces=standing_before(actor, revision))
