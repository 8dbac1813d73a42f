"""The facts of an activity: what papers say of it, and what the approval of minutes freezes."""

from typing import Any

from django.utils import timezone

from sanad.activities.models import Activity, FollowUp
from sanad.activities.queries.series import carried_follow_ups, neighbours
from sanad.directory.documents import facts_of_card


def facts_of_activity(activity: Activity) -> dict[str, Any]:
    """Everything recorded of an activity, as JSON values in both languages: what approval freezes."""
    number, before, _after = neighbours(activity)
    attendance = activity.attendance.standing().select_related("person", "organisation").order_by("created_at", "pk")
    words = activity.words.standing().select_related("speaker__person", "speaker__organisation")
    programme = activity.programme.standing().select_related("speaker")
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
        "host": facts_of_card(activity.host),
        "partners": [
            facts_of_card(row.organisation)
            for row in activity.taking_part.standing()
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
            for d in activity.decisions.standing()
        ],
        "follow_ups": [_follow_up(f) for f in activity.follow_ups.meant().select_related("owner", "body")],
        "carried": [_follow_up(f) for f in carried_follow_ups(activity)],
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
    return {"text": row.text, "owner": _names(row.who), "due": row.due_on.isoformat(), "state": row.state}
