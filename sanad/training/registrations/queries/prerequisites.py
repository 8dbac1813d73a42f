"""What somebody must have learned before a course, and whether their certificates show it."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.courses.models import Course
from sanad.courses.queries.syllabus import said, shipped
from sanad.foundation.arabic.skeleton import is_likely
from sanad.foundation.policy import Text
from sanad.training.models import Certificate, Registration


@dataclass(frozen=True)
class Lack:
    """A course that comes before and is not proven. `ended`: there was a certificate, and it no longer stands."""

    key: str
    said: Text
    ended: bool


def certificates_of(registration: Registration, key: str) -> list[Certificate]:
    """The certificates of a course that the person of a registration holds: the same card, or the same phone and name, however spelled."""
    rows: QuerySet[Certificate] = (
        Certificate.objects.filter(space=registration.space_id, registration__session__course__key=key)
        .select_related("registration", "document__withdrawal")
        .prefetch_related("document__replaced_by")
    )
    known = Q(pk__in=[])
    if registration.person_id:
        known |= Q(registration__person=registration.person_id)
    if registration.phone:
        known |= Q(registration__phone=registration.phone)
    return [
        row
        for row in rows.filter(known)
        if (registration.person_id and row.registration.person_id == registration.person_id)
        or is_likely(row.registration.name, registration.name)
    ]


def missing_prerequisite(registration: Registration) -> Lack | None:
    """The first course that comes before and that the person cannot show on the first day; None when nothing lacks."""
    course = registration.session.course
    for key in course.content.get("prerequisites", []) if course else []:
        held = certificates_of(registration, key)
        first_day = timezone.localdate(registration.session.activity.starts_at)
        if any(row.standing(first_day) is Certificate.Standing.VALID for row in held):
            continue
        title = title_of(registration, key)
        if held:
            words = _("The certificate of the course “%(title)s” no longer stands on the first day.")
            return Lack(key, words % {"title": title}, ended=True)
        words = _("This course asks for a certificate of the course “%(title)s” first.")
        return Lack(key, words % {"title": title}, ended=False)
    return None


def title_of(registration: Registration, key: str) -> str:
    """What a course is called in the space."""
    own = Course.objects.filter(space=registration.space_id, key=key).defer("content").first()
    return own.title if own else said(shipped()[key]["title"]) if key in shipped() else key
