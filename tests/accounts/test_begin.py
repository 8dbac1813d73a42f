"""Who may open a space: by the setting, on request, by oneself; and who answers."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sanad.accounts import policies
from sanad.accounts.commands.beginning import BEGUN_FOR
from sanad.accounts.commands.keepers import end_keeper, name_keeper
from sanad.accounts.commands.own import new_user
from sanad.accounts.commands.requests import MOST_AGAIN, accept_request, ask_for_space, decline_request
from sanad.accounts.first import first_code
from sanad.config.sign_up import sign_up_setting
from sanad.directory.models import Organisation
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.ids import new_id
from sanad.foundation.letters.by_hand import by_own_mail
from sanad.foundation.spaces.actor import actor_of
from sanad.foundation.spaces.models import Invitation, Keeper, Membership, Opening, Space, SpaceRequest, User
from tests.accounts.test_ground import PASSWORD, make_ground, signed_in
from tests.accounts.test_views import secret_in
from tests.refusals import says_no

pytestmark = pytest.mark.django_db
BEGIN, REQUESTS = "/space/new/", "/requests/"
ASKED = {
    "kind": "association",
    "name_ar": "جمعية السواقي",
    "place": "إغزران",
    "person": "حليمة الراضي",
    "phone": "٠٦ ٢٢ ٣٣ ٤٤ ٥٥",
}
OPENED = {
    "kind": "association",
    "name_ar": "جمعية السواقي",
    "person": "حليمة الراضي",
    "username": "halima",
    "password": PASSWORD,
}


@pytest.fixture
def ground():
    made = make_ground()
    name_keeper(made.head.user)
    return made


def asked(**other) -> SpaceRequest:
    return ask_for_space(**{**ASKED, "phone": "+212622334455", **other})


class TestSetting:
    def test_on_request_unless_it_says_otherwise(self):
        assert [sign_up_setting(word) for word in ("", " Everybody ", "nobody")] == [
            "on_request",
            "everybody",
            "nobody",
        ]

    def test_another_word_is_no_setting(self):
        from django.core.exceptions import ImproperlyConfigured

        with pytest.raises(ImproperlyConfigured, match="perhaps"):
            sign_up_setting("perhaps")

    def test_where_nobody_answers_nobody_is_asked(self, ground):
        assert policies.sign_up() == "on_request"
        end_keeper(ground.head.user)
        assert policies.sign_up() == "nobody"

    @pytest.mark.parametrize("gone", [{"is_active": False}, {"password": "!locked"}, {"password": ""}])
    def test_who_cannot_sign_in_answers_nobody(self, ground, gone):
        User.objects.filter(pk=ground.head.user.pk).update(**gone)
        assert policies.sign_up() == "nobody"
        assert not policies.is_keeper(ground.head.user)


class TestFirst:
    def test_an_association_begins_by_itself(self, settings, tmp_path):
        settings.FIRST_VISIT = tmp_path / "first_visit"
        client = Client()
        assert "من شغلها" in client.get("/start/").content.decode()
        page = client.get(f"/start/?code={first_code()}")
        assert "من شغلها" not in page.content.decode()
        fields = [field.name for _title, each in page.context["form"].sections for field in each]
        assert fields == ["kind", "name_ar", "person", "sex", "username", "password"]
        assert 'type="hidden" name="code"' in page.text
        form = {**OPENED, "code": first_code(), "_key": new_id()}
        assert client.post("/start/", form).url == "/"
        member = Membership.objects.get()
        assert (member.space.kind, member.role) == ("association", "president")
        assert Organisation.objects.get().own_space == member.space
        assert policies.is_keeper(member.user)
        other = Client()  # the same form, sent twice at once: before the first was answered
        assert other.post("/start/", form).url == "/"
        assert other.session["_auth_user_id"] == str(member.user.pk)
        assert Space.objects.count() == 1
        assert Client().post("/start/", {**form, "_key": new_id()}).status_code == 404
        for stranger in ({"_key": form["_key"]}, {**form, "password": "another-one-2023"}):
            assert Client().post("/start/", stranger).status_code == 404
        assert Client().get("/start/").status_code == 404

    @pytest.mark.parametrize(
        ("names", "kept"),
        [
            ({"name_fr": "Association Es-Souaki"}, ("Association Es-Souaki", "Association Es-Souaki")),
            ({"name_ar": "السواقي", "name_fr": "Es-Souaki"}, ("السواقي", "Es-Souaki")),
            ({"name_ar": "السواقي"}, ("السواقي", "")),
        ],
    )
    def test_in_french_the_french_name_is_asked(self, settings, tmp_path, names, kept):
        settings.FIRST_VISIT = tmp_path / "first_visit"
        client = Client(headers={"accept-language": "fr"})
        page = client.get(f"/start/?code={first_code()}")
        fields = [field.name for _title, each in page.context["form"].sections for field in each]
        assert fields == ["kind", "name_fr", "person", "sex", "username", "password"]
        form = {**OPENED, "name_ar": "", "code": first_code()}
        assert list(client.post("/start/", form).context["form"].errors) == ["name_fr"]
        assert client.post("/start/", form | names).status_code == 302
        space = Space.objects.get()
        assert (space.name_ar, space.name_fr) == kept

    def test_the_kind_is_asked(self, settings, tmp_path):
        settings.FIRST_VISIT = tmp_path / "first_visit"
        page = Client().post("/start/", {**OPENED, "kind": "", "code": first_code()})
        assert list(page.context["form"].errors) == ["kind"]
        assert not Space.objects.exists()


class TestNobody:
    def test_says_so_politely(self, ground, settings):
        settings.SIGN_UP = "nobody"
        for page in (Client().get(BEGIN), Client().post(BEGIN, OPENED)):
            assert page.status_code == 200
            assert "form" not in page.context
        assert not SpaceRequest.objects.exists()
        assert Space.objects.count() == 2


def test_an_empty_installation_is_begun_first():
    assert Client().get(BEGIN).url == "/start/"


class TestAsking:
    def test_a_request_arrives_and_the_keeper_is_told_at_home(self, ground):
        assert Client().get(BEGIN).status_code == 200
        page = Client().post(BEGIN, {**ASKED, "_key": new_id()}, follow=True)
        assert page.redirect_chain == [("/space/asked/", 302)]
        row = SpaceRequest.objects.get()
        assert (row.phone, row.name, row.person) == ("+212622334455", ASKED["name_ar"], ASKED["person"])
        [due] = signed_in(ground.head).get("/").context["mine"]
        assert (due.title, due.about, due.url) == (ASKED["name_ar"], ASKED["person"], REQUESTS)
        assert REQUESTS not in signed_in(ground.coordinator).get("/").text

    def test_a_wrong_form_comes_back_full(self, ground):
        page = Client().post(BEGIN, {**ASKED, "phone": "12"})
        assert (page.status_code, list(page.context["form"].errors)) == (422, ["phone"])
        assert ASKED["person"] in page.text

    def test_sent_twice_is_one(self, ground):
        first = asked()
        for _n in range(2):
            again = asked(name_ar="جمعيه السّواقي", person="منتحل", email="evil@example.org")  # spelled otherwise
        assert (first.pk, SpaceRequest.objects.get().person) == (again.pk, ASKED["person"])
        assert asked().again == again.again
        page = signed_in(ground.head).get(REQUESTS).text
        for told in (ASKED["person"], "منتحل", "evil@example.org"):
            assert told in page, told
        for number in range(9):
            again = asked(person=f"آخر {number}")
        assert len(again.again) == MOST_AGAIN
        assert asked(phone="+212622334456").pk != first.pk
        decline_request(ground.head, first, reason="مسجلة في جهة أخرى")
        assert asked().pk != first.pk

    def test_who_has_an_account_is_known(self, ground):
        page = signed_in(ground.head).get(BEGIN)
        assert page.context["form"]["phone"].value() == "+212612345678"


class TestAnswering:
    def test_accepted_is_a_space_with_its_letter(self, ground):
        row, client = asked(), signed_in(ground.head)
        assert "السواقي" in client.get(f"{REQUESTS}{row.pk}/accept/").text
        page = client.post(f"{REQUESTS}{row.pk}/accept/", {"_key": new_id()}, follow=True)
        assert "https://wa.me/212622334455?text=" in page.text
        letter = Invitation.objects.get()
        assert (letter.space.kind, letter.role, letter.name) == ("association", "president", ASKED["person"])
        way_in = secret_in(page)
        newcomer = {"username": "halima", "password": PASSWORD, "phone": "", "email": ""}
        assert Client().post(way_in, newcomer).url == "/"
        here = actor_of(User.objects.get(username="halima"))
        assert Organisation.objects.get(space=here.space).own_space == here.space
        row.refresh_from_db()
        assert (row.opened, row.answered_by) == (letter.space, ground.head.user)
        assert HistoryEntry.objects.filter(space=letter.space, command="accounts.accept_request").count() == 1

    def test_a_support_organisation_is_taken_in_charge_by_its_secretary_general(self, ground):
        assert accept_request(ground.head, asked(kind="support")).role == "secretary_general"

    def test_the_letter_falls_with_who_wrote_it(self, ground):
        name_keeper(ground.stranger.user)
        letter = accept_request(ground.stranger, asked())
        assert policies.stands(letter)
        assert signed_in(ground.stranger).get(reverse("accounts:letter", args=[letter.pk])).status_code == 200
        end_keeper(ground.stranger.user)
        assert not policies.stands(letter)
        assert signed_in(ground.stranger).get(reverse("accounts:letter", args=[letter.pk])).status_code == 404

    def test_declined_says_why_and_tells_them(self, ground):
        row, client = asked(), signed_in(ground.head)
        assert client.get(f"{REQUESTS}{row.pk}/decline/").status_code == 200
        with says_no("Say why.", field="reason"):
            decline_request(ground.head, row, reason=" ")
        client.post(f"{REQUESTS}{row.pk}/decline/", {"reason": "لها فضاء من قبل"})
        page = client.get(REQUESTS)
        assert "https://wa.me/212622334455?text=" in page.text
        assert page.context["waiting"] == []

    def test_answered_once(self, ground):
        row = asked()
        accept_request(ground.head, row)
        with says_no("This request was answered already."):
            decline_request(ground.head, row, reason="x")

    def test_a_name_that_has_a_space_is_shown_beside(self, ground):
        asked(name_ar="جمعيه اخري")
        [(_row, spaces)] = signed_in(ground.head).get(REQUESTS).context["waiting"]
        assert [space.name_ar for space in spaces] == ["جمعية أخرى"]

    @pytest.mark.parametrize("was_member", [True, False])
    def test_who_belongs_to_no_space_answers_too(self, ground, was_member):
        if was_member:
            Membership.objects.filter(user=ground.head.user).update(ended_at=timezone.now())
            user = ground.head.user
        else:
            user = new_user("keeper", PASSWORD, name="قيم")
            name_keeper(user)
        client, row, other = Client(), asked(), asked(phone="+212622334456")
        client.force_login(user)
        assert REQUESTS in client.get("/").text
        assert ASKED["person"] in client.get(REQUESTS).text
        assert ASKED["name_ar"] in client.get(f"{REQUESTS}{row.pk}/accept/").text
        page = client.post(f"{REQUESTS}{row.pk}/accept/", {"_key": new_id()}, follow=True)
        assert "https://wa.me/212622334455?text=" in page.text
        assert Client().get(secret_in(page)).status_code == 200  # the letter stands
        assert client.get(f"{REQUESTS}{other.pk}/decline/").status_code == 200
        assert client.post(f"{REQUESTS}{other.pk}/decline/", {"reason": "x"}).url == REQUESTS
        assert not SpaceRequest.objects.waiting().exists()
        assert client.get("/members/").url == "/"

    def test_who_keeps_nothing_and_belongs_nowhere_is_led_home(self, ground):
        client = Client()
        client.force_login(new_user("nobody", PASSWORD, name="لا أحد"))
        assert client.get(REQUESTS).url == "/"

    def test_how_many_more_wait_is_said(self, ground, monkeypatch):
        monkeypatch.setattr("sanad.accounts.views.requests.WAITING", 1)
        asked()
        asked(phone="+212622334456")
        assert signed_in(ground.head).get(REQUESTS).context["more"] == 1

    def test_nobody_else_sees_or_answers(self, ground):
        row = asked()
        for actor in (ground.coordinator, ground.stranger):
            client = signed_in(actor)
            assert client.get(REQUESTS).status_code == 404
            assert client.post(f"{REQUESTS}{row.pk}/accept/").status_code == 404
            assert client.post(f"{REQUESTS}{row.pk}/decline/", {"reason": "x"}).status_code == 404
            with says_no("Only who keeps this installation answers requests for a space."):
                accept_request(actor, row)
        assert not Invitation.objects.exists()

    def test_the_page_says_what_the_setting_is(self, ground, settings):
        said = set()
        for settings.SIGN_UP in ("nobody", "on_request", "everybody"):
            page = signed_in(ground.head).get(REQUESTS)
            said.add(re.search(r'<p class="lead">(.*?)</p>', page.text, re.DOTALL)[1].strip())
        assert len(said) == 3


class TestEverybody:
    @pytest.fixture(autouse=True)
    def _open(self, ground, settings):
        settings.SIGN_UP = "everybody"

    def test_opens_a_space_and_is_in_it(self):
        client = Client()
        assert client.get(BEGIN).status_code == 200
        assert client.post(BEGIN, {**OPENED, "phone": "0622334455", "_key": new_id()}).url == "/"
        actor = actor_of(User.objects.get(phone="+212622334455"))
        assert (actor.role, actor.space.name_ar) == ("president", OPENED["name_ar"])
        assert Organisation.objects.get(space=actor.space).own_space == actor.space
        assert "_auth_user_id" in client.session
        assert not policies.is_keeper(actor.user)

    def test_sent_twice_is_one_space(self):
        form = {**OPENED, "_key": new_id()}
        assert {Client().post(BEGIN, form).url for _n in range(2)} == {"/"}
        assert Space.objects.filter(name_ar=OPENED["name_ar"]).count() == 1

    def test_the_key_of_a_form_lets_nobody_in(self):
        form = {**OPENED, "_key": new_id()}
        Client().post(BEGIN, form)
        for stranger in (
            {"_key": form["_key"]},
            {**form, "password": "another-one-2023"},
            {**form, "username": "zineb"},
        ):
            client = Client()
            assert client.post(BEGIN, stranger).status_code == 422
            assert "_auth_user_id" not in client.session
        assert Space.objects.filter(name_ar=OPENED["name_ar"]).count() == 1

    def test_the_same_form_lets_in_again_for_a_while(self):
        form = {**OPENED, "_key": new_id()}
        Client().post(BEGIN, form)
        Opening.objects.update(created_at=timezone.now() - BEGUN_FOR)
        assert Client().post(BEGIN, form).status_code == 422

    @pytest.mark.parametrize(
        ("changed", "field"), [({"username": "HEAD"}, "username"), ({"phone": "0612345678"}, "phone")]
    )
    def test_a_name_or_phone_in_use(self, changed, field):
        page = Client().post(BEGIN, {**OPENED, **changed})
        assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
        assert OPENED["person"] in page.text
        assert Space.objects.count() == 2

    def test_a_space_of_that_name_is_asked_about(self):
        form = {**OPENED, "name_ar": "جمعيه أخرى"}
        page = Client().post(BEGIN, form)
        assert (page.status_code, list(page.context["form"].errors)) == (422, ["is_new"])
        assert 'name="is_new"' in page.text
        assert Client().post(BEGIN, {**form, "is_new": "on"}).url == "/"

    def test_who_is_signed_in_opens_another(self, ground):
        client = signed_in(ground.stranger)
        form = {"kind": "association", "name_ar": "جمعية السواقي", "_key": new_id()}
        assert {client.post(BEGIN, form).url for _n in range(2)} == {"/"}
        rooms = Membership.live.filter(user=ground.stranger.user)
        assert [room.space.name_ar for room in rooms] == ["جمعية أخرى", "جمعية السواقي"]
        assert "السواقي" in client.get("/").text
        other = client.post(BEGIN, {**form, "name_ar": "جمعية باء"})
        assert (other.status_code, list(other.context["form"].errors)) == (422, ["name_ar"])
        theirs = signed_in(ground.head).post(BEGIN, form)
        assert (theirs.status_code, list(theirs.context["form"].errors)) == (422, ["name_ar"])
        assert rooms.count() == 2


class TestKeeper:
    def test_named_and_ended_on_the_machine(self, ground, capsys):
        call_command("keeper", "MEMBER")
        assert "member (Member)" in capsys.readouterr().out
        call_command("keeper", "member", "--end")
        assert "member" not in capsys.readouterr().out
        call_command("keeper", "head", "--end")
        assert "nobody" in capsys.readouterr().out
        assert str(Keeper(user=ground.head.user)) == "Head"
        with pytest.raises(CommandError, match="No account"):
            call_command("keeper", "ghost")


class TestEntry:
    """The only member forgot the password."""

    @pytest.mark.parametrize("who", ["HEAD", "0612 34 56 78", "head@example.org"])
    def test_a_letter_of_entry_is_made_on_the_machine(self, ground, capsys, who):
        call_command("entry", who)
        address = capsys.readouterr().out.strip().rpartition("/account/")[2]
        client = Client()
        page = client.get(f"/account/{address}", follow=True)
        new = {"password1": "figs-and-almonds-9", "password2": "figs-and-almonds-9"}
        client.post(page.request["PATH_INFO"], new)
        ground.head.user.refresh_from_db()
        assert ground.head.user.check_password(new["password1"])
        assert ground.head.user.phone == "+212612345678"

    def test_works_once(self, ground, capsys):
        call_command("entry", "head")
        address = f"/account/{capsys.readouterr().out.strip().rpartition('/account/')[2]}"
        ground.head.user.set_password("another-one-77")
        ground.head.user.save()
        page = Client().get(address)
        assert page.status_code == 200
        assert "password1" not in page.text

    def test_nobody_of_that_name(self, ground):
        with pytest.raises(CommandError, match="No account"):
            call_command("entry", "ghost")

    def test_the_page_says_how(self, ground):
        assert "sanad entry" in Client().get(reverse("account_reset_password")).text


def test_a_letter_goes_by_mail_where_the_contact_is_an_address():
    assert by_own_mail("a@example.org", "س & ؟").startswith("mailto:a@example.org?subject=Sanad&body=%D8%B3%20%26")
