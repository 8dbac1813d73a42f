"""What a new installation begins with; one of before has come here by the migrations that this replaces."""

import django.db.models.deletion
import django.utils.timezone
import sanad.foundation.ids
import sanad.foundation.naming.order
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('territory', '0001_initial'),
        ('territory', '0002_one_order'),
    ]

    initial = True

    dependencies = [
        ('foundation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='TerritoryRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(max_length=40, unique=True)),
                ('sources', models.JSONField()),
                ('loaded_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('folded', sanad.foundation.naming.order.KeyTextField(default='', editable=False)),
                ('name_ar', models.CharField(blank=True, max_length=200, verbose_name='Name in Arabic')),
                ('name_fr', models.CharField(blank=True, max_length=200, verbose_name='Name in French')),
                ('skeleton', sanad.foundation.naming.order.KeyTextField(default='', editable=False)),
                ('sort_key', sanad.foundation.naming.order.KeyField(default='', editable=False, max_length=220)),
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('country', models.CharField(default='MA', editable=False, max_length=2)),
                ('code', models.CharField(editable=False, max_length=20)),
                ('level', models.CharField(choices=[('region', 'Region'), ('province', 'Province or prefecture'), ('cercle', 'Cercle'), ('commune', 'Commune'), ('arrondissement', 'Arrondissement'), ('douar', 'Douar')], max_length=16, verbose_name='Level')),
                ('is_urban', models.BooleanField(editable=False, null=True)),
                ('population_2024', models.PositiveIntegerField(editable=False, null=True)),
                ('households_2024', models.PositiveIntegerField(editable=False, null=True)),
                ('population_2014', models.PositiveIntegerField(editable=False, null=True)),
                ('path_ar', models.CharField(editable=False, max_length=400)),
                ('path_fr', models.CharField(editable=False, max_length=400)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='territory.place')),
                ('space', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['sort_key', 'pk'],
                'indexes': [models.Index(fields=['space', 'level', 'sort_key'], name='place_by_level'), models.Index(fields=['parent', 'sort_key'], name='place_by_parent')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('space', None)), fields=('country', 'code'), name='place_code_once'), models.UniqueConstraint(condition=models.Q(('level', 'douar')), fields=('space', 'parent', 'name_ar'), name='place_douar_once')],
            },
        ),
        migrations.CreateModel(
            name='PlaceAlias',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=150, verbose_name='Other name')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='Source')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aliases', to='territory.place')),
                ('space', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('space', 'place', 'text'), name='place_alias_once')],
            },
        ),
    ]
