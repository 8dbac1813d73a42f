"""Whoever is invited by a card is linked to it."""

import django.db.models.deletion
import django.utils.timezone
import sanad.foundation.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0009_cards_are_joined'),
        ('foundation', '0015_papers_found_by_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='Invited',
            fields=[
                ('id', models.UUIDField(default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('invitation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.invitation')),
                ('person', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='invited', to='directory.person')),
                ('space', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.space')),
            ],
            options={
                'indexes': [models.Index(fields=['space', 'person'], name='invited_by_person')],
                'constraints': [models.UniqueConstraint(fields=('space', 'invitation'), name='invited_once')],
            },
        ),
    ]
