"""Who may do what: one table, role by capability. Policies ask `actor.may(capability)`; nothing else decides."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    """The capacities in which a person works in a space."""

    PRESIDENT = "president", pgettext_lazy("office", "President")
    SECRETARY_GENERAL = "secretary_general", pgettext_lazy("office", "Secretary general")
    SECRETARY = "secretary", pgettext_lazy("office", "Secretary")
    TREASURER = "treasurer", pgettext_lazy("office", "Treasurer")
    COORDINATOR = "coordinator", pgettext_lazy("office", "Coordinator")
    TRAINER = "trainer", pgettext_lazy("office", "Trainer")
    MEMBER = "member", pgettext_lazy("office", "Member")


READ = {"space.read", "history.read"}
DIRECTORY = {"directory.edit", "people.see_contacts"}
ACTIVITIES = {"activities.run", "minutes.write", "followups.close"}
SIGN = {"minutes.approve", "press.approve", "papers.issue", "papers.withdraw", "agreements.sign", "certificates.issue"}
ACCOMPANY = {"engagement.run", "needs.edit", "plan.edit", "diagnosis.run"}
AGREE = {"agreements.draft", "agreements.follow"}
ANSWER = {"diagnosis.answer"}  # say how one's own association stands
TEACH = {"training.teach"}  # attendance, tests and report of the sessions that one teaches
TRAIN = {"training.run", "training.teach", "training.register"}  # the catalogue, the sessions, who has a place
GOVERN = {"members.manage", "space.edit", "consent.give"}

CAPABILITIES: dict[str, frozenset[str]] = {
    Role.PRESIDENT: frozenset(READ | DIRECTORY | ACTIVITIES | SIGN | ACCOMPANY | AGREE | ANSWER | TRAIN | GOVERN),
    Role.SECRETARY_GENERAL: frozenset(
        READ | DIRECTORY | ACTIVITIES | SIGN | ACCOMPANY | AGREE | ANSWER | TRAIN | GOVERN
    ),
    Role.SECRETARY: frozenset(
        READ | DIRECTORY | ACTIVITIES | AGREE | ANSWER | {"papers.issue", "needs.edit", "training.register"}
    ),
    Role.COORDINATOR: frozenset(READ | DIRECTORY | ACTIVITIES | ACCOMPANY | AGREE | ANSWER | TRAIN | {"papers.issue"}),
    Role.TRAINER: frozenset(READ | ACTIVITIES | ANSWER | TEACH | {"needs.edit", "diagnosis.run"}),
    Role.TREASURER: frozenset(READ | ANSWER | {"people.see_contacts", "followups.close", "agreements.follow"}),
    Role.MEMBER: frozenset({"space.read"}),
}

# Roles that a kind of space hardly has: who asks there who may is not sent to them.
ELSEWHERE: dict[str, frozenset[str]] = {
    "association": frozenset({Role.SECRETARY_GENERAL, Role.COORDINATOR}),
    "support": frozenset({Role.PRESIDENT}),
}


def roles_with(capability: str, kind: str) -> list[Role]:
    """The roles of that kind of space that hold a capability."""
    return [Role(role) for role, held in CAPABILITIES.items() if capability in held and role not in ELSEWHERE[kind]]
