"""Who writes and releases a press report."""

from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, Minutes, PressReport
from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor


def can_write_press(actor: Actor, activity: Activity) -> Verdict:
    """A press report is written from approved minutes only (M6)."""
    approved = Minutes.objects.approved().filter(activity=activity).exists()
    return all_of(
        needs(actor, "minutes.write"),
        owns(actor, activity),
        YES if approved else no(_("The press report is written from approved minutes.")),
    )


def can_edit_press(actor: Actor, report: PressReport) -> Verdict:
    """Choose what a draft tells."""
    draft = (
        YES if report.state == PressReport.State.DRAFT else no(_("An approved report is not changed; write a new one."))
    )
    return all_of(needs(actor, "minutes.write"), owns(actor, report), draft)


def can_approve_press(actor: Actor, report: PressReport) -> Verdict:
    """Release the report. What it tells must still be approved (M6)."""
    return all_of(
        needs(actor, "press.approve"),
        owns(actor, report),
        PressReport.STATES.allows(report.state, PressReport.State.APPROVED),
        lambda: _tells_the_newest(report),
    )


def _tells_the_newest(report: PressReport) -> Verdict:
    minutes = report.revision.minutes
    if minutes.state == Minutes.State.APPROVED and minutes.revisions.latest("number").pk == report.revision_id:
        return YES
    return no(_("The minutes are corrected since. Begin a new report when the correction is approved."))
