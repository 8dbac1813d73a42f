"""What comes next for a session, until it is under way."""

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanad.activities.models import Activity
from sanad.foundation.arabic import dates
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.next_step import NextStep, Way, comes_next
from sanad.training.models import Registration, Session
from sanad.training.policies import half_days, has_begun, visible_to
from sanad.training.registrations.policies.registration import can_register, takes_registrations
from sanad.training.registrations.queries.people import active_people, free_seats
from sanad.training.sessions.policies import can_confirm_session, can_open_session, can_run_session


def until_it_begins(actor: Actor, session: Session) -> NextStep | None:
    """Say when and by whom, announce it, register people, confirm; an association registers its own people."""
    if session.space_id != actor.space_id:
        return _from_outside(actor, session)
    if session.state == Session.State.DRAFT:
        return _while_prepared(actor, session)
    if session.state == Session.State.OPEN:
        return _while_announced(actor, session)
    if session.state == Session.State.CONFIRMED and not has_begun(session):
        people = Way(_("Who is registered"), "training:registrations", (session.pk,))
        return NextStep(
            _("It takes place on %(day)s. Until then: tell those who have a place.") % _day(session), (people,)
        )
    return None


def _day(session: Session) -> dict[str, str]:
    return {"day": dates.long_day(session.activity.held_on, get_language() or "ar")}


def _register(actor: Actor, session: Session) -> Way:
    return Way(_("Register a person"), "training:register_person", (session.pk,), can_register(actor, session))


def _from_outside(actor: Actor, session: Session) -> NextStep | None:
    if not takes_registrations(session):
        return None
    until = dates.day(session.closes_on, get_language() or "ar")
    said = _("Register your people until %(day)s.") % {"day": until}
    if free_seats(session) <= 0:
        said = f"{said} {_('Every seat is taken: who registers now is on the waiting list.')}"
    return NextStep(said, (_register(actor, session),))


def _while_prepared(actor: Actor, session: Session) -> NextStep:
    may = can_run_session(actor, session)
    if not half_days(session):
        when = Way(_("Say when it takes place"), "training:add_slot", (session.pk,), may)
        return NextStep(_("A session has at least one half-day: say when it takes place."), (when,))
    if session.course_id and not session.trainers.standing().exists():
        who = Way(_("Say who teaches"), "training:add_trainer", (session.pk,), may)
        return NextStep(_("The days are known. Say who teaches; then it can be announced."), (who,))
    announce = Way(
        _("Announce it"), "training:open_session", (session.pk,), can_open_session(actor, session), is_act=True
    )
    if session.closes_on < timezone.localdate() or has_begun(session):
        return NextStep(
            _(
                "Everything is there, but its registration is closed already: once announced, nobody can register. Change its days first, if people are to register."
            ),
            (announce,),
        )
    return NextStep(_("Everything is there. Announce it, and people can register."), (announce,))


def _while_announced(actor: Actor, session: Session) -> NextStep:
    taken = sum(row.state == Registration.State.CONFIRMED for row in active_people(session))
    said = ngettext("%(count)s person has a place.", "%(count)s people have a place.", taken) % {"count": taken}
    confirm = Way(_("Confirm"), "training:confirm_session", (session.pk,), can_confirm_session(actor, session))
    is_enough = taken >= session.minimum
    if takes_registrations(session):
        until = _("People register until %(day)s.") % {"day": dates.day(session.closes_on, get_language() or "ar")}
        ways = (_register(actor, session), *((confirm,) if is_enough else ()))
        return NextStep(f"{said} {until}", ways)
    if session.opens_on > timezone.localdate():
        opens = _("Registration opens on %(day)s.") % {"day": dates.day(session.opens_on, get_language() or "ar")}
        return NextStep(opens)
    if is_enough:
        return NextStep(f"{said} {_('Registration is closed: confirm that it takes place.')}", (confirm,))
    few = _(
        "Registration is closed with fewer people than the minimum: confirm it all the same, give more days, or cancel it."
    )
    return NextStep(f"{said} {few}", (confirm,))


def of_activity(actor: Actor, activity: Activity) -> NextStep | None:
    """What comes next for a course or a trip stands on the page of its session; what else one registers for has minutes."""
    if activity.kind not in {Activity.Kind.COURSE, Activity.Kind.TRIP}:
        return None
    session = visible_to(actor, Session).filter(activity=activity, item=None).first()
    if session is None:
        return None
    there = Way(_("Open the session"), "training:session", (session.pk,))
    return NextStep(_("People register for it: what comes next stands with its session."), (there,))


comes_next(Session, until_it_begins, rank=10)
comes_next(Activity, of_activity, rank=5)
