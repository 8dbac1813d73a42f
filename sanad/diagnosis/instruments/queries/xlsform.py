"""Instruments as XLSForm, so that a diagnosis can also be run in other collecting tools; written here, read by `xlsform_in`.

`survey`, `choices` and `settings` are the standard: one group a domain, one `select_one` an item, one list of choices
an item. What the standard has no place for (what is core, remedies, evidence, credit) stands in a sheet `sanad`, one
line a thing, which other tools pass over. Reading what was written gives the same content.
"""

import io

import xlsxwriter

from sanad.diagnosis.instruments.queries.blueprint import Blueprint
from sanad.diagnosis.models.scores import Reply
from sanad.foundation.content.words import Words

LABELS = {"ar": "label::العربية (ar)", "fr": "label::Français (fr)", "en": "label::English (en)"}
COLUMNS = {
    "survey": ("type", "name", *LABELS.values()),
    "choices": ("list_name", "name", *LABELS.values()),
    "settings": ("form_title", "form_id", "version", "default_language"),
    "sanad": ("what", "key", "value", *LABELS.values()),
}
OTHER_REPLIES = {
    Reply.UNKNOWN: Words("لا ندري", "Nous ne savons pas", "We do not know"),
    Reply.NOT_APPLICABLE: Words("لا ينطبق علينا", "Sans objet", "Does not apply"),
}
HEAD = ("subject", "scale", "licence")


def to_xlsform(blueprint: Blueprint) -> bytes:
    """The instrument as an XLSForm workbook."""
    sheets = {
        "survey": _survey(blueprint),
        "choices": _choices(blueprint),
        "settings": [[blueprint.title.ar, blueprint.key, str(blueprint.version), "العربية (ar)"]],
        "sanad": _sanad(blueprint),
    }
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate([list(COLUMNS[name]), *rows]):
                for place, value in enumerate(row):
                    page.write_string(number, place, value)
    return file.getvalue()


def _in_three_languages(text: Words) -> list[str]:
    return [text.ar, text.fr, text.en]


def _survey(blueprint: Blueprint) -> list[list[str]]:
    rows = []
    for domain in blueprint.domains:
        rows.append(["begin_group", domain.key, *_in_three_languages(domain.title)])
        rows += [[f"select_one {item.key}", item.key, *_in_three_languages(item.title)] for item in domain.items]
        rows.append(["end_group", "", "", "", ""])
    return rows


def _choices(blueprint: Blueprint) -> list[list[str]]:
    rows = []
    for item in blueprint.items:
        rows += [[item.key, str(level.level), *_in_three_languages(level.text)] for level in item.levels]
        rows += [[item.key, reply.value, *_in_three_languages(text)] for reply, text in OTHER_REPLIES.items()]
    return rows


def _sanad(blueprint: Blueprint) -> list[list[str]]:
    blank = ["", "", ""]
    rows = [["head", name, str(getattr(blueprint, name)), *blank] for name in HEAD]
    rows += [
        ["head", name, "", *_in_three_languages(getattr(blueprint, name))] for name in ("title", "about", "credit")
    ]
    rows += [["level", str(number), "", *_in_three_languages(name)] for number, name in enumerate(blueprint.levels, 1)]
    rows += [["evidence_kind", key, "", *_in_three_languages(text)] for key, text in blueprint.evidence_kinds.items()]
    for item in blueprint.items:
        if item.is_core:
            rows.append(["core", item.key, "", *blank])
        remedy = item.remedy
        rows.append(["remedy", item.key, f"{remedy.form} {remedy.field}".strip(), *_in_three_languages(remedy.text)])
        rows += [
            ["evidence", item.key, " ".join([str(level.level), *level.evidence]), *blank]
            for level in item.levels
            if level.evidence
        ]
    return rows
