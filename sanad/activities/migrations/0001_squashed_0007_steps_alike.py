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
        ('activities', '0001_initial'),
        ('activities', '0002_append_only'),
        ('activities', '0003_found_under_every_spelling'),
        ('activities', '0004_planned_hours_as_typed'),
        ('activities', '0005_one_order'),
        ('activities', '0006_told_of_changes'),
        ('activities', '0007_steps_alike'),
    ]

    initial = True

    dependencies = [
        ('directory', '0001_initial'),
        ('foundation', '0001_initial'),
        ('foundation', '__first__'),
        ('territory', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('folded', sanad.foundation.naming.order.KeyTextField(default='', editable=False)),
                ('kind', models.CharField(choices=[('meeting', 'Communication meeting'), ('visit', 'Visit'), ('bureau', 'Bureau meeting'), ('seminar', 'Seminar'), ('workshop', 'Workshop'), ('course', 'Training course'), ('trip', 'Trip')], max_length=16, verbose_name='Kind')),
                ('title', models.CharField(max_length=200, verbose_name='Title')),
                ('starts_at', sanad.foundation.clock.fields.WallTimeField(verbose_name='Begins')),
                ('ends_at', sanad.foundation.clock.fields.WallTimeField(verbose_name='Ends')),
                ('venue', models.CharField(blank=True, max_length=200, verbose_name='Venue')),
                ('purpose', models.TextField(blank=True, verbose_name='Purpose')),
                ('outcome', models.TextField(blank=True, verbose_name='What came out of it')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('convened', 'Convened'), ('held', 'Held'), ('cancelled', 'Cancelled')], default='planned', editable=False, max_length=12, verbose_name='State')),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hosted', to='directory.organisation', verbose_name='Organiser')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place', verbose_name='Place')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['-starts_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('guest_name', models.CharField(blank=True, max_length=150, verbose_name='Name of the guest')),
                ('capacity', models.CharField(blank=True, max_length=200, verbose_name='Capacity')),
                ('status', models.CharField(choices=[('present', 'Present'), ('excused', 'Excused'), ('absent', 'Absent')], default='present', max_length=10, verbose_name='Status')),
                ('came_at', models.TimeField(blank=True, null=True, verbose_name='Came late, at')),
                ('left_at', models.TimeField(blank=True, null=True, verbose_name='Left early, at')),
                ('is_late_entry', models.BooleanField(default=False, editable=False, verbose_name='Entered after the day')),
                ('activity', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='activities.activity')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='For the organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='directory.person', verbose_name='Person')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('space', 'activity', 'person'), name='attendance_person_once'), models.UniqueConstraint(condition=models.Q(('person__isnull', True)), fields=('space', 'activity', 'guest_name'), name='attendance_guest_once'), models.CheckConstraint(condition=models.Q(('person__isnull', False), models.Q(('guest_name', ''), _negated=True), _connector='XOR'), name='attendance_person_or_guest')],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('is_personal', models.BooleanField(default=False)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'indexes': [models.Index(fields=['space', 'owner'], name='feed_by_owner')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('text', models.TextField(verbose_name='Decision')),
                ('method', models.CharField(choices=[('consensus', 'By agreement of those present'), ('vote', 'By vote')], default='consensus', max_length=12, verbose_name='How it was taken')),
                ('votes_for', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='For')),
                ('votes_against', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Against')),
                ('abstained', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Abstained')),
                ('entitled', models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='activities.activity')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'indexes': [models.Index(fields=['space', 'activity'], name='decision_by_activity')],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('folded', sanad.foundation.naming.order.KeyTextField(default='', editable=False)),
                ('text', models.CharField(max_length=400, verbose_name='What is to be done')),
                ('due_on', models.DateField(verbose_name='Due')),
                ('state', models.CharField(choices=[('open', 'Open'), ('done', 'Done'), ('dropped', 'Dropped')], default='open', editable=False, max_length=10, verbose_name='State')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('closing_note', models.CharField(blank=True, max_length=300, verbose_name='Note')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='activities.activity')),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='activities.decision')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='directory.person', verbose_name='Owner')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'indexes': [models.Index(fields=['space', 'state', 'due_on'], name='followup_by_due'), models.Index(fields=['space', 'owner', 'state'], name='followup_by_owner'), models.Index(fields=['space', 'activity'], name='followup_by_activity')],
            },
        ),
        migrations.CreateModel(
            name='FollowUpStep',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('before', models.CharField(max_length=12)),
                ('after', models.CharField(max_length=12)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('follow_up', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='activities.followup')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['space', 'follow_up', 'created_at'], name='followup_steps')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('capacity', models.CharField(blank=True, max_length=200, verbose_name='Invited as')),
                ('answer', models.CharField(choices=[('pending', 'No answer yet'), ('accepted', 'Coming'), ('declined', 'Not coming')], default='pending', max_length=10, verbose_name='Answer')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='activities.activity')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='Organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person', verbose_name='Person')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('organisation__isnull', False), ('person__isnull', False), _connector='OR'), name='invitation_names_somebody'), models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('space', 'activity', 'person'), name='invitation_person_once'), models.UniqueConstraint(condition=models.Q(('person__isnull', True)), fields=('space', 'activity', 'organisation'), name='invitation_body_once')],
            },
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('body', models.TextField(blank=True, verbose_name='Text of the minutes')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('circulated', 'Circulated'), ('approved', 'Approved')], default='draft', editable=False, max_length=12, verbose_name='State')),
                ('edited_at', models.DateTimeField(editable=False, null=True)),
                ('activity', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='activities.activity')),
                ('edited_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'indexes': [models.Index(fields=['space', 'state'], name='minutes_by_state')],
            },
        ),
        migrations.CreateModel(
            name='MinutesRevision',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('previous_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('number', models.PositiveSmallIntegerField()),
                ('body', models.TextField()),
                ('facts', models.JSONField()),
                ('approved_at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('approved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='activities.minutes')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('space', 'minutes', 'number'), name='revision_once')],
            },
        ),
        migrations.CreateModel(
            name='MinutesStep',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('before', models.CharField(max_length=12)),
                ('after', models.CharField(max_length=12)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='activities.minutes')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['space', 'minutes', 'created_at'], name='minutes_steps')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('about', models.CharField(blank=True, max_length=120)),
                ('told', models.JSONField(default=dict)),
                ('language', models.CharField(max_length=2)),
                ('is_refused', models.BooleanField(default=False, verbose_name='The mail server refused the address')),
                ('guest', models.UUIDField()),
                ('kind', models.CharField(choices=[('changed', 'Another day, hour or place'), ('cancelled', 'The activity is cancelled'), ('by_hand', 'Told without e-mail')], max_length=10)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='activities.activity')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('space', 'activity', 'guest', 'kind', 'about'), name='notice_once')],
            },
        ),
        migrations.CreateModel(
            name='PressReport',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('language', models.CharField(choices=[('ar', 'Arabic'), ('fr', 'French')], max_length=2, verbose_name='Language')),
                ('author', models.CharField(blank=True, max_length=150, verbose_name='Author')),
                ('outlet', models.CharField(blank=True, max_length=200, verbose_name='Newspaper, branch')),
                ('told', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('approved', 'Approved')], default='draft', editable=False, max_length=10, verbose_name='State')),
                ('approved_at', models.DateTimeField(editable=False, null=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='press_reports', to='activities.activity')),
                ('approved_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='press_reports', to='activities.minutesrevision')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['-created_at'],
                'indexes': [models.Index(fields=['space', 'activity'], name='press_by_activity')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('space', 'revision', 'language'), name='press_one_draft')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeItem',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('position', models.PositiveSmallIntegerField(editable=False)),
                ('kind', models.CharField(choices=[('opening', 'Opening recitation'), ('welcome', 'Welcome and introductions'), ('words', 'Round of words'), ('follow_ups', 'Review of the follow-ups'), ('presentation', 'Presentation'), ('course', 'Short course'), ('discussion', 'Discussion'), ('decisions', 'Decisions and recommendations'), ('break', 'Break'), ('protocol', 'Closing prayer'), ('other', 'Other')], max_length=16, verbose_name='Kind')),
                ('title', models.CharField(max_length=250, verbose_name='Title')),
                ('capacity', models.CharField(blank=True, max_length=200, verbose_name='Speaking as')),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Minutes')),
                ('record', models.TextField(blank=True, verbose_name='What happened')),
                ('activity', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='programme', to='activities.activity')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('speaker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person', verbose_name='Speaker or trainer')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'indexes': [models.Index(fields=['space', 'activity', 'position'], name='programme_in_order')],
            },
        ),
        migrations.CreateModel(
            name='ScheduleChange',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('before', models.JSONField()),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schedule_changes', to='activities.activity')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'indexes': [models.Index(fields=['space', 'activity', 'created_at'], name='schedule_changes')],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('folded', sanad.foundation.naming.order.KeyTextField(default='', editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='Title of the series')),
                ('sort_key', sanad.foundation.naming.order.KeyField(default='', editable=False, max_length=220)),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['sort_key', 'pk'],
                'indexes': [models.Index(fields=['space', 'sort_key'], name='series_by_title')],
            },
        ),
        migrations.AddField(
            model_name='activity',
            name='series',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='activities.series', verbose_name='Series'),
        ),
        migrations.CreateModel(
            name='TakingPart',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taking_part', to='activities.activity')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taking_part', to='directory.organisation')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'indexes': [models.Index(fields=['space', 'organisation'], name='taking_part_by_body')],
                'constraints': [models.UniqueConstraint(fields=('space', 'activity', 'organisation'), name='taking_part_once')],
            },
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('position', models.PositiveSmallIntegerField(editable=False)),
                ('text', models.TextField(verbose_name='What was said')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='words', to='activities.activity')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='words', to='activities.programmeitem')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
                ('speaker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='words', to='activities.attendance', verbose_name='Speaker')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'indexes': [models.Index(fields=['space', 'activity', 'position'], name='words_in_order')],
            },
        ),
        migrations.CreateModel(
            name='ActivityStep',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('before', models.CharField(max_length=12)),
                ('after', models.CharField(max_length=12)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='activities.activity')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['space', 'activity', 'created_at'], name='activity_steps')],
            },
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['space', '-starts_at'], name='activity_by_day'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['space', 'series', 'starts_at'], name='activity_by_series'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['space', 'state', 'starts_at'], name='activity_by_state'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gte', models.F('starts_at'))), name='activity_ends_after_start'),
        ),
        AppendOnly('activities_activitystep'),
        AppendOnly('activities_followupstep'),
        AppendOnly('activities_minutesrevision'),
        AppendOnly('activities_minutesstep'),
        AppendOnly('activities_schedulechange'),
    ]
