"""The form of an instrument, to be filled in by hand."""

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanad.diagnosis.instruments.queries.blueprint import Item, blueprint_of
from sanad.diagnosis.models import Instrument, Reply
from sanad.directory.documents import facts_of_card, letterhead, place_and_day, town_of
from sanad.directory.models import Organisation
from sanad.foundation.documents.content import Block, Facts, Head, Heading, PaperContent, Prose, Table
from sanad.foundation.spaces.models import Space

DOTS = "…………………………"


def keeper_of(space: Space) -> tuple[Head, str]:
    """The letterhead of a space, and the town of its seat."""
    card = Organisation.objects.filter(space=space, own_space=space).select_related("seat_place").first()
    if card is None:
        return Head(space.name), ""
    return letterhead(facts_of_card(card)), town_of(card)


def blank_form(instrument: Instrument, space: Space, *, core_only: bool) -> PaperContent:
    """The instrument to be filled in by hand: every item with its levels, and room for a mark."""
    blueprint = blueprint_of(instrument)
    head, town = keeper_of(space)
    is_of_residents = instrument.subject == Instrument.Subject.RESIDENTS
    who = _("Household") if is_of_residents else _("In which capacity")
    where = _("Douar") if is_of_residents else _("Association")
    blocks: list[Block] = [
        Facts([(where, DOTS), (who, DOTS), (_("Day"), DOTS)]),
        Prose([str(blueprint.about), _("Mark one line for each item.")]),
    ]
    number = 0
    for domain in blueprint.asked(core_only=core_only):
        blocks.append(Heading(str(domain.title)))
        for item in domain.items:
            number += 1
            blocks.append(_marks(number, item))
    blocks.append(Prose([f"{blueprint.credit} ({blueprint.licence})"]))
    return PaperContent(
        language=get_language() or "ar",
        head=head,
        title=str(blueprint.title),
        subtitle=_("Form to be filled in by hand"),
        place_and_day=place_and_day(town, timezone.localdate()),
        blocks=blocks,
    )


def _marks(number: int, item: Item) -> Table:
    others = f"{Reply.UNKNOWN.label}   ○        {Reply.NOT_APPLICABLE.label}   ○"
    rows = [[str(level.level), str(level.text), ""] for level in item.levels]
    return Table(["", f"{number}. {item.title}", _("Mark")], [*rows, ["", others, ""]], [1, 16, 2])
