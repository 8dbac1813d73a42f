"""Every form: sent back as it is it changes nothing, two people write side by side, sent twice it is done once."""

from collections.abc import Iterable, Iterator
from datetime import time
from typing import Any

from django import forms
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, models, transaction

from sanad.foundation import ui
from sanad.foundation.ui.weight import most_of
from tests.fuzz.pages import view_of
from tests.judges.filled import written
from tests.visits import Here, Walk, writing

DONE, UNFIT = 302, 422
HISTORY = "foundation_historyentry"
WITH_A_FILE = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + settings.FILE_MAX_BYTES
# What no form of a person writes: lines of history, places of the census.
ASIDE = {"foundation.HistoryEntry", "territory.Place"}
# Forms that open with something their row has too, and yet write it anew: what was proposed, agreed or signed.
BEGINS_WITH = {
    "accompaniment:agree_item": "the mark of what was read, to see whether it was changed since",
    "partnerships:deliver": "what is owed, for a piece that is delivered now",
    "diagnosis:start": "the seat of the association, for a new diagnosis",
    "partnerships:take_remark": "the words as proposed, to be brought together with the article",
    "partnerships:sign_amendment": "the day on which it takes effect, said once more at the signature",
}
# Forms that open with what a row holds; every other one that does is met too.
EDITS = {
    "accompaniment:edit",
    "accompaniment:edit_item",
    "accompaniment:edit_need",
    "accounts:me",
    "accounts:role",
    "activities:answer",
    "activities:change_attendance",
    "activities:edit",
    "activities:edit_decision",
    "activities:edit_follow_up",
    "activities:edit_item",
    "activities:edit_word",
    "diagnosis:edit",
    "directory:edit_organisation",
    "directory:edit_person",
    "partnerships:edit",
    "partnerships:edit_amendment",
    "partnerships:edit_budget_line",
    "partnerships:edit_commitment",
    "partnerships:edit_party",
    "partnerships:place_article",
    "training:edit_registration",
    "training:edit_session",
    "training:edit_slot",
    "training:name_mandate",
    "courses:write_card",
    "training:write_report",
}
# Forms that are said once more whatever they show.
SAID_AGAIN = {"diagnosis:verify": "who sends it checked the evidence, up to the level that is shown"}
# Commands never let a row hold anything but a sound one of these.
NEVER_ODD = {"reason", "target_item", "target_level", "framework", "plan_item", "mandate"}
GUARDED = {"base_version"}  # a text that is written as a whole knows from which version it was begun
# What is sent to the doors of the house, to the language and to one's own session has no key, and may be said twice;
# a link that is good for once is over after it, and a paper that is compared is not kept.
KEYLESS = (
    "account_",
    "mfa_",
    "usersessions_",
    "accounts:confirm_email",
    "accounts:invitation",
    "accounts:language",
    "accounts:new_password",
    "accounts:stop_letters",
    "accounts:take_back",
    "public:",
)


def stored(tables: Iterable[str]) -> dict[tuple[str, Any], dict[str, Any]]:
    """Every row of these tables, by table and key, without what is derived."""
    ours = [model for model in apps.get_models() if model._meta.db_table in set(tables)]
    return {
        (model._meta.label, row[model._meta.pk.attname]): {
            name: value for name, value in row.items() if name not in getattr(model, "history_hidden", ())
        }
        for model in ours
        if model._meta.label not in ASIDE
        for row in model._base_manager.values()
    }


def changed(before: dict, after: dict) -> dict[str, Any]:
    """The columns of rows that are otherwise than before."""
    return {
        f"{label}.{name}": (value, after.get((label, key), {}).get(name))
        for (label, key), row in before.items()
        for name, value in row.items()
        if after.get((label, key), {}).get(name) != value
    }


def changes_nothing_when_it_comes_back_as_it_was_shown(here: Here) -> Iterator[str]:
    """What is sent as it was opened is taken, and no row is otherwise than before."""
    if here.form is None or not here.form[0].shown or here.spot.name in SAID_AGAIN:
        return
    here.meet("edits")
    yield from _lost(here, *here.form)


def _lost(here: Here, form: Any, page: Any) -> Iterator[str]:
    data = page.data(**dict(page.buttons[:1]))
    visit = here.post(data, path=page.action or here.spot.path, look=stored)
    other = changed(stored(visit.wrote), visit.seen)
    blank = bool(visit.errors) and all(page.data().get(each, [""]) == [""] for each in visit.errors)  # not written yet
    if not (visit.status == DONE or blank) or other:
        yield f"{visit} {dict(visit.errors)} {other}"


def says_that_it_edits(here: Here) -> Iterator[str]:
    """A form that opens with what its row holds is one that keeps what nobody touched."""
    if here.form is None or here.form[0].shown or here.spot.name in BEGINS_WITH or GUARDED & set(here.form[0].fields):
        return
    form = here.form[0]
    held = {each: form.get_initial_for_field(field, each) for each, field in form.fields.items()}
    same = [each for each, value in held.items() if value and value == getattr(here.spot.row, each, None)]
    if same:
        yield f"{here.spot}: {same}"


def loses_nothing_of_two_who_write_side_by_side(here: Here) -> Iterator[str]:
    """Two people who change different fields find both changes."""
    if here.form is None or not here.form[0].shown or GUARDED & set(here.form[0].fields):
        return
    form, page = here.form
    plain = [each for each, field in form.fields.items() if type(field) in {ui.PlainField, ui.TextField}]
    texts = [each for each in plain if each in page.typed and page.data()[each] != [""]][:2]
    if len(texts) < 2:
        return
    here.meet("written side by side")
    wanted = {each: f"{page.data()[each][0]} كلمة" for each in texts}
    with here.keeper.staying() as client:
        sent = [page.data(_key="", **{each: wanted[each]}) for each in texts]
        codes = [client.post(here.spot.path, data).status_code for data in sent]
        there = Here(here.walk, here.spot).form[1].data()
    kept = {each: there[each][0] for each in texts}
    if codes != [DONE, DONE] or kept != wanted:
        yield f"{here.spot}: {codes} {kept} {wanted}"


def refuses_a_day_that_nobody_means(here: Here) -> Iterator[str]:
    """At its field."""
    for form, page in [here.form] if here.form else []:
        for day in [each for each, field in form.fields.items() if isinstance(field, forms.DateField)]:
            here.meet("days", f"{here.spot.name}.{day}")
            visit = here.post(page.data(**{day: "31/12/9999"}), path=page.action or here.spot.path)
            if day not in visit.errors:
                yield f"{visit}.{day}"


def has_plain_numbers_in_its_boxes(here: Here) -> Iterator[str]:
    """A number in a box goes back to the server: it has no signs between its digits."""
    for name, field in here.form[0].fields.items() if here.form else ():
        here.meet("fields", f"{here.spot.name}.{name}")
        if field.localize or field.widget.is_localized:
            yield f"{here.spot}.{name}"


# ------------------------------------------------------------------------------------------------ sent twice


def is_done_once_when_sent_twice(here: Here) -> Iterator[str]:
    """Every form and every button of the page: the second answer is that of the first, and nothing more is written."""
    for who in dict.fromkeys((here.spot.at.by, "president")):
        visit = here.get(who)
        for form in here.forms_on(visit):
            names = sorted(box.name for box in form.boxes)
            if view_of(form.address).startswith(KEYLESS):
                continue
            if "_key" not in names:
                yield f"{visit}: the form to {form.address} has no key"
            shape = f"{who} {form.address} {names}"
            if shape not in here.walk.met["forms"]:
                here.meet("forms", shape)
                yield from _twice(here, who, form)


def _twice(here: Here, who: str, form: Any) -> Iterator[str]:
    data = written(form)
    visitor = here.walk.visitor(who)
    with visitor.staying() as client:
        client.raise_request_exception = False  # what was made up may not be fit for a paper
        with writing() as wrote:
            first = client.post(form.address, data)
        is_silent = HISTORY not in wrote
        if first.status_code != DONE:
            client.raise_request_exception = True
            return
        here.meet(f"sent twice by {'sg' if who != 'president' else who}", view_of(form.address))
        for value in data.values():
            if hasattr(value, "seek"):
                value.seek(0)
        second = visitor.post(here.spot, data, path=form.address)
        client.raise_request_exception = True
    # Where nobody touched anything, and nothing is otherwise than before, there is no line: the row is put as it is again.
    again = HISTORY in second.wrote or (second.wrote and not is_silent)
    if (second.status, second.response.get("Location")) != (DONE, first["Location"]) or again:
        yield f"{second} {form.shape} {first['Location']} {second.response.get('Location')} {second.wrote}"


def has_room_for_files_where_a_form_asks_for_one(here: Here) -> Iterator[str]:
    """A form with a box for a file is sent where files are taken."""
    for form in here.forms_on(here.opened):
        path = form.address.partition("?")[0]
        asks, takes = any(box.kind == "file" for box in form.boxes), most_of(path) == WITH_A_FILE
        if asks and not takes:
            yield f"{here.spot}: {path}"
        if takes and path == here.spot.path:
            here.meet("takes files")
            here.walk.met["boxes for files"] |= {here.spot.name} if asks else set()


def takes_files_nowhere_else(walk: Walk) -> Iterator[str]:
    """What is not a box for a file needs no room for one."""
    yield from sorted(walk.met["takes files"] - walk.met["boxes for files"])


# ------------------------------------------------------------------------------------------------ odd rows


def fill(row: models.Model) -> None:
    """Let a row hold what its pages can hardly show: seconds, line ends, blanks, thousands, marks of direction."""
    odd = {
        field.attname: value
        for field in row._meta.concrete_fields
        if field.editable and not field.primary_key and not field.choices and field.name not in NEVER_ODD
        for value in [_odd(field, getattr(row, field.attname), row)]
        if value != getattr(row, field.attname)
    }
    if not _put(row, odd):  # a rule of the table, or one that is never changed
        for name, value in odd.items():
            _put(row, {name: value})


def _put(row: models.Model, values: dict[str, Any]) -> bool:
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**values)
    except DatabaseError:
        return False
    return True


def _odd(field: models.Field, value: Any, row: models.Model) -> Any:
    if isinstance(field, models.TimeField):
        return time(10, 5, 30, 123456)
    if isinstance(field, models.TextField):
        return "\n  سطر أول\n\n  ثان \nثالث\n "
    if isinstance(field, models.EmailField | models.URLField):
        return value
    if isinstance(field, models.CharField):
        return value or " \u200fنص 1.234 "[: field.max_length]
    if isinstance(field, models.IntegerField):
        return 1_234 if value is None or field.name in {"amount", "budget", "cost", "seats", "minutes"} else value
    if isinstance(field, models.ForeignKey) and value is None:
        others = field.related_model._base_manager.all()
        if any(each.name == "space" for each in field.related_model._meta.concrete_fields):
            others = others.filter(space_id=row.space_id)
        return others.values_list("pk", flat=True).last()
    return value


def changes_nothing_of_odd_rows(walk: Walk, edits: list[Here]) -> Iterator[str]:
    """Nor does it when rows hold what a page can hardly show."""
    for spot in walk.ground.spots:
        if isinstance(spot.row, models.Model) and spot.row._meta.label not in ASIDE:
            fill(spot.row)
    for here in edits:
        again = Here(walk, here.spot)
        if again.form is None:
            yield f"{here.spot}: {again.opened}"
        else:
            yield from _lost(again, *again.form)
