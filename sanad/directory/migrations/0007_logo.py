"""The logo that heads the papers of an organisation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0006_cards_are_withdrawn"), ("foundation", "0013_asked_again")]

    operations = [
        migrations.AddField(
            "organisation",
            "logo",
            models.ForeignKey(
                "foundation.storedfile",
                models.PROTECT,
                blank=True,
                editable=False,
                null=True,
                related_name="+",
                verbose_name="Logo",
            ),
        )
    ]
