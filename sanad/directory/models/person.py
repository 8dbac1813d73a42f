"""People, and the capacities in which they act."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanad.directory.models.organisation import Organisation
from sanad.foundation.arabic.language import in_language
from sanad.foundation.days import covering, covers
from sanad.foundation.naming.models import Named, Sex, TenantRow
from sanad.foundation.naming.parts import PartOf
from sanad.foundation.spaces.models import Invitation, User
from sanad.foundation.written import CoveredRows


class Person(TenantRow, Named):
    """Somebody named in the work of a space. No national card number is kept here."""

    Sex = Sex

    sex = models.CharField(_("Woman or man"), max_length=1, choices=Sex, blank=True)
    honorific_ar = models.CharField(pgettext_lazy("of a person", "Title in Arabic"), max_length=60, blank=True)
    honorific_fr = models.CharField(pgettext_lazy("of a person", "Title in French"), max_length=60, blank=True)
    phone = models.CharField(_("Phone"), max_length=20, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    history_masked = frozenset({"phone", "email"})

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["space", "sort_key", "id"], name="person_by_name")]
        constraints = [
            models.UniqueConstraint(fields=["space", "user"], condition=Q(user__isnull=False), name="person_one_user")
        ]

    def alias_text(self) -> list[str]:
        """The other spellings on file."""
        return list(self.aliases.values_list("text", flat=True)) if self._state.adding is False else []


class PersonAlias(PartOf, TenantRow):
    """Another spelling of a person's name."""

    whole = "person"

    person = models.ForeignKey(Person, models.PROTECT, related_name="aliases")
    text = models.CharField(_("Other name"), max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "person", "text"], name="person_alias_once")]

    def __str__(self) -> str:
        return self.text


class Invited(PartOf, TenantRow):
    """That a letter of admission was written for the person of a card: whoever uses it is linked to the card."""

    whole = "person"

    person = models.ForeignKey(Person, models.PROTECT, related_name="invited", editable=False)
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="+", editable=False)

    class Meta:
        indexes = [models.Index(fields=["space", "person"], name="invited_by_person")]
        constraints = [models.UniqueConstraint(fields=["space", "invitation"], name="invited_once")]

    def __str__(self) -> str:
        return self.invitation.name


class MandateRows(CoveredRows):
    """Capacities, by their days."""

    def valid_on(self, day: date) -> Self:
        """Those held on that day, the first and the last included."""
        return self.filter(covering(day))


class Mandate(PartOf, TenantRow):
    """A person's capacity in an organisation, from a day to a day. One person may hold several at once."""

    whole = "person"

    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates", verbose_name=_("Person"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="mandates", verbose_name=_("Organisation")
    )
    capacity_ar = models.CharField(_("Capacity in Arabic"), max_length=150)
    capacity_fr = models.CharField(_("Capacity in French"), max_length=150, blank=True)
    from_on = models.DateField(_("From"), null=True, blank=True)
    to_on = models.DateField(_("To"), null=True, blank=True)

    objects: ClassVar = models.Manager.from_queryset(MandateRows)()

    class Meta:
        ordering = [F("from_on").desc(nulls_last=True), "pk"]
        indexes = [
            models.Index(fields=["space", "person"], name="mandate_by_person"),
            models.Index(fields=["space", "organisation"], name="mandate_by_organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(from_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="mandate_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.capacity

    @property
    def capacity(self) -> str:
        """The capacity in the language of the page, else Arabic."""
        return in_language(self.capacity_ar, self.capacity_fr)

    def is_valid_on(self, day: date) -> bool:
        """True on a day between its dates; as `valid_on` says of rows."""
        return covers(self.from_on, self.to_on, day)

    @property
    def is_live(self) -> bool:
        """True while it is held; derived, never stored."""
        return self.is_valid_on(timezone.localdate())
