"""What everybody sees, ticked thing by thing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity
from sanad.directory.models import Mandate
from sanad.foundation import ui
from sanad.public.models import PublicPage
from sanad.public.queries import who_may_be_named


def _tick(name: str, **more: Any) -> forms.BooleanField:
    return forms.BooleanField(label=PublicPage._meta.get_field(name).verbose_name, required=False, **more)


class PageForm(ui.SheetForm):
    groups = [
        ("", ["is_open", "slug"]),
        (_("What it shows beside name, seat and presentation"), ["shows_aims", "shows_contacts", "shows_news"]),
        (_("Agenda"), ["agenda_kinds"]),
        (_("People"), ["named"]),
    ]
    is_open = _tick("is_open")
    slug = ui.PlainField(
        label=_("Address of the page"),
        max_length=40,
        help_text=_("Short, in Latin letters: it is printed and said on the telephone."),
    )
    shows_aims = _tick("shows_aims")
    shows_contacts = _tick("shows_contacts")
    shows_news = _tick("shows_news", help_text=_("With the names that stand in them, as they went to the press."))
    agenda_kinds = forms.MultipleChoiceField(
        label=_("What is planned, of these kinds: title, day, hour and place"),
        choices=Activity.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    named = forms.MultipleChoiceField(
        label=_("Who agreed that name and office stand there (law 09-08)"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Ask each of them. The day, and that you say so, are kept; whoever comes new is not shown."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].widget.attrs["dir"] = "ltr"
        self.mandates = {str(row.pk): row for row in who_may_be_named(self.actor)}
        self.fields["named"].choices = [
            (key, f"{row.person.name} ({row.capacity})") for key, row in self.mandates.items()
        ]
        if not self.mandates:
            del self.fields["named"]

    def clean_named(self) -> list[Mandate]:
        return [self.mandates[key] for key in self.cleaned_data["named"]]
