"""Every registered address, opened by the owner and by a stranger."""

from uuid import uuid4

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from sanad.accompaniment.models import Engagement
from sanad.accounts.commands import invite_member
from sanad.activities.minutes.commands import correct_minutes
from sanad.activities.models import (
    Activity,
    Attendance,
    CalendarFeed,
    Decision,
    FollowUp,
    Invitation,
    Minutes,
    MinutesRevision,
    PressReport,
    ProgrammeItem,
    Series,
    Word,
)
from sanad.directory.models import Consent, Mandate, Organisation, Person, StatuteClause
from sanad.foundation.documents.models import DocumentScan, IssuedDocument
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.models import Invitation as Letter
from sanad.foundation.spaces.models import Membership, User
from sanad.territory.models import Place
from tests import grounds

OWN = ("sanad.",)
# Addresses about a row of the space: which row.
ROWS = {
    "accounts:letter": Letter,
    "accounts:revoke": Letter,
    "accounts:renew": Letter,
    "accounts:password_letter": Membership,
    "accounts:end_password": Membership,
    "accounts:offer_password": Membership,
    "accounts:role": Membership,
    "accounts:end": Membership,
    "territory:place": Place,
    "territory:add_douar": Place,
    "territory:add_alias": Place,
    "directory:person": Person,
    "directory:edit_person": Person,
    "directory:link_me": Person,
    "directory:record_mandate": Person,
    "directory:end_mandate": Mandate,
    "directory:revoke_consent": Consent,
    "directory:organisation": Organisation,
    "directory:edit_organisation": Organisation,
    "directory:add_clause": Organisation,
    "directory:withdraw_clause": StatuteClause,
    "activities:close_feed": CalendarFeed,
    "activities:series": Series,
    "activities:close_series": Series,
    "activities:edit_item": ProgrammeItem,
    "activities:withdraw_item": ProgrammeItem,
    "activities:move_item": ProgrammeItem,
    "activities:answer": Invitation,
    "activities:change_attendance": Attendance,
    "activities:withdraw_word": Word,
    "activities:withdraw_decision": Decision,
    "activities:finish_follow_up": FollowUp,
    "activities:drop_follow_up": FollowUp,
    "activities:reopen_follow_up": FollowUp,
    "activities:write_minutes": Minutes,
    "activities:circulate": Minutes,
    "activities:take_back": Minutes,
    "activities:approve": Minutes,
    "activities:correct": Minutes,
    "activities:revision": MinutesRevision,
    "activities:press": PressReport,
    "activities:approve_press": PressReport,
    "workspace:history_line": HistoryEntry,
    "workspace:paper": IssuedDocument,
    "workspace:download": IssuedDocument,
    "workspace:scan": IssuedDocument,
    "workspace:withdraw": IssuedDocument,
    "workspace:scan_file": DocumentScan,
    **grounds.ROWS,
}
FALLBACK = {"activities": Activity, "accompaniment": Engagement}
# Addresses that belong to nobody, or to everybody: a page of one's own space, or a public one.
OPEN_TO_ALL = {
    "accounts:stop_letters",
    "accounts:language",
    "accounts:first_space",
    "accounts:invitation",
    "accounts:new_password",
    "accounts:confirm_email",
    "public:check",
    "public:document",
    "activities:feed",
}
SHARED_PLACES = {"territory:place", "territory:add_douar", "territory:add_alias"}  # census units are everybody's


def patterns(resolver: URLResolver, namespace: str = "", path: str = ""):
    for entry in resolver.url_patterns:
        here = path + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, entry.namespace or namespace, here)
        elif isinstance(entry, URLPattern) and entry.callback.__module__.startswith(OWN):
            yield f"{namespace}:{entry.name}", here, entry.pattern.converters


def about_rows() -> list[tuple[str, str]]:
    found = {(name, path) for name, path, converters in patterns(get_resolver()) if "pk" in converters}
    return sorted(row for row in found if row[0] not in OPEN_TO_ALL)


def _row(name: str, world):
    model = ROWS.get(name) or FALLBACK[name.split(":", maxsplit=1)[0]]
    if name in grounds.MAKERS:
        return grounds.MAKERS[name](world)
    if model is Place:
        return Place.objects.get(space=world.sg.space, level="douar")
    if model is Letter and not Letter.objects.filter(space=world.sg.space, accepted_at=None).exists():
        invite_member(world.sg, name="ضيف", role="member")
    if model is Consent:
        return Consent.objects.filter(space=world.president.space).first()
    rows = model._default_manager.filter(space=world.sg.space, **grounds.WHERE.get(name, {}))
    return rows.exclude(user=world.sg.user).first() if model is Membership else rows.first()


def _address(path: str, row) -> str:
    for typed, value in (
        ("<uuid:pk>", str(row.pk)),
        ("<str:language>", "ar"),
        ("<str:kind>", "attendance_blank"),
        ("<str:token>", "x"),
    ):
        path = path.replace(typed, value)
    return f"/{path}?guest={row.pk}" if "/told/" in path else f"/{path}"


@pytest.mark.parametrize(("name", "path"), about_rows())
def test_a_stranger_gets_404_whatever_the_verb(world, browse, name, path) -> None:
    row = _row(name, world)
    if row is None:
        row = type("Unknown", (), {"pk": uuid4()})
    client = browse(world.stranger)
    if name in SHARED_PLACES | {"activities:open_feed"}:
        assert client.get(_address(path, row)).status_code == 404
        return
    codes = {client.get(_address(path, row)).status_code, client.post(_address(path, row), {}).status_code}
    assert codes <= {404, 405}, codes
    assert client.post(_address(path, row), {}).status_code == 404


@pytest.mark.parametrize(("name", "path"), about_rows())
def test_the_owner_reaches_it(world, browse, name, path) -> None:
    row = _row(name, world)
    if row is None:
        pytest.skip("the case has no such row")
    actor = world.president if name == "directory:revoke_consent" else world.sg
    response = browse(actor).get(_address(path, row))
    if response.status_code == 403:  # the minutes are approved; a correction opens the form
        for minutes in Minutes.objects.filter(state=Minutes.State.APPROVED):
            correct_minutes(world.sg, minutes, reason="تصحيح")
        response = browse(actor).get(_address(path, row))
    response.close()
    status = response.status_code
    refused = {
        ("territory:add_douar", 404),
        ("activities:cancel", 403),
        *((name, code) for name in grounds.REFUSED for code in (403, 404)),
    }
    assert status in {200, 405} or (name, status) in refused, status


@pytest.mark.parametrize(("name", "path"), about_rows())
def test_an_unknown_key_is_404(world, browse, name, path) -> None:
    client = browse(world.sg)
    address = _address(path, type("Unknown", (), {"pk": uuid4()}))
    assert client.post(address, {}).status_code == 404


LISTS = sorted({(n, p) for n, p, c in patterns(get_resolver()) if not c and n not in OPEN_TO_ALL})


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize(("name", "path"), LISTS)
def test_pages_without_a_row_open_in_three_languages(world, browse, name, path, language) -> None:
    response = browse(world.sg, language).get(f"/{path}")
    assert response.status_code in {200, 405, 404}, response.status_code
    if response.status_code == 200:
        assert len(response.content) < 60 * 1024 * 6  # before compression


@pytest.mark.parametrize(("name", "path"), LISTS)
def test_a_visitor_is_led_to_the_door(world, client, name, path) -> None:
    assert client.get(f"/{path}").status_code in {200, 302, 404}


def test_a_stranger_sees_nothing_of_the_case(world, browse) -> None:
    client = browse(world.stranger)
    for path in (
        "/directory/",
        "/activities/",
        "/accompaniment/",
        "/papers/",
        "/search/?q=الأشراف",
        "/directory/people/",
    ):
        assert "الأشراف" not in client.get(path).content.decode().replace('value="الأشراف"', "").replace(
            "<bdi>الأشراف</bdi>", ""
        )


@pytest.mark.parametrize(("name", "path"), about_rows())
@pytest.mark.parametrize("who", ["coordinator", "president", "secretary", "treasurer"])
def test_every_role_gets_an_answer_never_a_failure(world, browse, name, path, who) -> None:
    """The member, the accompanied and the accompanier: a page, a refusal with its reason, or 404."""
    from sanad.foundation.spaces.actor import actor_of

    row = _row(name, world)
    if row is None:
        pytest.skip("the case has no such row")
    actor = actor_of(User.objects.get(username="omar")) if who == "treasurer" else getattr(world, who)
    client = browse(actor)
    for response in (client.get(_address(path, row)), client.post(_address(path, row), {})):
        response.close()
        assert response.status_code in {200, 302, 403, 404, 405, 422}


def _thirty(world, name: str) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from sanad.accompaniment.commands.engagement import open_engagement
    from sanad.activities.outcome.commands import assign_follow_up
    from sanad.activities.papers.commands import issue_activity_paper
    from sanad.directory.commands import add_organisation, add_person, record_mandate

    meeting = Activity.objects.filter(space=world.sg.space).first()
    Minutes.objects.filter(activity=meeting).update(state="draft")
    for number in range(12 if name == "papers" else 30):
        if name == "people":
            person = add_person(world.sg, name_ar=f"شخص {number}", is_new=True)
            record_mandate(world.sg, person, organisation=world.host, capacity_ar="عضو")
        elif name == "follow-ups":
            due = timezone.localdate() + timedelta(days=1)
            assign_follow_up(world.sg, meeting, text=f"مهمة {number}", owner=world.people["sg"], due_on=due)
        elif name == "papers":
            issue_activity_paper(world.sg, meeting, kind="attendance_blank", language="ar")
        else:
            card = add_organisation(
                world.sg,
                kind="association",
                name_ar=f"جمعية {number}",
                is_new=True,
                seat_place=world.association.seat_place,
            )
            if name == "accompaniment":
                open_engagement(world.sg, association=card, referent=world.people["sg"])


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("organisations", "/directory/"),
        ("people", "/directory/people/"),
        ("follow-ups", "/activities/follow-ups/"),
        ("papers", "/papers/"),
        ("accompaniment", "/accompaniment/"),
        ("organisations", "/history/"),
        ("follow-ups", "/"),
    ],
)
def test_a_list_asks_the_same_number_of_questions_whatever_its_length(world, browse, name, address) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        client = browse(world.sg)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
            return len(queries)

    few = count()
    _thirty(world, name)
    assert count() == few <= 8
