"""Promise and refusals of every command of the directory."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from sanad.directory import policies
from sanad.directory.commands.consents import give_consent, revoke_consent
from sanad.directory.commands.mandates import end_mandate, record_mandate
from sanad.directory.commands.organisations import (
    add_clause,
    add_organisation,
    adopt_own_card,
    edit_organisation,
    withdraw_clause,
)
from sanad.directory.commands.people import add_person, edit_person, link_me
from sanad.directory.models import Consent, Mandate, Organisation, Person, PersonAlias, StatuteClause
from sanad.directory.queries import likely_same, own_card
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from tests.refusals import says_no


def test_add_organisation_shows_likely_twins_until_dismissed(world):
    with pytest.raises(Refused) as refusal:
        add_organisation(world.sg, kind="association", name_fr="Al Achraf pour la culture et le développement")
    assert refusal.value.field == "is_new"
    row = add_organisation(
        world.sg, kind="association", name_fr="Al Achraf pour la culture", is_new=True, aliases=["الأشراف"]
    )
    assert row.alias_text() == ["الأشراف"]
    assert str(row.aliases.get()) == "الأشراف"
    assert row.aliases.get().subject_id == row.pk


def test_add_organisation_refuses_no_name_and_dates_that_contradict(world):
    for field, details in (
        ("name_ar", {}),
        ("founded_year", {"name_ar": "جمعية أ", "founded_on": date(2020, 1, 1), "founded_year": 2021}),
        ("founded_on", {"name_ar": "جمعية أ", "founded_on": timezone.localdate() + timedelta(days=2)}),
    ):
        with pytest.raises(Refused) as refusal:
            add_organisation(world.sg, kind="association", is_new=True, **details)
        assert refusal.value.field == field


def test_edit_organisation(world):
    row = edit_organisation(world.sg, world.association, presentation_ar="نص", aliases=["الشرفاء"])
    assert row.presentation == "نص"
    assert edit_organisation(world.sg, row, presentation_fr="texte").alias_text() == ["الشرفاء"]
    assert edit_organisation(world.sg, row, aliases=[]).alias_text() == []
    with says_no("Write the name in Arabic or in French.", field="name_ar"):
        edit_organisation(world.sg, row, name_ar="", name_fr="")
    with says_no("This belongs to another space."):
        edit_organisation(world.stranger, row, name_ar="…")


def test_adopt_own_card_once(world):
    with says_no("The card of your organisation is already here."):
        adopt_own_card(world.sg, name_ar="مرة أخرى")
    card = adopt_own_card(world.stranger, name_ar="جمعية الغرباء")
    assert card.kind == "association"
    assert own_card(world.stranger) == card


def test_add_clause_and_withdraw_clause(world):
    clause = add_clause(world.sg, world.host, kind="aim", text_ar="هدف")
    assert clause.subject_id == world.host.pk
    assert str(clause) == "هدف"
    assert withdraw_clause(world.sg, clause).withdrawn_at


def test_add_person_edit_person(world):
    with says_no("Write the name in Arabic or in French.", field="name_ar"):
        add_person(world.sg)
    with pytest.raises(Refused) as refusal:
        add_person(world.sg, name_fr="HAJI Mohamed")
    assert refusal.value.field == "is_new"
    person = add_person(world.sg, name_ar="نورة المثال", aliases=["Noura"])
    assert person.aliases.get().subject_id == person.pk
    assert str(PersonAlias.objects.get(person=person)) == "Noura"
    person = edit_person(world.sg, person, phone="+212600000099", aliases=["Nora"])
    assert person.alias_text() == ["Nora"]  # the list is what was typed: a line taken off is gone
    assert edit_person(world.sg, person, name_fr="Noura Almithal").other_name == "Noura Almithal"
    with says_no("Write the name in Arabic or in French.", field="name_ar"):
        edit_person(world.sg, person, name_ar="", name_fr="")


def test_link_me_takes_one_card(world):
    with says_no("Another card is already yours."):
        link_me(world.sg, world.people["president"])
    assert link_me(world.sg, world.people["sg"]).user == world.sg.user


def test_record_mandate_and_end_mandate(world):
    person = world.people["secretary"]
    details = {"organisation": world.association, "capacity_ar": "عضو"}
    with pytest.raises(Refused) as refusal:
        record_mandate(world.sg, person, **details, from_on=date(2024, 1, 1), to_on=date(2023, 1, 1))
    assert refusal.value.field == "to_on"
    mandate = record_mandate(world.sg, person, **details, from_on=date(2023, 1, 1))
    assert mandate.is_live
    with says_no("The end lies before the beginning.", field="to_on"):
        end_mandate(world.sg, mandate, to_on=date(2022, 1, 1))
    mandate = end_mandate(world.sg, mandate, to_on=date(2023, 6, 1))
    assert not mandate.is_live
    assert mandate.subject_id == person.pk
    with says_no("This belongs to another space."):
        record_mandate(world.president, person, **details)
    ours = add_person(world.president, name_ar="عضوة من الجمعية")
    with says_no("This choice does not exist.", field="organisation"):  # a card of another space does not exist here
        record_mandate(world.president, ours, **details)


def test_give_consent_and_revoke_consent(world):
    grantee = world.sg.space
    yesterday = timezone.localdate() - timedelta(days=1)
    for field, details in (
        ("to_on", {"grantee": grantee, "kind": "activities", "to_on": yesterday}),
        ("grantee", {"grantee": world.stranger.space, "kind": "activities"}),
    ):
        with pytest.raises(Refused) as refusal:
            give_consent(world.stranger, purpose="…", **details)
        assert refusal.value.field == field
    adopt_own_card(world.stranger, name_ar="جمعية الغرباء")
    seen = policies.visible_to(world.sg, Organisation).filter(space=world.stranger.space)
    assert not seen.exists()
    consent = give_consent(world.stranger, grantee=grantee, kind="directory", purpose="المواكبة")
    assert consent.is_live
    assert str(consent)
    assert seen.exists()
    with says_no("This is already shown to them.", field="kind"):
        give_consent(world.stranger, grantee=grantee, kind="directory", purpose="مرة أخرى")
    assert not revoke_consent(world.stranger, consent).is_live
    assert not seen.exists()
    with says_no("This consent was already revoked."):
        revoke_consent(world.stranger, consent)


def test_who_sees_what(world):
    assert policies.visible_to(world.sg, Consent).exists()
    assert not policies.visible_to(world.president, Person).filter(space=world.sg.space).exists()
    assert not policies.visible_to(world.stranger, Mandate).exists()
    assert not policies.visible_to(world.stranger, StatuteClause).exists()
    with pytest.raises(TypeError):
        policies.visible_to(world.sg, type(world.sg.user))
    nobody = Actor(world.sg.user, world.sg.space, "no such role")
    assert not policies.visible_to(nobody, Organisation).exists()
    assert not policies.can_see_contacts(nobody)
    assert not policies.can_keep_directory(nobody)
    assert likely_same(world.sg, Person, "محمد الحاجي")


def test_bad_input_comes_back_with_everything_typed(world, browse):
    data = {"kind": "association", "name_ar": "جمعية الواحة", "ice": "123", "phone": "12", "founded_year": "٢٠٢٠"}
    response = browse(world.sg).post("/directory/new/", data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "جمعية الواحة" in page
    assert 'value="123"' in page


def test_twins_are_suggested_while_typing(world, browse):
    page = browse(world.sg).get("/directory/twins/?of=person&name_ar=محمد الحاجي").content.decode()
    assert "محمد الحاجي" in page


def test_lists_and_exports(world, browse):
    client = browse(world.sg)
    assert "الأشراف" in client.get("/directory/?q=Achraf").content.decode()
    assert "الأشراف" in b"".join(client.get("/directory/?export=csv").streaming_content).decode()
    assert client.get("/directory/?export=xlsx").getvalue()[:2] == b"PK"


def test_a_card_that_another_space_shows_is_told_apart_from_ones_own(world, browse):
    client = browse(world.sg)
    add_organisation(world.president, kind="ngo", name_ar="منظمة الحي")
    shown = client.get("/directory/").content.decode()
    with translation.override("ar"):
        mark = gettext("shown by %(space)s") % {"space": world.president.space.name}
    assert shown.count(mark) == 1
    card = Organisation.objects.get(space=world.president.space, own_space=world.president.space)
    assert mark in client.get(f"/directory/{card.pk}/").content.decode()
    assert mark not in client.get(f"/directory/{world.association.pk}/").content.decode()


def test_this_is_me_is_asked_only_of_who_has_no_card(world, browse):
    page, link = reverse("directory:person", args=[world.people["secretary"].pk]), "directory:link_me"
    address = reverse(link, args=[world.people["secretary"].pk])
    assert address not in browse(world.sg).get(page).text
    Person.objects.filter(user=world.sg.user).update(user=None)
    assert address in browse(world.sg).get(page).text


def test_pages_of_our_own_card_speak_of_us(world, browse):
    client = browse(world.sg)
    for name, ours, theirs in (
        ("write_seat", "Where our seat is", "Where the seat is"),
        ("add_clause", "What our statutes say", "What the statutes say"),
    ):
        for card, title in ((world.host, ours), (world.association, theirs)):
            page = client.get(reverse(f"directory:{name}", args=[card.pk]))
            with translation.override("en"):
                assert str(page.context["title"]) == title
