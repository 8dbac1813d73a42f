"""Who and what the parts of the demo hand on to each other."""

from dataclasses import dataclass

from sanad.directory.models import Organisation, Person
from sanad.foundation.spaces.actor import Actor


@dataclass
class Case:
    """What the rest of the story needs to hold."""

    sg: Actor
    coordinator: Actor
    president: Actor
    secretary: Actor
    stranger: Actor
    host: Organisation
    association: Organisation
    people: dict[str, Person]
