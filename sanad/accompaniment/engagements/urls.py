"""Addresses of engagements: the list, the dossier, and what is done with one."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.engagements import forms, views
from sanad.accompaniment.engagements.commands import close_engagement, edit_engagement, move_engagement
from sanad.accompaniment.views import fetch_engagement, to_engagement, within
from sanad.foundation import ui

urlpatterns = [
    path("", views.engagements, name="engagements"),
    path("new/", views.open_engagement, name="open"),
    path("<uuid:pk>/", views.engagement, name="engagement"),
    *ui.addresses(
        ui.Sheet(
            "<uuid:pk>/edit/",
            edit_engagement,
            fetch_engagement,
            forms.EditEngagementForm,
            _("Change the file"),
            to_engagement,
            lead=str,
            initial=lambda row: {"referent": row.referent, "purpose": row.purpose},
            edits=True,
            name="edit",
        ),
        ui.Sheet(
            "<uuid:pk>/stage/",
            move_engagement,
            fetch_engagement,
            forms.StageForm,
            _("Move to another stage"),
            to_engagement,
            lead=str,
            form_kwargs=within,
            name="move",
        ),
        ui.Sheet(
            "<uuid:pk>/close/",
            close_engagement,
            fetch_engagement,
            forms.CloseForm,
            _("Close the accompaniment"),
            to_engagement,
            lead=str,
            name="close",
            asks=views.ahead_of_closing,
        ),
    ),
]
