"""Courses leave training: the tables stay what and where they are."""

import django.db.models.deletion
import django.utils.timezone
import sanad.foundation.ids
import sanad.foundation.naming.order
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("foundation", "0010_taken_back_from"),
        ("training", "0010_sure_of_who_registers"),  # which made the tables
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.CreateModel(
                    name='Course',
                    fields=[
                        ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('key', models.CharField(max_length=42)),
                        ('version', models.PositiveSmallIntegerField()),
                        ('field', models.CharField(choices=[('digitization', 'Digitization'), ('participatory_democracy', 'Participatory democracy'), ('communication', 'Effective communication'), ('self_development', 'Self-development'), ('advocacy', 'Advocacy for the residents with the authorities'), ('management', 'Administrative and financial management of associations')], max_length=24, verbose_name='Field of training')),
                        ('level', models.CharField(choices=[('beginner', 'For beginners'), ('intermediate', 'For those who know the basics'), ('advanced', 'Advanced')], max_length=12, verbose_name='Level')),
                        ('title_ar', models.CharField(max_length=200, verbose_name='Title in Arabic')),
                        ('title_fr', models.CharField(max_length=200, verbose_name='Title in French')),
                        ('minutes', models.PositiveIntegerField(verbose_name='Duration in minutes')),
                        ('attendance_percent', models.PositiveSmallIntegerField(verbose_name='Attendance asked for the certificate, in %')),
                        ('test_percent', models.PositiveSmallIntegerField(verbose_name='Test result asked for the certificate, in %')),
                        ('validity_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Months for which the certificate is valid')),
                        ('content', models.JSONField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                    ],
                    options={
                        'db_table': 'training_course',
                        'ordering': [sanad.foundation.naming.order.CodePoints(models.F('field')), sanad.foundation.naming.order.CodePoints(models.F('key')), '-version'],
                        'constraints': [models.UniqueConstraint(fields=('space', 'key', 'version'), name='course_version_once'), models.CheckConstraint(condition=models.Q(('attendance_percent__lte', 100), ('test_percent__lte', 100)), name='course_rule_within_100')],
                    },
                ),
                migrations.CreateModel(
                    name='CourseFile',
                    fields=[
                        ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('course_key', models.CharField(editable=False, max_length=42)),
                        ('name', models.SlugField(db_index=False, max_length=60, verbose_name='Name in the lesson')),
                        ('title', models.CharField(max_length=200, verbose_name='What it shows')),
                        ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('file', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile')),
                        ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                    ],
                    options={
                        'db_table': 'training_coursefile',
                        'ordering': [sanad.foundation.naming.order.CodePoints(models.F('name'))],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('space', 'course_key', 'name'), name='course_file_once')],
                    },
                ),
            ],
        ),
    ]
