"""Forms of an engagement."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, Evidence, Need, PlanItem
from sanad.accompaniment.policies import ACCOMPANIED, missing_sides, sides_of, visible_to
from sanad.accompaniment.queries.dossier import held_together, shared_activities
from sanad.accompaniment.queries.measures import items_of, kinds_of
from sanad.activities.models import Activity
from sanad.activities.policies import visible_to as activities
from sanad.directory.forms import BodyField, PersonField, known_names, take_cards
from sanad.directory.models import Organisation, Person
from sanad.directory.policies import visible_to as cards
from sanad.directory.queries import Difference, supporter_named
from sanad.foundation import ui
from sanad.foundation.arabic import dates
from sanad.foundation.arabic.bidi import isolate
from sanad.foundation.spaces.actor import Actor


class EngagementForm(ui.SheetForm):
    terms = {"referent": "referent", "purpose": "accompaniment"}
    association = BodyField(label=_("Association"))
    referent = PersonField(label=_("Referent"), required=False)
    is_new = ui.InsistField()
    purpose = ui.TextField(label=_("What the accompaniment is for"), required=False)
    opened_on = ui.DayField(label=_("Opened"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_cards(self, "referent", Person)
        if "association" in self.fields:
            bodies = cards(self.actor, Organisation).filter(space=self.actor.space)
            known = known_names(self.actor, Organisation)
            self.fields["association"].choose_from(known, bodies.exclude(own_space=self.actor.space))


class EditEngagementForm(EngagementForm):
    association = None
    opened_on = None


class ClaimForm(ui.SheetForm):
    """Nothing but the button: what the card says is not shown before its keeper says yes."""


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


class StageForm(ui.SheetForm):
    stage = forms.ChoiceField(label=_("Stage"))
    reason = ui.PlainField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = Engagement.STATES.moves.get(engagement.stage, frozenset()) - {Engagement.Stage.CLOSED}
        self.fields["stage"].choices = [
            (value, label) for value, label in Engagement.Stage.choices if value in following
        ]


class CloseForm(ui.SheetForm):
    exit = forms.ChoiceField(label=_("How it ended"), choices=Engagement.Exit.choices)
    reason = ui.PlainField(label=_("Why"), max_length=300)


class NeedForm(ui.SheetForm):
    terms = {"statement": "need", "ways": "way_forward"}
    needed = ("kind", "statement")
    filled_in = frozenset({"priority"})
    kind = forms.ChoiceField(label=_("Kind"), choices=Need.Kind.choices)
    statement = ui.TextField(label=_("In the association's words"), rows=3)
    ways = ui.LinesField(label=_("Ways proposed to overcome it, one a line"), required=False, rows=3)
    root_cause = ui.TextField(label=_("Root cause"), required=False, rows=2)
    concerned = ui.PlainField(label=_("Who is concerned"), max_length=250, required=False)
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Need.Priority.choices, coerce=int, initial=Need.Priority.MIDDLE
    )
    voiced_at = ui.ChoiceOfRows(label=_("Voiced at"), required=False)

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = shared_activities(activities(self.actor, Activity), engagement)
        self.fields["voiced_at"].queryset = held.order_by("-starts_at")
        standing = self.initial.get("voiced_at")
        if standing and not held.filter(pk=standing).exists():
            del self.fields["voiced_at"]  # the other side sees where it was voiced, and alone changes it


class MoveForm(ui.SheetForm):
    """To a state that follows; `elsewhere` are those that have a command of their own."""

    state = forms.ChoiceField(label=_("State"))
    reason = ui.PlainField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, row: Need | PlanItem, elsewhere: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = row.STATES.moves.get(row.state, frozenset()) - elsewhere
        self.fields["state"].choices = [(value, label) for value, label in row.State.choices if value in following]


class PlanItemForm(ui.SheetForm):
    terms = {"objective": "plan_item"}
    groups = [
        (_("What"), ["form", "field", "objective", "needs"]),
        (_("Who"), ["side", "third_party", "responsible"]),
        (_("When and for how much"), ["due_on", "cost", "is_free"]),
        (_("Measured by"), ["target_item", "target_level"]),
    ]
    needed = ("form", "objective", "needs", "side", "due_on", "is_new")
    filled_in = frozenset({"is_free"})
    form = forms.ChoiceField(label=_("Form of support"), choices=PlanItem.Form.choices)
    field = forms.ChoiceField(
        label=_("Field of training"), choices=[("", "—"), *PlanItem.Field.choices], required=False
    )
    objective = ui.PlainField(label=_("Objective"), max_length=300)
    needs = ui.SeveralRows(label=_("Which needs it answers"), required=False)
    side = forms.ChoiceField(label=_("Who does it"), choices=PlanItem.Side.choices)
    third_party = ui.CardField(
        label=_("Which third party"),
        required=False,
        max_length=200,
        help_text=_("When neither side does it itself. A name that has no card yet gets one."),
    )
    responsible = PersonField(label=_("Person responsible"), required=False)
    is_new = ui.InsistField()
    due_on = ui.DayField(label=_("Due"), required=False)
    cost = ui.AmountField(label=_("Cost in dirhams"), required=False, help_text=_("Borne by the side that does it."))
    is_free = forms.BooleanField(label=_("Free of charge for the association"), required=False, initial=True)
    target_item = ui.ChoiceOfMany(label=_("Item to improve"), required=False)
    target_level = ui.CountField(label=_("Level to reach"), required=False, min_value=1, max_value=9)

    def __init__(self, *args: Any, engagement: Engagement, item: PlanItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs = visible_to(self.actor, Need).filter(engagement=engagement)
        if item is not None:  # links made earlier stay; here are those that may be added
            needs = needs.exclude(plan_links__plan_item=item)
            self.fields["needs"].label = _("Which needs it answers too")
        self.fields["needs"].queryset = needs
        items = items_of(engagement.space_id)
        self.fields["target_item"].choices = [("", "—"), *items]
        bodies = cards(self.actor, Organisation).filter(space_id=engagement.space_id)
        bodies = bodies.exclude(pk=engagement.association_id).exclude(own_space=engagement.space_id)
        self.fields["third_party"].choose_from(known_names(self.actor, Organisation), bodies)
        take_cards(self, "responsible", Person)


class AgreeForm(ui.SheetForm):
    side = forms.ChoiceField(label=_("Which side agrees"))
    on = ui.DayField(label=_("Agreed on"))
    basis = ui.ChoiceOfRows(
        label=_("Meeting at which it was agreed"),
        required=False,
        help_text=_("Needed when the association has no space of its own here."),
    )
    terms = ui.MarkField(max_length=200)

    def __init__(self, *args: Any, actor: Actor, item: PlanItem, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.item = item
        own = sides_of(actor, item.engagement)
        labels = dict(PlanItem.Side.choices)
        self.fields["side"].choices = [(side, labels[side]) for side in own if side in missing_sides(item)]
        if actor.space_id == item.space_id:
            self.fields["basis"].queryset = held_together(item.engagement).filter(
                pk__in=activities(actor, Activity).values("pk")
            )
        else:
            del self.fields["basis"]  # meetings of another space; its own yes needs no basis

    def renew_key(self) -> None:
        super().renew_key()
        self.data = self.data.copy()  # the page that comes back shows the item as it is now
        self.data["terms"] = self.item.terms


class EvidenceForm(ui.SheetForm):
    terms = {"title": "evidence"}
    title = ui.PlainField(label=_("What it is"), max_length=200)
    upload = ui.UploadField(label=_("Scan or photograph"), required=False)
    kept_at = ui.PlainField(
        label=_("Where the paper is kept"), max_length=200, required=False, help_text=_("When it stays on paper.")
    )
    seen_on = ui.DayField(label=_("Seen on"))
    kind = ui.ChoiceOfMany(label=_("Kind of evidence"), required=False)

    def __init__(self, *args: Any, space_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "—"), *kinds_of(space_id)]


class _ShownForm(ui.SheetForm):
    """Evidence of the engagement, or a paper that is filed now."""

    groups = [
        ("", ["note", "text", "measured_on", "evidence"]),
        (_("Or file it now"), ["title", "upload", "kept_at"]),
    ]
    title = ui.PlainField(label=_("What it is"), max_length=200, required=False)
    upload = EvidenceForm.base_fields["upload"]
    kept_at = EvidenceForm.base_fields["kept_at"]

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = visible_to(self.actor, Evidence).standing().filter(engagement=engagement)


class AttachForm(_ShownForm):
    evidence = ui.SeveralRows(label=_("What shows it"), required=False)


class FinishForm(AttachForm):
    note = ui.PlainField(label=_("Note"), max_length=300, required=False)


class ChangeForm(_ShownForm):
    text = ui.TextField(label=_("What changed, as those concerned say it"), rows=3)
    measured_on = ui.DayField(label=_("Day"))
    evidence = ui.ChoiceOfRows(label=_("The paper that they signed"), required=False)


class ResolveForm(ui.SheetForm):
    note = ui.PlainField(label=_("Note"), max_length=300, required=False)
