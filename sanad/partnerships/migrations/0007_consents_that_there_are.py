"""A sharing is found by its consent where it has one: in a whole country most have none yet."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0006_cards_are_withdrawn"),
        ("partnerships", "0006_found_by_words"),
    ]

    operations = [
        migrations.AlterField(
            "sharing",
            "consent",
            models.ForeignKey(
                "directory.consent",
                models.PROTECT,
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                related_name="sharings",
            ),
        ),
        migrations.AddIndex(
            "sharing",
            models.Index(condition=models.Q(consent__isnull=False), fields=["consent"], name="sharing_by_consent"),
        ),
    ]
