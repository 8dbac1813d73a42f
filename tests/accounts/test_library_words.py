"""The pages of the library that signs people in speak our words: it brings sentences of its own, whose Arabic speaks to one man."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import allauth
import django
import polib
import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.cache import cache as kept
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import override
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from sanad.accounts import library_urls
from sanad.accounts.links import ResetLinks
from sanad.foundation.spaces.models import User
from scripts.messages import ROOT, path_of
from tests.accounts.test_doors import LOGIN, code_of, confirm, sign_in
from tests.accounts.test_ground import PASSWORD, make_ground
from tests.markup import WORDS

pytestmark = pytest.mark.django_db
HOMES = [Path(allauth.__file__).parent, *(Path(django.__file__).parent / part for part in ("contrib/auth", "conf"))]
NEW = "قنديل-البحر-2023"
# Nothing, a file, and what a script reads.
NO_PAGE = {"account_signup", "mfa_download_recovery_codes", "mfa_login_webauthn"}
LANGUAGES = {"العربية", "Français", "English"}  # each called in its own words
PLACE = re.compile(r"%\(\w+\)s|%s|\{\w*\}|<[^>]+>")


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    kept.clear()
    yield
    kept.clear()


def key_of(user: User, name: str) -> Authenticator:
    """A key as a browser would have made it; only what it consists of is read here."""
    card = AttestedCredentialData.create(
        bytes(16), name.encode(), ES256({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)})
    )
    data = AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, card)
    client = CollectedClientData.create(CollectedClientData.TYPE.CREATE, b"", "http://testserver")
    credential = {
        "rawId": websafe_encode(name.encode()),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
    }
    return Authenticator.objects.create(user=user, type="webauthn", data={"name": name, "credential": credential})


class _Words(HTMLParser):
    """What is read on a page: its texts, and the attributes that are read as words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in {"script", "style"}
        self.found += [value or "" for name, value in attrs if name in WORDS]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found += data.splitlines()


def plain(text: str) -> str:
    return " ".join(text.split()).rstrip(": ")


def words(page: str) -> set[str]:
    reader = _Words()
    reader.feed(page)
    return {plain(text) for text in reader.found} - {""}


def texts(entries: Iterable[polib.POEntry], *, asked: bool) -> Iterator[str]:
    """What a catalogue says, and where `asked` what it was asked: without a translation, that stands on the page."""
    for entry in entries:
        yield from (entry.msgstr, *entry.msgstr_plural.values())
        if asked:
            yield from (entry.msgid, entry.msgid_plural)


@cache
def ours(language: str) -> set[str]:
    return {plain(text) for text in texts(polib.pofile(str(path_of(ROOT, language))), asked=False)}


@cache
def theirs(language: str) -> re.Pattern[str]:
    """A text of a catalogue of the libraries that none of ours says, whatever stands in its places."""
    found = set()
    for home in HOMES:
        catalogue = polib.pofile(str(home / "locale" / language / "LC_MESSAGES" / "django.po"))
        for text in texts(catalogue, asked=True):
            # A text with a link in it is read in three pieces.
            for piece in re.split(r"<[^>]+>", text):
                if re.search(r"\w{2}", PLACE.sub("", piece)) and plain(piece) not in ours(language):
                    found.add(".+".join(map(re.escape, PLACE.split(plain(piece)))))
    assert len(found) > 500
    return re.compile("|".join(sorted(found)))


def foreign(page: str, language: str) -> list[str]:
    return [
        text
        for text in sorted(words(page) - LANGUAGES)
        if theirs(language).fullmatch(text) and text not in ours(language)
    ]


def names(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from names(each.url_patterns)
        else:
            yield each.name


class Reading:
    """Somebody who goes over the pages of the library in one language, and what they met that was not ours."""

    def __init__(self, language: str) -> None:
        self.language, self.client = language, Client(headers={"accept-language": language})
        self.client.cookies["sanad_language"] = language
        self.met: dict[str, list[str]] = {}
        self.seen: set[str] = set()

    def leave(self) -> None:
        self.client.logout()
        self.client.cookies["sanad_language"] = self.language

    def read(self, address: str, *args, sent: dict[str, str] | None = None, **kwargs) -> HttpResponse:
        path = reverse(address, args=args, kwargs=kwargs)
        send = self.client.get if sent is None else self.client.post
        answer = send(path, sent or {}, follow=True)
        assert answer.status_code in {200, 422}, (address, answer.status_code)
        assert answer.headers["Content-Language"] == self.language
        if sent is None and not answer.redirect_chain:
            self.seen.add(address)
        elif sent is None:  # there at last, by another address
            self.seen.add(answer.resolver_match.view_name)
        if found := foreign(answer.text, self.language):
            self.met.setdefault(address, []).extend(found)
        return answer


def at_the_door(read: Reading, head: User) -> None:
    """Signing in, and a forgotten password."""
    for door in ("account_login", "account_reset_password", "account_reset_password_done", "account_inactive"):
        read.read(door)
    read.read("account_login", sent={"login": "head", "password": "wrong"})
    read.read("account_login", sent={})
    read.read("account_reset_password", sent={"email": "nobody"})
    read.read("account_reset_password", sent={"email": "nobody@example.org"})
    read.read("account_reset_password_from_key_done")
    read.read("account_reset_password_from_key", uidb36=user_pk_to_url_str(head), key="no-key")
    link = {"uidb36": user_pk_to_url_str(head), "key": ResetLinks().make_token(head)}
    assert read.read("account_reset_password_from_key", **link).context["form"].fields
    read.seen.add("account_reset_password_from_key")


def before_a_second_factor(read: Reading) -> None:
    """Once more the password, then each thing that keeps an account safe: as it is at first, wrong, done."""
    for address in ("account_logout", "mfa_index", "account_reauthenticate"):
        read.read(address)
    read.read("account_reauthenticate", sent={"password": "wrong"})
    confirm(read.client)
    for address in ("account_change_password", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn"):
        read.read(address)
    for sent in ({}, {"oldpassword": "wrong", "password1": "1234", "password2": "4321"}):
        read.read("account_change_password", sent=sent)
    read.read("mfa_activate_totp", sent={"code": "000000"})
    read.read("mfa_activate_totp", sent={"code": ""})
    read.read("mfa_add_webauthn", sent={"name": "", "credential": "{}"})
    secret = read.read("mfa_activate_totp").context["form"].secret
    read.read("mfa_activate_totp", sent={"code": code_of(secret)})


def with_codes_and_keys(read: Reading, head: User) -> None:
    for address in ("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_index"):
        read.read(address)
    read.read("mfa_generate_recovery_codes", sent={})
    read.read("mfa_view_recovery_codes")
    key, _other = key_of(head, "xyz"), key_of(head, "abc")
    for address in ("mfa_index", "mfa_list_webauthn", "account_reauthenticate", "mfa_reauthenticate"):
        read.read(address)
    read.read("mfa_reauthenticate", sent={"code": "000000"})
    read.read("mfa_edit_webauthn", key.pk)
    read.read("mfa_edit_webauthn", key.pk, sent={"name": ""})
    read.read("mfa_remove_webauthn", key.pk)
    read.read("mfa_remove_webauthn", key.pk, sent={})
    read.read("mfa_reauthenticate_webauthn")
    read.read("mfa_reauthenticate_webauthn", sent={"credential": "{}"})
    read.read("mfa_deactivate_totp", sent={})
    read.read("usersessions_list")
    read.read("usersessions_list", sent={})
    read.read("account_change_password", sent={"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    Authenticator.objects.filter(user=head).delete()


def asked_for_a_code(read: Reading, head: User) -> None:
    TOTP.activate(head, generate_totp_secret())
    read.leave()
    read.client.post(LOGIN, {"login": "head", "password": NEW})
    read.read("mfa_authenticate")
    read.read("mfa_authenticate", sent={"code": "000000"})
    Authenticator.objects.filter(user=head).delete()


def without_a_password(read: Reading, head: User) -> None:
    head.refresh_from_db()
    head.set_unusable_password()
    head.save()
    read.client.force_login(head)
    read.read("account_set_password")
    read.read("account_set_password", sent={"password1": "1234", "password2": "4321"})


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_page_of_the_library_speaks_our_words(language, monkeypatch):
    monkeypatch.setattr(settings, "EMAIL_URL", "smtp://localhost")
    head, read = make_ground().head.user, Reading(language)
    User.objects.filter(pk=head.pk).update(language=language)
    at_the_door(read, head)
    sign_in(read.client, "head")
    before_a_second_factor(read)
    with_codes_and_keys(read, head)
    asked_for_a_code(read, head)
    without_a_password(read, head)
    assert not read.met, "\n".join(f"{address}: {found}" for address, found in read.met.items())
    assert set(names(library_urls.urlpatterns)) - NO_PAGE <= read.seen, "a page of the library that nobody looked at"


def test_a_sentence_of_the_library_is_known():
    with override("ar"):
        assert foreign("<p>غيّر كلمة المرور</p>", "ar") == ["غيّر كلمة المرور"]
        assert foreign("<p>تغيير كلمة المرور</p>", "ar") == []
        assert foreign('<p title="Sign Up"></p>', "ar") == ["Sign Up"]
