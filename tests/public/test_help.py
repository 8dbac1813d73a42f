"""Help: on every page, inside it or as a page with a way back, for visitors too; the words of the field by touch and keyboard."""

import re

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation

from sanad.foundation.content.parts import Flaw
from sanad.foundation.help.terms import terms, with_terms
from sanad.foundation.help.topics import read_topic, topic_of, topics
from tests.browsing import signed_in

PAGES = {"workspace:home": "home", "activities:activities": "activities", "workspace:reminders": "reminders"}


@pytest.mark.django_db
@pytest.mark.parametrize(("page", "key"), PAGES.items())
def test_a_page_leads_to_what_is_said_about_it(world, page, key):
    for actor in (world.sg, world.president):
        body = signed_in(actor.user).get(reverse(page)).content.decode()
        assert f'href="{reverse("public:help_topic", args=[key])}"' in body
        assert 'id="help" aria-live' in body


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "key"), [("/check/", "check"), ("/account/login/", "sign_in")])
def test_a_visitor_finds_it_too(client, world, address, key):
    body = client.get(address).content.decode()
    assert reverse("public:help_topic", args=[key]) in body
    assert client.get(reverse("public:help_topic", args=[key])).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_a_topic_opens_inside_its_page_or_as_a_page_that_leads_back(world, language):
    client = signed_in(world.sg.user)
    client.cookies["sanad_language"] = language
    address, came_from = reverse("public:help_topic", args=["minutes"]), reverse("activities:activities")
    page = client.get(address, headers={"referer": f"http://testserver{came_from}"}).content.decode()
    inside = client.get(address, headers={"hx-request": "true"})
    title = getattr(topics()["minutes"].title, language)
    assert title in page
    assert f'href="{came_from}"' in page
    assert "<html" in page
    assert title in inside.content.decode()
    assert "<html" not in inside.content.decode()
    assert "HX-Request" in inside["Vary"]
    assert "[[" not in page


@pytest.mark.django_db
def test_what_is_no_topic_is_not_there(client):
    assert client.get(reverse("public:help_topic", args=["nothing"])).status_code == 404


@pytest.mark.django_db
def test_all_of_it_stands_on_one_page_in_both_faces_and_at_the_door(client, world):
    for visitor in (signed_in(world.sg.user), signed_in(world.president.user), client):
        body = visitor.get(reverse("public:help")).content.decode()
        assert all(reverse("public:help_topic", args=[key]) in body for key in topics())
    for actor in (world.sg, world.president):
        assert f'href="{reverse("public:help")}"' in signed_in(actor.user).get("/").content.decode()


@pytest.mark.django_db
def test_the_words_of_the_field_stand_with_what_law_says(client):
    client.cookies["sanad_language"] = "fr"
    body = client.get(reverse("public:help_words")).content.decode()
    assert body.count("<dt>") == len(terms())
    assert 'id="quorum"' in body
    receipt = body[body.index('id="final_receipt"') :]
    assert "60" in receipt[: receipt.index("</div>")]


def shown(template: str, **context) -> str:
    return Template("{% load sanad %}" + template).render(Context(context))


def test_a_word_says_what_it_means_when_it_is_touched():
    with translation.override("ar"):
        page = shown('{% term "quorum" %} {% term "quorum" "نصاب" %}')
    found = re.findall(
        r'<button type="button" popovertarget="([^"]+)">([^<]+)</button><span id="([^"]+)" popover', page
    )
    assert [(target == there, word) for target, word, there in found] == [(True, "النصاب القانوني"), (True, "نصاب")]
    assert len({target for target, _word, _there in found}) == 2
    assert terms()["quorum"].means.ar in page


def test_a_text_of_help_is_shown_as_text():
    with translation.override("en"):
        page = shown("{{ text|explained }}", text="<b> & [[quorum|two & more]]")
    assert page.startswith("&lt;b&gt; &amp; <span")
    assert ">two &amp; more</button>" in page
    assert with_terms("[[quorum]]!", lambda term, word: term.key.upper()) == "QUORUM!"


def test_the_nearest_topic_is_that_of_the_page():
    assert topic_of("activities:minutes").key == "minutes"
    assert topic_of("activities:something_new").key == "activities"
    assert topic_of("training:own_something").key == "own_page"
    assert topic_of("nowhere:at_all") is None


@pytest.mark.parametrize(
    ("change", "said"),
    [({"group": "elsewhere"}, "group"), ({"pages": ["Not an address"]}, "pages"), ({"use": {"ar": "س"}}, "use"), ({"more": 1}, "more")],
)  # fmt: skip
def test_what_is_wrong_in_a_topic_is_told_at_its_place(change, said):
    words = {"ar": "كلمة.", "fr": "Un mot.", "en": "A word."}
    whole = {"group": "begin", "place": 1, "since": "2026-01-01", "pages": ["a:b"], "steps": [words]} | dict.fromkeys(
        ("title", "use", "first", "then"), words
    )
    assert read_topic("whole", whole).steps[0].en == "A word."
    with pytest.raises(Flaw) as flaw:
        read_topic("broken", whole | change)
    assert flaw.value.place.startswith(f"broken.{said}")
