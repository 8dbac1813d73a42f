"""What anybody may know: how certificates stand and by which keys, what law says of a word, what an organisation shows."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanad.activities.models import Activity, PressReport
from sanad.activities.press.queries import press_headline, told_paragraphs
from sanad.directory.models import Mandate, Organisation
from sanad.directory.queries import is_own, own_card
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.soundness import faults_of
from sanad.foundation.help.terms import Term
from sanad.foundation.history.covers import Fault
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.onward import Lead, lead_on
from sanad.public.models import NameConsent, PageAddress, PublicPage
from sanad.public.policies import can_publish
from sanad.rulebook.queries import Rule, rule
from sanad.training.certificates.queries.codes import facts_of_paper
from sanad.training.models import Certificate, SigningKey

DIGEST = 24  # hexadecimal signs of the digest of a code: nobody finds a code of 80 bits from it


@dataclass(frozen=True)
class CertificateCheck:
    """A certificate as a stranger sees it. Of a minor the paper shows the name, and the page its first letters."""

    standing: Certificate.Standing
    valid_until: date | None
    is_minor: bool
    facts: str  # every printed field, as its digest is signed in the QR code
    said: dict[str, str]  # the printed fields by name, as they stand on the paper
    lines: list[tuple[str, str]]  # the same, with labels in the language of the page


def certificate_check(document: IssuedDocument) -> CertificateCheck | None:
    """How a paper stands when it is a certificate; None for every other paper."""
    row = Certificate.objects.filter(document=document).select_related("document__withdrawal", "registration").first()
    if row is None:
        return None
    fields = [*map(tuple, row.document.data["fields"]), ("number", row.document.reference)]
    masked = fields[0][1] != row.document.data["name"]
    labels = labels_of_fields()
    lines = [(labels.get(name, name), value) for name, value in fields]
    return CertificateCheck(row.standing(), row.valid_until, masked, facts_of_paper(row), dict(fields), lines)


def faults_of_paper(document: IssuedDocument) -> list[Fault]:
    """What does not hold of a paper; of a certificate its key too."""
    row = Certificate.objects.filter(document=document).select_related("key", "document").first()
    return faults_of(document, [] if row is None else [row, row.key])


def offline_lists() -> dict[str, Any]:
    """What a phone keeps to check certificates without a network: public keys, and which certificates are gone."""
    keys = SigningKey.objects.select_related("space").order_by("created_at")
    gone: dict[str, str] = {}
    certificates = Certificate.objects
    for standing, rows in (
        (Certificate.Standing.REVOKED, certificates.revoked()),
        (Certificate.Standing.REPLACED, certificates.replaced()),
    ):
        gone |= dict.fromkeys(map(digest_of_code, rows.values_list("document__code", flat=True)), standing.value)
    return {
        "as_of": timezone.localtime().strftime("%Y-%m-%d %H:%M"),
        "keys": {key.public["kid"]: {"key": key.public, "name": key.space.name_ar} for key in keys if key.public},
        "gone": gone,
    }


def digest_of_code(code: str) -> str:
    """How a code is called in the list of those that are gone."""
    return hashlib.sha256(code.encode()).hexdigest()[:DIGEST]


def labels_of_fields() -> dict[str, str]:
    """What the printed fields of a certificate are called, in the language of the page."""
    return {
        "name": _("Full name"),
        "subject": _("Title"),
        "duration": _("Duration"),
        "days": _("Days"),
        "place": _("Place"),
        "organiser": _("Organiser"),
        "attendance": _("Attendance"),
        "result": _("Test result"),
        "until": _("Valid until"),
        "trainers": _("Taught by"),
        "issuer": _("Issued by"),
        "issued": _("Issued"),
        "number": _("Number"),
        "space": _("Signed by"),
    }


def verdict_texts() -> dict[str, Any]:
    """What the page says when it has read a signature, in the language of the page."""
    return {
        "valid": _("Genuine and valid."),
        "compare": _("Compare what is written here with the paper."),
        "expired": _("Genuine, but expired."),
        "revoked": _("Revoked: this certificate no longer stands."),
        "replaced": _("Replaced: a newer certificate stands in its place."),
        "forged": _("Not genuine: this paper was altered, or was not issued through Sanad."),
        "unknown": _(
            "Not recognised: altered, or signed by a key that this phone does not know. Check it again with a network."
        ),
        "unable": _("This browser cannot check the signature. Compare the paper with what is written here."),
        "unsigned": _("Without a network only the QR code of a certificate can be checked."),
        "partly": _("The other lines of the paper can be checked with a network only."),
        "offline": _("Checked without a network. Whether it was revoked later is not known; last list:"),
        "labels": labels_of_fields(),
        "rest": _("All that is printed on it"),
    }


def law_of(term: Term) -> Rule | None:
    """The rule that decides on a word of the field; none where no law does."""
    return rule(term.law) if term.law else None


@dataclass(frozen=True)
class Gathering:
    """A line of a public agenda: what, when, who holds it, where one reads more."""

    activity: Activity
    address: str


@dataclass(frozen=True)
class News:
    """An approved press report, as it went to the press, and the address at which everybody reads it."""

    report: PressReport
    headline: str
    paragraphs: list[str]
    address: str


PAGES, AHEAD, MOST, LATEST, MOST_NAMED = 50, timedelta(days=90), 8, 5, 60


def open_page(slug: str) -> PublicPage | None:
    """The page at that address, when it is open."""
    return PublicPage.objects.filter(slug=slug.lower(), is_open=True).select_related("space").first()


def page_that_was(slug: str) -> PublicPage | None:
    """The open page of the space whose page had that address before."""
    had = PageAddress.objects.filter(slug=slug.lower()).values("space")
    return PublicPage.objects.filter(space__in=had, is_open=True).first()


def page_address(page: PublicPage) -> str:
    """Where everybody reads it."""
    return settings.PUBLIC_ADDRESS + reverse("public:page", args=[page.slug])


def agenda_of(pages: list[PublicPage], most: int) -> list[Gathering]:
    """What is planned of the kinds that these pages show, the nearest first. One question."""
    shown = {page.space_id: page for page in pages if page.agenda_kinds}
    kinds: set[str] = set().union(*(page.agenda_kinds for page in shown.values()))
    now = timezone.now()
    rows = (
        Activity.objects.as_shown_to(None)
        .not_cancelled()
        .filter(space__in=shown, kind__in=kinds, ends_at__gte=now, starts_at__lt=now + AHEAD)
    )
    near: Any = rows.select_related("host", "place").order_by("starts_at", "pk")[: 10 * most] if shown else []
    found = [row for row in near if row.kind in shown[row.space_id].agenda_kinds]
    return [Gathering(row, reverse("public:page", args=[shown[row.space_id].slug])) for row in found[:most]]


def agenda_of_all() -> list[Gathering]:
    """For the door: what is next of the organisations that were let there, who changed their page last first. Two questions."""
    pages = PublicPage.objects.read_by_everybody().filter(is_at_door=True).order_by("-changed_at")[:PAGES]
    return agenda_of(list(pages), MOST)


def _approved(page: PublicPage) -> Any:
    """The reports that the page tells: approved, of what was not called off; none where it tells no news."""
    if not page.shows_news:
        return PressReport.objects.none()
    told_of = Activity.objects.not_cancelled().filter(space=page.space_id)
    rows = PressReport.objects.filter(space=page.space_id, state=PressReport.State.APPROVED, activity__in=told_of)
    return rows.select_related("revision").order_by("-approved_at", "-pk")


def _news(page: PublicPage, row: PressReport) -> News:
    headline = press_headline(row.revision.facts, row.language)
    return News(row, headline, told_paragraphs(row), reverse("public:news", args=[page.slug, row.pk]))


def news_of(page: PublicPage, language: str) -> list[News]:
    """The last approved reports, in the language of the page where there are any, else in Arabic."""
    newest = list(_approved(page)[: 4 * LATEST])
    wanted = language if any(row.language == language for row in newest) else "ar"
    told: dict[Any, PressReport] = {}
    for row in newest:
        if row.language == wanted:
            told.setdefault(row.activity_id, row)
    return [_news(page, row) for row in list(told.values())[:LATEST]]


def news_at(page: PublicPage, pk: UUID) -> tuple[News, list[News]] | None:
    """What is told at an address that was handed on, and the same in other languages; None where nothing is told there.

    Of a report that was written anew, after its minutes were corrected, the new one is told.
    """
    asked = _approved(page).filter(pk=pk).first()
    if asked is None:
        return None
    told: dict[str, PressReport] = {}
    for row in _approved(page).filter(activity=asked.activity_id):
        told.setdefault(row.language, row)
    here = told.pop(asked.language)
    return _news(page, here), [_news(page, row) for row in told.values()]


def who_may_be_named(actor: Actor) -> list[Mandate]:
    """Who speaks for the own organisation today; whether their names are shown is for each of them to say."""
    card = own_card(actor)
    rows = Mandate.objects.valid_on(timezone.localdate()).filter(space=actor.space, organisation=card)
    return list(rows.select_related("person").order_by("created_at")[:MOST_NAMED]) if card else []


def bureau_of(page: PublicPage, card: Organisation) -> list[Mandate]:
    """Who speaks for the organisation today and agreed to stand here."""
    agreed = NameConsent.objects.standing().filter(space=page.space_id).values("mandate")
    rows = Mandate.objects.valid_on(timezone.localdate()).filter(space=page.space_id, organisation=card, pk__in=agreed)
    return list(rows.select_related("person").order_by("created_at")[:MOST_NAMED])


def consents_of(actor: Actor) -> list[NameConsent]:
    """Who agreed to stand on the own page, since when, and who says so."""
    rows = NameConsent.objects.standing().filter(space=actor.space).select_related("mandate__person", "by")
    return list(rows.order_by("created_at")[:MOST_NAMED])


def for_everybody(actor: Actor, card: Organisation) -> Iterator[Lead]:
    """From the own card to the page that everybody reads."""
    if is_own(actor, card) and can_publish(actor):
        yield Lead(_("Our public page"), reverse("public:settings"), is_step=True)


lead_on(Organisation, gettext_lazy("For everybody"), for_everybody)
