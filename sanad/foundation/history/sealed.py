"""Rows that are sealed, each on top of the one before it."""

from typing import Any, Self

from django.db import models

from sanad.foundation.history.chain import GENESIS, digest_of


class Sealed(models.Model):
    """A row whose content is sealed by a hash, on top of the seal of the row before it."""

    previous_hash = models.CharField(max_length=64, blank=True, editable=False)
    hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True

    def sealed_parts(self) -> list[Any]:
        """All that the seal covers, as JSON takes it: to whom it belongs, its number, its days, its content."""
        raise NotImplementedError

    def computed_seal(self) -> str:
        """The SHA-256 of what it covers and of the seal before it; `hash` is this, or the row was changed."""
        return digest_of([*self.sealed_parts(), self.previous_hash])

    def seal_upon(self, last: "Sealed | None") -> Self:
        """Seal the row on top of another, or as the first of its chain. It is not stored."""
        self.previous_hash = last.hash if last else GENESIS
        self.hash = self.computed_seal()
        return self
