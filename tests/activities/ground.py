"""Addresses of activities (tests/grounds.py)."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from sanad.activities.calendars.commands import open_feed
from sanad.activities.minutes.commands import approve_minutes, begin_minutes, circulate_minutes, save_minutes
from sanad.activities.models import Activity, Minutes, PressReport
from sanad.activities.outcome.commands import assign_follow_up, finish_follow_up, record_decision
from sanad.activities.people.commands import invite_guest, record_attendance, record_word
from sanad.activities.press.commands import approve_press_report, begin_press_report, choose_press_facts
from sanad.activities.programme.commands.activity import (
    convene_activity,
    edit_activity,
    hold_activity,
    plan_activity,
    start_series,
)
from sanad.activities.programme.commands.items import add_item
from sanad.activities.telling.queries.guests import untold
from sanad.directory.models import Organisation, Person
from sanad.foundation.spaces.actor import Actor
from tests.grounds import ANYBODY, HIDDEN, PHONE, SECRET, TOLD, UNTOLD, at


def gathering(actor: Actor, title: str, begins: Any, *, hosts: Organisation, **details: Any) -> Activity:
    """A meeting of two hours."""
    return plan_activity(
        actor,
        kind="meeting",
        title=title,
        host=hosts,
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        **details,
    )


def held(actor: Actor, title: str, host: Organisation, guest: Person) -> dict[str, Any]:
    """A meeting of yesterday with a row of every kind; its minutes are a draft that says something."""
    activity = hold_activity(actor, gathering(actor, title, timezone.now() - timedelta(days=1), hosts=host))
    found: dict[str, Any] = {"activity": activity}
    found["item"] = add_item(actor, activity, kind="discussion", title=f"{title}: نقاش")
    found["invitation"] = invite_guest(actor, activity, person=guest, capacity=title)
    found["attendance"] = record_attendance(actor, activity, person=guest, capacity=title)
    found["word"] = record_word(actor, activity, speaker=found["attendance"], text=f"{title}: كلمة")
    found["decision"] = record_decision(actor, activity, text=f"{title}: قرار")
    for name in ("open", "done"):
        found[name] = assign_follow_up(
            actor, activity, text=f"{title}: {name}", owner=guest, due_on=timezone.localdate() + timedelta(days=7)
        )
    found["done"] = finish_follow_up(actor, found["done"])
    minutes = begin_minutes(actor, activity)
    found["minutes"] = save_minutes(actor, minutes, body="نص المحضر", base_version=0)
    return found


def moved(actor: Actor, host: Organisation, guest: Person) -> tuple[Activity, Any]:
    """A meeting to come that was moved, and the message for the guest who has not been told."""
    begins = timezone.now() + timedelta(days=5)
    activity = gathering(actor, "لقاء قادم", begins, hosts=host)
    invite_guest(actor, activity, person=guest)
    activity = convene_activity(actor, activity)
    later = begins + timedelta(days=1)
    activity = edit_activity(actor, activity, starts_at=later, ends_at=later + timedelta(hours=2))
    [(_who, news)] = untold(activity, guest.pk)
    return activity, news


def rows(case) -> dict:
    sg, guest = case.sg, case.people["president"]
    here = {"space": sg.space}
    there = held(sg, "لقاء الأمس", case.host, guest)
    circulated = circulate_minutes(sg, held(sg, "لقاء قبله", case.host, guest)["minutes"])
    approved = Minutes.objects.filter(**here, state=Minutes.State.APPROVED).first()
    revision = approved.revisions.get()
    planned = gathering(sg, "لقاء مبرمج", timezone.now() + timedelta(days=9), hosts=case.host)
    begun = convene_activity(sg, gathering(sg, "لقاء بدأ", timezone.now() - timedelta(hours=1), hosts=case.host))
    by_mistake = hold_activity(sg, gathering(sg, "لقاء لم يعقد", timezone.now() - timedelta(hours=1), hosts=case.host))
    to_come, news = moved(sg, case.host, guest)
    gathering(sg, f"{HIDDEN} لقاء", timezone.now() + timedelta(days=9), hosts=case.host, partners=[case.association])
    series, feed = start_series(sg, title="سلسلة"), open_feed(sg, is_personal=False)
    draft = begin_press_report(sg, approved.activity, language="fr")
    subjects = {
        "invitation": there["invitation"],
        "attendance_blank": there["activity"],
        "attendance": there["activity"],
        "minutes": revision,
        "press": PressReport.objects.filter(**here, state="approved").first(),
        "follow_ups": there["activity"],
    }
    return {
        "activities/<uuid:pk>/": at(there["activity"]),
        "activities:activity": [at(there["activity"]), at(planned), at(approved.activity)],
        "activities:edit": [at(there["activity"]), at(planned)],
        "activities:convene": at(planned),
        "activities:hold": at(begun),
        "activities:cancel": at(planned),
        "activities:unhold": at(by_mistake),
        "activities:begin_press": at(approved.activity),
        "activities:telling": [at(there["activity"]), at(planned), at(to_come)],
        "activities:tell_everybody": at(to_come, answers=403),  # there is no mail server
        "activities:guest_invited": at(to_come, query=f"?guest={guest.pk}"),
        "activities:guest_told": at(to_come, token=news.digest, query=f"?guest={guest.pk}"),
        "activities/series/<uuid:pk>/": at(series),
        "activities/programme/<uuid:pk>/": at(there["item"]),
        "activities/invitations/<uuid:pk>/": at(there["invitation"]),
        "activities/attendance/<uuid:pk>/": at(there["attendance"]),
        "activities:withdraw_attendance": at(record_attendance(sg, there["activity"], guest_name="دخل خطأ")),
        "activities/words/<uuid:pk>/": at(there["word"]),
        "activities/decisions/<uuid:pk>/": at(there["decision"]),
        "activities/follow-ups/<uuid:pk>/": at(there["open"]),
        "activities:reopen_follow_up": at(there["done"]),
        "activities/minutes/<uuid:pk>/": at(there["minutes"]),
        "activities:take_back": at(circulated),
        "activities:approve": at(circulated),
        "activities:note_minutes_told": at(circulated, query=f"?guest={guest.pk}"),
        "activities:correct": at(approved),
        "activities/revisions/<uuid:pk>/": at(revision),
        "activities/press/<uuid:pk>/": at(draft),
        "activities:press_paper": at(subjects["press"]),
        "activities/papers/<str:kind>/": [at(row, kind=kind) for kind, row in subjects.items()],
        "activities/calendar/feeds/<uuid:pk>/": at(feed),
        "activities:feed": at(by=ANYBODY, token=feed.token),
    }


def of_association(case) -> tuple[list, list]:
    """What was held and approved is shown; what is planned, drafts, series and calendars are not."""
    head = case.president
    host = Organisation.objects.get(space=head.space, own_space=head.space)
    guest = Person.objects.get(space=head.space, phone=PHONE)
    shown, unwritten = held(head, TOLD, host, guest), held(head, TOLD, host, guest)["minutes"]
    save_minutes(head, unwritten, body=UNTOLD, base_version=unwritten.version)
    minutes = approve_minutes(head, circulate_minutes(head, shown["minutes"]))
    told, draft = (begin_press_report(head, shown["activity"], language=each) for each in ("ar", "fr"))
    choose_press_facts(head, draft, told=draft.told, author=UNTOLD)
    series = start_series(head, title=UNTOLD)
    # It has begun, so that it has rows of every kind, and nobody says yet that it takes place.
    planned = gathering(head, UNTOLD, timezone.now() - timedelta(minutes=5), hosts=host, series=series)
    line = record_attendance(head, planned, guest_name=UNTOLD)
    return [
        *(shown[name] for name in ("activity", "item", "invitation", "attendance", "word", "decision", "open")),
        minutes,
        minutes.revisions.get(),
        approve_press_report(head, told),
    ], [
        planned,
        add_item(head, planned, kind="discussion", title=UNTOLD),
        invite_guest(head, planned, person=guest, capacity=UNTOLD),
        line,
        record_word(head, planned, speaker=line, text=UNTOLD),
        record_decision(head, planned, text=UNTOLD),
        Minutes.objects.get(pk=unwritten.pk),
        draft,
        series,
        open_feed(head, is_personal=True),
    ]


def foreign(actor: Actor) -> list:
    host, guest = Organisation.objects.get(own_space=actor.space), Person.objects.get(space=actor.space)
    found = held(actor, f"{SECRET} لقاء", host, guest)
    return [
        *(found[name] for name in ("activity", "item", "invitation", "attendance", "decision")),
        start_series(actor, title=f"{SECRET} سلسلة"),
    ]
