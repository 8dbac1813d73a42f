"""Of two cards of one body the one is joined to the other."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0008_inherited")]

    operations = [
        migrations.AddField(
            "organisation",
            "joined_to",
            models.ForeignKey(
                "directory.organisation",
                models.PROTECT,
                blank=True,
                editable=False,
                null=True,
                related_name="joined",
                verbose_name="Joined to",
            ),
        )
    ]
