"""Who is expected at an activity is told what moved: old and new, once for each change, by letter or by hand."""

from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

import pytest
from django.utils import timezone
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from sanad.activities.models import Activity, Invitation, Notice, ProgrammeItem, ScheduleChange
from sanad.activities.people.commands import answer_invitation, invite_guest
from sanad.activities.programme.commands.activity import (
    cancel_activity,
    convene_activity,
    edit_activity,
)
from sanad.activities.programme.commands.items import add_item
from sanad.activities.telling.commands import note_guest_told, send_notice, tell_changes
from sanad.activities.telling.queries.guests import expected_guests
from sanad.activities.telling.queries.to_tell import guests_to_tell
from sanad.directory.models import Organisation, Person
from sanad.foundation.arabic import dates
from sanad.foundation.spaces.models import User
from sanad.foundation.worker.queue import follow_moves
from sanad.territory.models import Place
from sanad.training.sessions.commands import slots as of_training
from tests.activities.moments import after_a_while, hold_with, in_ten_days, text
from tests.foundation.reminders.conftest import _one_transaction, post  # noqa: F401  a mail server, one transaction
from tests.refusals import says_no
from tests.training.school import a_session

DAY = timedelta(days=1)


@pytest.fixture
def activity(world):
    """In ten days from 15:00 to 17:00; a person with an address, one with a phone alone, an association."""
    row = in_ten_days(world)
    for name, known in (("زهرة", {"email": "zahra@example.org"}), ("علي", {"phone": "+212670000002"})):
        person = Person.objects.create(space=row.space, name_ar=name, **known)
        invite_guest(world.sg, row, person=person)
    card = Organisation.objects.create(
        space=row.space, kind="association", name_ar="جمعية الأمل", email="amal@example.org"
    )
    invite_guest(world.sg, row, organisation=card)
    return row


def fresh(row) -> Activity:
    return Activity.objects.get(pk=row.pk)


def edit(world, activity, by=timedelta(), **details):
    row = fresh(activity)
    known = {name: getattr(row, name) for name in ("kind", "title", "venue", "place", "purpose", "series")}
    return edit_activity(world.sg, row, starts_at=row.starts_at + by, ends_at=row.ends_at + by, **{**known, **details})


def said(moment, language="ar") -> str:
    return dates.long_day(timezone.localtime(moment), language)


def to(post, name) -> list[str]:  # noqa: F811  the mail server
    return [text(letter) for letter in post.to(f"{name}@example.org")]


def test_what_is_moved_is_told_with_old_and_new_once_for_each_change(world, activity, post):  # noqa: F811
    days = [said(activity.starts_at + n * DAY) for n in range(3)]
    edit(world, activity, DAY)
    after_a_while()
    after_a_while()
    edit(world, activity, DAY)
    after_a_while()
    for name in ("zahra", "amal"):
        one, two = to(post, name)
        assert one.index(days[0]) < one.index(days[1])
        assert two.index(days[1]) < two.index(days[2])
        assert days[0] not in two
    assert len(post.letters) == 4
    assert Notice.objects.count() == 4


def test_several_changes_in_a_row_are_one_letter_and_there_and_back_is_none(world, activity, post):  # noqa: F811
    edit(world, activity, DAY)
    edit(world, activity, -DAY)
    after_a_while()
    assert not post.letters
    place = Place.objects.filter(level="commune").first()
    for change in ({"by": DAY}, {"by": timedelta(hours=1)}, {"venue": "دار الثقافة"}, {"place": place}):
        edit(world, activity, **change)
    after_a_while()
    [letter] = to(post, "zahra")
    for part in ("15:00 – 17:00", "16:00 – 18:00", "دار الشباب", "دار الثقافة", place.path_ar):
        assert part in letter


def test_a_new_place_alone_is_said_without_the_day_twice(world, activity, post):  # noqa: F811  the mail server
    edit(world, activity, venue="دار الثقافة")
    after_a_while()
    [letter] = to(post, "zahra")
    assert letter.count(said(activity.starts_at)) == 1
    assert letter.index("دار الشباب") < letter.index("دار الثقافة")


@pytest.mark.parametrize("change", [{"title": "لقاء آخر"}, {"purpose": "غاية"}, {"venue": " دار  الشباب "}, {}])
def test_what_is_neither_day_nor_hour_nor_place_is_not_told(world, activity, post, change):  # noqa: F811
    edit(world, activity, **change)
    after_a_while()
    assert not post.letters
    assert not ScheduleChange.objects.filter(activity=activity).exists()


def test_the_past_is_corrected_in_silence(world, activity, post):  # noqa: F811  the mail server
    Activity.objects.filter(pk=activity.pk).update(
        starts_at=activity.starts_at - 20 * DAY, ends_at=activity.ends_at - 20 * DAY
    )
    edit(world, activity, timedelta(hours=-1))
    after_a_while()
    assert not post.letters
    assert guests_to_tell(fresh(activity)) == []
    edit(world, activity, 40 * DAY)  # put off after it fell through
    after_a_while()
    assert len(post.letters) == 2


def test_who_declined_is_left_alone(world, activity, post):  # noqa: F811  the mail server
    zahra = activity.invitations.get(person__name_ar="زهرة")
    answer_invitation(world.sg, zahra, answer=Invitation.Answer.DECLINED)
    edit(world, activity, DAY)
    after_a_while()
    assert to(post, "zahra") == []


def test_who_takes_part_or_speaks_is_told_once_it_is_convened(world, activity, post):  # noqa: F811  the mail server
    speaker = Person.objects.create(space=activity.space, name_ar="المحاضر", email="speaker@example.org")
    add_item(world.sg, activity, kind=ProgrammeItem.Kind.PRESENTATION, title="عرض", speaker=speaker)
    partner = Organisation.objects.create(
        space=activity.space, kind="association", name_ar="شريك", email="partner@example.org"
    )
    hold_with(world.sg, activity, partner)
    edit(world, activity, DAY)
    after_a_while()
    assert not to(post, "speaker") + to(post, "partner")
    convene_activity(world.sg, fresh(activity))
    after_a_while()
    edit(world, activity, DAY)
    after_a_while()
    for name in ("speaker", "partner"):
        [_invitation, letter] = to(post, name)
        assert said(activity.starts_at + DAY) in letter
        assert said(activity.starts_at) not in letter


def test_a_member_is_told_in_their_language_and_once_however_often_they_are_expected(world, activity, post):  # noqa: F811
    person = Person.objects.get(pk=world.people["sg"].pk)
    Person.objects.filter(pk=person.pk).update(email="")
    User.objects.filter(pk=person.user_id).update(email="member@example.org", language="fr")
    invite_guest(world.sg, activity, person=person)
    add_item(world.sg, activity, kind=ProgrammeItem.Kind.WORDS, title="كلمة", speaker=person)
    convene_activity(world.sg, fresh(activity))
    after_a_while()
    edit(world, activity, DAY)
    after_a_while()
    [invitation, letter] = to(post, "member")
    assert "nous vous invitons" in invitation
    assert said(activity.starts_at + DAY, "fr") in letter


def test_the_message_calls_its_reader_in_their_language_whatever_the_page_speaks(world, activity):
    person = Person.objects.get(pk=world.people["sg"].pk)
    Person.objects.filter(pk=person.pk).update(email="", name_ar="سعيد", name_fr="Saïd")
    User.objects.filter(pk=person.user_id).update(email="", language="fr")
    Organisation.objects.filter(name_ar="جمعية الأمل").update(email="", name_fr="Association Amal")
    Person.objects.filter(name_ar="زهرة").update(name_fr="Zahra")
    invite_guest(world.sg, activity, person=person)
    edit(world, activity, DAY)
    for language in ("ar", "fr"):
        with override(language):
            texts = "\n".join(row.text for row in guests_to_tell(fresh(activity)))
        assert all(name in texts for name in ("Saïd", "زهرة", "جمعية الأمل"))
        assert not any(name in texts for name in ("سعيد", "Zahra", "Association Amal"))


def test_who_is_told_that_it_is_called_off(world, activity, post):  # noqa: F811  the mail server
    cancel_activity(world.sg, activity, reason="عطلة")
    after_a_while()
    after_a_while()
    [letter] = to(post, "zahra")
    assert "ألغي" in letter
    assert said(activity.starts_at) in letter
    [row] = guests_to_tell(fresh(activity))
    assert (row.name, row.what) == ("علي", Notice.Kind.CANCELLED.label)


def test_who_has_no_address_stands_in_a_list_until_noted(world, activity, browse, post):  # noqa: F811
    edit(world, activity, DAY)
    after_a_while()
    client, page = browse(world.sg), f"/activities/{activity.pk}/telling/"
    [row] = guests_to_tell(fresh(activity))
    assert row.name == "علي"
    assert said(activity.starts_at + DAY) in unquote(row.link)
    shown = client.get(page).content.decode()
    assert row.address in shown
    assert "to-tell" in client.get(f"/activities/{activity.pk}/").content.decode()
    assert browse(world.president).get(page).status_code == 404
    assert client.get(row.address).status_code == 405
    assert client.post(row.address).url == page
    assert guests_to_tell(fresh(activity)) == []
    assert row.address not in client.get(page).content.decode()
    assert "to-tell" not in client.get(f"/activities/{activity.pk}/").content.decode()
    assert client.post(row.address.partition("?")[0]).status_code == 404


def test_note_guest_told_refuses_a_message_of_before(world, activity):
    edit(world, activity, DAY)

    def asked() -> tuple[UUID, str]:
        address = urlsplit(next(row.address for row in guests_to_tell(fresh(activity)) if row.name == "علي"))
        return UUID(parse_qs(address.query)["guest"][0]), address.path.rstrip("/").rsplit("/", 1)[1]

    guest, old = asked()
    edit(world, activity, DAY)
    with says_no("It changed again since. Read the message once more before you send it."):
        note_guest_told(world.sg, activity, guest=guest, digest=old)
    _guest, new = asked()
    with says_no("This belongs to another space."):
        note_guest_told(world.president, activity, guest=guest, digest=new)
    assert str(note_guest_told(world.sg, activity, guest=guest, digest=new))
    with says_no("They know it already."):
        note_guest_told(world.sg, activity, guest=guest, digest=new)


def test_without_a_mail_server_nothing_is_noted_and_the_list_stays(world, activity, settings):
    settings.EMAIL_URL = ""
    edit(world, activity, DAY)
    after_a_while()
    assert not Notice.objects.exists()
    assert {row.name for row in guests_to_tell(fresh(activity)) if not row.by_mail} == {"زهرة", "علي", "جمعية الأمل"}


def test_without_a_mail_server_nobody_asks_again_once_it_is_over(world, activity, settings):
    settings.EMAIL_URL = ""
    begins = timezone.now() - DAY
    Activity.objects.filter(pk=activity.pk).update(starts_at=begins, ends_at=begins + timedelta(hours=2))
    assert tell_changes.func(str(activity.pk), at_once=True) == 0
    assert not DBTaskResult.objects.filter(task_path=tell_changes.module_path, status="READY").exists()


def test_a_letter_that_no_server_takes_now_is_sent_later(world, activity, post):  # noqa: F811  the mail server
    edit(world, activity, DAY)
    post.after_text = "451 come back later"
    after_a_while()
    assert (post.letters, Notice.objects.count()) == ([], 0)
    waiting = DBTaskResult.objects.filter(task_path=send_notice.module_path, status="READY")
    assert {row.run_after > timezone.now() for row in waiting} == {True}
    assert waiting.count() == 2
    post.after_text = "250 OK"
    waiting.update(run_after=timezone.now())
    after_a_while()
    assert len(to(post, "zahra")) == len(to(post, "amal")) == 1


def test_an_address_that_is_refused_is_noted_and_not_tried_again(world, activity, post):  # noqa: F811  the mail server
    post.answers["zahra@example.org"] = "550 no such user"
    edit(world, activity, DAY)
    after_a_while()
    after_a_while()
    assert post.asked["zahra@example.org"] == 1
    assert sorted(Notice.objects.values_list("is_refused", flat=True)) == [False, True]
    assert len(to(post, "amal")) == 1


def test_a_mail_server_that_is_set_up_later_forgets_nobody(world, activity, post, settings):  # noqa: F811
    there, settings.EMAIL_URL = settings.EMAIL_URL, ""
    edit(world, activity, DAY)
    after_a_while()
    settings.EMAIL_URL = there
    after_a_while()
    assert len(to(post, "zahra")) == 1


@pytest.mark.parametrize("former", ["sanad.activities.tasks.tell_changes", "sanad.activities.tasks.send_notice"])
def test_what_an_older_release_queued_is_still_told(world, activity, post, former):  # noqa: F811  the mail server
    edit(world, activity, DAY)
    now = f"sanad.activities.telling.commands.{former.rpartition('.')[2]}"
    if now.endswith("send_notice"):
        tell_changes.call(str(activity.pk), at_once=True)
    assert DBTaskResult.objects.filter(task_path=now).update(task_path=former)
    follow_moves()
    after_a_while()
    assert len(to(post, "zahra")) == 1


def test_who_is_invited_to_a_session_is_told_its_half_days(world, post):  # noqa: F811  the mail server
    session = a_session(world.coordinator)
    guest = Person.objects.create(space=session.space, name_ar="ضيف", email="guest@example.org")
    trainer = Person.objects.create(space=session.space, name_ar="مؤطر", email="trainer@example.org")
    invite_guest(world.sg, session.activity, person=guest)
    of_training.add_trainer(world.coordinator, session, person=trainer)
    assert {row.key for row in expected_guests(session.activity)} >= {guest.pk, trainer.pk}
    _first, second = session.slots.all()
    of_training.edit_slot(world.coordinator, second, starts_at=second.starts_at + DAY, ends_at=second.ends_at + DAY)
    after_a_while()
    for name in ("guest", "trainer"):
        [letter] = to(post, name)
        assert letter.index(said(second.starts_at)) < letter.index(said(second.starts_at + DAY))
