"""Who sees courses, and who writes them."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from sanad.courses.models import Course, CourseFile
from sanad.foundation.policy import Verdict, all_of, needs, owns
from sanad.foundation.spaces.actor import Actor

M = TypeVar("M", bound=Model)

# The courses of other spaces that a slice above shows to an actor: those of sessions that were announced to it.
SHOWN: list[Callable[[Actor], QuerySet[Course]]] = []


def visible_to(actor: Actor, model: type[M]) -> QuerySet[M]:
    """The space's own courses and their files, and those that are shown to it."""
    rows = model._default_manager
    if not actor.may("space.read"):
        return rows.none()
    seen = Q(space=actor.space)
    for courses in (shown(actor) for shown in SHOWN):
        if model is Course:
            seen |= Q(pk__among=courses.order_by().values("pk"))
        elif model is CourseFile:
            seen |= Q(space__in=courses.values("space"), course_key__in=courses.values("key"))
    if model not in {Course, CourseFile}:
        message = f"{model.__name__} is not a model of courses"
        raise TypeError(message)
    return rows.filter(seen)


def can_keep_courses(actor: Actor, *about: Any) -> Verdict:
    """Write a course of one's own, change one, bring one in, add files to its lessons."""
    return needs(actor, "training.run")


def can_withdraw_course_file(actor: Actor, row: CourseFile) -> Verdict:
    """Take a file back out of the lessons."""
    return all_of(needs(actor, "training.run"), owns(actor, row))
