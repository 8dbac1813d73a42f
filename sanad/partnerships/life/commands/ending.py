"""Pausing an agreement, ending it before its day, and the meetings of its committee."""

from datetime import date

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity
from sanad.foundation.arabic import dates
from sanad.foundation.command import command, stated
from sanad.foundation.days import notice_until, refuse_future
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step
from sanad.partnerships.life.policies import can_lift, can_link_activity, can_suspend, can_terminate
from sanad.partnerships.models import Agreement, AgreementActivity, Suspension
from sanad.partnerships.queries.standing import end_on, life_of
from sanad.partnerships.sharing.commands import end_sharings, last_day_before


@command(can_suspend, says=_("suspended an agreement"))
def suspend_agreement(
    actor: Actor, agreement: Agreement, *, from_on: date, to_on: date | None = None, reason: str
) -> Suspension:
    """Pause the agreement from a day, until a day or until it is lifted, with the reason.

    Refused outside its days, when it ends before it begins, and where it is suspended already.
    """
    end = end_on(life_of(agreement), from_on)
    if (agreement.starts_on and from_on < agreement.starts_on) or (end and end < from_on):
        raise Refused(_("This day lies outside the agreement."), "from_on")
    if to_on and to_on < from_on:
        raise Refused(_("The end lies before the beginning."), "to_on")
    if agreement.suspensions.standing().within(from_on, to_on).exists():
        raise Refused(_("It is suspended in these days already."), "from_on")
    return Suspension.objects.create(
        space_id=agreement.space_id,
        agreement=agreement,
        from_on=from_on,
        to_on=to_on,
        reason=stated(reason),
        by=actor.user,
    )


@command(can_lift, says=_("lifted the suspension of an agreement"))
def lift_suspension(actor: Actor, suspension: Suspension, *, again_on: date) -> Suspension:
    """Let the agreement bind again from a day on. Refused for a day on which it would have done so anyway."""
    if suspension.to_on and again_on > suspension.to_on:
        raise Refused(_("It ends before that already."), "again_on")
    if again_on <= suspension.from_on:
        suspension.withdraw()
    else:
        suspension.to_on = last_day_before(again_on)
        suspension.save()
    return suspension


@command(can_terminate, says=_("terminated an agreement"), is_final=True)
def terminate_agreement(
    actor: Actor,
    agreement: Agreement,
    *,
    terminated_on: date,
    reason: str,
    notice_on: date | None = None,
    short_notice: str = "",
) -> Agreement:
    """End the agreement from a day on, with the reason; what it lets the parties read ends with it.

    Refused after its end, and when the other parties were told later than the agreement asks, unless it is said why.
    """
    told = notice_on or timezone.localdate()
    end = end_on(life_of(agreement), terminated_on)
    refuse_future(told, "notice_on")
    if (agreement.signed_on and terminated_on < agreement.signed_on) or (end and end < terminated_on):
        raise Refused(_("This day lies outside the agreement."), "terminated_on")
    latest = notice_until(terminated_on, agreement.notice_months, agreement.notice_days)
    if told > latest:
        if not short_notice.strip():
            raise Refused(
                _("The agreement asks for notice until %(day)s. Choose a later day, or say why it is shorter.")
                % {"day": dates.day(latest, get_language() or "ar")},
                "short_notice",
            )
        agreement.short_notice = short_notice.strip()
    agreement.terminated_on, agreement.notice_on = terminated_on, told
    take_step(actor, agreement, Agreement.State.TERMINATED, stated(reason))
    end_sharings(actor, agreement, last_day_before(terminated_on))
    return agreement


@command(can_link_activity, says=_("put an activity under an agreement"))
def link_activity(
    actor: Actor, agreement: Agreement, *, activity: Activity, is_committee: bool = True
) -> AgreementActivity:
    """Put an activity under the agreement, as a meeting of its steering committee or another. Refused twice."""
    if agreement.activity_links.filter(activity=activity).exists():
        raise Refused(_("It stands under this agreement already."), "activity")
    return AgreementActivity.objects.create(
        space_id=agreement.space_id, agreement=agreement, activity=activity, is_committee=is_committee
    )
