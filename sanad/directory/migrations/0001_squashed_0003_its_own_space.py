"""What a new installation begins with; one of before has come here by the migrations that this replaces."""

import django.db.models.deletion
import django.utils.timezone
import sanad.foundation.ids
import sanad.foundation.naming.order
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('directory', '0001_initial'),
        ('directory', '0002_one_order'),
        ('directory', '0003_its_own_space'),
    ]

    initial = True

    dependencies = [
        ('foundation', '0001_initial'),
        ('foundation', '__first__'),
        ('territory', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('folded', sanad.foundation.naming.order.KeyTextField(default='', editable=False)),
                ('name_ar', models.CharField(blank=True, max_length=200, verbose_name='Name in Arabic')),
                ('name_fr', models.CharField(blank=True, max_length=200, verbose_name='Name in French')),
                ('skeleton', sanad.foundation.naming.order.KeyTextField(default='', editable=False)),
                ('sort_key', sanad.foundation.naming.order.KeyField(default='', editable=False, max_length=220)),
                ('kind', models.CharField(choices=[('association', 'Association'), ('federation', 'Union or federation of associations'), ('support', 'Support organisation'), ('local_authority', 'Commune or other territorial authority'), ('deconcentrated', 'Deconcentrated service of a ministry'), ('ministry', 'Ministry'), ('public_body', 'Public establishment or body'), ('international', 'International organisation'), ('ngo', 'Non-governmental organisation'), ('donor', 'Donor'), ('company', 'Company'), ('press', 'Newspaper or medium')], max_length=20, verbose_name='Kind')),
                ('founded_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Year of foundation')),
                ('founded_on', models.DateField(blank=True, null=True, verbose_name='Date of the founding assembly')),
                ('seat_address', models.CharField(blank=True, max_length=250, verbose_name='Address of the seat')),
                ('receipt_number', models.CharField(blank=True, max_length=60, verbose_name='Number of the deposit receipt')),
                ('receipt_on', models.DateField(blank=True, null=True, verbose_name='Date of the receipt')),
                ('ice', models.CharField(blank=True, help_text='15 digits', max_length=15, verbose_name='ICE')),
                ('fiscal_id', models.CharField(blank=True, max_length=20, verbose_name='Tax identifier')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='Phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='E-mail')),
                ('website', models.URLField(blank=True, verbose_name='Web site')),
                ('presentation_ar', models.TextField(blank=True, verbose_name='Presentation in Arabic')),
                ('presentation_fr', models.TextField(blank=True, verbose_name='Presentation in French')),
                ('own_space', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='foundation.space', verbose_name='Its own space')),
                ('seat_place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place', verbose_name='Seat')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['sort_key', 'pk'],
                'indexes': [models.Index(fields=['space', 'sort_key'], name='organisation_by_name'), models.Index(fields=['space', 'kind', 'sort_key'], name='organisation_by_kind')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('own_space__isnull', False)), fields=('space', 'own_space'), name='organisation_one_card_a_space')],
            },
        ),
        migrations.CreateModel(
            name='OrganisationAlias',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('text', models.CharField(max_length=200, verbose_name='Other name')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aliases', to='directory.organisation')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('space', 'organisation', 'text'), name='organisation_alias_once')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('folded', sanad.foundation.naming.order.KeyTextField(default='', editable=False)),
                ('name_ar', models.CharField(blank=True, max_length=200, verbose_name='Name in Arabic')),
                ('name_fr', models.CharField(blank=True, max_length=200, verbose_name='Name in French')),
                ('skeleton', sanad.foundation.naming.order.KeyTextField(default='', editable=False)),
                ('sort_key', sanad.foundation.naming.order.KeyField(default='', editable=False, max_length=220)),
                ('sex', models.CharField(blank=True, choices=[('w', 'Woman'), ('m', 'Man')], max_length=1, verbose_name='Woman or man')),
                ('honorific_ar', models.CharField(blank=True, max_length=60, verbose_name='Title in Arabic')),
                ('honorific_fr', models.CharField(blank=True, max_length=60, verbose_name='Title in French')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='Phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='E-mail')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['sort_key', 'pk'],
                'indexes': [models.Index(fields=['space', 'sort_key'], name='person_by_name')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('user__isnull', False)), fields=('space', 'user'), name='person_one_user')],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('capacity_ar', models.CharField(max_length=150, verbose_name='Capacity in Arabic')),
                ('capacity_fr', models.CharField(blank=True, max_length=150, verbose_name='Capacity in French')),
                ('from_on', models.DateField(blank=True, null=True, verbose_name='From')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='To')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='directory.organisation', verbose_name='Organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='directory.person', verbose_name='Person')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('from_on'), descending=True, nulls_last=True), 'pk'],
                'indexes': [models.Index(fields=['space', 'person'], name='mandate_by_person'), models.Index(fields=['space', 'organisation'], name='mandate_by_organisation')],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('from_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='mandate_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='PersonAlias',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('text', models.CharField(max_length=200, verbose_name='Other name')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aliases', to='directory.person')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('space', 'person', 'text'), name='person_alias_once')],
            },
        ),
        migrations.CreateModel(
            name='StatuteClause',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('kind', models.CharField(choices=[('aim', 'Aim'), ('means', 'Means'), ('cooperation', 'Cooperation and partnership'), ('outreach', 'Opening to others')], max_length=16, verbose_name='Kind')),
                ('text_ar', models.TextField(verbose_name='Text in Arabic')),
                ('text_fr', models.TextField(blank=True, verbose_name='Text in French')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clauses', to='directory.organisation')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': [sanad.foundation.naming.order.CodePoints(models.F('kind')), 'position', 'pk'],
                'indexes': [models.Index(fields=['space', 'organisation'], name='clause_by_organisation')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('kind', models.CharField(choices=[('directory', 'Organisations and mandates'), ('activities', 'Activities and their approved minutes'), ('follow_ups', 'Decisions and follow-ups')], max_length=16, verbose_name='Kind of record')),
                ('purpose', models.CharField(max_length=200, verbose_name='Purpose')),
                ('from_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='From')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='To')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='Revoked')),
                ('grantee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space', verbose_name='Shown to')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('space', 'grantee', 'kind'), name='consent_one_live'), models.CheckConstraint(condition=models.Q(('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='consent_ends_after_start'), models.CheckConstraint(condition=models.Q(('space', models.F('grantee')), _negated=True), name='consent_between_two')],
            },
        ),
    ]
