"""Letters about a place, through a real mail server; what falls due; the message and the calendar of one's own page."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from sanad.accompaniment.models import PlanItem
from sanad.foundation.management.commands.work import empties_the_queue
from sanad.foundation.policy import Refused
from sanad.foundation.reminders.sources import due_for
from sanad.training import commands
from sanad.training.models import Feedback, Registration, RegistrationLetter
from sanad.training.policies.learning import second_opinion_opens
from sanad.training.queries.links import own_token
from sanad.training.queries.own_page import invitation_link, messenger_link
from sanad.training.tasks import ask_again, remind_session, send_letter, tell_certified
from tests.foundation.reminders.conftest import _one_transaction, post  # noqa: F401  a mail server, one transaction
from tests.training.school import a_place, a_session, answered, was_there

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
    return commands.register_person(world.coordinator, session, **{**known, **details})


def test_who_gets_a_place_and_who_waits_are_told_once(world, session, post):  # noqa: F811  the mail server
    first, second = ask(world, session, 1), ask(world, session, 2)
    assert worked() == ["sent", "sent"]
    (confirmed,), (waiting,) = post.to(first.email), post.to(second.email)
    assert own_token(first) in confirmed.get_content()
    assert "1" in waiting.get_content()
    commands.withdraw_registration(world.coordinator, first)
    worked()
    assert len(post.to(second.email)) == 2
    commands.cancel_session(world.coordinator, session, reason="مرض المؤطر")
    worked()
    assert len(post.to(second.email)) == 3
    assert "ألغيت" in post.to(second.email)[-1].get_content() or "إلغاء" in post.to(second.email)[-1]["Subject"]
    assert len(post.to(first.email)) == 1
    assert send_letter.func(str(second.pk), "cancelled", "") == "nothing to tell"


def test_what_is_no_longer_true_is_not_sent(world, session, post):  # noqa: F811  the mail server
    first = ask(world, session, 1)
    commands.withdraw_registration(world.coordinator, first)
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
    place = a_place(session, 1, email="zahra@example.org")
    a_place(session, 2)
    assert remind_session.func(str(session.pk)) == 1
    worked()
    assert place.name.split()[0] in post.to("zahra@example.org")[0].get_content()
    assert remind_session.func(str(a_session(world.coordinator).pk)) == 0
    assert remind_session.func(str(a_session(world.coordinator, state="cancelled").pk)) == 0


def test_announcing_and_moving_ask_for_the_reminder(world, post):  # noqa: F811  the mail server
    session = a_session(world.coordinator, state="draft", course="")
    commands.open_session(world.coordinator, session)
    slot = session.slots.first()
    commands.edit_slot(
        world.coordinator, slot, starts_at=slot.starts_at - timedelta(days=1), ends_at=slot.ends_at - timedelta(days=1)
    )
    asked = DBTaskResult.objects.filter(task_path=remind_session.module_path)
    assert [row.run_after for row in asked.order_by("run_after")] == [
        slot.starts_at - timedelta(days=3),
        slot.starts_at - timedelta(days=2),
    ]


def kinds(actor) -> set[str]:
    return {
        due.kind for due in due_for(actor, TODAY(), own=False, limit=200) + due_for(actor, TODAY(), own=True, limit=200)
    }


def test_what_falls_due(world):
    few = a_session(world.coordinator, starts_on=TODAY() + timedelta(days=2), minimum=3)
    a_place(few, 1, asking_space=world.president.space)
    commands.add_trainer(world.coordinator, few, person=world.people["sg"])
    over = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=140), state="closed")
    assert kinds(world.sg) >= {f"training.{kind}" for kind in ("minimum", "begins", "teaches", "report", "opinion")}
    assert "training.people" in kinds(world.president)
    commands.write_report(world.sg, over, report="تمت")
    Feedback.objects.create(space=over.space, session=over, moment="cold", ticket="x")
    a_place(few, 2)
    a_place(few, 3)
    assert not kinds(world.sg) & {"training.minimum", "training.report", "training.opinion"}
    commands.cancel_session(world.coordinator, few, reason="قلة المسجلين")
    assert "training.cancelled" in kinds(world.president)
    assert not kinds(world.sg) & {"training.begins", "training.teaches"}


def test_the_message_opens_the_messenger_with_the_address(world, session):
    place = ask(world, session, 1)
    with translation.override("ar"):
        assert own_token(place) in messenger_link(place)
    place.phone = ""
    assert messenger_link(place) == ""
    place.phone = "+212061234567"  # kept from a time when a digit could lack
    assert messenger_link(place) == ""


def test_an_invitation_leads_an_association_to_where_it_registers(world, session):
    item = PlanItem.objects.filter(space=world.sg.space, form="training").first()
    assert invitation_link(session, item) == ""
    item.engagement.association.phone = "+212600000077"
    assert str(session.pk) in invitation_link(session, item)
    item.engagement.association.own_space_id = None
    assert session.code in invitation_link(session, item)


def test_the_calendar_has_every_half_day(world, session, client):
    place = ask(world, session, 1)
    calendar = client.get(f"/training/mine/{place.pk}/{own_token(place)}/days.ics").content.decode()
    assert calendar.count("BEGIN:VEVENT") == 2


def test_who_holds_a_certificate_is_told_once(world, post):  # noqa: F811  the mail server
    session = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=3), state="confirmed")
    reached, missed = a_place(session, 1, email="zahra@example.org"), a_place(session, 2, email="ali@example.org")
    was_there(reached)
    answered(reached, "after", 10)
    run = commands.ask_certificates(world.sg, session, language="ar")
    worked()
    (told,) = post.to(reached.email)
    assert own_token(reached) in told.get_content()
    assert "شهادتكم" in told["Subject"]
    assert post.to(missed.email) == []
    assert tell_certified.func(str(run.pk)) == 1
    assert worked()[-1] == "nothing to tell"
    reached.letters.all().delete()
    commands.revoke_certificate(world.sg, run.certificates.get(), reason="خطأ")
    assert send_letter.func(str(reached.pk), "issued", "") == "nothing to tell"


def test_people_are_asked_again_some_months_after_a_finished_course(world, post):  # noqa: F811  the mail server
    session = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=2), state="confirmed")
    place = a_place(session, 1, email="zahra@example.org")
    commands.close_session(world.coordinator, session)
    (asked,) = DBTaskResult.objects.filter(task_path=ask_again.module_path)
    end = session.slots.last().ends_at
    assert asked.run_after == second_opinion_opens(session)
    assert timedelta(days=115) < asked.run_after - end < timedelta(days=125)
    assert ask_again.func(str(session.pk)) == 1
    assert worked()[-1] == "nothing to tell"  # it is too early
    session.slots.update(starts_at=end - timedelta(days=130), ends_at=end - timedelta(days=130) + timedelta(hours=1))
    assert ask_again.func(str(session.pk)) == 1
    worked()
    assert "ماذا" in post.to(place.email)[0]["Subject"]
    commands.reopen_session(world.coordinator, session, reason="نسينا اختبارا")
    assert ask_again.func(str(session.pk)) == 0


def test_no_second_opinion_is_asked_after_a_trip(world):
    trip = a_session(world.coordinator, course="", starts_on=TODAY() - timedelta(days=2), state="confirmed")
    commands.close_session(world.coordinator, trip)
    assert not DBTaskResult.objects.filter(task_path=ask_again.module_path).exists()
    trip.slots.update(withdrawn_at=timezone.now())
    assert second_opinion_opens(trip) is None


def test_after_the_course_the_address_is_still_sent_and_a_name_still_corrected(world, browse):
    session = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=2), state="closed")
    place, gone = a_place(session, 1), a_place(session, 2, state="withdrawn")
    with translation.override("ar"):
        assert "شهادتكم" in unquote(messenger_link(place))
    page = browse(world.sg).get(f"/training/places/{place.pk}/").content.decode()
    assert own_token(place) in page
    commands.edit_registration(world.sg, place, name="زهرة الزهراوي")
    for refused in (
        lambda: commands.renew_link(world.sg, gone),
        lambda: commands.edit_registration(world.sg, gone, name="س"),
    ):
        with pytest.raises(Refused):
            refused()
    session.state = "cancelled"
    session.save()
    with pytest.raises(Refused):
        commands.renew_link(world.sg, Registration.objects.get(pk=place.pk))
