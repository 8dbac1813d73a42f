"""Addresses of what the parties show each other."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.partnerships.models import Sharing
from sanad.partnerships.sharing import commands, views
from sanad.partnerships.sharing.forms import SharingForm
from sanad.partnerships.views import fetch, fetch_part, to_tab

urlpatterns = [
    path("<uuid:pk>/sharing/", views.sharing, name="sharing"),
    *ui.addresses(
        ui.Sheet(
            "<uuid:pk>/sharing/new/",
            commands.agree_sharing,
            fetch,
            SharingForm,
            _("What one party shows another"),
            to_tab("sharing"),
            lead=_("The text says it; each party opens its own records itself, after signature."),
            form_kwargs=lambda agreement: {"agreement": agreement},
        ),
        ui.Act("sharing/<uuid:pk>/withdraw/", commands.withdraw_sharing, fetch_part(Sharing), to_tab("sharing")),
        ui.Act("sharing/<uuid:pk>/give/", commands.give_sharing, fetch_part(Sharing), to_tab("sharing")),
    ),
    path("sharing/<uuid:pk>/revoke/", views.revoke_sharing, name="revoke_sharing"),
]
