"""StoredFile."""

from django.db import models

from sanad.foundation.naming.models import TenantRow


class StoredFile(TenantRow):
    """One file of a space. The bytes lie under their own SHA-256; the row says what it was called."""

    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["space", "sha256"], name="file_by_content")]

    def __str__(self) -> str:
        return self.name
