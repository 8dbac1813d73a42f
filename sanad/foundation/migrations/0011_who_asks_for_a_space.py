"""Who asks for a space, who keeps the installation, and spaces found by their name."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import sanad.foundation.ids
from sanad.foundation.arabic.fold import fold


def fold_names(apps, schema_editor) -> None:
    """The spaces that are there are found by their name too."""
    spaces = apps.get_model("foundation", "Space")
    for space in spaces.objects.only("pk", "name_ar").iterator():
        spaces.objects.filter(pk=space.pk).update(folded=fold(space.name_ar)[:200])


class Migration(migrations.Migration):
    dependencies = [("foundation", "0010_taken_back_from")]

    operations = [
        migrations.AddField("space", "folded", models.CharField(default="", editable=False, max_length=200)),
        migrations.RunPython(fold_names, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex("space", models.Index(fields=["folded"], name="space_by_name")),
        migrations.CreateModel(
            "Keeper",
            [
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("named_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
        ),
        migrations.CreateModel(
            "SpaceRequest",
            [
                (
                    "id",
                    models.UUIDField(
                        default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("support", "Support organisation"), ("association", "Association")],
                        max_length=16,
                        verbose_name="Kind",
                    ),
                ),
                ("name_ar", models.CharField(max_length=200, verbose_name="Name in Arabic")),
                ("name_fr", models.CharField(blank=True, max_length=200, verbose_name="Name in French")),
                ("folded", models.CharField(editable=False, max_length=200)),
                ("place", models.CharField(max_length=200, verbose_name="Place")),
                ("person", models.CharField(max_length=150, verbose_name="Full name")),
                ("phone", models.CharField(max_length=16, verbose_name="Phone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="E-mail")),
                (
                    "asked_on",
                    models.DateField(default=django.utils.timezone.localdate, editable=False, verbose_name="Day"),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="Answered")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="Reason")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.space",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["answered_at", "created_at"], name="request_by_day")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("folded", "kind", "phone"),
                        name="request_once",
                    )
                ],
            },
        ),
    ]
