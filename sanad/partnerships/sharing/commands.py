"""What the parties show each other: agreed in the text, given by the giver itself, ended with the agreement."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.directory.commands.consents import open_consent
from sanad.directory.models import Consent
from sanad.foundation.command import SAYS_BESIDE, command
from sanad.foundation.history.chain import append, difference, snapshot
from sanad.foundation.history.labels import label_of
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space
from sanad.partnerships.models import Agreement, Party, Sharing
from sanad.partnerships.policies import can_draft
from sanad.partnerships.queries.standing import end_on, life_of
from sanad.partnerships.sharing.policies import can_give_sharing

GIVE, END = "partnerships.give_sharing", "partnerships.end_sharing"


SAYS_BESIDE[END] = _("no longer shows what an agreement said")


@command(can_draft, says=_("agreed on what one party shows another"))
def agree_sharing(
    actor: Actor,
    agreement: Agreement,
    *,
    giver: Party,
    taker: Party,
    kind: str,
    from_on: date | None = None,
    to_on: date | None = None,
) -> Sharing:
    """Write into the text that one party shows another a kind of record. Nothing is shown before the giver says so.

    Refused for a party that is not of this agreement, for one alone, when it stands there already, and when it ends
    before it begins.
    """
    for name, party in (("giver", giver), ("taker", taker)):
        if party.agreement_id != agreement.pk or not party.is_standing:
            raise Refused(_("This choice does not exist."), name)
    if giver == taker:
        raise Refused(_("Choose two parties."), "taker")
    start = from_on or agreement.starts_on or timezone.localdate()
    if to_on and to_on < start:
        raise Refused(_("The end lies before the beginning."), "to_on")
    there = Sharing.objects.standing().filter(agreement=agreement, giver=giver, taker=taker, kind=kind)
    if there.exists():
        raise Refused(_("This stands in the text already."), "kind")
    return Sharing.objects.create(
        space_id=agreement.space_id,
        agreement=agreement,
        giver=giver,
        taker=taker,
        kind=kind,
        from_on=start,
        to_on=to_on,
    )


@command(can_draft, says=_("took what one party shows another out of the text"))
def withdraw_sharing(actor: Actor, sharing: Sharing) -> Sharing:
    """Take it out of the text."""
    sharing.withdraw()
    return sharing


@command(can_give_sharing, says=_("began to show what an agreement says"))
def give_sharing(actor: Actor, sharing: Sharing) -> Sharing:
    """Open the records to the other party, until the agreement ends or the giver revokes it.

    A consent that lets them read this already is joined and stays as it was given.
    """
    agreement, today = sharing.agreement, timezone.localdate()
    ends = [day for day in (sharing.to_on, end_on(life_of(agreement), today)) if day]
    start = max(today, sharing.from_on)
    if ends and min(ends) < start:
        raise Refused(_("The days in which this is shown are over."))
    grantee = sharing.taker.organisation.own_space
    assert grantee is not None  # noqa: S101  the policy asks for it
    _hold(actor.space, agreement.space)
    live = Consent.objects.unrevoked().filter(space=actor.space, grantee=grantee, kind=sharing.kind)
    consent = live.exclude(to_on__lt=today).first()
    sharing.opened_consent = consent is None
    if consent is None:
        consent = open_consent(
            actor.space,
            grantee=grantee,
            kind=sharing.kind,
            purpose=str(agreement)[:200],
            from_on=start,
            to_on=min(ends, default=None),
        )
        _remember(actor, consent, None, GIVE)
    sharing.consent = consent
    sharing.save()
    return sharing


def end_sharings(actor: Actor, agreement: Agreement, last_on: date) -> None:
    """End, on that day at the latest, the consents that the agreement opened; what was given apart from it stays."""
    today = timezone.localdate()
    opened = agreement.sharings.filter(opened_consent=True).values("consent")
    for consent in Consent.objects.unrevoked().filter(pk__in=opened).select_related("space"):
        if consent.to_on and consent.to_on <= last_on:
            continue
        _hold(consent.space, agreement.space)
        before = snapshot(consent)
        if last_on < max(today, consent.from_on):
            consent.revoked_at = timezone.now()
        else:
            consent.to_on = last_on
        consent.save()
        _remember(actor, consent, before, END)


def last_day_before(day: date) -> date:
    """The last day on which something that ends on `day` still holds."""
    return day - timedelta(days=1)


def _hold(*spaces: Space) -> None:
    """Lock the histories that will be written in one order, so that two never wait for each other."""
    list(Space.objects.select_for_update(no_key=True).filter(pk__in=[space.pk for space in spaces]).order_by("pk"))


def _remember(actor: Actor, consent: Consent, before: dict | None, name: str) -> None:
    """A line in the history of the space whose records are shown, beside that of the agreement."""
    append(
        consent.space_id,
        user=actor.user,
        actor_space=actor.space,
        command=name,
        object_type=label_of(consent),
        object_id=consent.pk,
        subject_id=consent.pk,
        label=str(consent)[:200],
        changes=difference(before, snapshot(consent)),
        key=None,
        digest="",
    )
