"""Rows of some other rows, found first: `filter(Q(space=mine) | Q(space__among=others.values("space")))`.

As `in`, with the same answers. Beside an "or", PostgreSQL follows an index to what is `among`, which it has looked up
once; of what is `in` it asks row by row, and reads the whole table.
"""

from typing import Any

from django.db.models import Field, Q, QuerySet
from django.db.models.fields.related import ForeignObject
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In


class _Found:
    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        """The rows as one value, where the database has such a thing."""
        return f"= ANY(ARRAY{rhs})" if connection.vendor == "postgresql" else f"IN {rhs}"


@Field.register_lookup
class Among(_Found, In):
    """Of a column."""

    lookup_name = "among"


@ForeignObject.register_lookup
class RelatedAmong(_Found, RelatedIn):
    """Of a key that refers to a row."""

    lookup_name = "among"


def own_or(space: Any, shown: QuerySet) -> Q:
    """The rows of a space, and those of others that it is shown."""
    return Q(space=space) | Q(pk__among=shown.order_by().values("pk"))
