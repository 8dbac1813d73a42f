"""What lies in a place is found by whose it is: a commune holds the douars of every space that works there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("territory", "0001_squashed_0002_one_order")]

    operations = [
        migrations.RemoveIndex("place", "place_by_parent"),
        migrations.AddIndex("place", models.Index(fields=["parent", "space", "sort_key", "id"], name="place_below")),
    ]
