"""One address for the mail server."""

import pytest

from sanad.config.mail import Mail, mail_settings


@pytest.mark.parametrize(
    ("address", "mail"),
    [
        ("", Mail("localhost", 25)),
        ("mail.example.org", Mail("mail.example.org", 25)),
        ("127.0.0.1:1025", Mail("127.0.0.1", 1025)),
        ("smtp://mail.example.org:26", Mail("mail.example.org", 26)),
        ("smtp+tls://us%40er:p%2Fw@mail.example.org", Mail("mail.example.org", 587, "us@er", "p/w", starts_tls=True)),
        ("smtps://user:pw@mail.example.org", Mail("mail.example.org", 465, "user", "pw", is_tls=True)),
    ],
)
def test_the_address_is_read(address, mail):
    assert mail_settings(address) == mail


def test_another_scheme_is_refused():
    with pytest.raises(ValueError, match="SANAD_MAIL"):
        mail_settings("http://mail.example.org")
