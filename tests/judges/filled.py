"""Forms as people send them."""

from random import Random
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.fuzz.pages import Form
from tests.fuzz.walk import usual
from tests.partnerships.lives import PDF
from tests.pictures import PNG


def filled(form: forms.BaseForm) -> dict[str, Any]:
    """What stands in it, and something in every box that must be filled."""
    typed = {name: _typed(box, form.get_initial_for_field(box, name)) for name, box in form.fields.items()}
    return {"_key": str(uuid4())} | {name: value for name, value in typed.items() if value not in (None, "")}


def _typed(box: forms.Field, initial: Any) -> Any:
    value = box.prepare_value(initial)
    if isinstance(box, forms.ChoiceField):
        offered = [str(key) for key, _label in box.choices if str(key)]
        return str(value) if str(value) in offered else next(iter(offered), "") if box.required else ""
    if value not in (None, "", False) or not box.required:
        return value
    examples = {forms.DateField: timezone.localdate(), forms.TimeField: "10:00", forms.IntegerField: 1}
    if isinstance(box, forms.FileField):
        return SimpleUploadedFile("scan.png", PNG)
    return next((example for kind, example in examples.items() if isinstance(box, kind)), "نص")


def written(form: Form) -> dict[str, Any]:
    """What somebody sends who takes what the page offers, and fills in the rest."""
    rng, data = Random(form.address), {}
    for box in form.boxes:
        data[box.name] = SimpleUploadedFile("ورقة.pdf", PDF) if box.kind == "file" else usual(rng, box)
    return data
