"""The agreements of the case: one drafted and signed, one still negotiated."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sanad.demo.case import Case


def conclude(case: "Case") -> None:
    """Write the agreement between the organisation, the association and the commune, and have it signed."""
