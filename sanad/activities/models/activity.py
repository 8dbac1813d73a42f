"""Series, Activity, its programme, its states, and the calendar feeds."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.directory.models import Organisation, Person
from sanad.foundation.arabic.fold import sort_key
from sanad.foundation.clock.fields import WallTimeField
from sanad.foundation.clock.wall import end_of
from sanad.foundation.naming.models import Findable, TenantRow
from sanad.foundation.naming.order import KeyField
from sanad.foundation.spaces.models import User
from sanad.foundation.states import States
from sanad.territory.models import Place


class Series(TenantRow, Findable):
    """Activities that follow one another; closed when no further station is expected."""

    title = models.CharField(_("Title of the series"), max_length=200)
    sort_key = KeyField(max_length=220, editable=False, default="")
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    history_hidden = columns_not_covered = frozenset({"folded", "sort_key"})

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["space", "sort_key"], name="series_by_title")]

    def __str__(self) -> str:
        return self.title

    def refresh_index(self) -> None:
        """Derive what it is found and sorted by from its title."""
        super().refresh_index()
        self.sort_key = sort_key(self.title)[:220]


class Activity(TenantRow, Findable):
    """One gathering. `state` is the fold of its `ActivityStep` rows."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Communication meeting")
        VISIT = "visit", _("Visit")
        BUREAU = "bureau", _("Bureau meeting")
        SEMINAR = "seminar", _("Seminar")
        WORKSHOP = "workshop", _("Workshop")
        COURSE = "course", _("Training course")
        TRIP = "trip", _("Trip")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        CONVENED = "convened", _("Convened")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    STATES = States(
        "planned",
        {
            "planned": frozenset({"convened", "held", "cancelled"}),
            "convened": frozenset({"held", "cancelled"}),
        },
    )

    kind = models.CharField(_("Kind"), max_length=16, choices=Kind)
    title = models.CharField(_("Title"), max_length=200)
    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("Series")
    )
    starts_at = WallTimeField(_("Begins"))
    ends_at = WallTimeField(_("Ends"))
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="hosted", verbose_name=_("Organiser"))
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Place"))
    venue = models.CharField(_("Venue"), max_length=200, blank=True)
    purpose = models.TextField(_("Purpose"), blank=True)
    outcome = models.TextField(_("What came out of it"), blank=True)
    state = models.CharField(_("State"), max_length=12, choices=State, default=State.PLANNED, editable=False)

    class Meta:
        ordering = ["-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["space", "-starts_at"], name="activity_by_day"),
            models.Index(fields=["space", "series", "starts_at"], name="activity_by_series"),
            models.Index(fields=["space", "state", "starts_at"], name="activity_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="activity_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def held_on(self):
        """The civil day on which it begins, in the time of the place."""
        return timezone.localtime(self.starts_at).date()

    @property
    def last_day(self):
        """The day of its end; a night that ends next morning is of the evening on which it began."""
        begins, ends = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        is_said = end_of(begins.date(), begins.time(), ends.time()) == self.ends_at
        return begins.date() if is_said else ends.date()

    @property
    def is_past(self) -> bool:
        """True once its end has come; derived, never stored."""
        return self.ends_at < timezone.now()


class ActivityStep(TenantRow):
    """One change of state of an activity."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="steps")
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["space", "activity", "created_at"], name="activity_steps")]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class ProgrammeItem(TenantRow):
    """One point of the programme, in order; protocol and opening included."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("Opening recitation")
        WELCOME = "welcome", _("Welcome and introductions")
        WORDS = "words", _("Round of words")
        FOLLOW_UPS = "follow_ups", _("Review of the follow-ups")
        PRESENTATION = "presentation", _("Presentation")
        COURSE = "course", _("Short course")
        DISCUSSION = "discussion", _("Discussion")
        DECISIONS = "decisions", _("Decisions and recommendations")
        BREAK = "break", _("Break")
        PROTOCOL = "protocol", _("Closing prayer")
        OTHER = "other", _("Other")

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="programme", editable=False)
    position = models.PositiveSmallIntegerField(editable=False)
    kind = models.CharField(_("Kind"), max_length=16, choices=Kind)
    title = models.CharField(_("Title"), max_length=250)
    speaker = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Speaker or trainer")
    )
    capacity = models.CharField(_("Speaking as"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(_("Minutes"), null=True, blank=True)
    record = models.TextField(_("What happened"), blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["space", "activity", "position"], name="programme_in_order")]

    def __str__(self) -> str:
        return self.title

    @property
    def subject_id(self):
        return self.activity_id


class CalendarFeed(TenantRow):
    """A secret address of an iCalendar feed: of the whole space, or of what concerns one person."""

    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_personal = models.BooleanField(default=False)
    token_hash = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    history_hidden = frozenset({"token_hash"})

    class Meta:
        indexes = [models.Index(fields=["space", "owner"], name="feed_by_owner")]

    def __str__(self) -> str:
        return str(_("Personal calendar") if self.is_personal else _("Calendar of the space"))
