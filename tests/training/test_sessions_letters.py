"""Letters about a place, through a real mail server; what falls due; the message and the calendar of one's own page."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from sanad.accompaniment.models import PlanItem
from sanad.foundation.management.commands.work import empties_the_queue
from sanad.foundation.reminders.sources import Whose, due_for
from sanad.training.certificates.commands import certificates, runs
from sanad.training.certificates.commands.runs import tell_certified
from sanad.training.models import Feedback, Registration, RegistrationLetter
from sanad.training.queries.links import own_token
from sanad.training.registrations.commands import registration as registration_commands
from sanad.training.registrations.commands.letters import ask_again, remind_session, send_letter
from sanad.training.registrations.policies.opinions import second_opinion_opens
from sanad.training.registrations.queries.own_page import invitation_link, messenger_link
from sanad.training.sessions.commands import sessions, slots
from tests.foundation.reminders.conftest import _one_transaction, post  # noqa: F401  a mail server, one transaction
from tests.refusals import says_no
from tests.training.school import a_registration, a_session, answered, was_there

TODAY = timezone.localdate


def worked() -> list[str]:
    """Empty the queue; what each letter came to."""
    empties_the_queue().run()
    return [row.return_value for row in DBTaskResult.objects.finished().filter(task_path=send_letter.module_path)]


@pytest.fixture
def session(world):
    return a_session(world.coordinator, seats=1, is_public=True)


def ask(world, session, number, **details) -> Registration:
    known = {"name": f"زهرة {number}", "phone": f"+2126700000{number:02}", "email": f"zahra{number}@example.org"}
    return registration_commands.register_person(world.coordinator, session, **{**known, **details})


def test_who_gets_a_place_and_who_waits_are_told_once(world, session, post):  # noqa: F811  the mail server
    first, second = ask(world, session, 1), ask(world, session, 2)
    assert worked() == ["sent", "sent"]
    (confirmed,), (waiting,) = post.to(first.email), post.to(second.email)
    assert own_token(first) in confirmed.get_content()
    assert "1" in waiting.get_content()
    registration_commands.withdraw_registration(world.coordinator, first)
    worked()
    assert len(post.to(second.email)) == 2
    sessions.cancel_session(world.coordinator, session, reason="مرض المؤطر")
    worked()
    assert len(post.to(second.email)) == 3
    assert "ألغيت" in post.to(second.email)[-1].get_content() or "إلغاء" in post.to(second.email)[-1]["Subject"]
    assert len(post.to(first.email)) == 1
    assert send_letter.func(str(second.pk), "cancelled", "") == "nothing to tell"


def test_what_is_no_longer_true_is_not_sent(world, session, post):  # noqa: F811  the mail server
    first = ask(world, session, 1)
    registration_commands.withdraw_registration(world.coordinator, first)
    assert worked() == ["nothing to tell"]
    assert not post.letters
    assert not RegistrationLetter.objects.exists()


def test_who_registers_in_french_reads_french(world, session, post, client):  # noqa: F811  the mail server
    client.cookies["sanad_language"] = "fr"
    sent = client.post(
        f"/training/join/{session.code}/", {"name": "Zahra", "phone": "0670000009", "email": "z@example.org"}
    )
    assert sent.status_code == 302
    worked()
    assert "Bonjour" in post.to("z@example.org")[0].get_content()


def test_everybody_is_reminded_two_days_before(world, post):  # noqa: F811  the mail server
    session = a_session(world.coordinator, starts_on=TODAY() + timedelta(days=1), state="confirmed")
    registration = a_registration(session, 1, email="zahra@example.org")
    a_registration(session, 2)
    assert remind_session.func(str(session.pk)) == 1
    worked()
    assert registration.name.split()[0] in post.to("zahra@example.org")[0].get_content()
    assert remind_session.func(str(a_session(world.coordinator).pk)) == 0
    assert remind_session.func(str(a_session(world.coordinator, state="cancelled").pk)) == 0


def test_announcing_and_moving_ask_for_the_reminder(world, post):  # noqa: F811  the mail server
    session = a_session(world.coordinator, state="draft", course="")
    sessions.open_session(world.coordinator, session)
    slot = session.slots.first()
    slots.edit_slot(
        world.coordinator, slot, starts_at=slot.starts_at - timedelta(days=1), ends_at=slot.ends_at - timedelta(days=1)
    )
    last = session.slots.last()
    slots.edit_slot(
        world.coordinator,
        last,
        starts_at=last.starts_at + timedelta(hours=1),
        ends_at=last.ends_at + timedelta(hours=1),
    )
    draft = a_session(world.coordinator, state="draft", course="")
    early = draft.slots.first()
    slots.edit_slot(
        world.coordinator,
        early,
        starts_at=early.starts_at - timedelta(days=1),
        ends_at=early.ends_at - timedelta(days=1),
    )
    asked = DBTaskResult.objects.filter(task_path=remind_session.module_path)
    assert [row.run_after for row in asked.order_by("run_after")] == [
        slot.starts_at - timedelta(days=3),
        slot.starts_at - timedelta(days=2),
    ]


def kinds(actor) -> set[str]:
    return {
        due.kind
        for due in due_for(actor, TODAY(), whose=Whose.OTHERS, limit=200)
        + due_for(actor, TODAY(), whose=Whose.MINE, limit=200)
    }


def test_what_falls_due(world):
    few = a_session(world.coordinator, starts_on=TODAY() + timedelta(days=2), minimum=3)
    a_registration(few, 1, asking_space=world.president.space)
    slots.add_trainer(world.coordinator, few, person=world.people["sg"])
    over = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=140), state="closed")
    assert kinds(world.sg) >= {f"training.{kind}" for kind in ("minimum", "begins", "teaches", "report", "opinion")}
    assert "training.people" in kinds(world.president)
    slots.write_report(world.sg, over, report="تمت")
    Feedback.objects.create(space=over.space, session=over, moment="cold", ticket="x")
    a_registration(few, 2)
    a_registration(few, 3)
    assert not kinds(world.sg) & {"training.minimum", "training.report", "training.opinion"}
    sessions.cancel_session(world.coordinator, few, reason="قلة المسجلين")
    assert "training.cancelled" in kinds(world.president)
    assert not kinds(world.sg) & {"training.begins", "training.teaches"}


def test_the_message_opens_the_messenger_with_the_address(world, session):
    registration = ask(world, session, 1)
    with translation.override("ar"):
        assert own_token(registration) in messenger_link(registration)
    registration.phone = ""
    assert messenger_link(registration) == ""
    registration.phone = "+212061234567"  # kept from a time when a digit could lack
    assert messenger_link(registration) == ""


def test_an_invitation_leads_an_association_to_where_it_registers(world, session):
    item = PlanItem.objects.filter(space=world.sg.space, form="training").first()
    assert invitation_link(session, item) == ""
    item.engagement.association.phone = "+212600000077"
    assert str(session.pk) in invitation_link(session, item)
    item.engagement.association.own_space_id = None
    assert session.code in invitation_link(session, item)


def test_the_calendar_has_every_half_day(world, session, client):
    registration = ask(world, session, 1)
    calendar = client.get(f"/training/mine/{registration.pk}/{own_token(registration)}/days.ics").content.decode()
    assert calendar.count("BEGIN:VEVENT") == 2


def test_who_holds_a_certificate_is_told_once(world, post):  # noqa: F811  the mail server
    session = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=3), state="confirmed")
    reached, missed = (
        a_registration(session, 1, email="zahra@example.org"),
        a_registration(session, 2, email="ali@example.org"),
    )
    was_there(reached)
    answered(reached, "after", 10)
    run = runs.ask_certificates(world.sg, session, language="ar")
    worked()
    (told,) = post.to(reached.email)
    assert own_token(reached) in told.get_content()
    assert "شهادتكم" in told["Subject"]
    assert post.to(missed.email) == []
    assert tell_certified.func(str(run.pk)) == 1
    assert worked()[-1] == "nothing to tell"
    reached.letters.all().delete()
    certificates.revoke_certificate(world.sg, run.certificates.get(), reason="خطأ")
    assert send_letter.func(str(reached.pk), "issued", "") == "nothing to tell"


def test_people_are_asked_again_some_months_after_a_finished_course(world, post):  # noqa: F811  the mail server
    session = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=2), state="confirmed")
    registration = a_registration(session, 1, email="zahra@example.org")
    sessions.close_session(world.coordinator, session)
    (asked,) = DBTaskResult.objects.filter(task_path=ask_again.module_path)
    end = session.slots.last().ends_at
    assert asked.run_after == second_opinion_opens(session)
    assert timedelta(days=115) < asked.run_after - end < timedelta(days=125)
    assert ask_again.func(str(session.pk)) == 1
    assert worked()[-1] == "nothing to tell"  # it is too early
    session.slots.update(starts_at=end - timedelta(days=130), ends_at=end - timedelta(days=130) + timedelta(hours=1))
    assert ask_again.func(str(session.pk)) == 1
    worked()
    assert "ماذا" in post.to(registration.email)[0]["Subject"]
    sessions.reopen_session(world.coordinator, session, reason="نسينا اختبارا")
    assert ask_again.func(str(session.pk)) == 0


def test_no_second_opinion_is_asked_after_a_trip(world):
    trip = a_session(world.coordinator, course="", starts_on=TODAY() - timedelta(days=2), state="confirmed")
    sessions.close_session(world.coordinator, trip)
    assert not DBTaskResult.objects.filter(task_path=ask_again.module_path).exists()
    trip.slots.update(withdrawn_at=timezone.now())
    assert second_opinion_opens(trip) is None


def test_after_the_course_the_address_is_still_sent_and_a_name_still_corrected(world, browse):
    session = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=2), state="closed")
    registration, gone = a_registration(session, 1), a_registration(session, 2, state="withdrawn")
    with translation.override("ar"):
        assert "شهادتكم" in unquote(messenger_link(registration))
    page = browse(world.sg).get(f"/training/registrations/{registration.pk}/").content.decode()
    assert own_token(registration) in page
    registration_commands.edit_registration(world.sg, registration, name="زهرة الزهراوي")
    for refused in (
        lambda: registration_commands.renew_link(world.sg, gone),
        lambda: registration_commands.edit_registration(world.sg, gone, name="س"),
    ):
        with says_no("This place was given back."):
            refused()
    session.state = "cancelled"
    session.save()
    with says_no("This session was cancelled."):
        registration_commands.renew_link(world.sg, Registration.objects.get(pk=registration.pk))
