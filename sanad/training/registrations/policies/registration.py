"""Who gives places in a session, and who gives them back."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity
from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Registration, Session
from sanad.training.policies import announced_to, has_begun, is_over


def takes_registrations(session: Session, today: date | None = None) -> Verdict:
    """Yes while people may register: announced, between its days, and not begun."""
    today = today or timezone.localdate()
    announced = _is_announced(session)
    if not announced:
        return announced
    if today < session.opens_on:
        return no(_("Registration has not opened yet."))
    if today > session.closes_on or has_begun(session):
        return no(_("Registration is closed."))
    return YES


def _is_announced(session: Session) -> Verdict:
    if session.state in Session.ANNOUNCED:
        called_off = session.activity.state == Activity.State.CANCELLED
        return no(_("This activity was cancelled.")) if called_off else YES
    return no(
        {
            Session.State.DRAFT: _("This session is not announced yet."),
            Session.State.CLOSED: _("This session is finished."),
            Session.State.CANCELLED: _("This session was cancelled."),
        }[Session.State(session.state)]
    )


def can_register(actor: Actor, session: Session) -> Verdict:
    """The organisation that teaches registers anybody; an association it accompanies registers its own people."""
    if session.space_id == actor.space_id:
        return all_of(needs(actor, "training.run"), lambda: takes_registrations(session))
    return all_of(
        needs(actor, "training.register"),
        lambda: YES if announced_to(actor).filter(pk=session.pk).exists() else owns(actor, session),
        lambda: takes_registrations(session),
    )


def can_join(_actor: Actor, session: Session) -> Verdict:
    """Anybody, by the public link of a session that has one."""
    public = YES if session.is_public else no(_("One registers for this session through an association."))
    return all_of(public, lambda: takes_registrations(session))


def can_vouch(actor: Actor, session: Session) -> Verdict:
    """Say of those who came through the link that they are people: who teaches, after the registration has closed too, until it is over.

    The office looks at the list when no more names come; until the last half-day is over who waits gets a place by it.
    """
    return all_of(
        needs(actor, "training.run"),
        lambda: owns(actor, session),
        lambda: _is_announced(session),
        lambda: no(_("This session is finished.")) if is_over(session) else YES,
    )


def can_edit_registration(actor: Actor, registration: Registration) -> Verdict:
    """Correct how somebody is written, or join them to a card; afterwards too, for a certificate that has the name wrong."""
    return all_of(needs(actor, "training.run"), owns(actor, registration), lambda: _counts(registration))


def can_withdraw_registration(actor: Actor, registration: Registration) -> Verdict:
    """Give a place back: who teaches, or the association that asked for it."""
    if registration.space_id == actor.space_id:
        return all_of(needs(actor, "training.run"), lambda: _stands(registration))
    asked = YES if registration.asking_space_id == actor.space_id else owns(actor, registration)
    return all_of(
        needs(actor, "training.register"),
        asked,
        lambda: _stands(registration),
        lambda: _not_begun(registration.session),
    )


def can_leave(_actor: Actor, registration: Registration) -> Verdict:
    """Give back one's own place, by the secret address."""
    return all_of(_stands(registration), lambda: _not_begun(registration.session))


def can_confirm_registration(_actor: Actor, registration: Registration) -> Verdict:
    """Confirm one's own registration, by the secret address of the letter."""
    return _stands(registration)


def can_tell_registration(actor: Actor, registration: Registration) -> Verdict:
    """Tell somebody what changed, also that it is called off: who teaches, or the association that asked for the place."""
    if registration.space_id == actor.space_id:
        return needs(actor, "training.run")
    asked = YES if registration.asking_space_id == actor.space_id else owns(actor, registration)
    return all_of(needs(actor, "training.register"), asked)


def can_renew_link(actor: Actor, registration: Registration) -> Verdict:
    """See the secret address and make a new one: who teaches, or the association that asked for the place.

    Afterwards too: by it one fetches the certificate and gives an opinion months later.
    """
    if registration.space_id == actor.space_id:
        return all_of(needs(actor, "training.run") or needs(actor, "training.teach"), lambda: _counts(registration))
    asked = YES if registration.asking_space_id == actor.space_id else owns(actor, registration)
    return all_of(needs(actor, "training.register"), asked, lambda: _counts(registration))


def _stands(registration: Registration) -> Verdict:
    if registration.state == Registration.State.WITHDRAWN:
        return no(_("This place was given back."))
    return _is_announced(registration.session)


def _counts(registration: Registration) -> Verdict:
    """It stands, or stood when the session was finished."""
    if registration.state != Registration.State.WITHDRAWN and registration.session.state == Session.State.CLOSED:
        return YES
    return _stands(registration)


def _not_begun(session: Session) -> Verdict:
    return no(_("The session has begun. Call the organisation.")) if has_begun(session) else YES


def can_call_session(actor: Actor, session: Session) -> Verdict:
    """Call everybody who has a place, once it is announced and until it begins."""
    announced = session.state in Session.ANNOUNCED
    return all_of(
        needs(actor, "training.run"),
        owns(actor, session),
        YES if announced else no(_("Announce the session first.")),
        lambda: no(_("The session has begun.")) if has_begun(session) else YES,
    )
