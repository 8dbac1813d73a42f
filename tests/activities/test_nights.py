"""Evenings that end after midnight, and addresses of the calendar."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from sanad.activities.documents import occasion_lines
from sanad.activities.minutes.queries import first_draft
from sanad.activities.models import Activity
from sanad.activities.people.commands import change_attendance, record_attendance
from sanad.activities.press.queries import press_headline, press_paragraphs
from sanad.activities.programme.commands.activity import plan_activity
from sanad.activities.queries.facts import facts_of_activity
from sanad.activities.telling.queries.schedule import WHOLE, schedules, when_and_where
from sanad.foundation.clock.wall import at
from tests.refusals import says_no

NIGHT = {"kind": "meeting", "title": "سهرة رمضانية", "day": "2027-02-10", "begins": "21:30", "ends": "00:30"}


def a_night(world, year):
    return plan_activity(
        world.sg,
        kind="meeting",
        title="سهرة",
        host=world.host,
        starts_at=at(date(year, 2, 10), time(21, 30)),
        ends_at=at(date(year, 2, 11), time(0, 30)),
    )


@pytest.fixture
def evening(world):
    return a_night(world, 2027)


@pytest.fixture
def gone(world):
    return a_night(world, 2026)


def test_an_evening_is_planned_and_said_on_its_page(world, browse):
    client = browse(world.sg)
    done = client.post(reverse("activities:plan"), {**NIGHT, "host": world.host.pk})
    assert done.status_code == 302
    row = Activity.objects.get(title="سهرة رمضانية")
    assert timezone.localtime(row.ends_at).replace(tzinfo=None).isoformat() == "2027-02-11T00:30:00"
    assert "من اليوم الموالي" in client.get(done.url).content.decode()
    french = browse(world.sg, "fr").get(done.url).content.decode()
    assert "le lendemain" in french


def test_an_end_long_before_its_beginning_is_asked_about(world, browse):
    page = browse(world.sg).post(
        reverse("activities:plan"), {**NIGHT, "begins": "14:00", "ends": "12:30", "host": world.host.pk}
    )
    assert page.status_code == 422
    assert "إن كان ينتهي في اليوم الموالي فاملؤوا «آخر يوم»." in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "begins", "ends", "ended"),
    [
        ("?first=1", "21:15", "12:00", "2027-02-10T23:15:00"),
        ("?first=1", "22:30", "12:00", "2027-02-11T00:30:00"),
        ("?first=1", "23:59", "12:00", "2027-02-11T01:59:00"),
        ("?first=1", "09:00", "12:00", "2027-02-10T11:00:00"),
        ("?first=1", "09:00", "10:00", "2027-02-10T10:00:00"),
        ("", "22:30", "12:00", "2027-02-11T00:30:00"),
        ("", "14:00", "12:00", "2027-02-10T16:00:00"),
        ("", "09:00", "12:00", "2027-02-10T12:00:00"),
    ],
)
def test_an_end_that_nobody_touched_goes_with_the_beginning(world, browse, asked, begins, ends, ended):
    """Whatever the hour, no last day has to be said."""
    typed = {**NIGHT, "begins": begins, "ends": ends, "host": world.host.pk}
    done = browse(world.sg).post(reverse("activities:plan") + asked, typed)
    assert done.status_code == 302
    row = Activity.objects.get(title=NIGHT["title"])
    assert timezone.localtime(row.ends_at).replace(tzinfo=None).isoformat() == ended


def test_a_night_that_is_changed_keeps_its_end(world, browse, evening):
    typed = {"kind": "meeting", "title": "سهرة", "day": "2027-02-10", "begins": "21:00", "ends": "00:30"}
    done = browse(world.sg).post(reverse("activities:edit", args=[evening.pk]), {**typed, "host": world.host.pk})
    assert done.status_code == 302
    evening.refresh_from_db()
    assert timezone.localtime(evening.ends_at).replace(tzinfo=None).isoformat() == "2027-02-11T00:30:00"


def test_who_leaves_after_midnight_did_not_leave_before_they_came(world, gone):
    there = record_attendance(world.sg, gone, guest_name="ضيف", came_at=time(22, 15), left_at=time(0, 10))
    assert there.left_at == time(0, 10)
    with says_no("They left before they came.", field="left_at"):
        change_attendance(world.sg, there, status="present", came_at=time(0, 20), left_at=time(22, 15))


def test_who_came_early_to_a_night_did_not_leave_before(world, gone):
    there = record_attendance(world.sg, gone, guest_name="ضيف", came_at=time(21), left_at=time(0, 10))
    assert there.came_at == time(21)


@pytest.mark.parametrize(("came", "left"), [(time(8, 45), time(12)), (time(10), time(9))])
def test_of_several_days_nothing_is_judged(world, came, left):
    days = plan_activity(
        world.sg,
        kind="seminar",
        title="ندوة",
        host=world.host,
        starts_at=at(date(2026, 2, 10), time(9)),
        ends_at=at(date(2026, 2, 11), time(17)),
    )
    assert record_attendance(world.sg, days, guest_name="ضيف", came_at=came, left_at=left)


@pytest.mark.parametrize("day", ["2027-02-08", "2027-02-20"])
def test_a_night_that_is_moved_stays_a_night(world, browse, evening, day):
    client, address = browse(world.sg), reverse("activities:edit", args=[evening.pk])
    form = client.get(address).context["form"]
    assert form.initial["last_day"] is None
    sent = {**NIGHT, "title": "سهرة", "day": day, "host": world.host.pk}
    assert client.post(address, sent).status_code == 302
    evening.refresh_from_db()
    assert timezone.localtime(evening.starts_at).date().isoformat() == day
    assert evening.ends_at - evening.starts_at == timedelta(hours=3)


def test_what_is_frozen_knows_on_which_day_it_ended(evening):
    facts = facts_of_activity(evening)
    assert (facts["day"], facts["begins"], facts["last_day"], facts["ends"]) == (
        "2027-02-10",
        "21:30",
        "2027-02-11",
        "00:30",
    )


@pytest.mark.parametrize("month", ["0001-01", "9999-12", "1699-12", "2201-01", "0000-00", "2026-13", "x", "2026-1", ""])
def test_an_address_of_no_month_is_this_month(world, browse, month):
    page = browse(world.sg).get(reverse("activities:calendar"), {"month": month})
    assert page.status_code == 200
    assert page.context["first"] == timezone.localdate().replace(day=1)


@pytest.mark.parametrize("month", ["1900-01", "2100-12"])
def test_the_first_and_the_last_month(world, browse, month):
    page = browse(world.sg).get(reverse("activities:calendar"), {"month": month})
    assert page.context["first"].isoformat() == f"{month}-01"


def _lasting(world, ends_on, ends):
    return plan_activity(
        world.sg,
        kind="seminar",
        title="ندوة",
        host=world.host,
        starts_at=at(date(2026, 11, 24), time(9)),
        ends_at=at(ends_on, ends),
    )


@pytest.mark.parametrize(
    ("ends_on", "ends", "arabic", "french"),
    [
        (
            date(2026, 11, 24),
            time(17),
            ("في يوم الثلاثاء 24 نونبر 2026", "ورفعت الجلسة على الساعة 17:00."),
            ("Le mardi 24 novembre 2026", "La séance a été levée à 17:00."),
        ),
        (
            date(2026, 11, 25),
            time(1, 15),
            ("في يوم الثلاثاء 24 نونبر 2026", "ورفعت الجلسة يوم الأربعاء 25 نونبر 2026 على الساعة 01:15."),
            ("Le mardi 24 novembre 2026", "La séance a été levée le mercredi 25 novembre 2026 à 01:15."),
        ),
        (
            date(2026, 11, 25),
            time(17),
            ("في يومي 24 و25 نونبر 2026", "ورفعت الجلسة يوم الأربعاء 25 نونبر 2026 على الساعة 17:00."),
            ("Les 24 et 25 novembre 2026", "La séance a été levée le mercredi 25 novembre 2026 à 17:00."),
        ),
        (
            date(2026, 11, 26),
            time(17),
            ("من 24 إلى 26 نونبر 2026", "يوم الخميس 26 نونبر 2026 على الساعة 17:00."),
            ("Du 24 au 26 novembre 2026", "le jeudi 26 novembre 2026 à 17:00."),
        ),
    ],
)
def test_the_first_text_says_on_which_day_it_ended(world, ends_on, ends, arabic, french):
    facts = facts_of_activity(_lasting(world, ends_on, ends))
    for language, (begins, closes) in (("ar", arabic), ("fr", french)):
        text = first_draft(facts, language)
        assert text.startswith(begins)
        assert text.endswith(closes)
        days = begins.removeprefix("في يوم ").removeprefix("Le ")
        assert days.lower() in dict(press_paragraphs(facts, language))["event"].lower()


def test_what_was_frozen_before_the_last_day_was_kept_has_a_first_text(world):
    facts = facts_of_activity(_lasting(world, date(2026, 11, 25), time(17)))
    del facts["last_day"]
    assert first_draft(facts, "ar").endswith("ورفعت الجلسة على الساعة 17:00.")


def test_several_days_are_said_from_both_ends(world, browse):
    camp = plan_activity(
        world.sg,
        kind="trip",
        title="مخيم",
        host=world.host,
        starts_at=at(date(2026, 12, 30), time(9)),
        ends_at=at(date(2027, 1, 2), time(17)),
    )
    arabic = "من الأربعاء 30 دجنبر 2026 على 09:00 إلى السبت 2 يناير 2027 على 17:00"
    french = "du mercredi 30 décembre 2026 à 09:00 au samedi 2 janvier 2027 à 17:00"
    for language, said in (("ar", arabic), ("fr", french)):
        page = browse(world.sg, language).get(reverse("activities:activity", args=[camp.pk])).content.decode()
        assert said in page
        with translation.override(language):
            assert said in [value for _label, value in occasion_lines(facts_of_activity(camp))]
            assert when_and_where(schedules(camp)[WHOLE])[0] == f"- {said}"


@pytest.mark.parametrize("year", [1700, 2200])
def test_a_day_long_ago_or_far_ahead_is_shown_once_it_is_meant(world, browse, year):
    """The first and the last year that a field takes, with the pages and the calendar on which they stand."""
    address, day = reverse("activities:plan"), f"{year}-12-31"
    sent = {
        "kind": "meeting",
        "title": "لقاء",
        "host": str(world.host.pk),
        "day": day,
        "begins": "10:00",
        "ends": "12:00",
    }
    client = browse(world.sg)
    asked = client.post(address, sent)
    assert asked.status_code == 422
    assert set(asked.context["form"].errors) == {"day"}
    taken = client.post(address, sent | {"_meant": asked.context["form"].fields["day"].asked})
    assert taken.status_code == 302
    for page in (
        taken["Location"],
        "/",
        reverse("activities:activities"),
        f"{reverse('activities:calendar')}?month={year}-12",
    ):
        assert client.get(page).status_code == 200
    assert str(year) in client.get(taken["Location"]).content.decode()


def test_what_is_told_of_a_host_agrees_with_its_name(world):
    facts = facts_of_activity(_lasting(world, date(2026, 11, 24), time(17)))
    facts["host"]["clauses"] = [["aim", "نشر الثقافة", ""], ["means", "الورشات", ""], ["outreach", "الشراكة", ""]]
    said = {}
    for name in ("جمعية السينما", "نادي السينما"):
        facts["host"]["name"] = [name, ""]
        told = dict(press_paragraphs(facts, "ar"))
        told |= {"headline": press_headline(facts, "ar"), "minutes": first_draft(facts, "ar")}
        said[name] = told
        assert "{" not in "".join(told.values())
    keys = ("event", "headline", "minutes", "statutes-aim", "statutes-means", "statutes-outreach")
    forms = (
        ("نظمت", "نظم "),
        ("تنظم", "ينظم"),
        ("نظمت", "نظم "),
        ("تعمل", "يعمل"),
        ("اعتمدت", "اعتمد "),
        ("تؤمن", "يؤمن"),
    )
    for key, (feminine, masculine) in zip(keys, forms, strict=True):
        assert feminine in said["جمعية السينما"][key], key
        assert masculine in said["نادي السينما"][key], key
    assert "بقانونه الأساسي" in said["نادي السينما"]["statutes-aim"]
