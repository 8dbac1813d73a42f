"""Beginning a course, its card, what one learns in it, its files."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import PlanItem
from sanad.courses.commands.writing import read_file
from sanad.courses.models import Course, CourseFile
from sanad.courses.queries.catalogue import INSTRUMENT, course_choices
from sanad.courses.queries.validation import LONGEST_TEXT, LONGEST_TITLE, MOST_MONTHS, MOST_ROWS
from sanad.diagnosis.instruments.queries.shipped import shipped_instruments
from sanad.foundation import ui

LANGUAGES = ("ar", "fr")
BLANK_ROWS = 2


def in_both(data: dict[str, Any], name: str) -> dict[str, str]:
    """What was typed in both languages under one name."""
    return {language: data.get(f"{name}_{language}") or "" for language in LANGUAGES}


def words(node: dict[str, str] | None, name: str) -> dict[str, str]:
    """The fields of a text in both languages."""
    return {f"{name}_{language}": (node or {}).get(language, "") for language in LANGUAGES}


def onto(stored: Any, typed: Any) -> Any:
    """What was typed, with what a form does not show of what is stored: other languages, what a file brought along."""
    if isinstance(stored, dict) and isinstance(typed, dict):
        return stored | {name: onto(stored.get(name), value) for name, value in typed.items()}
    if isinstance(stored, list) and isinstance(typed, list) and len(stored) == len(typed):
        return [onto(before, after) for before, after in zip(stored, typed, strict=True)]
    return typed


class InBothForm(ui.SheetForm):
    """A form whose fields end in the language that they are written in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name.endswith(("_ar", "_fr")):
                field.widget.attrs["dir"] = "rtl" if name.endswith("_ar") else "ltr"
                field.widget.attrs["lang"] = name[-2:]


class BeginCourseForm(InBothForm):
    source = ui.ChoiceOfMany(
        label=_("Begin from"),
        required=False,
        help_text=_("A copy has the half-days, the test and the lessons of that course; you change what you like."),
    )
    title_ar = ui.PlainField(label=_("Heading in Arabic"), max_length=LONGEST_TITLE)
    title_fr = ui.PlainField(label=_("Heading in French"), max_length=LONGEST_TITLE)
    field = forms.ChoiceField(label=_("Field of training"), choices=PlanItem.Field.choices)
    level = forms.ChoiceField(label=_("Level"), choices=Course.Level.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", _("nothing: an empty course")), *course_choices(self.actor.space_id)]


class ImportCourseForm(ui.SheetForm):
    upload = ui.DataField(
        label=_("File of the course"), accept=".json", help_text=_("JSON, as it is exported from the page of a course.")
    )

    def clean_upload(self) -> Any:
        """Every sentence at the field, not only the first one."""
        upload = self.cleaned_data["upload"]
        _content, wrong = read_file(self.actor, upload)  # type: ignore[arg-type]  # somebody opened this form
        if wrong:
            raise forms.ValidationError(wrong)
        return upload


class CourseFileForm(ui.SheetForm):
    upload = ui.UploadField(label=_("Picture or PDF"))
    title = ui.PlainField(
        label=_("What it shows"), max_length=200, help_text=_("Read aloud to who cannot see the picture.")
    )
    name = ui.PlainField(
        label=_("Name in the lesson"),
        required=False,
        max_length=CourseFile._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "none"}),
        help_text=_("Small Latin letters and digits, such as plan-1. Left empty: made for you."),
    )


class PartForm(InBothForm):
    """A part of a course; gives `edit_course` the version that was seen and the value. `row`: the part as it is stored."""

    base_version = ui.CountField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: dict[str, Any], **kwargs: Any) -> None:
        self.row = row
        super().__init__(*args, **kwargs)

    def rows_of(self, stored: int, begins: str, ends: str = "") -> int:
        """How many rows to show: those that are stored and some empty ones, and all that were sent."""
        sent = sum(name.startswith(begins) and name.endswith(ends) for name in self.data)
        return min(max(stored + BLANK_ROWS, sent), MOST_ROWS)

    def value(self, data: dict[str, Any]) -> dict[str, Any]:
        """The part as the content holds it; adds errors at fields."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        value = self.value(data)
        value = {name: onto(self.row.get(name), part) for name, part in value.items()}
        shared = {"base_version": data.get("base_version"), "value": value}
        return shared | ({"place": data.get("place")} if "place" in self.fields else {})


class CardForm(PartForm):
    groups = [
        (_("What it is"), ["title_ar", "title_fr", "field", "level"]),
        (_("What it is about"), ["about_ar", "about_fr"]),
        (_("For whom"), ["audience_ar", "audience_fr", "prerequisites"]),
        (_("Certificate"), ["attendance_percent", "test_percent", "validity_months"]),
    ]
    title_ar = ui.PlainField(label=_("Heading in Arabic"), max_length=LONGEST_TITLE)
    title_fr = ui.PlainField(label=_("Heading in French"), max_length=LONGEST_TITLE)
    field = forms.ChoiceField(label=_("Field of training"), choices=PlanItem.Field.choices)
    level = forms.ChoiceField(label=_("Level"), choices=Course.Level.choices)
    about_ar = ui.TextField(label=_("In Arabic"), max_length=LONGEST_TEXT)
    about_fr = ui.TextField(label=_("In French"), max_length=LONGEST_TEXT)
    audience_ar = ui.TextField(label=_("In Arabic"), max_length=LONGEST_TEXT, rows=3)
    audience_fr = ui.TextField(label=_("In French"), max_length=LONGEST_TEXT, rows=3)
    prerequisites = ui.SeveralOfMany(label=_("Courses that come before"), required=False)
    attendance_percent = ui.CountField(label=_("Attendance asked for the certificate, in %"), max_value=100)
    test_percent = ui.CountField(label=_("Test result asked for the certificate, in %"), max_value=100)
    validity_months = ui.CountField(
        label=_("Months for which the certificate is valid"),
        min_value=1,
        max_value=MOST_MONTHS,
        required=False,
        help_text=_("Left empty: without end."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(other, title) for other, title in course_choices(self.actor.space_id) if other != self.row["key"]]
        self.fields["prerequisites"].choices = others

    @staticmethod
    def shown(content: dict[str, Any]) -> dict[str, Any]:
        """What stands in the form when it is opened."""
        texts = {**words(content["title"], "title"), **words(content["about"], "about")}
        plain = {name: content[name] for name in ("field", "level", "prerequisites", "validity_months")}
        return {**texts, **words(content["audience"], "audience"), **plain, **content["rule"]}

    def value(self, data: dict[str, Any]) -> dict[str, Any]:
        texts = {name: in_both(data, name) for name in ("title", "about", "audience")}
        plain = {name: data.get(name) for name in ("field", "level", "prerequisites", "validity_months")}
        rule = {name: data.get(name) for name in ("attendance_percent", "test_percent")}
        return {**texts, **plain, "rule": rule}


class AimsForm(PartForm):
    """Lists with one thing a line, in the same order in both languages; outcomes as rows."""

    objectives_ar = ui.LinesField(label=_("In Arabic"), rows=6, max_length=LONGEST_TEXT)
    objectives_fr = ui.LinesField(label=_("In French"), rows=6, max_length=LONGEST_TEXT)
    materials_ar = ui.LinesField(label=_("In Arabic"), rows=6, max_length=LONGEST_TEXT, required=False)
    materials_fr = ui.LinesField(label=_("In French"), rows=6, max_length=LONGEST_TEXT, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = self.rows_of(len(self.row["outcomes"]), "item_")
        items = [
            (str(d.title), [(i.key, str(i.title)) for i in d.items]) for d in shipped_instruments()[INSTRUMENT].domains
        ]
        named = []
        for number in range(self.count):
            box = forms.ChoiceField(label=_("Item of the diagnosis"), choices=[("", "—"), *items], required=False)
            self.fields[f"item_{number}"] = box
            for language, label in (("ar", _("What changes, in Arabic")), ("fr", _("What changes, in French"))):
                field = ui.TextField(label=label, max_length=LONGEST_TEXT, required=False, rows=2)
                field.widget.attrs.update({"dir": "rtl" if language == "ar" else "ltr", "lang": language})
                self.fields[f"outcome_{number}_{language}"] = field
            named += [f"item_{number}", f"outcome_{number}_ar", f"outcome_{number}_fr"]
        self.groups = [
            (_("What one learns, one thing a line"), ["objectives_ar", "objectives_fr"]),
            (_("What changes in the association"), named),
            (_("Materials, one a line"), ["materials_ar", "materials_fr"]),
        ]

    @staticmethod
    def shown(content: dict[str, Any]) -> dict[str, Any]:
        """What stands in the form when it is opened."""
        found: dict[str, Any] = {}
        for name in ("objectives", "materials"):
            found |= {f"{name}_{side}": [row[side] for row in content[name]] for side in LANGUAGES}
        for number, row in enumerate(content["outcomes"]):
            found |= {f"item_{number}": row["item"], **words(row["text"], f"outcome_{number}")}
        return found

    def value(self, data: dict[str, Any]) -> dict[str, Any]:
        return {
            "objectives": self._paired(data, "objectives"),
            "outcomes": self._outcomes(data),
            "materials": self._paired(data, "materials"),
        }

    def _paired(self, data: dict[str, Any], name: str) -> list[dict[str, str]]:
        arabic, french = data.get(f"{name}_ar") or [], data.get(f"{name}_fr") or []
        if len(arabic) != len(french) and not {f"{name}_ar", f"{name}_fr"} & set(self.errors):
            said = {"ar": len(arabic), "fr": len(french)}
            self.add_error(
                f"{name}_fr", _("Lines in Arabic: %(ar)s, lines in French: %(fr)s. Write each line in both.") % said
            )
        return [{"ar": ar, "fr": fr} for ar, fr in zip(arabic, french, strict=False)]

    def _outcomes(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        rows = []
        for number in range(self.count):
            row = {"item": data.get(f"item_{number}") or "", "text": in_both(data, f"outcome_{number}")}
            typed = [row["item"], *row["text"].values()]
            if all(typed):
                rows.append(row)
            elif any(typed):
                self.add_error(f"item_{number}", _("Choose the item, and say what changes in both languages."))
        return rows
