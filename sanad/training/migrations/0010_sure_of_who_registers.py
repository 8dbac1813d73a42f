"""Who registers through the link is sure once somebody says so. Those of before have their places; their addresses nobody confirmed."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def addresses_of_before(apps, _schema_editor):
    places = apps.get_model("training", "Registration").objects.filter(channel__in=["link", "door"])
    places.exclude(email="").update(is_address_sure=False)


class Migration(migrations.Migration):
    dependencies = [("training", "0009_letters_say_what_they_told")]

    operations = [
        migrations.AddField(
            "registration",
            "is_sure",
            models.BooleanField(
                default=True, editable=False, verbose_name="Confirmed by the organiser or by the letter"
            ),
        ),
        migrations.AddField(
            "registration",
            "is_address_sure",
            models.BooleanField(default=True, editable=False, verbose_name="The e-mail address is confirmed"),
        ),
        migrations.AddField(
            "registration",
            "twin",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="training.registration",
                verbose_name="Perhaps the same person as",
            ),
        ),
        migrations.RemoveConstraint("registration", "registration_phone_once"),
        migrations.AddConstraint(
            "registration",
            models.UniqueConstraint(
                fields=["space", "session", "phone", "name"],
                condition=Q(person=None, twin=None) & ~Q(phone="") & ~Q(state="withdrawn"),
                name="registration_phone_once",
            ),
        ),
        migrations.RunPython(addresses_of_before, migrations.RunPython.noop, elidable=True),
    ]
