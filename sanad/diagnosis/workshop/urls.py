"""The addresses of a diagnosis, its sheets and its scores: pages, then the sheets and buttons of one command."""

from operator import attrgetter

from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.views import fetch_engagement
from sanad.diagnosis.instruments.queries.blueprint import blueprint_of
from sanad.diagnosis.workshop.commands.diagnoses import (
    cancel_diagnosis,
    close_diagnosis,
    edit_diagnosis,
    start_diagnosis,
)
from sanad.diagnosis.workshop.commands.scores import verify_score
from sanad.diagnosis.workshop.commands.sheets import open_sheet, withdraw_sheet
from sanad.diagnosis.workshop.forms.answers import OpenForm
from sanad.diagnosis.workshop.forms.diagnoses import EditForm, StartForm
from sanad.diagnosis.workshop.forms.scores import VerifyForm
from sanad.diagnosis.workshop.views import diagnoses, scores, sheets
from sanad.foundation import ui

urlpatterns = [
    path("file/<uuid:pk>/", diagnoses.of_engagement, name="of_engagement"),
    path("<uuid:pk>/", diagnoses.diagnosis, name="diagnosis"),
    path("<uuid:pk>/answered/", diagnoses.move, {"state": "rated"}, name="finish_answers"),
    path("<uuid:pk>/answers/", diagnoses.move, {"state": "draft"}, name="take_answers"),
    path("<uuid:pk>/agreed/", diagnoses.move, {"state": "agreed"}, name="finish_scores"),
    path("<uuid:pk>/scores/", diagnoses.move, {"state": "rated"}, name="reopen_scores"),
    path("sheets/<uuid:pk>/", sheets.sheet, name="sheet"),
    path("sheets/<uuid:pk>/answer/", sheets.answer, name="answer"),
    path("sheets/<uuid:pk>/type/", sheets.type_in, name="type_in"),
    path("<uuid:pk>/workshop/", scores.workshop, name="workshop"),
    path("scores/<uuid:pk>/evidence/", scores.attach_evidence, name="attach_evidence"),
    *ui.addresses(
        ui.Sheet(
            "file/<uuid:pk>/new/",
            start_diagnosis,
            fetch_engagement,
            StartForm,
            _("Begin a diagnosis"),
            diagnoses.to_diagnosis,
            lead=attrgetter("association.name"),
            submit=_("Begin"),
            initial=lambda row: {"held_on": timezone.localdate(), "place": row.association.seat_place_id},
            form_kwargs=lambda row: {"engagement": row},
            name="start",
        ),
        ui.Sheet(
            "<uuid:pk>/edit/",
            edit_diagnosis,
            diagnoses.fetch_diagnosis,
            EditForm,
            _("Change the diagnosis"),
            diagnoses.to_diagnosis,
            lead=attrgetter("engagement.association.name"),
            initial=diagnoses.as_it_stands,
            form_kwargs=lambda row: {"engagement": row.engagement},
            edits=True,
            name="edit",
        ),
        ui.Act(
            "<uuid:pk>/close/",
            close_diagnosis,
            diagnoses.fetch_diagnosis,
            diagnoses.to_diagnosis,
            name="close",
            asks=diagnoses.ahead_of_closing,
        ),
        ui.Sheet(
            "<uuid:pk>/cancel/",
            cancel_diagnosis,
            diagnoses.fetch_diagnosis,
            ui.ReasonForm,
            _("Cancel the diagnosis"),
            diagnoses.to_diagnosis,
            lead=attrgetter("instrument.title"),
            submit=_("Cancel the diagnosis"),
            name="cancel",
            asks=diagnoses.ahead_of_cancelling,
        ),
        ui.Sheet(
            "<uuid:pk>/sheets/new/",
            open_sheet,
            diagnoses.fetch_diagnosis,
            OpenForm,
            _("Open a sheet of answers"),
            lambda sheet: reverse("diagnosis:answer", args=[sheet.pk]),
            lead=attrgetter("instrument.title"),
            submit=_("Begin to answer"),
            form_kwargs=lambda row: {"diagnosis": row},
        ),
        ui.Sheet(
            "sheets/<uuid:pk>/withdraw/",
            withdraw_sheet,
            sheets.fetch_sheet,
            ui.ReasonForm,
            _("Withdraw a sheet"),
            diagnoses.to_diagnosis,
            lead=str,
            submit=_("Withdraw"),
        ),
        ui.Sheet(
            "scores/<uuid:pk>/verify/",
            verify_score,
            scores.fetch_score,
            VerifyForm,
            _("Verify a score"),
            scores.to_results,
            lead=scores.item_title,
            initial=lambda row: {"level": row.verified or row.level},
            form_kwargs=lambda row: {"score": row, "blueprint": blueprint_of(row.diagnosis.instrument)},
            edits=True,
            name="verify",
        ),
    ),
]
