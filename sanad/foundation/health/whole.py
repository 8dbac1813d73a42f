"""What Sanad keeps, walked from end to end: `sanad verify` names every fault, `sanad doctor --deep` says how many there are."""

from collections.abc import Callable, Iterable, Iterator

from sanad.foundation.files.models import StoredFile
from sanad.foundation.files.store import NotAsKept, content_of
from sanad.foundation.history import anchors, chain, covers, seals
from sanad.foundation.history.covers import Fault
from sanad.foundation.history.labels import label_of
from sanad.foundation.naming.order import by_code_point
from sanad.foundation.spaces.models import Space

Each = Callable[..., Iterable]
"""The things of a kind (and what they are called, and how many they are), while it is shown how far one is with them."""


def kinds(each: Each) -> Iterator[tuple[str, Iterable[Fault]]]:
    """What is looked at, kind by kind, with the faults as they are found."""
    yield "chains", _chains(each)
    yield "heads kept elsewhere", anchors.check(anchors.kept())
    for model in each(covers.covered_models(), "Rows"):
        yield label_of(model), covers.faults_of(model)
    for seal in each(seals.SEALS, "Seals"):
        yield f"seals of {label_of(seal.model)}", seals.broken(seal)
    yield "files", _files(each)


def _chains(each: Each) -> Iterator[Fault]:
    first = anchors.first_kept()
    for space in each(Space.objects.order_by("pk"), "History"):
        count, broken = chain.verify(space.pk, signed_from=first.pop(space.pk, None))
        if broken is not None:
            which = f"of {space.name_ar} ({space.pk}), line {broken.seq}"
            yield Fault("chain", which, f"{broken.reason} ({count} lines hold before it)")
    for space_id in first:
        yield Fault("chain", f"of the space {space_id}", "the space is gone")


def _files(each: Each) -> Iterator[Fault]:
    rows = StoredFile.objects.order_by("space", by_code_point("sha256"))
    seen = None
    for row in each(rows.iterator(chunk_size=1000), "Files", rows.count()):
        if seen == (row.space_id, row.sha256):
            continue
        seen = (row.space_id, row.sha256)
        try:
            content_of(row)
        except NotAsKept as problem:
            yield Fault("file", f"{row.pk} ({row.name}, {row.sha256})", str(problem))
