"""Who can teach what."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import PlanItem
from sanad.directory.models import Mandate, Person
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.order import by_code_point
from sanad.foundation.naming.parts import PartOf, Withdrawable


class TrainerField(Withdrawable, PartOf, TenantRow):
    """A person who can teach a field, by which mandate."""

    whole = "person"

    person = models.ForeignKey(Person, models.PROTECT, related_name="training_fields", verbose_name=_("Trainer"))
    field = models.CharField(_("Field of training"), max_length=24, choices=PlanItem.Field)
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("By which mandate")
    )

    class Meta:
        ordering = [by_code_point("field"), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "person", "field"], condition=Q(withdrawn_at=None), name="trainer_field_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_field_display()}"
