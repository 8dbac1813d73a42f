"""A card that was written by mistake is withdrawn, with why."""

from django.db import migrations, models

from sanad.foundation.naming.operations import WordIndex


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_by_words")]

    operations = [
        migrations.AddField(
            "organisation", "withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)
        ),
        migrations.AddField(
            "organisation",
            "withdrawn_because",
            models.CharField(blank=True, editable=False, max_length=300, verbose_name="Reason"),
        ),
        WordIndex("directory_organisation", "folded", "skeleton"),
    ]
