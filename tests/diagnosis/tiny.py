"""A small instrument, and the steps of a diagnosis with it."""

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sanad.accompaniment.models import Engagement
from sanad.diagnosis.instruments.commands import write_instrument
from sanad.diagnosis.models import Diagnosis, Instrument, Sheet
from sanad.diagnosis.results.commands import answer_gap
from sanad.diagnosis.workshop.commands.diagnoses import close_diagnosis, move_diagnosis, start_diagnosis
from sanad.diagnosis.workshop.commands.scores import agree_scores
from sanad.diagnosis.workshop.commands.sheets import answer_sheet, open_sheet

DOMAINS = {"papers": ["receipt", "minutes"], "money": ["cash", "report"], "voice": ["petition"]}
CORE = {"receipt", "cash"}
ITEMS = [item for items in DOMAINS.values() for item in items]


ARABIC = {
    "papers": "الأوراق",
    "money": "المال",
    "voice": "الصوت",
    "receipt": "الوصل",
    "minutes": "المحاضر",
    "cash": "الصندوق",
    "report": "التقرير",
    "petition": "العريضة",
    "course": "دورة",
    "level": "مستوى",
    "scan": "نسخة",
    "photo": "صورة",
    "credit": "المصدر",
    "about": "نبذة",
    "tiny": "أداة صغيرة",
    "houses": "أداة الدور",
    "1": "أول",
    "2": "ثان",
    "3": "ثالث",
    "4": "رابع",
}


def said(text: str) -> dict[str, str]:
    return {
        "ar": " ".join(ARABIC.get(word, word) for word in ["نص", *text.split()]),
        "fr": f"texte {text}",
        "en": f"text {text}",
    }


def item(key: str) -> dict[str, Any]:
    third = "photo" if key == "report" else "scan"
    levels = [
        {
            "level": level,
            "text": said(f"{key} {level}"),
            "evidence": [third] if level == 3 else ["scan", "photo"] if level == 4 else [],
        }
        for level in range(1, 5)
    ]
    remedy = {"form": "training", "field": "management", "text": said(f"course {key}")}
    if key == "minutes":
        remedy = {"form": "self", "field": "", "text": said(f"by themselves {key}")}
    return {"key": key, "core": key in CORE, "title": said(key), "remedy": remedy, "levels": levels}


def tiny(key: str = "tiny", version: int = 1, subject: str = "association", scale: str = "tiny-4") -> dict[str, Any]:
    return {
        "key": key,
        "version": version,
        "subject": subject,
        "scale": scale,
        "licence": "AGPL-3.0-or-later",
        "credit": said("credit"),
        "title": said(f"{key} {version}"),
        "about": said("about"),
        "levels": [{"level": level, "name": said(f"level {level}")} for level in range(1, 5)],
        "evidence_kinds": {"scan": said("scan"), "photo": said("photo")},
        "domains": [
            {"key": domain, "title": said(domain), "items": [item(key) for key in items]}
            for domain, items in DOMAINS.items()
        ],
    }


def as_upload(content: Any, name: str = "tiny.json") -> SimpleUploadedFile:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return SimpleUploadedFile(name, data)


def engagement_of(world) -> Engagement:
    return Engagement.objects.get(space=world.sg.space, association=world.association)


def began(world, content: dict[str, Any] | None = None, kind: str = "annual", **details: Any) -> Diagnosis:
    """A diagnosis with a small instrument, in the file of the case."""
    content = content or tiny()
    space_id = world.sg.space_id
    if not Instrument.objects.filter(space_id=space_id, key=content["key"], version=content["version"]):
        write_instrument(space_id, content, "upload")
    named = f"{content['key']}@{content['version']}"
    return start_diagnosis(
        world.coordinator, engagement_of(world), instrument=named, kind=kind, mode="workshop", **details
    )


def levels(*values: int | None, keys: list[str] | None = None) -> dict[str, dict[str, Any]]:
    """Answers for the items in order; None is «we do not know»."""
    return {
        key: {"reply": "level" if value else "unknown", "level": value}
        for key, value in zip(keys or ITEMS, values, strict=False)
    }


def answered(actor, diagnosis: Diagnosis, *values: int | None, group: str = "association") -> Sheet:
    sheet = open_sheet(actor, diagnosis, group=group)
    return answer_sheet(actor, sheet, answers=levels(*values))


def agreed(world, diagnosis: Diagnosis, *values: int | None, desired: int | None = 3) -> Diagnosis:
    """Answered by one, agreed on every item with these levels."""
    answered(world.coordinator, diagnosis, *values)
    diagnosis = move_diagnosis(world.coordinator, diagnosis, state="rated")
    scores = {key: {**answer, "desired": desired} for key, answer in levels(*values).items()}
    agree_scores(world.coordinator, diagnosis, scores=scores)
    return move_diagnosis(world.coordinator, diagnosis, state="agreed")


def closed(world, diagnosis: Diagnosis, *values: int | None, desired: int | None = 3) -> Diagnosis:
    """Agreed, every gap waived, closed."""
    diagnosis = agreed(world, diagnosis, *values, desired=desired)
    for score in diagnosis.scores.all():
        if score.is_below:
            answer_gap(world.coordinator, score, answer="waive", waiver="لاحقا")
    return close_diagnosis(world.coordinator, diagnosis)
