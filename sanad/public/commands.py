"""Opening, changing and closing the page for everybody."""

import re
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import amend, command
from sanad.foundation.history.chain import snapshot
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.public.models import PublicPage
from sanad.public.policies import can_publish

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,38})[a-z0-9]")


@command(can_publish, says=_("said what everybody sees"))
def keep_page(actor: Actor, *, slug: str, names_agreed: bool = False, **shown: Any) -> PublicPage:
    """Say what the page of the organisation shows, and whether it is open.

    Refused for an address that is none or another's, and for names unless those named agreed (law 09-08).
    """
    slug = slug.strip().lower()
    if not SLUG.fullmatch(slug):
        raise Refused(_("Write at least 3 Latin letters, digits or hyphens."), "slug")
    if PublicPage.objects.filter(slug=slug).exclude(space=actor.space).exists():
        raise Refused(_("Somebody already uses this. Choose another."), "slug")
    if shown.get("shows_bureau") and not names_agreed:
        raise Refused(
            _("Names are shown only when those named have agreed (law 09-08). Say so, or leave them out."),
            "names_agreed",
        )
    page: Any = PublicPage.objects.select_for_update(no_key=True).filter(space=actor.space).first()
    if page is None:
        page = PublicPage(space=actor.space)
    else:
        page.was = snapshot(page)
    amend(page, {"slug": slug, **shown})
    page.changed_at = timezone.now()
    page.save()
    return page
