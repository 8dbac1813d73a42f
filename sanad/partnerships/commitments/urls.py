"""Addresses of commitments that are kept, answered and waived."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.partnerships.commitments import commands, views

urlpatterns = [
    path("promises/", views.commitments, name="promises"),
    path("promises/<uuid:pk>/", views.commitment, name="promise"),
    path("promises/<uuid:pk>/deliver/", views.deliver, name="deliver"),
    path("promises/<uuid:pk>/waive/", views.waive, name="waive"),
    path("pieces/<uuid:pk>/accept/", views.accept, name="accept"),
    *ui.addresses(
        ui.Sheet(
            "pieces/<uuid:pk>/decline/",
            commands.decline_fulfilment,
            views.fetch_fulfilment,
            ui.ReasonForm,
            _("Do not accept what was delivered"),
            views.to_commitment,
            lead=lambda fulfilment: fulfilment.commitment.text,
            submit=_("Send the reason"),
            name="decline",
        ),
    ),
    path("evidence/<uuid:pk>/", views.evidence_file, name="evidence_file"),
    path("<uuid:pk>/follow-up/", views.follow_up, name="follow_up"),
]
