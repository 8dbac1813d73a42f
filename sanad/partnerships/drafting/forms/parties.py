"""Who is at the table."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.directory.forms import BodyField, known_names
from sanad.directory.models import Mandate, Organisation
from sanad.directory.policies import visible_to as cards
from sanad.foundation import ui
from sanad.partnerships.models import Agreement, Party


class AddPartyForm(ui.SheetForm):
    organisation = BodyField(label=_("Organisation"))
    is_new = ui.InsistField()
    part = forms.ChoiceField(label=_("Part"), choices=Party.Part.choices, initial=Party.Part.PARTNER)

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seated = agreement.parties.standing().values("organisation")
        bodies = cards(self.actor, Organisation).filter(space=agreement.space_id).exclude(pk__in=seated)
        self.fields["organisation"].choose_from(known_names(self.actor, Organisation), bodies)


class PartyForm(ui.SheetForm):
    part = forms.ChoiceField(label=_("Part"), choices=Party.Part.choices)
    mandate = ui.CalledField(
        label=_("Who signs, in which capacity"),
        required=False,
        max_length=310,  # a name and a capacity
        help_text=_("One of those who hold a mandate in this organisation, or the name of somebody else."),
    )
    capacity = ui.PlainField(label=_("Capacity of somebody who holds none here yet"), max_length=150, required=False)
    is_new = ui.InsistField()

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = cards(self.actor, Mandate).filter(space=party.space_id, organisation=party.organisation_id)
        rows = held.select_related("person")
        self.fields["mandate"].choose_among({f"{row.person.name} · {row.capacity}": row for row in rows}, rows)


class ProofForm(ui.SheetForm):
    title = ui.PlainField(
        label=_("What it is"), max_length=200, help_text=_("For example: minutes of the general assembly.")
    )
    upload = ui.UploadField(label=_("Scan or picture"), required=False)
    kept_at = ui.PlainField(label=_("Or where the paper is kept"), max_length=200, required=False)
