"""A form that shows what its row holds, sent back: what nobody touched says nothing, what was sent twice was said once."""

from django.urls import reverse

from sanad.foundation.history.models import HistoryEntry
from tests.diagnosis.tiny import agreed, began
from tests.pages import own_forms


def opened(client, address):
    """The form of a page, as a browser would send it back."""
    return next(own_forms(client.get(address).content.decode(), address))


def told(client, address) -> str:
    """What the next page says."""
    return client.get(address).content.decode()


def lines(space) -> int:
    return HistoryEntry.objects.filter(space=space).count()


def test_what_came_back_as_it_was_shown_leaves_no_line(world, browse):
    client, address = browse(world.sg), reverse("directory:edit_organisation", args=[world.association.pk])
    form, before = opened(client, address), lines(world.sg.space)
    page = client.post(address, form.data()).url
    assert lines(world.sg.space) == before
    assert "لم يتغير شيء." in told(client, page)
    assert client.post(address, form.data(seat_address="شارع آخر")).url == page
    assert HistoryEntry.objects.filter(space=world.sg.space).latest("seq").changes["seat_address"]


def test_what_was_suggested_and_nobody_touched_is_still_said(world, browse):
    score = agreed(world, began(world), 1, 3, 3, 3, 3).scores.get(item="receipt")
    client, address = browse(world.sg), reverse("diagnosis:answer_gap", args=[score.pk])
    form, before = opened(client, address), lines(world.sg.space)
    client.post(address, form.data())
    score.refresh_from_db()
    assert score.gap.need is not None
    assert lines(world.sg.space) == before + 1


def test_what_is_sent_twice_is_said_once_also_where_the_row_says_more_by_then(world, browse):
    """A new need is the need of the gap from then on: the box for it holds another value than it showed."""
    score = agreed(world, began(world), 1, 3, 3, 3, 3).scores.get(item="receipt")
    client, address = browse(world.sg), reverse("diagnosis:answer_gap", args=[score.pk])
    sent = opened(client, address).data(statement="حاجة جديدة")
    first, before = client.post(address, sent), None
    before = lines(world.sg.space)
    assert client.post(address, sent).url == first.url
    assert lines(world.sg.space) == before
