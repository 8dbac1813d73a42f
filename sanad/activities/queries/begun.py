"""What took place is written down once it has begun."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity
from sanad.foundation.policy import Refused


def refuse_early(activity: Activity, field: str) -> None:
    """Who was present and what was decided is not known before. Refused at the field for an activity that has not begun."""
    if activity.starts_at > timezone.now():
        raise Refused(_("It has not begun yet."), field)
