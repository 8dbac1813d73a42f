"""A meeting on one page: promise and refusals of its command, and what the page keeps."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from sanad.activities.minutes.commands import circulate_minutes, save_minutes
from sanad.activities.minutes.queries import first_draft
from sanad.activities.models import Activity, Attendance, FollowUp, Minutes
from sanad.activities.outcome.commands import (
    assign_follow_up,
    edit_follow_up,
    finish_follow_up,
    record_decision,
    withdraw_decision,
    withdraw_follow_up,
)
from sanad.activities.outcome.policies import can_close_follow_up
from sanad.activities.people.commands import (
    invite_guest,
    record_attendance,
    record_word,
    withdraw_attendance,
)
from sanad.activities.programme.commands.activity import cancel_activity, plan_activity, start_series
from sanad.activities.programme.commands.items import add_item
from sanad.activities.programme.policies import can_record
from sanad.activities.queries.facts import facts_of_activity
from sanad.activities.record.commands import record_meeting
from sanad.activities.record.forms import MOST_ROWS
from sanad.activities.record.queries import known_people
from sanad.directory.commands.organisations import add_organisation, adopt_own_card
from sanad.directory.commands.people import add_person
from sanad.directory.models import Organisation, Person
from sanad.directory.queries import own_card
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.roles import Role
from tests.pages import own_forms
from tests.refusals import says_no

DAY = timedelta(days=1)
TODAY = timezone.localdate


def gathering(world, title, begins, **details):
    said = {"kind": "meeting", "host": world.host, "ends_at": begins + timedelta(hours=2), **details}
    return plan_activity(world.sg, title=title, starts_at=begins, **said)


@pytest.fixture
def meeting(world):
    """Of yesterday, planned, with the association."""
    return gathering(world, "لقاء الأمس", timezone.now() - DAY, partners=[world.association])


class Sheet:
    """The page of a meeting as somebody has it open."""

    def __init__(self, client, address):
        self.client, self.address = client, address
        self.text = client.get(address).content.decode()
        self.form = next(form for form in own_forms(self.text, address) if "rows" in form.data())

    def send(self, **typed):
        answer = self.client.post(self.address, self.form.data(**typed))
        self.text = answer.content.decode()
        self.then = answer.headers.get("Location", "")
        return answer.status_code

    def answered(self):
        """The form as it came back."""
        self.form = next(form for form in own_forms(self.text, self.address) if "rows" in form.data())
        return self

    def holds(self, name):
        return self.form.data()[name][0]


@pytest.fixture
def opened(world, meeting, browse):
    """Opens the page of the meeting."""
    client, address = browse(world.sg), reverse("activities:record", args=[meeting.pk])
    return lambda: Sheet(client, address)


def task(number, text, who, due_on):
    return {f"task-{number}-text": text, f"task-{number}-who": who, f"task-{number}-due_on": str(due_on)}


def line(group, **said):
    return {"line": f"{group}-0", "key": None, **said}


def guest(name, capacity="", body="", **more):
    return {**line("guest", name=name, capacity=capacity, body=body), **more}


def follow_up(text, who, due_on, **more):
    return {**line("task", text=text, who=who, due_on=due_on), **more}


def names_there(meeting):
    return {row.who for row in meeting.attendance.present()}


# -- in one go ----------------------------------------------------------------------------------------------------


def test_everything_is_written_in_one_go_and_the_minutes_open_with_it(world, meeting, opened):
    president, sheet = world.people["president"], opened()
    assert president.name in sheet.text
    typed = {
        f"there-{president.pk}": "on",
        "guest-0-name": "كريم العلوي، مستشار جماعي، جماعة إغزران",
        "guest-1-name": "سعاد",
        "guest-1-capacity": "فاعلة محلية",
        "decisions": "القرار الأول\nالقرار الثاني",
        "word-0-who": "كريم العلوي",
        "word-0-text": "رحب بالحاضرين",
        **task(0, "مراسلة الجماعة", "كريم العلوي", TODAY()),
        **task(1, "تهيئة القاعة", "جمعية الأمل بإغزران", TODAY()),
        "minutes": "1",
    }
    assert sheet.send(**typed) == 302, sheet.text
    meeting.refresh_from_db()
    assert meeting.state == Activity.State.HELD
    assert names_there(meeting) == {president.name, "كريم العلوي", "سعاد"}
    line_of_president = meeting.attendance.get(person=president)
    assert (line_of_president.organisation, line_of_president.capacity != "") == (world.association, True)
    karim = Person.objects.get(space=world.sg.space, name_ar="كريم العلوي")
    his = meeting.attendance.get(person=karim)
    assert (his.capacity, his.organisation.kind) == ("مستشار جماعي", "local_authority"), "a guest who got a card"
    assert [row.text for row in meeting.decisions.all()] == ["القرار الأول", "القرار الثاني"]
    assert meeting.words.get().speaker == his
    to_do = {row.text: row.who for row in meeting.follow_ups.all()}
    assert to_do["مراسلة الجماعة"] == karim
    assert to_do["تهيئة القاعة"].kind == Organisation.Kind.ASSOCIATION
    assert sheet.then == reverse("activities:write_minutes", args=[Minutes.objects.get(activity=meeting).pk])
    text = sheet.client.get(sheet.then).content.decode()
    for said in (president.name, "كريم العلوي", "القرار الثاني", "مراسلة الجماعة", "جمعية الأمل بإغزران"):
        assert said in text
    lines = HistoryEntry.objects.filter(space=world.sg.space, command="activities.record_meeting")
    assert lines.count() == 1


def test_a_page_sent_twice_doubles_nothing(meeting, opened):
    sheet = opened()
    typed = {"guest-0-name": "كريم العلوي", "decisions": "قرار", **task(0, "مهمة", "كريم العلوي", TODAY())}
    assert [sheet.send(**typed), sheet.send(**typed)] == [302, 302]
    other = opened()
    assert other.send(**{name: said for name, said in typed.items() if "guest" not in name}) == 302
    counts = meeting.attendance.count(), meeting.decisions.count(), meeting.follow_ups.count()
    assert counts == (1, 1, 1)
    late = opened()
    assert late.send(**{"guest-0-name": "كريم العلوي"}) == 422
    assert gettext("This person is already on the list.") in late.text or "مسجل" in late.text
    assert late.answered().holds("guest-0-name") == "كريم العلوي"


def test_nothing_typed_writes_nothing_more(world, meeting, opened):
    assert opened().send() == 302
    meeting.refresh_from_db()
    assert meeting.state == Activity.State.HELD
    count = HistoryEntry.objects.filter(space=world.sg.space).count()
    assert opened().send() == 302
    assert HistoryEntry.objects.filter(space=world.sg.space).count() == count
    assert not Minutes.objects.filter(activity=meeting).exists()


def test_what_was_recorded_is_mended_and_taken_off(world, meeting, opened):
    president, secretary = world.people["president"], world.people["secretary"]
    sheet = opened()
    first = {
        f"there-{president.pk}": "on",
        f"there-{secretary.pk}": "on",
        "guest-0-name": "كريم العلوى",
        "guest-1-name": "دخل خطأ",
        "decisions": "قرار اول\nخطأ",
        "word-0-who": "كريم العلوى",
        "word-0-text": "كلمه",
        "word-1-who": "دخل خطأ",
        "word-1-text": "خطأ",
        **task(0, "مهمه", president.name, TODAY()),
        **task(1, "خطأ", president.name, TODAY()),
    }
    assert sheet.send(**first) == 302
    guests = {row.guest_name: row.pk for row in meeting.attendance.filter(person=None)}
    words = {row.text: row.pk for row in meeting.words.all()}
    decisions = {row.text: row.pk for row in meeting.decisions.all()}
    tasks = {row.text: row.pk for row in meeting.follow_ups.all()}
    sheet = opened()
    assert sheet.holds(f"task-{tasks['مهمه']}-who") == president.name
    mended = {
        f"there-{secretary.pk}": [],
        f"guest-{guests['كريم العلوى']}-name": "عبد الصمد العلوي",
        f"guest-{guests['كريم العلوى']}-body": world.association.name,
        f"guest-{guests['دخل خطأ']}-name": "",
        f"word-{words['كلمه']}-text": "كلمة",
        f"word-{words['خطأ']}-text": "",
        f"word-{words['خطأ']}-who": "",
        f"decision-{decisions['قرار اول']}-text": "قرار أول",
        f"decision-{decisions['خطأ']}-text": "",
        f"task-{tasks['مهمه']}-text": "مهمة",
        f"task-{tasks['خطأ']}-text": "",
    }
    assert sheet.send(**mended) == 302, sheet.text
    assert names_there(meeting) == {president.name, "عبد الصمد العلوي"}
    assert meeting.attendance.standing().get(person=None).organisation == world.association
    assert [row.text for row in meeting.words.standing()] == ["كلمة"]
    assert [row.text for row in meeting.decisions.standing()] == ["قرار أول"]
    assert [row.text for row in meeting.follow_ups.meant()] == ["مهمة"]
    again = opened()
    body = f"guest-{guests['كريم العلوى']}-capacity"
    assert again.send(**{body: "ضيف"}) == 302
    assert meeting.attendance.standing().get(person=None).organisation == world.association


def test_two_tabs_undo_nothing_of_each_other(world, meeting, opened):
    president, secretary = world.people["president"], world.people["secretary"]
    one, other = opened(), opened()
    assert one.send(**{f"there-{president.pk}": "on", "guest-0-name": "كريم", "decisions": "قرار"}) == 302
    assert other.send(**{f"there-{secretary.pk}": "on", "guest-0-name": "سعاد", "decisions": "قرار آخر"}) == 302
    assert names_there(meeting) == {president.name, secretary.name, "كريم", "سعاد"}
    assert meeting.decisions.count() == 2
    one, other = opened(), opened()
    decision = meeting.decisions.first()
    name = f"decision-{decision.pk}-text"
    assert one.send(**{name: "قرار مصحح"}) == 302
    assert other.send(**{name: "قرار ثالث"}) == 422, "asked, because somebody changed it meanwhile"
    assert other.answered().holds(name) == "قرار ثالث"
    assert other.send() == 302
    decision.refresh_from_db()
    assert decision.text == "قرار ثالث"


def test_what_somebody_took_off_meanwhile_is_written_anew_by_who_corrects_it(world, meeting, opened):
    assert opened().send(decisions="قرار", **{"guest-0-name": "كريم"}) == 302
    tab, decision, line_of_guest = opened(), meeting.decisions.get(), meeting.attendance.get()
    withdraw_decision(world.sg, decision)
    withdraw_attendance(world.sg, line_of_guest)
    changed = {f"decision-{decision.pk}-text": "قرار مصحح", f"guest-{line_of_guest.pk}-name": "كريم العلوي"}
    assert tab.send(**changed) == 422
    assert tab.answered().send() == 302
    assert meeting.decisions.standing().get().text == "قرار مصحح"
    assert names_there(meeting) == {"كريم العلوي"}


def test_whom_the_page_offered_is_ticked_also_when_no_more_offered(world, meeting, opened):
    card = add_person(world.sg, name_ar="زهور القادري", is_new=True)
    letter = invite_guest(world.sg, meeting, person=card)
    tab = opened()
    letter.withdraw()
    assert tab.send(**{f"there-{card.pk}": "on"}) == 302
    assert names_there(meeting) == {card.name}


def test_a_wrong_line_comes_back_with_all_that_was_typed(world, meeting, opened):
    sheet = opened()
    typed = {
        "guest-0-name": "كريم",
        "decisions": "قرار",
        "word-4-text": "كلمة بلا متكلم",
        **task(5, "مهمة", "كريم", ""),
    }
    assert sheet.send(**typed) == 422
    meeting.refresh_from_db()
    assert (meeting.state, meeting.attendance.count(), meeting.decisions.count()) == ("planned", 0, 0)
    sheet.answered()
    assert [sheet.holds(name) for name in typed if typed[name]] == [said for said in typed.values() if said]
    assert "<details open" not in sheet.text, "only what was filled is seen, and one line more"
    seen = sheet.text.split('name="word-4-text"')[0]
    assert 'name="word-1-text"' in seen
    assert 'name="word-2-text"' not in seen
    assert sheet.send(**{"word-4-who": "كريم"}) == 422, "now the day is missing"
    assert 'id="task-5-due_on-note"' in sheet.text
    due = gettext("Task %(number)s: %(part)s") % {"number": 6, "part": gettext("Due")}
    assert f'<a href="#id_task-5-due_on">{due}</a>' in sheet.text
    assert sheet.answered().send(**{"task-5-due_on": str(TODAY())}) == 302


# -- refusals, each at its line -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "sentence", "field"),
    [
        ({"guests": [guest("", "مستشار")]}, "Write the name.", "guest-0-name"),
        ({"words": [line("word", who="", text="كلمة")]}, "Write who spoke as the name stands among those present.", "word-0-who"),
        ({"words": [line("word", who="كريم", text="")]}, "Write what was said.", "word-0-text"),
        ({"words": [line("word", who="كريم", text="كلمة")]}, "Write who spoke as the name stands among those present.", "word-0-who"),
        ({"follow_ups": [follow_up("", "كريم", None)]}, "Write what is to be done.", "task-0-text"),
        ({"follow_ups": [follow_up("مهمة", "", None)]}, "Write who is to do it.", "task-0-who"),
        ({"follow_ups": [follow_up("مهمة", "كريم", None)]}, "Write by which day.", "task-0-due_on"),
        (
            {"follow_ups": [follow_up("مهمة", "كريم", TODAY() - 9 * DAY)]},
            "It would be due before the activity itself.",
            "task-0-due_on",
        ),
    ],
)  # fmt: skip
def test_a_line_is_refused_where_it_is_wrong(world, meeting, said, sentence, field):
    with says_no(sentence, field=field):
        record_meeting(world.sg, meeting, **said)


def test_record_meeting_refuses_to_take_off_what_something_hangs_on(world, meeting):
    held = record_meeting(world.sg, meeting, guests=[guest("كريم")])
    speaker = held.attendance.get()
    record_word(world.sg, held, speaker=speaker, text="كلمة")
    with says_no("Words of this person are recorded, so they were present.", field="guest-0-name"):
        record_meeting(world.sg, held, guests=[guest("", key=speaker.pk)])
    there = record_attendance(world.sg, held, person=world.people["president"])
    record_word(world.sg, held, speaker=there, text="كلمة")
    key = world.people["president"].pk
    with says_no("Words of this person are recorded, so they were present.", field=f"there-{key}"):
        record_meeting(world.sg, held, present={key: False})
    decision = record_decision(world.sg, held, text="قرار")
    mine = assign_follow_up(world.sg, held, text="مهمة", owner=world.people["sg"], due_on=TODAY(), decision=decision)
    emptied = {"line": "decision-0", "key": decision.pk, "text": ""}
    with says_no("Follow-ups hang on this decision. Drop them with a reason instead.", field="decision-0-text"):
        record_meeting(world.sg, held, decisions=[emptied])
    record_meeting(world.sg, held, follow_ups=[follow_up("", "", None, key=mine.pk)])
    record_meeting(world.sg, held, decisions=[emptied])
    assert not held.decisions.standing().exists()


def test_an_empty_line_is_none(world, meeting):
    gone = world.people["sg"].pk  # the key of a row that is no more
    held = record_meeting(
        world.sg,
        meeting,
        guests=[guest("")],
        words=[line("word", who="", text="")],
        decisions=[{"line": "decisions", "key": None, "text": ""}],
        follow_ups=[follow_up("", "", None), follow_up("", "", None, key=gone)],
        present={meeting.pk: True, world.people["president"].pk: False},
    )
    counts = [rows.count() for rows in (held.attendance, held.words, held.decisions, held.follow_ups)]
    assert counts == [0, 0, 0, 0]


def test_who_was_excused_and_came_is_present(world, meeting):
    president = world.people["president"]
    row = record_attendance(world.sg, meeting, person=president, status="excused")
    [known] = [each for each in known_people(meeting) if each.person == president]
    assert not known.is_there
    record_meeting(world.sg, meeting, present={president.pk: True})
    row.refresh_from_db()
    assert row.status == "present"
    with says_no("This person is already on the list.", field="guest-0-name"):
        record_meeting(world.sg, meeting, guests=[guest(president.name)])


def test_who_may_record_and_when(world, meeting, browse):
    assert can_record(world.sg, meeting)
    member = Actor(world.sg.user, world.sg.space, Role.MEMBER)
    assert not can_record(member, meeting)
    assert not can_record(world.president, meeting)
    to_come = gathering(world, "لقاء قادم", timezone.now() + DAY)
    assert can_record(world.sg, to_come).reason == gettext("It has not begun yet.")
    off = cancel_activity(world.sg, gathering(world, "لقاء ملغى", timezone.now() - DAY), reason="المطر")
    assert can_record(world.sg, off).reason == gettext("This activity was cancelled.")
    with says_no("It has not begun yet."):
        record_meeting(world.sg, to_come)
    held = record_meeting(world.sg, meeting, opens_minutes=True)
    minutes = save_minutes(world.sg, held.minutes, body="نص", base_version=0)
    circulate_minutes(world.sg, minutes)
    held = Activity.objects.get(pk=held.pk)
    sentence = "The minutes are circulated or approved. Take them back to draft, or open a correction, first."
    assert can_record(world.sg, held).reason == gettext(sentence)
    address = reverse("activities:record", args=[held.pk])
    assert browse(world.sg).get(address).status_code == 403
    assert browse(world.president).get(address).status_code == 403


# -- names ----------------------------------------------------------------------------------------------------------


def test_a_name_that_is_perhaps_known_is_asked_about(world, meeting, opened):
    add_person(world.sg, name_ar="عبد الكريم الضيف", is_new=True)
    sheet = opened()
    typed = {
        "guest-0-name": "سعاد بنعلي",
        "guest-1-name": "سعاد بن علي",
        **task(0, "مهمة", "عبدالكريم ضيف", TODAY()),
    }
    assert sheet.send(**typed) == 422
    assert "عبد الكريم الضيف" in sheet.text
    assert 'name="is_new"' in sheet.text
    assert meeting.attendance.count() == 0
    assert sheet.answered().send(is_new="on") == 302
    assert meeting.attendance.count() == 2
    assert Person.objects.filter(space=world.sg.space, name_ar="عبدالكريم ضيف").exists()


def test_a_name_that_is_known_is_the_card(world, meeting):
    card = add_person(world.sg, name_ar="زهور القادري", is_new=True)
    body = add_organisation(world.sg, kind="press", name_fr="Le Matin du Rif", is_new=True)
    day = TODAY()
    held = record_meeting(
        world.sg,
        meeting,
        guests=[guest("زهور  القادري", body="le matin du rif")],
        words=[line("word", who="زهور القادري", text="شكرت الجميع")],
        follow_ups=[follow_up("خبر", "Le Matin du Rif", day), follow_up("رسالة", "زهور القادري", day)],
    )
    row = held.attendance.get()
    assert (row.person, row.organisation) == (card, body)
    assert held.words.get().speaker == row
    assert {each.who for each in held.follow_ups.all()} == {card, body}
    french = record_meeting(
        world.sg, held, guests=[guest("Yassine Amrani")], follow_ups=[follow_up("x", "Yassine Amrani", day)]
    )
    assert french.follow_ups.get(text="x").owner.name_fr == "Yassine Amrani"


def test_whoever_is_typed_and_would_have_been_offered_has_the_known_capacity(world, meeting):
    president = world.people["president"]
    held = record_meeting(
        world.sg,
        meeting,
        guests=[guest(president.name_ar), guest(world.people["secretary"].name_ar, "ضيفة الشرف")],
        words=[line("word", who=president.name_ar.split()[0], text="شكر الجميع")],
    )
    row = held.attendance.get(person=president)
    assert (row.organisation, row.capacity) == (world.association, "رئيس الجمعية")
    assert held.attendance.get(person=world.people["secretary"]).capacity == "ضيفة الشرف"
    assert held.words.get().speaker == row, "the beginning of a name that only one of them has"


def test_of_two_who_are_called_so_whoever_was_there_is_meant(world, meeting):
    one, _other = (add_person(world.sg, name_ar="محمد العلوي", is_new=True) for _ in range(2))
    with says_no("Several here are called so: choose which of them is meant.", field="task-0-who"):
        record_meeting(world.sg, meeting, follow_ups=[follow_up("مهمة", "محمد العلوي", TODAY())])
    invite_guest(world.sg, meeting, person=one)
    held = record_meeting(
        world.sg, meeting, present={one.pk: True}, follow_ups=[follow_up("مهمة", "محمد العلوي", TODAY())]
    )
    mine = held.follow_ups.get()
    assert mine.owner == one
    shown = follow_up("مهمة أخرى", "محمد العلوي", TODAY(), key=mine.pk)
    record_meeting(world.sg, held, present={one.pk: False}, follow_ups=[shown])
    mine.refresh_from_db()
    assert (mine.text, mine.owner) == ("مهمة أخرى", one), "a name that nobody touched is whom the row has"


def test_one_of_two_of_one_name_is_chosen_where_it_was_refused(world, meeting, opened):
    """Each by what tells them apart; what was typed stays, and two such lines are settled one after the other."""
    said = {"name_ar": "الطاهر الوزاني", "is_new": True}
    phone = add_person(world.sg, phone="+212612345678", **said)
    speaks = add_person(world.sg, organisation=world.association, capacity_ar="كاتب عام", **said)
    add_person(world.sg, **said)
    last = add_person(world.sg, **said)
    sheet, typed = opened(), {}
    for number, wanted, mark in ((0, phone, "(…678)"), (1, speaks, "(كاتب عام ·"), (2, last, " · 4)")):
        typed |= task(number, f"مهمة {number}", "الطاهر الوزاني", TODAY())
        assert sheet.send(**typed) == 422
        assert sheet.answered().holds(f"task-{number}-text") == f"مهمة {number}"
        offered = re.findall(rf'name="task-{number}-who-meant" value="([^"]+)"', sheet.text)
        assert len(offered) == 4, offered
        typed |= {f"task-{number}-who-meant": next(name for name in offered if mark in name)}
        assert not meeting.follow_ups.filter(owner=wanted).exists()
    assert sheet.send(**typed) == 302, sheet.text
    assert {row.text: row.owner for row in meeting.follow_ups.all()} == {
        "مهمة 0": phone,
        "مهمة 1": speaks,
        "مهمة 2": last,
    }


def test_of_two_bodies_of_one_name_one_is_chosen_by_its_kind(world, meeting, browse):
    for kind in ("association", "ngo"):
        add_organisation(world.sg, kind=kind, name_ar="جمعية السواقي الجديدة", is_new=True)
    client, address = browse(world.sg), reverse("activities:edit", args=[meeting.pk])
    form = next(form for form in own_forms(client.get(address).text, address) if "host" in form.data())
    answer = client.post(address, form.data(also="جمعية السواقي الجديدة"))
    assert answer.status_code == 422
    meant = re.findall(r'name="also-meant" value="([^"]+)"', answer.text)
    assert len(meant) == 2
    assert (
        client.post(address, form.data(**{"also": "جمعية السواقي الجديدة", "also-meant": meant[1]})).status_code == 302
    )
    held = meeting.taking_part.standing().filter(organisation__name_ar="جمعية السواقي الجديدة")
    assert held.get().organisation.kind == "ngo"


def test_a_word_of_bodies_that_people_have_too_makes_a_body_only_before_what_bodies_have(world, meeting):
    people = ("Union Touria", "Office Manager", "Journal Ahmed")
    bodies = ("Union des femmes de Sefrou", "Office national du tourisme", "Commune de Taza", "تعاونية الورد")
    tasks = [follow_up(f"مهمة {name}", name, TODAY()) for name in (*people, *bodies)]
    held = record_meeting(world.sg, meeting, follow_ups=tasks, is_new=True)
    assert {row.owner.name for row in held.follow_ups.exclude(owner=None)} == set(people)
    assert {row.body.name for row in held.follow_ups.exclude(body=None)} == set(bodies)


@pytest.mark.parametrize(
    ("typed", "is_asked"),
    [
        ("Benali, Mohamed", True),
        ("benali, mohamed", True),
        ("El Alaoui, Mohamed", True),
        ("Mohamed Benali, trésorier", False),
        ("Aïcha Aït Lahcen, élue", False),
    ],
)
def test_a_capacity_in_small_letters_is_no_first_name(world, meeting, typed, is_asked):
    if is_asked:
        with says_no("is perhaps one name", field="is_new"):
            record_meeting(world.sg, meeting, guests=[guest(typed)])
        return
    held = record_meeting(world.sg, meeting, guests=[guest(typed)])
    assert held.attendance.present().get().capacity == typed.partition(", ")[2]


def test_a_name_before_a_first_name_is_asked_about_and_no_capacity_without_a_word(world, meeting):
    with says_no("is perhaps one name: then write it without the comma", field="is_new"):
        record_meeting(world.sg, meeting, guests=[guest("بنعلي, محمد")])
    held = record_meeting(world.sg, meeting, guests=[guest("بنعلي, رئيس")], is_new=True)
    held = record_meeting(world.sg, held, guests=[guest("الحسن، كاتب"), guest("كريم, مستشار جماعي")])
    said = {row.guest_name: row.capacity for row in held.attendance.present()}
    assert said == {"بنعلي": "رئيس", "الحسن": "كاتب", "كريم": "مستشار جماعي"}


def test_who_keeps_no_directory_makes_no_card(world, meeting):
    trainer = Actor(world.sg.user, world.sg.space, Role.TRAINER)
    held = record_meeting(trainer, meeting, guests=[guest("كريم")])
    assert names_there(held) == {"كريم"}
    with says_no("Your role in this space does not allow this.", field="task-0-who"):
        record_meeting(trainer, held, follow_ups=[follow_up("مهمة", "كريم", TODAY())])
    with says_no("Your role in this space does not allow this.", field="guest-0-body"):
        record_meeting(trainer, held, guests=[guest("سعاد", "رئيسة", "جمعية لا نعرفها")])


def test_a_guest_who_is_on_the_list_by_card_too_stays_apart(world, meeting):
    card = add_person(world.sg, name_ar="زهور القادري", is_new=True)
    record_attendance(world.sg, meeting, guest_name="زهور القادري")
    record_attendance(world.sg, meeting, person=card, same="no")
    held = record_meeting(world.sg, meeting, follow_ups=[follow_up("مهمة", "زهور القادري", TODAY())])
    assert held.attendance.filter(person=None).count() == 1


# -- who is offered -------------------------------------------------------------------------------------------------


def test_guests_of_the_meeting_before_are_offered(world, opened, meeting, browse):
    series = start_series(world.sg, title="محطات")
    first = gathering(world, "الأول", timezone.now() - 3 * DAY, series=series)
    record_meeting(world.sg, first, guests=[guest("كريم العلوي", "مستشار", "جماعة إغزران")])
    second = gathering(world, "الثاني", timezone.now() - DAY, series=series)
    add_item(world.sg, second, kind="welcome", title="ترحيب", speaker=world.people["sg"])
    sheet = Sheet(browse(world.sg), reverse("activities:record", args=[second.pk]))
    line_before = first.attendance.get()
    assert sheet.send(**{f"there-{line_before.pk}": "on"}) == 302
    assert sheet.send(**{f"there-{line_before.pk}": "on"}) == 302, "sent twice"
    row = second.attendance.get()
    assert (row.guest_name, row.capacity, row.organisation) == ("كريم العلوي", "مستشار", line_before.organisation)
    offered = {each.name for each in known_people(second)}
    assert {world.people["sg"].name, "كريم العلوي"} <= offered
    alone = gathering(world, "لقاء بلا شريك", timezone.now() - DAY)
    record_meeting(world.sg, alone, guests=[guest("سعاد")])
    next_one = gathering(world, "لقاء بعده", timezone.now() - timedelta(hours=2))
    assert "سعاد" in {each.name for each in known_people(next_one)}


def test_a_planned_meeting_that_took_place_is_recorded_at_once(world, browse):
    client, address = browse(world.sg), reverse("activities:plan")
    form = next(form for form in own_forms(client.get(address).content.decode(), address) if "title" in form.data())
    typed = {"title": "لقاء", "day": str(TODAY() + DAY), "record": "1"}
    refused = client.post(address, form.data(**typed))
    assert refused.status_code == 422
    assert not Activity.objects.filter(title="لقاء").exists()
    taken = client.post(address, form.data(**typed | {"day": str(TODAY() - DAY)}))
    assert taken.headers["Location"] == reverse("activities:record", args=[Activity.objects.get(title="لقاء").pk])


# -- follow-ups of bodies ---------------------------------------------------------------------------------------------


def test_withdraw_follow_up_that_was_written_by_mistake(world, meeting):
    held = record_meeting(world.sg, meeting)
    row = assign_follow_up(world.sg, held, text="مهمة", owner=world.association, due_on=TODAY())
    assert (row.who, row.owner) == (world.association, None)
    assert can_close_follow_up(world.sg, row)
    assert withdraw_follow_up(world.sg, row).state == FollowUp.State.MISTAKEN
    with says_no("This follow-up is already closed."):
        withdraw_follow_up(world.sg, row)
    done = finish_follow_up(
        world.sg, assign_follow_up(world.sg, held, text="أخرى", owner=world.people["sg"], due_on=TODAY())
    )
    with says_no("This follow-up is already closed."):
        withdraw_follow_up(world.sg, done)


def test_assign_follow_up_to_a_name(world, meeting):
    held = record_meeting(world.sg, meeting)
    row = assign_follow_up(world.sg, held, text="مهمة", owner="كريم العلوي", due_on=TODAY())
    assert row.owner.name_ar == "كريم العلوي"
    with says_no("is perhaps كريم العلوي", field="is_new"):
        assign_follow_up(world.sg, held, text="مهمة أخرى", owner="كريم علوي", due_on=TODAY())
    other = assign_follow_up(world.sg, held, text="مهمة أخرى", owner="كريم علوي", due_on=TODAY(), is_new=True)
    assert other.owner != row.owner
    row = edit_follow_up(world.sg, row, text="مهمة", owner="مجلس جماعة إغزران", due_on=TODAY())
    assert (row.owner, row.body.kind) == (None, "local_authority")
    row = edit_follow_up(world.sg, row, text="مهمة", owner=world.people["sg"], due_on=TODAY())
    assert (row.owner, row.body) == (world.people["sg"], None)


def test_the_form_of_a_follow_up_keeps_whom_it_has(world, meeting, browse):
    one, _other = (add_person(world.sg, name_ar="محمد العلوي", is_new=True) for _ in range(2))
    held = record_meeting(world.sg, meeting)
    row = assign_follow_up(world.sg, held, text="مهمه", owner=one, due_on=TODAY())
    client, address = browse(world.sg), reverse("activities:edit_follow_up", args=[row.pk])
    form = next(form for form in own_forms(client.get(address).content.decode(), address) if "owner" in form.data())
    assert client.post(address, form.data(text="مهمة")).status_code == 302
    row.refresh_from_db()
    assert (row.text, row.owner) == ("مهمة", one)
    found = client.get(address, {"suggest": "owner", "owner": "العلوي"}).content.decode()
    assert found.count("محمد العلوي") == 2
    assert client.get(address, {"suggest": "owner", "owner": ""}).status_code == 200


def test_a_meeting_of_hundreds_is_saved_and_loses_nothing(world, meeting, opened):
    """More than a thousand fields are not taken: most of what is recorded stands as a line with its own page."""
    record_meeting(world.sg, meeting, decisions=[line("decision", text=f"قرار رقم {number}") for number in range(90)])
    guests = [
        Attendance(space_id=meeting.space_id, activity=meeting, guest_name=f"ضيف رقم {number}", status="present")
        for number in range(350)
    ]
    people = Person.objects.bulk_create(
        Person(space_id=meeting.space_id, name_ar=f"عضو رقم {number}") for number in range(250)
    )
    listed = [
        Attendance(space_id=meeting.space_id, activity=meeting, person=person, status="present") for person in people
    ]
    Attendance.objects.bulk_create([*guests, *listed])
    sheet = opened()
    assert sum(len(said) for said in sheet.form.data().values()) < 800
    assert len(sheet.text) < 400_000
    for row in (*guests, *meeting.decisions.all()):
        kind = "change_attendance" if row in guests else "edit_decision"
        assert reverse(f"activities:{kind}", args=[row.pk]) in sheet.text or str(row.pk) in str(sheet.form.data())
    assert reverse("activities:change_attendance", args=[listed[-1].pk]) in sheet.text
    first = guests[0]
    assert sheet.send(**{f"guest-{first.pk}-name": "ضيف صحح اسمه", "decisions": "قرار أخير"}) == 302, sheet.text
    first.refresh_from_db()
    assert (first.guest_name, meeting.attendance.present().count()) == ("ضيف صحح اسمه", 600)
    assert meeting.decisions.standing().count() == 91


def test_the_mark_of_the_page_holds_the_longest_rows(opened, meeting):
    """A page of the most rows that it names comes back whole, also when each has the longest name."""
    rows = " ".join(f"decision-{uuid4()}" for _number in range(MOST_ROWS))
    assert opened().send(rows=rows, decisions="قرار") == 302
    assert meeting.decisions.standing().count() == 1


def test_an_owner_is_whoever_is_there_and_whose_name_begins_so(world, meeting):
    day, president = TODAY(), world.people["president"]
    first = president.name.split()[0]
    held = record_meeting(
        world.sg,
        meeting,
        guests=[guest("ميمون اليعقوبي"), guest("سعيد بوعرفة", "الدوار")],
        follow_ups=[
            follow_up("أولى", "ميمون", day),
            follow_up("ثانية", "سعيد بوعرفة، الدوار", day),
            follow_up("ثالثة", first, day),
        ],
    )
    owners = {row.text: row.who for row in held.follow_ups.all()}
    assert (owners["أولى"].name_ar, owners["ثانية"].name_ar) == ("ميمون اليعقوبي", "سعيد بوعرفة")
    assert owners["ثالثة"] == president
    assert held.attendance.filter(person__in=owners.values()).count() == 2
    record_meeting(world.sg, held, follow_ups=[follow_up("رابعة", "ميمون اليعقوبي", day)])
    assert held.follow_ups.get(text="رابعة").owner == owners["أولى"]


def test_what_stands_behind_a_comma_is_no_part_of_a_known_name(world, meeting):
    known = add_person(world.sg, name_ar="بوشتى الجامعي", is_new=True)
    held = record_meeting(world.sg, meeting, follow_ups=[follow_up("مهمة", "بوشتى الجامعي، نقيب", TODAY())])
    assert held.follow_ups.get().owner == known


def test_an_owner_who_may_be_two_or_nobody_is_asked_about(world, meeting):
    day, two = TODAY(), [guest("ميمون اليعقوبي"), guest("ميمون الزياني")]
    with says_no("Several names begin so: ميمون اليعقوبي، ميمون الزياني. Write the whole name.", field="task-0-who"):
        record_meeting(world.sg, meeting, guests=two, follow_ups=[follow_up("مهمة", "ميمون", day)])
    asked = "Nobody here is called “بوشتى”: write the whole name. If not, tick the box below."
    with says_no(asked, field="is_new"):
        record_meeting(world.sg, meeting, follow_ups=[follow_up("مهمة", "بوشتى", day)])
    held = record_meeting(world.sg, meeting, follow_ups=[follow_up("مهمة", "بوشتى", day)], is_new=True)
    assert held.follow_ups.get().owner.name_ar == "بوشتى"
    bodies = record_meeting(world.sg, held, follow_ups=[follow_up("رسالة", "القيادة", day)])
    assert bodies.follow_ups.get(text="رسالة").body.name == "القيادة"
    kept = add_organisation(world.sg, kind="press", name_ar="صوت الريف، المكتب", is_new=True)
    held = record_meeting(world.sg, held, follow_ups=[follow_up("خبر", kept.name, day)])
    assert held.follow_ups.get(text="خبر").body == kept


# -- an association's own people --------------------------------------------------------------------------------------


@pytest.fixture
def own_meeting(world):
    """A meeting of an association in its own space."""
    actor = world.president
    host = own_card(actor) or adopt_own_card(actor, name_ar="جمعية إغزران")
    begins = timezone.now() - DAY
    return plan_activity(
        actor, title="جمع المكتب", kind="meeting", host=host, starts_at=begins, ends_at=begins + timedelta(hours=2)
    )


def test_ones_own_people_typed_once_are_ticks_at_the_next_meeting(world, own_meeting):
    actor = world.president
    held = record_meeting(
        actor,
        own_meeting,
        guests=[
            guest("يوسف المقدم، رئيس الجمعية"),
            guest("فاطمة أزواغ", "أمينة المال"),
            guest("كريم العلوي", "مستشار جماعي"),
            guest("سعاد", "رئيسة جمعية الوادي"),
            guest("مجلس الحي", "عضو"),
            guest("إلياس", "عضو", "تعاونية الريف"),
        ],
        keeps=True,
    )
    people = {row.who: (row.person is not None, row.organisation == held.host) for row in held.attendance.all()}
    assert people == {
        "يوسف المقدم": (True, True),
        "فاطمة أزواغ": (True, True),
        "كريم العلوي": (False, False),
        "سعاد": (False, False),
        "مجلس الحي": (False, False),
        "إلياس": (False, False),
    }
    begins = timezone.now() - timedelta(hours=3)
    again = plan_activity(
        actor, title="اليوم", kind="training", host=held.host, starts_at=begins, ends_at=begins + timedelta(hours=1)
    )
    offered = {known.name: known.capacity for known in known_people(again)}
    assert offered["يوسف المقدم"] == "رئيس الجمعية"
    assert set(people) <= set(offered), "guests of the last meetings too"


def test_they_are_not_kept_against_the_will_or_the_right_of_who_records(world, own_meeting, meeting, browse):
    record_meeting(world.president, own_meeting, guests=[guest("يوسف المقدم", "رئيس الجمعية")])
    assert not Person.objects.filter(space=world.president.space, name_ar="يوسف المقدم").exists()
    record_meeting(world.sg, meeting, guests=[guest("يوسف المقدم", "رئيس الجمعية")], keeps=True)
    assert not Person.objects.filter(space=world.sg.space, name_ar="يوسف المقدم").exists()
    trainer = Actor(world.president.user, world.president.space, Role.TRAINER)
    record_meeting(trainer, own_meeting, guests=[guest("نجاة القاسمي", "كاتبة الجمعية")], keeps=True)
    assert not Person.objects.filter(space=world.president.space, name_ar="نجاة القاسمي").exists()
    own = browse(world.president).get(reverse("activities:record", args=[own_meeting.pk])).content.decode()
    other = browse(world.sg).get(reverse("activities:record", args=[meeting.pk])).content.decode()
    assert ('name="keeps"' in own, 'name="keeps"' in other) == (True, False)


def test_people_of_an_association_that_has_no_space_yet_wait_for_it_there(world, browse):
    """Who was met as its president is known when its space is opened, and inherited by it."""
    actor = world.sg
    body = add_organisation(actor, kind="association", name_ar="جمعية أمل تاكلفت", is_new=True)
    met = gathering(world, "زيارة أولى", timezone.now() - DAY, partners=[body])
    page = browse(actor).get(reverse("activities:record", args=[met.pk])).content.decode()
    assert 'name="keeps"' in page
    held = record_meeting(
        actor,
        met,
        guests=[
            guest("إدريس أمزيل", "رئيس الجمعية", body.name),
            guest("سعاد الوزاني", "ساكنة", body.name),
            guest("كريم العلوي", "رئيس الجمعية"),
        ],
        keeps=True,
    )
    people = {row.who: (row.person is not None, row.organisation) for row in held.attendance.all()}
    assert people == {
        "إدريس أمزيل": (True, body),
        "سعاد الوزاني": (False, body),
        "كريم العلوي": (False, None),
    }
    assert [mandate.person.name for mandate in body.mandates.all()] == ["إدريس أمزيل"]
    record_meeting(actor, held, guests=[guest("نجاة القاسمي", "كاتبة الجمعية", body.name)])
    assert not Person.objects.filter(name_ar="نجاة القاسمي").exists(), "only where that is wanted"


def test_decisions_are_taken_without_their_dashes_and_days_as_one_says_them(meeting, opened):
    said = {"task-0-text": "أولى", "task-0-who": "كريم العلوي", "task-0-due_on": "بعد أسبوع"}
    assert opened().send(decisions="- رفع طلب\n2. مراسلة\n-", **said, **{"guest-0-name": "كريم العلوي"}) == 302
    assert [row.text for row in meeting.decisions.all()] == ["رفع طلب", "مراسلة"]
    assert meeting.follow_ups.get().due_on == TODAY() + 7 * DAY


# -- the hours ----------------------------------------------------------------------------------------------------


def test_who_records_says_the_hours_that_were_preset_when_it_was_planned(world, browse):
    begins = timezone.localtime(timezone.now() - DAY).replace(hour=10, minute=0, second=0, microsecond=0)
    meeting = gathering(world, "لقاء الأمس", begins)
    client, address = browse(world.sg), reverse("activities:record", args=[meeting.pk])

    def opened():
        return Sheet(client, address)

    sheet = opened()
    assert (sheet.holds("begins"), sheet.holds("ends")) == ("10:00", "12:00")
    assert sheet.send(begins="15:00", ends="14:00") == 422
    assert gettext("It ends before it begins.") in sheet.text
    assert sheet.answered().send(begins="15:00", ends="16:45", decisions="قرار", minutes="1") == 302
    meeting.refresh_from_db()
    hours = [timezone.localtime(moment).strftime("%H:%M") for moment in (meeting.starts_at, meeting.ends_at)]
    assert hours == ["15:00", "16:45"]
    assert "16:45" in first_draft(facts_of_activity(meeting), "ar")
    assert "begins" not in opened().form.data()  # said once; then they are changed where the activity is


def test_hours_that_are_still_to_come_are_refused_where_they_stand(world, meeting):
    later = timezone.now() + timedelta(hours=1)
    with says_no("It has not begun yet.", field="begins"):
        record_meeting(world.sg, meeting, starts_at=later, ends_at=later)
