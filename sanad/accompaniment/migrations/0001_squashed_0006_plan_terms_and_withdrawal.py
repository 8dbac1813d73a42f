"""What a new installation begins with; one of before has come here by the migrations that this replaces."""

import django.db.models.deletion
import django.utils.timezone
import sanad.foundation.ids
from django.conf import settings
from django.db import migrations, models

from sanad.foundation.history.operations import AppendOnly


class Migration(migrations.Migration):

    replaces = [
        ('accompaniment', '0001_initial'),
        ('accompaniment', '0002_append_only'),
        ('accompaniment', '0003_parents_stay'),
        ('accompaniment', '0004_plan_evidence_change'),
        ('accompaniment', '0005_changes_stay'),
        ('accompaniment', '0006_plan_terms_and_withdrawal'),
    ]

    initial = True

    dependencies = [
        ('activities', '0001_initial'),
        ('directory', '0001_initial'),
        ('foundation', '0001_initial'),
        ('foundation', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Engagement',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('purpose', models.TextField(blank=True, verbose_name='What the accompaniment is for')),
                ('opened_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='Opened')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='Closed')),
                ('exit', models.CharField(blank=True, choices=[('graduated', 'The association carries on by itself'), ('withdrawn', 'One side withdrew'), ('referred', 'Handed to another support organisation')], editable=False, max_length=12, verbose_name='How it ended')),
                ('stage', models.CharField(choices=[('intake', 'First contact'), ('diagnosing', 'Needs being recorded'), ('planned', 'Plan outlined'), ('active', 'Under way'), ('paused', 'Paused'), ('closed', 'Closed')], default='intake', editable=False, max_length=12, verbose_name='Stage')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='engagements', to='directory.organisation', verbose_name='Association')),
                ('association_space', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accompanied_in', to='foundation.space')),
                ('referent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person', verbose_name='Referent')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['-opened_on', '-pk'],
                'indexes': [models.Index(fields=['space', 'stage'], name='engagement_by_stage'), models.Index(fields=['space', 'association'], name='engagement_by_body')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('stage', 'closed'), _negated=True), fields=('space', 'association'), name='engagement_one_open'), models.CheckConstraint(condition=models.Q(('closed_on', None), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='engagement_closes_after_opening')],
            },
        ),
        migrations.CreateModel(
            name='EngagementStep',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('before', models.CharField(max_length=12)),
                ('after', models.CharField(max_length=12)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('engagement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='accompaniment.engagement')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['space', 'engagement', 'created_at'], name='engagement_steps')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('title', models.CharField(max_length=200, verbose_name='What it is')),
                ('kind', models.CharField(blank=True, max_length=42, verbose_name='Kind of evidence')),
                ('kept_at', models.CharField(blank=True, max_length=200, verbose_name='Where the paper is kept')),
                ('seen_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='Seen on')),
                ('withdrawal', models.CharField(blank=True, editable=False, max_length=300, verbose_name='Why it was withdrawn')),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('engagement', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='accompaniment.engagement')),
                ('file', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['-seen_on', '-pk'],
                'indexes': [models.Index(fields=['space', 'engagement', 'kind'], name='evidence_by_engagement')],
                'constraints': [models.CheckConstraint(condition=models.Q(('file__isnull', False), models.Q(('kept_at', ''), _negated=True), _connector='OR'), name='evidence_is_somewhere')],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('kind', models.CharField(choices=[('capacity', 'Need of the association itself'), ('residents', 'Problem of the residents')], max_length=12, verbose_name='Kind')),
                ('statement', models.TextField(verbose_name="In the association's words")),
                ('root_cause', models.TextField(blank=True, verbose_name='Root cause')),
                ('concerned', models.CharField(blank=True, max_length=250, verbose_name='Who is concerned')),
                ('priority', models.PositiveSmallIntegerField(choices=[(1, 'High'), (2, 'Middle'), (3, 'Low')], default=2, verbose_name='Priority')),
                ('state', models.CharField(choices=[('voiced', 'Voiced'), ('accepted', 'Accepted'), ('in_plan', 'In the plan'), ('addressed', 'Addressed'), ('resolved', 'Resolved'), ('parked', 'Parked'), ('out_of_scope', 'Out of scope')], default='voiced', editable=False, max_length=12, verbose_name='State')),
                ('engagement', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='accompaniment.engagement')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('voiced_at', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='activities.activity', verbose_name='Voiced at')),
                ('voiced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person', verbose_name='Voiced by')),
            ],
            options={
                'ordering': ['priority', 'created_at', 'pk'],
                'indexes': [models.Index(fields=['space', 'engagement', 'state'], name='need_by_engagement')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('method', models.CharField(choices=[('score', 'Measured twice'), ('statement', 'Signed statement of those concerned')], max_length=12, verbose_name='How it is known')),
                ('before', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Level before')),
                ('after', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Level after')),
                ('text', models.TextField(blank=True, verbose_name='What changed')),
                ('measured_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='Day')),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('evidence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='accompaniment.evidence', verbose_name='Evidence')),
                ('need', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='accompaniment.need')),
            ],
            options={
                'ordering': ['measured_on', 'pk'],
                'indexes': [models.Index(fields=['space', 'need', 'measured_on'], name='change_by_need')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('after__isnull', False), ('before__isnull', False), ('method', 'score')), models.Q(('evidence__isnull', False), ('method', 'statement')), _connector='OR'), name='change_is_shown')],
            },
        ),
        migrations.CreateModel(
            name='NeedStep',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('before', models.CharField(max_length=12)),
                ('after', models.CharField(max_length=12)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='accompaniment.need')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['space', 'need', 'created_at'], name='need_steps')],
            },
        ),
        migrations.CreateModel(
            name='PlanItem',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('form', models.CharField(choices=[('training', 'Training course'), ('direct_support', 'Direct support'), ('coaching', 'Coaching'), ('advocacy', 'Advocacy'), ('referral', 'Referral'), ('self', 'Done by the association itself')], max_length=16, verbose_name='Form of support')),
                ('field', models.CharField(blank=True, choices=[('digitization', 'Digitization'), ('participatory_democracy', 'Participatory democracy'), ('communication', 'Effective communication'), ('self_development', 'Self-development'), ('advocacy', 'Advocacy for the residents with the authorities'), ('management', 'Administrative and financial management of associations')], max_length=24, verbose_name='Field of training')),
                ('objective', models.CharField(max_length=300, verbose_name='Objective')),
                ('side', models.CharField(choices=[('support', 'The support organisation'), ('association', 'The association'), ('third', 'A third party')], default='support', max_length=12, verbose_name='Who does it')),
                ('is_free', models.BooleanField(default=True, verbose_name='Free of charge for the association')),
                ('cost', models.BigIntegerField(blank=True, help_text='In centimes', null=True, verbose_name='Cost')),
                ('currency', models.CharField(default='MAD', editable=False, max_length=3)),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='Due')),
                ('target_item', models.CharField(blank=True, max_length=42, verbose_name='Item to improve')),
                ('target_level', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Level to reach')),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('agreed', 'Agreed'), ('running', 'Running'), ('done', 'Done'), ('cancelled', 'Cancelled')], default='proposed', editable=False, max_length=12, verbose_name='State')),
                ('engagement', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='plan_items', to='accompaniment.engagement')),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person', verbose_name='Person responsible')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('third_party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='Which third party')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('due_on'), nulls_last=True), 'created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PlanApproval',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('side', models.CharField(choices=[('support', 'The support organisation'), ('association', 'The association'), ('third', 'A third party')], max_length=12, verbose_name='Which side')),
                ('on', models.DateField(default=django.utils.timezone.localdate, verbose_name='Agreed on')),
                ('basis', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='activities.activity', verbose_name='Meeting at which it was agreed')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('plan_item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='accompaniment.planitem')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('space', 'plan_item', 'side'), name='plan_one_approval_a_side'), models.CheckConstraint(condition=models.Q(('side', 'third'), _negated=True), name='plan_approval_of_a_side')],
            },
        ),
        migrations.CreateModel(
            name='PlanItemEvidence',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_item_links', to='accompaniment.evidence')),
                ('plan_item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence_links', to='accompaniment.planitem')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('space', 'plan_item', 'evidence'), name='plan_item_evidence_once')],
            },
        ),
        migrations.CreateModel(
            name='PlanItemNeed',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_links', to='accompaniment.need')),
                ('plan_item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='need_links', to='accompaniment.planitem')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('space', 'plan_item', 'need'), name='plan_need_once')],
            },
        ),
        migrations.AddField(
            model_name='planitem',
            name='needs',
            field=models.ManyToManyField(related_name='plan_items', through='accompaniment.PlanItemNeed', to='accompaniment.need', verbose_name='Needs'),
        ),
        migrations.CreateModel(
            name='PlanItemStep',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('before', models.CharField(max_length=12)),
                ('after', models.CharField(max_length=12)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan_item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='accompaniment.planitem')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['space', 'plan_item', 'created_at'], name='plan_steps')],
            },
        ),
        migrations.CreateModel(
            name='WayForward',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('text', models.CharField(max_length=400, verbose_name='Way proposed')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ways', to='accompaniment.need')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'indexes': [models.Index(fields=['space', 'need'], name='ways_by_need')],
            },
        ),
        migrations.AddIndex(
            model_name='planitem',
            index=models.Index(fields=['space', 'engagement', 'state'], name='plan_by_engagement'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('form', 'training'), _negated=True), models.Q(('field', ''), _negated=True), _connector='OR'), name='plan_training_has_field'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(('cost', None), ('cost__gte', 0), _connector='OR'), name='plan_cost_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(('side', 'third'), ('third_party', None), _connector='OR'), name='plan_third_party_is_third'),
        ),
        AppendOnly('accompaniment_change'),
        AppendOnly('accompaniment_engagementstep'),
        AppendOnly('accompaniment_needstep'),
        AppendOnly('accompaniment_planitemstep'),
    ]
