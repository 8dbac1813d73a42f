"""What the database itself refuses to change or remove."""

from django.db import migrations

from sanad.foundation.history.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("accompaniment", "0001_initial")]
    operations = [
        AppendOnly("accompaniment_engagementstep"),
        AppendOnly("accompaniment_needstep"),
        AppendOnly("accompaniment_planitemstep"),
    ]
