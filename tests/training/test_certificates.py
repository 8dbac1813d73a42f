"""Certificates: who has a right, issued together, on paper and signed, revoked, replaced, expired."""

from datetime import timedelta

import pytest
from django.utils import timezone
from jwt.utils import base64url_decode

from sanad.directory.models import Organisation
from sanad.directory.queries import card_of
from sanad.foundation.documents.models import DocumentWithdrawal
from sanad.foundation.documents.papers import check_address
from sanad.foundation.files.store import open_file
from sanad.foundation.policy import Refused
from sanad.training.certificates.commands import certificates, keys, runs
from sanad.training.certificates.commands.runs import issue_run
from sanad.training.certificates.policies import can_reissue
from sanad.training.certificates.queries.certificates import holds, judged
from sanad.training.certificates.queries.keys import path_of
from sanad.training.models import Certificate, Registration
from sanad.training.queries.links import own_token
from sanad.training.registrations.queries.reached import standing_rows
from tests.covering import cover_what_is_there
from tests.pdf import words_of
from tests.qr import codes_of
from tests.refusals import says_no
from tests.training.school import a_registration, a_session, answered, was_there
from tests.training.seal import opened

TODAY = timezone.localdate


@pytest.fixture
def session(world):
    """Over since yesterday: 1 and 2 reached everything, 3 failed the test, 4 was absent, 5 took no test."""
    session = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=3), state="confirmed")
    for number, (share, right) in enumerate([(1, 10), (0.9, 8), (1, 3), (0, None), (1, None)], 1):
        registration = a_registration(session, number)
        was_there(registration, share)
        if right is not None:
            answered(registration, "after", right)
    return session


def issued(sg, session, language="ar", **wanted) -> list[Certificate]:
    run = runs.ask_certificates(sg, session, language=language, **wanted)
    while run.finished_at is None:
        run = runs.issue_next(sg, run)
    return list(run.certificates.order_by("status_index"))


def test_only_who_reached_it_gets_one_and_the_others_read_why(world, session):
    rows = judged(world.sg, session)
    assert [row.has_right for row in rows] == [True, True, False, False, False]
    assert [len(row.missing) for row in rows] == [0, 0, 1, 2, 1]
    found = issued(world.sg, session)
    assert [row.registration.number for row in found] == [1, 2]
    assert all(holds(row.snapshot) for row in found)
    assert [row.document.number for row in found] == [1, 2]
    with says_no("Nobody is due a certificate: each was issued, or what the course asks was not reached."):
        runs.ask_certificates(world.sg, session, language="ar")


def test_nobody_gets_one_without_the_right_or_twice(world, session):
    registrations = list(session.registrations.order_by("number"))
    with pytest.raises(Refused) as refusal:
        runs.ask_certificates(world.sg, session, language="ar", people=[registrations[2].pk])
    assert registrations[2].name in str(refusal.value.message)
    issued(world.sg, session, people=[registrations[0].pk])
    with says_no("إدريس أوعلي 1 has a certificate already. It can be issued again."):
        runs.ask_certificates(world.sg, session, language="ar", people=[registrations[0].pk])
    assert [row.registration for row in issued(world.sg, session)] == [registrations[1]]


def test_the_paper_says_everything_and_carries_it_signed(world, session):
    for language, title in (("ar", "شهادة تكوين"), ("fr", "Attestation de formation")):
        registration = session.registrations.get(number=1 if language == "ar" else 2)
        row = issued(world.sg, session, language, people=[registration.pk])[-1]
        with open_file(row.document.file) as stored:
            pdf = stored.read()
        text = words_of(pdf)
        for said in (
            registration.name,
            title,
            row.document.reference,
            *(value for _name, value in row.document.data["fields"]),
        ):
            # In a French paper an extractor may turn the words of an Arabic name round.
            assert all(word in text for word in said.split())
        (code,) = codes_of(pdf)
        assert code.split("#")[0] == check_address(row.document.code)
        printed = [*row.document.data["fields"], ["number", row.document.reference]]
        assert opened(code, row.key.public).agrees(row.document.code, printed)
        assert dict(printed)["name"] == registration.name


def test_a_minor_is_named_on_the_paper_alone(world, session, client):
    registration = session.registrations.get(number=1)
    Registration.objects.filter(pk=registration.pk).update(age="0-17", name="مليكة الطالبة")
    row = issued(world.sg, session, people=[registration.pk])[0]
    with open_file(row.document.file) as stored:
        pdf = stored.read()
    assert "مليكة الطالبة" in words_of(pdf)
    seal = opened(codes_of(pdf)[0], row.key.public)
    for said in (str(seal.fields), base64url_decode(row.credential.split(".")[1]).decode()):
        assert "م. ا." in said
        assert "مليكة" not in said
    cover_what_is_there(world.sg)
    page = client.get(f"/D/{row.document.code}").content.decode()
    assert "م. ا." in page
    assert "مليكة" not in page


def test_a_session_without_a_course_asks_for_attendance_alone(world):
    trip = a_session(world.coordinator, course="", starts_on=TODAY() - timedelta(days=3), state="closed")
    was_there(a_registration(trip, 1, sex=""), 1)
    a_registration(trip, 2)
    (row,) = issued(world.sg, trip)
    assert row.valid_until is None
    assert row.document.title == "شهادة مشاركة"
    assert "قد شارك(ت) في" in row.document.data["did"]


@pytest.mark.parametrize(
    ("state", "days", "sentence"),
    [
        ("open", 3, "Certificates are for a session that is confirmed or finished."),
        ("confirmed", -3, "The last half-day is not over yet."),
        ("cancelled", 3, "Certificates are for a session that is confirmed or finished."),
    ],
)
def test_not_before_it_is_over(world, state, days, sentence):
    session = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=days), state=state)
    was_there(a_registration(session, 1), 1)
    with says_no(sentence):
        runs.ask_certificates(world.sg, session, language="ar")
    session.slots.update(withdrawn_at=timezone.now())
    with says_no(sentence):
        runs.ask_certificates(world.sg, session, language="ar")


def test_only_who_may_and_in_a_language_of_papers(world, session):
    with says_no("Your role in this space does not allow this."):
        runs.ask_certificates(world.coordinator, session, language="ar")
    with says_no("This belongs to another space."):
        runs.ask_certificates(world.stranger, session, language="ar")
    with says_no("This choice does not exist.", field="language"):
        runs.ask_certificates(world.sg, session, language="en")


def test_a_run_that_is_not_finished_is_not_joined_by_another(world, session):
    run = runs.ask_certificates(world.sg, session, language="ar")
    with says_no("Certificates of this session are being issued already."):
        runs.ask_certificates(world.sg, session, language="ar")
    assert runs.stop_run(world.sg, run, reason="عطل").refusal == "عطل"
    with says_no("This belongs to another space."):
        runs.stop_run(world.stranger, run, reason="عطل")
    assert len(issued(world.sg, session)) == 2


def test_who_lost_the_right_meanwhile_gets_none(world, session):
    run = runs.ask_certificates(world.sg, session, language="ar")
    session.slots.first().presences.filter(registration__number=1).update(minutes=0)
    run = runs.issue_next(world.sg, run)
    assert [row.registration.number for row in run.certificates.all()] == [2]
    assert (len(run.wanted), run.finished_at is None) == (1, False)
    assert runs.issue_next(world.sg, run).certificates.count() == 1


def test_a_few_at_a_time_until_all_are_issued(world, session, monkeypatch):
    monkeypatch.setattr("sanad.training.certificates.commands.runs.AT_ONCE", 1)
    run = runs.ask_certificates(world.sg, session, language="ar")
    run = runs.issue_next(world.sg, run)
    assert (run.certificates.count(), run.finished_at) == (1, None)
    assert issue_run.func(str(run.pk), str(world.sg.user.pk)) == 2
    assert issue_run.func(str(run.pk), str(world.sg.user.pk)) == 2
    run.refresh_from_db()
    assert run.finished_at
    assert not run.refusal


def test_the_worker_says_why_it_stopped(world, session):
    key = keys.live_key(session.space_id)
    path_of(key.pk).unlink()
    run = runs.ask_certificates(world.sg, session, language="ar")
    assert issue_run.func(str(run.pk), str(world.sg.user.pk)) == 0
    run.refresh_from_db()
    assert "المفتاح" in run.refusal or "key" in run.refusal
    keys.rotate_key(world.sg)
    assert len(issued(world.sg, session)) == 2


def test_who_left_the_space_issues_nothing(world, session):
    run = runs.ask_certificates(world.sg, session, language="ar")
    assert issue_run.func(str(run.pk), str(world.stranger.user.pk)) == 0
    run.refresh_from_db()
    assert run.finished_at
    assert run.refusal == "Your role in this space does not allow this."


def test_revoked_replaced_expired(world, session):
    first, second = issued(world.sg, session)
    certificates.revoke_certificate(world.sg, first, reason="خطأ في الاسم")
    Registration.objects.filter(pk=second.registration_id).update(name="اسم مصحح")
    newer = certificates.reissue_certificate(world.sg, second, language="fr")
    rows = {row.pk: row for row in standing_rows(world.sg)}
    after = newer.valid_until + timedelta(days=1)
    assert rows[first.pk].standing() is Certificate.Standing.REVOKED
    assert rows[second.pk].standing() is Certificate.Standing.REPLACED
    assert [rows[newer.pk].standing(day) for day in (newer.valid_until, after)] == [
        Certificate.Standing.VALID,
        Certificate.Standing.EXPIRED,
    ]
    assert newer.valid_until == second.valid_until
    assert (newer.document.data["name"], newer.snapshot) == ("اسم مصحح", second.snapshot)
    for day, counted in ((TODAY(), (1, 0, 1, 1)), (after, (0, 1, 1, 1))):
        found = Certificate.objects.filter(space=world.sg.space)
        assert tuple(found.standing(each, day).count() for each in Certificate.Standing) == counted
    for gone, sentence in (
        (first, "This certificate was revoked."),
        (second, "This certificate was replaced by a newer one."),
    ):
        with says_no(sentence):
            certificates.revoke_certificate(world.sg, gone, reason="مرة أخرى")
        with says_no(sentence):
            certificates.reissue_certificate(world.sg, gone, language="ar")
    with says_no("This choice does not exist.", field="language"):
        certificates.reissue_certificate(world.sg, newer, language="en")


def test_an_expired_one_is_not_issued_again(world, session):
    row = issued(world.sg, session)[0]
    past = TODAY() - timedelta(days=1)
    aged = Certificate(**{f.attname: getattr(row, f.attname) for f in Certificate._meta.concrete_fields})
    aged.issued_on, aged.valid_until = past, past
    assert not can_reissue(world.sg, aged)


def test_who_organises_it_does_not_issue_it(world, session):
    own = Organisation.objects.get(space=world.sg.space, own_space=world.sg.space)
    session.activity.host = own
    session.activity.save()
    first = issued(world.sg, session, people=[session.registrations.get(number=1).pk])[0]
    assert "organiser" not in dict(first.document.data["fields"])
    session.activity.host = world.association
    session.activity.save()
    second = issued(world.sg, session)[0]
    printed = dict(second.document.data["fields"])
    assert (printed["issuer"], printed["organiser"]) == (own.name, world.association.name)
    assert second.document.data["head"]["name"] == own.name
    Organisation.objects.filter(pk=own.pk).update(own_space=None)
    again = certificates.reissue_certificate(world.sg, second, language="ar")
    assert dict(again.document.data["fields"])["issuer"] == world.association.name  # a space without a card of itself


def test_who_was_revoked_gets_another_by_name_only(world, session):
    first = issued(world.sg, session)[0]
    certificates.revoke_certificate(world.sg, first, reason="خطأ")
    with says_no("Nobody is due a certificate: each was issued, or what the course asks was not reached."):
        runs.ask_certificates(world.sg, session, language="ar")
    assert len(issued(world.sg, session, people=[first.registration_id])) == 1


def test_one_s_own_certificate_by_the_secret_address(world, session, client):
    row = issued(world.sg, session)[0]
    own = f"/training/mine/{row.registration_id}/{own_token(row.registration)}"
    assert "شهادتي" in client.get(f"{own}/", headers={"accept-language": "ar"}).content.decode()
    assert "انتهت هذه الدورة." in client.get(f"{own}/", headers={"accept-language": "ar"}).content.decode()
    paper = client.get(f"{own}/certificate/")
    assert b"".join(paper.streaming_content).startswith(b"%PDF-")
    assert client.get(f"{own}/credential/").content.decode() == row.credential
    certificates.revoke_certificate(world.sg, row, reason="خطأ")
    assert client.get(f"{own}/certificate/").status_code == 404
    page = client.get(f"{own}/", headers={"accept-language": "ar"}).content.decode()
    assert "شهادتي" not in page
    assert "سُحبت شهادتكم." in page
    issued(world.sg, session, people=[row.registration_id])
    assert "سُحبت شهادتكم." not in client.get(f"{own}/", headers={"accept-language": "ar"}).content.decode()


def test_the_association_sees_those_of_its_people(world, session, browse):
    registration = session.registrations.get(number=1)
    Registration.objects.filter(pk=registration.pk).update(asking_space=world.president.space)
    ours, other = issued(world.sg, session)
    page = browse(world.president).get("/training/certificates/").content.decode()
    assert ours.registration.name in page
    assert other.registration.name not in page
    assert browse(world.president).get(f"/training/certificates/{other.pk}/").status_code == 404
    shown = browse(world.president).get(f"/training/certificates/{ours.pk}/").content.decode()
    assert "إلغاء" not in shown
    sent = browse(world.president).get(f"/training/certificates/{ours.pk}/paper/")
    assert b"".join(sent.streaming_content).startswith(b"%PDF-")


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_pages(world, session, browse, language):
    site = browse(world.sg, language)
    tab = f"/training/sessions/{session.pk}/certificates/"
    assert session.registrations.get(number=3).name in site.get(tab).content.decode()
    assert site.post(f"{tab}{language}/", {}).status_code == 302
    waiting = site.get(tab).content.decode()
    assert 'hx-trigger="every 2s"' in waiting
    run = session.certificate_runs.get()
    site.post(f"/training/certificate-runs/{run.pk}/", {})
    issue_run.func(str(run.pk), str(world.sg.user.pk))
    assert site.post(f"/training/certificate-runs/{run.pk}/", {}).status_code == 302
    row = run.certificates.first()
    for address in (tab, f"/training/certificates/{row.pk}/", "/training/certificates/"):
        assert row.document.reference in site.get(address).content.decode()
    row.registration.name = "محمد بن عبدالله"
    row.registration.save()
    spelled = ["محمد بن عبدالله", "عبد الله", "بنعبد الله", "مُحمد", row.document.code_in_groups]
    for words, count in (*((each, 1) for each in spelled), ("زعفران", 0)):
        found = site.get("/training/certificates/", {"q": words, "standing": "valid"}).content.decode()
        assert found.count(f"/training/certificates/{row.pk}/") == count
    site.post(f"/training/certificates/{row.pk}/again/", {"language": language})
    site.post(f"/training/certificates/{row.pk}/revoke/", {"reason": "خطأ"})
    assert not DocumentWithdrawal.objects.exists()
    last = Certificate.objects.latest("status_index")
    site.post(f"/training/certificates/{last.pk}/revoke/", {"reason": "خطأ"})
    site.post(f"/training/registrations/{last.registration_id}/certificate/{language}/", {})
    assert session.certificate_runs.count() == 2
    before = keys.live_key(session.space_id)
    site.post("/training/certificates/key/", {})
    assert keys.live_key(session.space_id) != before
    stopped = session.certificate_runs.first()
    runs.stop_run(world.sg, stopped, reason="انقطع العمل")
    assert "انقطع العمل" in site.get(tab).content.decode()


def test_the_paper_says_who_signs_for_whom(session, world):
    _trainer, (body, signer) = issued(world.sg, session)[0].document.data["signers"]
    assert (body, signer) == (f"عن {card_of(session.space_id).name_ar}", "محمد الحاجي، الكاتب العام للمنظمة")
