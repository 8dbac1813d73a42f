"""Every address with a real row behind it, asked for by everybody, examined by many judges: one walk over all of them.

A judge is a function that yields the faults it finds at one address (`tests/judges/`); each page is asked for once, however
many look at it. A failure lists the faults of each judge by name.
"""

from contextlib import ExitStack

import pytest

from tests.addresses import about_something, addresses
from tests.grounds import spots
from tests.judges import choices, doors, forms, numbers, questions
from tests.visits import Here, Walk, undone

SLICES = sorted({address.slice for address in addresses()})
AT_AN_ADDRESS = (
    doors.opens,
    doors.opens_in_every_language,
    doors.does_not_exist_for_others,
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
    questions.answers_any_question,
)
OF_AN_ANSWER = (
    doors.is_refused_without_a_trace,
    doors.is_kept_nowhere,
    doors.names_nobody_elses,
    numbers.writes_no_number_as_it_is_read,
)


@pytest.mark.parametrize("slice_", SLICES)
def test_everybody_asks_for_every_address(ground, marked, slice_):
    import time
    from collections import Counter
    spent = Counter()
    walk, edits = Walk(ground), []
    for spot in ground.spots:
        if spot.address.slice != slice_:
            continue
        here = Here(walk, spot)
        for judge in AT_AN_ADDRESS:
            a = time.process_time()
            walk.judge(judge, here)
            spent[judge.__name__] += time.process_time() - a
        for visit in here.visits.values():
            a = time.process_time()
            walk.judge(choices.offers_what_its_reader_may_see, here, visit)
            spent["offers"] += time.process_time() - a
        for visit in (*here.visits.values(), *here.sent):
            for judge in OF_AN_ANSWER:
                a = time.process_time()
                walk.judge(judge, visit)
                spent[judge.__name__] += time.process_time() - a
        edits += [here] if spot.name in walk.met["edits"] else []
    with undone():
        a = time.process_time()
        walk.judge(forms.changes_nothing_of_odd_rows, walk, edits)
        spent["odd"] += time.process_time() - a
    print(slice_, sum(spent.values()), spent.most_common())
    print({name: len(found) for name, found in walk.met.items()})
    assert not walk.faults, walk.report()
    assert walk.met["edits"] >= {name for name in forms.EDITS if name.startswith(f"{slice_}:")}


def test_an_address_of_which_nothing_is_told_fails(ground):
    """And says where to add it."""
    address = about_something()[0]
    fewer = {key: row for key, row in ground.rows.items() if key != address.name and not address.route.startswith(key)}
    with pytest.raises(AssertionError, match=f"{address.name} .*tests/{address.slice}/ground.py"):
        list(spots(fewer))
