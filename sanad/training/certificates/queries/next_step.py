"""What comes next for a session that is over: its certificates, then it is finished."""

from django.utils.translation import gettext as _

from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.next_step import NextStep, Way, comes_next
from sanad.training.certificates.policies import can_issue_certificates
from sanad.training.models import Certificate, Session
from sanad.training.policies import is_over
from sanad.training.sessions.policies import can_close_session

HAS_BEEN = (Session.State.CONFIRMED, Session.State.CLOSED)


def once_it_is_over(actor: Actor, session: Session) -> NextStep | None:
    """Issue what people reached; say that it is finished; look at its file."""
    if session.space_id != actor.space_id or session.state not in HAS_BEEN or not is_over(session):
        return None
    close = Way(
        _("It is finished"), "training:close_session", (session.pk,), can_close_session(actor, session), is_act=True
    )
    closing = (close,) if session.state == Session.State.CONFIRMED else ()
    if session.course_id and not Certificate.objects.filter(registration__session=session).exists():
        certificates = Way(
            _("Look at who is due a certificate"),
            "training:certificates",
            (session.pk,),
            can_issue_certificates(actor, session),
        )
        return NextStep(
            _("It is over. Those who reached what the course asks are due a certificate."), (certificates, *closing)
        )
    return (
        NextStep(_("It is over. Say that it is finished: nothing in it is changed then."), closing) if closing else None
    )


comes_next(Session, once_it_is_over, rank=30)
