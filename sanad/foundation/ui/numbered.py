"""What numbering a paper will do."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.papers import Paper
from sanad.foundation.numbering import coming_number
from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.ahead import Ahead, tell

LANGUAGES = {"ar": _("in Arabic"), "fr": _("in French")}


def ahead_of_numbering(
    actor: Actor,
    paper: Paper,
    subject: Any,
    language: str,
    *,
    draft: str,
    about: Text = "",
    replaces: IssuedDocument | None = None,
) -> Ahead:
    """The number that it takes, what it is about, which paper it replaces; `draft` is where it is looked at."""
    year = timezone.localdate().year
    number = f"{coming_number(actor.space_id, paper.series, year)}/{year}"
    replaced = (
        tell(_("No %(number)s, issued before, is replaced by it."), number=replaces.reference) if replaces else ""
    )
    happens = [
        tell(
            _("“%(paper)s” about “%(about)s” is issued %(language)s."),
            paper=paper.title,
            about=about or subject,
            language=LANGUAGES[language],
        ),
        tell(_("It takes the next number, %(number)s, which no other paper ever gets."), number=number),
        _("Its text is kept as it is now and cannot be changed any more. Look at the draft first."),
        _("It carries a code by which anybody can check it."),
        replaced,
    ]
    return Ahead(
        title=_("Number this paper?"),
        happens=[sentence for sentence in happens if sentence],
        does=_("Number the paper"),
        may=paper.may_issue(actor, subject),
        papers=[(_("Look at the draft"), draft)],
        for_good=_(
            "This cannot be undone: the number is taken for good. The paper can only be withdrawn, with a reason."
        ),
    )
