"""iCalendar feeds: what a space does, or what concerns one person."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanad.activities.calendars.queries.events import SAID_FOR, Entry, Status, as_icalendar
from sanad.activities.models import Activity, Attendance, CalendarFeed, FollowUp, Invitation, ProgrammeItem
from sanad.activities.policies import visible_to
from sanad.activities.queries.halves import MINE, Half, Tie, halves_of, with_history
from sanad.foundation.spaces.actor import Actor, actor_of

LOOK_BACK = timedelta(days=365)
STATUS: dict[str, Status] = {Activity.State.PLANNED: Status.TENTATIVE, Activity.State.CANCELLED: Status.CANCELLED}


def feed_ics(feed: CalendarFeed) -> bytes | None:
    """The feed as iCalendar text; None when its owner is no member any more."""
    actor = actor_of(feed.owner, feed.space_id)
    if actor is None:
        return None
    with override(feed.owner.language):
        ties = _ties(actor) if feed.is_personal else None
        rows = list(_activities(actor, ties))
        entries = _entries(rows, halves_of(rows, actor if feed.is_personal else None), ties or {})
        return as_icalendar([*entries, *(_follow_ups(actor) if feed.is_personal else ())], feed.space.name)


def _activities(actor: Actor, ties: dict[UUID, list[Tie]] | None) -> QuerySet[Activity]:
    rows = visible_to(actor, Activity).filter(starts_at__gte=timezone.now() - LOOK_BACK)
    if ties is not None:
        lately = timezone.now() - SAID_FOR
        known = [key for key, found in ties.items() if any(tie.until is None or tie.until > lately for tie in found)]
        rows = rows.filter(pk__in=known)
    return with_history(rows, "pk").select_related("place").order_by("starts_at", "pk")


def _ties(actor: Actor) -> dict[UUID, list[Tie]]:
    """What ties the actor in person to each activity, or did."""
    found: dict[UUID, list[Tie]] = {}
    for rows in (
        Invitation.objects.filter(person__user=actor.user),
        Attendance.objects.filter(person__user=actor.user),
        ProgrammeItem.objects.filter(speaker__user=actor.user),
    ):
        for activity, since, until in rows.values_list("activity", "created_at", "withdrawn_at"):
            found.setdefault(activity, []).append(Tie(activity, since, until))
    for tie in (tie for source in MINE for tie in source(actor)):
        found.setdefault(tie.activity, []).append(tie)
    return found


def _entries(activities: Iterable[Any], halves: Iterable[Half], ties: dict[UUID, list[Tie]]) -> Iterator[Entry]:
    """Each activity as its half-days, if it has any, else as one block; a course inside it where it has other hours.

    What has half-days since, or does not concern the reader any more, is said to be called off.
    """
    beneath: dict[Any, list[Half]] = {}
    for half in halves:
        beneath.setdefault(half.activity.pk, []).append(half)
    for activity in activities:
        found, tied = beneath.get(activity.pk, []), ties.get(activity.pk, [])
        whole = [half for half in found if half.item is None]
        of_halves = _since_undone([tie for tie in tied if not tie.is_in_half])
        entries = [
            _changed(half_entry(half, address=address_of(activity)), of_halves)
            for half in found
            if _is_shown(half, activity)
        ]
        block = _changed(_block(activity), [*_moments(whole), *_since_undone(tied)])
        if not any(half.withdrawn_at is None for half in whole):
            entries.append(block)
        elif _stood_alone(activity, whole):
            entries.append(replace(block, status=Status.CANCELLED))
        is_gone = bool(tied) and all(tie.until is not None for tie in tied)
        yield from (replace(entry, status=Status.CANCELLED) if is_gone else entry for entry in entries)


def _since_undone(ties: list[Tie]) -> list[datetime]:
    """When the first tie was undone, and what was tied and undone after that: each time the reader's event changed."""
    undone = min((tie.until for tie in ties if tie.until is not None), default=None)
    moments = [moment for tie in ties for moment in (tie.since, tie.until) if moment is not None]
    return [moment for moment in moments if undone is not None and moment >= undone]


def _moments(halves: list[Half]) -> list[datetime]:
    """When half-days came and went: with the first, an activity stops being one block."""
    return [moment for half in halves for moment in (half.created_at, half.withdrawn_at) if moment is not None]


def _stood_alone(activity: Any, whole: list[Half]) -> bool:
    """Whether it was one block in calendars before it had half-days, and had none until lately."""
    first = min(half.created_at for half in whole if half.created_at is not None)
    return activity.first_at is not None and activity.first_at < first and first > timezone.now() - SAID_FOR


def _changed(entry: Entry, moments: list[datetime]) -> Entry:
    """The event, changed at these moments too."""
    known = [moment for moment in (entry.changed_at, *moments) if moment is not None]
    return replace(entry, changes=entry.changes + len(moments), changed_at=max(known, default=None))


def _is_shown(half: Half, activity: Activity) -> bool:
    within = activity.starts_at <= half.starts_at and half.ends_at <= activity.ends_at
    apart = half.item is None or half.standing != "" or not within
    return apart and (half.withdrawn_at is None or half.withdrawn_at > timezone.now() - SAID_FOR)


def _block(activity: Any) -> Entry:
    return Entry(
        activity.pk,
        activity.title,
        activity.starts_at,
        activity.ends_at,
        status_of(activity),
        activity.created_at,
        activity.changes,
        activity.changed_at,
        where_of(activity, activity.venue),
        address_of(activity),
    )


def half_entry(half: Half, *, address: str = "") -> Entry:
    """One half-day, as it stands for whose calendar it is."""
    status = status_of(half.activity)
    if half.withdrawn_at is not None or half.is_called_off or half.standing == "withdrawn":
        status = Status.CANCELLED
    title = half.title
    if half.standing == "waiting" and status != Status.CANCELLED:
        status, title = Status.TENTATIVE, _("Waiting list: %(session)s") % {"session": half.title}
    return Entry(
        half.pk,
        title,
        half.starts_at,
        half.ends_at,
        status,
        half.created_at or half.activity.created_at,
        half.changes,
        half.changed_at,
        where_of(half.activity, half.venue),
        address,
    )


def status_of(activity: Activity) -> Status:
    """What is planned is not announced yet; what was convened or held stands."""
    return STATUS.get(activity.state, Status.CONFIRMED)


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
