"""Who sees what of training, who plans, and what its parts ask of a session alike."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from sanad.accompaniment.models import Engagement
from sanad.courses.models import Course
from sanad.foundation.naming.among import own_or
from sanad.foundation.policy import Verdict, needs
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import (
    Attempt,
    AttendanceScan,
    Certificate,
    CertificateRun,
    Feedback,
    LessonRead,
    OtherMatter,
    Presence,
    Registration,
    RegistrationLetter,
    RegistrationStep,
    Session,
    SessionCost,
    SessionStep,
    SessionTrainer,
    SigningKey,
    Slot,
    TrainerField,
)

M = TypeVar("M", bound=Model)

# What the space alone sees.
OWN = (
    SessionCost,
    SessionStep,
    Attempt,
    Feedback,
    CertificateRun,
    TrainerField,
    LessonRead,
    SigningKey,
    AttendanceScan,
    RegistrationLetter,
    OtherMatter,
)
# How what an accompanied association sees leads to the session: once it is announced,
ANNOUNCED: dict[type[Model], str] = {Session: "", Slot: "session__", SessionTrainer: "session__"}
# and of whom it registered itself.
REGISTERED: dict[type[Model], str] = {
    Registration: "",
    RegistrationStep: "registration__",
    Presence: "registration__",
    Certificate: "registration__",
}


def accompanying(actor: Actor) -> QuerySet[Engagement]:
    """The files that other spaces keep on the association whose space this is."""
    return Engagement.objects.filter(association_space=actor.space)


def announced_to(actor: Actor) -> QuerySet[Session]:
    """The sessions announced by who accompanies the actor's association; one that is cancelled, when it has people in it."""
    rows = Session.objects.filter(space__in=accompanying(actor).values("space")).exclude(state=Session.State.DRAFT)
    asked = Registration.objects.filter(asking_space=actor.space).values("session")
    return rows.filter(~Q(state=Session.State.CANCELLED) | Q(pk__in=asked))


def announced_courses(actor: Actor) -> QuerySet[Course]:
    """The courses of the sessions that were announced to the actor's association."""
    return Course.objects.filter(sessions__in=announced_to(actor))


def visible_to(actor: Actor, model: type[M]) -> QuerySet[M]:
    """The space's own rows; of who accompanies it, the announced sessions and the people it registered there.

    Answers of tests and of feedback, costs and keys stay with the space that teaches.
    """
    rows = model._default_manager
    if not actor.may("space.read"):
        return rows.none()
    own = Q(space=actor.space)
    if model in ANNOUNCED:
        return rows.filter(own | Q(**{f"{ANNOUNCED[model]}pk__among": announced_to(actor).order_by().values("pk")}))
    if model in REGISTERED:
        theirs = rows.filter(**{f"{REGISTERED[model]}asking_space": actor.space})
        return rows.filter(own_or(actor.space, theirs))
    if model in OWN:
        return rows.filter(own)
    message = f"{model.__name__} is not a model of training"
    raise TypeError(message)


def half_days(session: Session) -> list[Slot]:
    """The half-days that take place, in order; nothing is asked where the session brought them along."""
    return [slot for slot in session.slots.all() if slot.is_standing]


def has_begun(session: Session) -> bool:
    """True once the first half-day began."""
    return any(slot.starts_at <= timezone.now() for slot in half_days(session))


def is_over(session: Session) -> bool:
    """True once the last half-day ended; a session without any is not."""
    slots = half_days(session)
    return bool(slots) and all(slot.ends_at <= timezone.now() for slot in slots)


def can_plan_session(actor: Actor) -> Verdict:
    """Plan a course, a trip, a seminar or a workshop."""
    return needs(actor, "training.run")
