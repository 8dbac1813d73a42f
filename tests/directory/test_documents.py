"""What papers say of an organisation."""

from datetime import date

import pytest
from django.utils.translation import override

from sanad.directory.commands.organisations import add_clause, withdraw_clause
from sanad.directory.documents import facts_of_card, letterhead, place_and_day, town_of
from sanad.directory.models import Organisation


@pytest.fixture
def card(world):
    return Organisation.objects.create(
        space=world.sg.space,
        kind="association",
        name_ar="جمعية الأشراف",
        name_fr="Association Al-Achraf",
        founded_on=date(2016, 3, 1),
        receipt_number="12/2016",
        phone="+212535000000",
        email="achraf@example.org",
    )


@pytest.mark.parametrize(
    ("language", "name", "other"),
    [("ar", "جمعية الأشراف", "Association Al-Achraf"), ("fr", "Association Al-Achraf", "جمعية الأشراف")],
)
def test_a_letterhead_has_both_names_that_of_the_paper_first(card, language, name, other):
    with override(language):
        head = letterhead(facts_of_card(card))
    assert (head.name, head.other_name) == (name, other)
    assert "12/2016" in head.lines[0]
    assert head.lines[-2:] == [head.lines[-2], "achraf@example.org"]
    assert "+212535000000" in head.lines[-2]


def test_one_name_stands_for_both_and_is_said_once(card):
    card.name_fr = ""
    with override("fr"):
        head = letterhead(facts_of_card(card))
    assert (head.name, head.other_name) == ("جمعية الأشراف", "")


@pytest.mark.parametrize(
    ("address", "says_place"),
    [("", True), ("زنقة 12", True), ("زنقة 12، مكناس", False)],
)
def test_the_seat_is_the_address_with_its_commune_said_once(world, card, address, says_place):
    card.seat_place, card.seat_address = world.host.seat_place, address
    assert card.seat_place.name_ar == "مكناس"
    with override("ar"):
        (line,) = (line for line in letterhead(facts_of_card(card)).lines if line.startswith("المقر"))
        assert town_of(card) == "مكناس"
    assert line.count(address or card.seat_place.path_ar) == 1
    assert (card.seat_place.path_ar in line) is says_place


def test_an_address_stands_for_a_place_that_is_not_known(card):
    card.seat_place, card.seat_address = None, "زنقة 12"
    with override("ar"):
        assert "المقر: زنقة 12" in letterhead(facts_of_card(card)).lines


def test_facts_leave_out_withdrawn_sentences_and_know_the_year(world, card):
    kept = add_clause(world.sg, card, kind="aim", text_ar="التربية")
    withdraw_clause(world.sg, add_clause(world.sg, card, kind="means", text_ar="الدورات"))
    facts = facts_of_card(Organisation.objects.get(pk=card.pk))
    assert facts["clauses"] == [["aim", kept.text_ar, kept.text_ar]]
    assert facts["founded_year"] == 2016


def test_the_place_is_left_out_where_it_is_not_known():
    with override("fr"):
        assert place_and_day("", date(2026, 12, 24)) in place_and_day("Meknès", date(2026, 12, 24))
        assert place_and_day("Meknès", date(2026, 12, 24)).startswith("Meknès")
