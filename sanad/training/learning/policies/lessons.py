"""Who reads lessons."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import YES, Verdict, needs, no
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Registration


def can_read_lessons(actor: Actor) -> Verdict:
    """Read the lessons of the courses that one may see, with an account."""
    return needs(actor, "space.read")


def can_read_own_lessons(actor: Actor, registration: Registration) -> Verdict:
    """Read the lessons of the session in which one has a place, or waits for one, without an account."""
    if registration.session.course_id is None:
        return no(_("There is nothing to read for this session."))
    if registration.state == Registration.State.WITHDRAWN:
        return no(_("You gave your place back."))
    return YES
