"""The sheet that people sign: thirty lines on one page, nothing printed across it, no number of a card asked."""

import pytest

from sanad.activities.models import Activity
from sanad.activities.people.documents import BLANK_SHEET, FILLED_SHEET
from sanad.foundation.documents.papers import preview
from tests.pdf import pages_of, words_of


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_thirty_lines_to_sign_go_on_one_page(world, language):
    activity = Activity.objects.filter(space=world.sg.space, minutes__isnull=False).first()
    pdf = preview(BLANK_SHEET, activity, language)
    assert len(pages_of(pdf)) == 1
    words = words_of(pdf)
    assert "30" in words
    assert "مسودة" not in words
    assert "Brouillon" not in words
    filled = words_of(preview(FILLED_SHEET, activity, language))
    assert world.people["president"].name_ar in filled or language == "fr"
