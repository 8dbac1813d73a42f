"""What is shown to another space."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.directory.models import Consent
from sanad.directory.policies import can_give_consent, can_revoke_consent
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space


@command(can_give_consent, says=_("let another space read"))
def give_consent(
    actor: Actor, *, grantee: Space, kind: str, purpose: str, from_on: date | None = None, to_on: date | None = None
) -> Consent:
    """Show one kind of record to another space, from a day. Refused twice, and when it ends before it begins."""
    return open_consent(actor.space, grantee=grantee, kind=kind, purpose=purpose, from_on=from_on, to_on=to_on)


def open_consent(
    space: Space, *, grantee: Space, kind: str, purpose: str, from_on: date | None = None, to_on: date | None = None
) -> Consent:
    """A new consent of that space, inside a command; one whose last day has passed makes room for it."""
    today = timezone.localdate()
    start = from_on or today
    if to_on and to_on < start:
        raise Refused(_("The end lies before the beginning."), "to_on")
    if grantee.pk == space.pk:
        raise Refused(_("This is your own space."), "grantee")
    held = Consent.objects.select_for_update(no_key=True)
    given = held.unrevoked().filter(space=space, grantee=grantee, kind=kind)
    given.filter(to_on__lt=today).update(revoked_at=timezone.now())
    if given.exists():
        raise Refused(_("This is already shown to them."), "kind")
    return Consent.objects.create(space=space, grantee=grantee, kind=kind, purpose=purpose, from_on=start, to_on=to_on)


@command(can_revoke_consent, says=_("revoked a consent"), is_final=True)
def revoke_consent(actor: Actor, consent: Consent) -> Consent:
    """Hide the records at once."""
    consent.revoked_at = timezone.now()
    consent.save()
    return consent
