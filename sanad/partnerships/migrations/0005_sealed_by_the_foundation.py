"""The columns of a seal come from `history.sealed.Sealed`: what forms may edit changes, the table does not."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0004_the_day_that_is_meant")]

    operations = [
        migrations.AlterField("revision", "hash", models.CharField(blank=True, editable=False, max_length=64)),
        migrations.AlterField("revision", "previous_hash", models.CharField(blank=True, editable=False, max_length=64)),
    ]
