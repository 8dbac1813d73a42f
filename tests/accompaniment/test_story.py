"""Promise and refusals of every command of the file."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from sanad.accompaniment import commands, policies
from sanad.accompaniment.models import Engagement, Need, PlanItem
from sanad.directory.commands import add_organisation
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.models import Space
from tests.properties import agreed


@pytest.fixture
def association(world):
    return add_organisation(world.sg, kind="association", name_ar="جمعية النخيل", is_new=True)


@pytest.fixture
def file(world, association):
    return commands.open_engagement(world.sg, association=association)


def test_open_engagement_once(world, association, file):
    assert file.stage == "intake"
    assert file.opened_on == timezone.localdate()
    with pytest.raises(Refused) as refusal:
        commands.open_engagement(world.sg, association=association, opened_on=date(2023, 1, 1))
    assert refusal.value.field == "association"


def test_only_a_support_organisation_opens_a_file(world):
    assert not policies.can_open_engagement(world.president)
    assert not policies.can_open_engagement(world.secretary)


def test_edit_engagement(world, file):
    row = commands.edit_engagement(world.sg, file, referent=world.people["coordinator"], purpose="مواكبة")
    assert row.referent == world.people["coordinator"]


def test_connect_space_takes_an_association_only(world, file):
    with pytest.raises(Refused):
        commands.connect_space(world.sg, file, association_space=world.sg.space)
    with pytest.raises(Refused):  # the space of another card of the directory
        commands.connect_space(world.sg, file, association_space=world.president.space)
    space = Space.objects.create(kind="association", name_ar="جمعية النخيل")
    assert commands.connect_space(world.sg, file, association_space=space).association.own_space == space


def test_move_engagement_follows_the_table_and_close_engagement_ends_it(world, file):
    with pytest.raises(Refused):
        commands.move_engagement(world.sg, file, stage="active")
    with pytest.raises(Refused) as refusal:
        commands.move_engagement(world.sg, file, stage="closed")
    assert refusal.value.field == "stage"
    file = commands.move_engagement(world.sg, file, stage="diagnosing", reason="زيارة")
    steps = [(step.before, step.after) for step in file.steps.all()]
    assert Engagement.STATES.fold(steps) == file.stage
    assert file.steps.get().after_word
    item = commands.propose_item(world.sg, file, form="coaching", objective="مصاحبة")
    item = commands.move_item(world.sg, agreed(world.sg, item), state="running")
    with pytest.raises(Refused):
        commands.close_engagement(world.sg, file, exit="withdrawn", reason="انسحاب")
    commands.move_item(world.sg, item, state="cancelled", reason="انسحاب")
    file = commands.close_engagement(world.sg, file, exit="withdrawn", reason="انسحاب")
    assert file.closed_on == timezone.localdate()
    with pytest.raises(Refused):
        commands.voice_need(world.sg, file, kind="capacity", statement="…")


def test_voice_need_and_edit_need_from_both_sides(world):
    file = Engagement.objects.get(space=world.sg.space, association=world.association)
    need = commands.voice_need(world.secretary, file, kind="residents", statement="الإنارة", ways=["لوحات شمسية"])
    assert need.space_id == world.sg.space_id
    need = commands.edit_need(world.sg, need, statement="الإنارة العمومية", ways=["لوحات شمسية", "عريضة"])
    assert [way.text for way in need.ways.all()] == ["لوحات شمسية", "عريضة"]
    assert commands.edit_need(world.sg, need).statement == "الإنارة العمومية"
    assert need.ways.first().subject_id == file.pk
    with pytest.raises(Refused):
        commands.voice_need(world.stranger, file, kind="residents", statement="…")
    assert not policies.visible_to(world.stranger, Need).exists()


def test_move_need_wants_a_reason_to_park(world, file):
    need = commands.voice_need(world.sg, file, kind="capacity", statement="الأرشيف")
    with pytest.raises(Refused) as refusal:
        commands.move_need(world.sg, need, state="parked")
    assert refusal.value.field == "reason"
    assert commands.move_need(world.sg, need, state="parked", reason="لاحقا").state == "parked"
    with pytest.raises(Refused):
        commands.move_need(world.sg, need, state="addressed")


def test_propose_item_links_needs_of_its_own_file_and_edit_item_adds(world, file):
    need = commands.voice_need(world.sg, file, kind="capacity", statement="الرقمنة")
    item = commands.propose_item(world.sg, file, form="training", field="digitization", objective="دورة", needs=[need])
    need.refresh_from_db()
    assert need.state == "in_plan"
    with pytest.raises(Refused) as refusal:
        commands.propose_item(world.sg, file, form="training", objective="دورة")
    assert refusal.value.field == "field"
    foreign = Need.objects.filter(space=world.sg.space).exclude(engagement=file).first()
    with pytest.raises(Refused) as refusal:
        commands.edit_item(world.sg, item, needs=[foreign])
    assert refusal.value.field == "needs"
    item = commands.edit_item(world.sg, item, due_on=timezone.localdate() - timedelta(days=1), needs=[need])
    assert not item.is_late
    item = agreed(world.sg, item)
    assert item.is_late
    with pytest.raises(Refused):
        commands.move_item(world.sg, item, state="cancelled")
    assert str(item.need_links.get())
    assert str(item.steps.get())


def test_who_sees_the_file(world):
    assert policies.visible_to(world.president, Engagement).count() == 1
    assert policies.visible_to(world.president, PlanItem).exists()
    assert not policies.visible_to(world.stranger, Engagement).exists()


def test_a_role_without_reading_sees_nothing(world):
    from sanad.foundation.spaces.actor import Actor

    nobody = Actor(world.sg.user, world.sg.space, "no such role")
    assert not policies.visible_to(nobody, Engagement).exists()
    assert not policies.can_open_engagement(nobody)


def test_pages_keep_what_was_typed(world, browse, file):
    response = browse(world.sg).post(
        f"/accompaniment/{file.pk}/needs/new/", {"kind": "capacity", "statement": "", "root_cause": "سبب"}
    )
    assert response.status_code == 422
    assert "سبب" in response.content.decode()


def test_the_dossier_asks_the_same_number_of_questions_whatever_the_volume(
    world, browse, file, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        client = browse(world.sg)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/accompaniment/{file.pk}/").status_code == 200
            return len(queries)

    need = commands.voice_need(world.sg, file, kind="capacity", statement="حاجة", ways=["سبيل"])
    commands.propose_item(world.sg, file, form="coaching", objective="بند", needs=[need])
    few = count()
    for number in range(30):
        need = commands.voice_need(world.sg, file, kind="residents", statement=f"مشكل {number}", ways=["سبيل"])
        commands.propose_item(world.sg, file, form="coaching", objective=f"بند {number}", needs=[need])
    assert count() == few <= 8


def test_a_file_is_not_opened_on_a_day_to_come(world, association):
    with pytest.raises(Refused) as refusal:
        commands.open_engagement(world.sg, association=association, opened_on=timezone.localdate() + timedelta(days=1))
    assert refusal.value.field == "opened_on"
