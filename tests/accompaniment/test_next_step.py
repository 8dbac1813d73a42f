"""What comes next for a file, for the card of an association and for its president."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanad.accompaniment.engagements.commands import close_engagement, move_engagement, open_engagement
from sanad.accompaniment.joining.commands import open_association_space
from sanad.accompaniment.models import Engagement, PlanItem
from sanad.accompaniment.needs.commands.needs import voice_need
from sanad.accompaniment.plan.commands.agreement import agree_item
from sanad.accompaniment.plan.commands.items import propose_item
from sanad.activities.programme.commands.activity import hold_activity, plan_activity
from sanad.diagnosis.models import Diagnosis
from sanad.directory.commands.organisations import add_organisation
from sanad.directory.commands.people import add_person
from sanad.directory.models import Mandate, Organisation
from sanad.foundation import ui
from tests.activities.moments import hold_with


def offered(actor, row) -> list[str]:
    step = ui.next_step(actor, type(row)._base_manager.get(pk=row.pk))
    return [way.address.partition(":")[2] for way in step.ways] if step else ["none"]


@pytest.fixture
def card(world) -> Organisation:
    return add_organisation(world.sg, kind="association", name_ar="جمعية النخيل")


@pytest.fixture
def file(world, card) -> Engagement:
    return open_engagement(world.sg, association=card)


def met(world, card, begins: timedelta, *, held: bool):
    starts_at = timezone.now() + begins
    row = plan_activity(
        world.sg,
        kind="meeting",
        title="لقاء",
        host=world.host,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
    )
    hold_with(world.sg, row, card)
    return hold_activity(world.sg, row) if held else row


def test_a_file_begins_with_a_meeting(world, card, file):
    assert offered(world.sg, file) == ["plan"]
    assert ui.next_step(world.sg, file).ways[0].url == f"/activities/new/?partner={card.pk}"
    coming = met(world, card, timedelta(days=2), held=False)
    assert offered(world.sg, file) == ["activity"]
    coming.starts_at = timezone.now() - timedelta(hours=1)
    coming.save()
    prepared = str(ui.next_step(world.sg, file).text)
    assert "لقاء" in prepared  # its day has come
    hold_activity(world.sg, coming)
    assert offered(world.sg, file) == ["voice_need"]


def test_needs_then_a_plan_then_its_promises(world, card, file):
    meeting = met(world, card, timedelta(days=-1), held=True)
    voice_need(world.sg, file, kind="capacity", statement="الرقمنة")
    assert offered(world.sg, file) == ["propose_item"]
    item = propose_item(world.sg, file, form="direct_support", objective="دعم", side="support")
    assert offered(world.sg, file) == ["plan"]
    agree_item(world.sg, item, side="support")
    agree_item(world.sg, item, side="association", basis=meeting)
    assert offered(world.sg, file) == ["item"]
    without_day = str(ui.next_step(world.sg, file).text)
    PlanItem.objects.filter(pk=item.pk).update(due_on=timezone.localdate() + timedelta(days=3))
    assert str(ui.next_step(world.sg, file).text) != without_day
    PlanItem.objects.filter(pk=item.pk).update(due_on=timezone.localdate() - timedelta(days=3))
    assert ui.next_step(world.sg, file).ways[0].url.endswith("?due=late")
    PlanItem.objects.filter(pk=item.pk).update(state="done")
    for stage in ("diagnosing", "planned", "active"):  # the plan is further than the stage says
        assert offered(world.sg, file) == ["move"]
        file = move_engagement(world.sg, file, stage=stage)
    assert offered(world.sg, file) == []
    file = move_engagement(world.sg, file, stage="paused", reason="عطلة")
    assert offered(world.sg, file) == ["move"]
    close_engagement(world.sg, file, exit="graduated", reason="انتهى")
    assert offered(world.sg, file) == ["none"]


def test_the_association_reads_whose_turn_it_is(world, card, file):
    file.association_space = world.president.space
    file.save()
    assert offered(world.president, file) == []
    met(world, card, timedelta(days=-1), held=True)
    assert offered(world.president, file) == []  # it does not take part with its own card here, so sees no meeting
    voice_need(world.president, file, kind="capacity", statement="الرقمنة")
    item = propose_item(world.sg, file, form="self", objective="تنظيم الأرشيف", side="association")
    assert offered(world.sg, file) == ["plan"]
    agree_item(world.sg, item, side="support")
    assert offered(world.sg, file) == ["plan"]  # waits for the other side


def test_an_association_with_its_own_file_waits_for_the_plan(world):
    file = Engagement.objects.get(space=world.sg.space, association=world.association)
    PlanItem.objects.filter(engagement=file).update(state="cancelled")
    assert offered(world.president, file) == ["diagnosis"]  # one is under way
    Diagnosis.objects.filter(engagement=file).update(state="closed")
    assert offered(world.president, file) == []
    assert world.sg.space.name in str(ui.next_step(world.president, file).text)


def test_from_a_card_to_a_room(world, card):
    assert offered(world.sg, card) == ["add_person"]
    head = add_person(world.sg, name_ar="زهرة", phone="+212600000002", organisation=card, capacity_ar="رئيسة الجمعية")
    assert offered(world.sg, card) == ["open"]
    assert offered(world.sg, head) == ["open_association_space"]
    open_engagement(world.sg, association=card)
    assert offered(world.sg, card) == ["plan"]
    met(world, card, timedelta(days=-1), held=True)
    assert offered(world.sg, card) == ["open_association_space"]
    open_association_space(world.sg, card, president_name="زهرة", contact="+212600000002")
    assert offered(world.sg, card) == ["engagement"]
    assert offered(world.sg, head) == ["none"]
    assert offered(world.president, card) == ["none"]
    assert offered(world.stranger, head) == ["none"]


def test_a_member_of_the_bureau_is_not_invited_as_president(world, card):
    scribe = add_person(world.sg, name_ar="ليلى", phone="+212600000003", organisation=card, capacity_ar="كاتبة")
    assert offered(world.sg, scribe) == ["none"]
    assert Mandate.objects.filter(person=scribe).count() == 1
