"""A release covers what no release before covered, and makes nothing good that was changed past Sanad."""

import pytest
from django.apps import apps
from django.db import transaction
from django.db.migrations.state import ProjectState

from sanad.activities.models import ProgrammeItem
from sanad.directory.models import Organisation
from sanad.foundation.command import says_of
from sanad.foundation.history import anchors, covers
from sanad.foundation.history.models import CoveredColumns, HistoryEntry, RowCover
from sanad.foundation.history.operations import CHANGED, Changes
from sanad.foundation.history.takeover import COMMAND, take_over
from sanad.foundation.spaces.models import Space, User
from tests.foundation.test_verify import _in_english, kept, verify, without_triggers  # noqa: F401  fixtures

LABEL = "activities.programmeitem"


@pytest.fixture
def before(world, kept):  # noqa: F811  the fixture
    """An installation of the release before: rows, lines, and nothing that covers them."""
    without_triggers()
    RowCover.objects.all()._raw_delete("default")
    CoveredColumns.objects.all()._raw_delete("default")
    covers._written_down.clear()
    return world


def taken() -> list[HistoryEntry]:
    return list(HistoryEntry.objects.filter(command=COMMAND))


def test_the_first_upgrade_trusts_what_is_there_and_says_so(before):
    HistoryEntry.objects.update(covers="", signature="")
    lone = User.objects.create_user("lone", name="بلا فضاء")
    count = take_over()
    assert count == sum(model._base_manager.count() for model in covers.covered_models())
    assert {line.space_id for line in taken()} == set(Space.objects.values_list("pk", flat=True))
    assert all(line.signature and line.user is None for line in taken())
    assert str(says_of(COMMAND)) != COMMAND
    assert not [fault for model in covers.covered_models() for fault in covers.faults_of(model)]
    assert covers.last_covers([lone.pk])
    assert take_over() == 0


def test_where_the_heads_were_kept_before_nothing_is_trusted(before):
    anchors.keep()
    assert take_over() == 0
    assert taken() == []


def with_other_columns(model, monkeypatch, columns) -> None:
    """As if a release covered the model in other columns."""
    found = tuple(sorted(columns))
    monkeypatch.setattr(
        covers, "columns_of", lambda asked, known=covers.columns_of: found if asked is model else known(asked)
    )
    covers.key_of.cache_clear()


@pytest.fixture
def covered(world, kept):  # noqa: F811  the fixture
    without_triggers()
    covers.write_down_columns(covers.covered_models())
    yield world
    covers.key_of.cache_clear()
    CHANGED.clear()


def test_a_release_with_another_column_covers_only_what_holds(covered, monkeypatch):
    first, forged = ProgrammeItem.objects.order_by("pk")[:2]
    old = covers.columns_of(ProgrammeItem)
    ProgrammeItem.objects.filter(pk=forged.pk).update(title="x")
    added = ProgrammeItem(space=first.space, activity=first.activity, position=99, kind="other", title="x")
    added.save()
    with_other_columns(ProgrammeItem, monkeypatch, set(old) - {"record"})
    assert take_over() == ProgrammeItem.objects.count() - 2
    assert {fault.which for fault in covers.faults_of(ProgrammeItem)} == {str(forged.pk), str(added.pk)}
    assert all(LABEL in line.label for line in taken())


def test_columns_that_are_no_more_are_taken_over_and_it_is_said(covered, monkeypatch):
    kept_columns = CoveredColumns.objects.get(model=LABEL)
    gone = [*kept_columns.columns, "gone"]
    key = covers.digest_of([LABEL, gone])[:16]
    CoveredColumns.objects.filter(pk=kept_columns.pk)._raw_delete("default")
    CoveredColumns.objects.create(key=key, model=LABEL, columns=gone)
    RowCover.objects.filter(model=LABEL).update(columns=key)
    [why] = {fault.why for fault in covers.faults_of(ProgrammeItem)}
    assert "columns that are no more" in why
    assert take_over() == ProgrammeItem.objects.count()
    assert list(covers.faults_of(ProgrammeItem)) == []


def test_a_migration_says_that_it_changes_rows(covered):
    first, forged = ProgrammeItem.objects.order_by("pk")[:2]
    ProgrammeItem.objects.filter(pk=forged.pk).update(title="x")
    operation = Changes("activities.ProgrammeItem", "spelling")
    state = ProjectState.from_apps(apps)
    operation.state_forwards("activities", state)
    operation.database_forwards("activities", None, state, state)
    operation.database_backwards("activities", None, state, state)
    assert "spelling" in operation.describe()
    ProgrammeItem.objects.filter(pk=first.pk).update(title="كما صحح")
    assert take_over() >= 1
    assert [fault.which for fault in covers.faults_of(ProgrammeItem)] == [str(forged.pk)]
    assert "spelling" in taken()[-1].label


def test_every_fault_is_named_when_all_are_asked_for(covered):
    Organisation.objects.update(phone="+212600000000")
    count = Organisation.objects.count()
    status, said = verify()
    assert status == 1
    assert f"and {count - 1} more of directory.organisation" in said
    assert verify("--all")[1].count("is not as it was written") == count


def test_a_space_that_is_gone(covered, kept):  # noqa: F811  the fixture
    with transaction.atomic():
        anchors._append(kept, [{**anchors.heads()[0], "space": "0" * 32}])
        assert "the space is gone" in verify("--all")[1]
