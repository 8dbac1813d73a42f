"""What a card lacks before one can work with it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanad.directory.commands import add_organisation, add_person
from sanad.directory.models import Organisation, StatuteClause
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
