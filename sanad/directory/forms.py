"""Forms of the directory."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from stdnum.ma import ice as stdnum_ice

from sanad.accounts.forms import ROLES, ContactField, SexField
from sanad.directory.models import Consent, Inherited, Organisation, Person, StatuteClause
from sanad.directory.policies import OUR_KINDS, members_without_card, visible_to
from sanad.directory.queries import known_supporters, own_card, supporter_named
from sanad.foundation import ui
from sanad.foundation.files.store import ACCEPT_PICTURES
from sanad.foundation.naming.models import nearest
from sanad.foundation.naming.order import by_code_point
from sanad.foundation.spaces.actor import Actor
from sanad.territory.forms import PlaceField

MOST_OFFERED = 100  # names that a page carries; of more, those that the typed words find
FOUND = 20


def own_rows(actor: Actor, *models: Any) -> list[Any]:
    """The people or bodies of the actor's own space, by model."""
    return [visible_to(actor, model).filter(space=actor.space) for model in models]


def known_names(actor: Actor, *models: Any) -> Any:
    """The names of the people and bodies of the actor's own space, as a `ui.NameField` offers them."""

    def known(text: str) -> tuple[list[str], bool]:
        rows = own_rows(actor, *models)
        if text.strip():
            return [card.name for each in rows for card in nearest(each, text, FOUND)], True
        first = [card.name for each in rows for card in each[: MOST_OFFERED + 1]]
        return list(dict.fromkeys(first[:MOST_OFFERED])), len(first) > MOST_OFFERED

    return known


class BodyField(ui.CardField):
    """A body of the directory, or the name of one that has no card yet."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, help_text=_("A name that has no card yet gets one."), **kwargs)


class PersonField(ui.CardField):
    """A person of the directory, or the name of somebody who has no card yet."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(help_text=_("Somebody who has no card yet gets one."), **kwargs)


def take_cards(form: ui.SheetForm, name: str, *models: Any) -> None:
    """Let a `ui.CardField` of the form take the people or bodies of the actor's own space, and names of others."""
    form.fields[name].choose_from(known_names(form.actor, *models), *own_rows(form.actor, *models))


class OrganisationForm(ui.SheetForm):
    terms = {"seat_place": "seat", "receipt_number": "deposit_receipt", "founded_on": "general_assembly"}
    groups = [
        (_("Who it is"), ["kind", "name_ar", "name_fr", "aliases", "is_new"]),
        (_("Foundation and seat"), ["founded_year", "founded_on", "seat_place", "seat_address"]),
        (_("Legal identity"), ["receipt_number", "receipt_on", "ice", "fiscal_id"]),
        (_("Contacts"), ["phone", "email", "website"]),
        (_("Presentation"), ["presentation_ar", "presentation_fr"]),
    ]
    needed = ("kind", "name_ar", "name_fr", "is_new", "seat_place")
    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind.choices)
    name_ar = ui.PlainField(label=_("Name in Arabic"), max_length=200, required=False)
    name_fr = ui.PlainField(label=_("Name in French"), max_length=200, required=False)
    aliases = ui.LinesField(
        label=_("Other names, one a line"), most=ui.MOST_NAMES, required=False, rows=2, max_length=200
    )
    is_new = ui.InsistField()
    founded_year = ui.YearField(label=_("Year of foundation"), required=False)
    founded_on = ui.DayField(label=_("Date of the founding assembly"), is_past=True, required=False)
    seat_place = PlaceField(label=_("Seat"), required=False)
    seat_address = ui.PlainField(label=_("Address of the seat"), max_length=250, required=False)
    receipt_number = ui.PlainField(label=_("Number of the deposit receipt"), max_length=60, required=False)
    receipt_on = ui.DayField(label=_("Date of the receipt"), is_past=True, required=False)
    ice = ui.PlainField(label=_("ICE"), max_length=15, required=False, help_text=_("15 digits"))
    fiscal_id = ui.PlainField(label=_("Tax identifier"), max_length=20, required=False)
    phone = ui.PhoneField(label=_("Phone"), required=False)
    email = ui.MailField(label=_("E-mail"), required=False)
    website = forms.URLField(label=_("Web site"), required=False, assume_scheme="https", max_length=200)
    presentation_ar = ui.TextField(label=_("Presentation in Arabic"), required=False)
    presentation_fr = ui.TextField(label=_("Presentation in French"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat_place"].actor = self.actor
        if "is_new" in self.fields:
            self.fields["is_new"].help_text = _("Tick only if you are told that it is perhaps here already.")

    def clean_ice(self) -> str:
        typed = self.cleaned_data["ice"].replace(" ", "")
        if typed and not stdnum_ice.is_valid(typed):
            raise forms.ValidationError(_("This ICE does not add up; copy its 15 digits again."))
        return typed


class EditOrganisationForm(OrganisationForm):
    is_new = None


class SeatForm(ui.SheetForm):
    """The seat alone, of a card whose other facts stand as they are."""

    terms = {"seat_place": "seat"}
    seat_place = PlaceField(label=_("Seat"), required=False)
    seat_address = ui.PlainField(label=_("Address of the seat"), max_length=250, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat_place"].actor = self.actor


class OwnCardForm(OrganisationForm):
    needed = ("card", "name_ar", "name_fr", "seat_place")
    kind = None
    is_new = None
    aliases = None
    card = ui.ChoiceOfRows(
        label=_("One of the cards that are here"),
        required=False,
        help_text=_("If somebody wrote your organisation as one among others, choose it: it becomes your own card."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = visible_to(self.actor, Organisation).filter(space=self.actor.space)
        rows = own.filter(own_space=None, kind__in=OUR_KINDS)
        self.fields["card"].queryset = rows
        if not rows.exists():
            del self.fields["card"]


class InheritedForm(ui.SheetForm):
    """Each thing that others wrote of the organisation: right, or to be taken off; what is neither waits on."""

    RIGHT, OFF = "right", "off"

    def __init__(
        self, *args: Any, lines: list[tuple[Inherited, str, str, str]], every: list[Inherited], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.every = every  # what was sent already is there no more to be answered: sent twice, it says the same
        for row, label, value, mend in lines:
            self.fields[f"line-{row.pk}"] = forms.ChoiceField(
                label=format_html("<bdi>{}</bdi> · <bdi>{}</bdi>", label, value),
                choices=[(self.RIGHT, _("It is right")), (self.OFF, _("Take this off"))],
                widget=forms.RadioSelect(attrs={"class": "side-by-side"}),
                required=False,
                help_text=format_html('<a href="{}">{}</a>', mend, _("Mend it")),
            )

    def clean(self) -> dict[str, Any]:
        super().clean()
        unsaid = self.RIGHT if "all" in self.data else ""
        said = {row: self.data.get(f"line-{row.pk}") or unsaid for row in self.every}
        return {
            "right": [row for row, answer in said.items() if answer == self.RIGHT],
            "off": [row for row, answer in said.items() if answer == self.OFF],
        }


class JoinCardForm(ui.SheetForm):
    kept = ui.ChoiceOfRows(label=_("The card that stays"))

    def __init__(self, *args: Any, card: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].queryset = own_rows(self.actor, Organisation)[0].exclude(pk=card.pk)


class LogoForm(ui.SheetForm):
    upload = ui.UploadField(
        label=_("Logo"), accept=ACCEPT_PICTURES, help_text=_("A picture, 10 MB at most. It heads every paper.")
    )


class ClauseForm(ui.SheetForm):
    """What the statutes say, in the language of the page; the French text does for both until somebody writes the other."""

    kind = forms.ChoiceField(label=_("Kind"), choices=StatuteClause.Kind.choices)
    text_ar = ui.TextField(label=_("Text in Arabic"))
    text_fr = ui.TextField(label=_("Text in French"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if get_language() != "ar":
            self.order_fields(["kind", "text_fr", "text_ar"])
            self.fields["text_ar"].required = False
            self.fields["text_fr"].required = not self["text_ar"].value()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["text_ar"] = data.get("text_ar") or data.get("text_fr") or ""
        return data


class PersonForm(ui.SheetForm):
    terms = {"capacity_ar": "mandate"}
    needed = ("name_ar", "name_fr", "is_new", "phone", "capacity_ar", "organisation")
    name_ar = ui.PlainField(
        label=_("Name in Arabic"), max_length=200, required=False, help_text=_("One of the two names is enough.")
    )
    name_fr = ui.PlainField(label=_("Name in French"), max_length=200, required=False)
    is_new = ui.InsistField(label=_("This is not one of those already here"))
    honorific_ar = ui.PlainField(label=pgettext_lazy("of a person", "Title in Arabic"), max_length=60, required=False)
    honorific_fr = ui.PlainField(label=pgettext_lazy("of a person", "Title in French"), max_length=60, required=False)
    sex = forms.ChoiceField(label=_("Woman or man"), choices=[("", "—"), *Person.Sex.choices], required=False)
    phone = ui.PhoneField(label=_("Phone"), required=False)
    email = ui.MailField(label=_("E-mail"), required=False)
    aliases = ui.LinesField(label=_("Other names, one a line"), most=ui.MOST_NAMES, required=False, rows=2)
    organisation = BodyField(label=_("Speaks for"), required=False)
    capacity_ar = ui.PlainField(
        label=_("Capacity"), max_length=150, required=False, help_text=_("For example: president, treasurer.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "organisation" in self.fields:
            take_cards(self, "organisation", Organisation)
            if self._is_of_us():
                self.fields["organisation"].help_text = _("Leave it empty for our association.")

    def _is_of_us(self) -> bool:
        return self.actor.space.is_association and not self.initial.get("organisation")

    def clean(self) -> dict[str, Any]:
        """In the room of an association a capacity is one of its own, unless another body is named."""
        data = super().clean() or {}
        if data.get("capacity_ar") and "organisation" in data and not data["organisation"] and self._is_of_us():
            data["organisation"] = own_card(self.actor)
        return data


class SpeakerForm(PersonForm):
    """A person who speaks for an organisation that is known already: in which capacity has to be said."""

    needed = ("name_ar", "name_fr", "is_new", "capacity_ar", "phone")
    filled_in = frozenset({"organisation"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity_ar"].required = True


def offer_colleagues(form: ui.SheetForm) -> None:
    """Let a form in which somebody is invited choose from the people of the space."""
    take_cards(form, "name", Person)


class InvitePersonForm(ui.SheetForm):
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)
    contact = ContactField()


class SexForm(ui.SheetForm):
    """Whether somebody is a woman or a man, and nothing else of their card."""

    sex = SexField()


class LinkMemberForm(ui.SheetForm):
    """Who enters already and has no card."""

    member = ui.ChoiceOfRows(label=_("Member of the space"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members_without_card(self.actor)


class EditPersonForm(PersonForm):
    is_new = None
    organisation = None
    capacity_ar = None


class MandateForm(ui.SheetForm):
    terms = {"capacity_ar": "mandate", "to_on": "term_of_office"}
    organisation = BodyField(label=_("Organisation"))
    is_new = ui.InsistField()
    capacity_ar = ui.PlainField(label=_("Capacity in Arabic"), max_length=150)
    capacity_fr = ui.PlainField(label=_("Capacity in French"), max_length=150, required=False)
    from_on = ui.DayField(label=_("From"), required=False)
    to_on = ui.DayField(label=_("To"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_cards(self, "organisation", Organisation)


class EndMandateForm(ui.SheetForm):
    to_on = ui.DayField(label=_("Last day"))


class ConsentForm(ui.SheetForm):
    needed = ("grantee", "grantee_name", "kind", "purpose")
    grantee = ui.ChoiceOfRows(label=_("Shown to"), required=False)
    grantee_name = ui.PlainField(
        label=_("Or another support organisation"),
        required=False,
        max_length=200,
        help_text=_("Its name, exactly as it writes it on Sanad. Ask it."),
    )
    kind = forms.ChoiceField(label=_("Kind of record"), choices=Consent.Shared.choices)
    purpose = ui.PlainField(label=_("Purpose"), max_length=200)
    from_on = ui.DayField(label=_("From"), required=False)
    to_on = ui.DayField(label=_("To"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = known_supporters(self.actor).order_by(by_code_point("name_ar"))  # type: ignore[arg-type]  # a sheet has its actor
        self.fields["grantee"].queryset = known
        if not known.exists():  # then the list is not shown, and a name is no other way than it
            self.fields["grantee_name"].label = self.fields["grantee"].label
            self.fields["grantee_name"].required = True

    def clean(self) -> dict[str, Any]:
        """Who is not known here is found by the exact name only: the form lists nobody."""
        typed = super().clean() or self.cleaned_data
        name = typed.pop("grantee_name", "")
        if name and not typed.get("grantee"):
            typed["grantee"] = supporter_named(name)
            if typed["grantee"] is None:
                self.add_error(
                    "grantee_name", _("No support organisation writes its name like this. Ask it for the exact name.")
                )
        elif not typed.get("grantee") and not self.errors:
            self.add_error("grantee", _("Choose to whom it is shown, or write the name below."))
        return typed
