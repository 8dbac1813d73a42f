"""Who is asked to an activity that was convened, and does not know it yet: by letter, or told by hand."""

from django.urls import reverse
from django.utils import timezone

from sanad.activities.models import Activity, Notice
from sanad.activities.telling.queries.guests import Guest, asked_guests
from sanad.activities.telling.queries.letters import invitation_text, standing_blocks
from sanad.activities.telling.queries.noted import not_told
from sanad.foundation.letters.by_hand import ToTell


def about_of(activity: Activity) -> str:
    """What tells this convening from an earlier one, in the notes of who was told; "" before the first.

    That it took place after all not (`unhold_activity`) convenes nobody anew.
    """
    convened = activity.steps.filter(after=Activity.State.CONVENED).exclude(before=Activity.State.HELD)
    step = convened.order_by("created_at").last()
    return str(step.pk) if step else ""


def uninvited(activity: Activity) -> list[tuple[Guest, bool]]:
    """Who is asked and was not told yet, and whether a letter is on its way to them; nobody once it has begun."""
    about = about_of(activity) if activity.state == Activity.State.CONVENED else ""
    if not about or activity.starts_at <= timezone.now():
        return []
    return not_told(activity, about, asked_guests(activity))


def invitations_to_tell(activity: Activity, guests: list[tuple[Guest, bool]]) -> list[ToTell]:
    """Those of them (`uninvited`) each with the message that asks them to come."""
    blocks = standing_blocks(activity) if guests else []
    return [
        ToTell(
            guest.name,
            guest.phone,
            Notice.Kind.INVITED.label,
            invitation_text(activity, guest, blocks),
            f"{reverse('activities:guest_invited', args=[activity.pk])}?guest={guest.key}",
            is_by_mail,
            is_chosen_there=True,
        )
        for guest, is_by_mail in guests
    ]
