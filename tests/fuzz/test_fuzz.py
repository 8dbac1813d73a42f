"""No input answers 500. Some hundred steps by default, with one seed; `make fuzz` walks for ten minutes (SECONDS, SEED)."""

import logging
import os

import pytest
from django.apps import apps
from django.db import Error, models, transaction
from django.test import Client
from django.utils.translation import override

from sanad.demo.training import teach
from tests.fuzz.walk import Walk

SEED = os.environ.get("SEED", "13")
# Without SECONDS a walk takes as many steps on a machine that is busy as on one that is quick.
IS_COUNTED = "SECONDS" not in os.environ
SECONDS = float(os.environ.get("SECONDS", "120"))
UNTIL = int(os.environ.get("UNTIL", "0")) or (500 if IS_COUNTED else 10**9)
PAPERS, PAGES = min(120.0, SECONDS), 210 if IS_COUNTED else 10**9

pytestmark = pytest.mark.slow

KEYS = {
    "key",
    "kind",
    "code",
    "language",
    "languages",
    "token",
    "phone",
    "course_key",
    "instrument_key",
    "field",
    "unit",
}
STRANGE = (
    '#panic("x") #sys.inputs $ x^2 $ \\ *_`<>~@ /* // [ ] { } {budget} = - + 1. "\u202e\u2067\u200f',
    "=1+1 👨\u200d👩\u200d👧 ﷺ ﷲ \u0651\u0651 e\u0301 \ufeff\u200b \u2028 <script>&amp; 01/03/2027 1.234,50 06 12 34 56 78 ../../x http://[ %s %(x)s",
    "ش" * 5_000,
    "علي 😀 ⵎⵓⵃⴰ ⵜⴰⵎⴰⵣⵉⵖⵜ 中文 \ufffe\ue000 م\u20dd \u0378 ＝1 " + "م" * 100,
)


@pytest.fixture(scope="module")
def _taught(_case, django_db_blocker):
    """The case with its courses, told once for all walks."""
    with django_db_blocker.unblock(), transaction.atomic(), override("ar"):
        teach(_case)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def clients(_taught, world, browse) -> dict[str, Client]:
    logging.disable(logging.CRITICAL)  # a record of each request would be kept, with all that it refers to
    people = {
        name: browse(getattr(world, name)) for name in ("sg", "coordinator", "president", "secretary", "stranger")
    }
    yield {**people, "nobody": Client()}
    logging.disable(logging.NOTSET)


def test_no_input_answers_with_a_failure(clients) -> None:
    walk = Walk(SEED, clients)
    walk.go(SECONDS, UNTIL)
    print(f"\n{walk.report()}")
    assert not walk.failures, walk.report()


@pytest.mark.parametrize("text", STRANGE, ids=("markup", "signs", "long", "letters"))
def test_pages_and_papers_of_strange_text_come(clients, text) -> None:
    for model in apps.get_models():
        if model.__module__.startswith("sanad.") and not model.__module__.startswith("sanad.foundation."):
            _written_all_over(model, text)
    walk = Walk(SEED, clients)
    walk.read(PAPERS / len(STRANGE), PAGES)
    walk.issue(PAPERS / len(STRANGE))
    print(f"\n{walk.report()}")
    assert not walk.failures, walk.report()


def _written_all_over(model: type[models.Model], text: str) -> None:
    """In every column in which people write; not where rows are never edited, or a word is one of some."""
    for column in model._meta.concrete_fields:
        free = isinstance(column, models.CharField | models.TextField) and not (column.choices or column.unique)
        if (
            free
            and column.editable
            and column.name not in KEYS
            and type(column) in {models.CharField, models.TextField}
        ):
            try:
                with transaction.atomic():
                    model._base_manager.exclude(**{column.name: ""}).update(**{column.name: text[: column.max_length]})
            except Error:
                continue
