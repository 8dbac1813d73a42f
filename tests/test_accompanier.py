"""The accompanier reads what an association's consents show and writes nothing there; a member reads and writes nothing.

The accompanier is a coordinator of the support organisation. The file of the accompaniment itself lives in the
accompanier's own space; here are the rows that live in the association's.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.utils import timezone

from sanad.activities.calendars.commands import open_feed
from sanad.activities.models import (
    Activity,
    Attendance,
    CalendarFeed,
    Decision,
    FollowUp,
    Invitation,
    Minutes,
    MinutesRevision,
    PressReport,
    ProgrammeItem,
    Series,
    Word,
)
from sanad.directory.commands.consents import revoke_consent
from sanad.directory.models import Consent, Mandate, Organisation, Person, StatuteClause
from sanad.foundation.documents.models import DocumentScan, IssuedDocument
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.models import Invitation as Letter
from sanad.foundation.spaces.models import Membership, SpaceRequest
from sanad.public.models import PublicPage
from sanad.territory.models import Place
from sanad.workspace.models import SkippedStep
from tests.grounds import EMAIL, PHONE, TOLD, UNTOLD, Spot
from tests.judges.doors import ROLE
from tests.judges.filled import filled
from tests.visits import PAGE, Visit, Visitor, undone

# What each consent shows of the association's space; the consents themselves are seen from both sides.
SHOWN: dict[str, set[type[Model]]] = {
    Consent.Shared.DIRECTORY: {Organisation, StatuteClause, Mandate},
    Consent.Shared.ACTIVITIES: {
        Activity,
        ProgrammeItem,
        Invitation,
        Attendance,
        Word,
        Minutes,
        MinutesRevision,
        PressReport,
    },
    Consent.Shared.FOLLOW_UPS: {Decision, FollowUp},
}
SHOWN_AT_ALL = set().union(*SHOWN.values())
# No consent shows these: what is only planned and all that hangs on it, drafts, people, what the space is run by.
KEPT = {
    Activity,
    ProgrammeItem,
    Invitation,
    Attendance,
    Word,
    Decision,
    Minutes,
    PressReport,
    Series,
    CalendarFeed,
    Person,
    Place,
    Letter,
    Membership,
    HistoryEntry,
    IssuedDocument,
    DocumentScan,
    SkippedStep,
}
# Who keeps the installation sees it, whatever their space.
OF_NO_SPACE = {SpaceRequest, PublicPage}
# What the file is made of lies in the room of who keeps it; the association sees it from its own.
OF_THE_FILE = {"accompaniment", "courses", "diagnosis", "partnerships", "training"}
SPACE = "This belongs to another space."
MONTH = f"{timezone.localdate() - timedelta(days=1):%Y-%m}"
ASKED = {
    "workspace:search": f"?q={TOLD}",
    "activities:calendar": f"?month={MONTH}",
    "directory:twins": f"?name_ar={TOLD}",
}
TELLING = {"directory:organisations", "activities:activities", "activities:follow_ups", *ASKED}
# Everybody's own: their account, and a calendar address of what they may read.
OWN_MATTERS = {"accounts:language", "accounts:me", "activities:open_feed", "training:finish_lesson"}
NOT_FOR_MEMBERS = {
    "accounts:letter",
    "accounts:revoke",
    "accounts:renew",
    "accounts:requests",
    "accounts:accept_request",
    "accounts:decline_request",
    "public:door",
    "activities:close_feed",
    "workspace:history",
    "workspace:history_line",
    ":account_signup",
    "accounts:first_space",
    ":mfa_view_recovery_codes",
    ":mfa_download_recovery_codes",
}
# What is looked at before it is approved, with all that was recorded; who is told of an activity, and how they are reached.
OWN_ALONE = {"activities:draft_minutes", "activities:telling"}
GONE, REFUSED, BUTTON_ONLY, UNFIT, DONE = 404, 403, 405, 422, 302


def about(ground: Any, rows: dict[type[Model], Model], *models: type[Model]) -> Iterator[Spot]:
    """Every address about rows of these models, with the row of the association in the place of the other."""
    for spot in ground.spots:
        if spot.is_of_somebody and type(spot.row) in models and type(spot.row) in rows:
            yield Spot(spot.address, replace(spot.at, row=rows[type(spot.row)]))


def lists(ground: Any) -> list[Spot]:
    return [spot for spot in ground.spots if not spot.address.parts and spot.address.needs_an_account]


def refusal(visitor: Visitor, page: Visit, space: Any) -> tuple[str | None, list[str]]:
    """Send what the page asks for, in the name of `space`: the sentence that refuses it, and which tables were written."""
    spot = page.spot
    form = page.forms[0] if page.status == PAGE and page.forms and hasattr(page.forms[0], "key") else None
    data = {**(filled(form) if form else {"reason": "سبب", **spot.at.data}), "_space": str(space.pk)}
    answer = visitor.post(spot, data)
    if page.status == REFUSED:
        assert answer.status in {DONE, GONE, UNFIT}, f"{answer}"
        return str(page.context["reason"]), answer.wrote
    if answer.status == UNFIT:
        return " ".join(answer.errors.get("__all__", [f"{answer} not sent: {dict(answer.errors)}"])), answer.wrote
    if answer.status == DONE:
        return " ".join(sentence for _tag, sentence in answer.said), answer.wrote
    assert GONE in {answer.status, page.status} or page.status == answer.status == PAGE, f"{page}, {answer}"
    return ("404" if GONE in {answer.status, page.status} else None), answer.wrote


def revoke_all(ground: Any, *but: str) -> None:
    head = ground.case.president
    for consent in Consent.objects.filter(space=head.space, revoked_at=None).exclude(kind__in=but):
        revoke_consent(head, consent)


def secrets_in(visit: Visit) -> set[str]:
    text = visit.body.decode(errors="ignore")
    return {secret for secret in (UNTOLD, PHONE, EMAIL) if secret in text}


@pytest.fixture
def coordinator(ground) -> Visitor:
    return Visitor(ground, "coordinator")


def test_every_kind_of_row_is_either_shown_or_kept(ground):
    assert set(ground.shown) == SHOWN_AT_ALL | {Consent}
    assert set(ground.kept) == KEPT
    models = {type(spot.row) for spot in ground.spots if spot.is_of_somebody and spot.address.slice not in OF_THE_FILE}
    assert models - {type(None)} <= SHOWN_AT_ALL | KEPT | OF_NO_SPACE | {Consent}


def test_the_accompanier_reads_what_is_shown_and_nothing_else(ground, coordinator):
    spots = [spot for spot in about(ground, ground.shown, *SHOWN_AT_ALL) if spot.name not in OWN_ALONE]
    visits = [coordinator.get(spot) for spot in spots]
    assert len(visits) > 30
    assert [f"{visit}" for visit in visits if visit.status not in {PAGE, REFUSED, BUTTON_ONLY}] == []
    assert [f"{visit} {secrets_in(visit)}" for visit in visits if secrets_in(visit)] == []


def test_what_is_not_shown_is_404(ground, coordinator):
    spots = list(about(ground, ground.kept, *KEPT))
    visits = [visit for spot in spots for visit in (coordinator.get(spot), coordinator.press(spot))]
    assert len(visits) > 60
    seen = [visit for visit in visits if visit.status != GONE and (visit.verb, visit.status) != ("GET", BUTTON_ONLY)]
    assert [f"{visit}" for visit in seen] == []
    assert [f"{visit}" for visit in visits if visit.wrote] == []


@pytest.mark.parametrize(("who", "reasons"), [("coordinator", {ROLE, SPACE}), ("sg", {SPACE})])
def test_the_accompanier_changes_nothing(ground, who, reasons):
    """Neither the coordinator nor the secretary general, who may do everything at home."""
    visitor, space = Visitor(ground, who, "en"), ground.case.president.space
    answers = {
        str(spot): refusal(visitor, visitor.get(spot), space)
        for spot in about(ground, ground.shown, *SHOWN_AT_ALL, Consent)
        if spot.name not in OWN_ALONE
    }
    assert len(answers) > 30
    assert {spot: said for spot, (said, wrote) in answers.items() if said not in {*reasons, None} or wrote} == {}


def test_a_revoked_consent_closes_it_at_once(ground, coordinator):
    spots = list(about(ground, ground.shown, *SHOWN_AT_ALL))
    pages = [coordinator.get(spot) for spot in spots]
    typed = [filled(page.forms[0]) if page.status == PAGE and page.forms else {"reason": "سبب"} for page in pages]
    with undone():
        revoke_all(ground)
        looked = [coordinator.get(spot) for spot in spots]
        sent = [coordinator.post(spot, data) for spot, data in zip(spots, typed, strict=True)]
    closed = [BUTTON_ONLY if page.status == BUTTON_ONLY else GONE for page in pages]
    assert [f"{visit}" for visit, status in zip(looked, closed, strict=True) if visit.status != status] == []
    assert [f"{visit}" for visit in sent if visit.status != GONE or visit.wrote] == []


@pytest.mark.parametrize("kind", list(SHOWN))
def test_each_consent_shows_its_own_kind(ground, coordinator, kind):
    spots = [spot for spot in about(ground, ground.shown, *SHOWN_AT_ALL) if not spot.path.endswith("draft.pdf")]
    with undone():
        revoke_all(ground, kind)
        opened = {type(spot.row) for spot in spots if coordinator.press(spot).status != GONE}
    assert opened == SHOWN[kind]


def test_a_list_tells_what_is_shown_until_it_is_revoked(ground, coordinator):
    def telling() -> tuple[set[str], list[str]]:
        visits = [coordinator.get(spot, path=spot.path + ASKED.get(spot.name, "")) for spot in lists(ground)]
        told = {visit.spot.name for visit in visits if TOLD in _without_question(visit)}
        return told, [f"{visit} {secrets_in(visit)}" for visit in visits if secrets_in(visit)]

    assert telling() == (TELLING, [])
    with undone():
        revoke_all(ground)
        assert telling() == (set(), [])


def _without_question(visit: Visit) -> str:
    """The page without the words that were asked for, in the box and in the sentence that nothing was found."""
    found = " ".join(visit.body.decode(errors="ignore").split())
    return (
        found.replace(f'value="{TOLD}"', "")
        .replace(f"<bdi>{TOLD}</bdi> </p>", "")
        .replace(f"<bdi>{TOLD}</bdi></p>", "")
    )


def test_the_calendar_feed_tells_it_until_it_is_revoked(ground, client):
    with undone():
        address = f"/activities/calendar/{open_feed(ground.case.coordinator, is_personal=False).token}.ics"
        assert TOLD in (told := client.get(address).content.decode())
        assert UNTOLD not in told
        revoke_all(ground)
        assert TOLD not in client.get(address).content.decode()


@pytest.mark.sqlite  # asked on both by `doors.lets_members_read_only`
def test_a_member_reads_and_changes_nothing(ground):
    """A member of the association, of its own rows and of what it sees of its file."""
    member, space, broken = Visitor(ground, "reader", "en"), ground.case.president.space, []
    own = about(ground, ground.kept | ground.shown, *SHOWN_AT_ALL, *KEPT, Consent)
    spots = [*own, *(spot for spot in ground.spots if spot.is_of_somebody and spot.address.slice in OF_THE_FILE)]
    assert len(spots) > 250
    for spot in spots:
        page = member.get(spot)
        said, wrote = refusal(member, page, space)
        is_own = spot.address.slice not in OF_THE_FILE
        is_closed = page.status == GONE or said == "404"
        if (
            {PHONE, EMAIL} & secrets_in(page)
            or wrote
            or (said not in {ROLE, None, "404"} and spot.name not in OWN_MATTERS)
        ):
            broken.append(f"{page} {said} {wrote}")
        if is_own and is_closed != (spot.name in NOT_FOR_MEMBERS or spot.name == "territory:add_douar"):
            broken.append(f"{page} {said}")  # a douar lies in a commune only
    assert broken == []


def test_a_member_reads_lists_and_begins_nothing(ground):
    member, space, broken = Visitor(ground, "reader", "en"), ground.case.president.space, []
    for spot in lists(ground):
        page = member.get(spot)
        if (page.status == GONE) != (spot.name in NOT_FOR_MEMBERS) or {PHONE, EMAIL} & secrets_in(page):
            broken.append(f"{page}")
        if spot.name not in OWN_MATTERS and page.status != DONE:  # the one file is opened at once
            said, wrote = refusal(member, page, space)
            broken += [f"{page} {said} {wrote}"] if said not in {"404", ROLE, None} or wrote else []
    assert broken == []
