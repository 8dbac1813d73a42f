"""An association that began alone says who accompanies it, and is answered."""

import pytest

from sanad.accompaniment.engagements.commands import open_engagement
from sanad.accompaniment.joining.commands import (
    accept_claim,
    accompany_association,
    ask_accompanier,
    claim_card,
    refuse_claim,
)
from sanad.accompaniment.models import Engagement, JoinClaim
from sanad.accounts.commands import beginning as accounts
from sanad.directory.commands.organisations import add_organisation, edit_organisation, withdraw_card
from sanad.directory.models import Organisation
from sanad.directory.queries import own_card
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.roles import Role
from sanad.workspace.queries import first_steps
from tests.refusals import says_no

pytestmark = pytest.mark.django_db
NAME = "جمعية السواقي"
ASK = "/accompaniment/accompanier/"


@pytest.fixture
def head(world):
    """Who opened the space of an association that nobody knows."""
    return accounts.open_own_space(
        None, kind="association", name_ar=NAME, person="حليمة الراضي", username="halima", password="sanad-2023-x"
    )


def leads(actor) -> set[str]:
    return {step.url for step in first_steps(actor)}


def test_by_the_exact_name_and_nobody_is_listed(world, browse, head):
    client = browse(head)
    assert ASK in leads(head)
    assert ASK in client.get("/accompaniment/").text
    page = client.get(ASK)
    assert list(page.context["form"].fields) == ["name"]
    assert world.sg.space.name_ar not in page.text
    answer = client.post(ASK, {"name": "منظمة لا يعرفها أحد"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["name"]
    assert not JoinClaim.objects.exists()
    answer = client.post(ASK, {"name": world.sg.space.name_ar})
    claim = JoinClaim.objects.get()
    assert (claim.space, claim.card, claim.association_space) == (world.sg.space, None, head.space)
    assert answer.url == f"/accompaniment/claims/{claim.pk}/"
    assert world.sg.space.name_ar in client.get(answer.url).text
    assert answer.url in client.get("/accompaniment/").text
    assert ASK not in leads(head)


def test_the_card_of_a_support_organisation_that_is_not_here_is_enough(browse, head):
    assert "/directory/new/" in browse(head).get(ASK).text
    add_organisation(head, kind="support", name_ar="منظمة بلا سند")
    assert ASK not in leads(head)


def test_whoever_is_asked_reads_it_on_the_first_page_and_a_yes_opens_the_file(world, browse, head):
    edit_organisation(head, own_card(head), phone="+212600000001", founded_year=2020)
    claim = ask_accompanier(head, supporter=world.sg.space)
    client, address = browse(world.sg), f"/accompaniment/claims/{claim.pk}/"
    assert address in client.get("/").text
    page = client.get(address, follow=True)
    for told in (NAME, "حليمة الراضي"):
        assert told in page.text
    assert "+212600000001" not in page.text
    assert not Organisation.objects.filter(space=world.sg.space, own_space=head.space).exists()
    assert client.post(f"{address}accompany/", {}).url == "/accompaniment/"
    card = Organisation.objects.get(space=world.sg.space, own_space=head.space)
    assert (card.name_ar, card.phone, card.founded_year) == (NAME, "+212600000001", 2020)
    file = Engagement.objects.get(association=card)
    assert file.association_space == head.space
    assert browse(head).get(f"/accompaniment/{file.pk}/").status_code == 200
    claim.refresh_from_db()
    assert (claim.state, claim.card, claim.compared_at is None) == ("accepted", card, False)
    assert address not in browse(head).get("/").text
    assert client.get(address).status_code == 200
    lines = HistoryEntry.objects.filter(object_id=claim.pk).values_list("command", flat=True)
    assert set(lines) == {"accompaniment.ask_accompanier", "accompaniment.accompany_association"}


def test_the_card_that_was_written_of_it_is_proposed_and_both_are_compared(world, browse, head):
    card = add_organisation(world.sg, kind="association", name_ar=NAME, phone="+212600000002", is_new=True)
    file = open_engagement(world.sg, association=card)
    claim = ask_accompanier(head, supporter=world.sg.space)
    client, address = browse(world.sg), f"/accompaniment/claims/{claim.pk}/"
    assert client.get(f"{address}accompany/").context["form"].initial["card"] == card.pk
    client.post(f"{address}accompany/", {"card": str(card.pk)})
    card.refresh_from_db()
    file.refresh_from_db()
    assert (card.own_space, file.association_space) == (head.space, head.space)
    assert Organisation.objects.filter(space=world.sg.space, own_space=head.space).count() == 1
    assert Engagement.objects.filter(association=card).count() == 1
    assert address in browse(head).get("/").text
    assert "+212600000002" in browse(head).get(address).text


def test_a_space_that_is_known_by_a_card_keeps_that_card(world, browse, head):
    card = add_organisation(world.sg, kind="association", name_ar="بالاسم القديم")
    accept_claim(world.sg, claim_card(head, card))
    claim = accompany_association(world.sg, ask_accompanier(head, supporter=world.sg.space))
    assert claim.card is None
    assert Engagement.objects.get(association=card).association_space == head.space
    assert browse(head).get(f"/accompaniment/claims/{claim.pk}/").url == "/accompaniment/"
    with says_no("They accompany you already.", field="name"):
        ask_accompanier(head, supporter=world.sg.space)


def test_a_no_is_read_and_it_may_be_asked_again(world, browse, head):
    claim = ask_accompanier(head, supporter=world.sg.space)
    with says_no("You have asked them already. They have not answered yet.", field="name"):
        ask_accompanier(head, supporter=world.sg.space)
    address = f"/accompaniment/claims/{claim.pk}/"
    assert f"{address}refuse/" in browse(world.sg).get(address, follow=True).text
    assert browse(world.sg).post(f"{address}refuse/", {}).url == "/accompaniment/"
    assert "did not say yes" in browse(head, "en").get(address).text
    assert browse(world.sg).get(address).status_code == 200
    assert ASK in leads(head)
    assert ask_accompanier(head, supporter=world.sg.space).is_waiting


def test_only_a_free_card_of_an_association_is_taken(world, head):
    claim = ask_accompanier(head, supporter=world.sg.space)
    commune = add_organisation(world.sg, kind="local_authority", name_ar="جماعة أخرى")
    gone = add_organisation(world.sg, kind="association", name_ar="بطاقة زائدة")
    withdraw_card(world.sg, gone, reason="خطأ")
    for card in (commune, world.association, gone):
        with says_no("This choice does not exist.", field="card"):
            accompany_association(world.sg, claim, card=card)


def test_the_card_that_was_asked_for_by_its_link_and_refused_is_still_joined(world, head):
    card = add_organisation(world.sg, kind="association", name_ar=NAME, is_new=True)
    refuse_claim(world.sg, claim_card(head, card))
    claim = accompany_association(world.sg, ask_accompanier(head, supporter=world.sg.space), card=card)
    card.refresh_from_db()
    assert (card.own_space, claim.card) == (head.space, None)


def test_without_a_card_of_its_own_the_name_is_what_is_known(world, head):
    head.space.cards.update(own_space=None)
    accompany_association(world.sg, ask_accompanier(head, supporter=world.sg.space))
    assert Organisation.objects.get(space=world.sg.space, own_space=head.space).name_ar == NAME


def test_who_may_not(world, browse, head):
    with says_no("Only an association asks to be accompanied."):
        ask_accompanier(world.sg, supporter=world.sg.space)
    with says_no("Your role in this space does not allow this."):
        ask_accompanier(Actor(head.user, head.space, Role.MEMBER), supporter=world.sg.space)
    with says_no("This choice does not exist.", field="name"):
        ask_accompanier(head, supporter=world.stranger.space)
    claim = ask_accompanier(head, supporter=world.sg.space)
    address = f"/accompaniment/claims/{claim.pk}/"
    assert browse(world.stranger).get(address).status_code == 404
    assert browse(head).post(f"{address}accept/", {}).status_code in (302, 403)
    with says_no("Your role in this space does not allow this."):
        accompany_association(Actor(world.sg.user, world.sg.space, Role.MEMBER), claim)
    with says_no("This belongs to another space."):
        accompany_association(Actor(head.user, head.space, Role.SECRETARY_GENERAL), claim)
    with says_no("It asks to be accompanied: say which card is theirs."):
        accept_claim(world.sg, claim)
    card = add_organisation(world.sg, kind="association", name_ar=NAME, is_new=True)
    with says_no("It asks for a card of yours: answer that."):
        accompany_association(world.sg, claim_card(head, card))
    accompany_association(world.sg, claim, card=card)
    with says_no("This was answered already."):
        accompany_association(world.sg, claim)


def test_sent_twice_it_is_asked_once(browse, world, head):
    client = browse(head)
    key = client.get(ASK).context["form"].key
    asked = {"_key": str(key), "name": world.sg.space.name_ar}
    assert len({client.post(ASK, asked).url for _n in range(2)}) == 1
    assert JoinClaim.objects.count() == 1
