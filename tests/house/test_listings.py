"""Lists are read: no two columns of one have the same name, in no language."""

import pkgutil
from importlib import import_module

import pytest
from django.conf import settings
from django.utils.translation import override

import sanad
from sanad.foundation.ui.listing import Listing


def listings() -> dict[str, Listing]:
    """Every list that a module of views declares."""
    modules = [
        name
        for _finder, name, _is_package in pkgutil.walk_packages(sanad.__path__, "sanad.")
        if ".views" in name and ".migrations" not in name
    ]
    found = ((f"{name}.{key}", value) for name in modules for key, value in vars(import_module(name)).items())
    return {name: value for name, value in found if isinstance(value, Listing)}


def test_there_are_lists():
    assert len(listings()) > 15


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_no_two_columns_have_the_same_name(language):
    with override(language):
        twice = {
            name: labels
            for name, listing in listings().items()
            if len(set(labels := [str(column.label) for column in listing.columns])) < len(labels)
        }
    assert twice == {}
