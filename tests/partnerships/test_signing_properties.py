"""Random stories: who signed when (A1), between whom one promises (A3), and what a sealed text says."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sanad.partnerships.drafting.commands.agreement import edit_agreement, settle_text
from sanad.partnerships.drafting.commands.parties import withdraw_party
from sanad.partnerships.drafting.commands.text import add_article, edit_article, place_article, withdraw_article
from sanad.partnerships.models import Agreement, Commitment
from sanad.partnerships.queries.placeholders import filled_content
from sanad.partnerships.queries.snapshot import snapshot_of
from sanad.partnerships.queries.standing import is_in_force
from sanad.partnerships.signing.commands import record_signature, send_out, take_back
from tests.partnerships.table import END, OUT, START, complete, draft, out, promised, seated, sides
from tests.properties import GLANCE, LOOK, alone, is_refused, now

DAYS = st.integers(-20, 60)
MANDATES = st.tuples(st.integers(-30, 20), st.integers(-30, 80)).map(sorted)


def day(number: int) -> date:
    return OUT + timedelta(days=number)


@GLANCE
@given(MANDATES, st.lists(st.tuples(st.integers(0, 2), DAYS), max_size=7))
def test_signed_when_all_parties_have_with_a_mandate_that_held(world, mandate, signatures):
    def story():
        agreement = out(world)
        first = sides(agreement)[0].mandate
        first.from_on, first.to_on = day(mandate[0]), day(mandate[1])
        first.save()
        valid: dict[int, date] = {}
        for place, number in signatures:
            holds = place != 0 or mandate[0] <= number <= mandate[1]
            may = number >= 0 and holds and place not in valid and len(valid) < 3
            party = sides(agreement)[place]
            assert is_refused(record_signature, world.sg, party, on=day(number)) != may
            if may:
                valid[place] = day(number)
        (agreement,) = now(agreement)
        is_signed = len(valid) == 3
        assert (agreement.state == "signed") == is_signed
        assert agreement.signed_on == (max(valid.values()) if is_signed else None)
        for on in (START - timedelta(days=1), START, END, END + timedelta(days=1)):
            assert is_in_force(agreement, on) == (is_signed and START <= on <= END)

    alone(story)


@LOOK
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=5))
def test_debtor_and_creditor_are_two_parties_of_the_agreement(world, pairs):
    def story():
        agreement = seated(world)
        gone = withdraw_party(world.sg, sides(agreement)[2])
        here, foreign = sides(agreement), sides(draft(world, title_ar="أخرى"))
        everybody = [*here, gone, *foreign, None]
        for one, other in pairs:
            debtor, creditor = everybody[one], everybody[other]
            known = [party for party in (debtor, creditor) if party is not None]
            may = all(party in here for party in known) and (debtor is None or debtor != creditor)
            assert is_refused(promised, world, agreement, debtor=debtor, creditor=creditor) != may
        for row in Commitment.objects.filter(agreement=agreement):
            assert {row.debtor, row.creditor} - {None} <= set(here)
            assert row.debtor is None or row.debtor != row.creditor
        settle_text(world.sg, agreement)

    alone(story)


EDITS = st.lists(
    st.sampled_from(["edit", "add", "place", "withdraw", "frame", "promise", "out", "back", "settle"]), max_size=12
)


@GLANCE
@given(EDITS)
def test_a_sealed_text_is_what_was_there_when_it_went_out_and_nothing_moves_it(world, moves):
    def story():
        agreement, sealed = complete(world), []
        for number, move in enumerate(moves):
            (agreement,) = now(agreement)
            before = agreement.state
            is_open = before in {"idea", "negotiating"}
            article = agreement.articles.filter(withdrawn_at=None).first()
            act, *given_, details = {
                "edit": (edit_article, article, {"base_version": article.version, "text_ar": f"نص {number}"}),
                "add": (add_article, agreement, {"section": "other", "text_ar": f"نص {number}"}),
                "place": (
                    place_article,
                    article,
                    {"after": agreement.articles.filter(withdrawn_at=None).last()},
                ),
                "withdraw": (withdraw_article, agreement.articles.filter(withdrawn_at=None).last(), {}),
                "frame": (edit_agreement, agreement, {"copies": number + 1}),
                "promise": (promised, None, {}),
                "out": (send_out, agreement, {}),
                "back": (take_back, agreement, {"reason": "سبب"}),
                "settle": (settle_text, agreement, {}),
            }[move]
            if act is promised:
                assert is_refused(promised, world, agreement) != is_open
            elif move == "out":
                content = filled_content(snapshot_of(agreement))
                if not is_refused(act, world.sg, *given_, **details):
                    assert before == "ready"
                    sealed.append(content)
            elif move in {"back", "settle"}:
                may = before == ("out" if move == "back" else "negotiating")
                assert is_refused(act, world.sg, *given_, **details) != may
            elif not is_refused(act, world.sg, *given_, **details):
                assert is_open
            if move == "withdraw" and not agreement.articles.filter(withdrawn_at=None).exists():
                add_article(world.sg, agreement, section="other", text_ar="نص")
        previous = "0" * 64
        revisions = list(agreement.revisions.all())
        assert [row.content for row in revisions] == sealed
        for row in revisions:
            assert (row.hash, row.previous_hash) == (row.computed_seal(), previous)
            previous = row.hash
        assert (
            Agreement.STATES.fold([(step.before, step.after) for step in agreement.steps.all()])
            == now(agreement)[0].state
        )

    alone(story)
