"""Verdicts: yes, or no with a reason that the person reads."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.roles import roles_with

Text = str | Promise


@dataclass(frozen=True)
class Verdict:
    """Falsy when refused; `reason` is one plain sentence in the language of the page.

    What only some roles may says which do (`roles`).
    """

    ok: bool
    reason: Text = ""
    roles: tuple[Text, ...] = ()

    @property
    def who_may(self) -> str:
        """The roles that may, in words; empty where that is not what it is refused for."""
        between = "، " if get_language() == "ar" else ", "
        return gettext("Who may: %(roles)s.") % {"roles": between.join(map(str, self.roles))} if self.roles else ""

    def __bool__(self) -> bool:
        return self.ok


class Refused(Exception):
    """A command does not do what was asked; `message` says why, `field` names the input it concerns.

    `choices` are the names of which one may be written there instead.
    """

    def __init__(self, message: Text, field: str | None = None, choices: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.choices = choices


def perhaps_here(called: Iterable[str]) -> str:
    """What is asked of who writes down somebody or something that is perhaps there already: whether it is one of these."""
    return gettext("Perhaps it is already here: %(names)s.") % {"names": "، ".join(list(called)[:3])}


def refuse_asked(asked: Sequence[str]) -> None:
    """Refuse what was asked and not answered; a box of the form (`ui.InsistField`, `is_new`) answers all of it."""
    if asked:
        raise Refused(" ".join([*asked, gettext("If not, tick the box below.")]), "is_new")


YES = Verdict(ok=True)


def no(reason: Text) -> Verdict:
    """A refusal, with its reason."""
    return Verdict(ok=False, reason=reason)


def needs(actor: Actor, capability: str) -> Verdict:
    """Yes if the actor's role holds the capability."""
    if actor.may(capability):
        return YES
    roles = tuple(role.label for role in roles_with(capability, actor.space.kind))
    return Verdict(ok=False, reason=_("Your role in this space does not allow this."), roles=roles)


def owns(actor: Actor, row: Any) -> Verdict:
    """Yes if the row belongs to the actor's space."""
    return YES if row.space_id == actor.space_id else no(_("This belongs to another space."))


def all_of(*verdicts: Verdict | Callable[[], Verdict]) -> Verdict:
    """The first refusal, else yes. Callables are asked only when everything before them agreed."""
    for verdict in verdicts:
        asked = verdict() if callable(verdict) else verdict
        if not asked:
            return asked
    return YES
