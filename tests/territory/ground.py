"""Addresses of places (tests/grounds.py)."""

from sanad.foundation.spaces.actor import Actor
from sanad.territory.commands import add_douar
from sanad.territory.models import Place
from tests.grounds import SECRET, UNTOLD, at


def rows(case) -> dict:
    douar = Place.objects.get(space=case.sg.space, level=Place.Level.DOUAR)
    commune = douar.parent
    return {
        "places/<uuid:pk>/": at(douar),
        "territory:place": [at(douar), at(commune, is_shared=True)],
        "territory:add_douar": at(commune, is_shared=True),
    }


def of_association(case) -> tuple[list, list]:
    commune = Place.objects.filter(level=Place.Level.COMMUNE).first()
    return [], [add_douar(case.president, commune, name_ar=UNTOLD)]


def foreign(actor: Actor) -> list:
    commune = Place.objects.filter(level=Place.Level.COMMUNE).first()
    return [add_douar(actor, commune, name_ar=f"{SECRET} دوار")]
