"""Who can teach what: the list, one line of it, its mandate."""

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import PlanItem
from sanad.directory.models import Person
from sanad.foundation import ui
from sanad.foundation.naming.models import refers_to
from sanad.foundation.naming.order import by_code_point
from sanad.foundation.policy import Text
from sanad.training.models import Session, SessionTrainer, TrainerField
from sanad.training.policies import visible_to
from sanad.training.trainers import commands, forms, policies

GIVEN = (Session.State.CONFIRMED, Session.State.CLOSED)


class TrainerFilters(django_filters.FilterSet):
    field = django_filters.ChoiceFilter(label=_("Field of training"), choices=PlanItem.Field.choices)


def _standing(row: TrainerField) -> Text:
    if row.mandate is None:
        return _("no mandate named")
    return _("in force") if row.mandate.is_live else _("has ended")


TRAINERS = ui.Listing(
    title=_("Trainers"),
    lead=_("Who can teach which field, and by which mandate."),
    columns=[
        ui.Column(_("Trainer"), "person.name", "name"),
        ui.Column(_("Field of training"), "get_field_display"),
        ui.Column(_("Mandate"), lambda row: row.mandate.capacity if row.mandate else "", "name"),
        ui.Column(_("Standing"), _standing),
        ui.Column(_("Sessions given"), "given", "count"),
    ],
    link=lambda row: reverse("training:trainer", args=[row.pk]),
    search=lambda rows, words: rows.filter(refers_to(Person, "person_id", words)),
    filterset=TrainerFilters,
    empty=(_("No trainer yet."), _("Write down who can teach which field.")),
    file_name="trainers",
    template="training/trainers.html",
)


def _listed(request: HttpRequest) -> QuerySet[TrainerField]:
    taught = SessionTrainer.objects.standing().filter(
        person=OuterRef("person"), session__course__field=OuterRef("field"), session__state__in=GIVEN
    )
    given = taught.order_by().values("person").annotate(total=Count("pk")).values("total")
    rows = visible_to(request.actor, TrainerField).standing().select_related("person", "mandate")
    return rows.annotate(given=Coalesce(Subquery(given), 0)).order_by("person__sort_key", by_code_point("field"), "pk")


def trainers(request: HttpRequest) -> HttpResponseBase:
    return ui.listing(request, TRAINERS, _listed(request), can_add=policies.can_keep_trainers(request.actor))


def to_trainer(row: TrainerField) -> str:
    """The page of a person's field."""
    return reverse("training:trainer", args=[row.pk])


def add(request: HttpRequest) -> HttpResponse:
    return ui.sheet(
        request,
        forms.TrainerForm,
        commands.add_trainer_field,
        title=_("Write a trainer down"),
        then=to_trainer,
        initial={"field": request.GET.get("field", "")},
    )


def fetch_field(request: HttpRequest, pk: UUID) -> TrainerField:
    """What somebody can teach; 404 for who may not see it."""
    return get_object_or_404(visible_to(request.actor, TrainerField).select_related("person", "mandate"), pk=pk)


def trainer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What somebody teaches, by which mandate, in which sessions."""
    row = fetch_field(request, pk)
    taught = SessionTrainer.objects.standing().filter(
        space=row.space_id, person=row.person_id, session__course__field=row.field
    )
    sessions = taught.select_related("session__activity", "session__course").defer("session__course__content")
    page: dict[str, Any] = {
        "title": row.person.name,
        "trainer": row,
        "standing": _standing(row),
        "can_change": policies.can_change_trainer_field(request.actor, row),
        "sessions": [each.session for each in sessions.order_by("-session__activity__starts_at")[:50]],
    }
    return render(request, "training/trainer.html", page)
