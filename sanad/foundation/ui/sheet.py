"""A form that runs one command."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from sanad.foundation.ids import as_uuid, new_id
from sanad.foundation.policy import YES, Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.away import excuse, stays_away
from sanad.foundation.ui.back import way_back
from sanad.foundation.ui.fields import DayField, PhoneField, YearField
from sanad.foundation.ui.names import NameBox
from sanad.foundation.ui.rows import ChoiceOfRows, SeveralRows
from sanad.foundation.ui.sentences import OurSentences
from sanad.foundation.ui.untouched import as_sent, held_by, mark, plain_choices, said, sent, shown_in

SAID = {
    HTTPStatus.ALREADY_REPORTED: _("This form was sent twice. What it said the first time is saved."),
    HTTPStatus.NOT_MODIFIED: _("Nothing was changed."),
}


class SheetForm(OurSentences):
    """The input of one command: field names are the command's keyword arguments.

    Carries `_key` (the same request sent twice is done once) and `_space` (in which room it was opened); a form that
    edits a row carries `_shown` too, a mark for what each field showed. `groups` may arrange the fields as
    [(title, [names])]. `needed` names what is asked first; the rest waits behind one tap, open when something stands or is wrong
    there that the form has not filled in itself (`filled_in`). `terms` names fields whose label is a word of the field
    that is explained beside it (`foundation.help`).
    """

    template_name = "ui/_form.html"
    terms: dict[str, str] = {}
    required_css_class = "required"
    groups: list[tuple[Any, list[str]]] = []
    needed: tuple[str, ...] = ()
    filled_in: frozenset[str] = frozenset()

    def __init__(self, *args: Any, actor: Actor | None, **kwargs: Any) -> None:
        self.actor: Any = actor  # None at a public door, where nothing is chosen from rows
        self.shown: set[str] = set()
        self._chosen_from: dict[str, bool] = {}  # asked for once, when the form is drawn
        super().__init__(*args, **kwargs)
        typed = self.data.get("_key") if self.is_bound else None
        self.key = as_uuid(typed) or new_id()
        for name, field in self.fields.items():
            field.widget.attrs.setdefault("aria-describedby", f"{name}-note")
            if getattr(field.widget, "input_type", "") in {"email", "tel", "url"}:
                field.widget.attrs.setdefault("dir", "ltr")
            if isinstance(field, PhoneField):
                field.remember(self.get_initial_for_field(field, name) or "")

    def edit(self) -> None:
        """Let the form show what a row holds, and write only what somebody touches.

        What the row holds stays among the choices. A field that comes back as it was shown keeps the value of the row,
        in full and as it is by then; one that somebody else changed meanwhile is asked about.
        """
        for name, field in self.fields.items():
            _let_stay(field, self.get_initial_for_field(field, name))
        now = {mark(bound.name, as_sent(bound, bound.initial)) for bound in self.visible_fields()}
        self.shown = shown_in(self.data) if self.is_bound else now

    @property
    def untouched(self) -> list[Any]:
        """The fields that came back as they were shown; an empty one that must be filled is none of them."""
        if not self.shown:
            return []
        back = ((bound, sent(bound)) for bound in self.visible_fields())
        return [
            bound
            for bound, lines in back
            if (lines or not bound.field.required) and mark(bound.name, lines) in self.shown
        ]

    @property
    def touched(self) -> dict[str, Any]:
        """What came back otherwise than it was shown; all of a form that shows no row."""
        kept = {bound.name for bound in self.untouched}
        return {name: value for name, value in self.cleaned_data.items() if name not in kept}

    @property
    def is_touched(self) -> bool:
        """Whether something came back otherwise than it was shown."""
        return bool(self.shown) and len(self.untouched) < len(self.visible_fields())

    def _clean_fields(self) -> None:
        held, fields = {bound.name: bound for bound in self.untouched}, self.fields
        self.fields = {name: field for name, field in fields.items() if name not in held}
        super()._clean_fields()
        self.fields = fields
        self._ask_about_unusual_days()
        self.cleaned_data |= {name: held_by(bound) for name, bound in held.items()}
        self._ask_about_what_others_wrote(held)

    def _ask_about_unusual_days(self) -> None:
        """A day or year long ago or far ahead is more often a slip than meant: it is taken once somebody ticks that it is."""
        meant = set(self.data.getlist("_meant") if hasattr(self.data, "getlist") else self.data.get("_meant", ()))
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if not isinstance(field, DayField | YearField) or value is None or not (question := field.question(value)):
                continue
            field.asked = mark(name, [str(value)])
            field.is_meant = field.asked in meant
            if not field.is_meant:
                self.add_error(name, question)

    def _ask_about_what_others_wrote(self, held: dict[str, Any]) -> None:
        for bound in self.visible_fields() if self.shown else ():
            theirs = as_sent(bound, bound.initial)
            known = mark(bound.name, theirs) in self.shown or sent(bound) == theirs
            if bound.name not in held and not known:
                text = _("Somebody wrote this here meanwhile: %(theirs)s. Send again to put yours in its place.")
                self.add_error(bound.name, text % {"theirs": said(bound, bound.initial)})
                self.shown.add(mark(bound.name, theirs))

    @property
    def shown_marks(self) -> str:
        """What each field showed, as the page carries it."""
        return " ".join(sorted(self.shown))

    def renew_key(self) -> None:
        """A refused form may be sent again with other content."""
        self.key = new_id()

    @property
    def sections(self) -> list[tuple[Any, list[Any]]]:
        """The visible fields by group, or those that are needed. What is asked later comes once it was asked."""
        if not self.needed:
            return self._grouped()
        asked = [self[name] for name in self.needed if name in self.fields and not self[name].is_hidden]
        return [("", [field for field in asked if self._is_asked(field)])]

    @property
    def later_sections(self) -> list[tuple[Any, list[Any]]]:
        """What may be said too, by group."""
        if not self.needed:
            return []
        grouped = [
            (title, [each for each in fields if each.name not in self.needed]) for title, fields in self._grouped()
        ]
        return [(title, fields) for title, fields in grouped if fields]

    @property
    def is_later_open(self) -> bool:
        """Whether something stands there, or is wrong there."""
        later = [field for _title, fields in self.later_sections for field in fields]
        return any(field.errors or self._says_more(field) for field in later)

    def _says_more(self, field: forms.BoundField) -> bool:
        """Whether something stands in a field that the form has not filled in itself: what was changed opens it too."""
        if field.name not in self.filled_in:
            return bool(field.value())
        stands = sent(field) if self.is_bound else as_sent(field, field.initial)
        itself = field.initial if field.field.initial is None else field.field.initial
        return stands != as_sent(field, itself)

    def _grouped(self) -> list[tuple[Any, list[Any]]]:
        named = {name for _title, names in self.groups for name in names}
        rest = [field for field in self.visible_fields() if field.name not in named and self._is_asked(field)]
        named_here = [(title, [self[name] for name in names if name in self.fields]) for title, names in self.groups]
        grouped = [(title, [field for field in fields if self._has_choice(field)]) for title, fields in named_here]
        grouped = [(title, fields) for title, fields in grouped if fields]
        return [*grouped, ("", rest)] if rest else grouped

    def _is_asked(self, field: forms.BoundField) -> bool:
        return _is_due(field) and self._has_choice(field)

    def _has_choice(self, field: forms.BoundField) -> bool:
        """Whether there is anything to choose from; a choice of rows that may be left out, and has none, is no question."""
        box = field.field
        if not isinstance(box, ChoiceOfRows | SeveralRows) or box.required or field.errors or field.value():
            return True
        if field.name not in self._chosen_from:
            self._chosen_from[field.name] = box.queryset is None or box.queryset.exists()
        return self._chosen_from[field.name]


def _is_due(field: forms.BoundField) -> bool:
    return not getattr(field.field, "is_asked_later", False) or bool(field.errors or field.value())


def _let_stay(field: forms.Field, standing: Any) -> None:
    """Keep what stands among the choices, also when nobody could choose it any more."""
    if isinstance(field, ChoiceOfRows | SeveralRows):
        field.keep(standing)
    elif isinstance(field, forms.ChoiceField):
        there = {value for value, _words in plain_choices(field)}
        lines = standing if isinstance(standing, list | tuple) else [standing]
        gone = [value for value in lines if value not in (None, "") and str(value) not in there]
        if gone:
            field.choices = [*field.choices, *((value, value) for value in gone)]


def sheet(
    request: HttpRequest,
    form_class: Callable[..., SheetForm],
    command: Callable[..., Any],
    *positional: Any,
    then: str | Callable[[Any], str],
    title: Any,
    lead: Any = "",
    submit: Any = "",
    form_kwargs: dict[str, Any] | None = None,
    initial: dict[str, Any] | None = None,
    template: str = "ui/sheet.html",
    context: dict[str, Any] | None = None,
    informs: bool = False,
) -> HttpResponse:
    """Show the form; on POST run `command(actor, *positional, **input)` and go to `then(row)`.

    A form that is invalid or refused comes back with status 422, everything typed, and a sentence at its field; one that
    the database left without an answer with 503, and the key under which sending it again is done once. Whom the command
    refuses anyway is told so before they type, with where to look `instead` (its address, its words) as the context says,
    unless the page `informs` those who may only read. An
    `ahead` in the context stands above the form: what sending it will do, and its button says so.
    """
    status = HTTPStatus.OK
    verdict = YES if informs or request.method == "POST" else command.policy(request.actor, *positional)
    if not verdict:
        refused = {
            "title": title,
            "lead": lead,
            "reason": verdict.reason,
            "who_may": verdict.who_may,
            "back": way_back(request),
            "instead": (context or {}).get("instead"),
        }
        return render(request, "ui/refused.html", refused, status=HTTPStatus.FORBIDDEN)
    kwargs = {"actor": request.actor, **(form_kwargs or {})}
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, initial=initial, **kwargs)
        row, status = _run(request, form, command, *positional)
        if row is not None:
            messages.success(request, SAID.get(status, _("Saved.")))
            return HttpResponseRedirect(then(row) if callable(then) else then)
    else:
        form = form_class(initial=initial, **kwargs)
        asked = request.GET.get("suggest", "")
        if asked in form.fields and hasattr(form.fields[asked].widget, "found"):
            return HttpResponse(form.fields[asked].widget.found(asked, request.GET.getlist(asked)))
    page = {"form": form, "title": title, "lead": lead, "back": way_back(request), **(context or {})}
    page["submit"] = submit or (page["ahead"].does or page["ahead"].title if "ahead" in page else _("Save"))
    if "ahead" in page and not command.policy(request.actor, *positional):
        del page["ahead"]  # it names whom it concerns: not to those whom the command refuses
    return render(request, template, page, status=status)


def edit(
    request: HttpRequest,
    form_class: type[SheetForm],
    command: Callable[..., Any],
    *positional: Any,
    **options: Any,
) -> HttpResponse:
    """A sheet that opens with what a row holds (`initial`, read from the row and never from the address)."""

    def opened(*args: Any, **kwargs: Any) -> SheetForm:
        form = form_class(*args, **kwargs)
        form.edit()
        return form

    return sheet(request, opened, command, *positional, **options)


def _run(
    request: HttpRequest, form: SheetForm, command: Callable[..., Any], *positional: Any
) -> tuple[Any, HTTPStatus]:
    """The row that the command gave; else None, the form says why, and the status under which it comes back."""
    if form.is_valid():
        try:
            return _written(request, form, command, *positional)
        except Refused as refusal:
            _refuse(form, refusal)
            form.renew_key()
        except Error as problem:
            if not stays_away(request, problem):
                raise
            form.add_error(None, excuse(problem))
            return None, HTTPStatus.SERVICE_UNAVAILABLE
    elif (row := _done_before(request.actor, form, command, *positional)) is not None:
        return row, HTTPStatus.ALREADY_REPORTED
    return None, HTTPStatus.UNPROCESSABLE_ENTITY


def _refuse(form: SheetForm, refusal: Refused) -> None:
    """The sentence stands at its field; of names of which one is meant one is chosen there."""
    box = form.fields[refusal.field].widget if refusal.field in form.fields else None
    if isinstance(box, NameBox):
        box.meant = refusal.choices
    form.add_error(refusal.field if box is not None else None, str(refusal.message))


def _written(
    request: HttpRequest, form: SheetForm, command: Callable[..., Any], *positional: Any
) -> tuple[Any, HTTPStatus]:
    """What the command gave, and whether its history has a line of it: of a form that nobody touched it may have none."""
    said = {"touched": form.touched} if form.shown and hasattr(command, "done_before") else {}
    row = command(request.actor, *positional, key=form.key, **said, **form.cleaned_data)
    is_sure = said.get("touched") != {} and not getattr(command, "is_quiet", False)
    has_line = is_sure or _done_before(request.actor, form, command, *positional) is not None
    return row, HTTPStatus.OK if has_line else HTTPStatus.NOT_MODIFIED


def _done_before(actor: Actor | None, form: SheetForm, command: Callable[..., Any], *positional: Any) -> Any:
    """What this form did the first time: what it chose then may be there no more to be chosen."""
    asked = getattr(command, "done_before", None)
    return asked(actor, *positional, key=form.key) if asked and actor else None
