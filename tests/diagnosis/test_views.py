"""The pages of a diagnosis, as people go through them."""

import io
import json
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.translation import gettext

from sanad.diagnosis.instruments.commands import import_instrument
from sanad.diagnosis.models import AgreedScore, Diagnosis, Instrument, Sheet
from sanad.diagnosis.results.commands import answer_gap
from sanad.diagnosis.workshop.commands.diagnoses import close_diagnosis, move_diagnosis, start_diagnosis
from sanad.diagnosis.workshop.commands.sheets import open_sheet
from sanad.foundation.spaces.actor import actor_of
from sanad.foundation.spaces.models import User
from tests.diagnosis.tiny import ITEMS, agreed, answered, as_upload, began, closed, engagement_of, tiny
from tests.pdf import words_of


def read(response, status: int = 200) -> str:
    assert response.status_code == status, response.status_code
    return response.content.decode()


@pytest.fixture
def coordinator(world, browse):
    return browse(world.coordinator)


@pytest.fixture
def association(world, browse):
    return browse(world.secretary)


def test_the_kind_that_comes_next_stands_chosen(world, coordinator):
    engagement = engagement_of(world)
    address, chosen = f"/diagnosis/file/{engagement.pk}/new/", re.compile(r'<option value="(\w+line)" selected>')
    Diagnosis.objects.filter(engagement=engagement).update(state=Diagnosis.State.CANCELLED)
    assert chosen.findall(read(coordinator.get(address))) == ["baseline"]
    start_diagnosis(
        world.coordinator, engagement, instrument="sanad-8@1", kind="baseline", mode="visit", held_on=date(2024, 1, 5)
    )
    assert chosen.findall(read(coordinator.get(address))) == ["midline"]


def test_a_diagnosis_is_begun_from_the_dossier(world, coordinator):
    engagement = engagement_of(world)
    dossier = read(coordinator.get(f"/accompaniment/{engagement.pk}/"))
    assert f"/diagnosis/file/{engagement.pk}/" in dossier
    import_instrument(world.sg, upload=as_upload(tiny()))
    page = read(coordinator.get(f"/diagnosis/file/{engagement.pk}/new/"))
    assert "tiny@1" in page
    assert "sanad-8@1" in page
    typed = {
        "instrument": "tiny@1",
        "kind": "baseline",
        "mode": "visit",
        "held_on": "12/02/2024",
        "facilitator": world.people["sg"].pk,
    }
    response = coordinator.post(f"/diagnosis/file/{engagement.pk}/new/", typed)
    row = Diagnosis.objects.get(instrument__key="tiny")
    assert response.url == f"/diagnosis/{row.pk}/"
    assert str(row.pk) in read(coordinator.get(f"/diagnosis/file/{engagement.pk}/"))
    again = read(coordinator.post(f"/diagnosis/file/{engagement.pk}/new/", {**typed, "held_on": "13/02/2024"}), 422)
    assert "13/02/2024" in again or "2024-02-13" in again
    response = coordinator.post(
        f"/diagnosis/{row.pk}/edit/", {"kind": "baseline", "mode": "remote", "held_on": "2024-02-12"}
    )
    assert response.url == f"/diagnosis/{row.pk}/"
    assert read(coordinator.post(f"/diagnosis/{row.pk}/cancel/", {"reason": ""}), 422)
    assert coordinator.post(f"/diagnosis/{row.pk}/cancel/", {"reason": "تأجيل"}).status_code == 302
    assert "تأجيل" in read(coordinator.get(f"/diagnosis/{row.pk}/"))


def test_the_association_begins_nothing_and_answers_its_own_sheet(world, association):
    row = began(world)
    engagement = row.engagement
    assert f"/diagnosis/file/{engagement.pk}/new/" not in read(association.get(f"/diagnosis/file/{engagement.pk}/"))
    read(association.get(f"/diagnosis/file/{engagement.pk}/new/"), 403)
    page = read(association.get(f"/diagnosis/{row.pk}/"))
    assert f"/diagnosis/{row.pk}/sheets/new/" in page
    assert f"/diagnosis/{row.pk}/answered/" not in page
    response = association.post(f"/diagnosis/{row.pk}/sheets/new/", {"group": "association", "who": "الكاتبة"})
    sheet = Sheet.objects.get(diagnosis=row)
    assert response.url == f"/diagnosis/sheets/{sheet.pk}/answer/"
    assert read(association.post(f"/diagnosis/{row.pk}/sheets/new/", {"group": "facilitator"}), 422)
    association.post(f"/diagnosis/{row.pk}/answered/")
    row.refresh_from_db()
    assert row.state == "draft"


def test_answers_are_kept_domain_by_domain(world, association):
    row = began(world)
    sheet = open_sheet(world.secretary, row, group="association")
    address = f"/diagnosis/sheets/{sheet.pk}/answer/"
    page = read(association.get(address))
    assert all(f"نص الوصل {word}" in page for word in ("أول", "ثان", "ثالث", "رابع"))
    assert "نص الصندوق" not in page
    turns = [("on", "?part=2"), ("on", "?part=3"), ("back", "?part=2"), ("on", "?part=3"), ("on", None)]
    part, answers = (
        1,
        {1: {"receipt": "2", "receipt__why": "محفوظ", "minutes": "unknown"}, 2: {"cash": "4"}, 3: {"petition": "na"}},
    )
    for go, then in turns:
        response = association.post(f"{address}?part={part}", {**answers[part], "go": go})
        assert response.url == (f"{address}{then}" if then else f"/diagnosis/sheets/{sheet.pk}/")
        part = int(then[-1]) if then else part
    assert association.post(f"{address}?part=1", {"go": "end"}).url == f"/diagnosis/sheets/{sheet.pk}/"
    said = {rating.item: (rating.reply, rating.level, rating.comment) for rating in sheet.ratings.all()}
    assert said == {
        "receipt": ("level", 2, "محفوظ"),
        "minutes": ("unknown", None, ""),
        "cash": ("level", 4, ""),
        "petition": ("na", None, ""),
    }
    assert 'value="2" ' in read(association.get(address))
    for part in ("0", "99", "x", "٢", ""):
        read(association.get(f"{address}?part={part}"))
    wrong = read(association.post(address, {"receipt": "9", "minutes": "3", "minutes__why": "كلام طويل" * 100}), 422)
    assert "كلام طويل" in wrong
    page = read(association.get(f"/diagnosis/sheets/{sheet.pk}/"))
    assert "محفوظ" in page
    assert "نص الوصل ثان" in page


def test_a_sheet_on_paper_is_typed_in_on_one_page(world, coordinator, association):
    row = began(world)
    sheet = open_sheet(world.coordinator, row, group="association", who="الرئيس")
    page = read(coordinator.get(f"/diagnosis/sheets/{sheet.pk}/type/"))
    assert page.count("<select") >= len(ITEMS)
    typed = dict(zip(ITEMS, ["1", "2", "", "unknown", "4"], strict=True))
    assert coordinator.post(f"/diagnosis/sheets/{sheet.pk}/type/", typed).url == f"/diagnosis/sheets/{sheet.pk}/"
    assert sheet.ratings.count() == 4
    read(association.get(f"/diagnosis/sheets/{sheet.pk}/type/"), 403)
    assert (
        coordinator.post(f"/diagnosis/sheets/{sheet.pk}/withdraw/", {"reason": "مكرر"}).url == f"/diagnosis/{row.pk}/"
    )
    assert "مكرر" in read(coordinator.get(f"/diagnosis/{row.pk}/"))
    assert "مكرر" in read(coordinator.get(f"/diagnosis/sheets/{sheet.pk}/"))


def test_the_workshop_is_saved_domain_by_domain(world, coordinator, association):
    row = began(world)
    answered(world.president, row, 1, 3, 3, 4, None)
    answered(world.coordinator, row, 3, 3, 3, 4, 2, group="facilitator")
    waiting = read(coordinator.get(f"/diagnosis/{row.pk}/workshop/"))
    assert 'type="radio"' not in waiting
    assert coordinator.post(f"/diagnosis/{row.pk}/answered/").url == f"/diagnosis/{row.pk}/"
    page = read(coordinator.get(f"/diagnosis/{row.pk}/workshop/"))
    assert page.count('name="part"') == 4, "a button for each domain, and one for what all said alike"
    assert "<select" not in page
    assert 'type="radio"' not in read(association.get(f"/diagnosis/{row.pk}/workshop/"))
    address = f"/diagnosis/{row.pk}/workshop/"
    typed = {"part": "papers", "receipt": "2", "receipt__desired": "3", "receipt__why": "بعد نقاش", "minutes": "3"}
    assert coordinator.post(address, typed).url == f"{address}?saved=papers#saved"
    assert AgreedScore.objects.get(diagnosis=row, item="receipt").comment == "بعد نقاش"
    wrong = {"part": "money", "cash": "", "cash__why": "سبب طويل", "report": "4"}
    page = read(coordinator.post(address, wrong), 422)
    assert "سبب طويل" in page
    assert AgreedScore.objects.filter(diagnosis=row).count() == 2
    assert coordinator.post(address, {"part": "nothing"}).status_code == 302
    assert gettext("Nothing was changed.") in read(coordinator.get(address))
    for part, answers in (("money", {"cash": "na", "report": "4"}), ("voice", {"petition": "unknown"})):
        coordinator.post(address, {"part": part, **answers})
    assert f"/diagnosis/{row.pk}/agreed/" in read(coordinator.get(address))
    move_diagnosis(world.coordinator, row, state="agreed")
    page = read(coordinator.post(address, {**typed, "receipt": "3"}), 422)
    assert "تم الاتفاق على المستويات" in page


def test_a_refusal_of_the_workshop_stands_at_its_field(world, coordinator, monkeypatch):
    row = began(world)
    answered(world.coordinator, row, 1)
    move_diagnosis(world.coordinator, row, state="rated")
    from sanad.diagnosis.workshop.forms import scores

    monkeypatch.setattr(scores, "reply_of", lambda value: {"reply": "level", "level": 9})
    page = read(coordinator.post(f"/diagnosis/{row.pk}/workshop/", {"part": "money", "cash": "4"}), 422)
    assert 'id="id_cash_error"' in page


def test_results_show_the_radar_and_its_table(world, coordinator, association):
    row = began(world)
    assert 'class="radar"' not in read(coordinator.get(f"/diagnosis/{row.pk}/results/"))
    row = agreed(world, row, 1, 2, 3, 4, None)
    page = _main(read(coordinator.get(f"/diagnosis/{row.pk}/results/")))
    assert 'class="radar"' in page
    assert "<title id=" in page
    assert "<desc id=" in page
    assert "1,5" in page
    assert f"/diagnosis/{row.pk}/results/ar/issue/" in page
    assert f"/diagnosis/{row.pk}/results/ar/issue/" not in read(association.get(f"/diagnosis/{row.pk}/results/"))
    pdf = coordinator.get(f"/diagnosis/{row.pk}/results/fr.pdf")
    assert "texte receipt" in words_of(pdf.content)
    assert coordinator.get(f"/diagnosis/{row.pk}/results/en.pdf").status_code == 404
    assert coordinator.post(f"/diagnosis/{row.pk}/results/ar/issue/").url.startswith("/papers/")
    assert coordinator.post(f"/diagnosis/{row.pk}/results/xx/issue/").status_code == 404
    assert "/papers/" in _main(read(coordinator.get(f"/diagnosis/{row.pk}/results/")))


def _main(page: str) -> str:
    return page[page.index("<main") :]


def test_evidence_is_filed_and_a_level_verified(world, coordinator):
    row = agreed(world, began(world), 3, 2, 3, 4, None)
    score = row.scores.get(item="receipt")
    page = read(coordinator.get(f"/diagnosis/scores/{score.pk}/evidence/"))
    assert page.index('value="scan"') < page.index('value="photo"')
    assert read(coordinator.post(f"/diagnosis/scores/{score.pk}/evidence/", {"title": "وصل"}), 422)
    paper = SimpleUploadedFile("paper.pdf", b"%PDF-1.4 paper")
    response = coordinator.post(
        f"/diagnosis/scores/{score.pk}/evidence/", {"title": "وصل", "kind": "scan", "upload": paper}
    )
    assert response.url == f"/diagnosis/{row.pk}/results/#receipt"
    assert "4 ·" not in _main(read(coordinator.get(f"/diagnosis/scores/{score.pk}/verify/")))
    assert coordinator.post(f"/diagnosis/scores/{score.pk}/verify/", {"level": "3"}).status_code == 302
    evidence = score.evidence_links.get().evidence
    page = read(coordinator.get(f"/diagnosis/{row.pk}/results/"))
    assert "وصل" in page
    warning = "سحب إثباته بعد ذلك"
    assert warning not in page
    type(evidence).objects.filter(pk=evidence.pk).update(withdrawn_at=timezone.now())
    assert warning in read(coordinator.get(f"/diagnosis/{row.pk}/results/"))


def test_gaps_are_answered_one_by_one_then_it_is_closed(world, coordinator, association):
    row = agreed(world, began(world), 1, 2, 3, 4, None)
    address = f"/diagnosis/{row.pk}/gaps/"
    page = read(coordinator.get(address))
    receipt, minutes = (row.scores.get(item=item) for item in ITEMS[:2])
    assert "receipt__statement" in page
    assert f"/diagnosis/scores/{receipt.pk}/gap/" not in read(association.get(address))
    assert f"/diagnosis/{row.pk}/close/" not in page
    assert coordinator.post(f"/diagnosis/{row.pk}/close/", {"_back": address}).url == address
    form = read(coordinator.get(f"/diagnosis/scores/{receipt.pk}/gap/"))
    assert "نص الوصل" in form
    sent = {"answer": "new", "statement": "الوصل النهائي", "priority": "1"}
    assert coordinator.post(f"/diagnosis/scores/{receipt.pk}/gap/", sent).url == f"{address}#receipt"
    assert read(coordinator.post(f"/diagnosis/scores/{minutes.pk}/gap/", {"answer": "waive", "priority": "2"}), 422)
    coordinator.post(f"/diagnosis/scores/{minutes.pk}/gap/", {"answer": "waive", "waiver": "ليس الآن", "priority": "2"})
    page = read(coordinator.get(address))
    assert "الوصل النهائي" in page
    assert "ليس الآن" in page
    assert "ليس الآن" in read(coordinator.get(f"/diagnosis/scores/{minutes.pk}/gap/"))
    gap = row.gaps.get(score=receipt)
    assert coordinator.post(f"/diagnosis/gaps/{gap.pk}/remedy/").url == f"{address}#receipt"
    assert "في المخطط" in read(coordinator.get(address))
    assert coordinator.post(f"/diagnosis/{row.pk}/close/").url == f"/diagnosis/{row.pk}/"
    assert "/scores/" not in _main(read(coordinator.get(address)))
    read(coordinator.get(f"/diagnosis/{row.pk}/"))


def test_no_gap_is_said_too(world, coordinator):
    row = agreed(world, began(world), 4, 4, 4, 4, 4)
    assert "لا بند دون مستواه المنشود" in read(coordinator.get(f"/diagnosis/{row.pk}/gaps/"))


def test_change_between_two_diagnoses_is_read_and_written_down(world, coordinator):
    before = timezone.localdate() - timedelta(days=300)
    first = agreed(world, began(world, kind="baseline", held_on=before), 1, 2, 3, 4, None)
    answer_gap(world.coordinator, first.scores.get(item="receipt"), answer="new", statement="الوصل")
    answer_gap(world.coordinator, first.scores.get(item="minutes"), answer="waive", waiver="لا")
    first = close_diagnosis(world.coordinator, first)
    second = closed(world, began(world, kind="endline"), 3, 1, 3, 4, None)
    address = f"/diagnosis/{second.pk}/change/"
    page = _main(read(coordinator.get(address)))
    assert 'class="radar"' not in page  # two domains have a level in both: too few axes
    assert "+2" in page
    assert "−1" in page
    score = second.scores.get(item="receipt")
    link = f"/diagnosis/scores/{score.pk}/measure/?before={first.scores.get(item='receipt').pk}"
    assert link in page
    need = first.gaps.get(score__item="receipt").need
    form = read(coordinator.get(f"{link}&need={need.pk}"))
    assert "selected" in form
    sent = {"need": need.pk, "before": first.scores.get(item="receipt").pk, "text": "تحسن"}
    assert coordinator.post(f"/diagnosis/scores/{score.pk}/measure/", sent).url == address
    assert read(coordinator.post(f"/diagnosis/scores/{score.pk}/measure/", sent), 422)
    assert f"/diagnosis/scores/{score.pk}/measure/" not in read(coordinator.get(address))
    assert "+2" in read(coordinator.get(f"{address}?with={first.pk}"))


def test_the_radar_of_a_change_has_two_lines(world, coordinator):
    before = timezone.localdate() - timedelta(days=300)
    closed(world, began(world, kind="baseline", held_on=before), 1, 2, 3, 4, 2)
    second = closed(world, began(world, kind="endline"), 3, 1, 3, 4, 4)
    page = _main(read(coordinator.get(f"/diagnosis/{second.pk}/change/")))
    assert 'class="radar"' in page
    assert 'id="change-title"' in page


def test_diagnoses_that_do_not_compare_say_why(world, coordinator):
    before = timezone.localdate() - timedelta(days=300)
    first = closed(world, began(world, kind="baseline", held_on=before), 1, 2, 3, 4, None)
    third = closed(world, began(world, held_on=before + timedelta(days=1)), None, None, None, None, 1)
    assert "لا بند له مستوى" in read(coordinator.get(f"/diagnosis/{third.pk}/change/?with={first.pk}"))
    alone = began(world, tiny("alone"), held_on=date(2020, 1, 1))
    assert "لا تشخيص مختتما قبل هذا" in read(coordinator.get(f"/diagnosis/{alone.pk}/change/"))
    content = tiny(version=2, scale="tiny-5")
    second = agreed(world, began(world, content), 1, 2, 3, 4, None)
    page = read(coordinator.get(f"/diagnosis/{second.pk}/change/?with={first.pk}"))
    assert "قيس هذان التشخيصان بسلمين" in page
    other = agreed(world, began(world, tiny("other")), None, None, None, None, None)
    assert "أجري هذان التشخيصان بأداتين" in read(coordinator.get(f"/diagnosis/{other.pk}/change/?with={first.pk}"))


def test_instruments_are_listed_read_and_taken_out(world, coordinator, association):
    page = read(coordinator.get("/diagnosis/instruments/"))
    assert "سند 8" in page
    sanad8 = Instrument.objects.get(space=world.sg.space, key="sanad-8")
    page = read(coordinator.get(f"/diagnosis/instruments/{sanad8.pk}/"))
    assert page.count("<article") == 33
    assert "AGPL" in page
    exported = coordinator.get(f"/diagnosis/instruments/{sanad8.pk}/instrument.json")
    assert json.loads(exported.content) == sanad8.content
    book = openpyxl.load_workbook(
        io.BytesIO(coordinator.get(f"/diagnosis/instruments/{sanad8.pk}/xlsform.xlsx").content)
    )
    assert book.sheetnames == ["survey", "choices", "settings", "sanad"]
    book.close()
    full = words_of(coordinator.get(f"/diagnosis/instruments/{sanad8.pk}/form/ar.pdf").content)
    core = words_of(coordinator.get(f"/diagnosis/instruments/{sanad8.pk}/form/ar.pdf?core=1").content)
    assert len(core) < len(full)
    assert coordinator.get(f"/diagnosis/instruments/{sanad8.pk}/form/xx.pdf").status_code == 404
    assert read(association.get(f"/diagnosis/instruments/{sanad8.pk}/"))  # used on them, so shown to them
    tool = import_instrument(world.sg, upload=as_upload(tiny()))
    assert association.get(f"/diagnosis/instruments/{tool.pk}/").status_code == 404


def test_an_instrument_is_brought_in_or_refused_with_its_place(world, coordinator, association):
    address = "/diagnosis/instruments/import/"
    content = tiny()
    content["domains"][0]["items"][0]["levels"].pop()
    page = read(coordinator.post(address, {"upload": as_upload(content)}), 422)
    assert "domains[0].items[0].levels" in page
    response = coordinator.post(address, {"upload": as_upload(tiny())})
    assert response.url == f"/diagnosis/instruments/{Instrument.objects.get(key='tiny').pk}/"
    read(association.get(address), 403)


def test_a_shipped_instrument_is_taken_with_one_button(world, browse):
    from sanad.accounts.commands.beginning import new_space

    user = new_space(
        name_ar="منظمة أخرى",
        name_fr="Autre",
        person="شخص",
        username="other",
        password="sanad-demo-2023",
        kind="support",
    )
    actor = actor_of(user)
    client = browse(actor)
    assert read(client.get("/diagnosis/instruments/")).count("/diagnosis/instruments/adopt/") == 2
    response = client.post("/diagnosis/instruments/adopt/sanad-8/")
    assert response.url == f"/diagnosis/instruments/{Instrument.objects.get(space=actor.space).pk}/"
    assert read(client.get("/diagnosis/instruments/")).count("/diagnosis/instruments/adopt/") == 1
    client.post("/diagnosis/instruments/adopt/nothing/")
    assert Instrument.objects.filter(space=actor.space).count() == 1


def test_the_list_finds_and_counts(world, coordinator):
    page = read(coordinator.get("/diagnosis/?q=Achraf&state=closed"))
    assert page.count("الأشراف") >= 1
    assert "لا نتيجة" in page or "سند 8" in page
    assert "سند 8" not in _main(read(coordinator.get("/diagnosis/?q=zzzz"))).split("<section")[0]


def test_the_treasurer_of_the_association_reads_and_answers(world, browse):
    treasurer = browse(actor_of(User.objects.get(username="said")))
    row = began(world)
    read(treasurer.get(f"/diagnosis/{row.pk}/"))
    assert (
        treasurer.post(f"/diagnosis/{row.pk}/sheets/new/", {"group": "association", "who": "أمين المال"}).status_code
        == 302
    )
    read(treasurer.get(f"/diagnosis/{row.pk}/edit/"), 403)
