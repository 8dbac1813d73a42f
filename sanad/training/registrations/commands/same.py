"""Nobody has two places in a session: who is perhaps there already, under another spelling, is asked about."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic.fold import fold
from sanad.foundation.arabic.skeleton import LIKELY, holds, likeness
from sanad.foundation.history.chain import snapshot
from sanad.foundation.policy import Refused, Text
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.fields import SameField
from sanad.training.models import Registration
from sanad.training.registrations.queries.people import waiting_rank

SAYS_REGISTERED = {
    Registration.State.CONFIRMED: _("%(name)s has a place in this session already."),
    Registration.State.WAITING: _("%(name)s is on the waiting list of this session already, at number %(number)d."),
}
COMPLETED = ("person", "phone", "email", "sex", "age", "organisation", "place", "plan_item")


def same_person(actor: Actor, registration: Registration, answer: str) -> Registration | None:
    """The registration of the same person, once somebody said that it is the same; None when it is another person.

    The same card, and the same name with the same phone or e-mail, are the same person, and Refused. What is only alike,
    or with the same phone or e-mail a shorter form of the name, is asked about: Refused at `same`, until it is answered. A visitor is not told what is known of others.
    """
    known = _surely(registration)
    found = known or _perhaps(registration)
    if found is None or (answer == SameField.NO and known is None):
        return None
    if answer == SameField.YES:
        return found
    if known is not None and _may_read(actor, known):
        raise refusal(registration, known)
    if known is not None and answer == SameField.NO:
        raise Refused(
            _("Write the name so that the two can be told apart, with the father’s name for example."), "name"
        )
    raise Refused(_question(actor, registration, found), "same")


def perhaps_same(registration: Registration) -> Registration | None:
    """Whom the organiser is asked about, when a visitor registers: a visitor is asked nothing that says who is here."""
    return _surely(registration) or _perhaps(registration)


def is_again(registration: Registration) -> bool:
    """Whether it is the same name with the same phone or e-mail once more: it gets no second seat until somebody says otherwise."""
    twin = registration.twin
    return twin is not None and fold(twin.name) == fold(registration.name) and _reached_alike(registration, twin)


def refusal(registration: Registration, known: Registration) -> Refused:
    """What is said to who may read it: that somebody has a place already, or waits for one."""
    said = SAYS_REGISTERED[Registration.State(known.state)] % {"name": known.name, "number": waiting_rank(known)}
    return Refused(said, "person" if registration.person_id else "name")


def complete(actor: Actor, known: Registration, registration: Registration) -> Registration:
    """What was still unknown of a registration, from the same person entered again; never by who may not read it."""
    if not _may_read(actor, known):
        raise Refused(_("This person has a place in this session already."), "name")
    known.was = snapshot(known)  # type: ignore[attr-defined]  # for the history: the row is not new
    for column in COMPLETED:
        if not getattr(known, column):
            setattr(known, column, getattr(registration, column))
    known.save()
    return known


def _may_read(actor: Actor, row: Registration) -> bool:
    return actor.user is not None and actor.space_id in {row.space_id, row.asking_space_id}


def _others(registration: Registration) -> QuerySet[Registration]:
    return registration.session.registrations.active().exclude(pk=registration.pk)


def _surely(registration: Registration) -> Registration | None:
    if registration.person_id and (known := _others(registration).filter(person=registration.person_id).first()):
        return known
    name = fold(registration.name)
    named = _others(registration).filter(reached_by(registration.phone, registration.email))
    return next((row for row in named if fold(row.name) == name and not _two_cards(registration, row)), None)


def _perhaps(registration: Registration) -> Registration | None:
    """The most alike of those with the same phone or e-mail; where one of the two left no phone, of all in the session."""
    rows = _others(registration).select_related("person")
    if registration.phone:
        rows = rows.filter(reached_by(registration.phone, registration.email) | Q(phone=""))
    alike = [(_alike(registration, row), -row.number, row) for row in rows if not _two_cards(registration, row)]
    score, _number, found = max(alike, default=(0, 0, None))
    return found if score >= LIKELY else None


def _two_cards(one: Registration, other: Registration) -> bool:
    return None not in {one.person_id, other.person_id} and one.person_id != other.person_id


def _alike(one: Registration, other: Registration) -> int:
    named = [(mine, theirs) for mine in names_of(one) for theirs in names_of(other)]
    score = max(likeness(*pair) for pair in named)
    return (
        max(score, LIKELY)
        if _reached_alike(one, other) and any(is_longer_or_shorter(*pair) for pair in named)
        else score
    )


def is_longer_or_shorter(one: str, other: str) -> bool:
    """Whether one name may be the other in a shorter form."""
    return holds(one, other) or holds(other, one)


def reached_by(phone: str, email: str) -> Q:
    """The registrations with this phone or this e-mail address."""
    found = Q(phone=phone) if phone else Q(pk__in=[])
    return found | Q(email__iexact=email) if email else found


def _reached_alike(one: Registration, other: Registration) -> bool:
    same_mail = bool(one.email) and one.email.casefold() == other.email.casefold()
    return same_mail or (bool(one.phone) and one.phone == other.phone)


def names_of(registration: Registration) -> set[str]:
    """The name that was written, and those of the card."""
    card = registration.person
    return {registration.name, *([name for name in (card.name_ar, card.name_fr) if name] if card else [])}


def _question(actor: Actor, registration: Registration, found: Registration) -> Text:
    same_phone = bool(registration.phone) and registration.phone == found.phone
    if not _may_read(actor, found):
        if same_phone:
            return _("Somebody with this name and this number is registered already.")
        return _("Somebody with this name is registered already.")
    said = (
        _("%(name)s is registered already, with the same number.")
        if same_phone
        else _("%(name)s is registered already.")
    )
    return said % {"name": found.name}
