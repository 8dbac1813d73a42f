"""The history as people read it."""

import pytest
from django.urls import reverse
from django.utils import translation

from sanad.accompaniment.models import PlanItem
from sanad.accompaniment.plan.commands.items import move_item
from sanad.directory.commands.organisations import edit_organisation
from sanad.foundation.documents.commands import withdraw_document
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.history.models import HistoryEntry
from sanad.workspace.queries import changes_in_words

pytestmark = pytest.mark.django_db


def last_line(actor) -> HistoryEntry:
    return HistoryEntry.objects.filter(space=actor.space).latest("seq")


def test_a_state_is_read_in_words_not_in_codes(world, browse):
    item = PlanItem.objects.filter(space=world.sg.space, state="proposed").first()
    move_item(world.sg, item, state="cancelled", reason="سبب")
    page = browse(world.sg).get(reverse("workspace:history_line", args=[last_line(world.sg).pk])).content.decode()
    with translation.override("ar"):
        assert str(PlanItem.State.PROPOSED.label) in page
        assert str(PlanItem.State.CANCELLED.label) in page
    assert "proposed" not in page


def test_days_rows_and_forgotten_fields_are_read_too(world):
    edit_organisation(world.sg, world.host, founded_on=None, seat_place=None)
    line = last_line(world.sg)
    line.changes["gone"] = [True, False]
    found = {change.label: change for change in changes_in_words(line)}
    day = found[world.host._meta.get_field("founded_on").verbose_name]
    assert (day.before.year, day.after, day.is_plain) == (2022, "", True)
    seat = found[world.host._meta.get_field("seat_place").verbose_name]
    assert seat.before.code
    assert not found["gone"].is_plain
    with translation.override("en"):
        assert (str(found["gone"].before), str(found["gone"].after)) == ("yes", "no")


def test_every_kind_of_line_opens(world, browse):
    """One line of each command, with each kind of row that it names."""
    document = IssuedDocument.objects.filter(space=world.sg.space).first()
    withdraw_document(world.sg, document, reason="خطأ")
    lines = {(line.command, line.object_type): line for line in HistoryEntry.objects.filter(space=world.sg.space)}
    assert ("foundation.documents.withdraw_document", "foundation.documentwithdrawal") in lines
    client = browse(world.sg)
    broken = [
        command
        for (command, _kind), line in lines.items()
        if client.get(reverse("workspace:history_line", args=[line.pk])).status_code != 200
    ]
    assert not broken
