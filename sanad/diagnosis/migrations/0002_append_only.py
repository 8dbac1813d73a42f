"""What the database itself refuses to change or remove."""

from django.db import migrations

from sanad.foundation.history.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("diagnosis", "0001_initial")]
    operations = [
        AppendOnly("diagnosis_instrument"),
        AppendOnly("diagnosis_diagnosisstep"),
        AppendOnly("diagnosis_measuredchange"),
    ]
