"""How models are named in what is kept: lines of history, covers, papers.

A model that moved to another slice says `told_as = "training.course"`, its label of before, and goes on to be told by it:
what was sealed under that name still holds, and old and new lines of a row are found together.
"""

from functools import cache

from django.apps import apps
from django.db.models import Model


@cache
def _former() -> dict[str, str]:
    """The labels by which models that moved are told, by their present ones."""
    told = ((model._meta.label_lower, getattr(model, "told_as", "")) for model in apps.get_models())
    return {label: former for label, former in told if former}


def label_of(model: type[Model] | Model) -> str:
    """The label by which a model is told; of one that moved, in a migration too, the first that it had."""
    label = model._meta.label_lower
    return _former().get(label, label)


def model_told(label: str) -> type[Model]:
    """The model that is told by a label, wherever it stands now. Raises LookupError for one that is no more."""
    present = {former: label for label, former in _former().items()}
    return apps.get_model(present.get(label, label))
