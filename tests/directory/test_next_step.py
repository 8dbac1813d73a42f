"""What a card lacks before one can work with it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sanad.directory.commands.organisations import add_organisation
from sanad.directory.commands.people import add_person
from sanad.directory.models import Mandate, Organisation, StatuteClause
from sanad.directory.queries import own_card
from sanad.foundation import ui


def offered(actor, row) -> list[str]:
    step = ui.next_step(actor, type(row)._base_manager.get(pk=row.pk))
    return [way.address.partition(":")[2] for way in step.ways] if step else ["none"]


@pytest.fixture
def ours(world) -> Organisation:
    return own_card(world.sg)


def test_our_own_card_is_completed(world, ours):
    assert offered(world.sg, ours) == ["engagements", "plan"]
    ours.clauses.update(withdrawn_at=ours.created_at)
    assert offered(world.sg, ours) == ["add_clause"]
    seat, ours.seat_place = ours.seat_place, None
    ours.save()
    assert offered(world.sg, ours) == ["write_seat"]
    assert seat is not None
    ours.mandates.update(to_on=timezone.localdate() - timedelta(days=1))
    assert offered(world.sg, ours) == ["add_person"]
    assert StatuteClause.objects.filter(organisation=ours).exists()


def test_who_may_not_keep_the_directory_reads_who_may(world):
    card = add_organisation(world.sg, kind="ngo", name_ar="منظمة")
    (way,) = ui.next_step(world.coordinator, card).ways
    assert way.may or way.may.who_may


def test_a_person_has_a_capacity_and_can_be_reached(world):
    person = add_person(world.sg, name_ar="سعيد")
    assert offered(world.sg, person) == ["record_mandate"]
    add_person(world.sg, name_ar="ليلى", organisation=own_card(world.sg), capacity_ar="كاتبة")
    spoken = add_person(world.sg, name_ar="مريم", organisation=own_card(world.sg), capacity_ar="أمينة")
    assert offered(world.sg, spoken) == ["edit_person"]
    spoken.phone = "+212600000009"
    spoken.save()
    assert offered(world.sg, spoken) == ["none"]
    assert offered(world.president, spoken) == ["none"]


def test_a_newspaper_lacks_nothing(world):
    paper = add_organisation(world.sg, kind="press", name_ar="جريدة")
    assert offered(world.sg, paper) == ["none"]


def test_who_holds_an_office_is_added_to_the_card_from_which_the_next_one_is(world, browse, ours):
    client, adds = browse(world.sg), f"{reverse('directory:add_person')}?organisation={ours.pk}"
    asked = {"name_ar": "يطو أمزيان", "organisation": ours.pk}
    assert list(client.post(adds, asked).context["form"].errors) == ["capacity_ar"]
    done = client.post(adds, asked | {"capacity_ar": "أمينة المال"})
    assert done.url == reverse("directory:organisation", args=[ours.pk]) + "#speakers"
    page = client.get(done.url).text
    assert "يطو أمزيان" in page[page.index('id="speakers"') :]


@pytest.mark.parametrize("named", ["", "جماعة أكدال"])
def test_in_the_room_of_an_association_a_capacity_is_one_of_its_own(world, browse, named):
    client, adds = browse(world.president), reverse("directory:add_person")
    assert "من جمعيتنا" in client.get(adds).text
    done = client.post(adds, {"name_ar": "حمو أوبلا", "capacity_ar": "مستشار", "organisation": named, "is_new": "on"})
    assert done.status_code == 302
    spoken_for = Mandate.objects.get(person__name_ar="حمو أوبلا").organisation
    assert (spoken_for == own_card(world.president)) == (not named)


def test_a_support_organisation_is_asked_for_whom_somebody_speaks(world, browse):
    page = browse(world.sg).post(reverse("directory:add_person"), {"name_ar": "حمو", "capacity_ar": "مستشار"})
    assert list(page.context["form"].errors) == ["organisation"]


def test_below_what_the_statutes_say_is_where_more_is_written(world, browse, ours):
    adds = reverse("directory:add_clause", args=[ours.pk])
    address = reverse("directory:organisation", args=[ours.pk])
    below = browse(world.sg).get(address).text.partition('id="speakers"')[2]
    assert adds in below
    ours.clauses.update(withdrawn_at=ours.created_at)
    assert adds in browse(world.sg).get(address).text.partition('id="speakers"')[2]


@pytest.mark.parametrize(
    ("language", "typed", "kept"),
    [
        ("fr", {"text_fr": "Porter l’eau"}, ("Porter l’eau", "Porter l’eau")),
        ("fr", {"text_ar": "تزويد الدوار بالماء"}, ("تزويد الدوار بالماء", "")),
        ("ar", {"text_ar": "تزويد الدوار بالماء"}, ("تزويد الدوار بالماء", "")),
        ("fr", {}, "text_fr"),
        ("ar", {"text_fr": "Porter l’eau"}, "text_ar"),
    ],
)
def test_what_the_statutes_say_is_written_in_the_language_of_the_page(world, browse, ours, language, typed, kept):
    client, adds = browse(world.sg, language), reverse("directory:add_clause", args=[ours.pk])
    done = client.post(adds, {"kind": "aim", **typed})
    if isinstance(kept, str):
        assert list(done.context["form"].errors) == [kept]
        return
    assert done.status_code == 302
    clause = ours.clauses.latest("created_at")
    assert (clause.text_ar, clause.text_fr) == kept
