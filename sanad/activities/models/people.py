"""Who takes part: organisations, invitations, attendance, words."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanad.activities.models.activity import Activity, ProgrammeItem
from sanad.directory.models import Organisation, Person
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.parts import HeldWith, Withdrawable, WithdrawableRows
from sanad.foundation.states import Toned


class TakingPart(Withdrawable, HeldWith, TenantRow):
    """An organisation with which the activity is held. Its own space sees the activity once convened."""

    whole = "activity"

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="taking_part")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="taking_part")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "activity", "organisation"], name="taking_part_once")]
        indexes = [models.Index(fields=["space", "organisation"], name="taking_part_by_body")]

    def __str__(self) -> str:
        return str(self.organisation)


class Invitation(Withdrawable, HeldWith, TenantRow):
    """A person or an organisation asked to come, and what they answered."""

    whole = "activity"

    class Answer(Toned):
        PENDING = "pending", "calm", _("No answer yet")
        ACCEPTED = "accepted", "info", _("Coming")
        DECLINED = "declined", "mute", _("Not coming")

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="invitations")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Organisation")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Person")
    )
    capacity = models.CharField(_("Invited as"), max_length=200, blank=True)
    answer = models.CharField(_("Answer"), max_length=10, choices=Answer, default=Answer.PENDING)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(person__isnull=False), name="invitation_names_somebody"
            ),
            models.UniqueConstraint(
                fields=["space", "activity", "person"],
                condition=Q(person__isnull=False, withdrawn_at=None),
                name="invitation_person_once",
            ),
            models.UniqueConstraint(
                fields=["space", "activity", "organisation"],
                condition=Q(person__isnull=True, withdrawn_at=None),
                name="invitation_body_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.organisation)


class AttendanceRows(WithdrawableRows):
    """Lines of the list of an activity."""

    def present(self) -> Self:
        """Those who were there."""
        return self.standing().filter(status=Attendance.Status.PRESENT)


class Attendance(Withdrawable, HeldWith, TenantRow):
    """One person at one activity: known to the directory, or a guest by name."""

    whole = "activity"

    class Status(Toned):
        PRESENT = "present", "good", _("Present")
        EXCUSED = "excused", "calm", _("Excused")
        ABSENT = "absent", "mute", _("Absent")

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="attendance", editable=False)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="attendance", verbose_name=_("Person")
    )
    guest_name = models.CharField(_("Name of the guest"), max_length=150, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("For the organisation")
    )
    capacity = models.CharField(_("Capacity"), max_length=200, blank=True)
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.PRESENT)
    came_at = models.TimeField(_("Came late, at"), null=True, blank=True)
    left_at = models.TimeField(_("Left early, at"), null=True, blank=True)
    is_late_entry = models.BooleanField(_("Entered after the day"), default=False, editable=False)

    objects: ClassVar = models.Manager.from_queryset(AttendanceRows)()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "activity", "person"],
                condition=Q(person__isnull=False, withdrawn_at=None),
                name="attendance_person_once",
            ),
            models.UniqueConstraint(
                fields=["space", "activity", "guest_name"],
                condition=Q(person__isnull=True, withdrawn_at=None),
                name="attendance_guest_once",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) ^ ~Q(guest_name=""), name="attendance_person_or_guest"
            ),
        ]

    def __str__(self) -> str:
        return self.who

    @property
    def who(self) -> str:
        """The name to print."""
        return self.person.name if self.person else self.guest_name


class Word(Withdrawable, HeldWith, TenantRow):
    """What one of those present said, in the order in which they spoke."""

    whole = "activity"

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="words")
    item = models.ForeignKey(ProgrammeItem, models.PROTECT, null=True, blank=True, related_name="words")
    speaker = models.ForeignKey(Attendance, models.PROTECT, related_name="words", verbose_name=_("Speaker"))
    position = models.PositiveSmallIntegerField(editable=False)
    text = models.TextField(_("What was said"))

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["space", "activity", "position"], name="words_in_order")]

    def __str__(self) -> str:
        return self.text[:80]
