"""What no browser sends, and anybody may: an answer, never a failure."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from sanad.accompaniment.models import PlanItem
from sanad.courses.commands.writing import begin_course
from sanad.directory.models import Person

DOOR = "/account/login/"


@pytest.mark.parametrize(
    "name", ["x" * 70_000, "%" * 60_000, "_%" * 30_000, "a@" + "b" * 60_000 + ".ma", "1" * 60_000, "\x00", "٠" * 5_000]
)
def test_a_name_of_any_length_at_the_door(world, client, name) -> None:
    assert client.post(DOOR, {"login": name, "password": "x"}).status_code in {200, 422}
    assert client.post(DOOR, {"login": "sg", "password": name}).status_code in {200, 422}


@pytest.mark.parametrize("address", ["/D/%00", "/d/a%00b", "/training/join/%00/", "/invitation/%00/", "/%00"])
def test_a_nul_in_an_address_is_no_page(world, client, address) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=a%00b",
        "q=%%0000",
        "q=%25%30%30",
        "q=" + "%0" * 3_000 + "0" * 3_000,
        "page=%00",
        "space=%00",
        "export=%00",
        "suggest=%00",
        "%00=%00",
    ],
)
def test_a_nul_that_is_asked_for_is_not_heard(world, browse, query) -> None:
    client = browse(world.sg)
    for address in ("/directory/people/", "/search/", "/places/", "/directory/people/new/", "/papers/"):
        assert client.get(f"{address}?{query}").status_code == 200, address


@pytest.mark.parametrize(
    "typed",
    [
        "https://sanad.example.org/D/abcd-2345",
        "abcd 2345",
        "a/b",
        "/",
        "ABCD2345#x",
        "؟//",
        "http://x/D/" + "y" * 5_000,
    ],
)
def test_whatever_is_pasted_as_a_code_leads_to_a_page(db, client, typed) -> None:
    found = client.get("/check/", {"code": typed})
    assert found.status_code in {200, 302}
    if "2345" in typed:
        assert found["Location"] == "/D/ABCD2345"


@pytest.mark.parametrize(
    "cookie", [r'sessionid="\000\000\000\000\000\000\000\000"', r'sanad_language="\000"', "sessionid=" + "x" * 5_000]
)
def test_a_cookie_of_any_kind(world, client, cookie) -> None:
    assert client.get("/", headers={"cookie": cookie}).status_code in {200, 302}


@pytest.mark.parametrize(
    "came_from", ["http://[", "//", "http://testserver:99999999/", "http://testserver/\x00", "javascript:1"]
)
def test_wherever_one_says_to_come_from(world, browse, came_from) -> None:
    client = browse(world.sg)
    assert client.get("/directory/people/new/", headers={"referer": came_from}).status_code == 200
    assert client.post("/directory/people/new/", {"_back": came_from}).status_code == 422


def test_an_address_longer_than_its_column_is_refused_at_its_field(world, browse) -> None:
    page = browse(world.sg).post(
        "/directory/people/new/", {"name_ar": "سعاد", "email": "x" * 60 + "@" + "y." * 110 + "ma"}
    )
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"email"}
    long = {"name_ar": "\n".join(["x"] * 3), "aliases": "\n".join(["س"] * 501)}
    assert browse(world.sg).post("/directory/people/new/", long).context["form"].errors.keys() == {"aliases"}


def test_a_reason_longer_than_its_column_is_refused_in_a_sentence(world, browse) -> None:
    client, person = browse(world.sg), Person.objects.filter(space=world.sg.space, mandates__isnull=False).first()
    mandate = person.mandates.first()
    page = client.post(reverse("directory:end_mandate", args=[mandate.pk]), {"reason": "س" * 301})
    assert page.status_code in {302, 422}


@pytest.mark.parametrize("base", ["9" * 5_000, "²", "-1", "1e9", ""])
def test_a_version_of_any_length(world, browse, base) -> None:
    course = begin_course(world.coordinator, title_ar="دورة", title_fr="", field="management", level="beginner")
    address = reverse("courses:remove_test", args=[course.key, "x"]) + f"?base={base}"
    assert browse(world.coordinator).post(address).status_code in {302, 404}


NO_KEYS = [
    "9" * 5_000,
    "[" * 100_000,
    '"x"',
    "[]",
    "{}",
    "null",
    "NaN",
    '{"response": []}',
    '{"response": {"userHandle": 1}}',
    '{"id": "é", "rawId": "é", "type": "public-key", "response": {"userHandle": "AA", "clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA"}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "_w", "attestationObject": "AA"}}',
]


@pytest.mark.parametrize("sent", NO_KEYS)
def test_what_is_no_key_opens_nothing(world, client, browse, sent) -> None:
    cache.clear()  # it is no attempt of somebody else's
    client.get("/account/2fa/webauthn/login/", headers={"x-requested-with": "XMLHttpRequest"})
    assert client.post("/account/2fa/webauthn/login/", {"credential": sent}).status_code in {200, 302}
    inside = browse(world.sg)
    for address in ("/account/2fa/webauthn/add/", "/account/2fa/webauthn/reauthenticate/"):
        inside.get(address)
        assert inside.post(address, {"credential": sent, "name": "x"}).status_code in {200, 302}


def test_words_sent_with_a_choice_of_rows_that_have_none(world, browse) -> None:
    client, item = browse(world.sg), PlanItem.objects.filter(space=world.sg.space, needs__isnull=False).first()
    address = reverse("accompaniment:edit_item", args=[item.pk])
    needs = [str(item.needs.first().pk), "كلمات"]
    assert client.post(address, {"needs": needs}).status_code == 422
