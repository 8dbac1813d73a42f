"""An association that has no space yet, as the support organisation that deals with it wrote its card."""

from sanad.directory.commands import organisations as commands
from sanad.directory.models import Organisation

NAME = "جمعية بلا فضاء"


def card_of_known(case) -> Organisation:
    return commands.add_organisation(
        case.sg,
        kind="association",
        name_ar=NAME,
        phone="+212600000001",
        seat_place=case.association.seat_place,
        founded_year=2020,
    )
