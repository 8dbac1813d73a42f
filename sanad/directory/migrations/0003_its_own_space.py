from django.db import migrations, models

from sanad.foundation.history.operations import Changes


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_one_order"), ("foundation", "0008_rows_are_covered")]

    operations = [
        Changes("directory.Organisation", "the column of an organisation's own space has its name"),
        migrations.RemoveConstraint("organisation", "organisation_one_card_a_room"),
        migrations.RenameField("organisation", "room", "own_space"),
        migrations.AddConstraint(
            "organisation",
            models.UniqueConstraint(
                fields=["space", "own_space"],
                condition=models.Q(own_space__isnull=False),
                name="organisation_one_card_a_space",
            ),
        ),
    ]
