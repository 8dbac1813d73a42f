"""What is asked about first: a page that says what will happen, and the one button that does it."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils.translation import gettext as _

from sanad.directory.commands.consents import revoke_consent
from sanad.directory.commands.organisations import adopt_own_card
from sanad.directory.commands.people import edit_person
from sanad.directory.models import Consent, Person
from sanad.directory.views import ahead_of_revoking
from sanad.foundation import ui
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.numbering import coming_number, next_number
from sanad.foundation.policy import no
from sanad.foundation.spaces.actor import visitor
from tests.foundation.test_ui_act import _arabic, ask, draw, html, press, said  # noqa: F401  pages are looked at in Arabic
from tests.markup import in_one_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def consent(world) -> Consent:
    return Consent.objects.create(space=world.sg.space, grantee=world.president.space, kind="directory", purpose="x")


def address_of(consent: Consent) -> str:
    return f"/directory/consents/{consent.pk}/revoke/"


def test_looking_says_what_will_happen_and_changes_nothing(world, consent, browse):
    lines = HistoryEntry.objects.count()
    page = browse(world.sg).get(address_of(consent), headers={"referer": "http://testserver/directory/consents/"})
    text = in_one_line(page.content.decode())
    assert page.status_code == 200
    assert f"<bdi>{world.president.space.name}</bdi>" in text
    assert 'name="_back" value="/directory/consents/"' in text
    assert f'name="_space" value="{world.sg.space_id}"' in text
    assert HistoryEntry.objects.count() == lines


def test_the_one_button_does_it_once(world, consent, browse):
    site = browse(world.sg)
    key = site.get(address_of(consent)).context["ahead"].key
    for _time in range(2):
        assert site.post(address_of(consent), {"_key": str(key)}).url == "/directory/consents/"
    consent.refresh_from_db()
    assert consent.revoked_at is not None
    assert HistoryEntry.objects.filter(key=key).count() == 1


def test_whom_the_policy_refuses_reads_why_and_finds_no_button(world, consent, browse):
    page = browse(world.coordinator).get(address_of(consent))
    assert page.status_code == 403
    assert _("Your role in this space does not allow this.") in page.content.decode()
    revoke_consent(world.sg, consent)
    page = browse(world.sg).get(address_of(consent))
    assert page.status_code == 403
    assert _("This consent was already revoked.") in page.content.decode()
    assert "_key" not in page.content.decode().split("<main", 1)[1]


def test_what_stands_against_it_beyond_the_policy_is_said_too(world):
    asks = lambda _actor: ui.Ahead(title="t", happens=[], may=no("not now"))  # noqa: E731
    response = ui.act(ask(world.sg), adopt_own_card, then="/there/", asks=asks)
    assert response.status_code == 403
    assert "not now" in html(response)


def test_one_goes_back_where_one_came_from_else_home(world, consent):
    request = ask(world.sg, address=address_of(consent))
    page = html(ui.act(request, revoke_consent, consent, then=lambda _row: "/", asks=ahead_of_revoking, home="/home/"))
    assert 'href="/home/"' in page


def test_at_a_public_door_the_page_is_a_plain_one(world, consent):
    request = ask(world.sg)
    request.actor = visitor(world.sg.space)
    asks = lambda _actor: ui.Ahead(title="t", happens=["x"])  # noqa: E731

    def leave(_actor, *, key):
        raise NotImplementedError

    leave.policy = lambda _actor: no("over")
    assert "tabs-bar" not in html(ui.act(request, leave, then="/", asks=asks))


def test_names_keep_their_direction_and_are_no_markup():
    told = ui.tell("%(name)s <b> 100%%", name="<i>نجاة</i>")
    assert told == "<bdi>&lt;i&gt;نجاة&lt;/i&gt;</bdi> &lt;b&gt; 100%"


def test_a_way_back_is_said_instead_of_a_warning(world):
    def page(ahead: ui.Ahead) -> str:
        return html(ui.act(ask(world.sg), adopt_own_card, then="/", asks=lambda _actor: ahead))

    assert _("This cannot be undone.") in page(ui.Ahead("t", []))
    calm = page(ui.Ahead("t", [], undo="take it back"))
    assert "take it back" in calm
    assert _("This cannot be undone.") not in calm


def test_its_button_elsewhere_is_a_link_to_it(world, consent):
    class Request:
        path = "/"

    asked = draw('{% act "directory:revoke_consent" pk label="x" tone="danger" %}', pk=consent.pk, request=Request())
    assert asked.strip() == f'<a class="button danger" href="{address_of(consent)}">x</a>'
    plain = draw('{% act "directory:withdraw_clause" pk label="x" %}', pk=consent.pk, request=Request())
    assert 'method="post"' in plain


def test_a_form_says_it_above_its_fields(world):
    person = Person.objects.filter(space=world.sg.space).first()
    ahead = ui.Ahead("t", [ui.tell("%(who)s goes", who="نجاة")])
    page = html(
        ui.sheet(ask(world.sg), ui.ReasonForm, edit_person, person, title="t", then="/", context={"ahead": ahead})
    )
    assert page.index("<bdi>نجاة</bdi> goes") < page.index('name="reason"')


def test_the_button_of_a_form_says_what_it_does(world):
    person = Person.objects.filter(space=world.sg.space).first()

    def button(*does: str, **sheet: Any) -> str:
        context = {"ahead": ui.Ahead("cancel it", [], *does)} if does else {}
        page = ui.sheet(
            ask(world.sg), ui.ReasonForm, edit_person, person, title="t", then="/", context=context, **sheet
        )
        return html(page).split('<button class="primary">')[1].split("</button>")[0]

    assert button("") == "cancel it"
    assert button("let it go") == "let it go"
    assert button("let it go", submit="go") == "go"
    assert button() == _("Save")


def test_the_number_that_comes_next_is_the_one_that_is_taken(world):
    for _time in range(2):
        coming = coming_number(world.sg.space_id, "attendance", 2001)
        assert next_number(world.sg.space_id, "attendance", 2001) == coming


def test_other_verbs_are_not_answered(world, consent, browse):
    assert browse(world.sg).put(address_of(consent)).status_code == 405
    assert browse(world.sg).get(f"/directory/consents/{uuid4()}/revoke/").status_code == 404


def test_pressing_it_says_that_it_is_done(world, consent):
    request, response = press(world.sg, lambda actor, key: revoke_consent(actor, consent, key=key))
    assert (response["Location"], said(request)) == ("/there/", [_("Done.")])


def test_whom_the_command_refuses_is_not_told_whom_it_concerns(world):
    person = Person.objects.filter(space=world.sg.space).first()
    ahead = ui.Ahead("t", ["x"], names=[("who", ["خزامى"])])
    sheet = {"title": "t", "then": "/", "context": {"ahead": ahead}}
    for actor, shown in ((world.sg, True), (world.stranger, False)):
        page = html(ui.sheet(ask(actor, {"name_ar": ""}, post=True), ui.ReasonForm, edit_person, person, **sheet))
        assert ("خزامى" in page) is shown
