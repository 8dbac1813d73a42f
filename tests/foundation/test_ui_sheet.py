"""Sheets: a form, its key, its room, and the command it runs."""

import re
from uuid import uuid4

import pytest
from django import forms
from django.test import Client
from django.utils.translation import gettext as _

from sanad.directory.commands.people import add_person
from sanad.directory.models import Organisation, Person
from sanad.foundation import ui
from sanad.foundation.policy import Refused
from tests.foundation.test_ui_act import NEW_PERSON, PEOPLE, ROOT, _arabic, ask, draw, html, many, said  # noqa: F401  fixtures


class PersonForm(ui.SheetForm):
    groups = [("Names", ["name_ar", "absent"])]
    name_ar = ui.PlainField(label="Arabic", max_length=20)
    name_fr = ui.PlainField(label="French", required=False, help_text="As on the card")


def send(actor, data: dict, **kwargs):
    request = ask(actor, data, post=True)
    return request, ui.sheet(request, PersonForm, add_person, then=lambda row: f"/{row.pk}", title="t", **kwargs)


@pytest.mark.django_db
class TestSheet:
    def test_it_shows_the_form_with_its_key_and_its_room(self, world):
        first, second = (html(ui.sheet(ask(world.sg), PersonForm, add_person, then="/", title="t")) for _ in range(2))
        keys = [re.search(r'name="_key" value="([0-9a-f-]{36})"', shown)[1] for shown in (first, second)]
        assert keys[0] != keys[1]
        assert f'name="_space" value="{world.sg.space_id}"' in first
        assert "<legend>Names</legend>" in first
        assert first.index("Arabic") < first.index("French")
        assert 'aria-describedby="name_fr-note"' in first
        assert 'id="name_fr-note"><div id="id_name_fr_helptext">As on the card' in first
        assert 'id="problems"' not in first

    def test_what_is_right_is_done_once(self, world):
        data = {"_key": str(uuid4()), "name_ar": "سعيد"}
        request, response = send(world.sg, data)
        _again, same = send(world.sg, data)
        assert response.status_code == 302
        assert response["Location"] == same["Location"]
        assert said(request) == [_("Saved.")]
        assert Person.objects.filter(space=world.sg.space, name_ar="سعيد").count() == 1

    def test_then_may_be_an_address(self, world):
        request = ask(world.sg, {"name_ar": "سعيد"}, post=True)
        assert ui.sheet(request, PersonForm, add_person, then="/there/", title="t")["Location"] == "/there/"

    def test_what_is_wrong_comes_back_whole(self, world):
        key = str(uuid4())
        _request, response = send(world.sg, {"_key": key, "name_ar": "", "name_fr": "Saïd <b>"})
        shown = html(response)
        assert response.status_code == 422
        assert 'value="Saïd &lt;b&gt;"' in shown
        assert f'name="_key" value="{key}"' in shown
        assert '<a href="#id_name_ar">Arabic</a>' in shown
        assert 'aria-invalid="true"' in shown
        assert 'id="problems"' in shown

    def test_what_is_refused_comes_back_with_the_reason_and_a_new_key(self, world):
        key = str(uuid4())
        send(world.sg, {"_key": key, "name_ar": "سعيد"})
        _request, response = send(world.sg, {"_key": key, "name_ar": "سعيدة", "name_fr": "Saïda"})
        shown = html(response)
        assert response.status_code == 422
        assert _("This form was already sent with another content. Read it again and send it once more.") in shown
        assert 'value="Saïda"' in shown
        assert key not in shown

    @pytest.mark.parametrize(("field", "place"), [("name_fr", "name_fr"), ("unknown", "__all__"), (None, "__all__")])
    def test_a_refusal_stands_at_its_field(self, world, field, place):
        def refuse(_actor, *, key, **_typed):
            message = "Not so."
            raise Refused(message, field)

        response = ui.sheet(ask(world.sg, {"name_ar": "سعيد"}, post=True), PersonForm, refuse, then="/", title="t")
        assert "<strong>Not so.</strong>" in html(response)
        form = PersonForm({"name_ar": "سعيد"}, actor=world.sg)
        form.is_valid()
        form.add_error(field if field in form.fields else None, "x")
        assert list(form.errors) == [place]

    def test_a_key_that_is_none_is_replaced(self, world):
        for typed in ("", "x", "' or 1=1", "\x00"):
            assert PersonForm({"_key": typed}, actor=world.sg).key.version == 7

    def test_a_form_without_groups_or_actor(self):
        class Plain(ui.SheetForm):
            agree = ui.TextField(label="Agree", required=False)

        shown = str(Plain(actor=None))
        assert "_space" not in shown
        assert "<fieldset" not in shown

    def test_a_form_whose_fields_all_stand_in_groups(self):
        class Grouped(ui.SheetForm):
            groups = [("All", ["one"])]
            one = ui.PlainField()

        assert [title for title, _fields in Grouped(actor=None).sections] == ["All"]

    def test_the_room_is_the_one_the_form_was_opened_in(self, world, browse):
        client = browse(world.stranger)
        client.post(NEW_PERSON, {"_space": str(world.sg.space_id), "name_ar": "دخيل"})
        assert not Person.objects.filter(space=world.sg.space, name_ar="دخيل").exists()

    def test_a_form_without_the_token_says_so_in_plain_words(self, world):
        client = Client(enforce_csrf_checks=True, headers={"accept-language": "ar"})
        client.force_login(world.sg.user)
        response = client.post(NEW_PERSON, {"name_ar": "سعيد"})
        assert response.status_code == 403
        assert 'dir="rtl"' in html(response)
        assert "CSRF" not in html(response)


def test_addresses_are_written_from_the_left():
    class Contact(ui.SheetForm):
        email = forms.EmailField()
        site = forms.URLField(assume_scheme="https")
        name = ui.PlainField()

    assert [field.widget.attrs.get("dir") for field in Contact(actor=None).fields.values()] == ["ltr", "ltr", None]

    def test_one_goes_back_to_where_one_came_from_and_nowhere_else(self, world, browse):
        client = browse(world.sg)
        ours, label = "http://testserver/directory/people/?q=a", _("Back without saving")
        assert 'href="/directory/people/?q=a"' in html(client.get(NEW_PERSON, headers={"referer": ours}))
        kept = html(client.post(NEW_PERSON, {"_back": "/directory/people/?q=a"}))
        assert 'href="/directory/people/?q=a"' in kept
        for other in (
            "",
            "https://elsewhere.example/directory/",
            f"http://testserver{NEW_PERSON}",
            "http://testserver//x.y",
        ):
            assert label not in html(client.get(NEW_PERSON, headers={"referer": other}))
        for other in ("https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"):
            assert label not in html(client.post(NEW_PERSON, {"_back": other}))

    def test_who_is_refused_before_typing_may_go_back(self, world, browse):
        client = browse(world.coordinator)
        page = client.get("/members/invite/", headers={"referer": "http://testserver/members/"})
        assert (page.status_code, 'href="/members/"' in html(page)) == (403, True)


class PlanForm(ui.SheetForm):
    needed = ("title",)
    filled_in = frozenset({"often", "host", "is_free"})
    title = ui.PlainField(label="Title", max_length=20)
    often = forms.ChoiceField(label="Often", choices=[("once", "Once"), ("weekly", "Weekly")], initial="once")
    host = ui.PlainField(label="Host", required=False)
    is_free = forms.BooleanField(label="Free", required=False, initial=True)
    note = ui.PlainField(label="Note", required=False)


class TestWhatIsAskedLater:
    FILLED = {"title": "", "often": "once", "host": "سند", "is_free": "on", "note": ""}

    def opened(self, data: dict | None = None, *, is_edit: bool = False, **stands) -> bool:
        form = PlanForm(data, actor=None, initial={"host": "سند", **stands})
        if is_edit:
            form.edit()
        return form.is_later_open

    def test_what_the_form_has_filled_in_itself_stays_closed(self):
        assert not self.opened()
        assert not self.opened(self.FILLED)

    @pytest.mark.parametrize(
        "typed", [{"often": "weekly"}, {"host": ""}, {"is_free": ""}, {"note": "ليلا"}, {"often": "never"}]
    )
    def test_what_somebody_changed_or_wrote_there_opens_it(self, typed):
        """Sent with what is needed missing: nothing that was typed is lost from sight."""
        assert self.opened({**self.FILLED, **typed})

    @pytest.mark.parametrize("stands", [{"often": "weekly"}, {"is_free": False}, {"note": "ليلا"}])
    def test_what_a_row_holds_beside_the_usual_opens_it(self, stands):
        assert self.opened(is_edit=True, **stands)
        assert not self.opened(is_edit=True, often="once", is_free=True)


class ChosenForm(ui.SheetForm):
    groups = [("فيم", ["body", "several"])]
    name = ui.PlainField(label="الاسم")
    body = ui.ChoiceOfRows(label="هيئة", required=False)
    several = ui.SeveralRows(label="هيئات", required=False)
    needed_one = ui.ChoiceOfRows(label="لا بد منها")

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("body", "several", "needed_one"):
            self.fields[name].queryset = rows


def asked(form) -> list[str]:
    return [field.name for _title, fields in form.sections for field in fields]


def test_a_choice_without_anything_to_choose_is_no_question(world):
    rows = Organisation.objects.filter(space=world.sg.space)
    assert asked(ChosenForm(actor=world.sg, rows=rows)) == ["body", "several", "name", "needed_one"]
    empty = ChosenForm(actor=world.sg, rows=rows.none())
    assert asked(empty) == ["name", "needed_one"]
    assert [title for title, _fields in empty.sections] == [""]
    refused = ChosenForm({"name": "س", "body": str(rows.first().pk)}, actor=world.sg, rows=rows.none())
    assert not refused.is_valid()
    assert "body" in asked(refused)
