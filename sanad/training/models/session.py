"""A session: a course, trip, seminar or workshop to which people register."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanad.accompaniment.models import PlanItem
from sanad.activities.models import Activity, ProgrammeItem
from sanad.courses.models import Course
from sanad.directory.models import Organisation, Person
from sanad.foundation.clock.fields import WallTimeField
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.parts import PartOf, Withdrawable
from sanad.foundation.states import States, Step, Toned
from sanad.foundation.written import CoveredRows


class SessionRows(CoveredRows):
    """Sessions by where they stand."""

    def announced(self) -> Self:
        """Announced or confirmed: people may know of them, and they are not over."""
        return self.filter(state__in=Session.ANNOUNCED)

    def open_to_everybody(self, day: date) -> Self:
        """For which anybody may register by the public link on that day."""
        return self.announced().filter(is_public=True, opens_on__lte=day, closes_on__gte=day)


class Session(PartOf, TenantRow):
    """What people register for. The activity says when, where and by whom; a trip or seminar has no course.

    `state` is the fold of its steps; whether one may register and whether it is under way follow from it and the days.
    `item` is the point of the programme when the course is given inside a meeting. `code` stands in the public address.
    """

    class State(Toned):
        DRAFT = "draft", "calm", _("Being prepared")
        OPEN = "open", "info", _("Announced")
        CONFIRMED = "confirmed", "good", pgettext_lazy("of a session", "Confirmed")
        CLOSED = "closed", "mute", _("Finished")
        CANCELLED = "cancelled", "mute", pgettext_lazy("of a session", "Cancelled")

    STATES = States(
        State.DRAFT,
        {
            State.DRAFT: frozenset({State.OPEN, State.CANCELLED}),
            State.OPEN: frozenset({State.CONFIRMED, State.CANCELLED}),
            State.CONFIRMED: frozenset({State.CLOSED, State.CANCELLED}),
            # Back, with a reason, when attendance or a test was forgotten.
            State.CLOSED: frozenset({State.CONFIRMED}),
        },
    )
    ANNOUNCED = (State.OPEN, State.CONFIRMED)
    whole = "activity"

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="sessions", editable=False)
    item = models.ForeignKey(
        ProgrammeItem, models.PROTECT, null=True, blank=True, related_name="sessions", editable=False
    )
    course = models.ForeignKey(
        Course, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("Course")
    )
    seats = models.PositiveSmallIntegerField(_("Seats"))
    minimum = models.PositiveSmallIntegerField(_("Minimum of participants"), default=1)
    opens_on = models.DateField(_("Registration opens"), default=timezone.localdate)
    closes_on = models.DateField(_("Registration closes"))
    is_public = models.BooleanField(_("Anybody may register through the public link"), default=False)
    code = models.CharField(max_length=16, unique=True, editable=False)
    report = models.TextField(_("The trainer's report"), blank=True, editable=False)
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    objects: ClassVar = models.Manager.from_queryset(SessionRows)()

    class Meta:
        ordering = ["-closes_on", "-pk"]
        indexes = [
            models.Index(fields=["space", "state", "closes_on"], name="session_by_state"),
            models.Index(fields=["closes_on"], condition=Q(is_public=True), name="session_for_everybody"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "activity"], condition=Q(item=None), name="session_once_an_activity"
            ),
            models.UniqueConstraint(
                fields=["space", "activity", "item"], condition=Q(item__isnull=False), name="session_once_an_item"
            ),
            models.CheckConstraint(condition=Q(seats__gt=0, minimum__lte=F("seats")), name="session_has_seats"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="session_closes_after_opening"),
        ]

    def __str__(self) -> str:
        return str(self.course or self.activity)


class SessionStep(Step):
    """One change of state of a session."""

    states = Session.State

    session = models.ForeignKey(Session, models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        indexes = [models.Index(fields=["space", "session", "created_at"], name="session_steps")]


class OtherMatter(PartOf, TenantRow):
    """A session was asked about because it is like a plan item, and somebody said that it does not answer it."""

    whole, subject = "session", "session.activity"

    session = models.ForeignKey(Session, models.PROTECT, related_name="other_matters", editable=False)
    plan_item = models.ForeignKey(PlanItem, models.PROTECT, related_name="+", editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "session", "plan_item"], name="other_matter_once"),
        ]

    def __str__(self) -> str:
        return str(self.plan_item)


class Slot(Withdrawable, PartOf, TenantRow):
    """One half-day of a session."""

    whole, subject = "session", "session.activity"

    session = models.ForeignKey(Session, models.PROTECT, related_name="slots", editable=False)
    starts_at = WallTimeField(_("Begins"))
    ends_at = WallTimeField(_("Ends"))
    venue = models.CharField(_("Venue"), max_length=200, blank=True)
    title = models.CharField(_("What is done"), max_length=200, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["space", "session", "starts_at"], name="slot_in_order")]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_start")]

    def __str__(self) -> str:
        return f"{self.session} · {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


class SessionTrainer(Withdrawable, PartOf, TenantRow):
    """Who teaches."""

    whole, subject = "session", "session.activity"

    session = models.ForeignKey(Session, models.PROTECT, related_name="trainers", editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="taught", verbose_name=_("Trainer"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "session", "person"], condition=Q(withdrawn_at=None), name="session_trainer_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class SessionCost(Withdrawable, PartOf, TenantRow):
    """What a session costs, and who bears it."""

    whole, subject = "session", "session.activity"

    session = models.ForeignKey(Session, models.PROTECT, related_name="costs", editable=False)
    label = models.CharField(_("What for"), max_length=200)
    amount = models.BigIntegerField(_("Amount"), help_text=_("In centimes"))
    borne_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Borne by")
    )

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["space", "session"], name="cost_by_session")]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="cost_positive")]

    def __str__(self) -> str:
        return self.label
