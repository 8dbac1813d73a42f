from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanad.activities.programme import forms, views
from sanad.activities.programme.commands import activity, items
from sanad.activities.views import fetch_activity, to_activity
from sanad.foundation import ui

urlpatterns = [
    path("", views.activities, name="activities"),
    path("new/", views.plan_activity, name="plan"),
    path("series/new/", views.start_series, name="start_series"),
    path("series/<uuid:pk>/", views.series, name="series"),
    path("<uuid:pk>/", views.activity, name="activity"),
    path("<uuid:pk>/edit/", views.edit_activity, name="edit"),
    path("programme/<uuid:pk>/", views.edit_item, name="edit_item"),
    *ui.addresses(
        ui.Act(
            "series/<uuid:pk>/close/",
            activity.close_series,
            views.fetch_series,
            views.to_series,
            asks=views.ahead_of_closing_series,
        ),
        ui.Act(
            "<uuid:pk>/convene/",
            activity.convene_activity,
            fetch_activity,
            to_activity,
            name="convene",
            asks=views.ahead_of_convening,
        ),
        ui.Act(
            "<uuid:pk>/hold/",
            activity.hold_activity,
            fetch_activity,
            to_activity,
            name="hold",
            asks=views.ahead_of_holding,
        ),
        ui.Act("<uuid:pk>/unhold/", activity.unhold_activity, fetch_activity, to_activity, name="unhold"),
        ui.Sheet(
            "<uuid:pk>/cancel/",
            activity.cancel_activity,
            fetch_activity,
            forms.CancelForm,
            _("Cancel the activity"),
            to_activity,
            lead=str,
            name="cancel",
            asks=views.ahead_of_cancelling,
        ),
        ui.Sheet(
            "<uuid:pk>/programme/new/",
            items.add_item,
            fetch_activity,
            forms.ItemForm,
            _("Add a point"),
            to_activity,
            lead=str,
        ),
        ui.Act("programme/<uuid:pk>/withdraw/", items.withdraw_item, views.fetch_item, to_activity),
        ui.Act("programme/<uuid:pk>/up/", items.move_item_up, views.fetch_item, to_activity, name="move_item"),
    ),
]
