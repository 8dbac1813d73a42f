"""Whatever a form offers, its reader may see: of every page, for every role, among rows of two spaces that nobody showed."""

from datetime import timedelta

import pytest
from django.forms import ModelChoiceField
from django.utils import timezone

from sanad.accompaniment import policies as of_accompaniment
from sanad.activities import policies as of_activities
from sanad.activities.programme.commands.activity import plan_activity
from sanad.diagnosis import policies as of_diagnoses
from sanad.directory import policies as of_cards
from sanad.directory.commands import add_organisation, add_person
from sanad.foundation.naming.models import Findable
from sanad.foundation.spaces.actor import actor_of
from sanad.foundation.spaces.models import Space, User
from sanad.partnerships import policies as of_agreements
from sanad.territory import policies as of_places
from sanad.training import policies as of_training
from tests.test_every_form import addresses

SEES = {
    "directory": of_cards,
    "activities": of_activities,
    "accompaniment": of_accompaniment,
    "diagnosis": of_diagnoses,
    "partnerships": of_agreements,
    "training": of_training,
    "territory": of_places,
}
SECRET = "زعفرانسري"
SEE_NONE = {"president", "secretary", "treasurer"}  # all of the hidden rows are of others
# How many fields of choices each of them meets at least: below that the pages were not there.
ASKED = {"sg": 50, "coordinator": 50, "president": 9, "secretary": 6, "treasurer": 0, "stranger": 0}


@pytest.fixture
def hidden(world):
    """Rows of the stranger, and rows of the support organisation that the association may not see."""
    for actor in (world.stranger, world.sg):
        host = world.host if actor is world.sg else None
        host = host or add_organisation(actor, kind="association", name_ar=f"{SECRET} منظمة", is_new=True)
        if actor is world.stranger:
            add_person(actor, name_ar=f"{SECRET} شخص", is_new=True)
        begins = timezone.now() + timedelta(days=9)
        # Held with the association, and nobody is convened yet.
        plan_activity(
            actor,
            title=f"{SECRET} نشاط",
            kind="meeting",
            host=host,
            starts_at=begins,
            ends_at=begins + timedelta(hours=2),
            partners=[world.association] if actor is world.sg else [],
        )
    return world


def offered(context):
    forms = [context["form"]] if "form" in context else []
    forms += list(context.get("forms") or []) + ([context["filter"].form] if "filter" in context else [])
    for form in forms:
        for name, field in getattr(form, "fields", {}).items():
            if isinstance(field, ModelChoiceField) and field.queryset is not None:
                yield name, field.queryset


@pytest.mark.parametrize("who", ["sg", "coordinator", "president", "secretary", "treasurer", "stranger"])
def test_a_form_offers_what_its_reader_may_see(hidden, browse, who):
    actor = actor_of(User.objects.get(username="said")) if who == "treasurer" else getattr(hidden, who)
    client, broken, asked = browse(actor), [], 0
    for name, address, _row in addresses(hidden):
        response = client.get(address)
        body = response.getvalue()
        if response.status_code != 200 or not response.context:
            continue
        for field, rows in offered(response.context):
            asked += 1
            if rows.model is Space:
                continue
            seen = SEES[rows.model._meta.app_label].visible_to(actor, rows.model)
            if beyond := set(rows.order_by().values_list("pk", flat=True)) - set(seen.values_list("pk", flat=True)):
                broken.append(f"{name}.{field}: {len(beyond)}")
        if who in SEE_NONE and SECRET in body.decode():
            broken.append(f"{name}: the page names it")
        for field, rows in offered(response.context) if who in SEE_NONE else ():
            if issubclass(rows.model, Findable):
                found = client.get(address, {"suggest": field, field: SECRET}).content.decode()
                broken += [f"{name}?suggest={field}"] if f"{SECRET} " in found else []
    assert broken == []
    assert asked >= ASKED[who]
