"""What an activity holds stays through its form: days, seconds, a series that was closed, what two people write."""

from datetime import datetime

import pytest
from django.utils import timezone

from sanad.activities.models import Activity, TakingPart
from sanad.activities.programme.commands.activity import close_series, edit_activity, plan_activity, start_series
from sanad.directory.queries import own_card
from tests.pages import own_forms


def local(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=timezone.get_current_timezone())


@pytest.fixture
def seminar(world):
    """Two days, with hours that no clock of a page shows in full."""
    return plan_activity(
        world.sg,
        kind="seminar",
        title="ندوة",
        starts_at=local(2027, 3, 1, 9, 0, 15),
        ends_at=local(2027, 3, 2, 12, 30, 45),
        host=world.host,
        purpose="سطر\n\nآخر",
    )


@pytest.fixture
def client(world, browse):
    return browse(world.sg)


def opened(client, row):
    address = f"/activities/{row.pk}/edit/"
    return next(own_forms(client.get(address).content.decode(), address))


def send(client, row, form, **changes):
    return client.post(f"/activities/{row.pk}/edit/", form.data(**changes))


def test_two_days_stay_two_days(world, client, seminar):
    form = opened(client, seminar)
    assert form.data()["last_day"] == ["2027-03-02"]
    assert send(client, seminar, form, venue="القاعة الكبرى").status_code == 302
    now = Activity.objects.get(pk=seminar.pk)
    assert (now.starts_at, now.ends_at) == (seminar.starts_at, seminar.ends_at)
    assert (now.venue, now.purpose) == ("القاعة الكبرى", "سطر\n\nآخر")


def test_the_last_day_is_moved_and_taken_away(world, client, seminar):
    assert send(client, seminar, opened(client, seminar), last_day="04/03/2027").status_code == 302
    assert timezone.localtime(Activity.objects.get(pk=seminar.pk).ends_at).day == 4
    assert send(client, seminar, opened(client, seminar), last_day="").status_code == 302
    assert timezone.localtime(Activity.objects.get(pk=seminar.pk).ends_at).day == 1
    refused = send(client, seminar, opened(client, seminar), last_day="2027-02-28")
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["last_day"]


def test_what_nobody_could_choose_any_more_stays_chosen(world, client, seminar):
    row = start_series(world.sg, title="سلسلة انتهت")
    keep = {"starts_at": seminar.starts_at, "ends_at": seminar.ends_at, "series": row}
    edit_activity(world.sg, seminar, **keep, partners=[world.association])
    own = own_card(world.sg)
    TakingPart.objects.create(space=world.sg.space, activity=seminar, organisation=own)
    close_series(world.sg, row)
    assert send(client, seminar, opened(client, seminar), title="ندوة وطنية").status_code == 302
    now = Activity.objects.get(pk=seminar.pk)
    assert (now.series, now.title) == (row, "ندوة وطنية")
    held_with = set(now.taking_part.filter(withdrawn_at=None).values_list("organisation", flat=True))
    assert held_with == {world.association.pk, own.pk}
    assert send(client, seminar, opened(client, seminar), series="").status_code == 302
    assert str(row.pk) not in str(opened(client, seminar).pairs), "once left, a closed series is offered no more"


def test_a_closed_series_of_another_activity_is_no_choice(world, client, seminar):
    row = start_series(world.sg, title="سلسلة انتهت")
    close_series(world.sg, row)
    assert send(client, seminar, opened(client, seminar), series=str(row.pk)).status_code == 422


def test_two_tabs_change_two_fields(world, client, seminar):
    first, second = opened(client, seminar), opened(client, seminar)
    assert send(client, seminar, first, title="عنوان جديد", begins="10:00").status_code == 302
    assert send(client, seminar, second, venue="مكان جديد").status_code == 302
    now = Activity.objects.get(pk=seminar.pk)
    assert (now.title, now.venue) == ("عنوان جديد", "مكان جديد")
    assert (now.starts_at, now.ends_at) == (local(2027, 3, 1, 10), seminar.ends_at)


def test_two_tabs_change_one_field_and_the_later_one_is_asked(world, client, seminar):
    first, second = opened(client, seminar), opened(client, seminar)
    send(client, seminar, first, title="عنوان الأول")
    asked = send(client, seminar, second, title="عنوان الثاني", venue="مكان")
    assert asked.status_code == 422
    assert list(asked.context["form"].errors) == ["title"]
    assert "عنوان الأول" in asked.content.decode()
    assert Activity.objects.get(pk=seminar.pk).title == "عنوان الأول"
    again = next(own_forms(asked.content.decode(), f"/activities/{seminar.pk}/edit/"))
    assert send(client, seminar, again).status_code == 302
    now = Activity.objects.get(pk=seminar.pk)
    assert (now.title, now.venue, now.ends_at) == ("عنوان الثاني", "مكان", seminar.ends_at)


def test_a_form_sent_twice_is_done_once(world, client, seminar):
    form = opened(client, seminar)
    codes = [send(client, seminar, form, title="مرة واحدة").status_code for _time in range(2)]
    assert codes == [302, 302]
    assert Activity.objects.get(pk=seminar.pk).title == "مرة واحدة"
