"""The press report: which approved facts it tells."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, PressReport
from sanad.activities.press.policies import can_approve_press, can_edit_press, can_write_press
from sanad.activities.press.queries import press_paragraphs
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor


@command(can_write_press, says=_("began a press report"))
def begin_press_report(actor: Actor, activity: Activity, *, language: str) -> PressReport:
    """Begin a report from the newest approved minutes, with every fact told; the open draft if there is one."""
    revision = activity.minutes.revisions.latest("number")
    told = [key for key, _text in press_paragraphs(revision.facts, language)]
    return PressReport.objects.get_or_create(
        space_id=activity.space_id,
        revision=revision,
        language=language,
        state=PressReport.State.DRAFT,
        defaults={"activity": activity, "told": told},
    )[0]


@command(can_edit_press, says=_("chose what the press report tells"))
def choose_press_facts(
    actor: Actor, report: PressReport, *, told: list[str], author: str = "", outlet: str = ""
) -> PressReport:
    """Choose the facts and the by-line. Refused for a fact that the approved minutes do not have (M6), or none."""
    known = [key for key, _text in press_paragraphs(report.revision.facts, report.language)]
    if not told or not set(told) <= set(known):
        raise Refused(_("Choose among the facts of the approved minutes."), "told")
    report.told = [key for key in known if key in told]
    report.author, report.outlet = author, outlet
    report.save()
    return report


@command(can_approve_press, says=_("approved the press report"), is_final=True)
def approve_press_report(actor: Actor, report: PressReport) -> PressReport:
    """Release the report; it is not changed any more."""
    report.state, report.approved_by, report.approved_at = PressReport.State.APPROVED, actor.user, timezone.now()
    report.save()
    return report
