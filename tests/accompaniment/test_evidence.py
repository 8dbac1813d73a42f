"""Evidence: filed from either side, never without a file or a place."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sanad.accompaniment.commands import add_evidence
from sanad.accompaniment.models import Engagement
from sanad.accompaniment.policies import visible_to
from sanad.foundation.policy import Refused

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\x00" * 30


@pytest.fixture
def file(world) -> Engagement:
    return Engagement.objects.get(association=world.association)


def test_both_sides_file_evidence_in_the_file(world, file) -> None:
    picture = SimpleUploadedFile("وصل.png", PNG)
    seen = add_evidence(world.president, file, title="وصل الإيداع", kind="receipt", upload=picture)
    assert seen.space_id == file.space_id
    assert seen.file.media_type == "image/png"
    kept = add_evidence(world.coordinator, file, title="سجل المحاضر", kept_at="مقر الجمعية")
    assert {seen, kept} <= set(visible_to(world.president, type(seen)))
    assert not visible_to(world.stranger, type(seen)).exists()


def test_evidence_is_somewhere(world, file) -> None:
    with pytest.raises(Refused) as refusal:
        add_evidence(world.coordinator, file, title="شيء")
    assert refusal.value.field == "upload"


def test_a_stranger_files_nothing(world, file) -> None:
    with pytest.raises(Refused):
        add_evidence(world.stranger, file, title="شيء", kept_at="هنا")
