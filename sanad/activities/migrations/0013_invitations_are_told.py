"""That somebody was told of their invitation is noted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activities", "0012_found_by_words")]

    operations = [
        migrations.AlterField(
            "notice",
            "kind",
            models.CharField(
                choices=[
                    ("changed", "Another day, hour or place"),
                    ("cancelled", "The activity is cancelled"),
                    ("by_hand", "Told without e-mail"),
                    ("minutes", "The minutes go round"),
                    ("invited", "The invitation"),
                ],
                max_length=10,
            ),
        )
    ]
