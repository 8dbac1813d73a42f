"""What issuing, revoking and issuing again will do, and the certificate to look at before."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sanad.foundation import ui
from sanad.foundation.documents.glyphs import not_printed
from sanad.foundation.numbering import coming_number
from sanad.foundation.policy import YES, Text, no
from sanad.foundation.spaces.actor import Actor
from sanad.training.certificates.documents.certificate import CERTIFICATE
from sanad.training.certificates.queries.certificates import Judged, judged
from sanad.training.models import Certificate, Session

FOR_GOOD = _(
    "This cannot be undone: the numbers are taken for good. A certificate can only be revoked, with a reason, or issued again."
)
NOBODY = _("Nobody is due a certificate: each was issued, or what the course asks was not reached.")


def ahead_of_certificates(
    actor: Actor, session: Session, *, language: str, people: Sequence[UUID] | None = None
) -> ui.Ahead:
    """Who gets one, under which numbers, how the names are written; the first of them to look at."""
    rows = judged(actor, session, people)
    due = [row for row in rows if (row.waits if people is None else row.may_have_one)]
    return ui.Ahead(
        title=_("Issue certificates?"),
        happens=_happens(session, due, language),
        does=ngettext("Issue %(count)d certificate", "Issue %(count)d certificates", len(due)) % {"count": len(due)},
        names=[(_("As the names will be printed:"), [row.taken.registration.name for row in due])],
        papers=[
            (
                ui.tell(_("See the draft of %(name)s"), name=row.taken.registration.name),
                reverse("training:draft_certificate", args=[row.taken.registration.pk, language]),
            )
            for row in due[:SHOWN]
        ],
        for_good=FOR_GOOD,
        may=YES if due else no(NOBODY),
    )


SHOWN = 3  # drafts that one looks at before: they differ by the name


def _happens(session: Session, due: list[Judged], language: str) -> list[Text]:
    year = timezone.localdate().year
    first = coming_number(session.space_id, CERTIFICATE.series, year)
    count = ngettext(
        "%(count)s person gets a certificate of “%(session)s”, %(language)s.",
        "%(count)s people get a certificate of “%(session)s”, %(language)s.",
        len(due),
    )
    told: list[Text] = [
        ui.tell(count, count=len(due), session=session, language=ui.LANGUAGES[language]),
        ui.tell(_("It takes the number %(first)s."), first=f"{first}/{year}")
        if len(due) == 1
        else ui.tell(
            _("They take the numbers %(first)s to %(last)s."),
            first=f"{first}/{year}",
            last=f"{first + len(due) - 1}/{year}",
        ),
        _("Each is signed with the key of the space, and anybody can check it."),
        _("Who left an e-mail address is told by a letter, with a link to the certificate."),
    ]
    return [*told, *not_printed([row.taken.registration.name for row in due])]


def ahead_of_revoking(_actor: Actor, row: Certificate) -> ui.Ahead:
    """Whose certificate no longer holds, and who reads it."""
    return ui.Ahead(
        title=_("Revoke the certificate"),
        happens=[
            ui.tell(
                _("Certificate %(number)s of %(name)s no longer holds."),
                number=row.document.reference,
                name=row.registration.name,
            ),
            _(
                "Whoever checks it by its code reads that at once, with your reason; who holds it reads it on their own page."
            ),
        ],
        papers=[(_("Look at the certificate"), reverse("training:certificate_paper", args=[row.pk]))],
        for_good=_(
            "This cannot be undone. Who keeps the right to it can be issued another one, by name, under another number."
        ),
    )


def ahead_of_reissuing(actor: Actor, row: Certificate) -> ui.Ahead:
    """Which number takes the place of which, with the name as it is now."""
    year = timezone.localdate().year
    number = f"{coming_number(actor.space_id, CERTIFICATE.series, year)}/{year}"
    shown = {"name": row.registration.name, "number": number, "before": row.document.reference}
    return ui.Ahead(
        title=_("Issue the certificate again"),
        happens=[
            ui.tell(
                _("A certificate in the name of “%(name)s”, as it is written now, takes the number %(number)s."),
                **shown,
            ),
            ui.tell(_("Certificate %(before)s is replaced by it; whoever checks it reads that."), **shown),
            _("Who left an e-mail address is told by a letter, with a link to the certificate."),
        ],
        papers=[(_("Look at the one that is replaced"), reverse("training:certificate_paper", args=[row.pk]))],
        for_good=FOR_GOOD,
    )


def ahead_of_rotating(_actor: Actor) -> ui.Ahead:
    """What is signed by which key."""
    return ui.Ahead(
        title=_("Make a new key?"),
        happens=[
            _("Certificates are signed with a new key from now on."),
            _("What the old key signed stays valid, and can be checked as before."),
        ],
        does=_("Make a new key"),
    )
