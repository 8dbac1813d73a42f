"""A name that is typed where a card is chosen: the card of that name, or a new one; twins are asked about."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sanad.activities.models import Activity
from sanad.activities.programme.commands.activity import edit_activity, plan_activity
from sanad.directory.models import Organisation
from tests.pages import own_forms
from tests.refusals import says_no

HOURS = {"starts_at": timezone.now() + timedelta(days=3), "ends_at": timezone.now() + timedelta(days=3, hours=2)}


@pytest.fixture
def plan(world):
    return lambda **said: plan_activity(world.sg, kind="meeting", title="لقاء", **HOURS, **said)


def test_plan_activity_makes_cards_of_the_bodies_that_are_named(world, plan):
    row = plan(
        host="الشبكة الجهوية للجمعيات", partners=["جمعية النور بإيموزار", world.association, "جمعية النور بإيموزار"]
    )
    assert row.host.kind == Organisation.Kind.FEDERATION
    partners = [part.organisation for part in row.taking_part.order_by("created_at")]
    assert [each.name_ar for each in partners] == ["جمعية النور بإيموزار", world.association.name_ar]
    row = edit_activity(world.sg, row, **HOURS, host="Commune de Taza", partners=["جمعية النور بإيموزار"])
    assert (row.host.kind, row.taking_part.standing().count()) == ("local_authority", 1)
    assert edit_activity(world.sg, row, **HOURS).host == row.host


def test_a_body_that_is_perhaps_here_is_asked_about(world, plan):
    with says_no("is perhaps", field="is_new"):
        plan(host=world.host, partners=["جمعية الاشراف للتقافة و التنمية"])
    row = plan(host=world.host, partners=["جمعية الاشراف للتقافة و التنمية"], is_new=True)
    assert row.taking_part.get().organisation != world.association


def test_the_form_of_an_activity_takes_names_and_keeps_what_it_showed(world, browse):
    client, address = browse(world.sg), reverse("activities:plan")
    form = next(form for form in own_forms(client.get(address).content.decode(), address) if "host" in form.data())
    assert form.data()["host"] == [world.host.name]
    day = str(timezone.localdate() + timedelta(days=3))
    assert client.post(address, form.data(title="لقاء مسمى", day=day, also="جمعية النور بإيموزار")).status_code == 302
    row = Activity.objects.get(title="لقاء مسمى")
    assert (row.host, row.taking_part.get().organisation.name_ar) == (world.host, "جمعية النور بإيموزار")
    edit = reverse("activities:edit", args=[row.pk])
    form = next(form for form in own_forms(client.get(edit).content.decode(), edit) if "host" in form.data())
    assert client.post(edit, form.data(venue="دار الشباب")).status_code == 302
    row.refresh_from_db()
    assert (row.host, row.taking_part.standing().count()) == (world.host, 1)
    form = next(form for form in own_forms(client.get(edit).content.decode(), edit) if "host" in form.data())
    assert client.post(edit, form.data(host="0199f000-0000-7000-8000-000000000000")).status_code == 422
    assert client.post(edit, form.data(host=str(world.association.pk))).status_code == 302
    row.refresh_from_db()
    assert row.host == world.association
