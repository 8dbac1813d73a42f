"""What a new installation begins with; one of before has come here by the migrations that this replaces."""

import django.db.models.deletion
import django.utils.timezone
import sanad.foundation.clock.fields
import sanad.foundation.ids
import sanad.foundation.naming.order
from django.conf import settings
from django.db import migrations, models

from sanad.foundation.history.operations import AppendOnly


class Migration(migrations.Migration):

    replaces = [
        ('training', '0001_initial'),
        ('training', '0002_append_only'),
        ('training', '0003_sessions_letters'),
        ('training', '0004_certificates_refusal'),
        ('training', '0005_letters_afterwards'),
        ('training', '0006_planned_hours_as_typed'),
        ('training', '0007_one_order'),
        ('training', '0008_runs_end_and_keys_of_two_pairs'),
        ('training', '0009_letters_say_what_they_told'),
        ('training', '0010_sure_of_who_registers'),
    ]

    initial = True

    dependencies = [
        ('accompaniment', '0001_initial'),
        ('activities', '0001_initial'),
        ('directory', '0001_initial'),
        ('foundation', '0001_initial'),
        ('territory', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                'ordering': [sanad.foundation.naming.order.CodePoints(models.F('name'))],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('space', 'course_key', 'name'), name='course_file_once')],
            },
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('number', models.PositiveIntegerField(editable=False)),
                ('name', models.CharField(max_length=150, verbose_name='Full name')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='Phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='E-mail')),
                ('sex', models.CharField(blank=True, choices=[('w', 'Woman'), ('m', 'Man')], max_length=1, verbose_name='Woman or man')),
                ('age', models.CharField(blank=True, choices=[('0-17', 'Under 18'), ('18-29', '18 to 29'), ('30-44', '30 to 44'), ('45-59', '45 to 59'), ('60+', '60 and older')], max_length=6, verbose_name='Age')),
                ('channel', models.CharField(choices=[('organisation', 'By their organisation'), ('link', 'By themselves, through the link'), ('door', 'At the door')], editable=False, max_length=12)),
                ('is_late', models.BooleanField(default=False, editable=False, verbose_name='Added after the registration had closed')),
                ('link_turn', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('state', models.CharField(choices=[('waiting', 'On the waiting list'), ('confirmed', 'Confirmed'), ('withdrawn', 'Withdrawn')], default='waiting', editable=False, max_length=10, verbose_name='State')),
                ('folded', sanad.foundation.naming.order.KeyTextField(default='', editable=False)),
                ('has_waited', models.BooleanField(default=False, editable=False, verbose_name='Had to wait for a place')),
                ('is_sure', models.BooleanField(default=True, editable=False, verbose_name='Confirmed by the organiser or by the letter')),
                ('is_address_sure', models.BooleanField(default=True, editable=False, verbose_name='The e-mail address is confirmed')),
                ('asking_space', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='Organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='directory.person', verbose_name='Person')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place', verbose_name='Province or commune')),
                ('plan_item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='accompaniment.planitem', verbose_name='Plan item')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('twin', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.registration', verbose_name='Perhaps the same person as')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='LessonRead',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('course_key', models.CharField(max_length=42)),
                ('lesson', models.CharField(max_length=42)),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('registration', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lessons_read', to='training.registration')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('user__isnull', False)), fields=('space', 'user', 'course_key', 'lesson'), name='lesson_read_once_by_user'), models.UniqueConstraint(condition=models.Q(('registration__isnull', False)), fields=('space', 'registration', 'course_key', 'lesson'), name='lesson_read_once_by_place'), models.CheckConstraint(condition=models.Q(('user__isnull', False), ('registration__isnull', False), _connector='XOR'), name='lesson_read_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('moment', models.CharField(choices=[('before', 'Before the course'), ('after', 'After the course')], max_length=6)),
                ('answers', models.JSONField(default=dict)),
                ('score', models.PositiveSmallIntegerField()),
                ('out_of', models.PositiveSmallIntegerField()),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('registration', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='training.registration')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('space', 'registration', 'moment'), name='attempt_once'), models.CheckConstraint(condition=models.Q(('out_of__gt', 0), ('score__lte', models.F('out_of'))), name='attempt_within_maximum')],
            },
        ),
        migrations.CreateModel(
            name='RegistrationLetter',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('kind', models.CharField(choices=[('waiting', 'On the waiting list'), ('confirmed', 'Confirmed'), ('changed', 'Another day, hour or place'), ('soon', 'Reminder before the first day'), ('cancelled', 'The session is cancelled'), ('issued', 'The certificate is issued'), ('opinion', 'Second opinion asked'), ('by_hand', 'Told without e-mail')], max_length=10)),
                ('language', models.CharField(max_length=2)),
                ('about', models.CharField(blank=True, max_length=120)),
                ('is_refused', models.BooleanField(default=False, verbose_name='The mail server refused the address')),
                ('told', models.JSONField(default=dict)),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='training.registration')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('space', 'registration', 'kind', 'about'), name='registration_letter_once')],
            },
        ),
        migrations.CreateModel(
            name='RegistrationStep',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('before', models.CharField(max_length=10)),
                ('after', models.CharField(max_length=10)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='training.registration')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'indexes': [models.Index(fields=['space', 'registration', 'created_at'], name='registration_steps')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('seats', models.PositiveSmallIntegerField(verbose_name='Seats')),
                ('minimum', models.PositiveSmallIntegerField(default=1, verbose_name='Minimum of participants')),
                ('opens_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='Registration opens')),
                ('closes_on', models.DateField(verbose_name='Registration closes')),
                ('is_public', models.BooleanField(default=False, verbose_name='Anybody may register through the public link')),
                ('code', models.CharField(editable=False, max_length=16, unique=True)),
                ('report', models.TextField(blank=True, editable=False, verbose_name="The trainer's report")),
                ('state', models.CharField(choices=[('draft', 'Being prepared'), ('open', 'Announced'), ('confirmed', 'Confirmed'), ('closed', 'Finished'), ('cancelled', 'Cancelled')], default='draft', editable=False, max_length=10, verbose_name='State')),
                ('activity', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='activities.activity')),
                ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='training.course', verbose_name='Course')),
                ('item', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='activities.programmeitem')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['-closes_on', '-pk'],
                'indexes': [models.Index(fields=['space', 'state', 'closes_on'], name='session_by_state')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('item', None)), fields=('space', 'activity'), name='session_once_an_activity'), models.UniqueConstraint(condition=models.Q(('item__isnull', False)), fields=('space', 'activity', 'item'), name='session_once_an_item'), models.CheckConstraint(condition=models.Q(('minimum__lte', models.F('seats')), ('seats__gt', 0)), name='session_has_seats'), models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='session_closes_after_opening')],
            },
        ),
        migrations.AddField(
            model_name='registration',
            name='session',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='training.session'),
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('moment', models.CharField(choices=[('hot', 'Right after'), ('cold', 'Some months later')], max_length=4)),
                ('answers', models.JSONField(default=dict)),
                ('points', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('points_of', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('ticket', models.CharField(editable=False, max_length=64)),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('session', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='training.session')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('space', 'session', 'moment', 'ticket'), name='feedback_once')],
            },
        ),
        migrations.CreateModel(
            name='CertificateRun',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('language', models.CharField(editable=False, max_length=2)),
                ('wanted', models.JSONField(editable=False)),
                ('finished_at', models.DateTimeField(editable=False, null=True)),
                ('refusal', models.CharField(blank=True, editable=False, max_length=300)),
                ('failures', models.JSONField(default=list, editable=False)),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('session', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='certificate_runs', to='training.session')),
            ],
            options={
                'ordering': ['-created_at'],
                'indexes': [models.Index(fields=['space', 'session', '-created_at'], name='run_by_session')],
            },
        ),
        migrations.CreateModel(
            name='SessionCost',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('label', models.CharField(max_length=200, verbose_name='What for')),
                ('amount', models.BigIntegerField(help_text='In centimes', verbose_name='Amount')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('borne_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='Borne by')),
                ('session', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='costs', to='training.session')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'indexes': [models.Index(fields=['space', 'session'], name='cost_by_session')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='cost_positive')],
            },
        ),
        migrations.CreateModel(
            name='SessionStep',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('before', models.CharField(max_length=10)),
                ('after', models.CharField(max_length=10)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='training.session')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'indexes': [models.Index(fields=['space', 'session', 'created_at'], name='session_steps')],
            },
        ),
        migrations.CreateModel(
            name='SessionTrainer',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taught', to='directory.person', verbose_name='Trainer')),
                ('session', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='trainers', to='training.session')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('space', 'session', 'person'), name='session_trainer_once')],
            },
        ),
        migrations.CreateModel(
            name='SigningKey',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('public', models.JSONField()),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
                ('public_rsa', models.JSONField(editable=False, null=True)),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('space',), name='signing_key_one_live')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('snapshot', models.JSONField()),
                ('issued_on', models.DateField()),
                ('valid_until', models.DateField(null=True)),
                ('credential', models.TextField()),
                ('status_index', models.PositiveIntegerField()),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='foundation.issueddocument')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='training.certificaterun')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='training.registration')),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.signingkey')),
            ],
            options={
                'ordering': ['-issued_on', '-pk'],
                'indexes': [models.Index(fields=['space', 'registration'], name='certificate_by_person')],
                'constraints': [models.UniqueConstraint(fields=('space', 'status_index'), name='certificate_status_once'), models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gte', models.F('issued_on')), _connector='OR'), name='certificate_valid_after_issue')],
            },
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('starts_at', sanad.foundation.clock.fields.WallTimeField(verbose_name='Begins')),
                ('ends_at', sanad.foundation.clock.fields.WallTimeField(verbose_name='Ends')),
                ('venue', models.CharField(blank=True, max_length=200, verbose_name='Venue')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='What is done')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('session', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='training.session')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['starts_at', 'pk'],
                'indexes': [models.Index(fields=['space', 'session', 'starts_at'], name='slot_in_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='slot_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='Minutes present')),
                ('method', models.CharField(choices=[('trainer', 'By the trainer'), ('door', 'By the code at the door'), ('sheet', 'From the signed sheet')], max_length=8, verbose_name='How it was recorded')),
                ('is_late', models.BooleanField(default=False, editable=False, verbose_name='Recorded after the day')),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('registration', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='training.registration')),
                ('slot', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='training.slot')),
            ],
            options={
                'indexes': [models.Index(fields=['space', 'registration'], name='presence_by_person')],
                'constraints': [models.UniqueConstraint(fields=('space', 'slot', 'registration'), name='presence_once')],
            },
        ),
        migrations.CreateModel(
            name='AttendanceScan',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('slot', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='training.slot')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'indexes': [models.Index(fields=['space', 'slot'], name='sheet_by_slot')],
            },
        ),
        migrations.CreateModel(
            name='TrainerField',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('field', models.CharField(choices=[('digitization', 'Digitization'), ('participatory_democracy', 'Participatory democracy'), ('communication', 'Effective communication'), ('self_development', 'Self-development'), ('advocacy', 'Advocacy for the residents with the authorities'), ('management', 'Administrative and financial management of associations')], max_length=24, verbose_name='Field of training')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('mandate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.mandate', verbose_name='By which mandate')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='training_fields', to='directory.person', verbose_name='Trainer')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': [sanad.foundation.naming.order.CodePoints(models.F('field')), 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('space', 'person', 'field'), name='trainer_field_once')],
            },
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(fields=['space', 'session', 'state', 'number'], name='registration_in_order'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(fields=('space', 'session', 'number'), name='registration_number_once'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(condition=models.Q(('person__isnull', False), models.Q(('state', 'withdrawn'), _negated=True)), fields=('space', 'session', 'person'), name='registration_person_once'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(condition=models.Q(('person', None), ('twin', None), models.Q(('phone', ''), _negated=True), models.Q(('state', 'withdrawn'), _negated=True)), fields=('space', 'session', 'phone', 'name'), name='registration_phone_once'),
        ),
        AppendOnly('training_attempt'),
        AppendOnly('training_attendancescan'),
        AppendOnly('training_certificate'),
        AppendOnly('training_course'),
        AppendOnly('training_feedback'),
        AppendOnly('training_lessonread'),
        AppendOnly('training_registrationstep'),
        AppendOnly('training_sessionstep'),
    ]
