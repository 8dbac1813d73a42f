"""Who does not know yet what they must know of an activity, with the message ready; and who was told."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from sanad.activities.models import Activity, MinutesStep, Notice
from sanad.activities.telling.queries.guests import Guest, untold
from sanad.activities.telling.queries.invited import about_of, invitations_to_tell, uninvited
from sanad.activities.telling.queries.letters import notice_text
from sanad.activities.telling.queries.news import CANCELLED, News
from sanad.directory.models import Organisation, Person
from sanad.foundation.letters.by_hand import Reached, Told, ToTell, goes_by_mail, reached


def unaware(activity: Activity) -> tuple[list[tuple[Guest, News, bool]], list[tuple[Guest, bool]]]:
    """Those who are expected and do not know what changed, with what did; and those who do not know that they are asked to come.

    Each with whether a letter reaches them. Nobody is among both: who is to be asked learns the days as they stand now.
    """
    asked = uninvited(activity)
    unasked = {guest.key for guest, _by_mail in asked}
    refused = set(activity.notices.filter(is_refused=True).values_list("guest", "about"))
    changed = [
        (guest, new, goes_by_mail(guest.email, is_refused=(guest.key, new.after) in refused))
        for guest, new in untold(activity)
        if guest.key not in unasked
    ]
    return changed, asked


def guests_to_tell(activity: Activity) -> list[ToTell]:
    """All of them, each with the message ready."""
    changed, asked = unaware(activity)
    told = [
        ToTell(
            guest.name,
            guest.phone,
            Notice.Kind.CANCELLED.label if new.state == CANCELLED else Notice.Kind.CHANGED.label,
            notice_text(activity, guest, new),
            f"{reverse('activities:guest_told', args=[activity.pk, new.digest])}?guest={guest.key}",
            is_by_mail,
            is_chosen_there=True,
        )
        for guest, new, is_by_mail in changed
    ]
    return [*told, *invitations_to_tell(activity, asked)]


def count_to_tell(activity: Activity) -> int:
    """How many they are."""
    changed, asked = unaware(activity)
    return len(changed) + len(asked)


def reached_of(guests: Iterable[Guest]) -> Reached:
    """Guests by the way in which they will be reached, before there is anything to tell them."""
    return reached(
        ToTell(guest.name, guest.phone, "", "", "", goes_by_mail(guest.email, is_refused=False)) for guest in guests
    )


def told_guests(activity: Activity) -> list[Told]:
    """Who was told what of an activity, how and when, the last one first; an address that was refused was told nothing."""
    of_minutes = [
        str(key) for key in MinutesStep.objects.filter(minutes__activity=activity).values_list("pk", flat=True)
    ]
    notes = activity.notices.filter(is_refused=False).exclude(kind=Notice.Kind.MINUTES).exclude(about__in=of_minutes)
    rows = list(notes.order_by("-created_at", "-pk"))
    keys, invited = {row.guest for row in rows}, about_of(activity)
    names = {card.pk: str(card) for model in (Person, Organisation) for card in model.objects.filter(pk__in=keys)}
    return [Told(names[row.guest], _how(row, invited), row.created_at) for row in rows if row.guest in names]


def _how(row: Notice, invited: str) -> str:
    """What somebody was told, and whether by a letter."""
    if row.kind != Notice.Kind.BY_HAND:
        return f"{row.get_kind_display()} · {_('by e-mail')}"
    changed = Notice.Kind.CANCELLED if row.told.get("state") == CANCELLED else Notice.Kind.CHANGED
    return f"{(Notice.Kind.INVITED if row.about == invited else changed).label} · {row.get_kind_display()}"
