"""What of a session only who teaches sees: trainers with what speaks against them, costs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import Text
from sanad.training.models import Session, SessionCost, SessionTrainer, TrainerField


def staff_of(session: Session) -> dict[str, Any]:
    """Trainers, each with the warnings, and the costs with their sum."""
    costs, total = costs_of(session)
    return {"trainers": trainers_of(session), "costs": costs, "costs_sum": total}


def costs_of(session: Session) -> tuple[list[SessionCost], int | None]:
    """What it costs and who bears it, with the sum in centimes; None where nothing was written down."""
    costs = list(session.costs.standing().select_related("borne_by"))
    return costs, sum(cost.amount for cost in costs) if costs else None


def trainers_of(session: Session) -> list[tuple[SessionTrainer, list[Text]]]:
    """Who teaches, and what to look at: a field that nobody wrote down, a mandate that ended. Warnings, not refusals."""
    rows = list(session.trainers.standing().select_related("person").order_by("created_at"))
    if session.course is None:
        return [(row, []) for row in rows]
    fields = (
        TrainerField.objects.standing()
        .filter(
            space=session.space_id,
            person__in=[row.person_id for row in rows],
            field=session.course.field,
        )
        .select_related("mandate")
    )
    known = {field.person_id: field for field in fields}
    return [(row, _warnings(known.get(row.person_id))) for row in rows]


def _warnings(field: TrainerField | None) -> list[Text]:
    if field is None:
        return [_("This field is not among those that they teach.")]
    return [_("Their mandate has ended.")] if field.mandate is not None and not field.mandate.is_live else []
