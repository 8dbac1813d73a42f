"""All diagnoses, and how many associations grew stronger."""

from dataclasses import replace

import django_filters
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.diagnosis.models import Diagnosis
from sanad.diagnosis.results.queries.impact import improved_associations
from sanad.diagnosis.workshop.queries.diagnoses import diagnoses_for
from sanad.diagnosis.workshop.views.diagnoses import to_diagnosis
from sanad.directory.models import Organisation
from sanad.directory.policies import visible_to
from sanad.foundation import ui
from sanad.foundation.naming.models import refers_to


class DiagnosisFilters(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=Diagnosis.State.choices)


DIAGNOSES = ui.Listing(
    title=_("Diagnosis"),
    lead=_("Where each association stands, and where each douar does: asked, agreed, and measured again."),
    columns=[
        ui.Column(_("Association"), "engagement.association.name", "name"),
        ui.Column(_("Instrument"), "instrument.title", "name"),
        ui.Column(_("Kind"), "get_kind_display"),
        ui.Column(_("Day"), "held_on", "day"),
        ui.Column(_("Sheets of answers"), "sheet_count", "count"),
        ui.Column(_("State"), "get_state_display", "state"),
    ],
    link=to_diagnosis,
    search=lambda rows, text: rows.filter(refers_to(Organisation, "engagement__association_id", text)),
    filterset=DiagnosisFilters,
    empty=(_("No diagnosis yet."), _("Open the file of an association and begin one there.")),
    file_name="diagnoses",
    template="diagnosis/diagnoses.html",
)


OF_ASSOCIATION = replace(
    DIAGNOSES,
    lead=_("Where we stand: asked, agreed, and measured again."),
    empty=(_("No diagnosis yet."), _("Who accompanies us begins one with us.")),
)


def diagnoses(request: HttpRequest) -> HttpResponseBase:
    improved = improved_associations(request.actor, timezone.localdate())
    counted = [line.association.pk for line in improved.counted]
    cards = visible_to(request.actor, Organisation).filter(pk__in=counted)
    listing = OF_ASSOCIATION if request.actor.space.is_association else DIAGNOSES
    return ui.listing(request, listing, diagnoses_for(request.actor), improved=improved, cards=cards)
