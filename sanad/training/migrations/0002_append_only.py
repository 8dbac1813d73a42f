"""What the database itself refuses to change or remove."""

from django.db import migrations

from sanad.foundation.history.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial")]
    operations = [
        AppendOnly("training_course"),
        AppendOnly("training_sessionstep"),
        AppendOnly("training_registrationstep"),
        AppendOnly("training_lessonread"),
        AppendOnly("training_attempt"),
        AppendOnly("training_attendancescan"),
        AppendOnly("training_feedback"),
        AppendOnly("training_certificate"),
    ]
