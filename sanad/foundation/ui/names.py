"""A name that is typed where a card is chosen: those that are there are offered, another one becomes a card."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sanad.foundation.ids import as_uuid
from sanad.foundation.ui.fields import PlainField
from sanad.foundation.ui.rows import MOST, keys_called

Known = Callable[[str], tuple[list[str], bool]]
"""The names that a text finds, the first of all for none; and whether there are more than these."""


def no_names(_text: str) -> tuple[list[str], bool]:
    return [], False


class NameBox(forms.TextInput):
    """A box to type a name in, with the known ones offered below; while there are more, it asks for those that the text finds.

    Several boxes of one page may share a list: then the page draws it (`ui/_names.html`) under the name of `shares`.
    """

    known: Known = staticmethod(no_names)
    # Of which one is meant, where several are called as was typed: chosen, it stands in the box.
    meant: tuple[str, ...] = ()

    def __init__(self, *, shares: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "dir": "auto", **(attrs or {})})
        self.shares = shares

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        listed = self.shares or f"{name}-known"
        names, is_cut = ([], self.attrs.get("data-cut")) if self.shares else self.known("")
        asks = {"hx-get": f"?suggest={name}", "hx-trigger": "input changed delay:250ms", "hx-target": f"#{listed}"}
        box = super().render(name, value, {**(attrs or {}), "list": listed, **(asks if is_cut else {})}, renderer)
        if self.meant:
            box += render_to_string("ui/_names_meant.html", {"name": name, "names": self.meant})
        return box if self.shares else box + render_to_string("ui/_names.html", {"listed": listed, "names": names})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(f"{name}-meant") or super().value_from_datadict(data, files, name)

    def found(self, _name: str, values: list[str]) -> SafeString:
        """What the typed words find, to choose from."""
        return render_to_string("ui/_name_choices.html", {"names": self.known(" ".join(values))[0]})


class NameField(PlainField):
    """Somebody or something by name; what has no card yet gets one in the command."""

    def __init__(self, *, shares: str = "", **kwargs: Any) -> None:
        super().__init__(widget=NameBox(shares=shares), **{"max_length": 150, **kwargs})

    def offer(self, known: Known) -> None:
        """Offer these names."""
        self.widget.known = known


class CardField(NameField):
    """One of the rows that the actor may see, or the name of one that becomes a card: gives the row, or the name.

    A row is shown by its name, and chosen by its key, too. Of a name the command finds the card. An empty box is None.
    """

    rows: tuple[QuerySet, ...] = ()

    def choose_from(self, known: Known, *rows: QuerySet) -> None:
        """Choose from these rows, whose names are offered."""
        self.offer(known)
        self.rows = rows

    @property
    def queryset(self) -> QuerySet:
        """The first of what one chooses from, as fields of rows name it."""
        return self.rows[0]

    def _row(self, key: Any) -> Any:
        return next((row for rows in self.rows for row in rows.filter(pk=key)), None)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Model):
            return value
        text = super().to_python(value)
        if (key := as_uuid(text)) is None:
            return text or None
        if (row := self._row(key)) is None:
            raise forms.ValidationError(_("This choice does not exist."), code="invalid_choice")
        return row

    def run_validators(self, value: Any) -> None:
        if isinstance(value, str):
            super().run_validators(value)

    def prepare_value(self, value: Any) -> Any:
        row = value if isinstance(value, Model) else self._row(value) if as_uuid(str(value)) else None
        return getattr(row, "name", value)


class CalledField(CardField):
    """One of some rows by what the form calls it, or the name of somebody who is none of them."""

    called: Mapping[str, Model] = {}

    def choose_among(self, called: Mapping[str, Model], rows: QuerySet) -> None:
        """Choose among these rows, each by its words."""
        self.called = called
        self.choose_from(self._known, rows)

    def _known(self, text: str) -> tuple[list[str], bool]:
        if not text:
            return ([], True) if len(self.called) > MOST else (list(self.called), False)
        return [words for words, _found_by in keys_called([(words, words) for words in self.called], text)][
            :MOST
        ], False

    def _row(self, key: Any) -> Any:
        return next((row for row in self.called.values() if str(row.pk) == str(key)), None)

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        return self.called.get(found, found) if isinstance(found, str) else found

    def prepare_value(self, value: Any) -> Any:
        key = getattr(value, "pk", value)
        return next((words for words, row in self.called.items() if str(row.pk) == str(key)), value)
