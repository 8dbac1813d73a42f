"""Keys, signed fields and Open Badges credentials, verified by a library that is not ours."""

import base64
import json

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given
from hypothesis import strategies as st
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from sanad.foundation.policy import Refused
from sanad.training import commands
from sanad.training.models import SigningKey
from sanad.training.queries.credentials import achievement_address, issuer_address, sealed, status_list
from sanad.training.queries.keys import _opened, path_of, private_of
from tests.properties import LOOK, alone
from tests.training.test_certificates import issued, session  # noqa: F401  its fixture

WORDS = st.text(min_size=1, max_size=30)


def pem(key: SigningKey) -> bytes:
    public = jwt.PyJWK(key.public).key
    return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def local(address: str) -> str:
    return address.removeprefix("http://127.0.0.1:8000")


def changed(token: str, place: int) -> str:
    sign = "A" if token[place] != "A" else "B"
    return token[:place] + sign + token[place + 1 :]


def test_the_credential_holds_for_a_library_that_is_not_ours(world, session, client):  # noqa: F811  the fixture
    row, other = issued(world.sg, session)
    commands.revoke_certificate(world.sg, other, reason="خطأ")
    verifier = OB3Verifier(pem(row.key))

    def fetch(address: str, *_more, **_options) -> bytes:
        return client.get(local(address)).content

    found = verifier.verify(row.credential, check_status=True, download=fetch)
    assert found.issuer.id == issuer_address(session.space_id)
    assert found.achievement.name == row.document.data["subject"]
    with pytest.raises(OB3VerificationError, match="revocation"):
        verifier.verify(other.credential, check_status=True, download=fetch)
    with pytest.raises(OB3VerificationError):
        OB3Verifier(pem(commands.rotate_key(world.sg))).verify(row.credential)
    assert verifier.verify(row.credential, check_status=True, download=fetch)


def test_any_changed_sign_of_a_credential_fails(world, session):  # noqa: F811  the fixture
    row = issued(world.sg, session)[0]
    verifier, token = OB3Verifier(pem(row.key)), row.credential
    header, content, _signature = token.split(".")
    # The last sign of a part may hold bits that no byte uses; every other one counts.
    ends = {len(header) - 1, len(header) + len(content), len(token) - 1}
    for place in range(0, len(token), 7):
        if token[place] != "." and place not in ends:
            with pytest.raises(OB3VerificationError):
                verifier.verify(changed(token, place))


@given(
    fields=st.dictionaries(st.sampled_from(["name", "subject", "days", "number"]), WORDS, min_size=1),
    where=st.floats(0, 0.99),
)
@LOOK
def test_t3_what_is_signed_is_read_and_what_is_changed_fails(world, fields, where):
    def story() -> None:
        key = commands.live_key(world.sg.space_id)
        token = sealed(key, "0123456789ABCDEF", "ar", fields.items(), None)
        public = jwt.PyJWK(key.public).key
        assert json.loads(jwt.api_jws.decode(token, public, ["ES256"]))["f"] == fields
        content, signature = token.rsplit(".", 1)
        broken = changed(content, int(where * len(content)))
        if broken.count(".") == 1:
            with pytest.raises(jwt.InvalidTokenError):
                jwt.api_jws.decode(f"{broken}.{signature}", public, ["ES256"])

    alone(story)


def test_the_list_of_those_that_are_gone_grows_with_them(world, session):  # noqa: F811  the fixture
    row, other = issued(world.sg, session)
    bits = [_bits(status_list(row.key))]
    commands.revoke_certificate(world.sg, row, reason="خطأ")
    commands.reissue_certificate(world.sg, other, language="ar")
    bits.append(_bits(status_list(row.key)))
    assert [sum(byte.bit_count() for byte in each) for each in bits] == [0, 2]
    assert bits[1][0] == 0b11000000


def _bits(token: str) -> bytes:
    import gzip

    packed = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))["credentialSubject"]["encodedList"]
    return gzip.decompress(base64.urlsafe_b64decode(packed[1:] + "=="))


def test_a_space_has_one_live_key_and_keeps_the_old_ones(world):
    first = commands.live_key(world.sg.space_id)
    assert commands.live_key(world.sg.space_id) == first
    second = commands.rotate_key(world.sg)
    assert commands.live_key(world.sg.space_id) == second
    assert SigningKey.objects.filter(space=world.sg.space).count() == 2
    assert first.public["kid"] != second.public["kid"]
    with pytest.raises(Refused):
        commands.rotate_key(world.coordinator)


def test_the_private_half_is_for_the_installation_alone(world, settings):
    key = commands.live_key(world.sg.space_id)
    path = path_of(key.pk)
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"ENCRYPTED" in path.read_bytes()
    assert private_of(key).curve.name == "secp256r1"
    _opened.cache_clear()
    settings.SECRET_KEY = "another installation"
    with pytest.raises(Refused):
        private_of(key)
    _opened.cache_clear()


def test_what_machines_read_of_who_issues(world, session, client):  # noqa: F811  the fixture
    row = issued(world.sg, session)[0]
    profile = client.get(local(issuer_address(session.space_id)))
    assert (profile.json()["name"], profile["Access-Control-Allow-Origin"]) == (session.space.name_ar, "*")
    assert row.key.public in client.get(local(profile.json()["jwks_uri"])).json()["keys"]
    assert client.get(local(achievement_address(session.course))).json()["name"]
    status = json.loads(base64.urlsafe_b64decode(row.credential.split(".")[1] + "=="))["credentialStatus"]
    assert client.get(local(status["statusListCredential"]))["Content-Type"] == "application/vc+jwt"
    path_of(row.key.pk).unlink()
    _opened.cache_clear()
    assert client.get(local(status["statusListCredential"])).status_code == 404
    other = f"/training/issuers/{world.stranger.space_id}/"
    for address in (other, f"{other}keys/", f"{other}status/x/", f"{other}courses/{session.course_id}/"):
        assert client.get(address).status_code == 404
