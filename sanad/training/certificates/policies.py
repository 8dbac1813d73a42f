"""Who issues certificates, takes them back and signs them."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Certificate, CertificateRun, Session
from sanad.training.policies import is_over


def can_change_key(actor: Actor) -> Verdict:
    """Sign certificates with a new key."""
    return needs(actor, "certificates.issue")


def can_issue_certificates(actor: Actor, session: Session) -> Verdict:
    """Issue certificates of a session that took place, when its last half-day is over."""
    return all_of(needs(actor, "certificates.issue"), owns(actor, session), lambda: _is_over(session))


def _is_over(session: Session) -> Verdict:
    if session.state not in {Session.State.CONFIRMED, Session.State.CLOSED}:
        return no(_("Certificates are for a session that is confirmed or finished."))
    return YES if is_over(session) else no(_("The last half-day is not over yet."))


def can_carry_on(actor: Actor, run: CertificateRun) -> Verdict:
    """Issue what a run still has to issue."""
    return can_issue_certificates(actor, run.session)


def can_stop(actor: Actor, run: CertificateRun) -> Verdict:
    """Whoever asked for a run, or may no longer: it is stopped where it is."""
    return owns(actor, run)


def can_revoke(actor: Actor, certificate: Certificate) -> Verdict:
    """Take back a certificate that stands, or issue it again."""
    return all_of(needs(actor, "certificates.issue"), owns(actor, certificate), lambda: _stands(certificate))


def _stands(certificate: Certificate) -> Verdict:
    standing = certificate.standing()
    if standing is Certificate.Standing.REVOKED:
        return no(_("This certificate was revoked."))
    if standing is Certificate.Standing.REPLACED:
        return no(_("This certificate was replaced by a newer one."))
    return YES


def can_reissue(actor: Actor, certificate: Certificate) -> Verdict:
    """Issue it again, corrected, while it is valid."""
    ended = certificate.standing() is Certificate.Standing.EXPIRED
    over = no(_("This certificate has expired. Its holder takes the course again."))
    return all_of(can_revoke(actor, certificate), over if ended else YES)
