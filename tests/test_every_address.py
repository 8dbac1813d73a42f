"""Every address with a real row behind it, asked for by everybody, examined by many judges: one walk over all of them.

A judge is a function that yields the faults it finds at one address (`tests/judges/`); each page is asked for once, however
many look at it. A failure lists the faults of each judge by name.
"""

from collections.abc import Callable, Iterable

import pytest

from tests.addresses import about_something, addresses
from tests.at_once import IS_POSTGRESQL
from tests.grounds import spots
from tests.judges import cards, choices, doors, forms, links, numbers, questions
from tests.judges.floors import floors
from tests.visits import Here, Walk, undone

SLICES = sorted({address.slice for address in addresses()})
AT_AN_ADDRESS = (
    doors.opens,
    doors.opens_in_every_language,
    doors.does_not_exist_for_others,
    doors.opens_for_its_secret_alone,
    doors.answers_every_role,
    doors.lets_members_read_only,
    doors.is_unknown_under_another_key,
    choices.lets_choose_rows_by_our_fields_alone,
    choices.answers_what_one_types,
    choices.takes_no_row_of_another_space,
    choices.has_a_command_that_refuses_them_itself,
    forms.changes_nothing_when_it_comes_back_as_it_was_shown,
    forms.says_that_it_edits,
    forms.loses_nothing_of_two_who_write_side_by_side,
    forms.refuses_a_day_that_nobody_means,
    forms.has_plain_numbers_in_its_boxes,
    forms.is_done_once_when_sent_twice,
    forms.has_room_for_files_where_a_form_asks_for_one,
    questions.answers_any_question,
)
OF_AN_ANSWER = (
    doors.is_refused_without_a_trace,
    doors.is_kept_nowhere,
    doors.is_light,
    doors.names_nobody_elses,
    choices.offers_what_its_reader_may_see,
    cards.shows_no_empty_card,
    links.is_where_links_lead,
    numbers.writes_no_number_as_it_is_read,
)
# What they look at is the same above any database: it is looked at once, on SQLite, and what is met is counted there.
ABOVE_THE_DATABASE = (
    doors.opens_in_every_language,
    doors.answers_every_role,
    choices.offers_what_its_reader_may_see,
    cards.shows_no_empty_card,
    links.is_where_links_lead,
    links.offers_only_what_opens,
    numbers.writes_no_number_as_it_is_read,
)
FLOORS = floors()


def sitting(judges: Iterable[Callable]) -> list[Callable]:
    """Those that are asked on this database."""
    return [judge for judge in judges if not (IS_POSTGRESQL and judge in ABOVE_THE_DATABASE)]


@pytest.mark.parametrize("slice_", SLICES)
def test_everybody_asks_for_every_address(ground, marked, slice_):
    walk, edits = Walk(ground), []
    for here in (Here(walk, spot) for spot in ground.spots if spot.address.slice == slice_):
        for judge in sitting(AT_AN_ADDRESS):
            walk.judge(judge, here)
        for visit in (*here.visits.values(), *here.pressed.values()):
            for judge in sitting(OF_AN_ANSWER):
                walk.judge(judge, here, visit)
        edits += [here] if here.spot.name in walk.met["edits"] else []
    for judge in sitting([links.offers_only_what_opens]):
        walk.judge(judge, walk)
    with undone():
        walk.judge(forms.changes_nothing_of_odd_rows, walk, edits)
    walk.judge(forms.takes_files_nowhere_else, walk)
    met = {what: len(names) for what, names in walk.met.items()}
    print(slice_, met)
    assert not walk.faults, walk.report()
    assert walk.met["edits"] >= {name for name in forms.EDITS if name.startswith(f"{slice_}:")}
    if IS_POSTGRESQL:
        return
    assert {what: met.get(what, 0) for what, least in FLOORS[slice_].items() if met.get(what, 0) < least} == {}
    assert set(met) <= set(FLOORS[slice_]), "tests/judges/floors.py says how many of these are met at least"


def test_an_address_of_which_nothing_is_told_fails(ground):
    """And says where to add it."""
    address = about_something()[0]
    fewer = {key: row for key, row in ground.rows.items() if key != address.name and not address.route.startswith(key)}
    with pytest.raises(AssertionError, match=f"{address.name} .*tests/{address.slice}/ground.py"):
        list(spots(fewer))


def test_what_is_told_is_told_of_an_address(ground):
    """A name, or a beginning, that fits no address was left behind when the address went."""
    known = addresses()
    left = [key for key in ground.rows if not any(key == each.name or each.route.startswith(key) for each in known)]
    assert left == []


def test_a_card_with_a_heading_alone_is_empty():
    full = "<section class='card'><h2>أ</h2><ul><li>ب</li></ul></section><p class='card'><img src='x' alt=''></p>"
    empty = "<section class='card'><h2>أ</h2><ul class='list'> </ul></section><ul class='list card'></ul>"
    unseen = "<p class='card'><!-- ب --><script>1 < 2</script><input type=\"hidden\"></p>"
    within = f"<div class='card'><p>ب</p>{empty}</div>"
    assert cards.empty_cards(full) == cards.empty_cards("<p class='card' hidden></p><p class='cards'></p>") == []
    assert cards.empty_cards(empty) == cards.empty_cards(within) == ["أ", "without a heading"]
    assert cards.empty_cards(unseen) == ["without a heading"]
