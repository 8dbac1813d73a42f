"""Lines cover the rows they tell of and are signed; papers carry the last line of the history."""

import django.db.models.deletion
from django.db import migrations, models

from sanad.foundation.history.operations import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0007_doors'),
    ]

    operations = [
        migrations.AddField(
            model_name='historyentry',
            name='covers',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='historyentry',
            name='signature',
            field=models.CharField(blank=True, default='', max_length=120),
        ),
        migrations.AddField(
            model_name='issueddocument',
            name='head',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.CreateModel(
            name='CoveredColumns',
            fields=[
                ('key', models.CharField(max_length=16, primary_key=True, serialize=False)),
                ('model', models.CharField(max_length=60)),
                ('columns', models.JSONField()),
            ],
            options={
                'indexes': [models.Index(fields=['model'], name='covered_columns_of')],
            },
        ),
        migrations.CreateModel(
            name='RowCover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=60)),
                ('object_id', models.UUIDField()),
                ('number', models.PositiveIntegerField()),
                ('columns', models.CharField(max_length=16)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('before', models.CharField(blank=True, max_length=64)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='row_covers', to='foundation.historyentry')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('object_id', 'model', 'number'), name='row_cover_in_order')],
            },
        ),
        # SQLite makes a table anew to add a column, and the triggers are lost.
        AppendOnly("foundation_historyentry"),
        AppendOnly("foundation_issueddocument"),
        AppendOnly("foundation_coveredcolumns"),
        AppendOnly("foundation_rowcover"),
    ]
