"""What comes next for an activity, state by state, and for whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from sanad.activities.minutes.commands import approve_minutes, begin_minutes, circulate_minutes, save_minutes
from sanad.activities.models import Activity, Invitation
from sanad.activities.outcome.commands import assign_follow_up, finish_follow_up
from sanad.activities.people.commands import invite_guest, record_attendance
from sanad.activities.press.commands import approve_press_report, begin_press_report
from sanad.activities.programme.commands.activity import (
    cancel_activity,
    convene_activity,
    hold_activity,
    plan_activity,
)
from sanad.activities.programme.commands.items import add_item
from sanad.foundation import ui
from tests.activities.moments import hold_with


def planned(world, begins: timedelta) -> Activity:
    """A meeting of two hours with the association, so far from now."""
    starts_at = timezone.now() + begins
    activity = plan_activity(
        world.sg,
        kind="meeting",
        title="لقاء",
        host=world.host,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
    )
    hold_with(world.sg, activity, world.association)
    return activity


def offered(actor, activity) -> list[str]:
    """The ways of the next step, in order; it is read anew, as a page does."""
    step = ui.next_step(actor, Activity.objects.select_related("minutes").get(pk=activity.pk))
    return [way.address.removeprefix("activities:") for way in step.ways] if step else ["none"]


@pytest.fixture
def held(world) -> Activity:
    return hold_activity(world.sg, convene_activity(world.sg, planned(world, timedelta(days=-1))))


def test_until_it_is_held(world):
    coming = planned(world, timedelta(days=3))
    assert offered(world.sg, coming) == ["convene"]
    coming = convene_activity(world.sg, coming)
    assert offered(world.sg, coming) == ["people"]
    assert offered(world.president, coming) == []  # who takes part waits for its day
    cancel_activity(world.sg, coming, reason="أجل")
    assert offered(world.sg, coming) == ["none"]
    begun = planned(world, timedelta(hours=-1))
    assert offered(world.sg, begun) == ["record", "hold"]
    begun = convene_activity(world.sg, begun)
    assert offered(world.sg, begun) == ["record", "hold"]
    assert world.host.name in str(ui.next_step(world.president, begun).text)


def alone(world) -> Activity:
    """A meeting that concerns nobody yet but who planned it."""
    begins = timezone.now() + timedelta(days=3)
    times = {"starts_at": begins, "ends_at": begins + timedelta(hours=2)}
    return plan_activity(world.sg, kind="meeting", title="لقاء", host=world.host, **times)


@pytest.mark.parametrize("by", ["person", "body", "partner", "speaker"])
def test_a_meeting_to_which_nobody_is_asked_begins_with_inviting(world, by):
    coming = alone(world)
    assert offered(world.sg, coming) == ["invite", "convene"]
    hold_with(world.sg, coming, world.host)
    assert offered(world.sg, coming) == ["invite", "convene"], "the host is no guest"
    if by == "person":
        guest = invite_guest(world.sg, coming, person=world.people["president"])
        Invitation.objects.filter(pk=guest.pk).update(answer="declined")
        assert offered(world.sg, coming) == ["invite", "convene"], "who does not come is not told"
        Invitation.objects.filter(pk=guest.pk).update(answer="accepted")
    elif by == "body":
        invite_guest(world.sg, coming, organisation=world.association)
    elif by == "partner":
        hold_with(world.sg, coming, world.association)
    else:
        add_item(world.sg, coming, kind="presentation", title="تقديم", speaker=world.people["president"])
    assert offered(world.sg, coming) == ["convene"]


def test_convening_says_that_nobody_is_told_where_nobody_is_asked(world, browse):
    coming = alone(world)
    client, address = browse(world.sg, "en"), reverse("activities:convene", args=[coming.pk])
    page = client.get(address).text
    assert "nobody is told" in page
    assert "announced to those who take part" not in page
    hold_with(world.sg, coming, world.association)
    page = client.get(address).text
    assert "nobody is told" not in page
    assert world.association.name_fr in page


def test_what_happened_is_recorded_then_the_minutes_begin(world, held):
    assert offered(world.sg, held) == ["record"]
    assert offered(world.president, held) == ["none"]
    record_attendance(world.sg, held, person=world.people["president"])
    assert offered(world.sg, held) == ["begin_minutes"]


def test_the_minutes_are_written_circulated_approved_and_told(world, held):
    minutes = begin_minutes(world.sg, held)
    assert offered(world.sg, held) == ["write_minutes"]
    minutes = save_minutes(world.sg, minutes, body="نص", base_version=0)
    assert offered(world.sg, held) == ["circulate", "write_minutes"]
    assert offered(world.president, held) == ["none"]
    minutes = circulate_minutes(world.sg, minutes)
    assert offered(world.sg, held) == ["approve", "minutes"]
    assert offered(world.president, held) == ["minutes"]
    approve_minutes(world.sg, minutes)
    assert offered(world.sg, held) == ["papers", "begin_press"]
    assert offered(world.coordinator, held) == ["papers", "begin_press"]
    assert offered(world.president, held) == ["none"]
    report = begin_press_report(world.sg, held, language="ar")
    assert offered(world.sg, held) == ["press"]
    approve_press_report(world.sg, report)
    assert offered(world.sg, held) == ["none"]


def test_who_may_not_reads_who_may(world, held):
    minutes = begin_minutes(world.sg, held)
    circulate_minutes(world.sg, save_minutes(world.sg, minutes, body="نص", base_version=0))
    (approve, _read) = ui.next_step(world.coordinator, Activity.objects.get(pk=held.pk)).ways
    assert not approve.may
    assert approve.may.who_may


def test_what_is_left_to_do_comes_before_the_press(world, held):
    today = timezone.localdate()
    first = assign_follow_up(
        world.sg, held, text="مراسلة", owner=world.people["president"], due_on=today + timedelta(days=2)
    )
    minutes = save_minutes(world.sg, begin_minutes(world.sg, held), body="نص", base_version=0)
    approve_minutes(world.sg, circulate_minutes(world.sg, minutes))
    assert offered(world.sg, held) == ["outcome"]
    soon = str(ui.next_step(world.sg, held).text)
    first.due_on = today - timedelta(days=1)
    first.save()
    assert str(ui.next_step(world.sg, held).text) != soon  # said as late
    finish_follow_up(world.sg, first)
    assert offered(world.sg, held) == ["papers", "begin_press"]


def test_a_page_shows_the_step_and_offers_nothing_twice(world, browse):
    coming = planned(world, timedelta(days=3))
    page = browse(world.sg).get(f"/activities/{coming.pk}/").content.decode()
    assert page.count(f"/activities/{coming.pk}/convene/") == 1


def test_approved_minutes_lead_to_their_paper_and_on(world, held, browse):
    client = browse(world.sg)
    page, record = (reverse(f"activities:{name}", args=[held.pk]) for name in ("minutes", "record"))
    minutes = begin_minutes(world.sg, held)
    assert client.get(page).content.decode().count(gettext("The text is still empty.").rstrip(".")) == 1
    minutes = circulate_minutes(world.sg, save_minutes(world.sg, minutes, body="نص", base_version=0))
    revision = approve_minutes(world.sg, minutes).revisions.get()
    text = client.get(page).content.decode()
    paper = text.index(reverse("activities:minutes_paper", args=[revision.pk, "ar"]))
    assert paper < text.index(reverse("activities:correct", args=[minutes.pk]))
    assert reverse("activities:papers", args=[held.pk]) in text.split(gettext("What comes next"))[1]
    refused = client.get(record)
    assert refused.status_code == 403
    assert f'href="{page}"' in refused.content.decode()
