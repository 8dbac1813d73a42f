"""Courses stand in a slice of their own: the tables stay what and where they are."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0010_sure_of_who_registers"), ("courses", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.AlterField(
                    "session",
                    "course",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="courses.course",
                        verbose_name="Course",
                    ),
                ),
                migrations.DeleteModel("CourseFile"),
                migrations.DeleteModel("Course"),
            ],
        ),
    ]
