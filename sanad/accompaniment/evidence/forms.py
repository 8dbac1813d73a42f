"""Forms of evidence, and of what is shown by it."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, Evidence
from sanad.accompaniment.policies import visible_to
from sanad.accompaniment.queries.measures import kinds_of
from sanad.foundation import ui


class EvidenceForm(ui.SheetForm):
    terms = {"title": "evidence"}
    title = ui.PlainField(label=_("What it is"), max_length=200)
    upload = ui.UploadField(label=_("Scan or photograph"), required=False)
    kept_at = ui.PlainField(
        label=_("Where the paper is kept"), max_length=200, required=False, help_text=_("When it stays on paper.")
    )
    seen_on = ui.DayField(label=_("Seen on"))
    kind = ui.ChoiceOfMany(label=_("Kind of evidence"), required=False)

    def __init__(self, *args: Any, space_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "—"), *kinds_of(space_id)]


class ShownForm(ui.SheetForm):
    """Evidence of the engagement, or a paper that is filed now."""

    groups = [
        ("", ["note", "text", "measured_on", "evidence"]),
        (_("Or file it now"), ["title", "upload", "kept_at"]),
    ]
    title = ui.PlainField(label=_("What it is"), max_length=200, required=False)
    upload = EvidenceForm.base_fields["upload"]
    kept_at = EvidenceForm.base_fields["kept_at"]

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = visible_to(self.actor, Evidence).standing().filter(engagement=engagement)
