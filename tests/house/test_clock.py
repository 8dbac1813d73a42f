"""The hour comes from the pinned data: nothing asks a database server, whose time zones are its machine's."""

import re

from django.apps import apps
from django.db import models

from sanad.foundation.clock.fields import WallTimeField
from tests.house.ground import files, name, none

# `__date` and its kin convert in the database; a day of a planned hour is `Cast(…, DateField())`.
IN_THE_DATABASE = re.compile(
    r"\b(Trunc|Extract)(Date|Time|Year|Month|Day|Hour|Week|WeekDay|Quarter|Minute)?\(|"
    r"_at__(date|time|year|month|day|hour|week|week_day)\b|\.(dates|datetimes)\("
)
PLANNED = {"starts_at", "ends_at"}


def test_no_hour_is_converted_in_the_database():
    broken = [
        f"{name(path)}: {match[0]}"
        for path in files("**/*.py")
        if "migrations" not in path.parts
        for match in IN_THE_DATABASE.finditer(path.read_text())
    ]
    none(broken, "Days and hours are made by Python, with the pinned zones:")


def test_what_is_planned_is_kept_as_typed():
    broken = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.name in PLANNED and isinstance(field, models.DateTimeField) and not isinstance(field, WallTimeField)
    ]
    none(broken, "A planned hour is a WallTimeField:")


def test_only_settings_choose_where_zones_come_from():
    broken = [
        name(path)
        for path in files("**/*.py")
        if "reset_tzpath" in path.read_text() and path.parts[-2:] != ("clock", "zones.py")
    ]
    none(broken, "Time zones are chosen in foundation.clock:")
