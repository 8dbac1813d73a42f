"""Steps of every kind are alike, and seals are set by nobody but the machine: no row says anything else than before."""

from django.db import migrations, models

from sanad.foundation.naming.operations import Widen


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0006_told_of_changes"),
    ]

    operations = [
        Widen("followupstep", "before", models.CharField(max_length=12)),
        Widen("followupstep", "after", models.CharField(max_length=12)),
        migrations.AlterField("minutesrevision", "hash", models.CharField(blank=True, editable=False, max_length=64)),
        migrations.AlterField("minutesrevision", "previous_hash", models.CharField(blank=True, editable=False, max_length=64)),
    ]
