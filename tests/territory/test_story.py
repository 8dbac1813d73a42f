"""Places: every spelling finds them, douars are added once, strangers do not see them."""

import pytest

from sanad.activities.models import Activity
from sanad.foundation.naming.models import worded_like
from sanad.foundation.policy import Refused
from sanad.territory import commands, policies
from sanad.territory.forms import PlaceField
from sanad.territory.loader import place_id
from sanad.territory.models import Place, TerritoryRelease
from sanad.territory.queries import search_places
from tests.refusals import says_no

AGHEZRANE = "03.451.03.09"


@pytest.fixture
def commune(world):
    return Place.objects.get(pk=place_id(AGHEZRANE))


@pytest.mark.parametrize("spelling", ["أغزران", "اغزران", "إغزران", "Aghezrane", "Ighzrane", "Irhzrane"])
def test_the_commune_of_the_article_under_every_spelling(world, spelling):
    assert search_places(world.sg, spelling)[0].code == AGHEZRANE


def test_azrar_is_another_commune(world):
    assert AGHEZRANE not in {place.code for place in search_places(world.sg, "أزرار") if place.level == "commune"}
    assert search_places(world.sg, " ") == []


def test_add_douar_once(world, commune):
    douar = commands.add_douar(world.sg, commune, name_ar="آيت سعيد", name_fr="Aït Saïd", aliases=["Ait Said"])
    assert douar.path_ar.startswith("دوار آيت سعيد، جماعة إغزران")
    with pytest.raises(Refused) as refusal:
        commands.add_douar(world.sg, commune, name_ar="آيت سعيد")
    assert refusal.value.field == "name_ar"
    assert commands.add_douar(world.sg, commune, name_ar="تاغزوت").path_fr.startswith("douar تاغزوت")
    with says_no("A douar is added to a commune."):
        commands.add_douar(world.sg, commune.parent, name_ar="…")


def test_a_douar_that_is_perhaps_there_already_is_asked_about(world, commune, browse):
    douar = commands.add_douar(world.sg, commune, name_ar="آيت سعيد", name_fr="Aït Saïd", aliases=["Ait Said"])
    for twin in ({"name_ar": "أيت السعيد", "name_fr": "Ait Said"}, {"name_ar": "ايت سعيد"}):
        with says_no("Perhaps it is already here: Aït Saïd. If not, tick the box below.", field="is_new"):
            commands.add_douar(world.sg, commune, **twin)
    client, address = browse(world.sg), f"/places/{commune.pk}/douar/"
    assert 'name="is_new"' not in client.get(address).text
    asked = client.post(address, {"name_ar": "ايت سعيد"})
    assert asked.status_code == 422
    assert 'name="is_new"' in asked.text
    assert client.post(address, {"name_ar": "ايت سعيد", "is_new": "on"}).status_code == 302
    assert Place.objects.filter(parent=commune, name_ar="ايت سعيد").exclude(pk=douar.pk).count() == 1


def test_add_place_alias(world, commune):
    douar = Place.objects.get(space=world.sg.space, level="douar")
    commands.add_place_alias(world.sg, douar, text="Fejj Azerrar")
    assert douar in search_places(world.sg, "Fejj")
    with says_no("Names of census units come from the census."):
        commands.add_place_alias(world.sg, commune, text="…")


def test_a_douar_is_seen_by_its_own_space(world):
    assert not policies.visible_to(world.stranger, Place).filter(level="douar").exists()


def test_place_field_takes_a_path_or_an_unambiguous_name(world, commune):
    from django.core.exceptions import ValidationError

    field = PlaceField(required=False)
    assert field.clean("صفرو") is None
    field.actor = world.sg
    assert field.clean("") is None
    assert field.clean(commune.path_ar) == commune
    assert field.clean("أغزران") == commune
    assert field.prepare_value(commune) == commune.path
    with pytest.raises(ValidationError):
        field.clean("لا وجود لهذا المكان")
    with pytest.raises(ValidationError):
        field.clean("صفرو")
    drawn = field.widget.render("place", "صفرو", {"id": "id_place"})
    assert drawn.count("data-pick") == len(field.widget.found) > 1  # one taps which is meant


def test_pages(world, browse, commune):
    client = browse(world.sg)
    page = client.get(f"/places/{commune.pk}/").content.decode()
    assert "8498" in page.replace(".", "").replace("\u00a0", "")
    assert "أغزران" in page
    assert "إغزران" in client.get("/places/suggest/?field=seat&seat=أغزران").content.decode()
    assert commune.change_percent == -11.7
    assert Place(name_ar="س").change_percent is None
    assert str(TerritoryRelease(version="1")) == "1"
    assert "AYT" not in str(Place.objects.get(space=world.sg.space, level="douar").aliases.first())


def test_a_place_typed_without_end_is_refused_at_its_field(world, browse):
    page = browse(world.sg).post(
        "/directory/new/", {"kind": "association", "name_ar": "اسم", "seat_place": "س" * 100_000}
    )
    assert page.status_code == 422
    assert page.context["form"].errors["seat_place"]


@pytest.mark.parametrize("text", ["س" * 100_000, "ظ " * 3_000])
def test_a_search_without_end_asks_no_more_than_a_name_can_hold(world, text):
    assert len(search_places(world.sg, text)) <= 10
    assert not worded_like(Activity.objects.all(), text).exists()


def test_the_french_word_loses_its_vowel_before_another(world, commune):
    assert commune.path_fr.startswith(f"commune d’{commune.name_fr}, province de Sefrou")
