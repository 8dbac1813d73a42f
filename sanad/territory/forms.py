"""Choosing a place by typing, with or without scripts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.foundation.naming.models import EXACT
from sanad.foundation.spaces.actor import Actor
from sanad.territory.models import Place
from sanad.territory.policies import visible_to
from sanad.territory.queries import search_places


class PlaceInput(forms.TextInput):
    """A text box that suggests while one types, and offers the places of which what was typed may be any."""

    template_name = "territory/_picker.html"
    found: Sequence[Place] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "found": self.found}


class PlaceField(forms.CharField):
    """The path or name of a place, typed in any spelling; gives the Place.

    What is typed is the path as suggested, or a name. A name of several places is refused, and they are offered.
    Set `actor` before cleaning.
    """

    actor: Actor | None = None

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", PlaceInput(attrs={"autocomplete": "off"}))
        kwargs.setdefault("max_length", 400)  # as long as a path is stored
        kwargs.setdefault("help_text", _("Type the name of a douar, a commune or a province, then choose."))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.path if isinstance(value, Place) else value

    def clean(self, value: Any) -> Place | None:
        text = super().clean(value)
        if not text or self.actor is None:
            return None
        exact = visible_to(self.actor, Place).filter(path_ar=text) | visible_to(self.actor, Place).filter(path_fr=text)
        if (place := exact.first()) is not None:
            return place
        found = search_places(self.actor, text.split("،")[0].split(",")[0])
        named = [place for place in found if place.found_by == EXACT] or found
        if len(named) == 1:
            return named[0]
        if not named:
            raise forms.ValidationError(_("No place of this name is known. Add the douar on the page of its commune."))
        self.widget.found = named[:5]
        raise forms.ValidationError(_("Several places are called this: choose one of them."))


class DouarForm(ui.SheetForm):
    name_ar = ui.PlainField(label=_("Name in Arabic"), max_length=150)
    name_fr = ui.PlainField(label=_("Name in French"), max_length=150, required=False)
    is_new = ui.InsistField()
    aliases = ui.LinesField(
        label=_("Other names, one a line"), most=ui.MOST_NAMES, required=False, rows=2, max_length=150
    )


class AliasForm(ui.SheetForm):
    text = ui.PlainField(label=_("Other name"), max_length=150)
