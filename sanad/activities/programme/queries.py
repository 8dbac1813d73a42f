"""What comes next for an activity until it took place, and what is recorded of it then."""

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from sanad.activities.models import Activity, Invitation, ProgrammeItem, TakingPart
from sanad.activities.policies import can_run
from sanad.activities.programme.policies import can_convene, can_hold, can_record
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.next_step import NextStep, Way, comes_next


def expects_others(activity: Activity) -> bool:
    """Whether anybody would learn of it who did not plan it: who takes part beside the host, is invited, or speaks. One question."""
    here = Activity.objects.filter(pk=activity.pk)
    partners = TakingPart.objects.standing().filter(activity=OuterRef("pk")).exclude(organisation=OuterRef("host"))
    asked = Invitation.objects.standing().exclude(answer=Invitation.Answer.DECLINED).filter(activity=OuterRef("pk"))
    speaks = ProgrammeItem.objects.standing().filter(activity=OuterRef("pk"), speaker__isnull=False)
    return here.filter(Exists(partners) | Exists(asked) | Exists(speaks)).exists()


def before_it_is_held(actor: Actor, activity: Activity) -> NextStep | None:
    """Announce it, then say that it took place; who only takes part waits for its day."""
    if activity.state not in {Activity.State.PLANNED, Activity.State.CONVENED}:
        return None
    has_begun = activity.starts_at <= timezone.now()
    if activity.space_id != actor.space_id:
        said = (
            _("%(host)s says after it whether it took place.") if has_begun else _("%(host)s expects you on its day.")
        )
        return NextStep(said % {"host": activity.host.name})
    convene = Way(_("Convene"), "activities:convene", (activity.pk,), can_convene(actor, activity), is_act=True)
    if has_begun:
        hold = Way(_("It took place"), "activities:hold", (activity.pk,), can_hold(actor, activity), is_act=True)
        record = Way(_("Record what took place"), "activities:record", (activity.pk,), can_record(actor, activity))
        return NextStep(
            _("Its hour has come. Record who was there, what was said and decided; that says that it took place."),
            (record, hold),
        )
    if activity.state == Activity.State.PLANNED:
        if not expects_others(activity):
            invite = Way(_("Invite"), "activities:invite", (activity.pk,), can_run(actor, activity))
            return NextStep(
                _("Nobody is asked to come yet: invite people and bodies, then announce it."),
                (invite, convene),
            )
        return NextStep(
            _("Look once more at day, place and programme; then announce it to those who take part."), (convene,)
        )
    people = Way(_("People and words"), "activities:people", (activity.pk,))
    return NextStep(_("It is announced. Until its day: see who is invited, and who has answered."), (people,))


def to_record(actor: Actor, activity: Activity) -> NextStep | None:
    """What happened is recorded before its minutes are begun."""
    is_ours = activity.space_id == actor.space_id
    if not is_ours or activity.state != Activity.State.HELD or getattr(activity, "minutes", None):
        return None
    if activity.attendance.standing().exists():
        return None
    return NextStep(
        _("It took place. Record who was there, what was said and what was decided: the minutes are made of it."),
        (Way(_("Record what took place"), "activities:record", (activity.pk,)),),
    )


comes_next(Activity, before_it_is_held, rank=10)
comes_next(Activity, to_record, rank=20)
