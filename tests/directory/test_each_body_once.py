"""The directory lists a body once, and begins at home: with the card of one's own organisation."""

import pytest
from django.urls import reverse

from sanad.directory.commands.organisations import add_organisation, edit_organisation
from sanad.directory.models import Organisation
from sanad.directory.queries import each_body_once, own_card
from sanad.foundation.arabic.fold import fold
from sanad.workspace.finding.queries import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(world) -> Organisation:
    """The card that the association keeps of itself, which it shows to who accompanies it."""
    return own_card(world.president)


def listed(world, browse, words: str = "") -> str:
    return browse(world.sg).get(reverse("directory:organisations"), {"q": words} if words else {}).text


@pytest.mark.parametrize("words", ["", "الأشراف"])
def test_a_body_that_shows_its_card_stands_once_where_one_keeps_a_card_of_it(world, shown, browse, words):
    ours, theirs = (reverse("directory:organisation", args=[card.pk]) for card in (world.association, shown))
    page = listed(world, browse, words)
    assert ours in page
    assert theirs not in page
    Organisation.objects.filter(pk=world.association.pk).update(own_space=None)
    page = listed(world, browse, words)
    assert ours in page, "nothing ties the two"
    assert theirs in page


def test_a_name_that_the_shown_card_alone_has_finds_it(world, shown, browse):
    edit_organisation(world.president, shown, name_ar=shown.name_ar, aliases=["زعفران الوادي"])
    theirs = reverse("directory:organisation", args=[shown.pk])
    assert theirs in listed(world, browse, "زعفران")
    assert theirs in [hit.url for hit in search(world.sg, "زعفران الوادي")]


def test_the_search_finds_a_body_once(world, shown):
    ours, theirs = (reverse("directory:organisation", args=[card.pk]) for card in (world.association, shown))
    found = [hit.url for hit in search(world.sg, world.association.name_ar)]
    assert ours in found
    assert theirs not in found
    Organisation.objects.filter(pk=world.association.pk).update(own_space=None)
    assert {ours, theirs} <= {hit.url for hit in search(world.sg, world.association.name_ar)}


def test_what_the_association_shows_of_others_is_listed(world, browse):
    other = add_organisation(world.president, kind="ngo", name_ar="منظمة الحي")
    rows = each_body_once(world.sg)
    assert other in rows
    assert own_card(world.sg) in rows
    assert len({fold(row.name_ar) for row in rows}) == len(rows)


def test_a_card_that_was_withdrawn_hides_none(world, shown):
    Organisation.objects.filter(pk=world.association.pk).update(withdrawn_at=shown.created_at)
    assert shown in each_body_once(world.sg)


@pytest.mark.parametrize("who", ["president", "sg"])
def test_the_first_door_of_our_house_is_our_own_card(world, browse, who):
    actor = getattr(world, who)
    client, door = browse(actor), reverse("directory:add_own_card")
    page = reverse("directory:organisation", args=[own_card(actor).pk])
    assert client.get(door).url == page
    shown = "".join(client.get(page).text.split())
    assert f'href="{door}"aria-current="true"' in shown
    assert f'href="{door}"aria-current' not in "".join(listed(world, browse).split())
