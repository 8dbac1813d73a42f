"""What the database itself refuses to change or remove."""

from django.db import migrations

from sanad.foundation.history.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0001_initial")]
    operations = [AppendOnly("partnerships_agreementstep"), AppendOnly("partnerships_revision")]
