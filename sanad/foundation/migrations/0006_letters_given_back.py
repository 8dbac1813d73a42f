from django.db import migrations

from sanad.foundation.history.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("foundation", "0005_letters_ended")]

    operations = [AppendOnly("foundation_sentreminder", verbs=("update",))]
