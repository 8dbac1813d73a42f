"""The bar of a phone: every word of it stands whole, beside its neighbours, in three languages and both faces."""

import itertools

import pytest

from sanad.demo.case import PASSWORD
from tests.journeys.conftest import held
from tests.journeys.test_case import fill

pytestmark = pytest.mark.journey

NARROW = {"width": 360, "height": 740}
WORDS = """() => [...document.querySelectorAll(".tabs-bar > a > span, .tabs-bar > details > summary > span")].map(word => {
    const text = document.createRange();
    text.selectNodeContents(word);
    const box = text.getBoundingClientRect();
    return {said: word.innerText, start: box.left, end: box.right, is_cut: word.scrollWidth > word.clientWidth + 1};
})"""


@pytest.mark.parametrize("login", ["sg", "driss"])
def test_the_words_of_the_bar_stand_whole_and_apart(browser, demo, login):
    with held(browser, demo) as phone:
        phone.set_viewport_size(NARROW)
        phone.goto("/account/login/")
        fill(phone, login=login, password=PASSWORD)
        phone.locator("form.sheet button.primary").click()
        phone.wait_for_url("**/")
        for language in ("ar", "fr", "en"):
            phone.context.add_cookies([{"name": "sanad_language", "value": language, "url": demo}])
            phone.goto("/")
            words = sorted(phone.evaluate(WORDS), key=lambda word: word["start"])
            assert len(words) == 5
            assert not [word for word in words if word["is_cut"] or word["start"] < 0 or word["end"] > NARROW["width"]]
            assert not [pair for pair in itertools.pairwise(words) if pair[0]["end"] > pair[1]["start"]]
