"""What a new installation begins with; one of before has come here by the migrations that this replaces."""

import django.db.models.deletion
import django.utils.timezone
import sanad.foundation.ids
import sanad.foundation.naming.order
from django.conf import settings
from django.db import migrations, models

from sanad.foundation.history.operations import AppendOnly


class Migration(migrations.Migration):

    replaces = [
        ('diagnosis', '0001_initial'),
        ('diagnosis', '0002_append_only'),
        ('diagnosis', '0003_one_order'),
        ('diagnosis', '0004_steps_alike'),
    ]

    initial = True

    dependencies = [
        ('accompaniment', '0001_initial'),
        ('activities', '0001_initial'),
        ('directory', '0001_initial'),
        ('foundation', '0001_initial'),
        ('foundation', '__first__'),
        ('territory', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Diagnosis',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('kind', models.CharField(choices=[('baseline', 'At the start'), ('midline', 'On the way'), ('endline', 'At the end'), ('annual', 'Yearly')], max_length=10, verbose_name='Kind')),
                ('mode', models.CharField(choices=[('workshop', 'Workshop'), ('visit', 'Visit'), ('remote', 'At a distance')], max_length=10, verbose_name='How it is done')),
                ('is_core_only', models.BooleanField(default=False, editable=False, verbose_name='Core items only')),
                ('held_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='Day')),
                ('state', models.CharField(choices=[('draft', 'Being answered'), ('rated', 'Answered'), ('agreed', 'Agreed'), ('closed', 'Closed'), ('cancelled', 'Cancelled')], default='draft', editable=False, max_length=10, verbose_name='State')),
                ('closed_at', models.DateTimeField(editable=False, null=True)),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='diagnoses', to='activities.activity', verbose_name='Meeting or visit')),
                ('engagement', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='diagnoses', to='accompaniment.engagement')),
                ('facilitator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person', verbose_name='Facilitator')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place', verbose_name='Place asked about')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['-held_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='AgreedScore',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('item', models.CharField(editable=False, max_length=42)),
                ('reply', models.CharField(choices=[('level', 'A level'), ('unknown', 'We do not know'), ('na', 'Does not apply')], max_length=8)),
                ('level', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('desired', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Desired level')),
                ('comment', models.CharField(blank=True, max_length=400, verbose_name='Why')),
                ('verified', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='Verified level')),
                ('verified_at', models.DateTimeField(editable=False, null=True)),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('verified_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('diagnosis', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='diagnosis.diagnosis')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('space', 'diagnosis', 'item'), name='score_once'), models.CheckConstraint(condition=models.Q(models.Q(('level__gte', 1), ('level__lte', 4), ('reply', 'level')), models.Q(models.Q(('reply', 'level'), _negated=True), ('level', None)), _connector='OR'), name='score_level_goes_with_reply'), models.CheckConstraint(condition=models.Q(('desired', None), models.Q(('desired__gte', 1), ('desired__lte', 4)), _connector='OR'), name='score_desired_on_scale'), models.CheckConstraint(condition=models.Q(('verified', None), models.Q(('verified__gte', 1), ('verified__lte', 4)), _connector='OR'), name='score_verified_on_scale')],
            },
        ),
        migrations.CreateModel(
            name='DiagnosisStep',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('before', models.CharField(max_length=12)),
                ('after', models.CharField(max_length=12)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('diagnosis', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='diagnosis.diagnosis')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['space', 'diagnosis', 'created_at'], name='diagnosis_steps')],
            },
        ),
        migrations.CreateModel(
            name='Gap',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('waiver', models.CharField(blank=True, max_length=300, verbose_name='Why it is left as it is')),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('diagnosis', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='gaps', to='diagnosis.diagnosis')),
                ('need', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gaps', to='accompaniment.need', verbose_name='Need')),
                ('score', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='gap', to='diagnosis.agreedscore')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'indexes': [models.Index(fields=['space', 'diagnosis'], name='gap_by_diagnosis')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('need__isnull', False), ('waiver', '')), models.Q(('need', None), models.Q(('waiver', ''), _negated=True)), _connector='OR'), name='gap_need_or_waiver')],
            },
        ),
        migrations.CreateModel(
            name='Instrument',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('key', models.CharField(max_length=42)),
                ('version', models.PositiveSmallIntegerField()),
                ('subject', models.CharField(choices=[('association', 'The association itself'), ('residents', 'The residents of a place')], max_length=12, verbose_name='About')),
                ('scale', models.CharField(max_length=42)),
                ('title_ar', models.CharField(max_length=200, verbose_name='Title in Arabic')),
                ('title_fr', models.CharField(max_length=200, verbose_name='Title in French')),
                ('title_en', models.CharField(max_length=200, verbose_name='Title in English')),
                ('content', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': [sanad.foundation.naming.order.CodePoints(models.F('key')), '-version'],
                'constraints': [models.UniqueConstraint(fields=('space', 'key', 'version'), name='instrument_version_once')],
            },
        ),
        migrations.AddField(
            model_name='diagnosis',
            name='instrument',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='diagnoses', to='diagnosis.instrument'),
        ),
        migrations.CreateModel(
            name='MeasuredChange',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('after', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='diagnosis.agreedscore')),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='diagnosis.agreedscore')),
                ('change', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='measure', to='accompaniment.change')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'indexes': [models.Index(fields=['space', 'after'], name='measured_by_score')],
            },
        ),
        migrations.CreateModel(
            name='ScoreEvidence',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='score_links', to='accompaniment.evidence')),
                ('score', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence_links', to='diagnosis.agreedscore')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('space', 'score', 'evidence'), name='score_evidence_once')],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('group', models.CharField(choices=[('association', 'The association'), ('facilitator', 'The facilitator'), ('residents', 'The residents')], max_length=12, verbose_name='Who answers')),
                ('who', models.CharField(blank=True, max_length=120, verbose_name='In which capacity')),
                ('answered', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('withdrawal', models.CharField(blank=True, editable=False, max_length=300, verbose_name='Why it is left out')),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('diagnosis', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='diagnosis.diagnosis')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('written_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'indexes': [models.Index(fields=['space', 'diagnosis', 'group'], name='sheet_by_diagnosis')],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('item', models.CharField(editable=False, max_length=42)),
                ('reply', models.CharField(choices=[('level', 'A level'), ('unknown', 'We do not know'), ('na', 'Does not apply')], max_length=8)),
                ('level', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('comment', models.CharField(blank=True, max_length=400, verbose_name='Comment')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('sheet', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='diagnosis.sheet')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('space', 'sheet', 'item'), name='rating_once'), models.CheckConstraint(condition=models.Q(models.Q(('level__gte', 1), ('level__lte', 4), ('reply', 'level')), models.Q(models.Q(('reply', 'level'), _negated=True), ('level', None)), _connector='OR'), name='rating_level_goes_with_reply')],
            },
        ),
        migrations.AddIndex(
            model_name='diagnosis',
            index=models.Index(fields=['space', 'engagement', '-held_on'], name='diagnosis_by_engagement'),
        ),
        migrations.AddConstraint(
            model_name='diagnosis',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'rated', 'agreed'])), fields=('space', 'engagement', 'instrument'), name='diagnosis_one_open'),
        ),
        AppendOnly('diagnosis_diagnosisstep'),
        AppendOnly('diagnosis_instrument'),
        AppendOnly('diagnosis_measuredchange'),
    ]
