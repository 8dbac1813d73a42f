from django.db import migrations

from sanad.foundation.naming.operations import WordIndex


class Migration(migrations.Migration):
    """What stood by three letters in SQLite stands by words: made anew where it was made before."""

    dependencies = [("directory", "0004_in_order")]

    operations = [
        WordIndex("directory_person", "folded", "skeleton"),
        WordIndex("directory_organisation", "folded", "skeleton"),
    ]
