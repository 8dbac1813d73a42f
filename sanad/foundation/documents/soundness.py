"""Whether a paper is as it was issued: its row and what it is about, the lines of the history, the seals, the bytes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext as _

from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.files.store import NotAsKept, content_of
from sanad.foundation.history import anchors, chain, covers, seals
from sanad.foundation.history.covers import Fault
from sanad.foundation.history.labels import label_of, model_told
from sanad.foundation.history.models import HistoryEntry, RowCover
from sanad.foundation.history.seals import Seal, declare
from sanad.foundation.written import Covered


def faults_of(paper: IssuedDocument, also: Iterable[models.Model] = ()) -> list[Fault]:
    """What does not hold of a paper, first of all its own row; `also` are rows that it stands for. Some questions, never more."""
    rows = [row for row in [paper, paper.file, *_subject(paper), *also] if isinstance(row, Covered)]
    rows = [row for row in rows if not row.why_not_covered]
    last = covers.last_covers([row.pk for row in rows])
    found = [(row, last.get((label_of(row), row.pk))) for row in rows]
    told = covers.latest().filter(entry__space=paper.space_id, entry__subject_id=paper.pk)
    after = list(
        told.select_related("entry")
    )  # what was said of the paper since: that it was withdrawn, its signed copy
    lines = {cover.entry_id for _row, cover in found if cover} | {cover.entry_id for cover in after}
    return [
        *(Fault(label_of(row), str(row.pk), why) for row, cover in found if (why := covers.why_not(row, cover))),
        *_gone(after),
        *_lines(paper.space_id, lines),
        *(Fault(_("seal"), str(row.pk), why) for row in rows if (why := seals.why_not(row))),
    ]


def _subject(paper: IssuedDocument) -> Iterator[models.Model]:
    """The row that the paper is about."""
    model = model_told(paper.subject_type)
    row = model._base_manager.filter(pk=paper.subject_id).first()
    if row is not None:
        yield row


def _gone(told: Iterable[RowCover]) -> Iterator[Fault]:
    """What was said of a paper and is no more, as its withdrawal."""
    keys: dict[str, set[UUID]] = defaultdict(set)
    for cover in told:
        if cover.digest:
            keys[cover.model].add(cover.object_id)
    for label, known in keys.items():
        there = model_told(label)._base_manager.filter(pk__in=known).values_list("pk", flat=True)
        for key in known.difference(there):
            yield Fault(label, str(key), _("is gone, and no command removed it"))


def _lines(space_id: UUID, keys: set[UUID]) -> Iterator[Fault]:
    """The lines that cover a paper hold, none is missing since, and the history still goes as far as was kept elsewhere."""
    lines = list(HistoryEntry.objects.filter(pk__in=keys).order_by("seq"))
    of_each = chain.covers_of(lines)
    for line in lines:
        if why := chain.why_not(line, of_each.get(line.pk, [])):
            yield Fault(
                _("line"), _("%(line)s of the space %(space)s") % {"line": line.seq, "space": line.space_id}, why
            )
    own = [line.seq for line in lines if line.space_id == space_id]
    since = HistoryEntry.objects.filter(space=space_id, seq__gte=min(own, default=1))
    last = since.aggregate(last=Max("seq"))["last"]
    if own and since.count() != last - min(own) + 1:
        yield Fault(_("chain"), _("of the space %(space)s") % {"space": space_id}, _("lines are missing"))
    if head := anchors.last_kept(space_id):
        yield from anchors.check([head])


def paper(row: IssuedDocument) -> str:
    """The bytes are those that were issued, and the history still holds the line that is printed on the paper."""
    try:
        content_of(row.file)
    except NotAsKept as problem:
        return _("its file %(why)s") % {"why": problem}
    if row.file.sha256 != row.sha256:
        return _("its file is another one than was issued")
    if row.head and (why := anchors.why_not(row.head, row.space_id)):
        return _("the line printed on it (%(line)s): %(why)s") % {"line": row.head, "why": why}
    return ""


declare(Seal(IssuedDocument, paper, ("file",)))
