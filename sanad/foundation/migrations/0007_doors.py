"""What the doors remember: an address to be confirmed, an account taken back, one beginning, one password link at a time."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0006_letters_given_back")]

    operations = [
        migrations.AddField(
            "user",
            "new_email",
            models.EmailField(
                blank=True, default="", editable=False, max_length=254, verbose_name="E-mail to be confirmed"
            ),
            preserve_default=False,
        ),
        migrations.AddField("user", "secured_at", models.DateTimeField(editable=False, null=True)),
        migrations.AddField("membership", "link_turn", models.PositiveSmallIntegerField(default=0, editable=False)),
        migrations.CreateModel(
            "Beginning",
            [
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False),
                ),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
        ),
    ]
