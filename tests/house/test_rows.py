"""Every row of a tenant begins with its space: the shard key leads each index and stands in each unique constraint."""

from django.apps import apps
from django.db import models

from tests.house.ground import none

# table.constraint or table.field: why it may stand without the space.
EXCEPTIONS = {
    "foundation.Invitation.token_hash": "the secret link is opened before anybody knows the space",
    "foundation.IssuedDocument.code": "the public check page knows only what is printed",
    "foundation.DocumentWithdrawal.document": "one to one with a row of the same space",
    "activities.CalendarFeed.token_hash": "a calendar program asks with the secret address alone",
    "activities.Minutes.activity": "one to one with a row of the same space",
    "diagnosis.Gap.score": "one to one with a row of the same space",
    "diagnosis.MeasuredChange.change": "one to one with a row of the same space",
    "training.Session.code": "the public link to register knows only the code",
    "training.Session.session_for_everybody": "the door shows visitors those of all spaces that anybody may register for",
    "training.Certificate.document": "one to one with a row of the same space",
    "public.PublicPage.slug": "everybody opens the page by its address alone",
    "public.PageAddress.slug": "of an address everybody knows nothing but itself; it is taken once, whoever took it",
    "public.PublicPage.page_for_everybody": "the door shows visitors what is next on the pages of all spaces",
    "partnerships.Sharing.sharing_by_consent": "in the place of the index of a foreign key, without the many that have none",
    "territory.Place.place_below": "the places of a country belong to nobody; a space only owns its own douars",
    "territory.Place.place_code_once": "an official code is one for everybody",
}


def tenants() -> list[type[models.Model]]:
    """Our tables with a space, except the space itself."""
    found = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("sanad.") and any(field.name == "space" for field in model._meta.local_fields)
    ]
    assert len(found) > 10
    return found


def excused(model: type[models.Model], thing: str) -> bool:
    return f"{model._meta.label}.{thing}" in EXCEPTIONS


def first_of(fields: tuple, expressions: tuple) -> str:
    """The column that leads an index, ascending or descending."""
    if fields:
        return fields[0].removeprefix("-")
    first = expressions[0]
    while getattr(first, "get_source_expressions", None) and first.get_source_expressions():
        first = first.get_source_expressions()[0]
    return getattr(first, "name", "")


def test_indexes_and_unique_constraints_begin_with_space():
    broken = []
    for model in tenants():
        things = [(i.name, i.fields, i.expressions) for i in model._meta.indexes]
        things += [
            (c.name, c.fields, c.expressions) for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)
        ]
        broken += [
            f"{model._meta.label}.{name} begins with {first_of(fields, expressions)!r}"
            for name, fields, expressions in things
            if first_of(tuple(fields), tuple(expressions)) not in {"space", "space_id"} and not excused(model, name)
        ]
        broken += [f"{model._meta.label}.unique_together {group}" for group in model._meta.unique_together]
    none(broken, "Indexes and unique constraints begin with the space:")


def test_no_column_is_unique_or_indexed_alone():
    broken = []
    for model in tenants():
        for field in model._meta.local_fields:
            alone = field.unique or (field.db_index and not field.is_relation)
            if alone and not field.primary_key and not excused(model, field.name):
                broken.append(f"{model._meta.label}.{field.name}")
    none(broken, "No column of a tenant is unique or indexed without its space:")


def test_the_space_cannot_be_lost():
    broken = [
        f"{model._meta.label}: {model._meta.get_field('space').remote_field.on_delete.__name__}"
        for model in tenants()
        if model._meta.get_field("space").remote_field.on_delete is not models.PROTECT
    ]
    none(broken, "A space with rows is never deleted (PROTECT):")


def test_no_exception_is_stale():
    fields = {f"{model._meta.label}.{field.name}" for model in tenants() for field in model._meta.local_fields}
    names = {
        f"{model._meta.label}.{thing.name}"
        for model in tenants()
        for thing in [*model._meta.indexes, *model._meta.constraints]
    }
    none(sorted(set(EXCEPTIONS) - fields - names), "An exception of this law names nothing any more:")
