"""`export-documents`: every numbered paper of an accompaniment, as files in a folder."""

import sys
from pathlib import Path
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from rich.progress import track

from sanad.accompaniment.models import Engagement
from sanad.accompaniment.queries.together import shared_activities
from sanad.activities.models import Activity, Invitation, MinutesRevision, PressReport
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.files.store import NotAsKept, content_of


class Command(BaseCommand):
    help = "Write the PDFs of an accompaniment's activities to a folder."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--engagement", type=UUID, required=True, help="key of the file, as in its address")
        parser.add_argument("--out", type=Path, required=True, help="folder; made when missing")

    def handle(self, *, engagement: UUID, out: Path, **_options) -> None:
        row = Engagement.objects.filter(pk=engagement).first()
        if row is None:
            message = f"No engagement {engagement}."
            raise CommandError(message)
        papers = IssuedDocument.objects.filter(space=row.space, subject_id__in=_subjects(row)).select_related("file")
        out.mkdir(parents=True, exist_ok=True)
        for paper in track(papers, "Papers", transient=True, disable=not sys.stderr.isatty()):
            try:
                (out / paper.file.name).write_bytes(content_of(paper.file))
            except NotAsKept as problem:
                message = f"{paper} ({paper.file.name}) {problem}. `sanad verify` names all that is so."
                raise CommandError(message) from problem
        self.stdout.write(f"{len(papers)} papers in {out}.")


def _subjects(row: Engagement) -> set[UUID]:
    """The activities that both share, and what hangs on them."""
    activities = set(shared_activities(Activity.objects.all(), row).values_list("pk", flat=True))
    subjects = set(activities)
    for model, path in ((Invitation, "activity"), (PressReport, "activity"), (MinutesRevision, "minutes__activity")):
        subjects |= set(model.objects.filter(**{f"{path}__in": activities}).values_list("pk", flat=True))
    return subjects
