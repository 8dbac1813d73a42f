"""Registration: first come first served, nobody twice, refusals in plain words."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from sanad.accompaniment.models import Engagement, PlanItem
from sanad.foundation.documents.models import DocumentWithdrawal, IssuedDocument
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import visitor
from sanad.training.models import Certificate, Registration, SigningKey
from sanad.training.queries.links import own_token, registration_of
from sanad.training.registrations.commands import registration as registration_commands
from sanad.training.registrations.queries.people import waiting_rank
from sanad.training.sessions.commands import sessions
from tests.refusals import says_no
from tests.training.school import NAMES, a_registration, a_session

TODAY = timezone.localdate


def ask(actor, session, number, **details) -> Registration:
    known = {"name": f"{NAMES[number % len(NAMES)]} {number}", "phone": f"+2126620000{number:02}", **details}
    return registration_commands.register_person(actor, session, **known)


def states(session) -> list[tuple[int, str]]:
    return list(session.registrations.order_by("number").values_list("number", "state"))


@pytest.fixture
def session(world):
    return a_session(world.coordinator, seats=2)


def test_seats_are_given_in_the_order_of_asking(world, session):
    first, _second, third, fourth = (ask(world.coordinator, session, number) for number in range(4))
    assert states(session) == [(1, "confirmed"), (2, "confirmed"), (3, "waiting"), (4, "waiting")]
    assert (waiting_rank(third), waiting_rank(fourth)) == (1, 2)
    registration_commands.withdraw_registration(world.coordinator, first, reason="سفر")
    assert states(session) == [(1, "withdrawn"), (2, "confirmed"), (3, "confirmed"), (4, "waiting")]
    assert [step.after for step in third.steps.all()] == ["confirmed"]
    sessions.edit_session(world.coordinator, session, seats=9, minimum=1, is_public=False)
    assert states(session)[3] == (4, "confirmed")
    with says_no("This place was given back."):
        registration_commands.withdraw_registration(world.coordinator, first)


def test_the_same_form_sent_twice_is_done_once(world, session):
    key = uuid4()
    assert ask(world.coordinator, session, 1, key=key) == ask(world.coordinator, session, 1, key=key)
    assert session.registrations.count() == 1


def test_nobody_has_two_places(world, session):
    ask(world.coordinator, session, 1, name="فاطمة الزهراء", phone="+212662000099")
    for again in ("فاطمه الزهراء", "  فاطمة  الزهراء "):
        with pytest.raises(Refused) as refusal:
            ask(world.coordinator, session, 1, name=again, phone="+212662000099")
        assert (refusal.value.field, "فاطمة الزهراء" in str(refusal.value.message)) == ("name", True)
    person = world.people["president"]
    registration_commands.register_person(world.coordinator, session, person=person)
    with pytest.raises(Refused) as refusal:
        registration_commands.register_person(world.coordinator, session, person=person)
    assert refusal.value.field == "person"
    ask(world.coordinator, session, 3, phone="+212662000099", name="أخت فاطمة")  # a family shares a phone
    with pytest.raises(Refused, match=r"\b1\b"):
        ask(world.coordinator, session, 3, phone="+212662000099", name="أخت فاطمة")
    assert session.registrations.count() == 3


def test_without_a_phone_the_name_tells_who_it_is(world, session):
    ask(world.coordinator, session, 1, name="مينة", phone="")
    with says_no("مينة is registered already.", field="same"):
        ask(world.coordinator, session, 1, name="مينة", phone="")
    with pytest.raises(Refused) as question:
        ask(world.coordinator, session, 1, name="مينة", phone="+212662000001")
    assert question.value.field == "same"
    ask(world.coordinator, session, 1, name="مينة", phone="+212662000001", same="no")


def test_who_gave_a_place_back_asks_again_and_waits_behind_the_others(world, session):
    first = ask(world.coordinator, session, 0)
    for number in (1, 2):
        ask(world.coordinator, session, number)
    registration_commands.withdraw_registration(world.coordinator, first)
    assert ask(world.coordinator, session, 0).state == "waiting"


def test_a_card_brings_its_name_and_phone(world, session):
    registration = registration_commands.register_person(
        world.coordinator, session, person=world.people["president"], age="45-59"
    )
    assert (registration.name, registration.phone, registration.age) == (
        str(world.people["president"]),
        "+212600000011",
        "45-59",
    )
    with pytest.raises(Refused) as refusal:
        registration_commands.register_person(world.coordinator, session)
    assert refusal.value.field == "name"


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("draft", "This session is not announced yet."),
        ("closed", "This session is finished."),
        ("cancelled", "This session was cancelled."),
    ],
)
def test_only_an_announced_session_takes_people(world, state, sentence):
    session = a_session(world.coordinator, state=state)
    with says_no(sentence):
        ask(world.coordinator, session, 1)


def test_registration_has_its_days(world, session):
    session.opens_on, session.closes_on = TODAY() + timedelta(days=1), TODAY() + timedelta(days=2)
    session.save()
    with says_no("Registration has not opened yet."):
        ask(world.coordinator, session, 1)
    session.opens_on = session.closes_on = TODAY() - timedelta(days=1)
    session.save()
    with says_no("Registration is closed."):
        ask(world.coordinator, session, 1)
    begun = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=1), halves=5)
    begun.closes_on = TODAY() + timedelta(days=3)
    begun.save()
    with says_no("Registration is closed."):
        ask(world.coordinator, begun, 1)


def test_nobody_moves_up_once_the_last_half_day_is_over(world):
    session = a_session(world.coordinator, seats=1, starts_on=TODAY() - timedelta(days=9))
    registration, waiting = a_registration(session, 1), a_registration(session, 2, state="waiting")
    registration_commands.withdraw_registration(world.coordinator, registration)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_an_association_registers_its_own_people(world, session):
    engagement = Engagement.objects.get(association_space=world.secretary.space)
    registration = ask(world.secretary, session, 1, sex="w", age="18-29", organisation=None)
    assert (registration.space, registration.asking_space) == (world.coordinator.space, world.secretary.space)
    assert registration.organisation == engagement.association
    promised = PlanItem.objects.filter(
        engagement=engagement, form="training", field="management", state__in=PlanItem.PROMISED
    )
    assert registration.plan_item == promised.first()
    registration_commands.withdraw_registration(world.secretary, registration)
    ours = ask(world.coordinator, session, 2)
    with says_no("This belongs to another space."):
        registration_commands.withdraw_registration(world.secretary, ours)
    with says_no("This belongs to another space."):
        registration_commands.renew_link(world.secretary, ours)
    trip = a_session(world.coordinator, course=None)
    assert ask(world.secretary, trip, 1).plan_item is None


def test_what_was_promised_to_the_association_is_linked(world, session):
    engagement = Engagement.objects.get(association_space=world.secretary.space)
    item = PlanItem.objects.create(
        space=engagement.space,
        engagement=engagement,
        form="training",
        field="management",
        objective="تكوين",
        state="agreed",
    )
    item.due_on = TODAY() - timedelta(days=900)
    item.save()
    assert ask(world.secretary, session, 1).plan_item == item
    other = PlanItem.objects.create(
        space=engagement.space,
        engagement=engagement,
        form="training",
        field="advocacy",
        objective="تكوين",
        state="agreed",
    )
    with pytest.raises(Refused) as refusal:
        ask(world.coordinator, session, 2, plan_item=other)
    assert refusal.value.field == "plan_item"


def test_who_is_not_accompanied_registers_nobody(world, session):
    with says_no("This belongs to another space."):
        ask(world.stranger, session, 1)
    draft = a_session(world.coordinator, state="draft")
    with says_no("This belongs to another space."):
        ask(world.secretary, draft, 1)


def test_anybody_registers_through_the_link_when_there_is_one(world, session):
    actor = visitor(session.space)
    with says_no("One registers for this session through an association."):
        registration_commands.join_session(actor, session, name="زائرة", phone="+212662000001")
    session.is_public = True
    session.save()
    with pytest.raises(Refused) as refusal:
        registration_commands.join_session(actor, session, name="زائرة")
    assert refusal.value.field == "phone"
    registration = registration_commands.join_session(actor, session, name="زائرة", phone="+212662000001", sex="w")
    assert (registration.channel, registration.steps.get().by) == ("link", None)
    registration_commands.leave_session(actor, registration)
    registration.refresh_from_db()
    assert registration.state == "withdrawn"
    with says_no("This place was given back."):
        registration_commands.leave_session(actor, registration)


def test_one_does_not_leave_what_has_begun_or_is_over(world):
    session = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=1), halves=4)
    registration = a_registration(session, asking_space=world.secretary.space)
    for act in (registration_commands.leave_session, registration_commands.withdraw_registration):
        with says_no("The session has begun. Call the organisation."):
            act(world.secretary, registration)
    session.state = "closed"
    session.save()
    with says_no("This session is finished."):
        registration_commands.withdraw_registration(world.coordinator, registration)


def test_a_registration_is_corrected_and_joined_to_a_card(world, session):
    one, other = (ask(world.coordinator, session, number) for number in (1, 2))
    registration_commands.edit_registration(
        world.coordinator, one, name="إدريس", phone="+212600000011", person=world.people["president"]
    )
    with says_no("إدريس has a place in this session already.", field="name"):
        registration_commands.edit_registration(world.coordinator, other, name="إدريس", phone="+212600000011")
    with pytest.raises(Refused) as refusal:
        registration_commands.edit_registration(world.coordinator, other, name="  ")
    assert refusal.value.field == "name"


def test_a_new_address_ends_the_old_one(world, session):
    registration = ask(world.coordinator, session, 1)
    old = own_token(registration)
    assert registration_of(registration.pk, old) == registration
    registration = registration_commands.renew_link(world.coordinator, registration)
    assert registration_of(registration.pk, old) is None
    assert registration_of(registration.pk, own_token(registration)) == registration
    mine = ask(world.secretary, session, 2)
    assert registration_commands.renew_link(world.secretary, mine).link_turn == 1


# The course that comes before


def certified(world, registration, valid_until=None, number=1) -> Certificate:
    space = registration.space
    same = IssuedDocument.objects.filter(space=space).first()
    kept = {f.attname: getattr(same, f.attname) for f in IssuedDocument._meta.concrete_fields}
    paper = IssuedDocument.objects.create(
        **{
            **kept,
            "id": uuid4(),
            "number": 7000 + number,
            "code": uuid4().hex[:20],
            "series": "certificate",
            "replaces_id": None,
        }
    )
    key = SigningKey.objects.filter(space=space).first() or SigningKey.objects.create(space=space, public={})
    return Certificate.objects.create(
        space=space,
        registration=registration,
        document=paper,
        snapshot={},
        issued_on=TODAY() - timedelta(days=200),
        key=key,
        valid_until=valid_until,
        credential="",
        status_index=number,
    )


@pytest.fixture
def earlier(world):
    """A place in the course that comes before."""
    past = a_session(
        world.coordinator, course="participatory_democracy", starts_on=TODAY() - timedelta(days=250), state="closed"
    )
    return a_registration(past, 1, name="فاطنة الزعيم", phone="+212662000077")


@pytest.fixture
def advanced(world):
    return a_session(world.coordinator, course="advocacy")


def test_without_the_course_that_comes_before_somebody_answers_for_it(world, advanced):
    with pytest.raises(Refused) as refusal:
        ask(world.coordinator, advanced, 1)
    assert refusal.value.field == "without"
    registration = ask(world.coordinator, advanced, 1, without="تعلمه في مكان آخر")
    assert registration.steps.get().reason == "تعلمه في مكان آخر"
    with says_no("This course asks for a certificate of the course “Démocratie participative", field="without"):
        ask(world.secretary, advanced, 2)


@pytest.mark.parametrize("name", ["فاطنه الزعيم", "Fatna Zaim", "الزعيم فاطنة"])
def test_a_certificate_that_stands_opens_the_next_course(world, earlier, advanced, name):
    certified(world, earlier, advanced.activity.held_on)
    with says_no("This course asks for a certificate of the course “Démocratie participative", field="without"):
        ask(world.secretary, advanced, 1, name="سعاد الزعيم", phone="+212662000077")
    assert ask(world.secretary, advanced, 1, name=name, phone="+212662000077").state == "confirmed"


def test_a_card_is_known_by_its_certificates(world, earlier, advanced):
    earlier.person = world.people["president"]
    earlier.save()
    certified(world, earlier)
    assert (
        registration_commands.register_person(world.coordinator, advanced, person=world.people["president"]).state
        == "confirmed"
    )


def test_a_certificate_that_ended_or_was_revoked_opens_nothing(world, earlier, advanced):
    paper = certified(world, earlier, advanced.activity.held_on - timedelta(days=1))
    asked = {"name": "فاطنة الزعيم", "phone": "+212662000077"}
    with pytest.raises(Refused) as refusal:
        ask(world.coordinator, advanced, 1, **asked, without="نعرفها")
    assert refusal.value.field == "name"
    other = certified(world, earlier, number=2)
    DocumentWithdrawal.objects.create(
        space=paper.space, document=other.document, by=world.coordinator.user, reason="خطأ"
    )
    with says_no("The certificate of the course “Démocratie participative", field="name"):
        ask(world.coordinator, advanced, 1, **asked)
