"""Each number of home is the sum of the rows that its page shows, for who accompanies and for who is accompanied."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from sanad.activities.models import Attendance
from sanad.workspace.numbers.queries import RECKONINGS, attendance_of, attended, for_whom, measured, measures, parts_of
from tests.training.school import a_registration, a_session, was_there

pytestmark = pytest.mark.django_db
FACES = ("sg", "president")


def rows_of(page) -> list:
    assert page.status_code == 200
    return [row for row, _link, _cells in page.context["cells"]]


@pytest.mark.parametrize("face", FACES)
def test_each_number_leads_to_the_rows_of_which_it_is_the_sum(world, browse, face):
    actor = getattr(world, face)
    client = browse(actor)
    found = measures(actor)
    assert [one.url for one in found] == [reverse("workspace:number", args=[key]) for key in RECKONINGS]
    for one in found:
        assert one.url in client.get("/").text
        page = client.get(one.url)
        assert len(rows_of(page)) == page.context["page"].paginator.count == one.total
        assert len(rows_of(client.get(one.url, {"reached": "yes"}))) == one.done
        assert len(rows_of(client.get(one.url, {"reached": "no"}))) == one.total - one.done
        assert str(page.context["how"]) in page.text
        assert page.context["whole"] == one


@pytest.mark.parametrize("face", FACES)
def test_so_does_who_came_in_a_year(world, browse, face):
    actor = getattr(world, face)
    client = browse(actor)
    for year in (2023, timezone.localdate().year):
        told = attendance_of(actor, year)
        if told is None:
            assert not attended(actor, year)
            continue
        page = client.get(told.url)
        assert sum(row.times for row in rows_of(page)) == told.total == page.context["whole"].done
        assert told.drawing in page.text
    assert attendance_of(actor, timezone.localdate().year) is None or told.url in client.get("/").text


def test_years_lead_back_to_the_first_activity_and_no_further(world, browse):
    first, now = 2023, timezone.localdate().year
    for actor, shown, years in (
        (world.sg, first, [first, first + 1]),
        (world.sg, first + 1, [first, first + 1, first + 2]),
        (world.sg, now, [now - 1, now]),
        (world.sg, first - 5, [first - 5]),
        (world.stranger, now, [now]),
    ):
        page = browse(actor).get(reverse("workspace:attendance", args=[shown]))
        assert page.context["years"] == years, shown


def test_a_support_organisation_reads_it_by_association_and_an_association_does_not(world, browse):
    sg, client = world.sg, browse(world.sg)
    for one in measures(sg):
        parts = client.get(one.url).context["parts"]
        assert (sum(part.done for part in parts), sum(part.total for part in parts)) == (one.done, one.total)
        key = next(part.key for part in parts if part.key)
        of_one = client.get(one.url, {"association": key})
        assert {row.of_association for row in rows_of(of_one)} == {key}
        assert 'aria-current="true"' in of_one.text
        assert f'name="association" value="{key}"' in of_one.text
    year = attendance_of(sg, 2023)
    assert sum(part.total for part in client.get(year.url).context["parts"]) == year.total
    president, client = world.president, browse(world.president)
    assert measures(president)
    assert all(client.get(one.url).context["parts"] == [] for one in measures(president))
    assert for_whom(president, 2023, 1) == []


def test_what_the_many_have_stands_in_one_line(world, monkeypatch):
    monkeypatch.setattr("sanad.workspace.numbers.queries.MOST", 0)
    sg = world.sg
    needs = RECKONINGS["needs"]
    whole = measured(needs, needs.rows(sg))
    (others,) = parts_of(sg, needs.rows(sg), whole)
    assert (others.done, others.total, others.key) == (whole.done, whole.total, None)
    (others,) = for_whom(sg, 2023, attendance_of(sg, 2023).total)
    assert others.total == attendance_of(sg, 2023).total


def test_half_days_and_lists_are_counted_once_on_both_pages(world, browse):
    session = a_session(world.coordinator, starts_on=date(2023, 6, 1))
    registration = a_registration(session, 1)
    was_there(registration)
    listed = {"space": session.space, "activity": session.activity, "status": "present"}
    Attendance.objects.create(**listed, guest_name=registration.name)
    assert attended(world.sg, 2023).get(pk=session.activity_id).times == 1
    assert sum(row.times for row in attended(world.sg, 2023)) == attendance_of(world.sg, 2023).total
    parts = for_whom(world.sg, 2023, attendance_of(world.sg, 2023).total)
    assert sum(part.total for part in parts) == attendance_of(world.sg, 2023).total


def test_nothing_and_what_is_no_number(world, browse):
    client = browse(world.stranger)
    assert rows_of(client.get(reverse("workspace:number", args=["needs"]))) == []
    assert rows_of(client.get(reverse("workspace:attendance", args=[2023]))) == []
    for path in ("/numbers/other/", "/numbers/attendance/1899/", "/numbers/attendance/99999/"):
        assert client.get(path).status_code == 404
    assert client.get("/numbers/needs/?association=x&reached=perhaps").status_code == 200
