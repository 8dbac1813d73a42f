"""From the card of an association to its own room in one act."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from sanad.accompaniment.engagements.commands import open_engagement
from sanad.accompaniment.joining.commands import open_association_space
from sanad.accompaniment.joining.queries import opens_file
from sanad.accompaniment.models import Engagement
from sanad.accounts.commands.entering import accept_as_newcomer
from sanad.accounts.commands.invitations import invite_member
from sanad.activities.people.commands import record_attendance
from sanad.activities.programme.commands.activity import hold_activity, plan_activity
from sanad.directory.commands.organisations import add_organisation
from sanad.directory.commands.people import add_person
from sanad.directory.models import Mandate
from sanad.directory.queries import own_card
from sanad.foundation.spaces.actor import Actor, actor_of
from sanad.foundation.spaces.roles import Role
from sanad.workspace.queries import first_steps
from tests.refusals import says_no

NAME = "جمعية بلا فضاء"


@pytest.fixture
def card(world):
    row = add_organisation(world.sg, kind="association", name_ar=NAME, phone="+212600000001")
    add_person(world.sg, name_ar="زهرة المرابط", phone="+212600000002", organisation=row, capacity_ar="رئيسة الجمعية")
    return row


def test_from_the_card_to_the_room_in_one_act(world, card):
    engagement = open_engagement(world.sg, association=card)
    letter = open_association_space(world.sg, card, president_name="زهرة المرابط", contact="+212600000002")
    card.refresh_from_db()
    engagement.refresh_from_db()
    assert letter.space.name_ar == NAME
    assert letter.role == Role.PRESIDENT
    assert card.own_space == engagement.association_space == letter.space
    with says_no("It has a space of its own already."):
        open_association_space(world.sg, card, president_name="زهرة المرابط")


def test_a_file_is_opened_with_the_space_and_the_way_leads_back_to_the_card(world, card, browse):
    client, room = browse(world.sg), reverse("accompaniment:open_association_space", args=[card.pk])
    page = client.get(room)
    told = gettext("A file of accompaniment is opened with its space.")
    assert told in page.content.decode()
    form = page.context["form"]
    sent = {"president_name": "زهرة المرابط", "contact": "", "_key": str(form.key), "_space": str(world.sg.space_id)}
    letter = client.post(room, sent).headers["Location"]
    back = reverse("directory:organisation", args=[card.pk])
    assert f'href="{back}"' in client.get(letter).content.decode()
    assert 'href="//evil' not in client.get(f"{letter.split('?')[0]}?back=//evil.example").content.decode()
    card.refresh_from_db()
    assert Engagement.objects.get(association=card).association_space == card.own_space
    assert told not in client.get(room).content.decode()


def test_who_may_open_a_space_and_no_file_opens_none(world, card):
    assert opens_file(world.sg, card)
    assert not opens_file(Actor(world.sg.user, world.sg.space, Role.MEMBER), card)
    open_engagement(world.sg, association=card)
    assert not opens_file(world.sg, card)


def test_the_card_leads_on(world, card, browse):
    page = browse(world.sg).get(reverse("directory:organisation", args=[card.pk])).content.decode()
    assert f"{reverse('accompaniment:open')}?association={card.pk}" in page
    assert f"{reverse('activities:plan')}?partner={card.pk}" in page
    room = reverse("accompaniment:open_association_space", args=[card.pk])
    assert room in page
    form = browse(world.sg).get(room).context["form"]
    assert form.initial == {"president_name": "زهرة المرابط", "contact": "+212600000002"}
    opened = browse(world.sg).get(f"{reverse('accompaniment:open')}?association={card.pk}").context["form"]
    assert opened.initial["association"] == card.pk
    engagement = open_engagement(world.sg, association=card)
    page = browse(world.sg).get(reverse("directory:organisation", args=[card.pk])).content.decode()
    assert reverse("accompaniment:engagement", args=[engagement.pk]) in page
    assert f"{reverse('accompaniment:open')}?" not in page


def test_the_file_leads_to_the_room_and_a_meeting_says_with_whom(world, card, browse):
    engagement, client = open_engagement(world.sg, association=card), browse(world.sg)
    page = client.get(reverse("accompaniment:engagement", args=[engagement.pk])).text
    assert reverse("accompaniment:open_association_space", args=[card.pk]) in page
    meeting = client.get(f"{reverse('activities:plan')}?partner={card.pk}")
    assert "مع" in meeting.context["lead"]
    assert card.name in meeting.context["lead"]
    assert list(meeting.context["form"]["partners"].value()) == [card.pk]
    assert not meeting.context["form"].is_later_open
    assert not client.get(reverse("activities:plan")).context["lead"]


def test_who_was_met_as_president_need_not_be_typed_again(world, browse):
    card = add_organisation(world.sg, kind="association", name_ar="جمعية النخيل", phone="+212600000007")
    room = reverse("accompaniment:open_association_space", args=[card.pk])
    assert browse(world.sg).get(room).context["form"].initial["president_name"] == ""
    day = timezone.now() - timedelta(days=1)
    met = plan_activity(world.sg, kind="meeting", title="لقاء", host=world.host, starts_at=day, ends_at=day)
    met = hold_activity(world.sg, met)
    for name, capacity in (("يطو أمزيان", "رئيسة الجمعية"), ("حمو أوبلا", "نائب الرئيسة")):
        record_attendance(world.sg, met, guest_name=name, capacity=capacity, organisation=card)
    assert browse(world.sg).get(room).context["form"].initial == {
        "president_name": "يطو أمزيان",
        "contact": "+212600000007",
    }


def test_who_only_reads_is_led_nowhere(world, card, browse):
    letter = invite_member(world.sg, name="قارئ", role=Role.MEMBER)
    page = (
        browse(actor_of(accept_as_newcomer(letter, username="reader2", password="x-2023-sanad")))
        .get(reverse("directory:organisation", args=[card.pk]))
        .content.decode()
    )
    assert reverse("accompaniment:open_association_space", args=[card.pk]) not in page
    assert f"{reverse('accompaniment:open')}?" not in page


@pytest.mark.parametrize("kind", ["press", "local_authority"])
def test_only_associations_get_rooms(world, kind):
    row = add_organisation(world.sg, kind=kind, name_ar="هيئة أخرى")
    with says_no("Only an association gets a space of its own."):
        open_association_space(world.sg, row, president_name="رئيس")
    assert not Engagement.objects.filter(association=row).exists()


def test_only_a_support_organisation_opens_rooms(world):
    row = add_organisation(world.president, kind="association", name_ar="جمعية أخرى")
    with says_no("Only a support organisation opens spaces."):
        open_association_space(world.president, row, president_name="رئيس")
    with says_no("This belongs to another space."):
        open_association_space(world.sg, row, president_name="رئيس")


def test_the_association_of_the_demo_finds_what_its_card_says(world):
    own = own_card(world.president)
    assert own.founded_year == 2019
    assert own.seat_place == world.association.seat_place.parent
    assert Mandate.objects.filter(organisation=own).count() == 2
    asked = [str(step.url) for step in first_steps(world.president)]
    assert reverse("directory:edit_organisation", args=[own.pk]) not in asked
    assert reverse("activities:plan") not in asked
