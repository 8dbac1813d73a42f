"""What Sanad keeps, walked from end to end: `sanad verify` names every fault, `sanad doctor --deep` says how many there are."""

from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
    yield _("chains"), _chains(each)
    yield _("heads kept elsewhere"), anchors.check(anchors.kept())
    for model in each(covers.covered_models(), _("Rows")):
        yield label_of(model), covers.faults_of(model)
    for seal in each(seals.SEALS, _("Seals")):
        yield _("seals of %(model)s") % {"model": label_of(seal.model)}, seals.broken(seal)
    yield _("files"), _files(each)


def _chains(each: Each) -> Iterator[Fault]:
    first = anchors.first_kept()
    for space in each(Space.objects.order_by("pk"), _("History")):
        count, broken = chain.verify(space.pk, signed_from=first.pop(space.pk, None))
        if broken is not None:
            names = {"space": space.name_ar, "key": space.pk, "line": broken.seq}
            which = _("of %(space)s (%(key)s), line %(line)s") % names
            why = ngettext(
                "%(why)s (%(count)d line holds before it)", "%(why)s (%(count)d lines hold before it)", count
            )
            yield Fault(_("chain"), which, why % {"why": broken.reason, "count": count})
    for space_id in first:
        yield Fault(_("chain"), _("of the space %(space)s") % {"space": space_id}, _("the space is gone"))


def _files(each: Each) -> Iterator[Fault]:
    rows = StoredFile.objects.order_by("space", by_code_point("sha256"))
    seen = None
    for row in each(rows.iterator(chunk_size=1000), _("Files"), rows.count()):
        if seen == (row.space_id, row.sha256):
            continue
        seen = (row.space_id, row.sha256)
        try:
            content_of(row)
        except NotAsKept as problem:
            yield Fault(_("file"), f"{row.pk} ({row.name}, {row.sha256})", str(problem))
