"""Opinions, without a name: right after, and some months later."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from sanad.courses.queries.syllabus import Question
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.training.learning.queries.assessment import LONGEST_TEXT, SCALE, opinion_of
from sanad.training.models import Feedback, Session
from sanad.training.registrations.policies.opinions import can_give_feedback


# The ticket leaves no trace beside the opinion itself: not in the history, not in the digest of what was sent.
@command(can_give_feedback, says=_("gave an opinion without a name"), secret=frozenset({"ticket"}))
def give_feedback(
    actor: Actor, session: Session, moment: str, *, ticket: str, answers: Mapping[str, int | str]
) -> Feedback:
    """Keep an opinion, once for each ticket. Refused a second time, and when nothing at all is said."""
    questions = {question.key: question for question in opinion_of(session, moment)}
    if session.feedback.filter(moment=moment, ticket=ticket).exists():
        raise Refused(_("You gave your opinion already. Thank you."))
    if not answers:
        raise Refused(_("Answer at least one of the questions."))
    for key, value in answers.items():
        if key not in questions or not _fits(questions[key], value):
            raise Refused(_("This choice does not exist."), key)
    marks = [int(value) for key, value in answers.items() if questions[key].kind == "scale"]
    return Feedback.objects.create(
        space_id=session.space_id,
        session=session,
        moment=moment,
        answers=dict(answers),
        ticket=ticket,
        points=sum(marks),
        points_of=len(marks),
    )


def _fits(question: Question, value: int | str) -> bool:
    if question.kind == "scale":
        return value in SCALE
    if question.kind == "choice":
        return value in {choice.key for choice in question.choices}
    return isinstance(value, str) and 0 < len(value.strip()) <= LONGEST_TEXT
