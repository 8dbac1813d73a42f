"""The wrapper of every write, the chain, numbers without gaps, papers and files."""

from datetime import date
from io import StringIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, DataError, connection, transaction
from django.utils import timezone, translation

from sanad.accompaniment.models import Engagement
from sanad.activities.models import Activity, TakingPart
from sanad.activities.programme.commands.activity import start_series
from sanad.directory.commands.mandates import record_mandate
from sanad.directory.commands.organisations import add_organisation, edit_organisation
from sanad.directory.commands.people import add_person, edit_person
from sanad.directory.models import Mandate, Organisation
from sanad.foundation.command import REGISTRY, amend, command, stated
from sanad.foundation.documents.commands import attach_scan, withdraw_document
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.policies import visible_to
from sanad.foundation.files.store import open_file
from sanad.foundation.history.chain import difference, mask, verify
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.numbering import next_number
from sanad.foundation.policy import YES, Refused, all_of, no
from sanad.foundation.spaces.actor import Actor
from tests.foundation.test_verify import cut, without_triggers
from tests.refusals import says_no

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


def test_the_same_request_sent_twice_is_done_once(world):
    key = uuid4()
    first = start_series(world.sg, title="سلسلة", key=key)
    assert start_series(world.sg, title="سلسلة", key=key) == first
    with says_no("This form was already sent with another content. Read it again and send it once more."):
        start_series(world.sg, title="أخرى", key=key)


@pytest.fixture
def _for_a_moment():
    """Commands that a test registers are gone after it."""
    known = set(REGISTRY)
    yield
    for name in set(REGISTRY) - known:
        del REGISTRY[name]


@pytest.mark.usefixtures("_for_a_moment")
def test_what_the_database_refuses_is_refused_in_words(world):
    """The constraint of a mandate that ends before it begins, which no rule of ours asks about here."""

    @command(lambda _actor, _row: YES, says="wrote a mandate")
    def write_mandate(actor, person):
        return Mandate.objects.create(
            space=actor.space,
            person=person,
            organisation=world.host,
            capacity_ar="عضو",
            from_on=date(2026, 2, 1),
            to_on=date(2026, 1, 1),
        )

    with pytest.raises(Refused) as refusal:
        write_mandate(world.sg, world.people["sg"])
    with translation.override("en"):
        assert "does not go together" in str(refusal.value.message)


@pytest.mark.usefixtures("_for_a_moment")
def test_what_no_column_holds_is_refused_in_words(world):
    @command(lambda _actor, _row: YES, says="wrote too much")
    def write_too_much(actor, person):
        raise DataError

    with pytest.raises(Refused) as refusal:
        write_too_much(world.sg, world.people["sg"])
    with translation.override("en"):
        assert "longer or larger" in str(refusal.value.message)


@pytest.mark.parametrize(
    "kind",
    [
        list,
        tuple,
        set,
        lambda rows: Organisation.objects.filter(pk__in=[row.pk for row in rows]),
        lambda rows: {row.name: row for row in rows},
        lambda rows: dict.fromkeys(rows, 1),
        lambda rows: [{"who": row} for row in rows],
        lambda rows: [("x", [row]) for row in rows],
    ],
)
@pytest.mark.usefixtures("_for_a_moment")
def test_nor_does_one_among_several(world, kind):
    @command(lambda _actor: YES, says="took rows")
    def take_rows(actor, *, rows):
        return world.host

    own, foreign = world.host, Organisation.objects.filter(space=world.president.space).first()
    assert take_rows(world.sg, rows=kind([own])) == own
    with pytest.raises(Refused) as refusal:
        take_rows(world.sg, rows=kind([own, foreign]))
    assert refusal.value.field == "rows"


def test_a_row_of_another_space_does_not_exist(world):
    foreign = Organisation.objects.filter(space=world.president.space).first()
    with pytest.raises(Refused) as refusal:
        record_mandate(world.sg, world.people["sg"], organisation=foreign, capacity_ar="…")
    assert refusal.value.field == "organisation"


def test_a_refused_command_leaves_no_line(world):
    before = HistoryEntry.objects.count()
    with says_no("This belongs to another space."):
        edit_organisation(world.stranger, world.association, name_ar="…")
    assert HistoryEntry.objects.count() == before


def test_the_history_says_who_what_and_how_it_was_before(world):
    edit_organisation(world.sg, world.association, phone="+212600000001")
    line = HistoryEntry.objects.filter(space=world.sg.space).latest("seq")
    assert line.changes == {"phone": ["", "+212600000001"]}
    assert (line.user, line.command) == (world.sg.user, "directory.edit_organisation")
    assert str(line)
    assert difference(None, {"a": "", "b": 1}) == {"b": [None, 1]}


def test_the_chain_keeps_only_the_ends_of_personal_addresses(world):
    person = add_person(world.sg, name_ar="نعيمة", phone="+212600000001", email="a@b.ma", is_new=True)
    edit_person(world.sg, person, phone="+212699999977")
    first, second = HistoryEntry.objects.filter(object_id=person.pk).order_by("seq")
    assert first.changes["phone"] == [None, "+2…01"]
    assert first.changes["email"] == [None, "…"]
    assert second.changes == {"phone": ["+2…01", "+2…77"]}
    assert mask("") == ""


def test_details_set_what_people_edit_and_nothing_else(world):
    card = amend(world.association, {"name_fr": "Al Khair"})
    assert card.name_fr == "Al Khair"
    with pytest.raises(TypeError, match="room, space"):
        amend(card, {"space": world.stranger.space, "room": None})


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_a_blank_reason_is_none(blank):
    with says_no("Say why.", field="reason"):
        stated(blank)
    assert stated(" سبب ") == "سبب"


def test_the_chain_holds_and_names_the_first_bad_line(world, settings, tmp_path):
    settings.ANCHORS = tmp_path / "anchors.jsonl"
    count, broken = verify(world.sg.space.pk)
    assert broken is None
    assert count == HistoryEntry.objects.filter(space=world.sg.space).count()
    out = StringIO()
    call_command("verify", stdout=out)
    assert "hold" in out.getvalue()
    with transaction.atomic():
        without_triggers()
        lines = HistoryEntry.objects.filter(space=world.sg.space)
        lines.filter(seq=5).update(label="غير صحيح")
        assert verify(world.sg.space.pk)[1].seq == 5
        lines.filter(seq=4).update(previous_hash="0" * 64)
        assert verify(world.sg.space.pk)[1].seq == 4
        cut(lines.filter(seq=3))
        with translation.override("en"):
            assert verify(world.sg.space.pk)[1].reason == "missing"
        with pytest.raises(SystemExit):
            call_command("verify", stdout=out)
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "statement", ["UPDATE foundation_historyentry SET label = 'x'", "DELETE FROM foundation_historyentry"]
)
def test_the_database_refuses_to_change_the_history(world, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_numbers_have_no_gap_after_a_failure(world):
    assert next_number(world.sg.space.pk, "letters", 2023) == 1
    with transaction.atomic():
        assert next_number(world.sg.space.pk, "letters", 2023) == 2
        transaction.set_rollback(True)
    assert next_number(world.sg.space.pk, "letters", 2023) == 2
    assert next_number(world.sg.space.pk, "letters", 2024) == 1


def test_verdicts():
    asked = []
    assert all_of(YES, lambda: YES)
    assert not all_of(no("لا"), lambda: asked.append(1) or YES)
    assert asked == []


@pytest.fixture
def paper(world):
    return IssuedDocument.objects.filter(space=world.sg.space).first()


def test_attach_scan_keeps_the_signed_copy(world, paper, browse):
    scan = attach_scan(world.sg, paper, upload=SimpleUploadedFile("موقع.pdf", PDF), note="موقع")
    assert scan.subject_id == paper.pk
    assert str(scan) == "موقع.pdf"
    same = attach_scan(world.sg, paper, upload=SimpleUploadedFile("again.pdf", PDF))
    assert same.file.sha256 == scan.file.sha256
    response = browse(world.sg).get(f"/scans/{scan.pk}/")
    assert response["X-Content-Type-Options"] == "nosniff"
    response.close()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b""),
        ("a.exe", b"MZ"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n"),
        ("a.pdf", b"%PDF-" + b"0" * (11 * 1024 * 1024)),
    ],
    ids=["empty", "type", "damaged", "too large"],
)
def test_a_file_that_is_not_taken(world, paper, name, content):
    with pytest.raises(Refused) as refusal:
        attach_scan(world.sg, paper, upload=SimpleUploadedFile(name, content))
    assert refusal.value.field == "upload"


def test_withdraw_document_and_what_the_public_reads(world, paper, client):
    page = client.get(f"/D/{paper.code_in_groups.lower()}")
    assert page.status_code == 200
    assert paper.data["subtitle"] in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex"
    with says_no("Say why.", field="reason"):
        withdraw_document(world.sg, paper, reason=" ")
    withdrawal = withdraw_document(world.sg, paper, reason="خطأ مطبعي")
    assert withdrawal.subject_id == paper.pk
    assert "خطأ مطبعي" in client.get(f"/D/{paper.code}").content.decode()
    with says_no("This paper was already withdrawn."):
        withdraw_document(world.sg, paper, reason="مرة أخرى")
    assert client.get("/D/0000000000000000").status_code == 404
    assert client.get("/check/?code=oooo-1111").status_code == 302


def test_a_file_is_compared_with_the_one_issued(world, paper, client):
    with open_file(paper.file) as issued:
        same = issued.read()
    for content, word in ((b"other", "يختلف"), (same, "مطابق")):
        page = client.post(f"/D/{paper.code}", {"upload": SimpleUploadedFile("x.pdf", content)})
        assert word in page.content.decode()


def test_papers_are_seen_by_their_space(world):
    assert not visible_to(world.stranger, IssuedDocument).exists()
    assert not visible_to(Actor(world.sg.user, world.sg.space, "no such role"), IssuedDocument).exists()


def test_export_documents_writes_the_papers_of_a_file(world, tmp_path):
    file = Engagement.objects.get(space=world.sg.space, association=world.association)
    call_command("export_documents", engagement=file.pk, out=tmp_path / "papers", stdout=StringIO())
    assert len(list((tmp_path / "papers").glob("*.pdf"))) == 4
    with pytest.raises(CommandError, match="No engagement"):
        call_command("export_documents", engagement=uuid4(), out=tmp_path, stdout=StringIO())


def test_export_documents_leaves_out_what_the_association_has_no_part_in_any_more(world, tmp_path):
    file = Engagement.objects.get(space=world.sg.space, association=world.association)
    TakingPart.objects.filter(organisation=world.association).update(withdrawn_at=timezone.now())
    assert not Activity.objects.filter(space=world.sg.space, host=world.association).exists()
    call_command("export_documents", engagement=file.pk, out=tmp_path / "papers", stdout=StringIO())
    assert list((tmp_path / "papers").iterdir()) == []


def test_what_is_new_is_told_apart_by_the_person(world):
    assert add_organisation(world.sg, kind="ngo", name_fr="Zzyzx", is_new=False).name == "Zzyzx"
