"""Places in a session, and who came to which half-day."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import PlanItem
from sanad.activities.models import Told
from sanad.directory.models import Organisation, Person
from sanad.foundation.files.models import StoredFile
from sanad.foundation.naming.models import Findable, TenantRow
from sanad.foundation.naming.parts import HeldWith, PartOf
from sanad.foundation.spaces.models import Space, User
from sanad.foundation.states import States, Step, Toned
from sanad.foundation.written import CoveredRows
from sanad.territory.models import Place
from sanad.training.models.session import Session, Slot


class RegistrationRows(CoveredRows):
    """Registrations by where they stand."""

    def confirmed(self) -> Self:
        """Those that have a place."""
        return self.filter(state=Registration.State.CONFIRMED)

    def waiting(self) -> Self:
        """Those on the waiting list."""
        return self.filter(state=Registration.State.WAITING)

    def active(self) -> Self:
        """Those that have a place or wait for one."""
        return self.exclude(state=Registration.State.WITHDRAWN)

    def asking_for_page(self) -> Self:
        """Those who lost their page and left no e-mail address to which it could go."""
        return self.active().filter(asks_page_at__isnull=False)

    def reachable(self) -> Self:
        """Those of people who left an e-mail address."""
        return self.exclude(email="")


class Registration(HeldWith, TenantRow, Findable):
    """One person and one session. `number` is the order of asking: the waiting list is served by it (T2).

    Somebody who registers through the public link is known by name and phone until the organisation joins them to a
    card of its directory. Who came follows from the presences. The secret address by which people without an account see
    their place, answer the tests and read the lessons is made from the key of the installation; `link_turn` makes a new
    one when it got into wrong hands.
    """

    class State(Toned):
        WAITING = "waiting", "warn", _("On the waiting list")
        CONFIRMED = "confirmed", "good", _("Confirmed")
        WITHDRAWN = "withdrawn", "mute", _("Withdrawn")

    class Channel(models.TextChoices):
        ORGANISATION = "organisation", _("By their organisation")
        LINK = "link", _("By themselves, through the link")
        DOOR = "door", _("At the door")

    class Age(models.TextChoices):
        UNDER_18 = "0-17", _("Under 18")
        TO_29 = "18-29", _("18 to 29")
        TO_44 = "30-44", _("30 to 44")
        TO_59 = "45-59", _("45 to 59")
        FROM_60 = "60+", _("60 and older")

    STATES = States(
        State.WAITING,
        {
            State.WAITING: frozenset({State.CONFIRMED, State.WITHDRAWN}),
            State.CONFIRMED: frozenset({State.WITHDRAWN}),
        },
    )
    # The session is held first, so that seats are counted by one at a time (T2).
    whole, subject = "session", "session.activity"

    session = models.ForeignKey(Session, models.PROTECT, related_name="registrations", editable=False)
    number = models.PositiveIntegerField(editable=False)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="registrations", verbose_name=_("Person")
    )
    name = models.CharField(_("Full name"), max_length=150)
    phone = models.CharField(_("Phone"), max_length=20, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    sex = models.CharField(_("Woman or man"), max_length=1, choices=Person.Sex, blank=True)
    age = models.CharField(_("Age"), max_length=6, choices=Age, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Organisation")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Province or commune")
    )
    plan_item = models.ForeignKey(
        PlanItem, models.PROTECT, null=True, blank=True, related_name="registrations", verbose_name=_("Plan item")
    )
    asking_space = models.ForeignKey(Space, models.PROTECT, null=True, related_name="+", editable=False)
    channel = models.CharField(max_length=12, choices=Channel, editable=False)
    is_late = models.BooleanField(_("Added after the registration had closed"), default=False, editable=False)
    has_waited = models.BooleanField(_("Had to wait for a place"), default=False, editable=False)
    # By themselves through the link: not sure until the organiser, or the letter, says that it is a person.
    is_sure = models.BooleanField(_("Confirmed by the organiser or by the letter"), default=True, editable=False)
    # Whether the address was typed by the organiser, or its owner confirmed it; others are written no name.
    is_address_sure = models.BooleanField(_("The e-mail address is confirmed"), default=True, editable=False)
    # Asked of the organiser, not of the visitor: who is perhaps here already.
    twin = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("Perhaps the same person as"),
    )
    # Asked of the organiser, too: whether somebody with a card in the directory is meant.
    is_nobody_known = models.BooleanField(_("Nobody of the directory"), default=False, editable=False)
    # Who left no e-mail address and asks for their page: whoever teaches sends it to the number that stands here.
    asks_page_at = models.DateTimeField(null=True, editable=False)
    link_turn = models.PositiveSmallIntegerField(default=0, editable=False)
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.WAITING, editable=False)

    objects: ClassVar = models.Manager.from_queryset(RegistrationRows)()

    history_masked = frozenset({"phone", "email"})

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["space", "session", "state", "number"], name="registration_in_order")]
        constraints = [
            models.UniqueConstraint(fields=["space", "session", "number"], name="registration_number_once"),
            models.UniqueConstraint(
                fields=["space", "session", "person"],
                condition=Q(person__isnull=False) & ~Q(state="withdrawn"),
                name="registration_person_once",
            ),
            models.UniqueConstraint(
                fields=["space", "session", "phone", "name"],
                condition=Q(person=None, twin=None) & ~Q(phone="") & ~Q(state="withdrawn"),
                name="registration_phone_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RegistrationStep(Step):
    """One change of state of a registration, also by somebody without an account."""

    states = Registration.State

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="steps")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # type: ignore[assignment]  # they too

    class Meta(Step.Meta):
        indexes = [models.Index(fields=["space", "registration", "created_at"], name="registration_steps")]


class RegistrationLetter(PartOf, Told):
    """What somebody was told about their place: by e-mail, or by who noted that they told it."""

    class Kind(models.TextChoices):
        WAITING = "waiting", _("On the waiting list")
        CONFIRMED = "confirmed", _("Confirmed")
        CALLED = "called", _("Called to the session")
        CHANGED = "changed", _("Another day, hour or place")
        SOON = "soon", _("Reminder before the first day")
        CANCELLED = "cancelled", _("The session is cancelled")
        ISSUED = "issued", _("The certificate is issued")
        OPINION = "opinion", _("Second opinion asked")
        BY_HAND = "by_hand", _("Told without e-mail")

    whole, subject = "registration", "registration.session.activity"

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["space", "registration", "kind", "about"], name="registration_letter_once")
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Presence(PartOf, TenantRow):
    """A person at one half-day, how long, and how it was recorded. Never longer than the half-day (T1)."""

    class Method(models.TextChoices):
        TRAINER = "trainer", _("By the trainer")
        DOOR = "door", _("By the code at the door")
        SHEET = "sheet", _("From the signed sheet")

    whole, subject = "slot", "slot.session.activity"

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="presences", editable=False)
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="presences", editable=False)
    minutes = models.PositiveSmallIntegerField(_("Minutes present"))
    method = models.CharField(_("How it was recorded"), max_length=8, choices=Method)
    is_late = models.BooleanField(_("Recorded after the day"), default=False, editable=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "slot", "registration"], name="presence_once")]
        indexes = [models.Index(fields=["space", "registration"], name="presence_by_person")]

    def __str__(self) -> str:
        return f"{self.registration} · {self.minutes}"


class AttendanceScan(PartOf, TenantRow):
    """The signed sheet of a half-day, as it was photographed or scanned: what its attendance was typed in from."""

    whole, subject = "slot", "slot.session.activity"

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="scans", editable=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["space", "slot"], name="sheet_by_slot")]

    def __str__(self) -> str:
        return str(self.file)
