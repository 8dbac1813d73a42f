"""Whatever lasts from a day to a day holds on both: the day before, the first, the last, the day after, for each such interval."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from sanad.activities.models import Activity, FollowUp
from sanad.activities.programme.commands.activity import edit_activity, plan_activity
from sanad.directory.commands.consents import give_consent
from sanad.directory.commands.mandates import end_mandate, record_mandate
from sanad.directory.models import Consent, Mandate
from sanad.directory.policies import spaces_showing
from sanad.foundation.policy import Refused
from sanad.foundation.reminders.sources import due_for
from sanad.partnerships.models import Agreement, Amendment
from sanad.partnerships.queries.standing import is_in_force
from sanad.rulebook.queries import Rule
from sanad.training.models import Session
from sanad.training.registrations.policies.registration import takes_registrations
from tests.training.school import a_session

# From and to, in days from today, and whether it holds today.
INTERVALS = [
    (0, 0, True),
    (-1, -1, False),
    (1, 1, False),
    (-1, 0, True),
    (0, 1, True),
    (-3, -1, False),
    (1, 3, False),
    (-3, 3, True),
    (0, None, True),
    (-1, None, True),
    (1, None, False),
]


def day(offset: int | None) -> date | None:
    return None if offset is None else timezone.localdate() + timedelta(days=offset)


def a_mandate(world, first, last) -> bool:
    row = Mandate.objects.create(
        space=world.sg.space,
        person=world.people["sg"],
        organisation=world.host,
        capacity_ar="عضو",
        from_on=day(first),
        to_on=day(last),
    )
    found = Mandate.objects.valid_on(timezone.localdate()).filter(pk=row.pk).exists()
    assert found == row.is_live, "of one and of many it is said alike"
    return found


def a_consent(world, first, last) -> bool:
    Consent.objects.filter(space=world.president.space).update(revoked_at=timezone.now())
    row = Consent.objects.create(
        space=world.president.space, grantee=world.sg.space, kind="directory", from_on=day(first), to_on=day(last)
    )
    found = world.president.space_id in spaces_showing(world.sg, "directory").values_list("space_id", flat=True)
    assert found == row.is_live, "of one and of many it is said alike"
    return found


def a_rule(_world, first, last) -> bool:
    known = {"key": "x", "value": 1, "confidence": "official", "texts": {}}
    fields = dict.fromkeys(Rule.__dataclass_fields__) | known | {"from_on": day(first), "to_on": day(last)}
    return Rule(**fields).holds_on(timezone.localdate())


def signed(world) -> Agreement:
    """The agreement of the case, begun long ago, without end, without amendments and suspensions."""
    row = Agreement.objects.get(space=world.sg.space, state=Agreement.State.SIGNED)
    row.suspensions.update(withdrawn_at=timezone.now())
    Amendment.objects.filter(agreement=row).update(ends_on=None)
    Agreement.objects.filter(pk=row.pk).update(starts_on=day(-900), ends_on=None)
    Mandate.objects.filter(space=world.sg.space).update(from_on=None, to_on=None)
    row.refresh_from_db()
    assert is_in_force(row, timezone.localdate())
    return row


def an_agreement(world, first, last) -> bool:
    row = signed(world)
    Agreement.objects.filter(pk=row.pk).update(starts_on=day(first), ends_on=day(last))
    row.refresh_from_db()
    return is_in_force(row, timezone.localdate())


def a_suspension(world, first, last) -> bool:
    row, today = signed(world), timezone.localdate()
    row.suspensions.create(space=row.space, from_on=day(first), to_on=day(last), reason="x", by=world.sg.user)
    found = not is_in_force(row, today)
    assert found == row.suspensions.standing().within(today, today).exists(), "of one and of many it is said alike"
    return found


def a_registration(world, first, last) -> bool:
    session = a_session(world.coordinator, is_public=True)
    session.opens_on, session.closes_on = day(first), day(9 if last is None else last)
    session.save()
    today = timezone.localdate()
    found = bool(takes_registrations(session, today))
    assert found == Session.objects.open_to_everybody(today).filter(pk=session.pk).exists(), "of one and of many alike"
    return found


@pytest.mark.parametrize("kind", [a_mandate, a_consent, a_rule, an_agreement, a_suspension, a_registration])
@pytest.mark.parametrize(("first", "last", "holds"), INTERVALS)
def test_it_holds_on_its_days(world, kind, first, last, holds):
    assert kind(world, first, last) is holds


@pytest.mark.parametrize(("last", "is_taken"), [(-1, False), (0, True), (1, True)])
def test_it_may_last_one_day_and_no_less(world, last, is_taken):
    """The end of what begins today."""
    Consent.objects.filter(space=world.president.space).update(revoked_at=timezone.now())
    mandate = record_mandate(world.sg, world.people["sg"], organisation=world.host, capacity_ar="عضو", from_on=day(0))
    for make in (
        lambda: record_mandate(
            world.sg, world.people["sg"], organisation=world.host, capacity_ar="عضو", from_on=day(0), to_on=day(last)
        ),
        lambda: end_mandate(world.sg, mandate, to_on=day(last)),
        lambda: give_consent(
            world.president, grantee=world.sg.space, kind="directory", purpose="x", from_on=day(0), to_on=day(last)
        ),
    ):
        if is_taken:
            assert make().to_on == day(last)
        else:
            with pytest.raises(Refused) as refusal:
                make()
            assert refusal.value.field == "to_on"


@pytest.mark.parametrize(("ahead", "is_taken"), [(-1, True), (0, True), (1, False)])
def test_a_meeting_moves_to_the_day_on_which_its_follow_up_is_due_and_no_further(world, ahead, is_taken):
    now = timezone.now()
    activity = plan_activity(
        world.sg, title="لقاء", kind="meeting", host=world.host, starts_at=now, ends_at=now, partners=[]
    )
    FollowUp.objects.create(space=activity.space, activity=activity, text="x", owner=world.people["sg"], due_on=day(30))
    begins = now + timedelta(days=30 + ahead)
    moved = {"starts_at": begins, "ends_at": begins, "series": activity.series}
    if is_taken:
        assert edit_activity(world.sg, activity, **moved).starts_at == begins
    else:
        with pytest.raises(Refused) as refusal:
            edit_activity(world.sg, activity, **moved)
        assert refusal.value.field == "starts_at"


@pytest.mark.parametrize(("ahead", "is_told"), [(-1, True), (0, False), (1, False)])
def test_what_somebody_is_to_do_is_told_to_others_once_its_day_has_passed(world, ahead, is_told):
    activity = Activity.objects.filter(space=world.sg.space).first()
    row = FollowUp.objects.create(
        space=activity.space, activity=activity, text="x", owner=world.people["sg"], due_on=day(ahead)
    )
    found = {due.subject_id for due in due_for(world.coordinator, timezone.localdate())}
    assert (row.pk in found) is is_told
    assert row.pk in {due.subject_id for due in due_for(world.sg, timezone.localdate())}
