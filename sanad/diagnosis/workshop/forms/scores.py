"""What all agreed, the evidence for it, and up to where it was checked."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Evidence
from sanad.accompaniment.policies import visible_to as visible_in_engagements
from sanad.diagnosis.instruments.queries.blueprint import Blueprint
from sanad.diagnosis.models import AgreedScore
from sanad.diagnosis.models.scores import LEVELS
from sanad.diagnosis.workshop.forms.answers import OTHERS, WHY, choice_of, reply_of
from sanad.diagnosis.workshop.queries.results import DomainResult
from sanad.foundation import ui

DESIRED = "__desired"


class ScoresForm(ui.SheetForm):
    """The items of one domain, as the workshop agrees on them."""

    template_name = "diagnosis/_scores.html"

    def __init__(self, *args: Any, domain: DomainResult, blueprint: Blueprint, **kwargs: Any) -> None:
        self.domain = domain
        super().__init__(*args, **kwargs)
        names = [str(name) for name in blueprint.levels]
        levels = [(str(level), f"{level} · {name}") for level, name in enumerate(names, 1)]
        for line in domain.items:
            key, score = line.item.key, line.score
            said = choice_of(score) if score else str(line.common or "")
            self.fields[key] = forms.ChoiceField(
                label=_("Agreed"), choices=[("", "—"), *levels, *OTHERS], required=False, initial=said
            )
            self.fields[key + DESIRED] = forms.TypedChoiceField(
                label=_("Desired"),
                choices=[("", "—"), *levels],
                coerce=int,
                empty_value=None,
                required=False,
                initial=score.desired if score else None,
            )
            self.fields[key + WHY] = ui.PlainField(
                label=_("Why"), max_length=400, required=False, initial=score.comment if score else ""
            )
            for name in (key, key + DESIRED, key + WHY):
                self.fields[name].widget.attrs["aria-describedby"] = f"{name}-note"

    @property
    def is_sent(self) -> bool:
        """Whether this domain is to be saved: its button was pressed, or something in it was touched."""
        return self.is_bound and (self.data.get("part") == self.domain.domain.key or self.is_touched)

    def full_clean(self) -> None:
        """Judge what is to be saved; nobody agreed yet on what a domain proposes."""
        if self.is_sent:
            super().full_clean()
        else:
            self._errors = ErrorDict()

    @property
    def lines(self) -> list[tuple[Any, Any, Any, Any]]:
        """(item as it stands, agreed, desired, why)."""
        return [
            (line, self[line.item.key], self[line.item.key + DESIRED], self[line.item.key + WHY])
            for line in self.domain.items
        ]

    @property
    def wrong_items(self) -> list[Any]:
        """The items of which something was refused."""
        return [line.item for line, *fields in self.lines if any(field.errors for field in fields)]

    def clean(self) -> dict[str, Any]:
        """The scores by item, as `agree_scores` takes them; a wish or a reason without a level is not enough."""
        typed = super().clean() or {}
        scores = {}
        for line in self.domain.items:
            key = line.item.key
            desired, why = typed.get(key + DESIRED), typed.get(key + WHY, "")
            if typed.get(key):
                scores[key] = {**reply_of(typed[key]), "desired": desired, "comment": why}
            elif (desired or why) and key not in self.errors:
                self.add_error(key, _("Choose one of the levels, or one of the two other answers."))
        return {"scores": scores}


class EvidenceForm(ui.SheetForm):
    evidence = ui.ChoiceOfRows(label=_("Evidence that the file has"), required=False)
    title = ui.PlainField(label=_("What it is"), max_length=200, required=False)
    kind = ui.ChoiceOfMany(label=_("Kind of evidence"), required=False)
    upload = ui.UploadField(label=_("The paper or picture"), required=False)
    kept_at = ui.PlainField(label=_("Where the paper is kept"), max_length=200, required=False)
    groups = [(_("Or new evidence"), ["title", "kind", "upload", "kept_at"])]
    field_order = ["evidence", "title", "kind", "upload", "kept_at"]

    def __init__(self, *args: Any, score: AgreedScore, blueprint: Blueprint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = visible_in_engagements(self.actor, Evidence).standing().filter(engagement=score.diagnosis.engagement_id)
        self.fields["evidence"].queryset = there.exclude(score_links__score=score)
        asked = {
            kind
            for item in blueprint.items
            if item.key == score.item
            for level in item.levels
            for kind in level.evidence
        }
        kinds = sorted(blueprint.evidence_kinds.items(), key=lambda pair: pair[0] not in asked)
        self.fields["kind"].choices = [("", "—"), *((key, str(text)) for key, text in kinds)]

    @property
    def sections(self) -> list[tuple[Any, list[Any]]]:
        """What the engagement has comes first."""
        return [("", [self["evidence"]]), *super().sections[:1]]


class VerifyForm(ui.SheetForm):
    level = forms.TypedChoiceField(label=_("Verified level"), coerce=int)

    def __init__(self, *args: Any, score: AgreedScore, blueprint: Blueprint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [
            (level, f"{level} · {blueprint.levels[level - 1]}") for level in LEVELS if level <= (score.level or 0)
        ]
