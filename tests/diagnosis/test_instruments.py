"""Instruments as data: what is read, what is refused and where, what comes out and in again."""

import copy
import json

import pytest
from django.db import DatabaseError, transaction

from sanad.diagnosis import policies
from sanad.diagnosis.instruments.commands import adopt_instrument, import_instrument, instrument_named
from sanad.diagnosis.instruments.queries.blueprint import KEPT, blueprint_of, read_blueprint
from sanad.diagnosis.instruments.queries.shipped import shipped_content, shipped_instruments
from sanad.diagnosis.models import Instrument
from sanad.foundation.arabic.characters import readable_in
from sanad.foundation.content.files import from_json, to_json
from sanad.foundation.content.parts import Flaw
from sanad.foundation.policy import Refused
from tests.diagnosis.tiny import ITEMS, as_upload, said, tiny
from tests.refusals import says_no


def put(content, path, value):
    """The content with one place changed; `...` takes it away."""
    content = copy.deepcopy(content)
    *steps, last = path
    node = content
    for step in steps:
        node = node[step]
    if value is ...:
        del node[last]
    else:
        node[last] = value
    return content


FIRST = ("domains", 0, "items", 0)
FLAWS = [
    (("levels",), ..., "levels"),
    (("levels", 3), ..., "levels"),
    (("levels", 0, "level"), 2, "levels"),
    (("levels",), [{"level": level, "name": said(f"level {level}")} for level in (1, 3, 2, 4)], "levels"),
    (("levels", 0, "level"), 5, "levels[0].level"),
    (("levels", 0, "level"), True, "levels[0].level"),
    (("levels", 0, "level"), "1", "levels[0].level"),
    ((*FIRST, "levels", 2), ..., "domains[0].items[0].levels"),
    ((*FIRST, "levels", 2, "level"), 4, "domains[0].items[0].levels"),
    ((*FIRST, "levels", 2, "text", "fr"), ..., "domains[0].items[0].levels[2].text.fr"),
    ((*FIRST, "levels", 2, "text", "ar"), "  ", "domains[0].items[0].levels[2].text.ar"),
    ((*FIRST, "levels", 2, "text", "ar"), " نص", "domains[0].items[0].levels[2].text.ar"),
    ((*FIRST, "levels", 2, "text", "ar"), "ن\x00ص", "domains[0].items[0].levels[2].text.ar"),
    ((*FIRST, "levels", 2, "text", "en"), "a\ud800", "domains[0].items[0].levels[2].text.en"),
    ((*FIRST, "levels", 2, "text", "en"), "a" * 2_000, "domains[0].items[0].levels[2].text.en"),
    ((*FIRST, "levels", 2, "evidence"), ["hearsay"], "domains[0].items[0].levels[2].evidence[0]"),
    ((*FIRST, "levels", 2, "evidence"), [["scan"]], "domains[0].items[0].levels[2].evidence[0]"),
    ((*FIRST, "levels", 2, "evidence"), ["scan", "scan"], "domains[0].items[0].levels[2].evidence[1]"),
    ((*FIRST, "core"), 1, "domains[0].items[0].core"),
    ((*FIRST, "key"), "minutes", "domains[0].items[1].key"),
    ((*FIRST, "key"), "papers", "domains[0].items[0].key"),
    ((*FIRST, "key"), "A b", "domains[0].items[0].key"),
    ((*FIRST, "remedy", "form"), "prayer", "domains[0].items[0].remedy.form"),
    ((*FIRST, "remedy", "field"), "", "domains[0].items[0].remedy.field"),
    ((*FIRST, "more"), 1, "domains[0].items[0].more"),
    (("evidence_kinds", "scan"), ..., "domains[0].items[0].levels[2].evidence[0]"),
    (
        ("evidence_kinds",),
        {f"kind{number}": {"ar": "ن", "fr": "t", "en": "t"} for number in range(300)},
        "evidence_kinds",
    ),
    (("domains",), [], "domains"),
    (("domains",), {}, "domains"),
    (("domains", 0), [], "domains[0]"),
    (("domains", 0, "items"), [{}] * 300, "domains[0].items"),
    (("key",), "Tiny!", "key"),
    (("scale",), 4, "scale"),
    (("version",), 0, "version"),
    (("version",), 10**9, "version"),
    (("subject",), "somebody", "subject"),
    (("licence",), "", "licence"),
    (("title", "ar"), ..., "title.ar"),
    (("credit",), "nobody", "credit"),
]


@pytest.mark.parametrize(("path", "value", "place"), FLAWS, ids=lambda part: str(part)[:60])
def test_a_flaw_is_named_with_its_place(path, value, place):
    with pytest.raises(Flaw) as flaw:
        read_blueprint(put(tiny(), path, value))
    assert flaw.value.place == place
    assert str(flaw.value.reason)


def test_too_many_items_over_all_domains():
    content = tiny()
    one = content["domains"][0]["items"][0]
    content["domains"] = [
        {**content["domains"][0], "key": f"d{d}", "items": [{**one, "key": f"i{d}_{i}"} for i in range(90)]}
        for d in range(3)
    ]
    with pytest.raises(Flaw) as flaw:
        read_blueprint(content)
    assert flaw.value.place == "domains"


def test_a_blueprint_asks_all_or_the_core():
    blueprint = read_blueprint(tiny())
    assert [item.key for item in blueprint.items] == ITEMS
    assert blueprint.core_count == 2
    assert [domain.key for domain in blueprint.asked(core_only=True)] == ["papers", "money"]
    assert [domain.key for domain in blueprint.asked(core_only=False)] == ["papers", "money", "voice"]


def test_what_comes_with_sanad_is_read():
    assert set(shipped_instruments()) == {"sanad-8", "sanad-douar"}
    assert [len(list(blueprint.items)) for blueprint in shipped_instruments().values()] == [33, 18]
    with pytest.raises(KeyError):
        shipped_content("../../config/settings")


def test_adopt_instrument_once_and_read_it(world):
    with pytest.raises(Refused) as refusal:
        adopt_instrument(world.sg, instrument="nothing")
    assert refusal.value.field == "instrument"
    for key in shipped_instruments():
        if not Instrument.objects.filter(space=world.sg.space, key=key):
            adopt_instrument(world.sg, instrument=key)
        with pytest.raises(Refused) as refusal:
            adopt_instrument(world.sg, instrument=key)
        assert refusal.value.field == "instrument"
        assert blueprint_of(Instrument.objects.get(space=world.sg.space, key=key)) == shipped_instruments()[key]


def test_an_instrument_is_named_by_key_and_version_and_taken_in_once(world):
    space = world.stranger.space_id
    key, shipped = next(iter(shipped_instruments().items()))
    taken = instrument_named(space, f"{key}@{shipped.version}")
    assert (taken.space_id, blueprint_of(taken)) == (space, shipped)
    assert instrument_named(space, f"{key}@{shipped.version}") == taken
    for other in (f"{key}@{shipped.version + 1}", f"{key}@٣", f"{key}@", key, "nothing@1"):
        with says_no("This choice does not exist.", field="instrument"):
            instrument_named(space, other)


def test_an_instrument_is_written_once(world):
    row = import_instrument(world.sg, upload=as_upload(tiny()))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Instrument.objects.filter(pk=row.pk).update(scale="other")
    assert str(row).endswith("1")
    assert row.sha256


def test_import_instrument_refuses_with_place_and_reason_and_takes_nothing(world):
    count = Instrument.objects.count()
    for path, value, place in FLAWS:
        content = put(tiny(), path, value)
        if readable_in(value) != value:  # what is no character is left out before anybody judges it
            continue
        with pytest.raises(Refused) as refusal:
            import_instrument(world.sg, upload=as_upload(content))
        assert refusal.value.field == "upload"
        assert place in str(refusal.value.message)
    assert Instrument.objects.count() == count


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (b"", "JSON"),
        (b'{\n"key": 1,\n"key"', "3"),
        (b'{"key":\n\n"\xff"}', "3"),
        (b"[" * 100_000, "JSON"),
        (b'{"version": ' + b"9" * 5_000 + b"}", "JSON"),
        (b"[]", ""),
    ],
    ids=["empty", "broken", "not UTF-8", "nested", "long number", "list"],
)
def test_what_is_not_an_instrument_is_refused(world, file, told):
    with pytest.raises(Refused) as refusal:
        import_instrument(world.sg, upload=as_upload(file))
    assert told in str(refusal.value.message)


def test_an_instrument_that_is_too_large_is_not_read(world):
    with says_no("This file is too large: 2 MB at most.", field="upload"):
        import_instrument(world.sg, upload=as_upload(b" " * (2 * 1024 * 1024 + 1)))


def test_json_that_is_too_large_is_not_read():
    with pytest.raises(Flaw):
        from_json(b" " * (2 * 1024 * 1024 + 1))


def test_a_name_that_stands_twice_in_json_is_named():
    text = json.dumps(tiny()).replace('"scan": ', '"photo": ', 1)
    with pytest.raises(Flaw) as flaw:
        read_blueprint(from_json(text.encode()))
    assert flaw.value.place == "evidence_kinds.photo"


def test_json_out_and_in_again_is_the_same():
    for content in (tiny(), shipped_content("sanad-8"), shipped_content("sanad-douar")):
        assert from_json(to_json(content)) == content


def test_a_version_is_one_content_and_a_scale_one_set_of_levels(world):
    import_instrument(world.sg, upload=as_upload(tiny()))
    with says_no("This instrument is already in your space.", field="upload"):
        import_instrument(world.sg, upload=as_upload(tiny()))
    with says_no("This version is already here with another content. Give the file a higher version.", field="upload"):
        import_instrument(world.sg, upload=as_upload(put(tiny(), ("title", "ar"), "عنوان آخر")))
    renamed = put(tiny(version=2), ("levels", 0, "name", "ar"), "مستوى آخر")
    with pytest.raises(Refused) as refusal:
        import_instrument(world.sg, upload=as_upload(renamed))
    assert "scale" in str(refusal.value.message)
    renamed["scale"] = "tiny-5"
    assert import_instrument(world.sg, upload=as_upload(renamed)).version == 2
    assert import_instrument(world.sg, upload=as_upload(tiny(version=3))).version == 3


def test_blueprints_in_memory_are_few():
    from sanad.diagnosis.instruments.queries import blueprint

    rows = [Instrument(content=tiny(), sha256=f"kept {number}") for number in range(KEPT + 3)]
    assert blueprint_of(rows[0]) is blueprint_of(rows[0])
    for row in rows:
        blueprint_of(row)
    assert len(blueprint._read_before) == KEPT


def test_titles_are_said_in_the_language_of_the_page(world):
    from django.utils import translation

    row = import_instrument(world.sg, upload=as_upload(tiny()))
    for language, title in (
        ("ar", "نص أداة صغيرة أول"),
        ("fr", "texte tiny 1"),
        ("en", "text tiny 1"),
        ("de", "text tiny 1"),
    ):
        with translation.override(language):
            assert row.title == title
            assert str(blueprint_of(row).title) == title


def test_who_keeps_instruments(world):
    assert policies.can_keep_instruments(world.sg)
    assert policies.can_keep_instruments(world.coordinator)
    assert not policies.can_keep_instruments(world.president)
    assert not policies.can_keep_instruments(world.secretary)
    with says_no("Only a support organisation keeps instruments."):
        import_instrument(world.stranger, upload=as_upload(tiny()))
