"""A measured change is never changed; a later measure is another row."""

from django.db import migrations

from sanad.foundation.history.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("accompaniment", "0004_plan_evidence_change")]
    operations = [AppendOnly("accompaniment_change")]
