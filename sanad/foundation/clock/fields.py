"""The hour on the wall as a column."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone


def on_the_wall(moment: datetime) -> datetime:
    """The day and the hour that a clock on the wall shows at that instant, without a zone."""
    return moment.astimezone(timezone.get_default_timezone()).replace(tzinfo=None)


def instant(wall: datetime) -> datetime:
    """The instant at which a clock on the wall shows that day and hour, by the data in force."""
    return wall.replace(tzinfo=timezone.get_default_timezone())


class WallTimeField(models.DateTimeField):
    """A planned moment: the column holds the day and the hour that were typed, the attribute is the instant.

    A `DateTimeField` keeps an instant: when a government changes its clock, what was planned for nine o'clock is shown
    at ten. Here nine stays nine, and the instant follows. The attribute is aware, in the zone of the installation. A day
    of such a column is `Cast(…, DateField())`, never `__date` or `Trunc`, which convert by the data of the server.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """A column without a zone, on both databases."""
        return "timestamp without time zone" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_prep_value(self, value: Any) -> Any:
        """What is compared and stored: the hour on the wall."""
        if isinstance(value, str):
            value = self.to_python(value)
        return on_the_wall(value) if isinstance(value, datetime) and timezone.is_aware(value) else value

    def from_db_value(self, value: datetime | None, *_context: Any) -> datetime | None:
        """SQLite's driver takes every column for UTC and PostgreSQL's gives none: either way it is the hour on the wall."""
        return None if value is None else instant(value.replace(tzinfo=None))

    def to_python(self, value: Any) -> datetime | None:
        """A text without a zone is an hour on the wall."""
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value)
            except ValueError as error:
                raise ValidationError(
                    self.error_messages["invalid"], code="invalid", params={"value": value}
                ) from error
        if isinstance(value, datetime) and timezone.is_naive(value):
            return instant(value)
        return super().to_python(value)

    def value_to_string(self, obj: models.Model) -> str:
        """As the history and a fixture keep it: the hour that was typed, the same after every change of data."""
        value: Any = self.value_from_object(obj)
        return "" if value is None else on_the_wall(value).isoformat(timespec="minutes")
