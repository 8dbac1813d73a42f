"""What a space says about its own first page."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.workspace.models import SkippedStep
from sanad.workspace.policies import can_show_step, can_skip_step


@command(can_skip_step, says=_("skipped a step of the beginning"))
def skip_step(actor: Actor, *, step: str) -> SkippedStep:
    """Do without a step: it stands on the first page of nobody in the space, until it is shown again. Twice is once."""
    if step not in SkippedStep.Key.values:
        raise Refused(_("This choice does not exist."), "step")
    return SkippedStep.objects.standing().get_or_create(space=actor.space, step=step, defaults={"withdrawn_at": None})[
        0
    ]


@command(can_show_step, says=_("took up a step of the beginning again"))
def show_step(actor: Actor, skipped: SkippedStep) -> SkippedStep:
    """The step stands on the first page again, as long as it is not done."""
    skipped.withdraw()
    return skipped
