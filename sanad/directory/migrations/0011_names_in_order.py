"""Names that many have are found without fetching the rows that have others."""

from django.db import migrations

from sanad.foundation.naming.operations import WordsInOrder


class Migration(migrations.Migration):
    dependencies = [("directory", "0010_invited")]

    operations = [WordsInOrder("directory_person", "folded", "skeleton")]
