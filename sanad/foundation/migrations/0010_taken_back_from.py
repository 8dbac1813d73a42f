"""From which change on an account was taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0009_letters_under_way")]
    operations = [
        migrations.AddField("user", "secured_from", models.DateTimeField(editable=False, null=True)),
    ]
