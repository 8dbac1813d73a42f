"""Rows that are part of a whole, and rows that are withdrawn instead of deleted."""

from operator import attrgetter
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils import timezone

from sanad.foundation.written import CoveredRows


class PartOf(models.Model):
    """A row that is part of a whole, named by its path: `whole = "commitment.agreement"`.

    Its lines stand in the history of the whole, or of `subject` where that is another row.
    """

    whole: ClassVar[str]
    subject: ClassVar[str] = ""

    class Meta:
        abstract = True

    @property
    def subject_id(self) -> UUID:
        """The row in whose history the lines of this one stand."""
        return attrgetter(f"{self.subject or self.whole}_id")(self)

    @classmethod
    def path_to_whole(cls) -> str:
        """The way to the whole in a query: "commitment__agreement"."""
        return cls.whole.replace(".", "__")

    @classmethod
    def path_to_subject(cls) -> str:
        """The way in a query to the row in whose history its lines stand: "diagnosis__engagement"."""
        return (cls.subject or cls.whole).replace(".", "__")


class HeldWith(PartOf):
    """A part that is locked after its whole, so that what is decided of the whole holds for its parts."""

    class Meta:
        abstract = True

    @property
    def held_with(self) -> Any:
        """The row that is locked before this one."""
        return attrgetter(self.whole)(self)


def unwithdrawn(of: str) -> models.Q:
    """That rows of a relation stand, where they are asked for together with what else is to hold of the same rows."""
    return models.Q(**{f"{of}__withdrawn_at": None})


class WithdrawableRows(CoveredRows):
    """Rows of which some are withdrawn."""

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class Withdrawable(models.Model):
    """A row that is never deleted: it is withdrawn, and stays where it was told of."""

    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = models.Manager.from_queryset(WithdrawableRows)()

    class Meta:
        abstract = True

    @property
    def is_standing(self) -> bool:
        """True until it is withdrawn."""
        return self.withdrawn_at is None

    def withdraw(self) -> None:
        """Withdraw it now, and store it."""
        self.withdrawn_at = timezone.now()
        self.save(update_fields=["withdrawn_at"])
