"""The test before and after: answered by the person, or typed in from paper. Written once (T4)."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.training.learning.policies.assessment import can_take_test, can_type_test
from sanad.training.learning.queries.assessment import plain_answers, questions_of, score_of
from sanad.training.models import Attempt, Registration


@command(can_take_test, says=_("answered a test"))
def take_test(actor: Actor, registration: Registration, moment: str, *, answers: Mapping[str, str]) -> Attempt:
    """Answer all questions of the test before or after. Refused a second time, and while a question has no answer."""
    for question in questions_of(registration.session):
        if question.key not in answers:
            raise Refused(_("Choose an answer, or say that you do not know."), question.key)
    return _write(actor, registration, moment, answers)


@command(can_type_test, says=_("typed in a test answered on paper"))
def type_test(actor: Actor, registration: Registration, moment: str, *, answers: Mapping[str, str]) -> Attempt:
    """Type in what stands on the paper; a question left blank there is left out. Refused for a test already answered."""
    return _write(actor, registration, moment, answers)


def _write(actor: Actor, registration: Registration, moment: str, answers: Mapping[str, str]) -> Attempt:
    questions = questions_of(registration.session)
    if moment not in Attempt.Moment.values or not plain_answers(questions, answers):
        raise Refused(_("This choice does not exist."))
    if known := registration.attempts.filter(moment=moment).first():
        raise Refused(
            _("This test was answered already: %(score)s of %(of)s right. The first answers stand.")
            % {"score": known.score, "of": known.out_of}
        )
    return Attempt.objects.create(
        space_id=registration.space_id,
        registration=registration,
        moment=moment,
        answers=dict(answers),
        score=score_of(questions, answers),
        out_of=len(questions),
        by=actor.user,
    )
