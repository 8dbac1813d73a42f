"""What comes next while a session is under way; the door of a half-day: its address, whether a code opens it, who is in."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sanad.foundation.documents.qr import qr_svg
from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.next_step import NextStep, Way, comes_next
from sanad.training.models import Presence, Registration, Session, Slot
from sanad.training.policies import half_days, has_begun
from sanad.training.queries.links import CODE_SPAN, door_code, is_door_code
from sanad.training.sessions.policies import teaches

REMEMBERED = 15  # so many codes back are recognised as old: half an hour


def door_address(slot: Slot, at: datetime | None = None) -> str:
    """What the QR code at the door holds: the public page with the code of the moment."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('training:come_in', args=[slot.pk])}?code={door_code(slot, at)}"


def door_picture(slot: Slot) -> SafeString:
    """The address as a QR code that fills the room it is given."""
    return mark_safe(qr_svg(door_address(slot), quiet=4))  # noqa: S308  black squares, drawn here from an address of our own


def is_old_code(slot: Slot, code: str) -> bool:
    """True for a code that was shown within the last half hour."""
    now = timezone.now()
    return any(door_code(slot, now - turn * CODE_SPAN) == code for turn in range(2, REMEMBERED + 2))


def why_not_code(slot: Slot, code: str) -> Text | None:
    """Why a code does not open the door, in a sentence; None when it does."""
    if is_door_code(slot, code):
        return None
    if is_old_code(slot, code):
        return _("This code is over: it changes every two minutes. Read the one that is shown now.")
    others = Slot.objects.filter(session=slot.session_id).exclude(pk=slot.pk)
    if any(is_door_code(other, code) for other in others):
        return _("This is the code of another half-day.")
    return _("This code is not right. Read it again: six digits.")


def is_guess(slot: Slot, code: str) -> bool:
    """True for a code that was never shown at this door: it counts against who types it."""
    return why_not_code(slot, code) is not None and not is_old_code(slot, code)


def slot_named(pk: UUID) -> Slot | None:
    """The half-day of a public address."""
    rows = Slot.objects.select_related(
        "session__activity__host", "session__activity__place", "session__course", "space"
    )
    return rows.filter(pk=pk).first()


def registrations_by_phone(slot: Slot, phone: str) -> QuerySet[Registration]:
    """Who is registered in the session under that number: one, or several of a family."""
    rows = Registration.objects.filter(session=slot.session_id).active()
    return rows.filter(phone=phone) if phone else rows.none()


def seats_left(slot: Slot) -> int:
    """How many late additions the session can take; none while somebody waits."""
    states = list(Registration.objects.filter(session=slot.session_id).active().values_list("state", flat=True))
    return 0 if "waiting" in states else max(0, slot.session.seats - len(states))


def there(slot: Slot) -> int:
    """How many people are in."""
    return slot.presences.filter(minutes__gt=0).count()


def attendance_to_take(actor: Actor, session: Session) -> NextStep | None:
    """The half-days that began and of which nobody has written down who was there."""
    is_ours = session.space_id == actor.space_id
    if not is_ours or session.state != Session.State.CONFIRMED or not has_begun(session):
        return None
    now = timezone.now()
    begun = {slot.pk for slot in half_days(session) if slot.starts_at <= now}
    taken = Presence.objects.filter(slot__in=begun).values_list("slot", flat=True).distinct()
    left = len(begun.difference(taken))
    way = Way(_now("Take attendance"), "training:attendance", (session.pk,), teaches(actor))
    if left:
        said = ngettext(
            "It is under way. Of %(count)s half-day nobody has written down who was there.",
            "It is under way. Of %(count)s half-days nobody has written down who was there.",
            left,
        )
        return NextStep(said % {"count": left}, (way,))
    if any(slot.ends_at > now for slot in half_days(session)):
        return NextStep(_now("It is under way, and attendance is taken so far."), (way,))
    return None


comes_next(Session, attendance_to_take, rank=20)
