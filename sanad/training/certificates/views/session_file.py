"""The file of a session: what is there and what is missing, as one paper and as a folder."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from sanad.foundation import ui
from sanad.foundation.documents.content import Prose
from sanad.foundation.documents.engine import NotTypeset
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.papers import printable
from sanad.foundation.files.models import StoredFile
from sanad.foundation.files.store import open_file
from sanad.foundation.naming.order import by_code_point
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.download import Packed, folder
from sanad.training.certificates.documents.session_file import Part, part_of_file, parts, session_file
from sanad.training.certificates.queries.certificates import judged
from sanad.training.learning.queries.figures import percent
from sanad.training.models import AttendanceScan, Session
from sanad.training.policies import visible_to
from sanad.training.views import LANGUAGES, fetch_own, tab_page

PEOPLE = ui.Listing(
    title=_("Who is registered"),
    columns=[
        ui.Column(_("Full name"), "taken.registration.name"),
        ui.Column(_("Organisation"), "taken.registration.organisation.name"),
        ui.Column(_("Woman or man"), "taken.registration.get_sex_display"),
        ui.Column(_("Age"), "taken.registration.get_age_display"),
        ui.Column(_("Attendance"), lambda row: percent(row.taken.share)),
        ui.Column(_("Before"), "taken.before.score"),
        ui.Column(_("After"), "taken.after.score"),
        ui.Column(_("Certificate"), "certificate.document.reference"),
    ],
)


def of_session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the file has and what it lacks."""
    session = fetch_own(request, pk)
    found = [(part, reverse(f"training:{part.address}", args=[session.pk])) for part in parts(request.actor, session)]
    missing = sum(not part.is_there for part, _address in found)
    return tab_page(request, session, "session_file", parts=found, missing=missing)


def as_paper(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """Everything on one paper."""
    session = _in(request, pk, language)
    with override(language):
        pdf = printable(session_file(session, parts(request.actor, session)))
    return HttpResponse(pdf, content_type="application/pdf")


def as_folder(request: HttpRequest, pk: UUID, language: str) -> HttpResponseBase:
    """Everything as a folder: each part, the papers as they were issued, the signed sheets, the certificates, a list."""
    session = _in(request, pk, language)
    with override(language):
        found = list(_files(request.actor, session, language))
    return folder(f"{_day(session)}-{language}", found)


def _in(request: HttpRequest, pk: UUID, language: str) -> Session:
    if language not in LANGUAGES:
        raise Http404
    return fetch_own(request, pk)


def _day(session: Session) -> str:
    return f"session-{session.activity.starts_at:%Y-%m-%d}"


def _files(actor: Actor, session: Session, language: str) -> Iterator[Packed]:
    """Names in plain letters and digits, so that they open on every machine."""
    found, people = parts(actor, session), judged(actor, session)
    names = []
    for number, part in enumerate(found, 1):
        if part.is_there:
            names.append((f"{number:02}-{part.key}.pdf", str(part.title)))
            yield names[-1][0], partial(_printed, session, part, language)
    subjects = [session.pk, *(row.taken.registration.pk for row in people)]
    papers = IssuedDocument.objects.filter(space=session.space_id, subject_id__in=subjects).select_related("file")
    for paper in papers.order_by(by_code_point("kind"), "year", "number"):
        inside = "certificates" if paper.kind == "certificate" else "issued"
        names.append((f"{inside}/{paper.file.name}", str(paper)))
        yield names[-1][0], partial(_stored, paper.file)
    scans = visible_to(actor, AttendanceScan).filter(slot__session=session).select_related("file", "slot")
    for number, scan in enumerate(scans.order_by("slot__starts_at", "pk"), 1):
        extension = scan.file.name.rpartition(".")[2].lower()
        names.append((f"sheets/{number:02}-{scan.slot.starts_at:%Y-%m-%d}.{extension}", str(scan.slot)))
        yield names[-1][0], partial(_stored, scan.file)
    yield "people.csv", partial(bytes, "".join(ui.csv_lines(PEOPLE, people)), "utf-8")
    missing = [str(part.title) for part in found if not part.is_there]
    told = [f"{name} · {title}" for name, title in [*names, ("people.csv", str(PEOPLE.title))]]
    lines = [str(session), "", *told, "", *([f"{_g('Missing')}: {', '.join(missing)}"] if missing else [])]
    yield "index.txt", partial(bytes, "\ufeff" + "\r\n".join(lines), "utf-8")


def _printed(session: Session, part: Part, language: str) -> bytes:
    with override(language):
        content = part_of_file(session, part)
        try:
            return printable(content)
        except NotTypeset as refusal:  # the rest of the folder is on its way: the paper itself says why it is not there
            return printable(replace(content, blocks=[Prose([str(refusal.message)])]))


def _stored(file: StoredFile) -> bytes:
    with open_file(file) as stored:
        return stored.read()
