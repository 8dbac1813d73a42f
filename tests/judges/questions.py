"""What is asked of a page, however long, far or strange, is answered."""

from collections.abc import Iterator

from tests.judges.choices import OURS, choices_of
from tests.visits import PAGE, Here

LONG = "ن" * 2_000  # of all of them an address grows as long as the server takes
PARAMETERS = (
    "q",
    "page",
    "month",
    "day",
    "year",
    "from",
    "to",
    "language",
    "kind",
    "state",
    "sort",
    "code",
    "next",
    "space",
    "standing",
    "field",
    "region",
)
ASKED = (LONG, "9999-12-31", "%_" * 1_000, "9" * 400)
FAILED = 500


def answers_any_question(here: Here) -> Iterator[str]:
    """With a page or a refusal, never with a failure."""
    if here.opened.status != PAGE:
        return
    shown = here.opened.forms
    names = {field for form in shown for field in form.fields}
    number = len(here.spot.name)
    question = {each: ASKED[(number + place) % len(ASKED)] for place, each in enumerate((*PARAMETERS, *sorted(names)))}
    plain = [each for form in shown for each, field in choices_of(form).items() if not isinstance(field, OURS)]
    for each in (question, *({"suggest": each, each: "abc"} for each in plain[:1])):
        here.meet("questions", f"{here.spot.name} {each.get('suggest', '')}")
        visit = here.keeper.get(here.spot, each)
        if visit.status >= FAILED:
            yield f"{visit} {each.get('suggest', '')}"
