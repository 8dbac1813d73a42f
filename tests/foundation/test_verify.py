"""What is changed past Sanad is found (docs/adr/0012): every column of every row that counts, on both databases."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from io import StringIO
from unittest.mock import ANY

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse
from django.utils.translation import override

from sanad.accompaniment.models import Change, Evidence, PlanItem, PlanItemEvidence
from sanad.activities.models import Activity, CalendarFeed, Decision, FollowUp, FollowUpStep, Minutes, MinutesRevision
from sanad.activities.papers.commands import issue_activity_paper
from sanad.demo.training import teach
from sanad.directory.commands.organisations import edit_organisation
from sanad.directory.models import Organisation, OrganisationAlias, Person, PersonAlias
from sanad.foundation.documents.commands import withdraw_document
from sanad.foundation.documents.models import DocumentScan, DocumentWithdrawal, IssuedDocument
from sanad.foundation.files.models import StoredFile
from sanad.foundation.files.store import _path
from sanad.foundation.health.whole import kinds
from sanad.foundation.history import anchors, chain, covers, keys, seals
from sanad.foundation.history.chain import append
from sanad.foundation.history.models import HistoryEntry, RowCover
from sanad.foundation.ids import new_id
from sanad.foundation.written import Covered, gathering
from sanad.partnerships.models import Agreement, Article, Commitment, Revision
from sanad.training.models import Certificate


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def kept(settings, tmp_path):
    """A file of heads of its own: other tests leave theirs."""
    settings.ANCHORS = tmp_path / "anchors.jsonl"
    return settings.ANCHORS


def verify(*arguments) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("verify", *arguments, stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


@pytest.mark.parametrize(
    ("language", "says", "holds", "why"),
    [
        ("ar_MA.UTF-8", "خلل واحد.", "الملفات: سليمة.", "ليس كما كتب"),
        ("fr_FR.UTF-8", "1 défaut.", "fichiers\u00a0: rien à signaler.", "n’est pas tel qu’il a été écrit"),
        ("en_GB.UTF-8", "1 fault.", "files: hold.", "is not as it was written"),
    ],
)
def test_it_names_faults_in_the_language_of_the_terminal(world, kept, monkeypatch, language, says, holds, why):
    monkeypatch.setenv("LC_ALL", language)
    Organisation.objects.filter(pk=world.association.pk).update(seat_address="غيره")
    code, said = verify()
    assert code == 1
    assert all(words in said for words in (says, holds, why, str(world.association.pk)))


def test_the_demo_holds(world, kept):
    status, said = verify("--all")
    assert status == 0, said


# Columns that no cover holds, each with its reason in the ADR.
LEFT = {
    "password",
    "last_login",
    "language",
    "is_reminded",
    "email",
    "phone",
    "new_email",  # of an account, its owner's matter
    "folded",
    "skeleton",
    "sort_key",  # derived
}
UNCOVERED = {
    "activities.Notice",
    "foundation.LetterStop",
    "foundation.SentReminder",
    "training.CertificateRun",
    "training.Feedback",
    "training.LessonRead",
    "training.RegistrationLetter",
}


@pytest.fixture(scope="module")
def _full(_case, django_db_blocker):
    """The demo with its courses, one row of every kind at least, every line covered, and no trigger that refuses."""
    world = _case
    with django_db_blocker.unblock(), transaction.atomic(), override("ar"):
        heads = _filled(world)
        yield world, heads
        transaction.set_rollback(True)


@pytest.fixture
def full(_full, kept, db):
    world, heads = _full
    anchors._append(kept, heads)
    return world


def _filled(world) -> list:
    teach(world)
    with gathering() as written:
        others(world)
    actor = world.sg
    append(
        actor.space_id,
        user=actor.user,
        actor_space=actor.space,
        command="x",
        object_type="foundation.space",
        object_id=actor.space_id,
        subject_id=actor.space_id,
        label="",
        changes={},
        key=None,
        digest="",
        written=written,
    )
    without_triggers()
    return anchors.heads()


def others(world) -> None:
    """What neither the case nor the courses have."""
    space, by = world.sg.space, world.sg.user
    paper, person = IssuedDocument.objects.filter(space=space).first(), Person.objects.filter(space=space).first()
    item, scan = PlanItem.objects.filter(space=space).first(), Evidence.objects.filter(space=space).first()
    common = {"space": space}
    DocumentScan.objects.create(**common, document=paper, file=paper.file, by=by)
    OrganisationAlias.objects.create(**common, organisation=Organisation.objects.filter(space=space).first(), text="x")
    PersonAlias.objects.create(**common, person=person, text="x")
    CalendarFeed.objects.create(**common, owner=by, token_hash="x")
    FollowUpStep.objects.create(
        **common, follow_up=FollowUp.objects.filter(space=space).first(), before="a", after="b", by=by
    )
    PlanItemEvidence.objects.get_or_create(**common, plan_item=item, evidence=scan)
    bare(Change, space, by, method="statement", evidence=scan)
    for model in covers.covered_models():
        if not model._base_manager.exists():
            bare(model, space, by)


def bare(model, space, by, **known):
    """A row of a model that holds the least, whatever its rules are."""
    row = model(space=space, **known)
    for field in model._meta.concrete_fields:
        if field.has_default() or field.null or getattr(row, field.attname, None) not in {None, ""}:
            continue
        if field.is_relation:
            near = (
                field.related_model._base_manager.filter(space=space) if hasattr(field.related_model, "space") else None
            )
            found = (
                (space if field.related_model is type(space) else by)
                if near is None
                else near.first() or field.related_model._base_manager.first()
            )
            setattr(row, field.name, found or bare(field.related_model, space, by))
        else:
            setattr(row, field.attname, other(field, None))
    row.save()
    return row


def other(field, value):
    """Another value for a column."""
    kind = (field.target_field if field.is_relation else field).get_internal_type()
    if kind == "UUIDField":
        return new_id()
    if kind == "BooleanField":
        return not value
    if kind == "JSONField":
        return {"x": 1} if value != {"x": 1} else {"x": 2}
    if "Integer" in kind:
        return (value or 0) + 1
    if kind == "DateField":
        return date(2031 if value != date(2031, 1, 1) else 2032, 1, 1)
    if kind == "TimeField":
        return time(1, 23)
    if kind == "DateTimeField":
        return datetime(2031, 1, 1, tzinfo=UTC)
    return "y" if value == "x" else "x"


def without_triggers() -> None:
    connection.check_constraints()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, '' FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname, ' ON ' || tgrelid::regclass FROM pg_trigger WHERE tgname LIKE '%_refused'")
        for name, on in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}{on}")


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def refused(change) -> bool:
    """Do what somebody does in the database; True when the database itself refuses it."""
    try:
        with transaction.atomic():
            change()
    except IntegrityError:
        return True
    return False


def write(model, pk, field, value) -> None:
    """Change one column past everything of ours."""
    key = model._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{model._meta.db_table}" SET "{field.column}" = %s WHERE "{key.column}" = %s',
            [field.get_db_prep_save(value, connection), key.get_db_prep_value(pk, connection)],
        )


def test_every_table_is_covered_or_says_why():
    models = [model for model in apps.get_models() if issubclass(model, Covered)]
    assert {model._meta.label for model in models if model.why_not_covered} == UNCOVERED
    assert {model._meta.label for model in apps.get_models() if model.__module__.startswith("sanad")} - {
        model._meta.label for model in models
    } == {
        "foundation.KnownClock",
        "foundation.HistoryEntry",
        "foundation.RowCover",
        "foundation.CoveredColumns",
        "foundation.Series",
        "foundation.Beginning",
        "foundation.Opening",
        "foundation.Keeper",
        "foundation.SpaceRequest",
        "foundation.LetterUnderWay",
        "territory.Place",
        "territory.PlaceAlias",
        "territory.TerritoryRelease",
    }


def test_every_column_of_every_row_that_counts(full):
    assert verify() == (0, ANY)
    missed, left, tried = [], set(), 0
    for model in covers.covered_models():
        row = model._base_manager.order_by("pk").first()
        assert row is not None, model
        for field in model._meta.concrete_fields:
            if field.attname not in covers.columns_of(model):
                left.add(field.name)
                continue
            value = other(field, field.value_from_object(row))
            with undone():
                tried += 1
                is_kept_out = refused(lambda row=row, field=field, value=value: write(type(row), row.pk, field, value))
                if not is_kept_out and not any(fault.which == str(row.pk) for fault in covers.faults_of(model)):
                    missed.append(f"{model._meta.label}.{field.name}")
    assert missed == []
    assert left == LEFT
    assert tried > 500


@pytest.mark.parametrize("model", [HistoryEntry, RowCover])
def test_every_column_of_a_line_and_of_a_cover(full, model):
    """One in the middle of the history, past everything of ours: whichever column it is, the whole does not hold."""
    lines = lines_of(full.sg).order_by("seq")
    line = lines[lines.count() // 2]
    row = line if model is HistoryEntry else covers.latest().filter(entry__space=full.sg.space).first()
    missed = []
    for field in model._meta.concrete_fields:
        with undone():
            value = other(field, field.value_from_object(row))
            if not field.primary_key and not refused(
                lambda field=field, value=value: write(model, row.pk, field, value)
            ):
                faults = (fault for _what, faults in kinds(lambda things, _what: things) for fault in faults)
                missed += [] if any(faults) else [field.name]
    assert missed == []


def test_a_row_removed_or_put_there(full):
    for model in covers.covered_models():
        row = model._base_manager.order_by("pk").first()
        with undone():
            model._base_manager.filter(pk=row.pk)._raw_delete("default")
            assert [(fault.which, fault.why[:7]) for fault in covers.faults_of(model)] == [(str(row.pk), "is gone")], (
                model
            )
        with undone():
            row.pk = new_id()
            if not refused(lambda row=row: models.Model.save_base(row, force_insert=True)):
                assert [fault.which for fault in covers.faults_of(model)] == [str(row.pk)], model


def lines_of(actor):
    return HistoryEntry.objects.filter(space=actor.space)


def cut(lines) -> None:
    keys = list(lines.values_list("pk", flat=True))
    RowCover.objects.filter(entry__in=keys)._raw_delete("default")
    HistoryEntry.objects.filter(pk__in=keys)._raw_delete("default")


@pytest.mark.parametrize("count", [1, 50, None])
def test_a_chain_that_was_cut(full, count):
    last = lines_of(full.sg).latest("seq").seq
    cut(lines_of(full.sg).filter(seq__gt=last - count if count else 0))
    assert chain.verify(full.sg.space_id)[1] is None  # what is left holds by itself
    status, said = verify()
    assert status == 1
    assert "the history was cut: this line is gone" in said


@pytest.mark.parametrize("signature", ["", "as it was", "of another key"])
def test_a_chain_made_anew(full, signature, settings, tmp_path):
    """A row is changed, its cover with it, and the chain is hashed again from there on."""
    row = Decision.objects.filter(space=full.sg.space).first()
    cover = covers.latest().get(object_id=row.pk)
    Decision.objects.filter(pk=row.pk).update(text="x")
    row.refresh_from_db()
    RowCover.objects.filter(pk=cover.pk).update(digest=covers.digest_of_row(row))
    changed = cover.entry
    changed.covers = covers.seal_of(RowCover.objects.filter(entry=changed))
    previous = None
    if signature == "of another key":
        ours, settings.KEYS_ROOT = settings.KEYS_ROOT, tmp_path / "elsewhere"
    for line in [changed, *lines_of(full.sg).filter(seq__gt=changed.seq).order_by("seq")]:
        line.previous_hash = previous or line.previous_hash
        previous = line.hash = chain._hash(line)
        if signature == "":
            line.signature = ""
        if signature == "of another key":
            line.signature = keys.sign(line.hash)
        line.save()
    if signature == "of another key":
        settings.KEYS_ROOT = ours
    assert list(covers.faults_of(Decision)) == []  # the row agrees with its cover
    status, said = verify()
    assert status == 1
    assert "is not signed by this installation" in said
    assert "the history was made anew: this line was another one" in said


def test_a_head_from_a_paper(full):
    paper = IssuedDocument.objects.filter(space=full.sg.space).exclude(head="").latest("issued_at")
    shown = anchors.in_groups(paper.head)
    assert verify("--anchor", shown)[0] == 0
    assert verify("--anchor", shown[:-1] + ("0" if shown[-1] != "0" else "1"))[0] == 1
    assert verify("--anchor", "9999 · 7f3a 91bc 02de") == (
        1,
        "9999 · 7f3a 91bc 02de: the history was cut: this line is gone\n",
    )
    assert verify("--anchor", "x")[0] == 1


def test_the_heads_of_a_backup_and_those_that_were_altered(full):
    heads = anchors.heads()
    assert list(anchors.check(heads)) == []
    [first, *_rest] = heads
    assert [fault.why for fault in anchors.check([{**first, "seq": 99999}])] == ["is not signed by this installation"]
    assert anchors.keep() == 0  # no head moved


def test_a_line_cut_off_by_a_crash_is_no_head(full, kept):
    count = len(list(anchors.kept()))
    with kept.open("ab") as out:
        out.write(b'{"space": "')
    full.sg.space.name_fr = "x"
    cut(lines_of(full.sg).filter(seq=lines_of(full.sg).latest("seq").seq))
    anchors.keep()
    assert len(list(anchors.kept())) == count


def test_a_row_changed_past_sanad_is_not_made_good_by_the_next_command(full):
    """Whoever edits the row afterwards does not cover up for who changed it."""
    row = Organisation.objects.filter(space=full.sg.space).first()
    Organisation.objects.filter(pk=row.pk).update(phone="+212600000000")
    edit_organisation(full.sg, row, name_ar="اسم آخر")
    [fault] = covers.faults_of(Organisation)
    assert fault.which == str(row.pk)
    assert "had been changed past Sanad before line" in fault.why


# ------------------------------------------------------------------------------------------- seals, papers, files
def seals_broken() -> set[str]:
    return {fault.kind for seal in seals.SEALS for fault in seals.broken(seal)}


@pytest.mark.parametrize(
    ("model", "changed"),
    [
        (MinutesRevision, {"body": "x"}),
        (MinutesRevision, {"facts": {}}),
        (MinutesRevision, {"hash": "0" * 64}),
        (Minutes, {"body": "x"}),
        (Revision, {"content": {}}),
        (Certificate, {"credential": "x"}),
        (Certificate, {"credential": "a.b.c"}),
        (IssuedDocument, {"sha256": "0" * 64}),
        (IssuedDocument, {"head": "1 000000000000"}),
        (Agreement, {"object": "x"}),
        (Article, {"text_ar": "x"}),
        (Commitment, {"text_ar": "x", "text_fr": "y"}),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "-".join(value),
)
def test_a_seal_that_does_not_hold(full, model, changed):
    assert seals_broken() == set()
    rows = model._base_manager.filter(state="approved") if model is Minutes else model._base_manager.all()
    if model is Agreement:
        rows = rows.filter(signed_on__isnull=False)
    if model in {Article, Commitment}:
        rows = rows.filter(agreement__signed_on__isnull=False, withdrawn_at=None)
    rows.filter(pk=rows.first().pk).update(**changed)
    assert seals_broken() & {model._meta.label_lower, "partnerships.agreement"}


def check(client, paper):
    return client.get(f"/D/{paper.code}").content.decode()


WARNING = "لا يطابق"


def test_the_check_page_believes_no_paper_that_does_not_hold(full, client):
    paper = IssuedDocument.objects.filter(space=full.sg.space, kind="minutes").latest("issued_at")
    certificate = Certificate.objects.first()
    assert WARNING not in check(client, paper) + check(client, certificate.document)
    line = covers.latest().get(object_id=paper.pk).entry
    changes = {
        "its title": lambda: IssuedDocument.objects.filter(pk=paper.pk).update(title="x"),
        "its fields": lambda: IssuedDocument.objects.filter(pk=paper.pk).update(data={**paper.data, "title": "x"}),
        "the file": lambda: StoredFile.objects.filter(pk=paper.file_id).update(sha256="0" * 64),
        "the minutes": lambda: MinutesRevision.objects.filter(pk=paper.subject_id).update(body="x"),
        "its line": lambda: HistoryEntry.objects.filter(pk=line.pk).update(label="x"),
        "a later line": lambda: cut(lines_of(full.sg).filter(seq=line.seq + 1)),
        "the end": lambda: cut(lines_of(full.sg).filter(seq__gt=line.seq)),
        "the cover": lambda: RowCover.objects.filter(object_id=paper.pk)._raw_delete("default"),
    }
    for what, change in changes.items():
        with undone():
            change()
            assert WARNING in check(client, paper), what
    with undone():
        Certificate.objects.filter(pk=certificate.pk).update(valid_until=date(2040, 1, 1))
        assert WARNING in check(client, certificate.document)


def test_the_check_page_believes_no_kind_of_paper_that_does_not_hold(full, client):
    issue_activity_paper(full.sg, Activity.objects.first(), kind="attendance_blank", language="ar")
    anchors.keep()
    kinds = set(IssuedDocument.objects.filter(code__gt="").values_list("kind", flat=True))
    assert kinds >= {"agreement", "attendance_blank", "certificate", "minutes", "press"}
    for kind in kinds:
        paper = IssuedDocument.objects.filter(kind=kind).latest("issued_at")
        assert WARNING not in check(client, paper), kind
        model = apps.get_model(paper.subject_type)
        changes = {
            "its fields": lambda paper=paper: IssuedDocument.objects.filter(pk=paper.pk).update(
                data={**paper.data, "title": "x"}
            ),
            "the file": lambda paper=paper: StoredFile.objects.filter(pk=paper.file_id).update(sha256="0" * 64),
            "the end": lambda paper=paper: cut(HistoryEntry.objects.filter(space=paper.space_id).order_by("-seq")[:1]),
        }
        if issubclass(model, Covered):
            changes["what it is about"] = lambda paper=paper, model=model: write(
                model, paper.subject_id, model._meta.get_field("created_at"), datetime(2031, 1, 1, tzinfo=UTC)
            )
        for what, change in changes.items():
            with undone():
                change()
                assert WARNING in check(client, paper), (kind, what)


def test_a_withdrawn_paper_does_not_stand_again(full, client):
    paper = IssuedDocument.objects.filter(space=full.sg.space, withdrawal=None).latest("issued_at")
    withdraw_document(full.sg, paper, reason="خطأ")
    assert WARNING not in check(client, paper)
    DocumentWithdrawal.objects.filter(document=paper)._raw_delete("default")
    assert WARNING in check(client, paper)


def test_bytes_that_were_changed_or_are_gone(full, browse, client):
    paper = IssuedDocument.objects.filter(space=full.sg.space).latest("issued_at")
    path = _path(paper.space_id, paper.sha256)
    content, address = path.read_bytes(), f"/papers/{paper.pk}/pdf/"
    address = reverse("workspace:download", args=[paper.pk])
    assert b"".join(browse(full.sg).get(address).streaming_content) == content
    try:
        for change in (lambda: path.write_bytes(content + b"x"), path.unlink):
            change()
            answer = browse(full.sg).get(address)
            assert answer.status_code == 410
            assert "لا يمكن" in b"".join(answer.streaming_content).decode()
            assert WARNING in check(client, paper)
            status, said = verify()
            assert (status, "foundation.issueddocument" in said) == (1, True)
            assert f"file {paper.file_id}" in said
    finally:
        path.write_bytes(content)


def test_two_papers_whose_files_were_swapped(full, client):
    one, two = IssuedDocument.objects.filter(space=full.sg.space)[:2]
    IssuedDocument.objects.filter(pk=one.pk).update(file=two.file_id)
    IssuedDocument.objects.filter(pk=two.pk).update(file=one.file_id)
    assert WARNING in check(client, one)
    assert "its file is another one than was issued" in verify("--all")[1]
