"""How an installation is: what `sanad doctor` says of it, and what `/healthz` answers (docs/adr/0014)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext_lazy as _


class Level(Enum):
    """How it stands with one thing."""

    OK = _("ok")
    WARN = _("warning")
    FAIL = _("failure")


@dataclass(frozen=True)
class Finding:
    """What was found of one thing, as a sentence for the keeper, and what they can do about it."""

    level: Level
    about: str
    found: str
    remedy: str = ""


Look = Callable[[], Iterator[Finding]]
