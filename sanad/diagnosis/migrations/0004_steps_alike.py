"""Steps of every kind are alike: no row says anything else than before."""

from django.db import migrations, models

from sanad.foundation.naming.operations import Widen


class Migration(migrations.Migration):
    dependencies = [
        ("diagnosis", "0003_one_order"),
    ]

    operations = [
        Widen("diagnosisstep", "before", models.CharField(max_length=12)),
        Widen("diagnosisstep", "after", models.CharField(max_length=12)),
    ]
