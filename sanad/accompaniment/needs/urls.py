"""Addresses of needs."""

from operator import attrgetter

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.forms import MoveForm
from sanad.accompaniment.models import Need
from sanad.accompaniment.needs import forms, views
from sanad.accompaniment.needs.commands.change import resolve_need
from sanad.accompaniment.needs.commands.needs import edit_need, move_need, voice_need
from sanad.accompaniment.views import fetch_engagement, to_engagement, within
from sanad.foundation import ui

# The state to which another command leads: what shows that a need is met.
RESOLVED = frozenset({Need.State.RESOLVED})

urlpatterns = [
    path("needs/<uuid:pk>/", views.need, name="need"),
    path("needs/<uuid:pk>/change/", views.record_change, name="record_change"),
    *ui.addresses(
        ui.Sheet(
            "<uuid:pk>/needs/new/",
            voice_need,
            fetch_engagement,
            forms.NeedForm,
            _("Write down a need"),
            to_engagement,
            lead=str,
            form_kwargs=within,
        ),
        ui.Sheet(
            "needs/<uuid:pk>/edit/",
            edit_need,
            views.fetch_need,
            forms.NeedForm,
            _("Change the need"),
            views.to_need,
            initial=views.as_it_stands,
            form_kwargs=within,
            edits=True,
        ),
        ui.Sheet(
            "needs/<uuid:pk>/move/",
            move_need,
            views.fetch_need,
            MoveForm,
            _("Move the need"),
            views.to_need,
            lead=attrgetter("statement"),
            form_kwargs=lambda row: {"row": row, "elsewhere": RESOLVED},
        ),
        ui.Sheet(
            "needs/<uuid:pk>/resolve/",
            resolve_need,
            views.fetch_need,
            forms.ResolveForm,
            _("The need is met"),
            views.to_need,
            lead=attrgetter("statement"),
            submit=_("The need is met"),
        ),
    ),
]
