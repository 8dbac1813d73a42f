"""What comes next for a file, and for the card of an association and its president on the way to one."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanad.accompaniment.engagements.policies import can_run
from sanad.accompaniment.engagements.queries.dossier import activities_of
from sanad.accompaniment.joining.policies import can_ask_accompanier, can_open_association_space
from sanad.accompaniment.joining.queries import asked_by
from sanad.accompaniment.models import Engagement, Need
from sanad.accompaniment.plan.policies import can_plan
from sanad.accompaniment.plan.queries.items import Summary, summary_of
from sanad.accompaniment.policies import ACCOMPANIED, can_open_engagement, can_voice_need, visible_to
from sanad.accompaniment.queries.together import shared_activities
from sanad.activities.models import Activity
from sanad.activities.policies import visible_to as visible_activities
from sanad.activities.programme.policies import can_plan as can_plan_activity
from sanad.directory.models import Mandate, Organisation, Person
from sanad.directory.policies import can_keep_directory
from sanad.directory.queries import is_own, presides
from sanad.foundation.arabic import dates
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.next_step import NextStep, Way, comes_next


@dataclass(frozen=True)
class Stand:
    """All that decides what comes next in a file: what was done together, what is needed, what is planned."""

    activities: list[Activity]
    has_needs: bool
    plan: Summary


def stand_of(actor: Actor, engagement: Engagement) -> Stand:
    """Read it, where a page has not read it already: three questions, however long the file is."""
    return Stand(
        activities=list(activities_of(actor, engagement)),
        has_needs=visible_to(actor, Need).filter(engagement=engagement).exists(),
        plan=summary_of(actor, engagement, 1),
    )


def next_of_engagement(actor: Actor, engagement: Engagement, stand: Stand | None = None) -> NextStep | None:
    """First a meeting, then needs, a plan, its promises, what changed: the first that is missing or waits."""
    if not engagement.is_open:
        return None
    if engagement.stage == Engagement.Stage.PAUSED:
        move = Way(_("Move to another stage"), "accompaniment:move", (engagement.pk,), can_run(actor, engagement))
        return NextStep(
            _("It is paused. When the work goes on, say so."), (move,) if engagement.space_id == actor.space_id else ()
        )
    stand = stand or stand_of(actor, engagement)
    return (
        _meeting(actor, engagement, stand)
        or _need(actor, engagement, stand)
        or _plan(actor, engagement, stand)
        or _stage(actor, engagement, stand)
        or _promise(engagement, stand)
    )


def _meeting(actor: Actor, engagement: Engagement, stand: Stand) -> NextStep | None:
    if not stand.activities:
        if engagement.space_id != actor.space_id:
            return NextStep(
                _("The story begins with a first meeting; %(space)s plans it.") % {"space": engagement.space.name}
            )
        return NextStep(
            _("The story begins with a first meeting: plan it with the association."),
            (_to_meet(actor, engagement.association),),
        )
    now = timezone.now()
    passed = [row for row in stand.activities if row.state != Activity.State.HELD and row.starts_at <= now]
    if passed and passed[0].space_id == actor.space_id:
        look = Way(_("Open the activity"), "activities:activity", (passed[0].pk,))
        return NextStep(
            _("The day of “%(activity)s” has come: say whether it took place.") % {"activity": passed[0].title}, (look,)
        )
    if all(row.state != Activity.State.HELD for row in stand.activities) and not stand.has_needs:
        first = stand.activities[0]
        look = Way(_("Open the activity"), "activities:activity", (first.pk,))
        held_on = dates.long_day(first.held_on, get_language() or "ar")
        return NextStep(_("The first meeting is on %(day)s: prepare it.") % {"day": held_on}, (look,))
    return None


def _to_meet(actor: Actor, association: Organisation) -> Way:
    return Way(
        _("Plan a meeting with it"), "activities:plan", may=can_plan_activity(actor), asked={"partner": association.pk}
    )


def _need(actor: Actor, engagement: Engagement, stand: Stand) -> NextStep | None:
    if stand.has_needs:
        return None
    voice = Way(_("Write down a need"), "accompaniment:voice_need", (engagement.pk,), can_voice_need(actor, engagement))
    return NextStep(_("Write down what the association needs, in its own words; everything else answers it."), (voice,))


def _plan(actor: Actor, engagement: Engagement, stand: Stand) -> NextStep | None:
    plan = Way(_("Open the plan"), "accompaniment:plan", (engagement.pk,))
    if not stand.plan.live:
        if engagement.space_id != actor.space_id:
            return NextStep(
                _("Your needs are written down; %(space)s proposes what to do.") % {"space": engagement.space.name}
            )
        propose = Way(
            _("Propose a plan item"), "accompaniment:propose_item", (engagement.pk,), can_plan(actor, engagement)
        )
        return NextStep(
            _("The needs are written down. Propose what is done for them: the first item of the plan."), (propose,)
        )
    if count := stand.plan.unanswered:
        said = ngettext(
            "%(count)s proposal waits for the yes of your side.",
            "%(count)s proposals wait for the yes of your side.",
            count,
        )
        return NextStep(said % {"count": count}, (plan,))
    return None


BEFORE_THE_WORK = (Engagement.Stage.INTAKE, Engagement.Stage.DIAGNOSING, Engagement.Stage.PLANNED)


def _stage(actor: Actor, engagement: Engagement, stand: Stand) -> NextStep | None:
    """The plan is further than the stage says: the next stage is proposed, and a person decides."""
    is_behind = engagement.stage in BEFORE_THE_WORK and stand.plan.begun
    if not is_behind or engagement.space_id != actor.space_id:
        return None
    stages = list(Engagement.Stage)
    following = stages[stages.index(Engagement.Stage(engagement.stage)) + 1]
    move = Way(_("Move to another stage"), "accompaniment:move", (engagement.pk,), can_run(actor, engagement))
    return NextStep(
        _("What was promised is being carried out, and the file still stands at “%(now)s”. Move it on to “%(next)s”.")
        % {"now": engagement.get_stage_display(), "next": following.label},
        (move,),
    )


def _promise(engagement: Engagement, stand: Stand) -> NextStep | None:
    if late := stand.plan.late:
        said = ngettext("%(count)s promise of the plan is late.", "%(count)s promises of the plan are late.", late)
        look = Way(_("See what is late"), "accompaniment:plan", (engagement.pk,), asked={"due": "late"})
        return NextStep(said % {"count": late}, (look,))
    if promise := stand.plan.next_promise:
        look = Way(_("Open the plan item"), "accompaniment:item", (promise.pk,))
        if promise.due is None:
            return NextStep(_("The next thing promised: %(what)s") % {"what": promise}, (look,))
        by = dates.day(promise.due, get_language() or "ar")
        return NextStep(_("Promised by %(day)s: %(what)s") % {"day": by, "what": promise}, (look,))
    if waiting := stand.plan.proposed:
        said = ngettext(
            "%(count)s proposal waits for the yes of the other side.",
            "%(count)s proposals wait for the yes of the other side.",
            waiting,
        )
        return NextStep(said % {"count": waiting}, (Way(_("Open the plan"), "accompaniment:plan", (engagement.pk,)),))
    return NextStep(_("Everything in the plan is done. Measure again, and write down for each need what has changed."))


def of_card(actor: Actor, card: Organisation) -> NextStep | None:
    """An association that one accompanies: its file, a meeting with it, a room of its own."""
    if is_own(actor, card):
        return _of_a_support(actor) if actor.space.is_support else _of_an_association(actor)
    if card.kind not in ACCOMPANIED or card.space_id != actor.space_id:
        return None
    may_open = can_open_engagement(actor)
    if not may_open and not may_open.roles:
        return None
    engagement = visible_to(actor, Engagement).open().filter(association=card).first()
    if engagement is None:
        opening = Way(_("Open its file"), "accompaniment:open", may=may_open, asked={"association": card.pk})
        return NextStep(
            _("If you accompany this association, open its file: all that is done together stands in it."), (opening,)
        )
    if not shared_activities(Activity.objects.not_cancelled(), engagement).exists():
        return NextStep(_("Its file is open. The story begins with a first meeting."), (_to_meet(actor, card),))
    if can_open_association_space(actor, card):
        return NextStep(
            _("The association has no space of its own yet, in which it would see its file and say yes itself."),
            (_room(card),),
        )
    look = Way(_("Its file"), "accompaniment:engagement", (engagement.pk,))
    return NextStep(_("All that is done together stands in its file, with what comes next."), (look,))


def _of_an_association(actor: Actor) -> NextStep | None:
    """On its own card: the file in which all stands, else its first meeting, and who accompanies it."""
    file = visible_to(actor, Engagement).open().filter(association_space=actor.space).select_related("space").first()
    if file is not None:
        look = Way(_("Our file"), "accompaniment:engagement", (file.pk,))
        said = _("%(space)s accompanies us. All that is done together stands in our file, with what comes next.")
        return NextStep(said % {"space": file.space.name}, (look,))
    plan = Way(_("Plan an activity"), "activities:plan", may=can_plan_activity(actor))
    ask = Way(_("Say who accompanies us"), "accompaniment:ask_accompanier", may=can_ask_accompanier(actor))
    if not visible_activities(actor, Activity).exists():
        return NextStep(_("The story begins with a first meeting: plan it."), (plan, ask))
    if asked_by(actor).exists():
        answer = Way(_("Our file"), "accompaniment:engagements")
        return NextStep(
            _("We asked who could accompany us; what they answer stands where our file will stand."), (answer,)
        )
    return NextStep(
        _("Does a support organisation accompany us? Once it says yes, our needs and the plan stand in one file."),
        (ask, plan),
    )


def _of_a_support(actor: Actor) -> NextStep:
    """On its own card: the first association that it accompanies, a file on it, a meeting; then where all of them stand."""
    others = Organisation.objects.standing().filter(space=actor.space, kind__in=ACCOMPANIED)
    if not others.exclude(own_space=actor.space).exists():
        add = Way(_("Add an organisation"), "directory:add_organisation", may=can_keep_directory(actor))
        return NextStep(
            _("Whom do we accompany first? Write the card of an association: its file begins there."), (add,)
        )
    if not visible_to(actor, Engagement).filter(space=actor.space).exists():
        opening = Way(_("Open a file"), "accompaniment:open", may=can_open_engagement(actor))
        return NextStep(_("We keep no file yet. Open one for an association that we accompany."), (opening,))
    plan = Way(_("Plan an activity"), "activities:plan", may=can_plan_activity(actor))
    if not Activity.objects.not_cancelled().filter(space=actor.space).exists():
        return NextStep(_("The story begins with a first meeting: plan it with the association."), (plan,))
    look = Way(_("Accompaniment"), "accompaniment:engagements")
    return NextStep(_("Each association that we accompany has its file, with what comes next in it."), (look, plan))


def _room(card: Organisation) -> Way:
    return Way(_("Open its own space and invite its president"), "accompaniment:open_association_space", (card.pk,))


def of_person(actor: Actor, person: Person) -> NextStep | None:
    """Who presides over an association without a room of its own is invited into one."""
    if person.space_id != actor.space_id:
        return None
    mandates = Mandate.objects.valid_on(timezone.localdate()).filter(person=person, space=actor.space)
    for mandate in mandates.select_related("organisation"):
        card = mandate.organisation
        if (
            card.kind in ACCOMPANIED
            and not is_own(actor, card)
            and can_open_association_space(actor, card)
            and presides(mandate)
        ):
            return NextStep(
                _("They preside over an association that has no space of its own yet: invite them."), (_room(card),)
            )
    return None


comes_next(Engagement, next_of_engagement, rank=20)
comes_next(Organisation, of_card, rank=20)
comes_next(Person, of_person, rank=20)
