"""The states in the steps have the width that they have everywhere."""

from django.db import migrations, models

from sanad.foundation.naming.operations import Widen


class Migration(migrations.Migration):
    dependencies = [("training", "0011_courses_leave")]

    operations = [
        Widen(step, name, models.CharField(max_length=12))
        for step in ("sessionstep", "registrationstep")
        for name in ("before", "after")
    ]
