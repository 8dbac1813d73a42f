"""Evidence: filed from either side, never without a file or a place."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sanad.accompaniment.engagements.commands import close_engagement
from sanad.accompaniment.evidence.commands import add_evidence, file_evidence, withdraw_evidence
from sanad.accompaniment.evidence.policies import can_withdraw_evidence
from sanad.accompaniment.models import Engagement, Evidence
from sanad.accompaniment.needs.commands.change import write_change
from sanad.accompaniment.policies import visible_to
from sanad.foundation.files.small import LARGE, SMALL, small
from sanad.foundation.files.store import name_of
from sanad.foundation.policy import Refused
from tests.pictures import PNG, corners, photograph
from tests.pictures import seen as seen_as
from tests.properties import voiced
from tests.refusals import says_no


@pytest.fixture
def engagement(world) -> Engagement:
    return Engagement.objects.get(association=world.association)


def test_both_sides_file_evidence_in_the_file(world, engagement) -> None:
    picture = SimpleUploadedFile("وصل.png", PNG)
    seen = add_evidence(world.president, engagement, title="وصل الإيداع", kind="receipt", upload=picture)
    assert seen.space_id == engagement.space_id
    assert seen.file.media_type == "image/png"
    kept = add_evidence(world.coordinator, engagement, title="سجل المحاضر", kept_at="مقر الجمعية")
    assert {seen, kept} <= set(visible_to(world.president, type(seen)))
    assert not visible_to(world.stranger, type(seen)).exists()


def test_evidence_is_somewhere(world, engagement) -> None:
    with pytest.raises(Refused) as refusal:
        add_evidence(world.coordinator, engagement, title="شيء")
    assert refusal.value.field == "upload"


def test_a_stranger_files_nothing(world, engagement) -> None:
    with says_no("This belongs to another space."):
        add_evidence(world.stranger, engagement, title="شيء", kept_at="هنا")


def test_withdraw_evidence_wants_a_reason_and_is_refused_once_something_rests_on_it(world, engagement) -> None:
    row = add_evidence(world.president, engagement, title="لائحة", kept_at="المقر")
    with pytest.raises(Refused) as refusal:
        withdraw_evidence(world.president, row, reason="  ")
    assert refusal.value.field == "reason"
    gone = withdraw_evidence(world.president, row, reason="ملف آخر")
    assert (gone.withdrawal, gone.withdrawn_at is None) == ("ملف آخر", False)
    assert not can_withdraw_evidence(world.president, gone)
    shown = add_evidence(world.president, engagement, title="لائحة", kept_at="المقر")
    need = voiced(world.sg, engagement)
    write_change(world.sg, need, method="statement", text="…", evidence=shown)
    assert Evidence.objects.used().filter(pk=shown.pk).exists()
    assert not can_withdraw_evidence(world.sg, shown)


def test_who_takes_evidence_back(world, engagement) -> None:
    theirs = add_evidence(world.president, engagement, title="لائحة", kept_at="المقر")
    ours = add_evidence(world.sg, engagement, title="لائحة", kept_at="المقر")
    assert can_withdraw_evidence(world.sg, theirs)  # the keeper keeps the file
    assert can_withdraw_evidence(world.president, theirs)
    assert not can_withdraw_evidence(world.president, ours)
    assert not can_withdraw_evidence(world.secretary, theirs)  # filed by somebody else
    assert not can_withdraw_evidence(world.stranger, theirs)
    close_engagement(world.sg, engagement, exit="withdrawn", reason="سبب")
    assert not can_withdraw_evidence(world.sg, type(ours).objects.get(pk=ours.pk))


def test_evidence_of_no_file_belongs_to_its_space(world) -> None:
    row = file_evidence(world.sg, None, title="محضر", kept_at="المقر")
    assert can_withdraw_evidence(world.sg, row)
    assert not visible_to(world.president, type(row)).filter(pk=row.pk).exists()
    assert row.subject_id == row.pk


def test_nothing_was_seen_tomorrow(world, engagement) -> None:
    with pytest.raises(Refused) as refusal:
        add_evidence(
            world.sg, engagement, title="لائحة", kept_at="المقر", seen_on=timezone.localdate() + timedelta(days=1)
        )
    assert refusal.value.field == "seen_on"


def test_a_picture_is_looked_at_small_by_whom_the_file_may_be_sent_to(world, engagement, browse, settings) -> None:
    large = photograph(picture=corners((1600, 1200)))
    seen = add_evidence(world.president, engagement, title="صورة القاعة", upload=large)
    listed = f"/accompaniment/evidence/{seen.pk}/small/"
    for actor in (world.sg, world.president):
        page = browse(actor).get(f"/accompaniment/{engagement.pk}/evidence/").content.decode()
        assert f'src="{listed}"' in page
        answer = browse(actor).get(listed)
        assert answer["Content-Type"] == "image/webp"
        assert max(seen_as(answer.content).size) == SMALL
    on_page = browse(world.sg).get(f"/accompaniment/evidence/{seen.pk}/picture/").content
    assert max(seen_as(on_page).size) == LARGE
    assert len(answer.content) < 10_000
    assert browse(world.stranger).get(listed).status_code == 404
    kept = Path(settings.SMALL_ROOT) / f"{name_of(seen.space_id, seen.file.sha256)}-{SMALL}"
    kept.write_bytes(b"kept")
    assert browse(world.sg).get(listed).content == b"kept"  # drawn once
    original = Path(settings.FILES_ROOT) / name_of(seen.space_id, seen.file.sha256)
    content = original.read_bytes()
    original.write_bytes(b"changed")
    assert browse(world.sg).get(listed).status_code == 404, "what is not as it was kept is not shown small either"
    original.write_bytes(content)
    withdraw_evidence(world.sg, seen, reason="ليست لنا")
    assert browse(world.sg).get(listed).status_code == 404
    page = browse(world.sg).get(f"/accompaniment/{engagement.pk}/evidence/").content.decode()
    assert listed not in page
    assert listed.encode() not in b"".join(
        browse(world.sg).get(f"/accompaniment/{engagement.pk}/evidence/?export=csv").streaming_content
    )


def test_a_paper_and_a_lost_picture_are_not_looked_at(world, engagement, browse, settings) -> None:
    paper = add_evidence(world.sg, engagement, title="وصل", upload=SimpleUploadedFile("a.pdf", b"%PDF-1.4 a"))
    assert browse(world.sg).get(f"/accompaniment/evidence/{paper.pk}/small/").status_code == 404
    elsewhere = add_evidence(world.sg, engagement, title="وصل", kept_at="الخزانة")
    assert browse(world.sg).get(f"/accompaniment/evidence/{elsewhere.pk}/small/").status_code == 404
    lost = add_evidence(world.sg, engagement, title="صورة", upload=photograph(picture=corners((90, 70))))
    path = Path(settings.FILES_ROOT) / name_of(lost.space_id, lost.file.sha256)
    path.write_bytes(b"changed")
    assert browse(world.sg).get(f"/accompaniment/evidence/{lost.pk}/small/").status_code == 404
    lost.file.sha256 = sha256(b"changed").hexdigest()
    other = Path(settings.FILES_ROOT) / name_of(lost.space_id, lost.file.sha256)
    other.parent.mkdir(parents=True, exist_ok=True)
    other.write_bytes(b"changed")  # no picture at all
    assert small(lost.file, SMALL) is None
