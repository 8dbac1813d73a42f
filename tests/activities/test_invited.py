"""Who is asked to a meeting that was convened is told: by letter, or one touch each, once."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone

from sanad.activities.models import Activity, Notice
from sanad.activities.people.commands import answer_invitation, invite_guest
from sanad.activities.programme.commands.activity import convene_activity
from sanad.activities.telling.commands import note_guest_invited, send_invitation
from sanad.activities.telling.queries.invited import uninvited
from sanad.directory.models import Organisation, Person
from tests.activities.moments import after_a_while, hold_with, in_ten_days, text
from tests.foundation.reminders.conftest import _one_transaction, post  # noqa: F401  a mail server, one transaction
from tests.refusals import says_no

DAY = timedelta(days=1)
KNOWS = "They know it already."


@pytest.fixture
def activity(world):
    """In ten days; a person with an address, one with a phone alone, one who said no, a partner with an address."""
    row = in_ten_days(world, purpose="تقديم المشروع")
    for name, known in (
        ("زهرة", {"email": "zahra@example.org"}),
        ("علي", {"phone": "+212670000002"}),
        ("غائبة", {"email": "absent@example.org"}),
    ):
        invited = invite_guest(world.sg, row, person=Person.objects.create(space=row.space, name_ar=name, **known))
        if name == "غائبة":
            answer_invitation(world.sg, invited, answer="declined")
    hold_with(
        world.sg,
        row,
        Organisation.objects.create(
            space=row.space, kind="association", name_ar="جمعية الأمل", email="amal@example.org"
        ),
    )
    return row


def names(activity) -> set[str]:
    return {guest.name for guest, _by_mail in uninvited(Activity.objects.get(pk=activity.pk))}


def test_nobody_is_asked_before_it_is_convened(world, activity, post, browse):  # noqa: F811  the mail server
    after_a_while()
    assert list(post.letters) == []
    page = browse(world.sg).get(f"/activities/{activity.pk}/convene/").text
    assert page.index("زهرة") < page.index("علي")
    assert "غائبة" not in page
    assert names(activity) == set()


def test_convening_tells_who_has_an_address_and_leaves_the_others_to_one_touch(world, activity, post, browse):  # noqa: F811
    convene_activity(world.sg, activity)
    after_a_while()
    for name in ("zahra", "amal"):
        [letter] = [text(each) for each in post.to(f"{name}@example.org")]
        assert "أنتم مدعوون إلى" in letter
        assert "دار الشباب" in letter
        assert "تقديم المشروع" in letter
    assert not post.to("absent@example.org")
    assert names(activity) == {"علي"}
    client = browse(world.sg)
    page = client.get(f"/activities/{activity.pk}/telling/").text
    assert "أنتم مدعوون إلى" in unquote(page.split("https://wa.me/212670000002?text=")[1].split('"')[0])
    [ali] = [guest for guest, _by_mail in uninvited(Activity.objects.get(pk=activity.pk))]
    assert client.post(f"/activities/{activity.pk}/invited/?guest={ali.key}").status_code == 302
    assert names(activity) == set()
    assert "to-tell" not in client.get(f"/activities/{activity.pk}/").text


def test_who_is_invited_later_is_told_then_and_nobody_twice(world, activity, post):  # noqa: F811  the mail server
    convene_activity(world.sg, activity)
    after_a_while()
    late = Person.objects.create(space=activity.space, name_ar="متأخرة", email="late@example.org")
    invite_guest(world.sg, Activity.objects.get(pk=activity.pk), person=late)
    after_a_while()
    assert len(post.to("late@example.org")) == 1
    zahra = Person.objects.get(name_ar="زهرة")
    assert send_invitation.func(str(activity.pk), str(zahra.pk)) == "nothing to tell"
    assert len(post.to("zahra@example.org")) == 1


def test_who_was_told_by_hand_is_not_written_to(world, activity, post):  # noqa: F811  the mail server
    convene_activity(world.sg, activity)
    zahra = Person.objects.get(name_ar="زهرة")
    note_guest_invited(world.sg, activity, guest=zahra.pk)
    after_a_while()
    assert not post.to("zahra@example.org")
    with says_no(KNOWS):
        note_guest_invited(world.sg, activity, guest=zahra.pk)


def test_an_address_that_is_refused_goes_back_to_the_list(world, activity, post):  # noqa: F811
    convene_activity(world.sg, activity)
    Notice.objects.create(
        space=activity.space,
        activity=activity,
        guest=Person.objects.get(name_ar="زهرة").pk,
        kind="invited",
        about=str(activity.steps.get(after="convened").pk),
        is_refused=True,
        language="ar",
    )
    found = {guest.name: by_mail for guest, by_mail in uninvited(Activity.objects.get(pk=activity.pk))}
    assert found == {"زهرة": False, "علي": False, "جمعية الأمل": True}


def test_without_a_mail_server_all_stand_in_the_list(world, activity, settings):
    settings.EMAIL_URL = ""
    convene_activity(world.sg, activity)
    assert {by_mail for _guest, by_mail in uninvited(Activity.objects.get(pk=activity.pk))} == {False}
    assert names(activity) == {"زهرة", "علي", "جمعية الأمل"}


def test_once_it_has_begun_nobody_is_asked_any_more(world, activity):
    convene_activity(world.sg, activity)
    Activity.objects.filter(pk=activity.pk).update(starts_at=timezone.now() - timedelta(minutes=1))
    assert names(activity) == set()


def test_others_do_not_note_it(world, activity, browse):
    convene_activity(world.sg, activity)
    guest = Person.objects.get(name_ar="علي")
    assert browse(world.stranger).post(f"/activities/{activity.pk}/invited/?guest={guest.pk}").status_code == 404
    assert browse(world.sg).post(f"/activities/{activity.pk}/invited/?guest=x").status_code == 404
    assert not Notice.objects.filter(activity=activity).exists()
