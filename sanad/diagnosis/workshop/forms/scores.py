"""What all agreed, the evidence for it, and up to where it was checked."""

from dataclasses import dataclass
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
from sanad.diagnosis.workshop.queries.results import DomainResult, ItemResult
from sanad.foundation import ui

DESIRED = "__desired"
PROPOSED = "__proposed"  # the button that also takes each level on which all raters agree; no domain is called so


@dataclass(frozen=True)
class Line:
    """One item as the workshop shows it: what was said of it, and the three fields in which it is agreed on."""

    result: ItemResult
    agreed: Any
    desired: Any
    why: Any

    @property
    def cards(self) -> list[tuple[Any, str, bool]]:
        """(radio button of a level, what is seen at it, whether it is proposed)."""
        radios = list(self.agreed)
        texts = {level.level: str(level.text) for level in self.result.item.levels}
        return [
            (radio, texts.get(level, ""), level == self.result.proposed)
            for level, radio in zip(LEVELS, radios, strict=False)
        ]

    @property
    def others(self) -> list[Any]:
        """The radio buttons that are no level."""
        return list(self.agreed)[len(LEVELS) :]

    @property
    def wishes(self) -> list[tuple[Any, str]]:
        """(radio button, the number of its level, or a line for no wish)."""
        return [(radio, str(radio.data["value"]) or "—") for radio in self.desired]


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
            self.fields[key] = forms.ChoiceField(
                label=_("Agreed"),
                choices=[*levels, *OTHERS, *([] if score else [("", _("not agreed yet"))])],
                required=False,
                initial=choice_of(score) if score else "",
                widget=forms.RadioSelect,
            )
            self.fields[key + DESIRED] = forms.TypedChoiceField(
                label=_("Desired"),
                choices=[*levels, ("", _("no wish yet"))],
                coerce=int,
                empty_value=None,
                required=False,
                initial=score.desired if score else None,
                widget=forms.RadioSelect,
            )
            self.fields[key + WHY] = ui.PlainField(
                label=_("Why"), max_length=400, required=False, initial=score.comment if score else ""
            )
            for name in (key, key + DESIRED, key + WHY):
                self.fields[name].widget.attrs["aria-describedby"] = f"{name}-note"

    @property
    def is_sent(self) -> bool:
        """Whether this domain is to be saved: its button was pressed, something in it was touched, or is taken as proposed."""
        if not self.is_bound:
            return False
        return self.data.get("part") == self.domain.domain.key or self.is_touched or bool(self._taken)

    @property
    def _taken(self) -> dict[str, str]:
        """The proposed levels by item, when the button was pressed that takes them."""
        if self.data.get("part") != PROPOSED:
            return {}
        return {line.item.key: str(line.proposed) for line in self.domain.items if line.proposed}

    def full_clean(self) -> None:
        """Judge what is to be saved."""
        if self.is_sent:
            super().full_clean()
        else:
            self._errors = ErrorDict()

    @property
    def lines(self) -> list[Line]:
        """The items of the domain with their fields."""
        return [
            Line(line, self[line.item.key], self[line.item.key + DESIRED], self[line.item.key + WHY])
            for line in self.domain.items
        ]

    @property
    def wrong_items(self) -> list[Any]:
        """The items of which something was refused."""
        return [
            line.result.item
            for line in self.lines
            if any(field.errors for field in (line.agreed, line.desired, line.why))
        ]

    def clean(self) -> dict[str, Any]:
        """The scores by item, as `agree_scores` takes them; a wish or a reason without a level is not enough."""
        typed = super().clean() or {}
        scores = {}
        for line in self.domain.items:
            key = line.item.key
            desired, why = typed.get(key + DESIRED), typed.get(key + WHY, "")
            if said := typed.get(key) or self._taken.get(key):
                scores[key] = {**reply_of(said), "desired": desired, "comment": why}
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
