"""What a stranger sees of a certificate, and what a phone keeps to check it without a network."""

import json
import re

import pytest
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext, override

from sanad.activities.models import MinutesRevision
from sanad.activities.papers.commands import issue_activity_paper
from sanad.foundation.documents.commands import withdraw_document
from sanad.public.queries import digest_of_code, labels_of_fields
from sanad.training.certificates.commands import certificates as commands
from sanad.training.models import Registration, certificate
from tests.covering import cover_what_is_there
from tests.training.test_certificates import issued, session  # noqa: F401  its fixture


def seen(client, row, language="ar") -> str:
    return page_of(client, row.document, language)


def page_of(client, paper, language) -> str:
    client.cookies["sanad_language"] = language
    with override(language):  # the page leaves no language behind
        answer = client.get(f"/D/{paper.code}")
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


def banner(page: str) -> str:
    """What is told at once, before anything is opened."""
    start = page.index('class="verdict')
    return page[start : page.index("<details", start)]


@pytest.mark.parametrize("visitor", ["ar", "fr", "en"])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_what_was_asked_comes_first(world, session, client, language, visitor):  # noqa: F811  the fixture
    """Whose it is, for what, of which days, by whom; codes and digests wait behind one touch."""
    row = issued(world.sg, session, language)[0]
    cover_what_is_there(world.sg)
    page = seen(client, row, visitor)
    said = dict(row.document.data["fields"])
    at = [banner(page).index(escape(said[name])) for name in ("name", "subject", "days", "issuer")]
    assert at == sorted(at)
    for hidden in (row.document.sha256, row.document.code_in_groups, said["duration"]):
        assert hidden in page
        assert hidden not in banner(page)
    assert page.index("<h1") < page.index('class="verdict')


@pytest.mark.parametrize("visitor", ["ar", "fr"])
def test_title_and_labels_are_the_visitors(world, session, client, visitor):  # noqa: F811  the fixture
    other = {"ar": "fr", "fr": "ar"}[visitor]
    row = issued(world.sg, session, other)[0]
    cover_what_is_there(world.sg)
    page = seen(client, row, visitor)
    with override(visitor):
        title, labels = gettext("Certificate"), labels_of_fields()
    assert re.search(rf"<h1[^>]*>\s*{title}\s*</h1>", page)
    for name, value in row.document.data["fields"]:
        assert re.search(
            rf'<dt>{escape(labels[name])}</dt>\s*<dd>\s*<bdi lang="{other}">{re.escape(escape(value))}</bdi>', page
        )


@pytest.mark.parametrize(("visitor", "title"), [("ar", "المحضر"), ("fr", "Procès-verbal")])
def test_other_papers_too_tell_first_whether_they_stand_whose_they_are_and_when(world, client, visitor, title):
    revision = MinutesRevision.objects.filter(space=world.sg.space).first()
    paper = issue_activity_paper(world.sg, revision, kind="minutes", language="ar")
    page = page_of(client, paper, visitor)
    assert 'class="verdict good"' in page
    assert re.search(rf"<h1[^>]*>\s*{title}\s*</h1>", page)
    for told in (paper.data["subtitle"], paper.title, paper.data["place_and_day"], paper.data["head"]["name"]):
        assert escape(told) in banner(page)
    assert paper.sha256 in page
    assert paper.sha256 not in banner(page)
    newer = issue_activity_paper(world.sg, revision, kind="minutes", language="ar")
    assert 'class="verdict mute"' in page_of(client, paper, visitor)
    withdraw_document(world.sg, newer, reason="خطأ مطبعي")
    page = page_of(client, newer, visitor)
    assert 'class="verdict bad"' in page
    assert page.index("خطأ مطبعي") < page.index("<details")


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
