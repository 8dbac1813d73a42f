"""Certificates issued end to end (judged, numbered, signed twice, printed, stored, in the history) against bare Typst.

Floor: the same pages, compiled one after the other by one compiler that does nothing else. Figures are printed; that
each was issued once is judged.
"""

import json
import time
from datetime import timedelta
from pathlib import Path

import typst
from django.db import connection
from django.utils import timezone

from sanad.foundation.documents import engine, papers
from sanad.training.certificates.commands import runs as commands
from sanad.training.certificates.documents.certificate import CERTIFICATE
from sanad.training.models import Attempt, Presence, Registration
from tests.bench.measure import SIZE
from tests.training.school import NAMES, a_session

PEOPLE = 1000 if SIZE == "full" else 100


def reached(world, people: int):
    """A session that everybody attended, and whose test everybody passed."""
    session = a_session(world.sg, seats=people, starts_on=timezone.localdate() - timedelta(days=3), state="confirmed")
    here = {"space": session.space}
    rows = Registration.objects.bulk_create(
        Registration(
            **here, session=session, number=n, name=f"{NAMES[n % len(NAMES)]} {n}", channel="link", state="confirmed"
        )
        for n in range(1, people + 1)
    )
    for slot in session.slots.all():
        Presence.objects.bulk_create(
            Presence(**here, slot=slot, registration=row, minutes=slot.minutes, method="trainer") for row in rows
        )
    Attempt.objects.bulk_create(Attempt(**here, registration=row, moment="after", score=9, out_of=10) for row in rows)
    return session


def _bare(pages: list[dict]) -> float:
    """Seconds for the same pages by one bare compiler."""
    compiler = typst.Compiler(str(CERTIFICATE.template), root=str(engine.ROOT), font_paths=engine._fonts())
    sent = [json.dumps(page, ensure_ascii=False) for page in pages]
    begin = time.perf_counter()
    for page in sent:
        compiler.compile(sys_inputs={"data": page}, pdf_standards=engine.STANDARDS, timestamp=0)
    return time.perf_counter() - begin


def test_many_certificates(world, monkeypatch) -> None:
    session, pages, compiled = reached(world, PEOPLE), [], papers.compile_pdf

    def remembered(template: Path, data: dict, at) -> bytes:
        pages.append(data)
        return compiled(template, data, at)

    monkeypatch.setattr(papers, "compile_pdf", remembered)
    run = commands.ask_certificates(world.sg, session, language="ar")
    begin = time.perf_counter()
    while run.finished_at is None:
        run = commands.issue_next(world.sg, run)
    spent = time.perf_counter() - begin
    bare = _bare(pages)
    print(f"\n{connection.vendor}: {PEOPLE} certificates {spent:.1f} s, {spent / PEOPLE * 1000:.1f} ms each;", end=" ")
    print(f"bare Typst {bare:.1f} s; {spent / bare:.2f} x bare")
    assert run.certificates.count() == len(pages) == PEOPLE
