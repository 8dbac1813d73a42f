"""Which plan item a session answers: said when people register, or once the two are seen to be alike."""

from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import PlanItem
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.training.demand.policies import can_link_session
from sanad.training.demand.queries.likely import people_of
from sanad.training.models import OtherMatter, Session


@command(can_link_session, says=_("said which plan item a session answers"))
def answer_item(actor: Actor, session: Session, *, item: PlanItem) -> Session:
    """Say that a session answers a plan item: its people of that association have their place by it from now on.

    Refused for another course, and where nobody of the association is left of whom it is not said.
    """
    if session.course is None or (item.form, item.field) != (PlanItem.Form.TRAINING, session.course.field):
        raise Refused(_("This plan item asks for another course."), "item")
    people = people_of(item.engagement, session.space_id).filter(session=session)
    if not people.update(plan_item=item):
        raise Refused(_("Nobody of this association has a place in the session."), "item")
    return session


@command(can_link_session, says=_("said that a session does not answer a plan item"))
def part_item(actor: Actor, session: Session, *, item: PlanItem) -> OtherMatter:
    """Say that a session does not answer a plan item though it is alike: it is not proposed again."""
    row, _is_new = OtherMatter.objects.get_or_create(space_id=session.space_id, session=session, plan_item=item)
    return row
