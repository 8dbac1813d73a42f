"""The card of an organisation and of a person lead on to what was done with them."""

import pytest
from django.urls import reverse

from sanad.accompaniment.models import PlanItem
from sanad.activities.models import Activity, FollowUp
from sanad.diagnosis.models import Diagnosis
from sanad.foundation import ui
from sanad.partnerships.models import Agreement, Fulfilment
from sanad.partnerships.queries.standing import standing_today


def told(actor, row) -> dict[str, str]:
    return {lead.address: str(lead.hint) for part in ui.onward(actor, row) for lead in part.links}


def test_the_card_of_an_association_leads_to_what_was_done_with_it(world):
    leads = told(world.sg, world.association)
    for activity in Activity.objects.filter(taking_part__organisation=world.association, space=world.sg.space):
        assert reverse("activities:activity", args=[activity.pk]) in leads
    signed = Agreement.objects.filter(space=world.sg.space, state="signed").first()
    assert leads[reverse("partnerships:agreement", args=[signed.pk])] == str(standing_today(signed))
    diagnosis = Diagnosis.objects.filter(engagement__association=world.association).first()
    assert reverse("diagnosis:diagnosis", args=[diagnosis.pk]) in leads
    assert not set(told(world.stranger, world.association)) & set(leads)


def test_the_card_of_a_person_leads_to_what_they_do_and_where_they_came(world):
    leads = told(world.sg, world.people["coordinator"])
    task = FollowUp.objects.filter(owner=world.people["coordinator"], state="open").first()
    assert reverse("activities:outcome", args=[task.activity_id]) in leads
    came = Activity.objects.filter(attendance__person=world.people["coordinator"]).first()
    assert reverse("activities:activity", args=[came.pk]) in leads


def test_many_meetings_ask_no_more_questions(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        told(world.sg, world.association)


@pytest.fixture
def running(world) -> PlanItem:
    """What was promised again in an agreement, and of which a part was accepted."""
    item = PlanItem.objects.filter(space=world.sg.space, form="direct_support").with_standing().first()
    assert (item.state, item.standing) == (PlanItem.State.AGREED, PlanItem.State.RUNNING)
    return item


def test_a_promise_in_parts_is_under_way_in_the_plan(world, running, browse):
    page = browse(world.sg).get(reverse("accompaniment:item", args=[running.pk]))
    part = Fulfilment.objects.accepted().filter(commitment__plan_item=running).first()
    evidence = part.evidence_links.first().evidence
    assert evidence in page.context["shown"]
    html = page.content.decode()
    assert reverse("accompaniment:evidence", args=[evidence.pk]) in html
    assert reverse("accompaniment:attach_evidence", args=[running.pk]) in html
    assert [
        hint
        for address, hint in told(world.sg, running).items()
        if "partnerships" in address or "agreements" in address
    ]
