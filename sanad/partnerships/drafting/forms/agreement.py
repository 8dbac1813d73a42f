"""Beginning an agreement, and what frames it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, PlanItem
from sanad.accompaniment.policies import visible_to as visible_work
from sanad.foundation import ui
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.drafting.queries.templates import agreement_templates
from sanad.partnerships.models import Agreement
from sanad.partnerships.policies import visible_to


class StartForm(ui.SheetForm):
    groups = [
        (_("What it begins from"), ["template", "kind", "languages"]),
        (_("What it is called"), ["title_ar", "title_fr"]),
        (_("Whom it accompanies"), ["engagement", "plan_items"]),
        (_("When"), ["starts_on", "ends_on"]),
    ]
    needed = ("template", "engagement", "plan_items", "starts_on", "ends_on")
    filled_in = frozenset({"kind", "languages"})
    template = forms.ChoiceField(label=_("Template"), widget=forms.RadioSelect, required=False, initial="support")
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Agreement.Kind.choices,
        initial=Agreement.Kind.SPECIFIC,
        required=False,
        help_text=_("For a blank one; a template knows its kind."),
    )
    languages = forms.ChoiceField(
        label=_("Language of the text"), choices=Agreement.Languages.choices, initial=Agreement.Languages.ARABIC
    )
    title_ar = ui.PlainField(
        label=_("Title in Arabic"), max_length=250, required=False, help_text=_("A template brings one.")
    )
    title_fr = ui.PlainField(label=_("Title in French"), max_length=250, required=False)
    engagement = ui.ChoiceOfRows(label=_("File of accompaniment"), required=False)
    plan_items = ui.SeveralRows(
        label=_("Plan items that become promises"),
        required=False,
        help_text=_("Each is owed by the side that does it."),
    )
    starts_on = ui.DayField(label=_("From"), required=False)
    ends_on = ui.DayField(label=_("To"), required=False)

    def __init__(self, *args: Any, engagement: Engagement | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        blank = ("", _("Blank: I write the articles myself"))
        ready = [(key, f"{source.title} — {source.about}") for key, source in agreement_templates().items()]
        self.fields["template"].choices = [*ready, blank]
        seen: Any = visible_work(self.actor, Engagement)
        engagements = seen.open().filter(space=self.actor.space)
        self.fields["engagement"].queryset = engagements.select_related("association")
        if engagement is None:
            del self.fields["plan_items"]
        else:
            self.fields["plan_items"].queryset = open_items(self.actor, engagement)


def open_items(actor: Actor, engagement: Engagement | None) -> Any:
    """The plan items that somebody may still promise."""
    return visible_work(actor, PlanItem).live().filter(engagement=engagement)


class FrameForm(ui.SheetForm):
    groups = [
        (_("What it is called"), ["title_ar", "title_fr", "object"]),
        (_("What it is"), ["kind", "languages", "framework"]),
        (_("When"), ["starts_on", "ends_on", "notice_days", "notice_months"]),
        (_("Budget and copies"), ["budget", "copies"]),
    ]
    needed = ("title_ar", "title_fr", "starts_on", "ends_on", "budget")
    filled_in = frozenset({"kind", "languages", "notice_days", "copies"})
    title_ar = ui.PlainField(label=_("Title in Arabic"), max_length=250, required=False)
    title_fr = ui.PlainField(label=_("Title in French"), max_length=250, required=False)
    object = ui.TextField(label=_("What it is about"), required=False, rows=2)
    kind = forms.ChoiceField(label=_("Kind"), choices=Agreement.Kind.choices, initial=Agreement.Kind.SPECIFIC)
    languages = StartForm.base_fields["languages"]
    framework = ui.ChoiceOfRows(label=_("Under the framework agreement"), required=False)
    starts_on = ui.DayField(label=_("From"), required=False)
    ends_on = ui.DayField(label=_("To"), required=False)
    notice_days = ui.CountField(
        label=_("Days of notice"), max_value=3650, initial=Agreement._meta.get_field("notice_days").default
    )
    notice_months = ui.CountField(
        label=_("Or months of notice"),
        max_value=120,
        required=False,
        help_text=_(
            "If notice is counted in months, write 0 in the box of days. For example: one month before 28 February is 28 January."
        ),
    )
    budget = ui.AmountField(
        label=_("Budget"), required=False, help_text=_("All money promised together. Empty when no money is promised.")
    )
    copies = ui.CountField(
        label=_("Number of copies"), min_value=1, max_value=99, initial=Agreement._meta.get_field("copies").default
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        frames = visible_to(self.actor, Agreement).filter(space=self.actor.space, kind=Agreement.Kind.FRAMEWORK)
        self.fields["framework"].queryset = frames.exclude(pk=agreement.pk)
