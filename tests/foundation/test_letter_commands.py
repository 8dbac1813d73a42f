"""Who has no account ends letters, and has them again."""

import pytest

from sanad.foundation.letters.commands import resume_letters, stop_letters
from sanad.foundation.letters.models import LetterStop
from sanad.foundation.letters.stops import is_stopped, mark_of

READER = "reader@example.ma"


@pytest.mark.django_db
def test_letters_end_once_and_begin_again(world):
    space = world.sg.space_id
    mark = mark_of(space, READER)
    stop = stop_letters(world.sg, mark=mark)
    assert stop_letters(world.sg, mark=mark) == stop
    assert is_stopped(space, READER.upper())
    assert not is_stopped(world.stranger.space_id, READER)
    resume_letters(world.sg, stop)
    assert not is_stopped(space, READER)
    assert stop_letters(world.sg, mark=mark) != stop
    assert LetterStop.objects.filter(mark=mark).count() == 2
