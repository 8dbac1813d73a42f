"""Addresses from an agreed text to the last signature."""

from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.partnerships.models import Party
from sanad.partnerships.signing import commands, views
from sanad.partnerships.signing.forms import SendOutForm, SignatureForm
from sanad.partnerships.views import fetch, fetch_part, to_agreement, to_tab

urlpatterns = [
    path("<uuid:pk>/checks/", views.checks, name="checks"),
    *ui.addresses(
        ui.Sheet(
            "<uuid:pk>/send-out/",
            commands.send_out,
            fetch,
            SendOutForm,
            _("Send out for signature"),
            to_agreement,
            lead=lambda agreement: agreement.title,
            submit=_("Freeze and send out"),
            initial=lambda _agreement: {"on": timezone.localdate()},
            asks=views.ahead_of_sending_out,
        ),
        ui.Sheet(
            "<uuid:pk>/take-back/",
            commands.take_back,
            fetch,
            ui.ReasonForm,
            _("Take it back from signature"),
            to_agreement,
            lead=lambda agreement: agreement.title,
            asks=views.ahead_of_taking_back,
        ),
        ui.Sheet(
            "parties/<uuid:pk>/signature/",
            commands.record_signature,
            fetch_part(Party, "organisation"),
            SignatureForm,
            _("Record the signature"),
            to_tab("parties"),
            lead=str,
            asks=views.ahead_of_signature,
        ),
    ),
    path("<uuid:pk>/papers/", views.papers, name="papers"),
    path("<uuid:pk>/paper.pdf", views.paper, name="paper"),
    path("revisions/<uuid:pk>/issue/", views.issue, name="issue"),
]
