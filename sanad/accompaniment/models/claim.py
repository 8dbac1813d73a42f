"""That a space says of a card which another keeps: this is our association."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.directory.models import Organisation
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.spaces.models import Space, User
from sanad.foundation.states import Toned
from sanad.foundation.written import CoveredRows


class JoinClaimRows(CoveredRows):
    """Claims, by what became of them."""

    def waiting(self) -> Self:
        """Those that the keeper of the card has not answered."""
        return self.filter(state=JoinClaim.State.WAITING)

    def to_a_card(self) -> Self:
        """Those to a card; the others ask to be accompanied."""
        return self.filter(card__isnull=False)

    def to_be_accompanied(self) -> Self:
        """Those of associations that ask to be accompanied, and that no card answers yet."""
        return self.filter(card=None)


class JoinClaim(TenantRow):
    """`association_space` says that a card which `space` keeps is its own. Nothing opens before the keeper says yes.

    A link reaches whoever it is passed on to: that somebody holds it shows nothing of who they are. An association that asks
    to be accompanied knows no card: which one it is, or that a new one is written, is said with the yes.
    """

    class State(Toned):
        WAITING = "waiting", "calm", _("Waits for an answer")
        ACCEPTED = "accepted", "good", _("Accepted")
        REFUSED = "refused", "mute", _("Refused")

    card = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="claims", editable=False)
    association_space = models.ForeignKey(Space, models.PROTECT, related_name="+", editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.WAITING, editable=False)
    due_on = models.DateField(_("Answer by"), editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    compared_at = models.DateTimeField(null=True, blank=True, editable=False)  # by the association, once it is joined

    objects: ClassVar = models.Manager.from_queryset(JoinClaimRows)()

    class Meta:
        indexes = [models.Index(fields=["space", "state", "due_on"], name="claim_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["space", "card", "association_space"], name="claim_once"),
            models.UniqueConstraint(
                fields=["space", "card"], condition=Q(state="accepted"), name="claim_accepted_once"
            ),
            models.UniqueConstraint(
                fields=["space", "association_space"],
                condition=Q(state="waiting", card=None),
                name="claim_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.association_space)

    @property
    def is_waiting(self) -> bool:
        """True until the keeper of the card answers."""
        return self.state == self.State.WAITING

    def answer(self, state: str, by: User) -> None:
        """What the keeper said, for good."""
        self.state, self.answered_by, self.answered_at = state, by, timezone.now()
