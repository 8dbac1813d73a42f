"""The same person by another spelling is asked about, on every way in; a family on one phone is not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from sanad.activities.models import Activity
from sanad.activities.programme.commands.activity import plan_activity
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.management.commands.work import empties_the_queue
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import visitor
from sanad.training.attendance.commands import attendance
from sanad.training.attendance.commands import late as late_commands
from sanad.training.models import Registration
from sanad.training.queries.links import door_code, own_token
from sanad.training.registrations.commands import registration as registration_commands
from tests.foundation.reminders.conftest import _one_transaction, post  # noqa: F401  a mail server, one transaction
from tests.refusals import says_no
from tests.training.school import a_registration, a_session

PHONE, TYPED = "+212661000055", "0661 00 00 55"
SPELLINGS = [
    "محمد بن عبد الله",
    "محمد بن عبدالله",
    "Mohamed Ben Abdellah",
    "محمد بنعبد الله",
    "بن عبدالله محمد",
    "مُحمَّد بن عبد اللّه",
]


@pytest.fixture
def session(world):
    return a_session(world.coordinator, seats=9, is_public=True)


def by_organiser(world, session, name, phone=PHONE, **more):
    return registration_commands.register_person(world.coordinator, session, name=name, phone=phone, **more)


def by_association(world, session, name, phone=PHONE, **more):
    return registration_commands.register_person(world.secretary, session, name=name, phone=phone, **more)


def by_link(world, session, name, phone=PHONE, **more):
    return registration_commands.join_session(visitor(session.space), session, name=name, phone=phone, **more)


def late(world, session, name, phone=PHONE, **more):
    return late_commands.add_late_person(world.coordinator, session, name=name, phone=phone, **more)


def at_the_door(world, session, name, phone=PHONE, **more):
    slot = session.slots.first()
    actor = visitor(session.space)
    return attendance.come_in_late(actor, slot, code=door_code(slot), name=name, phone=phone, **more).registration


BEFORE = [by_organiser, by_association, by_link]
ASKED = [by_organiser, by_association]  # a visitor is asked nothing that says who is here
DURING = [late, at_the_door]


@pytest.fixture
def held(world):
    """A session that goes on now."""
    session = a_session(world.coordinator, seats=9, is_public=True, starts_on=timezone.localdate())
    slot, now = session.slots.first(), timezone.now()
    slot.starts_at, slot.ends_at = now - timedelta(hours=1), now + timedelta(hours=2)
    slot.save()
    return session


@pytest.mark.django_db
class TestAnotherSpelling:
    @pytest.mark.parametrize("first", BEFORE)
    @pytest.mark.parametrize("then", ASKED)
    @pytest.mark.parametrize("name", SPELLINGS[1:])
    def test_is_asked_about_with_the_same_phone(self, world, session, first, then, name):
        first(world, session, SPELLINGS[0])
        with pytest.raises(Refused) as question:
            then(world, session, name)
        assert question.value.field == ("name" if _sure(first, then, name) else "same")
        assert session.registrations.count() == 1

    @pytest.mark.parametrize("then", DURING)
    @pytest.mark.parametrize("name", SPELLINGS[1:])
    def test_is_asked_about_when_the_session_has_begun(self, world, held, then, name):
        a_registration(held, 1, name=SPELLINGS[0], phone=PHONE)
        if then is at_the_door:
            refusal = says_no("Somebody with this name and this number is registered already.", field="same")
        elif name == SPELLINGS[5]:
            refusal = says_no(f"{SPELLINGS[0]} has a place in this session already.", field="name")
        else:
            refusal = says_no(f"{SPELLINGS[0]} is registered already, with the same number.", field="same")
        with refusal:
            then(world, held, name)
        assert held.registrations.count() == 1

    @pytest.mark.parametrize("then", ASKED)
    def test_no_goes_on(self, world, session, then):
        by_organiser(world, session, SPELLINGS[0])
        other = then(world, session, SPELLINGS[2], same="no")
        assert (other.number, other.state) == (2, "confirmed")

    @pytest.mark.parametrize("then", DURING)
    def test_no_goes_on_later(self, world, held, then):
        a_registration(held, 1, name=SPELLINGS[0], phone=PHONE)
        assert then(world, held, SPELLINGS[2], same="no").number == 2

    @pytest.mark.parametrize("name", ["سعاد بن عبد الله", "Souad Ben Abdellah", "أحمد بن عبد الله", "محمد العلوي"])
    @pytest.mark.parametrize("then", BEFORE)
    def test_a_family_on_one_phone_is_not_asked(self, world, session, then, name):
        by_organiser(world, session, SPELLINGS[0])
        assert then(world, session, name).number == 2

    @pytest.mark.parametrize(
        "name",
        [
            "محمد",
            "م. العلوي",
            "العلوي محمد بن أحمد",
            "M. Alaoui",
            "Mohamed Alaoui Idrissi",
            "Med ALAOUI",
            "محمد العلوي",
        ],
    )
    @pytest.mark.parametrize("by", [{}, {"phone": "+212661000099", "email": "A@example.org"}])
    def test_shorter_and_longer_forms_are_asked_about_with_the_same_phone_or_mail(self, world, session, name, by):
        by_organiser(world, session, "محمد العلوي", email="a@example.org")
        is_the_same = name == "محمد العلوي"
        says = "has a place in this session already." if is_the_same else "is registered already"
        with says_no(f"محمد العلوي {says}", field="name" if is_the_same else "same"):
            by_organiser(world, session, name, **by)
        for other in ("أحمد العلوي", "محمد بن علي", "مريم"):
            by_organiser(world, session, other, **by)
        assert session.registrations.count() == 4

    def test_without_a_phone_all_of_the_session_are_compared(self, world, session):
        by_link(world, session, SPELLINGS[0])
        for then in (by_organiser, by_association):
            with pytest.raises(Refused) as question:
                then(world, session, SPELLINGS[1], phone="")
            assert question.value.field == "same"
        by_organiser(world, session, "خديجة بنموسى", phone="")
        with pytest.raises(Refused) as question:
            by_organiser(world, session, "Khadija Benmoussa", phone="+212661000077")
        assert question.value.field == "same"

    def test_another_phone_is_another_person(self, world, session):
        by_organiser(world, session, SPELLINGS[0])
        assert by_organiser(world, session, SPELLINGS[1], phone="+212661000056").number == 2

    def test_who_gave_the_place_back_is_not_asked(self, world, session):
        first = by_organiser(world, session, SPELLINGS[0])
        registration_commands.withdraw_registration(world.coordinator, first, reason="سفر")
        assert by_organiser(world, session, SPELLINGS[1]).number == 2

    def test_a_card_is_compared_by_all_its_names_and_two_cards_are_two_people(self, world, session):
        person = world.people["president"]
        by_organiser(world, session, person.name_ar, phone="")
        with pytest.raises(Refused) as question:
            registration_commands.register_person(world.coordinator, session, person=person)
        assert question.value.field == "same"


def _sure(first, then, name) -> bool:
    """The same after folding is no question for who may read it."""
    return name == SPELLINGS[5] and then is not by_link and (then is by_organiser or first is by_association)


@pytest.mark.django_db
class TestYes:
    def test_completes_what_is_there_and_the_history_says_so(self, world, session):
        first = by_organiser(world, session, SPELLINGS[0], phone="")
        key = uuid4()
        more = {"same": "yes", "sex": "m", "email": "m@example.org"}
        again = [by_organiser(world, session, SPELLINGS[2], key=key, **more) for _turn in range(2)]
        assert again == [first, first]
        first.refresh_from_db()
        assert (first.name, first.phone, first.sex, first.email) == (SPELLINGS[0], PHONE, "m", "m@example.org")
        line = HistoryEntry.objects.filter(space=session.space, object_id=first.pk).latest("seq")
        assert set(line.changes) == {"phone", "sex", "email"}

    def test_changes_nothing_of_what_is_known(self, world, session):
        first = by_link(world, session, SPELLINGS[0], email="old@example.org")
        late_one = by_organiser(world, session, SPELLINGS[1], email="new@example.org", same="yes")
        late_one.refresh_from_db()
        assert (late_one, late_one.email) == (first, "old@example.org")

    def test_of_an_association_reaches_its_own_people_only(self, world, session):
        by_link(world, session, SPELLINGS[0])
        with pytest.raises(Refused) as refusal:
            by_association(world, session, SPELLINGS[1], same="yes", email="x@example.org")
        assert SPELLINGS[0] not in str(refusal.value.message)
        assert not Registration.objects.exclude(email="").filter(session=session).exists()

    def test_of_an_association_two_of_one_name_and_number_are_told_apart(self, world, session):
        by_link(world, session, SPELLINGS[0])
        with pytest.raises(Refused) as refusal:
            by_association(world, session, SPELLINGS[0], same="no")
        assert refusal.value.field == "name"
        assert session.registrations.count() == 1

    def test_at_the_door_brings_in_who_knows_the_number(self, world, held):
        registration = a_registration(held, 1, name=SPELLINGS[0], phone=PHONE)
        assert at_the_door(world, held, SPELLINGS[1], same="yes") == registration
        assert held.registrations.count() == 1

    def test_at_the_door_a_name_alone_takes_nobodys_place(self, world, held):
        a_registration(held, 1, name=SPELLINGS[0], phone="")
        with says_no("Tell the trainer that you are there: somebody with this name is on the list.", field="name"):
            at_the_door(world, held, SPELLINGS[1], same="yes")


@pytest.mark.django_db
class TestOnThePages:
    def test_the_organiser_is_asked_plainly_and_answers(self, world, session, browse):
        first = by_link(world, session, SPELLINGS[0])
        site, page = browse(world.coordinator), f"/training/sessions/{session.pk}/people/new/"
        assert 'name="same"' not in site.get(page).content.decode()
        typed = {"name": SPELLINGS[2], "phone": TYPED, "age": "30-44"}
        asked = site.post(page, typed)
        text = asked.content.decode()
        assert asked.status_code == 422
        assert all(
            part in text for part in ('name="same"', SPELLINGS[0], SPELLINGS[2], TYPED, 'value="yes"', 'value="no"')
        )
        assert site.post(page, {**typed, "same": "yes"})["Location"] == f"/training/registrations/{first.pk}/"
        assert session.registrations.count() == 1
        assert site.post(page, {**typed, "same": "no"}).status_code == 302
        assert session.registrations.count() == 2

    def test_a_visitor_learns_nothing_of_others(self, world, session, client):
        first = by_organiser(world, session, "Mohamed Ben Abdellah", email="m@example.org")
        page = f"/training/join/{session.code}/"
        strange = client.post(page, {"name": "غريب تماما", "phone": "0661999999"})
        for name in SPELLINGS[1:]:
            sent = client.post(page, {"name": name, "phone": TYPED})
            assert (sent.status_code, sent["Location"][:15]) == (302, strange["Location"][:15])
            assert own_token(first) not in sent["Location"]
            assert "Mohamed Ben Abdellah" not in client.get(sent["Location"]).content.decode().replace(name, "")
        again = f"{page}again/"
        told = [
            client.post(again, {"name": name, "phone": phone})
            for name, phone in ((SPELLINGS[1], TYPED), ("غريب تماما", "0661999998"))
        ]
        assert told[0]["Location"] == told[1]["Location"]
        text = client.get(told[0]["Location"]).content.decode()
        assert "example.org" not in text
        assert own_token(first) not in text

    def test_the_organiser_is_asked_instead(self, world, session, browse, client):
        first = by_organiser(world, session, SPELLINGS[0])
        client.post(f"/training/join/{session.code}/", {"name": SPELLINGS[0], "phone": TYPED})
        again = session.registrations.get(number=2)
        assert (again.state, again.twin) == ("waiting", first)
        client.post(f"/training/join/{session.code}/", {"name": SPELLINGS[2], "phone": TYPED})
        alike = session.registrations.get(number=3)
        assert (alike.state, alike.twin) == ("confirmed", first)
        site = browse(world.coordinator)
        assert site.get(f"/training/sessions/{session.pk}/people/").content.decode().count(SPELLINGS[0]) >= 4
        with says_no("محمد بن عبد الله has a place in this session already.", field="name"):
            registration_commands.vouch_registration(world.coordinator, again)
        assert site.post(f"/training/registrations/{alike.pk}/vouch/").status_code == 302
        alike.refresh_from_db()
        assert (alike.is_sure, alike.twin) == (True, None)
        assert site.post(f"/training/registrations/{again.pk}/withdraw/").status_code == 302

    def test_the_door_and_late_additions_ask(self, world, held, browse, client):
        a_registration(held, 1, name=SPELLINGS[0], phone=PHONE)
        slot = held.slots.first()
        typed = {"name": SPELLINGS[1], "phone": TYPED}
        text = client.post(f"/training/door/{slot.pk}/late/", {**typed, "code": door_code(slot)})
        late_page = browse(world.coordinator).post(f"/training/sessions/{held.pk}/attendance/late/", typed)
        for page in (text, late_page):
            assert page.status_code == 422
            assert 'name="same"' in page.content.decode()
        assert held.registrations.count() == 1

    def test_correcting_a_name_into_another_one_asks(self, world, session, browse):
        by_organiser(world, session, SPELLINGS[0])
        other = by_organiser(world, session, "محمد العلوي")
        page, site = f"/training/registrations/{other.pk}/edit/", browse(world.coordinator)
        assert site.post(page, {"name": "محمد العلوي", "phone": TYPED, "age": "30-44"}).status_code == 302
        asked = site.post(page, {"name": SPELLINGS[2], "phone": TYPED})
        assert 'name="same"' in asked.content.decode()
        assert site.post(page, {"name": SPELLINGS[2], "phone": TYPED, "same": "yes"}).status_code == 422
        assert site.post(page, {"name": SPELLINGS[2], "phone": TYPED, "same": "no"}).status_code == 302
        assert site.post(page, {"name": SPELLINGS[2], "phone": TYPED, "age": "18-29"}).status_code == 302

    def test_the_attendance_of_a_meeting_asks(self, world, browse):
        day = Activity.objects.filter(space=world.sg.space).first()
        plan = plan_activity(
            world.sg, kind="meeting", title="لقاء", starts_at=day.starts_at, ends_at=day.ends_at, host=world.host
        )
        page, site = f"/activities/{plan.pk}/people/attendance/", browse(world.sg)
        assert site.post(page, {"guest_name": SPELLINGS[0], "status": "present"}).status_code == 302
        typed = {"guest_name": SPELLINGS[2], "status": "present", "capacity": "رئيس"}
        asked = site.post(page, typed).content.decode()
        assert 'name="same"' in asked
        assert "رئيس" in asked
        assert site.post(page, {**typed, "same": "yes"}).status_code == 422
        assert site.post(page, {**typed, "same": "no"}).status_code == 302
        assert site.post(page, {"guest_name": "سعاد العلوي", "status": "present"}).status_code == 302
        person = world.people["president"]
        site.post(page, {"guest_name": person.name_ar, "status": "present"})
        assert 'name="same"' in site.post(page, {"person": person.pk, "status": "present"}).content.decode()
        assert plan.attendance.count() == 4


def test_who_is_registered_is_sent_their_page_again_once(world, session, post):  # noqa: F811  the mail server
    first = by_organiser(world, session, SPELLINGS[0], email="m@example.org")
    by_organiser(world, session, "سعاد بن عبد الله", email="s@example.org")
    empties_the_queue().run()
    for _turn in range(3):
        registration_commands.ask_own_page(visitor(session.space), session, name=SPELLINGS[2], phone=PHONE)
    registration_commands.ask_own_page(visitor(session.space), session, name=SPELLINGS[2], phone="+212661999999")
    empties_the_queue().run()
    assert (len(post.to("m@example.org")), len(post.to("s@example.org"))) == (2, 1)
    assert own_token(first) in post.to("m@example.org")[-1].get_content()
