"""The one way to write: a transaction, a policy, a line of history, done once however often it is sent."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, TypeVar
from uuid import UUID

from django.db import DataError, IntegrityError, OperationalError, connection, models, transaction
from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic.characters import readable_in
from sanad.foundation.history.chain import append, difference, digest_of, masked, snapshot
from sanad.foundation.history.covers import Found, covers_for, digest_of_row
from sanad.foundation.history.digests import digest_of_file
from sanad.foundation.history.labels import label_of, model_told
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.history.takeover import COMMAND as TAKE_OVER
from sanad.foundation.policy import Refused, Text, Verdict
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space
from sanad.foundation.written import Covered, Written, gathering

logger = logging.getLogger(__name__)
R = TypeVar("R", bound=models.Model)
T = TypeVar("T")
# As PostgreSQL names it: a key that is there already; two that waited for each other, of whom this one was ended.
SOMEBODY_WAS_QUICKER = frozenset({"23505", "40P01"})


@dataclass(frozen=True)
class Command:
    """A registered command: what it is called, what the history says of it, who decides."""

    name: str
    says: Text
    policy: Callable[..., Verdict]
    function: Callable[..., models.Model]
    is_final: bool = False


REGISTRY: dict[str, Command] = {}


# Names that stand in histories, of commands that moved to another slice since.
FORMERLY: dict[str, str] = {}
# What the history says of lines that no command of that name writes: a command that does something in another room, too.
SAYS_BESIDE: dict[str, Text] = {TAKE_OVER: _("rows taken over with a release, as they were on that day")}


def says_of(name: str) -> Text:
    """What the history says of a line of that command; the name of one that is no more."""
    known = FORMERLY.get(name, name)
    return REGISTRY[known].says if known in REGISTRY else SAYS_BESIDE.get(known, known)


def command(
    policy: Callable[..., Verdict],
    *,
    says: Text,
    secret: frozenset[str] = frozenset(),
    formerly: str = "",
    once_called: str = "",
    is_final: bool = False,
    is_quiet: bool = False,
) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Wrap a function `verb_noun(actor, target, *, …) -> row` into a command (docs/house.md, "Words").

    `policy` is asked with the positional arguments; `says` completes "<person> …" in the history; `secret` names
    keyword arguments that must leave no trace, not even in the digest; `formerly` names the slice that it moved from,
    `once_called` the name that it had there; `is_final` says that it cannot be taken back, or not without a trace: its
    screens say first what it will do (`asks`, tests/house/test_commands.py). The wrapped function takes one more keyword,
    `key`: the same key with the same content returns the first result, with other content it raises `Refused`; and
    `touched`: what somebody said in a form that keeps the rest of its row as it is by then. That is its content; of a form
    in which nobody touched anything, and after which everything is as it was, the history says nothing. `is_quiet` says that
    this holds whatever was sent: for forms that show a whole list or text, and send it all back.
    """

    def decorate(body: Callable[..., R]) -> Callable[..., R]:
        name = f"{_slice_of(body.__module__)}.{body.__name__}"

        @wraps(body)
        def run(
            actor: Actor,
            *args: Any,
            key: UUID | None = None,
            touched: Mapping[str, Any] | None = None,
            **kwargs: Any,
        ) -> R:
            # Whatever door it came through: no text holds what is no character. Secrets are kept as they were typed.
            kwargs = {name: value if name in secret else readable_in(value) for name, value in kwargs.items()}
            said = kwargs if touched is None else touched
            digest = digest_of([name, _plain(args), _plain({k: v for k, v in said.items() if k not in secret})])
            return tried(name, lambda: once(actor, args, key, digest, kwargs, is_silent=is_quiet or touched == {}))

        def once(
            actor: Actor,
            args: tuple[Any, ...],
            key: UUID | None,
            digest: str,
            kwargs: dict[str, Any],
            *,
            is_silent: bool,
        ) -> R:
            with transaction.atomic():
                if key is not None and (done := _done_already(actor, args, key, digest)) is not None:
                    return done  # type: ignore[return-value]  # the row that this command returned the first time
                target = _locked(args[0]) if args and isinstance(args[0], models.Model) else None
                if target is not None:
                    args = (target, *args[1:])
                _rewind(kwargs)
                verdict = policy(actor, *args)
                if not verdict:
                    raise Refused(verdict.reason)
                _refuse_foreign(actor, target, kwargs)
                before, found = _as_found(target)
                with gathering() as written:
                    row = body(actor, *args, **kwargs)
                if is_silent and _is_as_it_was(target, before, row, written, found, is_quiet=is_quiet):
                    return row
                _remember(actor, name, target, before, row, key=key, digest=digest, written=written, found=found)
                return row

        run.is_quiet = is_quiet  # type: ignore[attr-defined]  # forms ask whether there is a line of it
        run.policy = policy  # type: ignore[attr-defined]  # forms ask it before they let anybody type
        run.done_before = partial(_done_before, name)  # type: ignore[attr-defined]  # and this, when it cannot be said again
        REGISTRY[name] = Command(name, says, policy, run, is_final)
        if formerly or once_called:
            FORMERLY[f"{formerly or _slice_of(body.__module__)}.{once_called or body.__name__}"] = name
        return run

    return decorate


def _slice_of(module: str) -> str:
    """How the names of a module's commands begin: the slice, wherever in it the module lies; a room of the foundation."""
    place = module.removeprefix("sanad.").split(".commands")[0]
    return place if place.startswith(("foundation.", "tests.")) else place.partition(".")[0]


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
    each other, and nobody changes a part while somebody seals the whole. Held with `no_key`, as everywhere: others may
    write rows that refer to it. Else one who holds it and waits for the history would be waited for by one who has the
    history, and is told only at the end that the row which theirs refers to is there.
    """
    whole = getattr(row, "held_with", None) if connection.features.has_select_for_update else None
    if whole is not None:
        type(whole)._base_manager.select_for_update(of=("self",), no_key=True).get(pk=whole.pk)
    return type(row)._base_manager.select_for_update(of=("self",), no_key=True).get(pk=row.pk)


def _as_found(target: models.Model | None) -> tuple[dict | None, Found | None]:
    """What the target says before the command changes it: for the history, and to see whether it was changed past Sanad."""
    if target is None:
        return None, None
    return snapshot(target), (target.pk, digest_of_row(target)) if isinstance(target, Covered) else None


def _is_as_it_was(
    target: models.Model | None,
    before: dict | None,
    row: models.Model,
    written: Written,
    found: Found | None,
    *,
    is_quiet: bool,
) -> bool:
    """True when a command left its target, and all that it wrote, as it found them."""
    if target is None and is_quiet:
        return not any(written.values())
    if target is None or (type(target), target.pk) != (type(row), row.pk) or difference(before, snapshot(row)):
        return False
    return not covers_for(HistoryEntry(), written, found)


def tried(name: str, once: Callable[[], T]) -> T:
    """What a transaction gives; tried again when somebody was quicker: it says itself what it finds then, at its field.

    `once` begins a transaction of its own, so that what it did is undone before it begins anew, also within another one.
    """
    with _judged_by_the_database(name):
        try:
            return once()
        except (IntegrityError, OperationalError) as problem:
            # SQLite writes one after the other: there nobody is quicker.
            if getattr(problem.__cause__, "sqlstate", None) not in SOMEBODY_WAS_QUICKER:
                raise
        return once()


def _done_already(actor: Actor, args: tuple[Any, ...], key: UUID, digest: str) -> models.Model | None:
    """The row of the first request with this key, None when this is the first. Refused when it had another content."""
    _wait_for_the_same(key)
    line = _line(actor, args, key)
    if line is not None and (line.actor_space_id, line.digest) != (actor.space_id, digest):
        raise Refused(_("This form was already sent with another content. Read it again and send it once more."))
    return _result(line) if line is not None else None


def _done_before(name: str, actor: Actor, *args: Any, key: UUID) -> models.Model | None:
    """What the command of that name returned to this person's request with this key, whatever it said; None when nothing."""
    line = _line(actor, args, key)
    is_theirs = line is not None and (line.command, line.user_id) == (name, actor.user and actor.user.pk)
    return _result(line) if line is not None and is_theirs else None


def _wait_for_the_same(key: UUID) -> None:
    """Let a request that came twice be done by one of the two; the other waits here, before it holds anything.

    SQLite has let in one writer only when the transaction began.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(key.bytes[8:], signed=True)])


def _line(actor: Actor, args: tuple[Any, ...], key: UUID) -> HistoryEntry | None:
    """The line of the request that had this key."""
    return HistoryEntry.objects.filter(space_id=_space_of(actor, args[0] if args else None), key=key).first()


def _result(line: HistoryEntry) -> models.Model:
    return model_told(line.object_type)._base_manager.get(pk=line.object_id)


def _space_of(actor: Actor, target: models.Model | None) -> UUID:
    """The space in which a command works: the target's, else the actor's."""
    return getattr(target, "space_id", None) or actor.space_id


def _rewind(kwargs: dict[str, Any]) -> None:
    """Files are read from their beginning, whoever read them before."""
    for value in kwargs.values():
        if hasattr(value, "chunks"):
            value.seek(0)


def _refuse_foreign(actor: Actor, target: models.Model | None, kwargs: dict[str, Any]) -> None:
    """Rows named in the input must belong to the space in which the command works: the target's, else the actor's."""
    here = _space_of(actor, target)
    for field, value in kwargs.items():
        if any(getattr(row, "space_id", None) not in {here, None} for row in _rows_in(value)):
            raise Refused(_("This choice does not exist."), field)


def _rows_in(value: Any) -> Iterator[models.Model]:
    """The rows that a value is or holds, however deep; a space is nobody's row."""
    if isinstance(value, models.Model):
        yield from () if isinstance(value, Space) else (value,)
    elif isinstance(value, Mapping):
        for each in (*value.keys(), *value.values()):
            yield from _rows_in(each)
    elif isinstance(value, list | tuple | set | frozenset | models.QuerySet):
        for each in value:
            yield from _rows_in(each)


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


def _remember(
    actor: Actor,
    name: str,
    target: models.Model | None,
    before: dict | None,
    row: models.Model,
    *,
    key: UUID | None,
    digest: str,
    written: Written,
    found: Found | None,
) -> None:
    same = target is not None and type(target) is type(row) and target.pk == row.pk
    earlier = before if same else getattr(row, "was", None)  # a row that the command found and changed
    worked_in = _space_of(actor, target)
    # A row of another space has its line there too when there is a key, which stands where the command looks for it.
    own = getattr(row, "space_id", None) or worked_in
    # In one order, so that two who write into each other's room never wait for each other.
    for space_id in sorted({own, worked_in} if key is not None else {own}):
        append(
            space_id,
            user=actor.user,
            actor_space=actor.space,
            command=name,
            object_type=label_of(row),
            object_id=row.pk,
            subject_id=getattr(row, "subject_id", None) or row.pk,
            label=str(row)[:200],
            changes=masked(row, difference(earlier, snapshot(row))),
            key=key if space_id == worked_in else None,
            digest=digest,
            written=written if space_id == own else None,
            found=found,
        )


def _plain(value: Any) -> Any:
    """Arguments as JSON: rows by their id, files by their name and content."""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset | models.QuerySet):
        return [_plain(item) for item in value]
    if hasattr(value, "chunks"):
        return [value.name, digest_of_file(value)]
    return value if value is None or isinstance(value, bool | int) else str(value)
