"""Promise and refusals of every command of the file."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sanad.accompaniment.engagements.commands import close_engagement, edit_engagement, move_engagement, open_engagement
from sanad.accompaniment.engagements.queries.dossier import activities_of
from sanad.accompaniment.models import Engagement, Need, PlanItem
from sanad.accompaniment.needs.commands.needs import edit_need, move_need, voice_need
from sanad.accompaniment.needs.forms import NeedForm
from sanad.accompaniment.plan.commands.items import edit_item, move_item, propose_item
from sanad.accompaniment.policies import can_open_engagement, visible_to
from sanad.activities.models import TakingPart
from sanad.directory.commands.organisations import add_organisation
from sanad.directory.models import Organisation
from sanad.foundation.policy import Refused
from tests.properties import agreed, met, planned
from tests.refusals import says_no


@pytest.fixture
def association(world):
    return add_organisation(world.sg, kind="association", name_ar="جمعية النخيل", is_new=True)


@pytest.fixture
def engagement(world, association):
    return open_engagement(world.sg, association=association)


def test_open_engagement_once(world, association, engagement):
    assert engagement.stage == "intake"
    assert engagement.opened_on == timezone.localdate()
    with pytest.raises(Refused) as refusal:
        open_engagement(world.sg, association=association, opened_on=date(2023, 1, 1))
    assert refusal.value.field == "association"


def test_open_engagement_with_a_name(world):
    file = open_engagement(world.sg, association="جمعية النور بإيموزار")
    assert (file.association.name_ar, file.association.kind) == ("جمعية النور بإيموزار", "association")
    with says_no("A file on this association is already open.", field="association"):
        open_engagement(world.sg, association="جمعية النور بايموزار")
    with says_no("is perhaps", field="is_new"):
        open_engagement(world.sg, association="جمعية نور إيموزار")
    with says_no("This is your own organisation.", field="association"):
        open_engagement(world.sg, association=world.host.name_ar)


def test_a_referent_is_named_and_gets_a_card(world):
    file = open_engagement(world.sg, association="جمعية النور بإيموزار", referent="رقية السكتاوي")
    assert file.referent.name_ar == "رقية السكتاوي"
    file = edit_engagement(world.sg, file, referent="حسن السكتاوي", purpose="مواكبة")
    assert file.referent.name_ar == "حسن السكتاوي"
    with says_no("is perhaps", field="is_new"):
        edit_engagement(world.sg, file, referent="رقية السكتاويي", purpose="")
    assert edit_engagement(world.sg, file, referent=None, purpose="").referent is None


def test_a_third_party_is_named_and_gets_a_card(world, engagement):
    said = {"form": "coaching", "objective": "تتبع", "side": "third"}
    item = propose_item(world.sg, engagement, **said, third_party="Commune de Taza")
    assert item.third_party.kind == "local_authority"
    item = edit_item(world.sg, item, third_party="جمعية النور بإيموزار")
    assert item.third_party.name_ar == "جمعية النور بإيموزار"
    with says_no("is perhaps", field="is_new"):
        edit_item(world.sg, item, third_party="جمعية نور ايموزار")
    assert edit_item(world.sg, item, third_party="جمعية نور ايموزار", is_new=True).third_party != item.third_party
    for side in (world.host, engagement.association):
        with says_no("This is one of the two sides", field="third_party"):
            propose_item(world.sg, engagement, **said, third_party=side.name_ar)


def test_only_a_support_organisation_opens_a_file(world):
    assert not can_open_engagement(world.president)
    assert not can_open_engagement(world.secretary)


def test_edit_engagement(world, engagement):
    row = edit_engagement(world.sg, engagement, referent=world.people["coordinator"], purpose="مواكبة")
    assert row.referent == world.people["coordinator"]


def test_move_engagement_follows_the_table(world, engagement):
    with says_no("This step does not follow from the present state.", field="stage"):
        move_engagement(world.sg, engagement, stage="active")
    with says_no("Say how it ended to close it.", field="stage"):
        move_engagement(world.sg, engagement, stage="closed")
    engagement = move_engagement(world.sg, engagement, stage="diagnosing", reason="زيارة")
    steps = [(step.before, step.after) for step in engagement.steps.all()]
    assert Engagement.STATES.fold(steps) == engagement.stage
    assert engagement.steps.get().after_word


def test_close_engagement_ends_it_when_nothing_runs(world, engagement):
    item = propose_item(world.sg, engagement, form="coaching", objective="مصاحبة")
    item = move_item(world.sg, agreed(world.sg, item), state="running")
    with says_no("A plan item is still running."):
        close_engagement(world.sg, engagement, exit="withdrawn", reason="انسحاب")
    move_item(world.sg, item, state="cancelled", reason="انسحاب")
    engagement = close_engagement(world.sg, engagement, exit="withdrawn", reason="انسحاب")
    assert engagement.closed_on == timezone.localdate()
    with says_no("This accompaniment is closed."):
        voice_need(world.sg, engagement, kind="capacity", statement="…")


def test_voice_need_and_edit_need_from_both_sides(world):
    engagement = Engagement.objects.get(space=world.sg.space, association=world.association)
    need = voice_need(world.secretary, engagement, kind="residents", statement="الإنارة", ways=["لوحات شمسية"])
    assert need.space_id == world.sg.space_id
    need = edit_need(world.sg, need, statement="الإنارة العمومية", ways=["لوحات شمسية", "عريضة"])
    assert [way.text for way in need.ways.all()] == ["لوحات شمسية", "عريضة"]
    assert edit_need(world.sg, need).statement == "الإنارة العمومية"
    assert need.ways.first().subject_id == engagement.pk
    with says_no("This belongs to another space."):
        voice_need(world.stranger, engagement, kind="residents", statement="…")
    assert not visible_to(world.stranger, Need).exists()


def test_move_need_wants_a_reason_to_park(world, engagement):
    need = voice_need(world.sg, engagement, kind="capacity", statement="الأرشيف")
    with pytest.raises(Refused) as refusal:
        move_need(world.sg, need, state="parked")
    assert refusal.value.field == "reason"
    assert move_need(world.sg, need, state="parked", reason="لاحقا").state == "parked"
    with says_no("This step does not follow from the present state.", field="state"):
        move_need(world.sg, need, state="addressed")


def test_propose_item_links_needs_of_its_own_file_and_edit_item_adds(world, engagement):
    need = voice_need(world.sg, engagement, kind="capacity", statement="الرقمنة")
    item = propose_item(world.sg, engagement, form="training", field="digitization", objective="دورة", needs=[need])
    need.refresh_from_db()
    assert need.state == "in_plan"
    with pytest.raises(Refused) as refusal:
        propose_item(world.sg, engagement, form="training", objective="دورة")
    assert refusal.value.field == "field"
    foreign = Need.objects.filter(space=world.sg.space).exclude(engagement=engagement).first()
    with pytest.raises(Refused) as refusal:
        edit_item(world.sg, item, needs=[foreign])
    assert refusal.value.field == "needs"
    item = edit_item(world.sg, item, due_on=timezone.localdate() - timedelta(days=1), needs=[need])
    assert not item.is_late
    item = agreed(world.sg, item)
    assert item.is_late
    with says_no("Say why.", field="reason"):
        move_item(world.sg, item, state="cancelled")
    assert str(item.need_links.get())
    assert str(item.steps.get())


def test_who_sees_the_file(world):
    assert visible_to(world.president, Engagement).count() == 1
    assert visible_to(world.president, PlanItem).exists()
    assert not visible_to(world.stranger, Engagement).exists()


def test_a_role_without_reading_sees_nothing(world):
    from sanad.foundation.spaces.actor import Actor

    nobody = Actor(world.sg.user, world.sg.space, "no such role")
    assert not visible_to(nobody, Engagement).exists()
    assert not can_open_engagement(nobody)


def test_pages_keep_what_was_typed(world, browse, engagement):
    response = browse(world.sg).post(
        f"/accompaniment/{engagement.pk}/needs/new/", {"kind": "capacity", "statement": "", "root_cause": "سبب"}
    )
    assert response.status_code == 422
    assert "سبب" in response.content.decode()


def test_the_dossier_asks_the_same_number_of_questions_whatever_the_volume(
    world, browse, engagement, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        client = browse(world.sg)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/accompaniment/{engagement.pk}/").status_code == 200
            return len(queries)

    need = voice_need(world.sg, engagement, kind="capacity", statement="حاجة", ways=["سبيل"])
    propose_item(world.sg, engagement, form="coaching", objective="بند", needs=[need])
    few = count()
    for number in range(30):
        need = voice_need(world.sg, engagement, kind="residents", statement=f"مشكل {number}", ways=["سبيل"])
        propose_item(world.sg, engagement, form="coaching", objective=f"بند {number}", needs=[need])
    assert count() == few <= 9


def test_what_is_late_stands_by_day_and_leads_to_where_it_is_ended(world, browse):
    file = Engagement.objects.get(space=world.sg.space, association=world.association)
    late = browse(world.sg).get(f"/accompaniment/{file.pk}/").context["late_rows"]
    assert len(late) > 1
    assert [day for _row, _address, day in late] == sorted(day for _row, _address, day in late)
    assert all(browse(world.sg).get(address).status_code == 200 for _row, address, _day in late)


def test_a_file_is_not_opened_on_a_day_to_come(world, association):
    with pytest.raises(Refused) as refusal:
        open_engagement(world.sg, association=association, opened_on=timezone.localdate() + timedelta(days=1))
    assert refusal.value.field == "opened_on"


def test_a_need_is_voiced_where_the_association_takes_part_or_hosts(world, engagement):
    """The form offers what the dossier tells: not an activity that the association left, and one that it hosted itself."""
    keeper = Organisation.objects.get(space=world.sg.space, own_space=world.sg.space)
    hosted = met(world.sg, engagement)
    shared, left = (planned(world.sg, keeper, timezone.now() - timedelta(days=number)) for number in (1, 2))
    for activity, withdrawn_at in ((shared, None), (left, timezone.now())):
        part = {"activity": activity, "organisation": engagement.association, "withdrawn_at": withdrawn_at}
        TakingPart.objects.create(space=world.sg.space, **part)
    offered = set(NeedForm(actor=world.sg, engagement=engagement).fields["voiced_at"].queryset)
    assert offered == {hosted, shared} == set(activities_of(world.sg, engagement))


def test_our_file_is_the_file_where_there_is_one(world, browse):
    ours = browse(world.president)
    row = visible_to(world.president, Engagement).get()
    assert ours.get(reverse("accompaniment:engagements")).url == reverse("accompaniment:engagement", args=[row.pk])
    assert ours.get(reverse("accompaniment:engagements"), {"q": "x"}).status_code == 200
    assert browse(world.sg).get(reverse("accompaniment:engagements")).status_code == 200
