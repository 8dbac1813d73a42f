"""All who are expected and do not know yet are told at once: by letter, the others one touch each; the page remembers whom."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from sanad.activities.models import Activity, Notice, ProgrammeItem
from sanad.activities.people.commands import invite_guest
from sanad.activities.programme.commands.activity import (
    cancel_activity,
    convene_activity,
    edit_activity,
    hold_activity,
    plan_activity,
    unhold_activity,
)
from sanad.activities.programme.commands.items import add_item, edit_item
from sanad.activities.telling.commands import note_guest_invited, note_guest_told, send_notice, tell_everybody
from sanad.activities.telling.queries.guests import untold
from sanad.activities.telling.queries.invited import uninvited
from sanad.activities.telling.queries.to_tell import guests_to_tell, told_guests
from sanad.directory.models import Organisation, Person
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.letters.by_hand import reached
from tests.activities.moments import after_a_while, hold_with, text
from tests.foundation.reminders.conftest import _one_transaction, post  # noqa: F401  a mail server, one transaction
from tests.refusals import says_no

DAY = timedelta(days=1)
NOBODY_LEFT = "Nobody is left to write to by e-mail."


def a_person(space, name, **known) -> Person:
    return Person.objects.create(space=space, name_ar=name, **known)


@pytest.fixture
def activity(world):
    """In ten days, convened: a person with an address, one with a phone alone, one with neither."""
    begins = timezone.make_aware(datetime.combine(timezone.localdate() + 10 * DAY, time(15)))
    row = plan_activity(
        world.sg,
        kind="meeting",
        title="لقاء تواصلي",
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        host=world.host,
        venue="دار الشباب",
    )
    people = {"زهرة": {"email": "zahra@example.org"}, "علي": {"phone": "+212670000002"}, "بعيد": {}}
    for name, known in people.items():
        invite_guest(world.sg, row, person=a_person(row.space, name, **known))
    return row


def fresh(row) -> Activity:
    return Activity.objects.get(pk=row.pk)


def move(world, activity, by=DAY):
    row = fresh(activity)
    known = {name: getattr(row, name) for name in ("kind", "title", "venue", "place", "purpose", "series")}
    return edit_activity(world.sg, row, starts_at=row.starts_at + by, ends_at=row.ends_at + by, **known)


def ways(activity) -> list[list[str]]:
    found = reached(guests_to_tell(fresh(activity)))
    return [[row.name for row in rows] for rows in (found.by_mail, found.by_hand, found.out_of_reach)]


def forget_the_queue() -> None:
    DBTaskResult.objects.filter(status="READY").delete()


def key_of(name):
    return Person.objects.get(name_ar=name).pk


def test_the_page_says_who_is_reached_how_and_the_act_says_it_first(world, activity, post, browse):  # noqa: F811
    convene_activity(world.sg, activity)
    client, page = browse(world.sg), f"/activities/{activity.pk}/telling/"
    assert ways(activity) == [["زهرة"], ["علي"], ["بعيد"]]
    shown = client.get(page).text
    assert shown.index("زهرة") < shown.index("علي") < shown.index("بعيد")
    assert f"{page}write/" in shown
    assert page in client.get(f"/activities/{activity.pk}/").text
    asked = client.get(f"{page}write/").text
    groups = re.findall(r"<h3>(.*?)</h3>\s*<ul class=\"names\">(.*?)</ul>", asked, re.DOTALL)
    said = ["مدعو واحد تصله رسالة", "مدعو واحد تخبرونه أنتم", "مدعو واحد لا بريد له هنا ولا هاتف"]
    for (title, names), start, name in zip(groups, said, ("زهرة", "علي", "بعيد"), strict=True):
        assert title.startswith(start)
        assert name in names
    assert not post.letters


def test_all_are_written_to_at_once_and_nobody_twice(world, activity, post, browse):  # noqa: F811
    convene_activity(world.sg, activity)
    forget_the_queue()  # as after a release that did not write by itself, or an address that came later
    address = f"/activities/{activity.pk}/telling/write/"
    client = browse(world.sg)
    for _time in range(2):
        assert client.post(address).url == f"/activities/{activity.pk}/telling/"
    after_a_while()
    assert len(post.to("zahra@example.org")) == len(post.letters) == 1
    assert ways(activity) == [[], ["علي"], ["بعيد"]]
    with says_no(NOBODY_LEFT):
        tell_everybody(world.sg, fresh(activity))
    refused = client.get(address)
    assert refused.status_code == 403
    assert "لم يبق أحد يراسل" in refused.text


def test_what_changed_and_the_invitation_go_out_together_each_to_whom_it_is_news(world, activity, post):  # noqa: F811
    convene_activity(world.sg, activity)
    after_a_while()
    move(world, activity)
    late = a_person(activity.space, "متأخرة", email="late@example.org")
    invite_guest(world.sg, fresh(activity), person=late)
    forget_the_queue()
    tell_everybody(world.sg, fresh(activity))
    after_a_while()
    assert ["أنتم مدعوون" in text(each) for each in post.to("late@example.org")] == [True]
    invited, changed = map(text, post.to("zahra@example.org"))
    assert "أنتم مدعوون" in invited
    assert "طرأ تغيير" in changed
    assert ways(activity)[0] == []


def test_who_is_called_off_is_told_at_once(world, activity, post, browse):  # noqa: F811
    convene_activity(world.sg, activity)
    after_a_while()
    asked = browse(world.sg).get(f"/activities/{activity.pk}/cancel/").text
    for said in ("مدعو واحد تصله رسالة", "مدعو واحد تخبرونه أنتم", "مدعو واحد لا بريد له هنا ولا هاتف"):
        assert said in asked
    cancel_activity(world.sg, fresh(activity), reason="عطلة")
    forget_the_queue()
    tell_everybody(world.sg, fresh(activity))
    after_a_while()
    _invited, letter = map(text, post.to("zahra@example.org"))
    assert "ألغي" in letter
    assert ways(activity) == [[], ["علي"], ["بعيد"]]


def test_who_is_told_by_hand_gets_no_letter_though_one_was_asked_for(world, activity, post):  # noqa: F811
    convene_activity(world.sg, activity)
    note_guest_invited(world.sg, activity, guest=key_of("زهرة"))
    after_a_while()
    move(world, activity)
    tell_everybody(world.sg, fresh(activity))
    [(_guest, new)] = untold(fresh(activity), key_of("زهرة"))
    note_guest_told(world.sg, fresh(activity), guest=key_of("زهرة"), digest=new.digest)
    after_a_while()
    assert not post.letters


def test_who_is_told_by_hand_while_the_letter_is_at_the_desk_is_not_written_to(world, activity, post, monkeypatch):  # noqa: F811
    move(world, activity)
    forget_the_queue()
    zahra = key_of("زهرة")
    [(_guest, new)] = untold(fresh(activity), zahra)
    from sanad.activities.telling import commands

    handed = commands.hand_over

    def noted_meanwhile(letter, claim, take_back):
        note_guest_told(world.sg, fresh(activity), guest=zahra, digest=new.digest)
        return handed(letter, claim, take_back)

    monkeypatch.setattr(commands, "hand_over", noted_meanwhile)
    assert send_notice.func(str(activity.pk), str(zahra)) == "told already"
    assert not post.letters


def test_who_is_asked_after_a_change_is_not_told_of_that_change(world, activity, post):  # noqa: F811
    move(world, activity)
    forget_the_queue()
    convene_activity(world.sg, fresh(activity))
    after_a_while()
    note_guest_invited(world.sg, fresh(activity), guest=key_of("علي"))
    assert len(post.letters) == 1
    assert ways(activity) == [[], [], ["بعيد"]]
    assert {guest.name for guest, _new in untold(fresh(activity))} == {"بعيد"}
    move(world, activity)
    assert ways(activity)[1] == ["علي"]


def test_the_page_remembers_who_was_told_what_how_and_when(world, activity, post, browse):  # noqa: F811
    convene_activity(world.sg, activity)
    after_a_while()
    note_guest_invited(world.sg, fresh(activity), guest=key_of("علي"))
    move(world, activity)
    after_a_while()
    Notice.objects.create(
        space=activity.space, activity=activity, guest=key_of("بعيد"), kind="invited", is_refused=True, language="ar"
    )
    with override("ar"):
        told = [(row.name, row.how) for row in told_guests(fresh(activity))]
    assert told == [
        ("زهرة", "تغير اليوم أو الساعة أو المكان · بالبريد الإلكتروني"),
        ("علي", "الدعوة · أخبر بغير البريد الإلكتروني"),
        ("زهرة", "الدعوة · بالبريد الإلكتروني"),
    ]
    shown = browse(world.sg).get(f"/activities/{activity.pk}/telling/").text
    assert "الدعوة · أخبر بغير البريد الإلكتروني" in shown


def test_who_takes_part_or_speaks_only_later_is_asked_then(world, activity, post):  # noqa: F811
    convene_activity(world.sg, activity)
    after_a_while()
    bodies = [
        Organisation.objects.create(
            space=activity.space, kind="association", name_ar=f"جمعية {name}", email=f"{name}@example.org"
        )
        for name in ("one", "two")
    ]
    speakers = [a_person(activity.space, f"متدخل {n}", email=f"speaker{n}@example.org") for n in (1, 2)]
    hold_with(world.sg, fresh(activity), bodies[0])
    row = fresh(activity)
    known = {name: getattr(row, name) for name in ("kind", "title", "venue", "place", "purpose", "series")}
    edit_activity(world.sg, row, starts_at=row.starts_at, ends_at=row.ends_at, partners=bodies, **known)
    item = add_item(world.sg, fresh(activity), kind=ProgrammeItem.Kind.WORDS, title="كلمة", speaker=speakers[0])
    edit_item(world.sg, item, kind=item.kind, title=item.title, speaker=speakers[1])
    after_a_while()
    for name in ("one", "two", "speaker2"):
        assert len(post.to(f"{name}@example.org")) == 1, name


def test_a_mail_server_that_is_set_up_later_asks_whom_nobody_asked(world, activity, post, settings):  # noqa: F811
    there, settings.EMAIL_URL = settings.EMAIL_URL, ""
    convene_activity(world.sg, activity)
    invite_guest(world.sg, fresh(activity), person=a_person(activity.space, "أخرى", email="other@example.org"))
    assert ways(activity)[0] == []
    assert DBTaskResult.objects.filter(status="READY").count() == 1  # one for all, and not one a guest each day
    settings.EMAIL_URL = there
    after_a_while()
    assert [len(post.to(f"{name}@example.org")) for name in ("zahra", "other")] == [1, 1]


def test_that_it_did_not_take_place_after_all_asks_nobody_again(world, activity, post):  # noqa: F811
    convene_activity(world.sg, activity)
    after_a_while()
    begun = timezone.now() - timedelta(hours=1)
    Activity.objects.filter(pk=activity.pk).update(starts_at=begun, ends_at=begun + timedelta(hours=2))
    unhold_activity(world.sg, hold_activity(world.sg, fresh(activity)))
    move(world, activity, 3 * DAY)
    assert {guest.name for guest, _by_mail in uninvited(fresh(activity))} == {"علي", "بعيد"}


def test_the_page_asks_as_much_for_thirty_as_for_three(world, activity, browse):
    """Moved since for the first three, who were asked; the others are asked now."""
    client = browse(world.sg)
    convene_activity(world.sg, activity)

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            assert client.get(f"/activities/{activity.pk}/telling/").status_code == 200
        return len(questions)

    note_guest_invited(world.sg, activity, guest=key_of("علي"))
    move(world, activity)
    asked()
    few = asked()
    for n in range(27):
        guest = a_person(activity.space, f"مدعو {n}", phone=f"+2126700001{n:02}")
        invite_guest(world.sg, fresh(activity), person=guest)
        if n % 2:
            note_guest_invited(world.sg, fresh(activity), guest=guest.pk)
    assert asked() == few


def test_before_it_is_convened_the_page_says_when_they_are_told(world, activity, browse):
    shown = browse(world.sg).get(f"/activities/{activity.pk}/telling/").text
    assert "عند توجيه الدعوة" in shown
    assert f"/activities/{activity.pk}/convene/" in shown


def test_it_is_for_who_runs_the_activity_alone(world, activity, browse):
    convene_activity(world.sg, activity)
    page = f"/activities/{activity.pk}/telling/"
    assert browse(world.stranger).get(page).status_code == 404
    assert browse(world.stranger).post(f"{page}write/").status_code == 404
    hold_with(world.sg, fresh(activity), world.association)
    assert browse(world.president).get(page).status_code == 404
    assert page not in browse(world.president).get(f"/activities/{activity.pk}/").text
    with says_no("This belongs to another space."):
        tell_everybody(world.president, fresh(activity))


def test_the_history_says_who_wrote_to_everybody(world, activity, post):  # noqa: F811
    convene_activity(world.sg, activity)
    tell_everybody(world.sg, fresh(activity))
    assert HistoryEntry.objects.filter(command__endswith="tell_everybody", object_id=activity.pk).count() == 1
