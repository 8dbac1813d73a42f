"""What the parties show each other: written in the text, opened by the giver, closed at once or with the agreement."""

from uuid import uuid4

import pytest

from sanad.activities.models import Activity
from sanad.directory.commands.consents import give_consent, revoke_consent
from sanad.directory.models import Consent
from sanad.foundation.history.chain import verify
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.policy import Refused
from sanad.partnerships.life.commands.amendments import draft_amendment, sign_amendment
from sanad.partnerships.life.commands.ending import terminate_agreement
from sanad.partnerships.models import Agreement
from sanad.partnerships.sharing.commands import agree_sharing, give_sharing, withdraw_sharing
from sanad.partnerships.sharing.policies import can_give_sharing
from tests.partnerships.lives import ENDS, TODAY, days, drafted, elsewhere, living, scan
from tests.partnerships.table import sides
from tests.properties import now
from tests.refusals import says_no


@pytest.fixture
def draft(world):
    """Nothing is shown yet."""
    for consent in Consent.objects.filter(space=world.president.space, revoked_at=None):
        revoke_consent(world.president, consent)
    return drafted(world)


def agreed(world, draft, kind="activities", giver=1, taker=0, **details):
    table = sides(draft)
    return agree_sharing(world.sg, draft, giver=table[giver], taker=table[taker], kind=kind, **details)


def test_nothing_is_shown_before_the_giver_says_so(world, browse, draft) -> None:
    """From agreed in the text to shown, and hidden at once: the other side's page goes from 404 to 200 and back."""
    sharing = agreed(world, draft)
    own = Activity.objects.filter(space=world.president.space, state="held").first()
    own = own or _held(world)
    address, client = f"/activities/{own.pk}/", browse(world.sg)
    living(world, draft)
    assert client.get(address).status_code == 404
    (sharing,) = now(sharing)
    sharing = give_sharing(world.president, sharing)
    assert (sharing.consent.space, sharing.consent.grantee) == (world.president.space, world.sg.space)
    assert (sharing.consent.from_on, sharing.consent.to_on, sharing.opened_consent) == (TODAY(), ENDS, True)
    assert client.get(address).status_code == 200
    revoke_consent(world.president, sharing.consent)
    assert client.get(address).status_code == 404


def _held(world):
    from datetime import timedelta

    from django.utils import timezone

    from sanad.activities.programme.commands.activity import hold_activity, plan_activity
    from sanad.directory.models import Organisation

    card = Organisation.objects.filter(space=world.president.space).first()
    when = timezone.now() - timedelta(days=2)
    return hold_activity(
        world.president,
        plan_activity(world.president, kind="bureau", title="مكتب", host=card, starts_at=when, ends_at=when),
    )


def test_the_givers_own_history_says_it(world, draft) -> None:
    sharing = agreed(world, draft)
    living(world, draft)
    give_sharing(world.president, now(sharing)[0], key=uuid4())
    line = HistoryEntry.objects.filter(space=world.president.space).latest("seq")
    assert (line.command, line.object_type, line.user) == (
        "partnerships.give_sharing",
        "directory.consent",
        world.president.user,
    )
    assert verify(world.president.space_id)[1] is None
    assert verify(world.sg.space_id)[1] is None


def test_it_is_given_once_and_again_after_it_was_revoked(world, draft) -> None:
    sharing, key = agreed(world, draft), uuid4()
    living(world, draft)
    (sharing,) = now(sharing)
    first = give_sharing(world.president, sharing, key=key)
    assert give_sharing(world.president, sharing, key=key) == first
    with says_no("This is shown already."):
        give_sharing(world.president, first)
    revoke_consent(world.president, first.consent)
    (sharing,) = now(sharing)
    second = give_sharing(world.president, sharing)
    assert second.consent != first.consent
    assert second.consent.is_live


def test_a_consent_that_lives_is_joined_and_outlives_the_agreement(world, draft) -> None:
    sharing = agreed(world, draft)
    agreement = living(world, draft)
    given = give_consent(world.president, grantee=world.sg.space, kind="activities", purpose="مواكبة")
    (sharing,) = now(sharing)
    sharing = give_sharing(world.president, sharing)
    assert (sharing.consent, sharing.opened_consent) == (given, False)
    terminate_agreement(world.sg, agreement, terminated_on=TODAY(), reason="سبب", short_notice="سبب")
    assert now(given)[0].is_live


def test_an_ended_consent_makes_room(world, draft) -> None:
    sharing = agreed(world, draft)
    living(world, draft)
    old = give_consent(
        world.president, grantee=world.sg.space, kind="activities", purpose="قديم", from_on=days(-20), to_on=days(-10)
    )
    (sharing,) = now(sharing)
    sharing = give_sharing(world.president, sharing)
    assert sharing.consent != old
    assert now(old)[0].revoked_at


def test_termination_ends_what_the_agreement_opened(world, draft, browse) -> None:
    table = sides(draft)
    now_, later = agreed(world, draft), agreed(world, draft, kind="directory", giver=0, taker=1)
    short = agreed(world, draft, kind="follow_ups", to_on=days(5))
    agreement = living(world, draft)
    given = [
        give_sharing(actor, now(row)[0])
        for actor, row in ((world.president, now_), (world.sg, later), (world.president, short))
    ]
    assert table[0].organisation.own_space == world.sg.space
    terminate_agreement(world.sg, agreement, terminated_on=days(40), reason="سبب")
    ends = [now(row.consent)[0].to_on for row in given]
    assert ends == [days(39), days(39), days(5)]
    line = HistoryEntry.objects.filter(space=world.president.space).latest("seq")
    assert (line.command, line.actor_space) == ("partnerships.end_sharing", world.sg.space)
    page = browse(world.president).get("/history/").text
    assert "إنهاء الاطلاع" in page
    assert "partnerships." not in page


def test_termination_today_hides_at_once(world, draft) -> None:
    sharing = agreed(world, draft)
    agreement = living(world, draft)
    (sharing,) = now(sharing)
    sharing = give_sharing(world.president, sharing)
    terminate_agreement(world.president, agreement, terminated_on=TODAY(), reason="سبب", short_notice="سبب")
    assert not now(sharing.consent)[0].is_live
    with says_no("This agreement was terminated."):
        give_sharing(world.president, now(sharing)[0])


def test_an_earlier_end_shortens_it(world, draft) -> None:
    sharing = agreed(world, draft)
    agreement = living(world, draft)
    (sharing,) = now(sharing)
    sharing = give_sharing(world.president, sharing)
    amendment = draft_amendment(world.sg, agreement, reason="سبب", effective_on=TODAY(), ends_on=days(60))
    sign_amendment(world.sg, amendment, signed_on=TODAY(), effective_on=TODAY(), upload=scan())
    assert now(sharing.consent)[0].to_on == days(60)


def test_what_is_over_is_not_given(world, draft) -> None:
    sharing = agreed(world, draft, from_on=days(-30), to_on=days(-1))
    living(world, draft)
    (sharing,) = now(sharing)
    with says_no("The days in which this is shown are over."):
        give_sharing(world.president, sharing)


def test_the_text_says_it_while_it_is_drafted(world, draft) -> None:
    sharing = agreed(world, draft)
    table = sides(draft)
    assert str(sharing.get_kind_display()) in str(sharing)
    for details, field in (
        ({"giver": table[1], "taker": table[0], "kind": "activities"}, "kind"),
        ({"giver": table[1], "taker": table[1], "kind": "activities"}, "taker"),
        ({"giver": table[1], "taker": table[0], "kind": "directory", "from_on": days(9), "to_on": days(8)}, "to_on"),
        ({"giver": sides(drafted(world, title_ar="أخرى"))[0], "taker": table[0], "kind": "directory"}, "giver"),
    ):
        with pytest.raises(Refused) as refusal:
            agree_sharing(world.sg, draft, **details)
        assert refusal.value.field == field
    withdraw_sharing(world.sg, sharing)
    assert agreed(world, draft).pk != sharing.pk
    with says_no("This belongs to another space."):
        agree_sharing(world.president, draft, giver=table[0], taker=table[1], kind="directory")


def test_who_shows(world, draft) -> None:
    sharing, to_commune = agreed(world, draft), agreed(world, draft, taker=2)
    gone = withdraw_sharing(world.sg, agreed(world, draft, kind="directory"))
    assert not can_give_sharing(world.president, sharing)  # not signed yet
    living(world, draft)
    sharing, to_commune, gone = now(sharing, to_commune, gone)
    assert can_give_sharing(world.president, sharing)
    for actor in (world.sg, world.secretary, world.stranger, elsewhere(world)):
        assert not can_give_sharing(actor, sharing)
    assert not can_give_sharing(world.president, to_commune)  # it has no space of its own
    assert not can_give_sharing(world.president, gone)
    assert Agreement.objects.filter(pk=draft.pk).exists()
