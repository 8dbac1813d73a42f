"""Names are found by the beginnings of their words exactly where they are found without them."""

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from sanad.directory.commands.people import add_person
from sanad.directory.models import Person
from sanad.foundation.naming import beginnings
from sanad.foundation.naming.models import MANY, _conditions, _sounds, named_like, nearest
from sanad.foundation.naming.operations import WordIndex
from tests.properties import LOOK

IS_FILE = connection.vendor == "sqlite"
TEXTS = (
    "محمد",
    "مح",
    "م",
    "mohammed",
    "الحاجي محمد",
    "عبد الله",
    "abdellah",
    "kari",
    "الحاجي محمد بن",
    "قرنفل محمد مح",
    'a"b',
    "a*",
    "قرنفل",
    "...",
)
OPERATION = WordIndex("directory_person", "folded", "skeleton")


def found(world, text: str) -> list[str]:
    return [row.name for row in named_like(Person.objects.filter(space=world.sg.space), text)]


def run(verb: str) -> None:
    getattr(OPERATION, f"database_{verb}")("directory", connection.SchemaEditorClass(connection), None, None)


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_is_found_along_both_ways(world, text, monkeypatch):
    by_words = found(world, text)
    monkeypatch.setattr(beginnings, "FOUND_IN", set())
    assert found(world, text) == by_words


def test_of_several_names_those_who_hold_them_all_are_found(world):
    names = ("محمد الأزرق بن علي", "محمد الأزرق", "علي الأزرق", "علي بن محمد الأزرق")
    for name in names:
        add_person(world.sg, name_ar=name, is_new=True)
    add_person(world.stranger, name_ar=names[0], is_new=True)
    assert sorted(found(world, "محمد الازرق علي")) == sorted([names[0], names[3]])
    assert named_like(Person.objects.none(), "محمد الازرق علي").count() == 0


@pytest.mark.parametrize("text", ["محمد", "محمد الازرق علي"])
def test_much_is_gone_through_in_order(world, monkeypatch, text):
    add_person(world.sg, name_ar="محمد الأزرق بن علي", is_new=True)
    few = found(world, text)
    assert few
    monkeypatch.setattr(beginnings, "MUCH", 0)
    assert found(world, text) == few


def test_what_changes_is_found_as_it_is(world):
    person = add_person(world.sg, name_ar="زعفران الأزرق")
    assert found(world, "زعفران") == ["زعفران الأزرق"]
    person.name_ar = "قرنفل الأزرق"
    person.refresh_index()
    person.save()
    assert found(world, "زعفران") == []
    assert found(world, "قرنفل") == ["قرنفل الأزرق"]
    Person.objects.filter(pk=person.pk).delete()
    assert found(world, "قرنفل") == []


def test_nothing_of_another_space_is_found(world):
    add_person(world.stranger, name_ar="قرنفل الأزرق")
    assert found(world, "قرنفل") == []


def test_it_is_made_again_and_taken_away(world):
    before = found(world, "محمد")
    run("forwards")
    assert found(world, "محمد") == before
    run("backwards")
    if IS_FILE:
        assert "directory_person_words" not in connection.introspection.table_names()
    assert "how they begin" in OPERATION.describe()


@pytest.mark.postgresql
def test_without_the_extension_nothing_is_made(world):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_indexes WHERE indexname = 'directory_person_folded_trigrams'")
        assert cursor.fetchone()


@pytest.mark.parametrize(
    ("text", "asked"),
    [("...", ""), ("م", "م"), ("محمد", "محمد"), ("محمد م", "محمد")],
)
def test_what_the_words_can_tell(text, asked):
    told = " AND ".join(filter(None, map(beginnings.spoken, _conditions(text, _sounds))))
    assert bool(told) == bool(asked)
    assert asked in told


def test_of_very_many_those_that_begin_so_are_among_the_first(world, monkeypatch):
    monkeypatch.setattr("sanad.foundation.naming.models.MANY", 2)
    for name in ("الأزرق محمد", "البستاني محمد", "الجبلي محمد", "محمد", "محمد الأزرق"):
        add_person(world.sg, name_ar=name, is_new=True)
    names = [row.name for row in nearest(Person.objects.filter(space=world.sg.space), "محمد", 3)]
    assert names[0] == "محمد"
    assert MANY > 100


@given(text=st.text(max_size=12), typed=st.text(min_size=1, max_size=5))
@settings(LOOK, max_examples=60)
def test_whatever_is_written_and_typed_the_same_is_found(world, text, typed):
    person = Person(space=world.sg.space, name_ar=f"قرنفل {text}")
    person.refresh_index()
    Person.objects.filter(pk=world.people["sg"].pk).update(folded=person.folded, skeleton=person.skeleton)
    asked = f"{typed} {text}"
    by_words = found(world, asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(beginnings, "FOUND_IN", set())
        assert found(world, asked) == by_words


def test_a_list_of_very_many_is_in_the_order_of_names(world, browse, monkeypatch):
    for name in ("الأزرق محمد", "محمد"):
        add_person(world.sg, name_ar=name, is_new=True)
    page = f"{reverse('directory:people')}?q=محمد"
    few = browse(world.sg).get(page).content.decode()
    assert few.index(">محمد<") < few.index("الأزرق محمد")
    monkeypatch.setattr("sanad.foundation.naming.models.MANY", 1)
    many = browse(world.sg).get(page).content.decode()
    assert many.index("الأزرق محمد") < many.index(">محمد<")
