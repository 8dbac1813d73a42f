"""Opening, changing and closing the page for everybody."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.directory.models import Mandate
from sanad.foundation.command import amend, command
from sanad.foundation.history.chain import snapshot
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.public.models import NameConsent, PageAddress, PublicPage
from sanad.public.policies import can_let_to_door, can_publish
from sanad.public.queries import who_may_be_named

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,38})[a-z0-9]")


@command(can_publish, says=_("said what everybody sees"))
def keep_page(actor: Actor, *, slug: str, named: Sequence[Mandate] = (), **shown: Any) -> PublicPage:
    """Say what the page of the organisation shows, and whether it is open; `named` are those who agreed to stand on it.

    Refused for an address that is none, or that is or was another's, and for names that are not of the own card.
    """
    slug = slug.strip().lower()
    if not SLUG.fullmatch(slug):
        raise Refused(_("Write at least 3 Latin letters, digits or hyphens."), "slug")
    address, _is_new = PageAddress.objects.get_or_create(slug=slug, defaults={"space": actor.space})
    if address.space_id != actor.space_id:
        raise Refused(_("Somebody already uses this, or did. Choose another."), "slug")
    page: Any = PublicPage.objects.select_for_update(no_key=True).filter(space=actor.space).first()
    if page is None:
        page = PublicPage(space=actor.space)
    else:
        page.was = snapshot(page)
    amend(page, {"slug": slug, **shown})
    page.changed_at = timezone.now()
    page.save()
    _keep_names(actor, {row.pk for row in named})
    return page


def _keep_names(actor: Actor, named: set[UUID]) -> None:
    """Who is ticked stands there from today, said by the actor; who is ticked no more does not."""
    if named - {row.pk for row in who_may_be_named(actor)}:
        raise Refused(_("This choice does not exist."), "named")
    standing = NameConsent.objects.standing().filter(space=actor.space)
    for consent in standing.exclude(mandate__in=named):
        consent.withdraw()
    kept = set(standing.values_list("mandate", flat=True))
    for mandate in named - kept:
        NameConsent.objects.create(space=actor.space, mandate_id=mandate, by=actor.user)


@command(can_let_to_door, says=_("let an agenda to the first page"))
def let_to_door(actor: Actor, page: PublicPage) -> PublicPage:
    """Show what is next of this organisation to whoever opens the first page of the installation."""
    return _at_door(page, is_there=True)


@command(can_let_to_door, says=_("took an agenda off the first page"))
def take_off_door(actor: Actor, page: PublicPage) -> PublicPage:
    """Its own page stays as its space keeps it."""
    return _at_door(page, is_there=False)


def _at_door(page: PublicPage, *, is_there: bool) -> PublicPage:
    page.is_at_door = is_there
    page.save()
    return page
