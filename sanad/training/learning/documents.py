"""The test on paper, to be answered by hand."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanad.directory.documents import facts_of_card, letterhead
from sanad.foundation.documents.content import Block, Facts, Heading, PaperContent, Prose
from sanad.training.learning.queries.assessment import questions_of
from sanad.training.models import Session

BOX, DOTS = "☐", "…………………………………………"


def blank_test(session: Session) -> PaperContent:
    """The questions of the test, to be answered by hand; the same before and after, and without the right answers."""
    blocks: list[Block] = [
        Facts(
            [
                (_("Full name"), DOTS),
                (_("Day"), DOTS),
                (_("Moment"), f"{BOX} {_('Before the course')}    {BOX} {_('After the course')}"),
            ]
        ),
        Prose(
            [
                _(
                    "Put a cross in front of one answer to each question. Who does not know leaves it blank: this is no examination."
                )
            ]
        ),
    ]
    for number, question in enumerate(questions_of(session), 1):
        blocks += [
            Heading(f"{number}. {question.text}"),
            Prose([f"{BOX} {choice.text}" for choice in question.choices]),
        ]
    return PaperContent(
        language=get_language() or "ar",
        head=letterhead(facts_of_card(session.activity.host)),
        title=_("Test before and after the course"),
        subtitle=str(session),
        place_and_day="",
        blocks=blocks,
    )
