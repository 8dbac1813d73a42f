"""What stands in a space because somebody else wrote it about its organisation, before it had a space."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.directory.models.organisation import Organisation
from sanad.directory.models.person import Mandate
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.parts import PartOf
from sanad.foundation.spaces.models import Space, User
from sanad.foundation.states import Toned
from sanad.foundation.written import CoveredRows


class InheritedRows(CoveredRows):
    """What was inherited, by whether somebody of the organisation has looked at it."""

    def unconfirmed(self) -> Self:
        """What nobody has confirmed, mended or taken off."""
        return self.filter(state=Inherited.State.WAITING)

    def answer(self, state: str, by: User) -> int:
        """What somebody says of them, once; what was answered before stays so."""
        said = {"state": state, "answered_by": by, "answered_at": timezone.now()}
        return self.unconfirmed().update(**said)


class Inherited(PartOf, TenantRow):
    """One thing that the own card says because another space wrote it: a column of the card, or a person's capacity."""

    whole = "organisation"

    class State(Toned):
        WAITING = "waiting", "warn", _("Not confirmed yet")
        RIGHT = "right", "good", _("Confirmed")
        MENDED = "mended", "good", _("Mended")
        TAKEN_OFF = "taken_off", "mute", _("Taken off")

    CAPACITY = "capacity"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="inherited", editable=False)
    part = models.CharField(_("What it is"), max_length=20, editable=False)  # a column of the card, or a capacity
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="inherited", editable=False
    )  # of a capacity, until it is taken off
    written_by = models.ForeignKey(
        Space, models.PROTECT, related_name="+", verbose_name=_("Written by"), editable=False
    )
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.WAITING, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    objects: ClassVar = models.Manager.from_queryset(InheritedRows)()

    class Meta:
        indexes = [models.Index(fields=["space", "state"], name="inherited_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "organisation", "part"], condition=~Q(part="capacity"), name="inherited_part_once"
            )
        ]

    def __str__(self) -> str:
        return self.part

    @property
    def is_waiting(self) -> bool:
        """True while nobody has confirmed, mended or taken it off."""
        return self.state == Inherited.State.WAITING
