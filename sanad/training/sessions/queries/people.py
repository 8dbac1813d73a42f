"""Who is in a session."""

from sanad.training.models import Registration, Session


def active_people(session: Session) -> list[Registration]:
    """Who has a place or waits for one, in the order of asking; nothing is asked where the session brought them along."""
    return [row for row in session.registrations.all() if row.state != Registration.State.WITHDRAWN]
