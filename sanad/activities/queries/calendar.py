"""iCalendar feeds: what a space does, or what concerns one person."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanad.activities.models import Activity, Attendance, CalendarFeed, FollowUp, Invitation, ProgrammeItem
from sanad.activities.policies import visible_to
from sanad.activities.queries.events import SAID_FOR, Entry, Status, calendar
from sanad.activities.queries.halves import MINE, Half, halves_of, with_history
from sanad.foundation.spaces.actor import Actor, actor_of

LOOK_BACK = timedelta(days=365)
STATUS = {Activity.State.PLANNED: Status.TENTATIVE, Activity.State.CANCELLED: Status.CANCELLED}


def feed_ics(feed: CalendarFeed) -> bytes | None:
    """The feed as iCalendar text; None when its owner is no member any more."""
    actor = actor_of(feed.owner, feed.space_id)
    if actor is None:
        return None
    with override(feed.owner.language):
        rows = list(_activities(actor, is_personal=feed.is_personal))
        entries = _entries(rows, halves_of(rows, actor if feed.is_personal else None))
        return calendar([*entries, *(_follow_ups(actor) if feed.is_personal else ())], feed.space.name)


def _activities(actor: Actor, *, is_personal: bool) -> QuerySet[Activity]:
    rows = visible_to(actor, Activity).filter(starts_at__gte=timezone.now() - LOOK_BACK)
    if is_personal:
        invited = Invitation.objects.filter(person__user=actor.user)
        was_there = Attendance.objects.filter(person__user=actor.user)
        speaks = ProgrammeItem.objects.filter(speaker__user=actor.user, withdrawn_at=None)
        of_mine = [part.values("activity") for part in (invited, was_there, speaks)]
        of_mine += [part for source in MINE for part in source(actor)]
        rows = rows.filter(reduce(or_, (Q(pk__in=part) for part in of_mine)))
    return with_history(rows, "pk").select_related("place").order_by("starts_at", "pk")


def _entries(activities: Iterable[Activity], halves: Iterable[Half]) -> Iterator[Entry]:
    """Each activity as its half-days, if it has any, else as one block; a course inside it where it has other hours."""
    beneath: dict[Any, list[Half]] = {}
    for half in halves:
        beneath.setdefault(half.activity.pk, []).append(half)
    for activity in activities:
        found = beneath.get(activity.pk, [])
        if not any(half.item is None and half.withdrawn_at is None for half in found):
            yield _block(activity)
        yield from (half_entry(half, address=address_of(activity)) for half in found if _is_shown(half, activity))


def _is_shown(half: Half, activity: Activity) -> bool:
    within = activity.starts_at <= half.starts_at and half.ends_at <= activity.ends_at
    apart = half.item is None or half.standing != "" or not within
    return apart and (half.withdrawn_at is None or half.withdrawn_at > timezone.now() - SAID_FOR)


def _block(activity: Any) -> Entry:
    return Entry(
        activity.pk, activity.title, activity.starts_at, activity.ends_at, status_of(activity), activity.created_at,
        activity.changes, activity.changed_at, where_of(activity, activity.venue), address_of(activity),
    )  # fmt: skip


def half_entry(half: Half, *, address: str = "") -> Entry:
    """One half-day, as it stands for whose calendar it is."""
    status = status_of(half.activity)
    if half.withdrawn_at is not None or half.is_called_off or half.standing == "withdrawn":
        status = Status.CANCELLED
    title = half.title
    if half.standing == "waiting" and status != Status.CANCELLED:
        status, title = Status.TENTATIVE, _("Waiting list: %(session)s") % {"session": half.title}
    return Entry(
        half.pk, title, half.starts_at, half.ends_at, status, half.created_at or half.activity.created_at, half.changes,
        half.changed_at, where_of(half.activity, half.venue), address,
    )  # fmt: skip


def status_of(activity: Activity) -> Status:
    """What is planned is not announced yet; what was convened or held stands."""
    return STATUS.get(Activity.State(activity.state), Status.CONFIRMED)


def where_of(activity: Activity, venue: str) -> str:
    """The venue, its own or that of the activity, and the place."""
    place = activity.place.path if activity.place else ""
    return ", ".join(part for part in (venue or activity.venue, place) if part)


def address_of(activity: Activity) -> str:
    """The page of the activity, in its space."""
    path = reverse("activities:activity", args=[activity.pk])
    return f"{settings.PUBLIC_ADDRESS}{path}?space={activity.space_id}"


def _follow_ups(actor: Actor) -> Iterator[Entry]:
    """What the actor has to do, on the day it is due; what was closed of late is taken off the calendar."""
    rows = FollowUp.objects.filter(space=actor.space, owner__user=actor.user)
    rows = rows.filter(Q(state=FollowUp.State.OPEN) | Q(closed_at__gte=timezone.now() - SAID_FOR))
    for row in with_history(rows, "pk").order_by("due_on", "pk"):
        status = Status.CONFIRMED if row.state == FollowUp.State.OPEN else Status.CANCELLED
        page = f"{settings.PUBLIC_ADDRESS}{reverse('activities:outcome', args=[row.activity_id])}?space={row.space_id}"
        yield Entry(
            row.pk, f"◷ {row.text}", row.due_on, None, status, row.created_at, row.changes, row.changed_at, url=page
        )
