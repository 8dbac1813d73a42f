"""An account has no language until its owner read here, or chose one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0013_asked_again")]

    operations = [
        migrations.AlterField(
            "user", "language", models.CharField(blank=True, max_length=5, verbose_name="Language"),
        )
    ]
