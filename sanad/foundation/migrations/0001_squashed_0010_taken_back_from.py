"""What a new installation begins with; one of before has come here by the migrations that this replaces."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import sanad.foundation.ids
from django.conf import settings
from django.db import migrations, models

from sanad.foundation.history.operations import AppendOnly


class Migration(migrations.Migration):

    replaces = [
        ('foundation', '0001_initial'),
        ('foundation', '0002_append_only'),
        ('foundation', '0003_sent_reminders'),
        ('foundation', '0004_known_clock'),
        ('foundation', '0005_letters_ended'),
        ('foundation', '0006_letters_given_back'),
        ('foundation', '0007_doors'),
        ('foundation', '0008_rows_are_covered'),
        ('foundation', '0009_letters_under_way'),
        ('foundation', '0010_taken_back_from'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Beginning',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
        ),
        migrations.CreateModel(
            name='KnownClock',
            fields=[
                ('zone', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('version', models.CharField(max_length=20)),
                ('offsets', models.JSONField()),
                ('moves', models.JSONField(default=list)),
                ('seen_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='LetterUnderWay',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('sender', models.CharField(max_length=254)),
                ('recipient', models.CharField(max_length=254)),
                ('text', models.BinaryField()),
                ('process', models.CharField(max_length=64)),
                ('began_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('again_at', models.DateTimeField(blank=True, null=True)),
                ('doubts', models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Space',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('support', 'Support organisation'), ('association', 'Association')], max_length=16)),
                ('name_ar', models.CharField(max_length=200, verbose_name='Name in Arabic')),
                ('name_fr', models.CharField(blank=True, max_length=200, verbose_name='Name in French')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('username', models.CharField(max_length=60, unique=True, verbose_name='User name')),
                ('name', models.CharField(max_length=150, verbose_name='Full name')),
                ('email', models.EmailField(blank=True, max_length=254, null=True, verbose_name='E-mail')),
                ('phone', models.CharField(blank=True, help_text='Kept as +212…', max_length=16, null=True, verbose_name='Phone')),
                ('language', models.CharField(default='ar', max_length=5, verbose_name='Language')),
                ('is_active', models.BooleanField(default=True)),
                ('is_reminded', models.BooleanField(default=True, verbose_name='Reminders by e-mail')),
                ('new_email', models.EmailField(blank=True, editable=False, max_length=254, verbose_name='E-mail to be confirmed')),
                ('taken_back', models.JSONField(blank=True, default=list, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='user_name_once'), models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once'), models.UniqueConstraint(models.F('phone'), name='user_phone_once')],
            },
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
            name='HistoryEntry',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('seq', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField()),
                ('command', models.CharField(max_length=80)),
                ('object_type', models.CharField(max_length=60)),
                ('object_id', models.UUIDField()),
                ('subject_id', models.UUIDField()),
                ('label', models.CharField(max_length=200)),
                ('changes', models.JSONField()),
                ('key', models.UUIDField(null=True)),
                ('digest', models.CharField(max_length=64)),
                ('covers', models.CharField(blank=True, default='', max_length=64)),
                ('previous_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('signature', models.CharField(blank=True, default='', max_length=120)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('actor_space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='foundation.space')),
            ],
            options={
                'indexes': [models.Index(fields=['space', 'subject_id', 'seq'], name='history_by_subject'), models.Index(fields=['space', 'object_id', 'seq'], name='history_by_object')],
                'constraints': [models.UniqueConstraint(fields=('space', 'seq'), name='history_gapless'), models.UniqueConstraint(fields=('space', 'key'), name='history_key_once')],
            },
        ),
        migrations.CreateModel(
            name='IssuedDocument',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('kind', models.CharField(max_length=40)),
                ('series', models.CharField(max_length=32)),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('language', models.CharField(max_length=2)),
                ('title', models.CharField(max_length=250)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.UUIDField()),
                ('data', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('code', models.CharField(max_length=20, unique=True)),
                ('head', models.CharField(blank=True, default='', max_length=40)),
                ('issued_at', models.DateTimeField()),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='foundation.issueddocument')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['-issued_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='DocumentWithdrawal',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('reason', models.CharField(max_length=300, verbose_name='Reason')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='foundation.issueddocument')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'indexes': [models.Index(fields=['space', 'created_at'], name='withdrawal_by_day')],
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('media_type', models.CharField(max_length=100)),
                ('name', models.CharField(max_length=200)),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'indexes': [models.Index(fields=['space', 'sha256'], name='file_by_content')],
            },
        ),
        migrations.AddField(
            model_name='issueddocument',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile'),
        ),
        migrations.CreateModel(
            name='DocumentScan',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='Note')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='foundation.issueddocument')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile')),
            ],
            options={
                'indexes': [models.Index(fields=['space', 'document'], name='scan_by_document')],
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
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=32)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('space', 'series', 'year'), name='series_once')],
            },
        ),
        migrations.CreateModel(
            name='SentReminder',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('key', models.CharField(max_length=120)),
                ('kind', models.CharField(max_length=40)),
                ('subject_id', models.UUIDField()),
                ('due_on', models.DateField()),
                ('stage', models.CharField(choices=[('late', 'late'), ('today', 'today'), ('soon', 'soon')], max_length=8)),
                ('told_on', models.DateField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'indexes': [models.Index(fields=['space', 'user', 'told_on'], name='reminder_by_day')],
                'constraints': [models.UniqueConstraint(fields=('space', 'user', 'key', 'told_on'), name='reminder_sent_once')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('president', 'President'), ('secretary_general', 'Secretary general'), ('secretary', 'Secretary'), ('treasurer', 'Treasurer'), ('coordinator', 'Coordinator'), ('trainer', 'Trainer'), ('member', 'Member')], max_length=24, verbose_name='Role')),
                ('since_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='Since')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='Ended')),
                ('link_turn', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='foundation.space')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('space', 'user'), name='membership_one_live_role')],
            },
        ),
        migrations.CreateModel(
            name='LetterStop',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('mark', models.CharField(max_length=64)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('space', 'mark'), name='letter_stop_once')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=150, verbose_name='Full name')),
                ('contact', models.CharField(blank=True, max_length=150, verbose_name='Phone or e-mail')),
                ('role', models.CharField(choices=[('president', 'President'), ('secretary_general', 'Secretary general'), ('secretary', 'Secretary'), ('treasurer', 'Treasurer'), ('coordinator', 'Coordinator'), ('trainer', 'Trainer'), ('member', 'Member')], max_length=24, verbose_name='Role')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='foundation.space')),
            ],
            options={
                'indexes': [models.Index(fields=['space', 'created_at'], name='invitation_by_space')],
            },
        ),
        migrations.AddIndex(
            model_name='issueddocument',
            index=models.Index(fields=['space', '-issued_at'], name='document_by_day'),
        ),
        migrations.AddIndex(
            model_name='issueddocument',
            index=models.Index(fields=['space', 'subject_id'], name='document_by_subject'),
        ),
        migrations.AddConstraint(
            model_name='issueddocument',
            constraint=models.UniqueConstraint(fields=('space', 'series', 'year', 'number'), name='document_number_once'),
        ),
        AppendOnly('foundation_coveredcolumns'),
        AppendOnly('foundation_documentscan'),
        AppendOnly('foundation_documentwithdrawal'),
        AppendOnly('foundation_historyentry'),
        AppendOnly('foundation_issueddocument'),
        AppendOnly('foundation_rowcover'),
        AppendOnly('foundation_sentreminder', verbs=('update',)),
    ]
