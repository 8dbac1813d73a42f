"""Forms by which an association comes to a space of its own, or joins the one that it has."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.policies import ACCOMPANIED
from sanad.directory.models import Organisation
from sanad.directory.policies import visible_to as cards
from sanad.directory.queries import Difference, supporter_named
from sanad.foundation import ui
from sanad.foundation.arabic import dates
from sanad.foundation.arabic.bidi import isolate


class ClaimForm(ui.SheetForm):
    """Nothing but the button: what the card says is not shown before its keeper says yes."""


class JoinForm(ui.SheetForm):
    """What one takes over of another card of one's own association; unless it is chosen, one's own stays."""

    people = forms.BooleanField(label=_("Also the people who speak for us, as they wrote them"), required=False)

    def __init__(self, *args: Any, found: list[Difference], people: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in found:
            self.fields[each.name] = forms.ChoiceField(
                label=str(each.label),
                choices=[("", _as_told(each.ours)), ("theirs", _as_told(each.theirs))],
                widget=forms.RadioSelect,
                required=False,
                initial="" if each.ours else "theirs",
            )
        self.fields["people"].help_text = "، ".join(people)
        if not people:
            del self.fields["people"]
        self.order_fields([each.name for each in found])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        return {
            "taken": [name for name, value in data.items() if value == "theirs"],
            "people": data.get("people", False),
        }


def _as_told(value: Any) -> str:
    if isinstance(value, date):
        return dates.day(value, get_language() or "ar")
    return isolate(str(value)) if value else str(_("nothing"))


class RoomForm(ui.SheetForm):
    president_name = ui.PlainField(label=_("Name of its president"), max_length=150)
    contact = ui.PlainField(
        label=_("Phone or e-mail"), required=False, max_length=150, help_text=_("The letter is handed over there.")
    )

    def __init__(self, *args: Any, opens_file: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if opens_file:
            self.fields["president_name"].help_text = _("A file of accompaniment is opened with its space.")


class AskAccompanierForm(ui.SheetForm):
    """The name of a support organisation: whoever knows it exactly finds it, and nobody is listed."""

    name = ui.PlainField(
        label=_("Name of the support organisation"),
        max_length=200,
        help_text=_("Exactly as it writes it on Sanad. Ask it."),
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        name = typed.pop("name", "")
        supporter = supporter_named(name)
        if name and supporter is None:
            self.add_error("name", _("No support organisation writes its name like this. Ask it for the exact name."))
        return {"supporter": supporter}


class AccompanyForm(ui.SheetForm):
    """Which card is that of the association which asks to be accompanied."""

    card = ui.ChoiceOfRows(
        label=_("Its card, if you have written one"),
        required=False,
        help_text=_("If you choose none, one is written from what the association says of itself."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = cards(self.actor, Organisation).filter(space=self.actor.space, own_space=None)
        rows = free.filter(kind__in=ACCOMPANIED)
        self.fields["card"].queryset = rows
        if not rows.exists():
            del self.fields["card"]
