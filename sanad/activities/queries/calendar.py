"""iCalendar feeds: what a space does, or what concerns one person."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from sanad.activities.models import Activity, CalendarFeed
from sanad.activities.policies import visible_to
from sanad.activities.queries import my_follow_ups
from sanad.foundation.spaces.actor import Actor, actor_of

LOOK_BACK = timedelta(days=365)


def feed_ics(feed: CalendarFeed) -> bytes | None:
    """The feed as iCalendar text; None when its owner is no member any more."""
    actor = actor_of(feed.owner, feed.space_id)
    if actor is None:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//Sanad//AR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", feed.space.name)
    for activity in _activities(actor, is_personal=feed.is_personal):
        calendar.add_component(_event(activity))
    if feed.is_personal:
        for item in my_follow_ups(actor):
            due = Event()
            due.add("uid", f"{item.pk}@sanad")
            due.add("summary", f"◷ {item.text}")
            due.add("dtstart", item.due_on)
            due.add("dtstamp", item.created_at)
            calendar.add_component(due)
    return calendar.to_ical()


def _activities(actor: Actor, *, is_personal: bool) -> QuerySet[Activity]:
    rows = visible_to(actor, Activity).filter(starts_at__gte=timezone.now() - LOOK_BACK).select_related("place")
    if is_personal:
        mine = Q(invitations__person__user=actor.user) | Q(attendance__person__user=actor.user)
        rows = rows.filter(mine | Q(programme__speaker__user=actor.user)).distinct()
    return rows.order_by("starts_at")


def _event(activity: Activity) -> Event:
    event = Event()
    event.add("uid", f"{activity.pk}@sanad")
    event.add("summary", activity.title)
    event.add("dtstart", activity.starts_at)
    event.add("dtend", activity.ends_at)
    event.add("dtstamp", activity.created_at)
    event.add(
        "location", ", ".join(part for part in (activity.venue, activity.place.path if activity.place else "") if part)
    )
    event.add(
        "url",
        f"{settings.PUBLIC_ADDRESS}{reverse('activities:activity', args=[activity.pk])}?space={activity.space_id}",
    )
    event.add("status", "CANCELLED" if activity.state == Activity.State.CANCELLED else "CONFIRMED")
    return event
