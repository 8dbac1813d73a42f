from sanad.activities.models.activity import Activity, ActivityStep, CalendarFeed, ProgrammeItem, Series
from sanad.activities.models.minutes import Minutes, MinutesRevision, MinutesStep, PressReport
from sanad.activities.models.outcome import Decision, FollowUp, FollowUpStep
from sanad.activities.models.people import Attendance, Invitation, TakingPart, Word
from sanad.activities.models.told import Notice, ScheduleChange, Told

__all__ = [
    "Activity",
    "ActivityStep",
    "Attendance",
    "CalendarFeed",
    "Decision",
    "FollowUp",
    "FollowUpStep",
    "Invitation",
    "Minutes",
    "MinutesRevision",
    "MinutesStep",
    "Notice",
    "PressReport",
    "ProgrammeItem",
    "ScheduleChange",
    "Series",
    "TakingPart",
    "Told",
    "Word",
]
