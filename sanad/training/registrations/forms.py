"""Forms by which people get a place: for who teaches, for an association, for anybody with the link."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import PlanItem
from sanad.accompaniment.policies import visible_to as of_accompaniment
from sanad.directory.forms import BodyField, take_cards
from sanad.directory.models import Organisation, Person
from sanad.directory.policies import visible_to as cards
from sanad.foundation import ui
from sanad.territory.forms import PlaceField
from sanad.training.models import Registration, Session

NOT_SAID = [("", _("not said"))]


class WhoForm(ui.SheetForm):
    """Somebody by name; on a phone, one after the other."""

    name = ui.PlainField(label=_("Full name"), max_length=150)
    phone = ui.PhoneField(label=_("Phone"), required=False)
    sex = forms.ChoiceField(
        label=_("Woman or man"), choices=[*NOT_SAID, *Person.Sex.choices], required=False, widget=forms.RadioSelect
    )
    age = forms.ChoiceField(label=_("Age"), choices=[*NOT_SAID, *Registration.Age.choices], required=False)
    email = ui.MailField(label=_("E-mail"), required=False)
    same = ui.SameField()


class AssociationForm(WhoForm):
    """The association registers its own people."""


class AgainForm(ui.SheetForm):
    """Who lost their own page: by what they are known."""

    name = ui.PlainField(label=_("Full name"), max_length=150)
    phone = ui.PhoneField(label=_("Phone"))
    email = ui.MailField(label=_("E-mail"), required=False)


class JoinForm(WhoForm):
    same = None
    phone = ui.PhoneField(label=_("Phone"), help_text=_("By it you are found again, and told when something changes."))
    place = PlaceField(label=_("Where you come from"), required=False)
    field_order = ["name", "phone", "sex", "age", "place", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].actor = self.actor


class RegisterForm(WhoForm):
    """Who teaches registers anybody: a card of the directory, or a name."""

    groups = [
        (_("Who"), ["person", "name", "phone", "sex", "age", "email"]),
        (_("For whom"), ["organisation", "place", "plan_item"]),
        ("", ["without"]),
    ]
    needed = ("person", "name", "phone", "sex", "age", "organisation", "is_new", "same")
    person = ui.ChoiceOfRows(label=_("Person of the directory"), required=False)
    name = ui.PlainField(label=_("Or a name"), max_length=150, required=False)
    organisation = BodyField(label=_("Organisation"), required=False)
    is_new = ui.InsistField()
    place = PlaceField(label=_("Where they come from"), required=False)
    plan_item = ui.ChoiceOfRows(label=_("Plan item"), required=False)
    without = ui.PlainField(
        label=_("Without the course that comes before: why"),
        max_length=300,
        required=False,
        help_text=_("For example: learned elsewhere. It is kept with the registration."),
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _own_rows(self, session)
        if not (session.course and session.course.content.get("prerequisites")):
            del self.fields["without"]
        self.groups = [(title, [name for name in names if name in self.fields]) for title, names in self.groups]
        self.groups = [group for group in self.groups if group[1]]


class EditRegistrationForm(RegisterForm):
    """The same for a registration that stands."""

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, session=session, **kwargs)
        self.fields.pop("without", None)
        self.groups = self.groups[:2]


def _own_rows(form: ui.SheetForm, session: Session) -> None:
    space = form.actor.space
    form.fields["place"].actor = form.actor
    form.fields["person"].queryset = cards(form.actor, Person).filter(space=space)
    take_cards(form, "organisation", Organisation)
    if session.course is None:
        del form.fields["plan_item"]
        return
    promised = of_accompaniment(form.actor, PlanItem).outstanding()
    promised = promised.filter(space=space, form=PlanItem.Form.TRAINING, field=session.course.field)
    form.fields["plan_item"].queryset = promised.select_related("engagement__association")
