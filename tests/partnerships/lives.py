"""What the tests of signed agreements share."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space
from sanad.foundation.spaces.roles import Role
from sanad.partnerships.drafting.commands.agreement import settle_text
from sanad.partnerships.drafting.commands.parties import add_party, edit_party
from sanad.partnerships.drafting.commands.text import add_article
from sanad.partnerships.models import Agreement, Commitment
from sanad.partnerships.queries.standing import is_in_force
from sanad.partnerships.signing.commands import record_signature, send_out
from tests.partnerships.table import commune, draft, mandated, promised, sides
from tests.properties import now

TODAY = timezone.localdate
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"


def days(count: int) -> date:
    """So many days from today."""
    return TODAY() + timedelta(days=count)


STARTED, SIGNED, ENDS = days(-300), days(-50), days(300)


def scan(name: str = "signed.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def drafted(world, **details) -> Agreement:
    """A text that lacks nothing but its signatures, around today: the organisation, the association, the commune."""
    agreement = draft(world, starts_on=STARTED, ends_on=ENDS, **details)
    add_party(world.sg, agreement, organisation=commune(world), part="partner")
    for party, key in zip(sides(agreement), ("sg", "president", "secretary"), strict=True):
        edit_party(world.sg, party, part=party.part, mandate=mandated(world, party.organisation, key))
    add_article(world.sg, agreement, section="object", heading_ar="الموضوع", text_ar="من {starts_on}.")
    add_article(world.sg, agreement, section="other", heading_ar="أحكام", text_ar="نص أول.")
    promised(world, agreement, due_on=ENDS)
    return agreement


def living(world, agreement: Agreement | None = None, **details) -> Agreement:
    """A signed agreement that is in force today; the commune has no space of its own."""
    agreement = settle_text(world.sg, agreement or drafted(world, **details))
    agreement = send_out(world.sg, agreement, on=days(-60))
    for party in sides(agreement):
        record_signature(world.sg, party, on=SIGNED)
    (agreement,) = now(agreement)
    assert is_in_force(agreement, TODAY())
    return agreement


def promise_between(world, agreement, debtor: int, creditor: int, **details) -> Commitment:
    """A promise from one side of the table (0 organisation, 1 association, 2 commune) to another, of a signed text."""
    parties = sides(agreement)
    given = {"text_ar": "وعد", "quantity": 3, "unit": "دورة", "due_on": days(10), "open_due_on": days(10), **details}
    given.setdefault("undelivered_due_on", given["open_due_on"])
    return Commitment.objects.create(
        space=agreement.space, agreement=agreement, debtor=parties[debtor], creditor=parties[creditor], **given
    )


def owed_since(promise: Commitment, day: date, **details) -> None:
    """A promise whose first day was that one, whatever was said of it then."""
    Commitment.objects.filter(pk=promise.pk).update(due_on=day, open_due_on=day, undelivered_due_on=day, **details)


def elsewhere(world) -> Actor:
    """Somebody who may do everything in a space that is no party."""
    space = Space.objects.create(kind=Space.Kind.SUPPORT, name_ar="منظمة أخرى")
    return Actor(world.stranger.user, space, Role.SECRETARY_GENERAL)
