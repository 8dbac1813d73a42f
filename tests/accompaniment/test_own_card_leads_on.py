"""Our own card leads on as the card leads that others keep of us; where a body has two cards, the one leads to the other."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sanad.accompaniment.engagements.commands import close_engagement, open_engagement
from sanad.accompaniment.joining.commands import ask_accompanier
from sanad.accompaniment.models import Engagement
from sanad.accounts.commands.beginning import open_own_space
from sanad.activities.models import Activity
from sanad.activities.programme.commands.activity import plan_activity
from sanad.diagnosis.models import Diagnosis
from sanad.directory.commands.organisations import add_clause, add_organisation, edit_organisation
from sanad.directory.models import Inherited, Mandate, Organisation
from sanad.directory.queries import own_card
from sanad.foundation import ui
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.roles import Role
from sanad.partnerships.models import Agreement
from sanad.territory.models import Place


def offered(actor, row) -> list[str]:
    step = ui.next_step(actor, type(row)._base_manager.get(pk=row.pk))
    return [way.address.partition(":")[2] for way in step.ways] if step else ["none"]


def led(actor, card, *, steps: bool = False) -> set[str]:
    return {lead.address for part in ui.onward(actor, card) for lead in (part.steps if steps else part.links)}


def complete(actor) -> Organisation:
    """Our own card with all that a card needs by itself."""
    card = own_card(actor)
    place = Place.objects.filter(space=None).first() or Place.objects.create(name_ar="مكناس", level="commune", code="1")
    edit_organisation(actor, card, seat_place=place)
    add_clause(actor, card, kind="aim", text_ar="هدف")
    return card


def met(actor) -> Activity:
    begins = timezone.now() + timedelta(days=2)
    return plan_activity(
        actor,
        kind="meeting",
        title="لقاء",
        host=own_card(actor),
        starts_at=begins,
        ends_at=begins + timedelta(hours=1),
    )


def begun(kind: str) -> Actor:
    return open_own_space(
        None, kind=kind, name_ar="جمعية السواقي", person="حليمة", username="halima", password="sanad-2023-x", sex="w"
    )


def test_our_own_card_leads_to_what_was_done_with_us(world):
    ours = own_card(world.president)
    leads = led(world.president, ours)
    file = Engagement.objects.get(space=world.sg.space, association=world.association)
    assert reverse("accompaniment:engagement", args=[file.pk]) in leads
    diagnosis = Diagnosis.objects.filter(engagement=file).first()
    assert reverse("diagnosis:diagnosis", args=[diagnosis.pk]) in leads
    signed = Agreement.objects.filter(space=world.sg.space, state="signed").first()
    assert reverse("partnerships:agreement", args=[signed.pk]) in leads
    together = Activity.objects.filter(taking_part__organisation=world.association, state="held").first()
    assert reverse("activities:activity", args=[together.pk]) in leads
    assert reverse("activities:plan") in led(world.president, ours, steps=True)
    assert reverse("accompaniment:ask_accompanier") not in led(world.president, ours, steps=True)
    assert not led(world.stranger, ours) & leads


def test_our_own_card_says_what_comes_next(world):
    ours = own_card(world.president)
    file = Engagement.objects.get(space=world.sg.space, association=world.association)
    way = ui.next_step(world.president, ours).ways[0]
    assert (way.address, way.which) == ("accompaniment:engagement", (file.pk,))
    assert world.sg.space.name in str(ui.next_step(world.president, ours).text)
    close_engagement(world.sg, file, exit="graduated", reason="انتهى")
    assert offered(world.president, ours) == ["ask_accompanier", "plan"]
    page = reverse("accompaniment:ask_accompanier")
    assert page not in led(world.president, ours, steps=True), "who accompanied us once is known"


def test_an_association_alone_meets_then_says_who_accompanies_it(db, world):
    actor = begun("association")
    card = complete(actor)
    assert offered(actor, card) == ["plan", "ask_accompanier"]
    assert reverse("accompaniment:ask_accompanier") in led(actor, card, steps=True)
    meeting = met(actor)
    assert offered(actor, card) == ["ask_accompanier", "plan"]
    assert reverse("activities:activity", args=[meeting.pk]) in led(actor, card)
    ask_accompanier(actor, supporter=world.sg.space)
    assert offered(actor, card) == ["engagements"]


def test_a_support_organisation_finds_its_first_association_its_file_and_a_meeting(db):
    actor = begun("support")
    card = complete(actor)
    assert offered(actor, card) == ["add_organisation"]
    association = add_organisation(actor, kind="association", name_ar="جمعية النخيل")
    assert offered(actor, card) == ["open"]
    assert reverse("accompaniment:open") in led(actor, card, steps=True)
    open_engagement(actor, association=association)
    assert offered(actor, card) == ["plan"]
    met(actor)
    assert offered(actor, card) == ["engagements", "plan"]


def test_who_may_nothing_is_led_to_nothing_that_is_done(world):
    reader = Actor(world.president.user, world.president.space, Role.MEMBER)
    assert led(reader, own_card(reader), steps=True) == set()


def test_what_others_wrote_on_our_card_waits_first(world, browse):
    ours = own_card(world.president)
    mandate = Mandate.objects.filter(space=world.president.space, organisation=ours).first()
    told = {"part": Inherited.CAPACITY, "mandate": mandate, "written_by": world.sg.space}
    Inherited.objects.create(space=world.president.space, organisation=ours, **told)
    assert offered(world.president, ours) == ["confirm_card"]
    page = browse(world.president).get(reverse("directory:organisation", args=[ours.pk])).text
    assert page.count(f'href="{reverse("directory:confirm_card")}"') == 1
    assert offered(world.sg, world.association) != ["confirm_card"]


@pytest.fixture
def shown(world) -> Organisation:
    """The card that the association keeps of itself, which it shows."""
    return own_card(world.president)


def test_a_card_that_is_shown_leads_to_our_own_of_it_and_back(world, shown, browse):
    assert offered(world.sg, shown) == ["organisation"]
    step = ui.next_step(world.sg, shown)
    assert step.ways[0].which == (world.association.pk,)
    ours, theirs = (reverse("directory:organisation", args=[card.pk]) for card in (world.association, shown))
    assert f'href="{ours}"' in browse(world.sg).get(theirs).text
    assert f'href="{theirs}"' in browse(world.sg).get(ours).text
    Organisation.objects.filter(pk=world.association.pk).update(own_space=None)
    assert offered(world.sg, shown) == ["none"]
    assert f'href="{theirs}"' not in browse(world.sg).get(ours).text


def test_what_is_written_about_us_elsewhere_leads_to_our_own_card(world, shown):
    step = ui.next_step(world.president, world.association)
    assert step.ways[0].which == (shown.pk,)
    assert world.sg.space.name in str(step.text)
