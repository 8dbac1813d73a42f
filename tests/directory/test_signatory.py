"""Who signs for an organisation: its officer, else who presides over it; nobody is named where the card names nobody."""

from datetime import date

from django.utils import timezone

from sanad.directory.documents import signing_for
from sanad.directory.models import Mandate
from sanad.directory.queries import card_of, signatory_of
from sanad.foundation.spaces.models import Membership


def test_the_officer_of_the_space_signs(world):
    card = card_of(world.sg.space_id)
    mandate = signatory_of(card)
    assert mandate.person == world.people["sg"]
    assert signing_for(card, mandate) == (f"عن {card.name_ar}", f"محمد الحاجي، {mandate.capacity_ar}")


def test_an_association_without_a_space_is_signed_for_by_who_presides(world):
    world.association.own_space = None
    assert signatory_of(world.association).person == world.people["president"]


def test_who_left_office_signs_no_more(world):
    card = card_of(world.sg.space_id)
    Membership.objects.filter(space=world.sg.space, user=world.sg.user).update(ended_at=timezone.now())
    assert signatory_of(card) is None
    assert signing_for(card, None) == (f"عن {card.name_ar}", "")


def test_an_officer_without_a_capacity_is_not_named(world):
    card = card_of(world.sg.space_id)
    Mandate.objects.filter(organisation=card).update(to_on=date(2020, 1, 1), from_on=None)
    assert signatory_of(card) is None
