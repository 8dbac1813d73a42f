"""Reads of activities that cross models, and the facts that minutes freeze."""

from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from sanad.activities.models import Activity, Attendance, FollowUp, FollowUpStep
from sanad.directory.models import Organisation
from sanad.foundation.spaces.actor import Actor


def stations(activity: Activity) -> list[Activity]:
    """The activities of the series in order of time, cancelled ones left out; the activity alone without a series."""
    if activity.series_id is None:
        return [activity]
    rows = Activity.objects.filter(space_id=activity.space_id, series_id=activity.series_id)
    return list(rows.exclude(state=Activity.State.CANCELLED).order_by("starts_at", "pk"))


def neighbours(
    activity: Activity, shown: QuerySet[Activity] | None = None
) -> tuple[int, Activity | None, Activity | None]:
    """(number of the station from 1, the one before, the one after); neighbours that are not `shown` are None."""
    row = stations(activity)
    place = next((i for i, other in enumerate(row) if other.pk == activity.pk), 0)
    before, after = row[place - 1] if place else None, row[place + 1] if place + 1 < len(row) else None
    if shown is not None:
        known = set(shown.filter(pk__in=[other.pk for other in (before, after) if other]).values_list("pk", flat=True))
        before, after = (other if other and other.pk in known else None for other in (before, after))
    return place + 1, before, after


def carried_follow_ups(activity: Activity) -> QuerySet[FollowUp]:
    """The follow-ups of earlier stations of the series that were open when this one began (M5)."""
    if activity.series_id is None:
        return FollowUp.objects.none()
    earlier = Activity.objects.filter(
        space_id=activity.space_id, series_id=activity.series_id, starts_at__lt=activity.starts_at
    ).exclude(state=Activity.State.CANCELLED)
    before = FollowUpStep.objects.filter(follow_up=OuterRef("pk"), created_at__lte=activity.starts_at)
    stood = before.order_by("-created_at", "-pk").values("after")[:1]
    return (
        FollowUp.objects.alias(stood=Coalesce(Subquery(stood), Value(FollowUp.STATES.initial)))
        .filter(stood=FollowUp.State.OPEN, space_id=activity.space_id, activity__in=earlier)
        .select_related("owner", "activity")
    )


def my_follow_ups(actor: Actor) -> QuerySet[FollowUp]:
    """The open follow-ups that the actor owns, the most urgent first."""
    rows = FollowUp.objects.filter(space=actor.space, owner__user=actor.user, state=FollowUp.State.OPEN)
    return rows.select_related("activity", "owner").order_by("due_on", "pk")


def present(activity: Activity) -> QuerySet[Attendance]:
    """Those who were there."""
    return activity.attendance.filter(status=Attendance.Status.PRESENT).select_related("person", "organisation")


def facts_of(activity: Activity) -> dict[str, Any]:
    """Everything recorded of an activity, as JSON values in both languages: what approval freezes."""
    number, before, _after = neighbours(activity)
    attendance = activity.attendance.select_related("person", "organisation").order_by("created_at", "pk")
    words = activity.words.filter(withdrawn_at=None).select_related("speaker__person", "speaker__organisation")
    programme = activity.programme.filter(withdrawn_at=None).select_related("speaker")
    begins, ends = timezone.localtime(activity.starts_at), timezone.localtime(activity.ends_at)
    return {
        "title": activity.title,
        "kind": activity.kind,
        "day": begins.date().isoformat(),
        "begins": begins.strftime("%H:%M"),
        "ends": ends.strftime("%H:%M"),
        "last_day": ends.date().isoformat(),
        "venue": activity.venue,
        "place": [activity.place.path_ar, activity.place.path_fr] if activity.place else ["", ""],
        "purpose": activity.purpose,
        "outcome": activity.outcome,
        "station": number,
        "series": activity.series.title if activity.series else "",
        "previous": _previous(before),
        "host": organisation_facts(activity.host),
        "partners": [
            organisation_facts(row.organisation)
            for row in activity.taking_part.filter(withdrawn_at=None)
            .select_related("organisation__seat_place")
            .prefetch_related("organisation__clauses")
        ],
        "programme": [
            {
                "kind": i.kind,
                "title": i.title,
                "speaker": _names(i.speaker),
                "honour": _honour(i.speaker),
                "sex": i.speaker.sex if i.speaker else "",
                "capacity": i.capacity,
                "minutes": i.minutes,
                "record": i.record,
            }
            for i in programme
        ],
        "attendance": [
            {
                "who": _names(a.person) or [a.guest_name, a.guest_name],
                "capacity": a.capacity,
                "for": _names(a.organisation),
                "status": a.status,
                "came": _hour(a.came_at),
                "left": _hour(a.left_at),
            }
            for a in attendance
        ],
        "words": [
            {
                "who": _names(w.speaker.person) or [w.speaker.guest_name, w.speaker.guest_name],
                "capacity": w.speaker.capacity,
                "for": _names(w.speaker.organisation),
                "text": w.text,
            }
            for w in words
        ],
        "decisions": [
            {
                "text": d.text,
                "method": d.method,
                "for": d.votes_for,
                "against": d.votes_against,
                "abstained": d.abstained,
                "did_not_vote": d.did_not_vote,
            }
            for d in activity.decisions.filter(withdrawn_at=None)
        ],
        "follow_ups": [_follow_up(f) for f in activity.follow_ups.select_related("owner")],
        "carried": [_follow_up(f) for f in carried_follow_ups(activity)],
    }


def organisation_facts(card: Organisation) -> dict[str, Any]:
    """What papers say of an organisation."""
    seat = card.seat_place
    return {
        "name": [card.name_ar or card.name_fr, card.name_fr or card.name_ar],
        "founded_year": card.founded_year or (card.founded_on.year if card.founded_on else None),
        "seat": [seat.path_ar, seat.path_fr] if seat else ["", ""],
        "address": card.seat_address,
        "receipt": card.receipt_number,
        "phone": card.phone,
        "email": card.email,
        "clauses": [[c.kind, c.text_ar, c.text_fr or c.text_ar] for c in card.clauses.all() if c.withdrawn_at is None],
    }


def _previous(before: Activity | None) -> dict[str, Any] | None:
    if before is None:
        return None
    return {"title": before.title, "kind": before.kind, "day": before.held_on.isoformat(), "outcome": before.outcome}


def _names(row: Any) -> list[str] | None:
    return [row.name_ar or row.name_fr, row.name_fr or row.name_ar] if row else None


def _honour(row: Any) -> list[str] | None:
    return [row.honorific_ar, row.honorific_fr] if row else None


def _hour(value: Any) -> str:
    return value.strftime("%H:%M") if value else ""


def _follow_up(row: FollowUp) -> dict[str, Any]:
    return {"text": row.text, "owner": _names(row.owner), "due": row.due_on.isoformat(), "state": row.state}


def month_of(actor_rows: QuerySet[Activity], first: date, after: date) -> list[Activity]:
    """The activities that have a day in [first, after)."""
    zone = timezone.get_current_timezone()
    begin = datetime(first.year, first.month, first.day, tzinfo=zone)
    end = datetime(after.year, after.month, after.day, tzinfo=zone)
    rows = actor_rows.filter(ends_at__gte=begin, starts_at__lt=end).order_by("starts_at")
    return [row for row in rows if row.last_day >= first]
