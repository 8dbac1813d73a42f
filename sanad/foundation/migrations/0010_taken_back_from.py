"""From which change an account was taken back, each time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0009_letters_under_way")]
    operations = [
        migrations.RemoveField("user", "secured_at"),
        migrations.AddField("user", "taken_back", models.JSONField(blank=True, default=list, editable=False)),
    ]
