"""Keys and Open Badges credentials, verified by a library that is not ours."""

import base64
import json
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from sanad.training.certificates.commands import certificates, keys
from sanad.training.certificates.queries.credentials import (
    achievement_address,
    findable,
    issuer_address,
    key_address,
    session_address,
    status_address,
    status_list,
)
from sanad.training.certificates.queries.keys import _opened, path_of, private_of, sign
from sanad.training.models import Certificate, SigningKey
from tests.refusals import says_no
from tests.training.school import a_registration, a_session, was_there
from tests.training.test_certificates import TODAY, issued, session  # noqa: F401  its fixture


def pem(key: SigningKey) -> bytes:
    public = jwt.PyJWK(key.public_rsa).key
    return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def local(address: str) -> str:
    return address.removeprefix("http://127.0.0.1:8000")


def changed(token: str, registration: int) -> str:
    sign = "A" if token[registration] != "A" else "B"
    return token[:registration] + sign + token[registration + 1 :]


def test_the_credential_holds_for_a_library_that_is_not_ours(world, session, client):  # noqa: F811  the fixture
    row, other = issued(world.sg, session)
    certificates.revoke_certificate(world.sg, other, reason="خطأ")
    verifier = OB3Verifier(pem(row.key))

    def fetch(address: str, *_more, **_options) -> bytes:
        return client.get(local(address)).content

    found = verifier.verify(row.credential, check_status=True, download=fetch)
    assert found.issuer.id == issuer_address(session.space_id)
    assert found.achievement.name == row.document.data["subject"]
    with pytest.raises(OB3VerificationError, match="revocation"):
        verifier.verify(other.credential, check_status=True, download=fetch)
    with pytest.raises(OB3VerificationError):
        OB3Verifier(pem(keys.rotate_key(world.sg))).verify(row.credential)
    assert verifier.verify(row.credential, check_status=True, download=fetch)


def test_any_changed_sign_of_a_credential_fails(world, session):  # noqa: F811  the fixture
    row = issued(world.sg, session)[0]
    verifier, token = OB3Verifier(pem(row.key)), row.credential
    header, content, _signature = token.split(".")
    # The last sign of a part may hold bits that no byte uses; every other one counts.
    ends = {len(header) - 1, len(header) + len(content), len(token) - 1}
    for registration in range(0, len(token), 7):
        if token[registration] != "." and registration not in ends:
            with pytest.raises(OB3VerificationError):
                verifier.verify(changed(token, registration))


def test_the_list_of_those_that_are_gone_grows_with_them(world, session):  # noqa: F811  the fixture
    row, other = issued(world.sg, session)
    bits = [_bits(status_list(row.key))]
    certificates.revoke_certificate(world.sg, row, reason="خطأ")
    certificates.reissue_certificate(world.sg, other, language="ar")
    bits.append(_bits(status_list(row.key)))
    assert [sum(byte.bit_count() for byte in each) for each in bits] == [0, 2]
    assert bits[1][0] == 0b11000000


def _bits(token: str) -> bytes:
    import gzip

    packed = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))["credentialSubject"]["encodedList"]
    return gzip.decompress(base64.urlsafe_b64decode(packed[1:] + "=="))


def test_a_space_has_one_live_key_and_keeps_the_old_ones(world):
    first = keys.live_key(world.sg.space_id)
    assert keys.live_key(world.sg.space_id) == first
    second = keys.rotate_key(world.sg)
    assert keys.live_key(world.sg.space_id) == second
    assert SigningKey.objects.filter(space=world.sg.space).count() == 2
    assert first.public["kid"] != second.public["kid"]
    with says_no("Your role in this space does not allow this."):
        keys.rotate_key(world.coordinator)


def test_the_private_half_is_for_the_installation_alone(world, settings):
    key = keys.live_key(world.sg.space_id)
    path = path_of(key.pk)
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"ENCRYPTED" in path.read_bytes()
    assert private_of(key).curve.name == "secp256r1"
    _opened.cache_clear()
    settings.SECRET_KEY = "another installation"
    with says_no("The key that signs certificates cannot be read on this server. Make a new one."):
        private_of(key)
    _opened.cache_clear()


def test_what_machines_read_of_who_issues(world, session, client):  # noqa: F811  the fixture
    row = issued(world.sg, session)[0]
    profile = client.get(local(issuer_address(session.space_id)))
    assert (profile.json()["name"], profile["Access-Control-Allow-Origin"]) == (session.space.name_ar, "*")
    assert row.key.public in client.get(local(profile.json()["jwks_uri"])).json()["keys"]
    for half in (row.key.public, row.key.public_rsa):
        one = client.get(local(key_address(session.space_id, half["kid"])))
        assert (one["Content-Type"], one["Access-Control-Allow-Origin"]) == ("application/jwk+json", "*")
        assert one.json() == {**half, "kid": key_address(session.space_id, half["kid"])}
        assert "d" not in one.json()
    assert client.get(local(achievement_address(session.course))).json()["name"]
    status = json.loads(base64.urlsafe_b64decode(row.credential.split(".")[1] + "=="))["credentialStatus"]
    assert client.get(local(status["statusListCredential"]))["Content-Type"] == "application/vc+jwt"
    path_of(row.key.pk).unlink()
    _opened.cache_clear()
    assert client.get(local(status["statusListCredential"])).status_code == 404
    other = f"/training/issuers/{world.stranger.space_id}/"
    for address in (
        other,
        f"{other}keys/",
        f"{other}keys/x/",
        f"{other}status/x/",
        f"{other}courses/{session.course_id}/",
        f"{other}sessions/{session.pk}/",
    ):
        assert client.get(address).status_code == 404


def header_of(token: str) -> dict:
    return jwt.get_unverified_header(token)


def test_whoever_has_the_credential_finds_its_key(world, session):  # noqa: F811  the fixture
    row = issued(world.sg, session)[0]
    header, said = header_of(row.credential), jwt.decode(row.credential, options={"verify_signature": False})
    address = key_address(session.space_id, row.key.public_rsa["kid"])
    assert header == {"alg": "RS256", "typ": "JWT", "kid": address}
    assert said["sub"] == said["credentialSubject"]["id"]
    assert said["jti"] == said["id"]
    assert said["iss"] == said["issuer"]["id"]


def test_what_is_reached_without_a_course_has_an_address_too(world, client):
    trip = a_session(world.coordinator, course="", starts_on=TODAY() - timedelta(days=3), state="closed")
    was_there(a_registration(trip, 1))
    address = session_address(trip)
    assert client.get(local(address)).status_code == 404
    (row,) = issued(world.sg, trip)
    achievement = jwt.decode(row.credential, options={"verify_signature": False})["credentialSubject"]["achievement"]
    told = client.get(local(achievement["id"])).json()
    assert achievement["id"] == told["id"] == address
    assert (told["name"], told["criteria"]["narrative"] != "") == (achievement["name"], True)


def as_before(row: Certificate) -> Certificate:
    """The same as it was signed when a key had one pair, whose name was no address."""
    SigningKey.objects.filter(pk=row.key_id).update(public_rsa=None)
    row.key.refresh_from_db()
    said = jwt.decode(row.credential, options={"verify_signature": False})
    said["credentialStatus"]["statusListCredential"] = status_address(row.space_id, row.key.public["kid"])
    row.credential = sign(row.key, "ES256", json.dumps(said).encode(), {"kid": row.key.public["kid"], "typ": "JWT"})
    return row


def test_a_credential_of_before_goes_out_with_its_key(world, session, client):  # noqa: F811  the fixture
    row = as_before(issued(world.sg, session)[0])
    again = findable(row)
    assert again.split(".")[1] == row.credential.split(".")[1]
    known = client.get(local(header_of(again)["kid"])).json()
    assert OB3Verifier(jwt.PyJWK(known).key).verify(
        again, check_status=True, download=lambda address, *_more, **_options: client.get(local(address)).content
    )
    assert row.key.public in client.get(f"/training/issuers/{session.space_id}/keys/").json()["keys"]
    path_of(row.key.pk).unlink()
    assert findable(row) == row.credential


def test_a_key_of_before_gets_its_second_pair_when_it_next_signs(world):
    key = keys.live_key(world.sg.space_id)
    before, sealed = key.public, path_of(key.pk).read_bytes()
    first, _second = sealed.split(b"-----END ENCRYPTED PRIVATE KEY-----\n", 1)
    path_of(key.pk).write_bytes(first + b"-----END ENCRYPTED PRIVATE KEY-----\n")
    SigningKey.objects.filter(pk=key.pk).update(public_rsa=None)
    with says_no("The key that signs certificates cannot be read on this server. Make a new one."):
        private_of(key, "RS256")
    again = keys.live_key(world.sg.space_id)
    assert (again.pk, again.public) == (key.pk, before)
    assert private_of(again, "RS256").key_size == 2048
    assert private_of(again).curve.name == "secp256r1"
    assert path_of(key.pk).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kept", ["", "x", "a.b.c", "e30.e30.x", "W10.e30.x"])
def test_what_is_no_credential_is_not_handed_out(kept):
    assert findable(Certificate(credential=kept)) is None
