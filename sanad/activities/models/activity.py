"""Series, Activity, its programme, its states, and the calendar feeds."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanad.activities.models.shown import columns_for, found_of, state_is, title_of
from sanad.directory.models import Organisation, Person
from sanad.foundation.arabic.fold import sort_key
from sanad.foundation.clock.fields import WallTimeField
from sanad.foundation.clock.wall import end_of
from sanad.foundation.naming.models import Findable, TenantRow
from sanad.foundation.naming.order import KeyField
from sanad.foundation.naming.parts import HeldWith, Withdrawable
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import User
from sanad.foundation.states import States, Step, Toned
from sanad.foundation.written import CoveredRows
from sanad.territory.models import Place


class SeriesRows(CoveredRows):
    """Series, by whether a further station is expected."""

    def open(self) -> Self:
        """Those that take a further station."""
        return self.filter(closed_at=None)


class Series(TenantRow, Findable):
    """Activities that follow one another; closed when no further station is expected."""

    title = models.CharField(_("Title of the series"), max_length=200)
    sort_key = KeyField(max_length=220, editable=False, default="")
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    history_hidden = columns_not_covered = frozenset({"folded", "sort_key"})

    objects: ClassVar = models.Manager.from_queryset(SeriesRows)()

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["space", "sort_key"], name="series_by_title")]

    def __str__(self) -> str:
        return self.title

    def refresh_index(self) -> None:
        """Derive what it is found and sorted by from its title."""
        super().refresh_index()
        self.sort_key = sort_key(self.title)[:220]


class ActivityRows(CoveredRows):
    """Activities, by what became of them."""

    def not_cancelled(self) -> Self:
        """Those that take place, or took place."""
        return self.exclude(state=Activity.State.CANCELLED)

    def as_shown_to(self, actor: Actor | None) -> Self:
        """With what they are besides, for `shown`, `shown_at` and `shown_title`: a course is told by its session."""
        return self.annotate(**columns_for(actor))

    def told_as(self, state: str, actor: Actor | None) -> Self:
        """Those of which the actor reads that they stand so, as `shown` tells it of each."""
        return self.filter(state_is(actor, state))


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

    class State(Toned):
        PLANNED = "planned", "calm", _("Planned")
        CONVENED = "convened", "info", _("Convened")
        HELD = "held", "good", _("Held")
        CANCELLED = "cancelled", "mute", pgettext_lazy("of an activity", "Cancelled")

    STATES = States(
        State.PLANNED,
        {
            State.PLANNED: frozenset({State.CONVENED, State.HELD, State.CANCELLED}),
            State.CONVENED: frozenset({State.HELD, State.CANCELLED}),
            # Back on the same day, when it was said by mistake and nothing hangs on it.
            State.HELD: frozenset({State.PLANNED, State.CONVENED}),
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

    objects: ClassVar = models.Manager.from_queryset(ActivityRows)()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["space", "-starts_at", "-id"], name="activity_by_day"),
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
    def shown(self) -> Toned:
        """Where it stands, as its page says it: that of the session, where `as_shown_to` found it to be one."""
        found = found_of(self)
        return found[0].states(found[2]) if found else Activity.State(self.state)

    def get_shown_display(self) -> str:
        """The same in words."""
        return str(self.shown.label)

    @property
    def shown_at(self) -> str:
        """The address of that page."""
        found = found_of(self)
        return reverse(found[0].page, args=[found[1]]) if found else reverse("activities:activity", args=[self.pk])

    @property
    def shown_title(self) -> str:
        """What it is called in the language of the page, where it has the title of its course."""
        return title_of(self)

    @property
    def is_past(self) -> bool:
        """True once its end has come; derived, never stored."""
        return self.ends_at < timezone.now()


class ActivityStep(Step):
    """One change of state of an activity."""

    states = Activity.State

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        indexes = [models.Index(fields=["space", "activity", "created_at"], name="activity_steps")]


class ProgrammeItem(Withdrawable, HeldWith, TenantRow):
    """One point of the programme, in order; protocol and opening included."""

    whole = "activity"

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
    minutes = models.PositiveSmallIntegerField(_("Minutes it takes"), null=True, blank=True)
    record = models.TextField(_("What happened"), blank=True)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["space", "activity", "position"], name="programme_in_order")]

    def __str__(self) -> str:
        return self.title


class FeedRows(CoveredRows):
    """Calendar addresses, by whether they still answer."""

    def open(self) -> Self:
        """Those that were not closed."""
        return self.filter(revoked_at=None)


class CalendarFeed(TenantRow):
    """A secret address of an iCalendar feed: of the whole space, or of what concerns one person."""

    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_personal = models.BooleanField(default=False)
    token_hash = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    history_hidden = frozenset({"token_hash"})

    objects: ClassVar = models.Manager.from_queryset(FeedRows)()

    class Meta:
        indexes = [models.Index(fields=["space", "owner"], name="feed_by_owner")]

    def __str__(self) -> str:
        return str(_("Personal calendar") if self.is_personal else _("Calendar of the space"))
