"""The one way to write: a transaction, a policy, a line of history, done once however often it is sent."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import DataError, IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic.characters import readable_in
from sanad.foundation.history.chain import append, difference, digest_of, masked, snapshot
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.policy import Refused, Text, Verdict
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space

logger = logging.getLogger(__name__)
R = TypeVar("R", bound=models.Model)


@dataclass(frozen=True)
class Command:
    """A registered command: what it is called, what the history says of it, who decides."""

    name: str
    says: Text
    policy: Callable[..., Verdict]
    function: Callable[..., models.Model]


REGISTRY: dict[str, Command] = {}


def command(
    policy: Callable[..., Verdict], *, says: Text, secret: frozenset[str] = frozenset()
) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Wrap a function `verb_noun(actor, target, *, …) -> row` into a command (docs/house.md, "Words").

    `policy` is asked with the positional arguments; `says` completes "<person> …" in the history; `secret` names
    keyword arguments that must leave no trace, not even in the digest. The wrapped function takes one more keyword,
    `key`: the same key with the same content returns the first result, with other content it raises `Refused`.
    """

    def decorate(body: Callable[..., R]) -> Callable[..., R]:
        name = f"{body.__module__.removeprefix('sanad.').split('.commands')[0]}.{body.__name__}"

        @wraps(body)
        def run(actor: Actor, *args: Any, key: UUID | None = None, **kwargs: Any) -> R:
            # Whatever door it came through: no text holds what is no character. Secrets are kept as they were typed.
            kwargs = {name: value if name in secret else readable_in(value) for name, value in kwargs.items()}
            digest = digest_of([name, _plain(args), _plain({k: v for k, v in kwargs.items() if k not in secret})])
            with _judged_by_the_database(name), transaction.atomic():
                target = _locked(args[0]) if args and isinstance(args[0], models.Model) else None
                if target is not None:
                    args = (target, *args[1:])
                if key is not None and (done := _already_done(actor, target, key, digest)) is not None:
                    return done  # type: ignore[return-value]  # the row that this command returned the first time
                verdict = policy(actor, *args)
                if not verdict:
                    raise Refused(verdict.reason)
                _refuse_foreign(actor, target, kwargs)
                before = snapshot(target) if target is not None else None
                row = body(actor, *args, **kwargs)
                _remember(actor, name, target, before, row, key, digest)
                return row

        run.policy = policy  # type: ignore[attr-defined]  # forms ask it before they let anybody type
        REGISTRY[name] = Command(name, says, policy, run)
        return run

    return decorate


@contextmanager
def _judged_by_the_database(name: str) -> Iterator[None]:
    """The constraints of the database are the last to judge: what they refuse was refused, and is no failure of ours to answer."""
    try:
        yield
    except IntegrityError as problem:
        logger.exception("%s asked for what the database refuses.", name)
        raise Refused(
            _("This does not go together with what is kept. Look at the days and numbers, and send it once more.")
        ) from problem
    except DataError as problem:  # a text that is too long for its column, a number that is too large
        logger.exception("%s asked for more than a column holds.", name)
        raise Refused(
            _("Something here is longer or larger than there is room for. Shorten it, and send it once more.")
        ) from problem


def _locked(row: models.Model) -> models.Model:
    """The row as it is now, held until the transaction ends, so that the policy judges what is true.

    A part that names the whole it is `held_with` is locked after it: always the whole first, so that two never wait for
    each other, and nobody changes a part while somebody seals the whole.
    """
    whole = getattr(row, "held_with", None)
    if whole is not None:
        type(whole)._base_manager.select_for_update(of=("self",)).get(pk=whole.pk)
    return type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)


def _already_done(actor: Actor, target: models.Model | None, key: UUID, digest: str) -> models.Model | None:
    space_id = getattr(target, "space_id", None) or actor.space_id
    entry = HistoryEntry.objects.filter(space_id=space_id, key=key, actor_space_id=actor.space_id).first()
    if entry is None:
        return None
    if entry.digest != digest:
        raise Refused(_("This form was already sent with another content. Read it again and send it once more."))
    return apps.get_model(entry.object_type)._base_manager.get(pk=entry.object_id)


def _refuse_foreign(actor: Actor, target: models.Model | None, kwargs: dict[str, Any]) -> None:
    """Rows named in the input must belong to the space in which the command works: the target's, else the actor's."""
    room = getattr(target, "space_id", None) or actor.space_id
    for field, value in kwargs.items():
        rows = value if isinstance(value, list | tuple | models.QuerySet) else [value]
        for row in rows:
            if (
                isinstance(row, models.Model)
                and not isinstance(row, Space)
                and getattr(row, "space_id", None) not in {room, None}
            ):
                raise Refused(_("This choice does not exist."), field)


def amend(row: R, details: Mapping[str, Any]) -> R:
    """Set columns of a row from the details of a command.

    Raises TypeError for a column that is not `editable`: states, parents and marks have commands of their own.
    """
    editable = {field.name for field in row._meta.concrete_fields if field.editable}
    if beyond := sorted(set(details) - editable):
        message = f"{row._meta.label} does not let {', '.join(beyond)} be edited"
        raise TypeError(message)
    for name, value in details.items():
        setattr(row, name, value)
    return row


def stated(reason: str, field: str = "reason") -> str:
    """The reason without blanks around it. Refused when there is none."""
    if not reason.strip():
        raise Refused(_("Say why."), field)
    return reason.strip()


def _remember(  # noqa: PLR0917  one line of history has this many parts
    actor: Actor,
    name: str,
    target: models.Model | None,
    before: dict | None,
    row: models.Model,
    key: UUID | None,
    digest: str,
) -> None:
    same = target is not None and type(target) is type(row) and target.pk == row.pk
    earlier = before if same else getattr(row, "was", None)  # a row that the command found and changed
    append(
        getattr(row, "space_id", None) or getattr(target, "space_id", None) or actor.space_id,
        user=actor.user,
        actor_space=actor.space,
        command=name,
        object_type=row._meta.label_lower,
        object_id=row.pk,
        subject_id=getattr(row, "subject_id", None) or row.pk,
        label=str(row)[:200],
        changes=masked(row, difference(earlier, snapshot(row))),
        key=key,
        digest=digest,
    )


def _plain(value: Any) -> Any:
    """Arguments as JSON: rows by their id, files by their name and size."""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset | models.QuerySet):
        return [_plain(item) for item in value]
    if hasattr(value, "chunks"):
        return [value.name, value.size]
    return value if value is None or isinstance(value, bool | int) else str(value)
