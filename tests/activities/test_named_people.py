"""People and bodies are named where they are chosen: at a point of the programme, an invitation, a line of the list."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sanad.activities.people.commands import change_attendance, invite_guest, record_attendance
from sanad.activities.programme.commands.activity import plan_activity
from sanad.activities.programme.commands.items import add_item, edit_item
from sanad.directory.models import Organisation, Person
from sanad.foundation.spaces.roles import Role
from tests.pages import own_forms
from tests.refusals import says_no

NEW = "رقية السكتاوي"
BODY = "جمعية النور بإيموزار"


@pytest.fixture
def meeting(world):
    begins = timezone.now() - timedelta(hours=3)
    said = {"kind": "meeting", "title": "لقاء", "starts_at": begins, "ends_at": begins + timedelta(hours=2)}
    return plan_activity(world.sg, host=world.host, **said)


def test_a_speaker_is_named_and_gets_a_card(world, meeting):
    item = add_item(world.sg, meeting, kind="opening", title="كلمة", speaker=NEW)
    assert item.speaker.name_ar == NEW
    assert add_item(world.sg, meeting, kind="opening", title="كلمة", speaker=NEW).speaker == item.speaker
    other = edit_item(world.sg, item, speaker="حسن السكتاوي").speaker
    assert other.name_ar == "حسن السكتاوي"
    assert edit_item(world.sg, item, record="تكلم").speaker == other
    assert edit_item(world.sg, item, speaker=None).speaker is None


def test_a_person_is_a_person_however_the_name_begins(world, meeting):
    assert isinstance(add_item(world.sg, meeting, kind="opening", title="…", speaker="Union Benali").speaker, Person)


def test_who_is_invited_is_named_and_gets_a_card(world, meeting):
    row = invite_guest(world.sg, meeting, person=NEW, organisation=BODY)
    assert (row.person.name_ar, row.organisation.name_ar) == (NEW, BODY)
    with says_no("They are already invited.", field="person"):
        invite_guest(world.sg, meeting, person=NEW)
    with says_no("is perhaps", field="is_new"):
        invite_guest(world.sg, meeting, organisation="جمعية نور ايموزار")
    assert (
        invite_guest(world.sg, meeting, organisation="جمعية نور ايموزار", is_new=True).organisation != row.organisation
    )
    with says_no("Choose a person or an organisation.", field="person"):
        invite_guest(world.sg, meeting)


def test_who_may_not_keep_the_directory_names_nobody_new(world, meeting):
    trainer, before = replace(world.sg, role=Role.TRAINER), Person.objects.count()
    with says_no("Your role in this space does not allow this.", field="speaker"):
        add_item(trainer, meeting, kind="opening", title="كلمة", speaker=NEW)
    with says_no("Your role in this space does not allow this.", field="person"):
        invite_guest(trainer, meeting, person=NEW)
    assert Person.objects.count() == before
    add_item(trainer, meeting, kind="opening", title="كلمة", speaker=world.people["president"].name)


def test_for_which_body_somebody_came_is_named(world, meeting):
    row = record_attendance(world.sg, meeting, guest_name="ضيف", organisation=BODY)
    assert row.organisation.name_ar == BODY
    said = {"status": row.status, "came_at": None, "left_at": None}
    row = change_attendance(world.sg, row, **said, organisation="Commune de Taza")
    assert row.organisation.kind == Organisation.Kind.LOCAL_AUTHORITY
    assert change_attendance(world.sg, row, **said, organisation=None).organisation is None


def test_the_form_of_a_point_keeps_its_speaker_and_what_was_typed(world, meeting, browse):
    client, item = browse(world.sg), add_item(world.sg, meeting, kind="opening", title="كلمة", speaker=NEW)
    address = reverse("activities:edit_item", args=[item.pk])

    def read():
        forms = own_forms(client.get(address).content.decode(), address)
        return next(form for form in forms if "speaker" in form.data())

    assert read().data()["speaker"] == [NEW]
    assert "is_new" not in read().data()
    assert client.post(address, read().data(title="كلمة أخرى")).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.speaker.name_ar) == ("كلمة أخرى", NEW)
    answer = client.post(address, read().data(speaker="رقية السكتاويي"))
    assert answer.status_code == 422
    assert "رقية السكتاويي" in answer.content.decode()
    assert 'name="is_new"' in answer.content.decode()
