"""What forms let people choose from: seen by who chooses, found by words, and nothing of another space."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django import forms
from django.apps import apps

from sanad.accompaniment.models import Engagement, Evidence, Need, PlanItem
from sanad.activities.models import Attendance, Decision, ProgrammeItem
from sanad.diagnosis.models import AgreedScore
from sanad.directory.models import Mandate
from sanad.foundation import ui
from sanad.foundation.naming.models import Findable
from sanad.foundation.spaces.models import Membership, Space
from sanad.partnerships.models import Article, Commitment, Party
from tests.grounds import SECRET
from tests.judges.doors import ASSOCIATIONS
from tests.judges.filled import filled
from tests.visits import PAGE, Here, Visit

OURS = (ui.ChoiceOfRows, ui.SeveralRows, ui.ChoiceOfMany, ui.SeveralOfMany, ui.CardField)
OF_ROWS = (forms.ModelChoiceField, ui.CardField)
# Rows that are read and compared by what the form calls them: of how little they are.
READ = {
    ProgrammeItem: "of one activity",
    Attendance: "of one activity",
    Decision: "of one activity",
    Need: "of one file",
    PlanItem: "of one file",
    Evidence: "of one file",
    AgreedScore: "of one item of one file",
    Article: "of one agreement",
    Party: "of one agreement",
    Commitment: "of one agreement",
    Mandate: "of one person, or one organisation",
    Membership: "of one space, who enters it and has no card",
    Engagement: "one for each association that is accompanied",
    Space: "one for each association that was let in",
}
UNFIT = 422


def choices_of(form: Any) -> dict[str, Any]:
    """The fields of a form with something to choose from."""
    return {name: field for name, field in form.fields.items() if isinstance(field, forms.ChoiceField | ui.CardField)}


def lets_choose_rows_by_our_fields_alone(here: Here) -> Iterator[str]:
    """Rows are found in the database by words, or among few."""
    for form in here.opened.forms if here.opened.status == PAGE else ():
        for name, field in choices_of(form).items():
            if not isinstance(field, OF_ROWS):
                continue
            here.meet("models to choose from", field.queryset.model.__name__)
            if not isinstance(field, OURS):
                yield f"{here.spot}.{name}: {type(field).__name__}"
            if not issubclass(field.queryset.model, Findable) and field.queryset.model not in READ:
                yield f"{here.spot}.{name}: {field.queryset.model.__name__} is not found by words"


def answers_what_one_types(here: Here) -> Iterator[str]:
    """A box gives what the words find to choose from, and nothing else of the page."""
    for form in here.opened.forms if here.opened.status == PAGE else ():
        for name, field in choices_of(form).items():
            if not isinstance(field, OURS) or isinstance(field.widget, forms.HiddenInput):
                continue
            here.meet("boxes that answer", f"{here.spot.name}.{name}")
            for typed in ("جمعية", "%'\"" + "x" * 5_000 + "\x00"):
                visit = here.keeper.get(here.spot, {"suggest": name, name: typed})
                if visit.status != PAGE or b"<html" in visit.body:
                    yield f"{visit} ?suggest={name}&{name}={typed[:20]}"


def _sees(actor: Any, model: Any) -> Any:
    """The rows of a model that somebody may see; those of a space that lie in the foundation, as the accounts say."""
    label = model._meta.app_label
    policies = apps.get_app_config("accounts" if label == "foundation" else label).module.__name__ + ".policies"
    visible_to = __import__(policies, fromlist=["visible_to"]).visible_to
    return visible_to(actor, model)


def offers_what_its_reader_may_see(here: Here, visit: Visit) -> Iterator[str]:
    """Whatever a form offers, its reader may see; typing finds nothing else."""
    for form in visit.forms if visit.status == PAGE and visit.who else ():
        for name, field in choices_of(form).items():
            rows = getattr(field, "queryset", None)
            if rows is None or rows.model is Space:
                continue
            here.meet(f"choices of {visit.who}", f"{visit.spot.name}.{name}")
            seen = _sees(here.walk.ground.actor(visit.who), rows.model).order_by().values_list("pk", flat=True)
            if beyond := set(rows.order_by().values_list("pk", flat=True)) - set(seen):
                yield f"{visit}.{name}: {len(beyond)}"
            if issubclass(rows.model, Findable):
                found = here.walk.visitor(visit.who).get(visit.spot, {"suggest": name, name: SECRET})
                if f"{SECRET} " in found.body.decode():
                    yield f"{visit} ?suggest={name}"


# ------------------------------------------------------------------------------------------------ rows of another space


def _sent_with(form: Any, name: str, key: Any) -> dict[str, Any]:
    """The form as people send it, with that row chosen; among others where several are."""
    data, field = filled(form), form.fields[name]
    if isinstance(field, forms.ModelMultipleChoiceField):
        own = field.queryset.order_by("pk").values_list("pk", flat=True).first()
        return data | {name: [str(each) for each in (own, key) if each]}
    return data | {name: str(key)}


def takes_no_row_of_another_space(here: Here) -> Iterator[str]:
    """What is of another space does not exist: the field says so, for one row and for one among several."""
    for form, name, row in _chosen(here):
        visit = here.post(_sent_with(form, name, row.pk))
        here.meet("rows of another space", f"{here.spot.name}.{name}")
        if name not in visit.errors or visit.wrote:
            yield f"{visit}.{name} {dict(visit.errors)} {visit.wrote}"


def has_a_command_that_refuses_them_itself(here: Here) -> Iterator[str]:
    """The wall between spaces stands in the command too: with a form that lets every row through, nothing is written."""
    for form, name, row in _chosen(here):
        with _letting_every_row_through():
            visit = here.post(_sent_with(form, name, row.pk))
        if name in visit.errors or "__all__" in visit.errors:
            here.meet("refused by the command", f"{here.spot.name}.{name}")
        if visit.status != UNFIT or visit.wrote:
            yield f"{visit}.{name} {visit.wrote}"


def _chosen(here: Here) -> Iterator[tuple[Any, str, Any]]:
    """Every field for rows of each form, and a row of another space for it."""
    for form in here.opened.forms if here.opened.status == PAGE else ():
        if not isinstance(form, ui.SheetForm):
            continue
        for name, field in choices_of(form).items():
            model = field.queryset.model if isinstance(field, OF_ROWS) else Space
            if model is Space or isinstance(field.widget, forms.HiddenInput):
                continue
            ground = here.walk.ground
            assert model in ground.foreign, (
                f"{here.spot.name}.{name}: no {model.__name__} of another space. "
                f"Let foreign() of tests/{model._meta.app_label}/ground.py give one."
            )
            yield form, name, ground.foreign[model]  # of a space that nobody here knows
            shown = ground.shown.get(model) or ground.kept.get(model)
            if shown is not None and here.spot.at.by not in ASSOCIATIONS:
                yield form, name, shown  # of the association, whose consents show some of them


@contextmanager
def _letting_every_row_through() -> Iterator[None]:
    """A hole in the first wall, to see the second: fields of rows take every key that there is."""

    def any_row(field: Any, value: Any) -> Any:
        return field.queryset.model._base_manager.filter(pk=value).first() if value else None

    def any_rows(field: Any, values: Any) -> Any:
        return list(field.queryset.model._base_manager.filter(pk__in=values or []))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ui.ChoiceOfRows, "clean", any_row)
        patch.setattr(ui.SeveralRows, "clean", any_rows)
        patch.setattr(ui.CardField, "clean", any_row)
        yield
