"""T2: whatever people do in whatever order, no seat is given twice, and nobody waits while one is free."""

from hypothesis import given
from hypothesis import strategies as st

from sanad.training.models import RegistrationStep
from sanad.training.registrations.commands import registration as registration_commands
from sanad.training.sessions.commands import sessions
from tests.properties import LOOK, alone, folded, is_refused, now
from tests.training.school import a_session

MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("ask"), st.integers(0, 9)),
        st.tuples(st.just("leave"), st.integers(0, 9)),
        st.tuples(st.just("seats"), st.integers(1, 4)),
    ),
    min_size=1,
    max_size=14,
)


def holds(session) -> None:
    """Places never exceed the seats, nobody waits while one is free, and who asked first has it first."""
    (session,) = now(session)
    rows = list(session.registrations.order_by("number"))
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    confirmed = [row.number for row in rows if row.state == "confirmed"]
    waiting = [row.number for row in rows if row.state == "waiting"]
    assert len(confirmed) <= session.seats
    assert not waiting or len(confirmed) == session.seats
    assert all(registration < first for registration in confirmed for first in waiting)
    assert all(folded(row) == row.state for row in rows)


@given(seats=st.integers(1, 3), moves=MOVES)
@LOOK
def test_seats_are_given_once_and_in_order(world, seats, moves):
    def story() -> None:
        session = a_session(world.coordinator, seats=seats)
        for move, value in moves:
            (session,) = now(session)
            if move == "ask":
                phone = f"+2126630000{value:02}"
                is_refused(
                    registration_commands.register_person, world.coordinator, session, name=f"شخص {value}", phone=phone
                )
            elif move == "leave":
                known = session.registrations.filter(name=f"شخص {value}").exclude(state="withdrawn").first()
                if known:
                    registration_commands.withdraw_registration(world.coordinator, known)
            else:
                is_refused(sessions.edit_session, world.coordinator, session, seats=value, minimum=1, is_public=False)
            holds(session)
        promoted = RegistrationStep.objects.filter(registration__session=session, after="confirmed")
        numbers = list(promoted.order_by("created_at", "pk").values_list("registration__number", flat=True))
        assert numbers == sorted(numbers)

    alone(story)
