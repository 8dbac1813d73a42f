"""Where one is signed in, in words."""

import pytest
from django.utils import translation

from sanad.foundation.ui.devices import device_named


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("Mozilla/5.0 (Linux; Android 13; SM-A135F) Chrome/120.0 Mobile Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (Linux; Android 13) SamsungBrowser/23.0 Chrome/115.0 Mobile Safari/537.36", "Samsung Internet · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge · Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox · Linux"),
        ("curl/8.0", "another device"),
        ("", "another device"),
    ],
)  # fmt: skip
def test_a_device_is_named_in_words(said, named):
    with translation.override("en"):
        assert device_named(said) == named
