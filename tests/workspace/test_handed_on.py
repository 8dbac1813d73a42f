"""Addresses are handed on: copied, sent, shown as a code."""

from uuid import uuid4

from django.urls import reverse

from sanad.demo.publishing import publish
from sanad.foundation.documents.models import IssuedDocument
from sanad.public.models import PublicPage
from tests.training.school import a_registration, a_session


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


def all_four(html: str) -> bool:
    """Copied, sent, shown as a code, printed."""
    printed = "data-print>" in html or "ورقة تُطبع" in html
    return 'class="handed"' in html and "data-copy=" in html and "wa.me" in html and "<img" in html and printed


def test_every_public_address_is_copied_sent_scanned_and_printed(world, browse, client):
    publish(world)
    slug = PublicPage.objects.get(space=world.sg.space).slug
    site, paper = browse(world.sg), IssuedDocument.objects.filter(space=world.sg.space, withdrawal=None).first()
    session = a_session(world.coordinator, is_public=True)
    pages = [
        client.get(reverse("public:page", args=[slug])),
        site.get(reverse("public:settings")),
        site.get(reverse("workspace:paper", args=[paper.pk])),
        site.get(reverse("training:registrations", args=[session.pk])),
        site.get(reverse("training:registration", args=[a_registration(session).pk])),
        browse(world.president).get(reverse("training:session", args=[session.pk])),
    ]
    for page in pages:
        assert all_four(page.content.decode()), page.request["PATH_INFO"]


def test_an_invitation_is_printed_too(world, browse):
    site = browse(world.sg)
    sent = {"name": "ليلى", "contact": "0612345678", "role": "member"}
    page = site.post(reverse("accounts:invite"), sent, follow=True).content.decode()
    assert "data-print>" in page
    assert 'class="handed"' in page
