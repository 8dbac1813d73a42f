"""What the sessions came to: added up by the database, divided one way at a time, small cells hidden."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sanad.territory.models import Place
from sanad.training.learning.queries.charts import bars, dumbbells
from sanad.training.learning.queries.disclosure import FEWEST, hidden
from sanad.training.learning.queries.figures import mark, moved, percent
from sanad.training.learning.queries.gain import gain
from sanad.training.learning.queries.results import WAYS, divided, results
from sanad.training.learning.queries.session_results import opinions_of, people_of, summed
from sanad.training.learning.queries.sums import Sums
from sanad.training.models import Feedback, Presence, Session
from tests.properties import LOOK, alone
from tests.training.school import a_registration, a_session, answered, was_there

AGO = timedelta(days=30)
INSTANT = timedelta(microseconds=1)


def held(world, **details) -> Session:
    return a_session(world.sg, starts_on=timezone.localdate() - AGO, **details)


def taught(session, number, *, share=1.0, tests=None, **details):
    registration = a_registration(session, number, **details)
    if share:
        was_there(registration, share)
    for moment, right in zip(("before", "after"), tests or (), strict=False):
        answered(registration, moment, right)
    return registration


def said(session, count, mark=4):
    for number in range(count):
        Feedback.objects.create(
            space=session.space,
            session=session,
            moment="hot",
            ticket=f"t{number}",
            answers={"f1": mark, "f8": f"قول {number}"},
            points=mark,
            points_of=1,
        )


def by_name(division):
    return {line.name: line for line in division.lines}


@pytest.fixture
def school(world):
    """Twelve people in a course, six in another; half of them at half of the first."""
    first, second = held(world), held(world, course="advocacy")
    for number in range(1, 13):
        taught(first, number, share=1.0 if number % 2 else 0.5, tests=(number % 6, 5 + number % 6), age="18-29")
    for number in range(1, 7):
        taught(second, number, share=0 if number == 1 else 1.0, tests=(4,), age="")
    said(first, 6)
    return first, second


def test_by_course(world, school):
    found = results(world.sg, "course")
    first, second = (by_name(found)[str(session)] for session in school)
    assert (first.registered, first.came, first.share, first.pairs) == (12, 12, 0.75, 12)
    assert first.before == pytest.approx(0.25)
    assert first.after == pytest.approx(0.75)
    expected = sum(gain(n % 6, 5 + n % 6, 10) for n in range(1, 13)) / 12
    assert first.gain == pytest.approx(float(expected))
    assert (first.opinions, first.mark) == (6, 4.0)
    assert (second.registered, second.came) == (6, 5)
    assert second.share == pytest.approx(5 / 6)
    assert (second.pairs, second.gain) == (0, None)  # nobody took the second test
    assert (found.total.registered, found.total.came) == (18, 17)


def test_one_pair_of_tests_is_not_told_by_the_total(world, school):
    """The other course is hidden with it: from the total and one of them the other would be known."""
    answered(school[1].registrations.get(number=2), "after", 9)
    found = results(world.sg, "course")
    assert found.is_hiding
    assert [(line.registered, line.pairs, line.gain) for line in found.lines] in (
        [(12, None, None), (6, None, None)],
        [(6, None, None), (12, None, None)],
    )
    assert found.total.pairs == 13
    assert found.total.gain is not None


def test_who_had_nothing_to_learn_has_no_gain_and_counts_in_the_means(world):
    session = held(world)
    for number in range(1, 7):
        taught(session, number, tests=(10, 10) if number == 1 else (5, 10))
    line = results(world.sg, "course").total
    assert (line.pairs, line.gain, line.after) == (6, 1.0, 1.0)
    assert line.before == pytest.approx(3.5 / 6)


@pytest.mark.parametrize(("way", "names"), [("sex", {"امرأة", "رجل"}), ("age", {"من 18 إلى 29 سنة", "غير مصرح به"})])
def test_by_what_people_said_of_themselves(world, school, way, names):
    found = results(world.sg, way)
    assert set(by_name(found)) == names
    assert found.total.registered == 18
    assert sum(line.registered for line in found.lines) == 18
    assert all(line.opinions is None and line.mark is None for line in found.lines)


def test_by_trainer_each_of_two_counts_the_whole_session(world, school):
    first, second = school
    trainers = [world.people["sg"], world.people["secretary"]]
    for session, person in ((first, trainers[0]), (second, trainers[0]), (second, trainers[1])):
        session.trainers.create(space=session.space, person=person)
    found = by_name(results(world.sg, "trainer"))
    assert found[trainers[0].name].registered == 18
    assert found[trainers[1].name].registered == 6
    first.trainers.update(withdrawn_at=timezone.now())
    assert by_name(results(world.sg, "trainer"))["غير مصرح به"].registered == 12


def test_by_province_from_whatever_unit_was_named(world):
    session = held(world)
    douar = Place.objects.get(space=world.sg.space, level="douar")
    commune = douar.parent
    province = next(unit for unit in chain(douar) if unit.level == "province")
    region = province.parent
    for number, place in enumerate(
        [douar, commune, province, commune, douar, douar, region, None, None, region, region], 1
    ):
        taught(session, number, place=place)
    found = by_name(results(world.sg, "province"))
    assert found[province.name].registered == 6
    assert found["غير مصرح به"].registered == 5


def test_who_comes_for_an_organisation_comes_from_its_seat(world):
    session, card = held(world), world.association
    assert card.seat_place is not None
    for number in range(1, 7):
        taught(session, number, organisation=card)
    province = next(unit for unit in chain(card.seat_place) if unit.level == "province")
    assert by_name(results(world.sg, "province"))[province.name].registered == 6


def chain(place):
    while place is not None:
        yield place
        place = place.parent


def test_by_month_the_latest_first(world):
    for days in (10, 45, 200):
        session = a_session(world.sg, starts_on=timezone.localdate() - timedelta(days=days))
        for number in range(1, 7):
            taught(session, number)
    found = results(world.sg, "period")
    assert len(found.lines) in {2, 3}
    assert sum(line.registered for line in found.lines) == 18


def test_only_what_is_over_and_stands_is_counted(world):
    for state, starts in (("draft", AGO), ("cancelled", AGO), ("open", -AGO)):
        session = a_session(world.sg, starts_on=timezone.localdate() - starts, state=state)
        for number in range(1, 7):
            taught(session, number)
        said(session, 6)
    assert results(world.sg, "course").lines == []
    session = held(world)
    for number in range(1, 7):
        taught(session, number)
    taught(session, 7, state="withdrawn")
    taught(session, 8, state="waiting")
    slot = session.slots.last()
    slot.withdrawn_at = timezone.now()
    slot.save()
    line = results(world.sg, "course").total
    assert (line.registered, line.came, line.share) == (6, 6, 1.0)
    assert results(world.stranger, "course").lines == []


# ------------------------------------------------------------------------------------------------------- small cells
COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=9)


@given(COUNTS)
def test_no_small_cell_is_shown_or_worked_out_from_the_total(counts):
    found = hidden(counts)
    kept = [count for count, hide in zip(counts, found, strict=True) if hide]
    shown = [count for count, hide in zip(counts, found, strict=True) if not hide]
    assert all(count == 0 or count >= FEWEST for count in shown)
    assert 0 not in kept
    if kept and any(shown):
        assert len(kept) >= 2
        assert sum(kept) >= FEWEST


@given(COUNTS)
def test_where_no_cell_is_small_nothing_is_hidden(counts):
    assert any(hidden([count + FEWEST for count in counts])) is False


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=9))
def test_what_is_hidden_already_stays_hidden(cells):
    counts, already = [count for count, _hide in cells], [hide for _count, hide in cells]
    found = hidden(counts, already)
    assert all(after or not before for before, after in zip(already, found, strict=True))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([3, 20, 9], [True, False, True]),
        ([1, 2, 9, 8], [True, True, False, True]),
        ([3, 3, 9], [True, True, False]),
        ([4], [True]),
        ([0, 5], [False, False]),
        ([0, 4, 0], [False, True, False]),
    ],
)
def test_the_next_smallest_goes_with_it(counts, expected):
    assert hidden(counts) == expected


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=6))
def test_a_line_without_its_people_shows_no_figure_of_theirs(cells):
    parts = {
        ((n, ""), str(n)): Sums(registered=r + p, came=r, pairs=p, opinions=o) for n, (r, p, o) in enumerate(cells)
    }
    total = Sums()
    for line in parts.values():
        total.add(line)
    for line in divided(parts, total).lines:
        if line.registered is None:
            assert (line.came, line.share, line.pairs, line.gain) == (None, None, None, None)
        if line.pairs is None:
            assert (line.before, line.after, line.gain) == (None, None, None)


# --------------------------------------------------------------------------------------------------------------- T1
@LOOK
@given(st.lists(st.tuples(st.integers(1, 8), st.integers(0, 3), st.integers(0, 180)), max_size=20), st.booleans())
def test_t1_sums_over_people_and_over_half_days_agree(world, story, two):
    def tell() -> None:
        sessions = [held(world, halves=4), *([held(world, course="advocacy", halves=3)] if two else [])]
        for session in sessions:
            for number in range(1, 9):
                a_registration(session, number)
        for who, which, minutes in story:
            session = sessions[minutes % len(sessions)]
            slots = list(session.slots.all())
            slot, registration = slots[which % len(slots)], session.registrations.get(number=who)
            Presence.objects.update_or_create(
                space=session.space,
                slot=slot,
                registration=registration,
                defaults={"minutes": minutes, "method": "trainer"},
            )
        over_slots = sum(
            row.minutes for session in sessions for slot in session.slots.all() for row in slot.presences.all()
        )
        over_people = sum(row.minutes for session in sessions for row in people_of(world.sg, session))
        held_minutes = sum(sum(slot.minutes for slot in session.slots.all()) * 8 for session in sessions)
        assert over_slots == over_people
        for way in ("course", "sex", "age", "period"):
            assert results(world.sg, way).total.share == pytest.approx(over_slots / held_minutes)
        parts = [summed(people_of(world.sg, session)) for session in sessions]
        assert sum(part.minutes for part in parts) == over_slots
        assert sum(part.came for part in parts) == results(world.sg, "course").total.came

    alone(tell)


def test_the_results_of_all_sessions_and_of_each_agree(world, school):
    first, _second = school
    one, many = summed(people_of(world.sg, first)), by_name(results(world.sg, "course"))[str(first)]
    assert (one.registered, one.came, one.share, one.pairs) == (many.registered, many.came, many.share, many.pairs)
    for mine, theirs in ((one.mean_before, many.before), (one.mean_after, many.after), (one.mean_gain, many.gain)):
        assert mine == pytest.approx(theirs)


# ------------------------------------------------------------------------------------------------------------- pages
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("way", WAYS)
def test_the_page_and_its_drawings(world, browse, school, way, language):
    page = browse(world.sg, language).get(f"/training/results/?by={way}").content.decode()
    assert page.count('role="img"') >= 1
    assert 'aria-labelledby="attendance-title attendance-desc"' in page
    assert ('direction="rtl"' in page) == (language == "ar")
    assert "style=" not in page


def test_a_question_nobody_asks_is_the_first_one(world, browse, school):
    page = " ".join(browse(world.sg).get("/training/results/?by=x").content.decode().split())
    assert 'href="?by=course" aria-current="page"' in page


def test_the_table_goes_to_a_spreadsheet_with_the_same_holes(world, browse, school):
    client = browse(world.sg)
    text = b"".join(client.get("/training/results/?by=sex&export=csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 4
    assert len(rows[0]) == 8
    book = client.get("/training/results/?by=course&export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(book.streaming_content))).active
    lines = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    second = lines[str(school[1])]
    assert second[1] == 6
    assert second[4] == 0
    assert second[7] == "—"


def test_without_a_session_there_is_a_word(world, browse):
    assert "لم ينته أي نصف يوم" in browse(world.sg).get("/training/results/").content.decode()


def test_the_page_asks_the_same_number_of_questions_whatever_there_is(world, browse, school):
    client = browse(world.sg)

    def asked(way):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/training/results/?by={way}")
        return len(queries)

    school[0].registrations.update(place=Place.objects.filter(level="commune").first())
    few = {way: asked(way) for way in WAYS}
    for key in ("communication", "digitization", "self_development"):
        session = held(world, course=key)
        session.trainers.create(space=session.space, person=world.people["sg"])
        for number in range(1, 10):
            taught(session, number, tests=(3, 8), place=Place.objects.filter(level="commune")[number])
        said(session, 5)
    assert {way: asked(way) for way in WAYS} == few
    assert max(few.values()) <= 9


def test_the_results_of_a_session(world, browse, school):
    first, second = school
    client = browse(world.sg)
    page = client.get(f"/training/sessions/{first.pk}/results/").content.decode()
    assert all(registration.name in page for registration in first.registrations.all())
    assert "قول 3" in page
    other = client.get(f"/training/sessions/{second.pk}/results/").content.decode()
    registration = second.registrations.get(number=3)
    assert f"/training/registrations/{registration.pk}/test/after/" in other
    assert browse(world.secretary).get(f"/training/sessions/{first.pk}/results/").status_code == 404


def test_opinions_stay_closed_until_five_gave_theirs(world, school):
    _first, second = school
    said(second, 4)
    hot, cold = opinions_of(world.sg, second)
    assert (hot.given, hot.is_open, hot.said, cold.given) == (4, False, [], 0)
    Feedback.objects.create(
        space=second.space,
        session=second,
        moment="hot",
        ticket="z",
        answers={"f1": 2, "f4": "a"},
        points=2,
        points_of=1,
    )
    hot, _cold = opinions_of(world.sg, second)
    assert hot.is_open
    marks = next(one for one in hot.said if one.question.key == "f1")
    assert (marks.mean, dict(marks.counts)["4"], marks.answered) == (3.6, 4, 5)
    assert sum(count for _name, count in next(one for one in hot.said if one.question.key == "f4").counts) == 1


def test_a_trip_has_attendance_and_no_tests(world, browse):
    trip = held(world, course=None)
    taught(trip, 1)
    page = browse(world.sg).get(f"/training/sessions/{trip.pk}/results/").content.decode()
    assert "/test/" not in page
    assert browse(world.sg).get(f"/training/sessions/{trip.pk}/test/ar/").status_code == 404


# ----------------------------------------------------------------------------------------------------------- figures
def test_figures_are_read_in_each_language():
    from django.utils import translation

    told = {}
    for language in ("ar", "fr", "en"):
        with translation.override(language):
            told[language] = (percent(0.756), percent(-0.05), percent(None), mark(4.25), mark(None))
    assert told["fr"] == ("76\u00a0%", "−5\u00a0%", "—", "4,2", "—")
    assert told["ar"] == ("76%", "−5%", "—", "4,2", "—")
    assert told["en"][3] == "4.2"
    with translation.override("ar"):
        assert moved(0.2, 0.8).replace("\u2066", "").replace("\u2069", "") == "20% ← 80%"
    with translation.override("fr"):
        assert "→" in moved(0.2, 0.8)


def test_drawings_escape_what_they_show_and_are_mirrored():
    rows = [("<b>دورة</b>" + "ط" * 60, 0.5, "50%")]
    left, right = (bars("a", "عنوان", rows, from_right=side) for side in (False, True))
    assert "<b>" not in left
    assert left != right
    assert 'text-anchor="start">' in right
    assert bars("a", "", [], from_right=True) == dumbbells("a", "", [], ("", ""), from_right=True) == ""


@pytest.mark.parametrize(("until_its_end", "counts"), [(-INSTANT, False), (timedelta(0), True), (INSTANT, True)])
def test_a_half_day_counts_from_the_instant_it_ends(world, until_its_end, counts):
    session = held(world)
    registration = taught(session, 1)
    slots = session.slots.order_by("starts_at")
    first = slots.first()
    (row,) = people_of(world.sg, session, first.ends_at + until_its_end)
    assert row.registration == registration
    assert (row.minutes, row.held) == ((first.minutes, first.minutes) if counts else (0, 0))
