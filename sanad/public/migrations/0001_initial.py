"""The page that an organisation has for everybody."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import sanad.foundation.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [("foundation", "0011_who_asks_for_a_space")]

    operations = [
        migrations.CreateModel(
            "PublicPage",
            [
                (
                    "id",
                    models.UUIDField(
                        default=sanad.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("slug", models.CharField(max_length=40, unique=True, verbose_name="Address of the page")),
                ("is_open", models.BooleanField(default=False, verbose_name="Open to everybody")),
                ("shows_contacts", models.BooleanField(default=False, verbose_name="Phone, e-mail and web site")),
                ("shows_aims", models.BooleanField(default=False, verbose_name="Aims, from the statutes")),
                (
                    "shows_bureau",
                    models.BooleanField(default=False, verbose_name="Names and offices of those who speak for us"),
                ),
                ("agenda_kinds", models.JSONField(default=list, verbose_name="Agenda")),
                ("shows_news", models.BooleanField(default=False, verbose_name="News: the approved press reports")),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "space",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.space",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_open", True)), fields=["-changed_at"], name="page_for_everybody"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("space",), name="page_once")],
            },
        ),
    ]
