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
from sanad.training.models import Session

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
