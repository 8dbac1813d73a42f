"""The same request twice at once is done once, without an error, and two who want the same get a sentence (on both databases)."""

# ruff: noqa: B023  what meets in a round is over before the next one begins
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone, translation

from sanad.accompaniment.engagements.commands import open_engagement
from sanad.accompaniment.models import Engagement
from sanad.accounts.commands.beginning import new_space, open_own_space
from sanad.accounts.commands.entering import accept_as_newcomer, join_space
from sanad.accounts.commands.invitations import invite_member, open_space
from sanad.accounts.commands.own import TAKEN, update_account
from sanad.activities.people.commands import invite_guest
from sanad.activities.programme.commands.activity import plan_activity, start_series
from sanad.activities.programme.commands.items import add_item
from sanad.activities.record.commands import record_meeting
from sanad.directory.commands.mandates import record_mandate
from sanad.directory.commands.organisations import add_clause, add_organisation, edit_organisation, withdraw_card
from sanad.directory.commands.people import add_person, edit_person
from sanad.directory.models import Organisation, Person
from sanad.foundation.history.chain import verify
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.actor import actor_of
from sanad.foundation.spaces.models import Invitation, Membership, Space, User
from tests.at_once import IS_POSTGRESQL, meet, parted, shared_database
from tests.fuzz.pages import Page
from tests.judges.filled import written

pytestmark = pytest.mark.django_db(transaction=IS_POSTGRESQL)
ROUNDS, PAIRS = 4, 20
PASSWORD = "a-long-secret-1"


def a_space(username: str, kind: str = "support"):
    return actor_of(
        new_space(name_ar="منظمة", name_fr="", person="سعاد", username=username, password=PASSWORD, kind=kind)
    )


@pytest.fixture
def sg(tmp_path, request):
    with shared_database(tmp_path):
        yield a_space("souad")


@pytest.fixture
def person(sg):
    return add_person(sg, name_ar="نعيمة", is_new=True)


@pytest.fixture
def body(sg):
    return add_organisation(sg, kind="association", name_ar="جمعية النخيل", is_new=True)


@pytest.fixture
def activity(sg, body):
    hours = {"starts_at": datetime(2026, 5, 3, 9, tzinfo=UTC), "ends_at": datetime(2026, 5, 3, 12, tzinfo=UTC)}
    return plan_activity(sg, kind="workshop", title="ورشة", host=body, **hours)


@pytest.fixture
def rows(sg, person, body, activity):
    return {"person": person, "body": body, "activity": activity, "sg": sg}


def planned(rows, title):
    return plan_activity(
        rows["sg"],
        kind="workshop",
        title=title,
        host=rows["body"],
        starts_at=rows["activity"].starts_at,
        ends_at=rows["activity"].ends_at,
        key=rows["key"],
    )


# What is done with `rows["key"]`, and a word that makes it another content.
WITHOUT_A_TARGET = {
    "person": lambda rows, word: add_person(rows["sg"], name_ar=word, is_new=True, key=rows["key"]),
    "organisation": lambda rows, word: add_organisation(
        rows["sg"], kind="association", name_ar=word, is_new=True, key=rows["key"]
    ),
    "series": lambda rows, word: start_series(rows["sg"], title=word, key=rows["key"]),
    "activity": planned,
    "letter": lambda rows, word: invite_member(rows["sg"], name=word, role="member", key=rows["key"]),
    "space": lambda rows, word: open_space(rows["sg"], name_ar=word, president_name="رئيس", key=rows["key"]),
}
WITH_A_TARGET = {
    "edit": lambda rows, word: edit_person(rows["sg"], rows["person"], name_ar=word, key=rows["key"]),
    "mandate": lambda rows, word: record_mandate(
        rows["sg"], rows["person"], organisation=rows["body"], capacity_ar=word, key=rows["key"]
    ),
    "clause": lambda rows, word: add_clause(rows["sg"], rows["body"], kind="aim", text_ar=word, key=rows["key"]),
    "item": lambda rows, word: add_item(rows["sg"], rows["activity"], kind="opening", title=word, key=rows["key"]),
    "guest": lambda rows, word: invite_guest(
        rows["sg"], rows["activity"], person=rows["fresh"], capacity=word, key=rows["key"]
    ),
}


def begun(rows) -> int:
    """A new key, and somebody whom nobody has invited yet; how many lines there are by now."""
    rows["key"], rows["fresh"] = uuid4(), add_person(rows["sg"], name_ar="ضيف", is_new=True)
    return HistoryEntry.objects.count()


EVERY = pytest.mark.parametrize(
    "act", [*WITHOUT_A_TARGET.values(), *WITH_A_TARGET.values()], ids=[*WITHOUT_A_TARGET, *WITH_A_TARGET]
)


@EVERY
def test_the_same_twice_at_once_is_one_row_and_one_line(sg, rows, act):
    for number in range(ROUNDS):
        before = begun(rows)
        spaces = Space.objects.count()
        done, refused = parted(meet(*[lambda: act(rows, f"واحد {number}")] * 2))
        assert refused == []
        assert done[0] == done[1]
        assert HistoryEntry.objects.filter(key=rows["key"]).count() == 1
        made = Space.objects.count() - spaces  # a new space has its own line of it
        assert made in {0, 1}
        assert HistoryEntry.objects.count() == before + 1 + made
    assert verify(sg.space.pk)[1] is None


@EVERY
def test_one_key_with_two_contents_at_once_is_refused_in_a_sentence(rows, act):
    for number in range(ROUNDS):
        before = begun(rows)
        done, refused = parted(meet(lambda: act(rows, f"واحد {number}"), lambda: act(rows, f"اثنان {number}")))
        assert (len(done), len(refused)) == (1, 1)
        with translation.override("en"):
            assert "another content" in str(refused[0].message)
        assert HistoryEntry.objects.filter(key=rows["key"]).count() == 1
        assert HistoryEntry.objects.count() <= before + 2


def test_one_key_from_two_spaces_is_done_in_each(sg):
    other = a_space("karim")
    for number in range(ROUNDS):
        key = uuid4()
        acts = [lambda who=who: add_person(who, name_ar=f"شخص {number}", is_new=True, key=key) for who in (sg, other)]
        done, refused = parted(meet(*acts))
        assert refused == []
        assert {row.space_id for row in done} == {sg.space_id, other.space_id}
        assert HistoryEntry.objects.filter(key=key).count() == 2


@pytest.mark.parametrize("again", ["username", "phone", "email"])
def test_two_newcomers_who_choose_the_same(sg, again):
    for number in range(ROUNDS):
        letters = [invite_member(sg, name=f"عضو {n}", role="member") for n in range(2)]
        acts = []
        for n, letter in enumerate(letters):
            own = {
                "username": f"member{number}of{n}",
                "phone": f"+21266{number:03}{n:04}",
                "email": f"m{number}of{n}@example.org",
            }
            own[again] = {
                "username": f"same{number}",
                "phone": f"+21277{number:07}",
                "email": f"same{number}@example.org",
            }[again]
            acts.append(lambda letter=letter, own=own: accept_as_newcomer(letter, password=PASSWORD, **own))
        done, refused = parted(meet(*acts))
        assert (len(done), [each.field for each in refused]) == (1, [again])
        assert refused[0].message == TAKEN
        assert Invitation.objects.filter(pk__in=[row.pk for row in letters], accepted_at=None).count() == 1


def test_two_newcomers_with_one_letter(sg):
    for number in range(ROUNDS):
        letter = invite_member(sg, name="عضو", role="member")
        acts = [lambda n=n: accept_as_newcomer(letter, username=f"u{number}of{n}", password=PASSWORD) for n in range(2)]
        done, refused = parted(meet(*acts))
        assert (len(done), len(refused)) == (1, 1)
        assert User.objects.filter(username__startswith=f"u{number}of").count() == 1


def test_two_who_take_the_same_phone(sg):
    other = a_space("karim")
    for number in range(ROUNDS):
        acts = [
            lambda who=who: update_account(
                who, who.user, name="س", phone=f"+21277{number:07}", current_password=PASSWORD
            )
            for who in (sg, other)
        ]
        done, refused = parted(meet(*acts))
        assert (len(done), [each.field for each in refused]) == (1, ["phone"])
        assert refused[0].message == TAKEN


def test_what_hangs_on_a_row_does_not_wait_in_a_circle_with_the_row(sg, person, body):
    """The first holds the row and wants the history; the other holds the history and is told at its end that the row is there."""
    for number in range(PAIRS):
        acts = [
            lambda: edit_organisation(sg, body, name_fr=f"Nakhil {number}"),
            lambda: record_mandate(sg, person, organisation=body, capacity_ar=f"عضو {number}"),
            lambda: update_account(sg, sg.user, name=f"سعاد {number}"),
            lambda: add_person(sg, name_ar=f"شخص {number}", is_new=True),
        ]
        done, refused = parted(meet(*acts))
        assert (len(done), refused) == (4, [])
    assert verify(sg.space.pk)[1] is None


def test_two_spaces_that_write_into_each_other(sg):
    """Each line names the space of who wrote it: whoever has one history in hand does not wait for the other's."""
    other = a_space("karim")
    letters = {
        who.space_id: [invite_member(who, name="عضو", role="member") for _ in range(PAIRS)] for who in (sg, other)
    }
    for mine, theirs in zip(letters[sg.space_id], letters[other.space_id], strict=True):
        acts = [lambda row=mine: join_space(other, row), lambda row=theirs: join_space(sg, row)]
        done, refused = parted(meet(*acts))
        assert (len(done), refused) == (2, [])
        Membership.objects.filter(pk__in=[row.pk for row in done]).update(ended_at=timezone.now())


SHEETS = {
    "person": "/directory/people/new/",
    "series": "/activities/series/new/",
    "agreement": "/agreements/new/",
    "letter": "/members/invite/",
    "space": "/members/open-space/",
    "person's edit": "/directory/people/{person}/edit/",
    "mandate": "/directory/people/{person}/capacity/",
    "item": "/activities/{activity}/programme/new/",
}


def opened(sg) -> Client:
    client = Client(headers={"accept-language": "ar"})
    client.force_login(sg.user)
    return client


@pytest.mark.parametrize("place", SHEETS.values(), ids=SHEETS)
def test_a_form_that_two_tabs_send_at_once_leads_both_to_the_same_place(sg, rows, place):
    address = place.format(**{name: row.pk for name, row in rows.items() if name != "sg"})
    tabs = [opened(sg), opened(sg)]
    for number in range(PAIRS):
        page = tabs[0].get(address)
        assert page.status_code == 200, address
        [form] = [each for each in Page(address, page.content.decode()).forms if each.address == address]
        data = written(form)
        for box in form.boxes:
            if box.choices and not any(box.values):
                data[box.name] = box.choices[-1:]  # the first is often the empty one
            elif box.kind in {"text", "textarea"} and not any(box.values):
                data[box.name] = f"{data[box.name][0]} {number}"
        before = HistoryEntry.objects.filter(space=sg.space).count()
        answers = meet(*[lambda tab=tab: tab.post(address, data) for tab in tabs])
        said = [
            (getattr(answer, "status_code", answer), answer.get("Location") if hasattr(answer, "get") else None)
            for answer in answers
        ]
        assert said[0][0] == 302, (said, number)
        assert said[0] == said[1], number
        assert HistoryEntry.objects.filter(space=sg.space).count() == before + 1, number


def test_one_new_name_in_two_meetings_at_once_makes_one_card(sg, body):
    hours = {"starts_at": timezone.now() - timedelta(days=2), "ends_at": timezone.now() - timedelta(days=1)}
    for number, name in enumerate(("الطاهر الوزاني", "زرياب الفهري", "سلوى الزرهوني", "كنزة البقالي")):
        pair = [plan_activity(sg, kind="meeting", title=f"لقاء {number}", host=body, **hours) for _ in range(2)]
        said = {"line": "task-0", "key": None, "text": "مهمة", "who": name, "due_on": timezone.localdate()}
        done, refused = parted(
            meet(*[lambda row=row: record_meeting(sg, row, follow_ups=[said], is_new=True) for row in pair])
        )
        assert (len(done), refused) == (2, [])
        assert Person.objects.filter(name_ar=name).count() == 1


def test_the_form_that_opens_a_space_opens_one(sg, settings):
    """Of somebody who has an account, and of a newcomer, who is let in both times."""
    settings.SIGN_UP = "everybody"
    for n in range(ROUNDS):
        said = {"kind": "association", "name_ar": f"جمعية {n}"}
        key = uuid4()
        done, refused = parted(meet(*[lambda: open_own_space(sg.user, **said, key=key)] * 2))
        assert ([actor.space.name_ar for actor in done], refused) == ([said["name_ar"]] * 2, [])
        assert Space.objects.filter(name_ar=said["name_ar"]).count() == 1
        key, others = uuid4(), [{**said, "name_ar": f"{letter} {n}", "is_new": True} for letter in ("ألف", "باء")]
        done, refused = parted(meet(*[lambda o=o: open_own_space(sg.user, **o, key=key) for o in others]))
        assert (len(done), [one.field for one in refused]) == (1, ["name_ar"])
        form = {**said, "name_ar": f"جمعية جديدة {n}", "person": "هند", "username": f"hind{n}", "password": PASSWORD}
        form["_key"] = str(uuid4())
        answers = meet(*[lambda: Client().post("/space/new/", form)] * 2)
        assert [answer.status_code for answer in answers] == [302, 302]
        assert Space.objects.filter(name_ar=form["name_ar"]).count() == 1


def test_a_card_is_withdrawn_or_a_file_opens_on_it_never_both(sg):
    for number in range(ROUNDS):
        card = add_organisation(sg, kind="association", name_ar=f"بطاقة مؤقتة {number}", is_new=True)
        parted(
            meet(
                lambda: withdraw_card(sg, Organisation.objects.get(pk=card.pk), reason="كتبت خطأ"),
                lambda: open_engagement(sg, association=Organisation.objects.get(pk=card.pk)),
            )
        )
        card.refresh_from_db()
        assert card.is_standing == Engagement.objects.filter(association=card).exists()
