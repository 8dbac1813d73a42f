"""What the papers of an agreement have in common: the head of the first party, quantities, boxes to sign in."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanad.directory.documents import facts_of_card, letterhead
from sanad.foundation.arabic.numbers import format_number
from sanad.foundation.documents.content import Block, PaperContent, Signatures
from sanad.partnerships.models import Agreement, Commitment, Party
from sanad.partnerships.queries.wording import format_day, format_money, name_pieces

BOXES = 3  # signatures beside each other


def paper_language() -> str:
    """The language in which a paper is printed."""
    return get_language() or "ar"


def parties_on_paper(agreement: Agreement) -> list[Party]:
    """The parties as the text names them; the first one heads the paper."""
    return list(agreement.parties.standing().select_related("organisation__seat_place", "signatory", "mandate"))


def headed_paper(agreement: Agreement, parties: list[Party], title: str, blocks: list[Block]) -> PaperContent:
    """A paper of an agreement under the head of its first party, with the day of today."""
    language = paper_language()
    return PaperContent(
        language=language,
        head=letterhead(facts_of_card(parties[0].organisation)),
        title=title,
        subtitle=agreement.title,
        place_and_day=format_day(timezone.localdate().isoformat(), language),
        blocks=blocks,
    )


def format_measure(commitment: Commitment, measure: int) -> str:
    """So much of a commitment, in its unit: `measure` is centimes, or pieces."""
    if commitment.amount is not None:
        return format_money(measure, paper_language())
    return name_pieces(commitment.unit, format_number(measure, paper_language()), paper_language())


def format_done(commitment: Commitment, done: int, total: int) -> str:
    """How much of a commitment was done, of all that is owed: «لائحة حضور: 1 من 6»."""
    language, is_money = paper_language(), commitment.amount is not None
    say = format_money if is_money else format_number
    said = _("%(done)s of %(total)s") % {"done": say(done, language), "total": say(total, language)}
    return said if is_money else name_pieces(commitment.unit, said, language)


def signature_boxes(boxes: list[tuple[str, str]], note: str) -> Iterator[Block]:
    """A box for each party (its name, who signs), three beside each other."""
    for start in range(0, len(boxes), BOXES):
        yield Signatures(boxes[start : start + BOXES], note)
