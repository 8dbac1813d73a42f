from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0012_steps_as_everywhere")]

    operations = [
        migrations.AddIndex(
            "session",
            models.Index(condition=models.Q(is_public=True), fields=["closes_on"], name="session_for_everybody"),
        ),
    ]
