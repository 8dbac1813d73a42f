"""The second opinion falls due when it may be given: one number for both."""

from datetime import date, timedelta

from sanad.foundation.days import months_after
from sanad.training.registrations.policies.opinions import LATER_AFTER_MONTHS
from sanad.training.sessions.reminders import SECOND_OPINION_AFTER


def test_nobody_is_sent_before_it_may_be_given():
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(2 * 365)]
    latest = max((months_after(day, LATER_AFTER_MONTHS) - day).days for day in days)
    assert latest == SECOND_OPINION_AFTER
