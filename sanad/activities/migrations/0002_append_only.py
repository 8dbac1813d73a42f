"""What the database itself refuses to change or remove."""

from django.db import migrations

from sanad.foundation.history.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_initial")]
    operations = [
        AppendOnly("activities_minutesrevision"),
        AppendOnly("activities_activitystep"),
        AppendOnly("activities_minutesstep"),
        AppendOnly("activities_followupstep"),
    ]
