"""What a stranger sees of a certificate, and what a phone keeps to check it without a network."""

import json

import pytest
from django.utils import timezone

from sanad.public.queries import digest_of_code
from sanad.training.certificates.commands import certificates as commands
from sanad.training.models import Registration, certificate
from tests.covering import cover_what_is_there
from tests.training.test_certificates import issued, session  # noqa: F401  its fixture


def seen(client, row, language="ar") -> str:
    client.cookies["sanad_language"] = language
    answer = client.get(f"/D/{row.document.code}")
    assert answer["X-Robots-Tag"] == "noindex"
    return answer.content.decode()


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_printed_field_and_how_it_stands(world, session, client, language):  # noqa: F811  the fixture
    first, second = issued(world.sg, session, language)
    cover_what_is_there(world.sg)
    page = seen(client, first, language)
    for _name, value in first.document.data["fields"]:
        assert value in page
    assert 'class="verdict good"' in page
    commands.revoke_certificate(world.sg, first, reason="خطأ في الاسم")
    page = seen(client, first, language)
    assert 'class="verdict bad"' in page
    assert "خطأ في الاسم" in page
    newer = commands.reissue_certificate(world.sg, second, language=language)
    page = seen(client, second, language)
    assert 'class="verdict mute"' in page
    assert newer.document.reference in page


def test_an_expired_one_is_told_as_such(world, session, client, monkeypatch):  # noqa: F811  the fixture
    row = issued(world.sg, session)[0]
    cover_what_is_there(world.sg)
    later = timezone.now() + timezone.timedelta(days=365 * 20)
    monkeypatch.setattr(certificate.timezone, "localdate", later.date)
    assert "انتهت" in seen(client, row)


def test_a_minor_is_told_by_the_first_letters(world, session, client):  # noqa: F811  the fixture
    Registration.objects.filter(session=session, number=1).update(age="0-17")
    row = issued(world.sg, session)[0]
    cover_what_is_there(world.sg)
    assert "قاصر" in seen(client, row)
    assert row.registration.name not in seen(client, row)


def test_a_phone_keeps_public_keys_and_what_is_gone(world, session, client):  # noqa: F811  the fixture
    first, second = issued(world.sg, session)
    commands.revoke_certificate(world.sg, first, reason="خطأ")
    commands.reissue_certificate(world.sg, second, language="ar")
    kept = client.get("/check/keys.json").json()
    assert kept["keys"][first.key.public["kid"]] == {"key": first.key.public, "name": world.sg.space.name_ar}
    assert "d" not in first.key.public
    assert kept["gone"] == {
        digest_of_code(first.document.code): "revoked",
        digest_of_code(second.document.code): "replaced",
    }
    assert first.document.code not in json.dumps(kept)


def test_the_worker_may_answer_for_the_check_page_alone(world, client):
    script = client.get("/check/worker.js")
    assert script["Service-Worker-Allowed"] == "/D/"
    assert script["Content-Type"].startswith("text/javascript")
    shell = client.get("/check/offline/").content.decode()
    assert "check.js" in shell
    assert "seal-words" in shell
