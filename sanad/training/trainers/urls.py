"""Addresses of those who can teach a field."""

from operator import attrgetter

from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.training.trainers import commands, views
from sanad.training.trainers.forms import MandateForm

urlpatterns: list[URLPattern] = [
    path("trainers/", views.trainers, name="trainers"),
    path("trainers/new/", views.add, name="add_trainer_field"),
    path("trainers/fields/<uuid:pk>/", views.trainer, name="trainer"),
    *ui.addresses(
        ui.Sheet(
            "trainers/fields/<uuid:pk>/mandate/",
            commands.name_mandate,
            views.fetch_field,
            MandateForm,
            _("By which mandate"),
            views.to_trainer,
            lead=attrgetter("person.name"),
            initial=lambda row: {"mandate": row.mandate},
            form_kwargs=lambda row: {"person": row.person},
            edits=True,
        ),
        ui.Act(
            "trainers/fields/<uuid:pk>/withdraw/",
            commands.withdraw_trainer_field,
            views.fetch_field,
            lambda _row: reverse("training:trainers"),
        ),
    ),
]
