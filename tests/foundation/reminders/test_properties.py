"""A7 over random stories: k runs of a day are one; a moved day cancels the old reminder; nothing twice in a row, nothing lost."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanad.activities.models import FollowUp
from sanad.directory.models import Consent, Mandate
from sanad.foundation.reminders.models import SentReminder
from sanad.foundation.reminders.rounds import send_reminders
from sanad.foundation.reminders.sources import due_for
from tests.foundation.reminders.rounds import TODAY, body, run, work
from tests.properties import LOOK, alone

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("run"), st.integers(1, 3), st.just(0)),
        st.tuples(st.just("pass"), st.integers(1, 9), st.just(0)),
        st.tuples(st.just("move"), st.integers(0, 4), st.integers(-20, 40)),
        st.tuples(st.just("move while it waits"), st.integers(0, 4), st.integers(-20, 40)),
        st.tuples(st.just("finish"), st.integers(0, 4), st.just(0)),
        st.tuples(st.just("add"), st.just(0), st.integers(-20, 40)),
    ),
    min_size=3,
    max_size=12,
)


class Story:
    """Days pass, things are added, moved and done; the letters of the whole story are kept."""

    def __init__(self, sg, post, follow_up) -> None:
        self.sg, self.post, self.write = sg, post, follow_up
        self.day, self.rows = 0, []
        post.letters.clear()

    @property
    def today(self) -> date:
        return TODAY + timedelta(days=self.day)

    def add(self, days: int) -> None:
        self.rows.append(self.write(days, f"مهمة-{len(self.rows)}-"))

    def row(self, number: int) -> FollowUp:
        return self.rows[number % len(self.rows)]

    def take(self, step: str, number: int, days: int) -> None:
        if step == "add" or not self.rows:
            self.add(days)
        elif step == "pass":
            self.day += number
        elif step == "run":
            self.runs(number)
        elif step == "finish":
            FollowUp.objects.filter(pk=self.row(number).pk).update(state="done")
        else:
            if step == "move while it waits":
                send_reminders.call(self.today.isoformat())
            FollowUp.objects.filter(pk=self.row(number).pk).update(due_on=TODAY + timedelta(days=days))
            work()

    def runs(self, times: int) -> None:
        before, had_one = len(self.post.letters), self.told().filter(told_on=self.today).exists()
        for _ in range(times):
            run(days=self.day)
        assert len(self.post.letters) - before <= (0 if had_one else 1)
        if not had_one:  # then the letter left nothing out
            told = set(self.told().values_list("key", flat=True))
            assert {due.key for due in due_for(self.sg, self.today)} <= told

    def told(self):
        return SentReminder.objects.filter(user=self.sg.user)


def told_in(letter) -> list[tuple[str, str, str]]:
    """(heading, what, day) of each line of a letter."""
    heading, found = "", []
    for line in body(letter).splitlines():
        if line.startswith("=="):
            heading = line
        elif line.startswith("- ") and (name := re.search(r"مهمة-\d+-", line)):
            found.append((heading, name[0], line.rsplit("·", 1)[1]))
    return found


@LOOK
@given(st.lists(st.integers(-20, 40), max_size=5), STEPS)
def test_a7_over_random_stories(sg, post, follow_up, first, steps):
    def tell() -> None:
        story = Story(sg, post, follow_up)
        for days in first:
            story.add(days)
        for step in steps:
            story.take(*step)
        story.runs(1)
        last: dict[str, tuple[str, str]] = {}
        for letter in post.letters:
            for heading, what, day in told_in(letter):
                assert last.get(what) != (heading, day), what  # told again only after it was told otherwise
                last[what] = heading, day
        assert len(post.letters) == story.told().values("told_on").distinct().count()

    alone(tell)


@LOOK
@given(st.integers(-5, 14), st.integers(15, 300))
def test_a7_a_moved_day_is_silent_until_it_comes_near(sg, follow_up, before, after):
    def tell() -> None:
        row = follow_up(before)
        assert row.pk in {due.subject_id for due in due_for(sg, TODAY)}
        FollowUp.objects.filter(pk=row.pk).update(due_on=TODAY + timedelta(days=after))
        assert row.pk not in {due.subject_id for due in due_for(sg, TODAY)}
        near = due_for(sg, TODAY + timedelta(days=after - 14))
        assert [due.due_on for due in near if due.subject_id == row.pk] == [TODAY + timedelta(days=after)]

    alone(tell)


@pytest.mark.parametrize("days", [-366, -365, 0, 60, 61])
def test_a_mandate_is_told_from_two_months_before_until_a_year_after(world, days):
    card = world.host
    row = Mandate.objects.create(
        space=world.sg.space,
        organisation=card,
        person=world.people["sg"],
        capacity_ar="أمين المال المساعد",
        to_on=TODAY + timedelta(days=days),
    )
    told = row.pk in {due.subject_id for due in due_for(world.sg, TODAY)}
    assert told is (-365 <= days <= 60)
    assert row.pk not in {due.subject_id for due in due_for(world.coordinator, TODAY)}  # who runs the space renews it


@pytest.mark.parametrize(
    ("who", "capacity", "later", "silent"),
    [
        ("coordinator", "نائب", 1, True),  # another person follows
        ("sg", "نائب", 1, True),  # the same person again
        ("sg", "أمين", 1, False),  # the office stays empty
        ("coordinator", "نائب", 0, False),  # two deputies at once: the other one is no successor
    ],
)
def test_a_mandate_is_silent_when_its_office_is_given_anew(world, who, capacity, later, silent):
    where, began = {"space": world.sg.space, "organisation": world.host}, TODAY - timedelta(days=900)
    row = Mandate.objects.create(**where, person=world.people["sg"], capacity_ar="نائب", from_on=began, to_on=TODAY)
    Mandate.objects.create(
        **where, person=world.people[who], capacity_ar=capacity, from_on=began + timedelta(days=900 * later)
    )
    assert (row.pk not in {due.subject_id for due in due_for(world.sg, TODAY)}) is silent


@pytest.mark.parametrize("days", [-31, -30, 0, 30, 31])
def test_a_consent_is_told_to_who_may_renew_it(world, days):
    row = Consent.objects.create(
        space=world.president.space,
        grantee=world.stranger.space,
        kind="directory",
        purpose="تتبع",
        from_on=TODAY - timedelta(days=90),
        to_on=TODAY + timedelta(days=days),
    )
    told = {due.subject_id: due.url for due in due_for(world.president, TODAY)}
    assert (row.pk in told) is (-30 <= days <= 30)
    assert told.get(row.pk, "/directory/consents/") == "/directory/consents/"
    assert row.pk not in {due.subject_id for due in due_for(world.stranger, TODAY)}
