"""What everybody sees, ticked thing by thing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity
from sanad.foundation import ui
from sanad.public.models import PublicPage


def _tick(name: str, **more: Any) -> forms.BooleanField:
    return forms.BooleanField(label=PublicPage._meta.get_field(name).verbose_name, required=False, **more)


class PageForm(ui.SheetForm):
    groups = [
        ("", ["is_open", "slug"]),
        (_("What it shows beside name, seat and presentation"), ["shows_aims", "shows_contacts", "shows_news"]),
        (_("Agenda"), ["agenda_kinds"]),
        (_("People"), ["shows_bureau", "names_agreed"]),
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
    shows_bureau = _tick("shows_bureau")
    names_agreed = forms.BooleanField(label=_("Those named have agreed to it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].widget.attrs["dir"] = "ltr"
