"""Addresses are handed on: copied, sent, shown as a code."""

from uuid import uuid4

from django.urls import reverse

from sanad.foundation.documents.models import IssuedDocument


def test_the_address_at_which_a_paper_is_checked_is_handed_on(world, browse):
    paper = IssuedDocument.objects.filter(space=world.sg.space, withdrawal=None).first()
    page = browse(world.sg).get(reverse("workspace:paper", args=[paper.pk]))
    assert page.context["check"] in page.context["share"]["text"]
    html = page.content.decode()
    assert 'data-copy="shared"' in html
    assert page.context["share"]["message"].split("?")[0] in html


def test_the_address_of_a_calendar_is_handed_on_once(world, browse):
    client = browse(world.coordinator)
    sent = {"_key": uuid4().hex, "_space": str(world.sg.space.pk)}
    client.post(reverse("activities:open_feed"), sent)
    assert 'data-copy="shared"' in client.get(reverse("activities:calendar")).content.decode()
    assert 'data-copy="shared"' not in client.get(reverse("activities:calendar")).content.decode()
