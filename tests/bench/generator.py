"""A large space: organisations, people, activities, from a seeded generator, in bulk."""

import random
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from rich.progress import Progress

from sanad.activities.models import Activity, FollowUp
from sanad.directory.models import Mandate, Organisation, Person
from sanad.foundation.spaces.actor import Actor
from sanad.territory.models import Place

FIRST = [
    "محمد",
    "فاطمة",
    "أحمد",
    "خديجة",
    "يوسف",
    "مريم",
    "إبراهيم",
    "زينب",
    "عمر",
    "نعيمة",
    "حسن",
    "رشيدة",
    "سعيد",
    "لطيفة",
    "عبد",
    "الله",
    "حنان",
]
LAST = [
    "الأزرق",
    "البستاني",
    "الجبلي",
    "الحداد",
    "الخياط",
    "الدباغ",
    "الزيتوني",
    "السقاط",
    "الصباغ",
    "الطاهري",
    "العطار",
    "الفلاح",
    "القصري",
    "المراكشي",
    "الوزاني",
]
AIMS = ["للتنمية والتعاون", "للثقافة والفنون", "للماء والبيئة", "للمرأة القروية", "للشباب والرياضة", "للتعليم والتكوين"]


@dataclass(frozen=True)
class Size:
    """How many of each; `short` is for a look, `full` for the figures."""

    organisations: int
    people: int
    activities: int


SIZES = {"short": Size(100, 1_000, 500), "full": Size(2_000, 20_000, 10_000)}


def fill(actor: Actor, size: Size) -> None:
    """Write the rows, with a progress bar."""
    dice = random.Random(2023)
    with Progress(transient=True) as bar:
        task = bar.add_task("rows", total=size.organisations + 2 * size.people + 2 * size.activities)

        def write(model, rows) -> list:
            written = model.objects.bulk_create(rows, batch_size=1_000)
            bar.advance(task, len(written))
            return written

        places = list(Place.objects.filter(level="commune")[:200])
        organisations = write(Organisation, [_organisation(actor, dice, places, n) for n in range(size.organisations)])
        people = write(Person, [_person(actor, dice, n) for n in range(size.people)])
        write(
            Mandate,
            [
                Mandate(space=actor.space, person=person, organisation=dice.choice(organisations), capacity_ar="عضو")
                for person in people
            ],
        )
        activities = write(Activity, [_activity(actor, dice, organisations, n) for n in range(size.activities)])
        write(
            FollowUp,
            [
                FollowUp(
                    space=actor.space,
                    activity=row,
                    text=f"مهمة {n}",
                    owner=dice.choice(people),
                    due_on=row.starts_at.date() + timedelta(days=14),
                )
                for n, row in enumerate(activities)
            ],
        )


def _organisation(actor: Actor, dice: random.Random, places: list[Place], number: int) -> Organisation:
    row = Organisation(
        space=actor.space,
        kind="association",
        name_ar=f"جمعية {dice.choice(LAST)} {dice.choice(AIMS)} {number}",
        founded_year=2000 + number % 24,
        seat_place=dice.choice(places),
    )
    row.refresh_index(aliases=[])
    return row


def _person(actor: Actor, dice: random.Random, number: int) -> Person:
    row = Person(space=actor.space, name_ar=f"{dice.choice(FIRST)} {dice.choice(LAST)} {number}")
    row.refresh_index(aliases=[])
    return row


def _activity(actor: Actor, dice: random.Random, organisations: list[Organisation], number: int) -> Activity:
    starts_at = timezone.now() - timedelta(days=dice.randrange(1_500), hours=dice.randrange(10))
    row = Activity(
        space=actor.space,
        kind=dice.choice(Activity.Kind.values),
        title=f"لقاء تواصلي {number}",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        host=dice.choice(organisations),
        state="held",
    )
    row.refresh_index()
    return row
