"""The address of a paper, and of a topic of help, for everybody (tests/grounds.py)."""

from django.utils import timezone

from sanad.activities.models import Activity, PressReport
from sanad.directory.models import Mandate
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.spaces.actor import Actor
from sanad.public.commands import keep_page
from sanad.public.models import NameConsent, PageAddress, PublicPage
from sanad.public.queries import who_may_be_named
from tests.grounds import ANYBODY, at


def rows(case) -> dict:
    codes = IssuedDocument.objects.filter(space=case.sg.space).values_list("code", flat=True)
    page = {"is_open": True, "shows_contacts": True, "shows_aims": True, "shows_news": True}
    shown = keep_page(
        case.sg, slug="jusur", **page, named=who_may_be_named(case.sg), agenda_kinds=list(Activity.Kind.values)
    )
    return {
        "public:page": at(by=ANYBODY, slug="jusur"),
        "public:news": at(
            PressReport.objects.filter(space=case.sg.space, state="approved").first(), by=ANYBODY, slug="jusur"
        ),
        "public:logo": at(by=ANYBODY, slug="jusur"),
        "first-page/<uuid:pk>/": at(shown),
        "public:favicon": at(by=ANYBODY, answers=302),  # to the drawing, which is kept by its name
        "help/<slug:key>/": at(by=ANYBODY, key="minutes"),
        "D/<str:code>": at(by=ANYBODY, code=codes[0]),
        "d/<str:code>": at(by=ANYBODY, code=codes[0].lower()),
    }


def foreign(actor: Actor) -> list[PublicPage]:
    return [keep_page(actor, slug="elsewhere")]


def grow(growth, number: int) -> None:
    """Spaces with a page of their own, beside the one of the case."""
    room = growth.add(PublicPage, slug=f"page-{number}", is_open=True, agenda_kinds=["visit"], space=growth.room)
    assert room.is_open
    growth.add(PageAddress, slug=f"page-{number}", space=growth.room)
    office = Mandate.objects.filter(space=growth.space).first()
    growth.add(NameConsent, mandate=office, by=growth.sg.user, withdrawn_at=timezone.now())
