"""The steps of a beginning: short forms, skipped one by one, shown again."""

import pytest
from django.utils import translation

from sanad.accounts.commands.beginning import open_own_space
from sanad.accounts.commands.invitations import invite_member
from sanad.directory.commands.organisations import adopt_own_card, edit_organisation
from sanad.directory.models import Organisation
from sanad.directory.queries import own_card
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.roles import Role
from sanad.territory.models import Place
from sanad.workspace.commands import show_step, skip_step
from sanad.workspace.models import SkippedStep
from sanad.workspace.policies import can_show_step, can_skip_step, visible_to
from sanad.workspace.queries import first_steps, skipped_steps
from tests.refusals import says_no

pytestmark = pytest.mark.django_db
MOST_FIELDS = 4


def keys(actor) -> list[str]:
    return [step.key.value for step in first_steps(actor)]


@pytest.fixture
def association(db) -> Actor:
    """An association that has just begun, alone."""
    return open_own_space(
        None, kind="association", name_ar="جمعية السواقي", person="حليمة", username="halima", password="sanad-2023-x"
    )


@pytest.fixture
def support(db) -> Actor:
    return open_own_space(
        None, kind="support", name_ar="منظمة جسور", person="سعاد", username="souad", password="sanad-2023-x"
    )


def shown_at_once(form) -> list[str]:
    return [field.name for _title, fields in form.sections for field in fields]


@pytest.mark.parametrize("face", ["association", "support"])
def test_each_step_is_a_form_of_at_most_four_fields_and_the_rest_is_closed(request, browse, face):
    actor = request.getfixturevalue(face)
    client, steps = browse(actor), first_steps(actor)
    assert len(steps) >= 6
    for step in steps:
        page = client.get(step.url)
        assert page.status_code == 200, step.key
        form = page.context["form"]
        assert 0 < len(shown_at_once(form)) <= MOST_FIELDS, (step.key, shown_at_once(form))
        assert not form.is_later_open, step.key


def test_the_own_card_is_such_a_form_too_when_another_card_could_be_it(world, browse):
    stranger = world.stranger
    Organisation.objects.create(space=stranger.space, kind="association", name_ar="جمعية الغرباء")
    (step,) = first_steps(stranger)
    form = browse(stranger).get(step.url).context["form"]
    assert shown_at_once(form) == ["card", "name_ar", "name_fr", "seat_place"]
    assert "founded_year" in form.fields


def test_each_face_has_its_steps(association, support):
    assert keys(association) == ["seat", "statutes", "officers", "colleagues", "meeting", "accompanier"]
    assert keys(support) == ["seat", "statutes", "officers", "colleagues", "association", "meeting"]


def test_a_step_is_skipped_by_itself_for_the_whole_space_and_shown_again(association, browse):
    client = browse(association)
    home = client.get("/").text
    assert "/steps/statutes/skip/" in home
    answer = client.post("/steps/statutes/skip/", {"_back": "/"})
    assert answer.url == "/"
    assert keys(association) == ["seat", "officers", "colleagues", "meeting", "accompanier"]
    assert "/steps/statutes/skip/" not in client.get("/").text
    ((step, row),) = skipped_steps(association)
    assert (step.key, str(row)) == (SkippedStep.Key.STATUTES, str(SkippedStep.Key.STATUTES.label))
    page = client.get("/steps/").text
    assert f"/steps/{row.pk}/again/" in page
    assert client.post(f"/steps/{row.pk}/again/", {}).url == "/"
    assert "statutes" in keys(association)
    assert skipped_steps(association) == []
    lines = HistoryEntry.objects.filter(space=association.space).values_list("command", flat=True)
    assert {"workspace.skip_step", "workspace.show_step"} <= set(lines)


def test_skipped_twice_is_skipped_once_and_can_be_skipped_anew(association):
    first = skip_step(association, step="seat")
    assert skip_step(association, step="seat") == first
    show_step(association, first)
    assert skip_step(association, step="seat") != first
    assert SkippedStep.objects.standing().count() == 1


def test_what_was_skipped_and_done_all_the_same_is_told_no_more(association, browse):
    skip_step(association, step="seat")
    place = Place.objects.create(name_ar="مكناس", level="commune", code="1")
    edit_organisation(association, own_card(association), seat_place=place)
    assert skipped_steps(association) == []
    for step in first_steps(association):
        skip_step(association, step=step.key)
    assert first_steps(association) == []
    assert len(skipped_steps(association)) == 5
    page = browse(association).get("/")
    assert page.context["steps"] == []


def test_what_was_put_away_on_a_device_comes_back(association, browse):
    client = browse(association)
    assert client.get("/?begun=1").url == "/"
    assert client.get("/").context["steps"] == []
    assert "?begun=no" in client.get("/steps/").text
    assert client.get("/?begun=no").url == "/"
    assert client.get("/").context["steps"]
    assert "?begun=no" not in client.get("/steps/").text


def test_who_keeps_no_directory_is_led_nowhere(association, browse):
    reader = Actor(association.user, association.space, Role.MEMBER)
    row = skip_step(association, step="seat")
    assert first_steps(reader) == skipped_steps(reader) == []
    assert not can_skip_step(reader)
    assert not visible_to(Actor(association.user, association.space, "nothing"), SkippedStep).exists()
    with says_no("Your role in this space does not allow this."):
        skip_step(reader, step="statutes")
    with says_no("Your role in this space does not allow this."):
        show_step(reader, row)


def test_a_stranger_sees_nothing_of_it(association, world, browse):
    row = skip_step(association, step="seat")
    assert not can_show_step(world.sg, row)
    assert browse(world.sg).post(f"/steps/{row.pk}/again/", {}).status_code == 404
    with says_no("This belongs to another space."):
        show_step(world.sg, row)


def test_only_steps_that_there_are_are_skipped(association, browse):
    with says_no("This choice does not exist.", field="step"):
        skip_step(association, step="everything")
    assert browse(association).post("/steps/everything/skip/", {}).url == "/"
    assert not SkippedStep.objects.exists()


def test_a_space_in_which_all_is_done_reads_so(world, browse):
    with translation.override("en"):
        assert "Everything is done" in browse(world.sg, "en").get("/steps/").text
    adopt_own_card(world.stranger, name_ar="جمعية الغرباء")
    assert "Everything is done" not in browse(world.stranger, "en").get("/steps/").text


def test_colleagues_are_done_once_an_invitation_waits_and_nothing_skipped_is_told_of(association, browse):
    assert "colleagues" in keys(association)
    invite_member(association, name="سعاد بناني", role=Role.SECRETARY)
    assert "colleagues" not in keys(association)
    assert "What was skipped" not in browse(association, "en").get("/").text
    skip_step(association, step="statutes")
    assert "What was skipped" in browse(association, "en").get("/").text
