"""Numbers without gaps: one counter per space, series and year, taken inside the transaction that uses it."""

from uuid import UUID

from sanad.foundation.numbering.models import Series


def next_number(space_id: UUID, series: str, year: int) -> int:
    """Take the next number, from 1. A rollback gives it back; call it inside a command."""
    return next_numbers(space_id, series, year, 1)[0]


def next_numbers(space_id: UUID, series: str, year: int, count: int) -> range:
    """Take so many numbers that follow one another. As `next_number`."""
    counter, _ = Series.objects.select_for_update(no_key=True).get_or_create(
        space_id=space_id, series=series, year=year
    )
    counter.last += count
    counter.save(update_fields=["last"])
    return range(counter.last - count + 1, counter.last + 1)


def coming_number(space_id: UUID, series: str, year: int) -> int:
    """The number that comes next, unless somebody is quicker."""
    counter = Series.objects.filter(space_id=space_id, series=series, year=year).first()
    return (counter.last if counter else 0) + 1
