"""Addresses of evidence."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.evidence import views
from sanad.accompaniment.evidence.commands import withdraw_evidence
from sanad.foundation import ui
from sanad.foundation.files.small import LARGE, SMALL

urlpatterns = [
    path("<uuid:pk>/evidence/", views.evidence_list, name="evidence_list"),
    path("<uuid:pk>/evidence/new/", views.add_evidence, name="add_evidence"),
    path("evidence/<uuid:pk>/", views.evidence, name="evidence"),
    path("evidence/<uuid:pk>/file/", views.evidence_file, name="evidence_file"),
    path("evidence/<uuid:pk>/small/", views.evidence_picture, {"side": SMALL}, name="evidence_small"),
    path("evidence/<uuid:pk>/picture/", views.evidence_picture, {"side": LARGE}, name="evidence_picture"),
    *ui.addresses(
        ui.Sheet(
            "evidence/<uuid:pk>/withdraw/",
            withdraw_evidence,
            views.fetch_evidence,
            ui.ReasonForm,
            _("Withdraw the evidence"),
            views.to_evidence,
            lead=str,
            asks=views.ahead_of_withdrawing,
        ),
    ),
]
