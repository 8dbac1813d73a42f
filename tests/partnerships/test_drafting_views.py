"""The pages up to signature: forms that lose nothing, sums while one types, every side of the table in its own room."""

import pytest
from django.urls import reverse

from sanad.accompaniment.plan.commands.items import propose_item
from sanad.foundation.documents.models import IssuedDocument
from sanad.partnerships.drafting.commands.agreement import settle_text, start_agreement
from sanad.partnerships.drafting.commands.text import add_article
from sanad.partnerships.models import Agreement, ArticleRemark, Commitment, Party
from tests.partnerships.table import (
    OUT,
    START,
    commune,
    complete,
    draft,
    file_of,
    mandated,
    out,
    promised,
    seated,
    sides,
)

TABS = ("agreement", "text", "parties", "commitments", "budget", "remarks", "checks", "papers")


def at(name: str, row) -> str:
    return reverse(f"partnerships:{name}", args=[row.pk])


def read(client, name: str, row) -> str:
    response = client.get(at(name, row))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def keeper(world, browse):
    return browse(world.sg)


def test_an_agreement_begins_from_a_file_and_its_plan(world, keeper):
    engagement = file_of(world)
    address = f"{reverse('partnerships:start')}?file={engagement.pk}"
    items = [str(item.pk) for item in engagement.plan_items.all()]
    assert all(key in keeper.get(address).content.decode() for key in items)
    typed = {
        "template": "support",
        "languages": "ar",
        "engagement": engagement.pk,
        "plan_items": items[:2],
        "starts_on": "01/04/2024",
    }
    response = keeper.post(address, {**typed, "ends_on": "01/04/2020"})
    assert response.status_code == 422
    assert "01/04/2020" in response.content.decode()
    response = keeper.post(address, {**typed, "ends_on": "2027-03-31"})
    made = Agreement.objects.first()
    assert response.url == at("agreement", made)
    assert made.commitments.count() == 2
    assert (
        str(made.title_ar) in keeper.get(reverse("partnerships:of_engagement", args=[engagement.pk])).content.decode()
    )


@pytest.mark.parametrize("key", ["", "not a key", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_file_offers_no_plan(keeper, key):
    page = keeper.get(f"{reverse('partnerships:start')}?file={key}")
    assert page.status_code == 200
    assert 'name="plan_items"' not in page.content.decode()


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("tab", TABS)
def test_every_part_in_every_language_from_every_side(world, browse, tab, language):
    agreement = complete(world, languages="ar+fr")
    for actor in (world.sg, world.coordinator, world.president):
        assert browse(actor, language).get(at(tab, agreement)).status_code == 200
    assert browse(world.stranger).get(at(tab, agreement)).status_code == 404


def test_the_frame_is_changed(world, keeper):
    agreement = draft(world)
    assert "24.500,5" not in read(keeper, "edit", agreement)
    typed = {
        "title_ar": "عنوان",
        "kind": "specific",
        "languages": "ar",
        "notice_days": "٦٠",
        "copies": "3",
        "budget": "24.500,50",
    }
    assert keeper.post(at("edit", agreement), typed).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.notice_days, agreement.budget, agreement.starts_on) == (60, 2450050, None)
    assert "24500,50" in read(keeper, "edit", agreement)


def test_the_way_to_an_agreed_text_by_buttons(world, keeper):
    agreement = start_agreement(world.sg, title_ar="اتفاقية")
    assert keeper.get(at("negotiate", agreement)).status_code == 405
    for verb, data, state in (
        ("negotiate", {}, "negotiating"),
        ("settle", {}, "ready"),
        ("reopen", {"reason": "خطأ"}, "negotiating"),
        ("abandon", {"reason": "لا تمويل"}, "abandoned"),
    ):
        keeper.post(at(verb, agreement), data)
        agreement.refresh_from_db()
        assert agreement.state == state


def test_the_second_writer_sees_both_texts(world, browse, keeper):
    agreement = draft(world, languages="ar+fr")
    article = add_article(world.sg, agreement, section="object", text_ar="النص الأول", text_fr="Premier")
    page = browse(world.coordinator).get(at("edit_article", article)).content.decode()
    assert "{starts_on}" in page
    typed = {"section": "object", "text_ar": "نص ثان", "text_fr": "Deuxième", "base_version": 1}
    assert keeper.post(at("edit_article", article), typed).status_code == 302
    second = {**typed, "text_ar": "نص ثالث"}
    response = browse(world.coordinator).post(at("edit_article", article), second)
    page = response.content.decode()
    assert response.status_code == 422
    assert "نص ثان" in page
    assert "نص ثالث" in page
    assert browse(world.coordinator).post(at("edit_article", article), {**second, "base_version": 2}).status_code == 302


def test_articles_are_added_placed_and_taken_out(world, keeper):
    agreement = draft(world)
    assert keeper.post(at("add_article", agreement), {"section": "object"}).status_code == 422
    for text in ("أول", "ثان"):
        keeper.post(at("add_article", agreement), {"section": "object", "text_ar": text})
    first, second = agreement.articles.all()
    keeper.post(at("place_article", second), {"after": ""})
    assert [row.text_ar for row in agreement.articles.all()] == ["ثان", "أول"]
    keeper.post(at("withdraw_article", second))
    assert "ثان" not in read(keeper, "text", agreement).split("<main")[1].split("</main")[0].replace("الثاني", "")
    assert first.pk


def test_a_party_proposes_words_from_its_own_room_and_the_keeper_takes_them(world, browse, keeper):
    agreement = draft(world)
    article = add_article(world.sg, agreement, section="object", heading_ar="الموضوع", text_ar="نص")
    room = browse(world.president)
    assert at("remark_article", article) in read(room, "text", agreement)
    assert f'"{at("edit_article", article)}"' not in read(room, "text", agreement)
    assert room.post(at("remark_article", article), {"text": " "}).status_code == 422
    for words in ("نص مقترح", "نص آخر مقترح"):
        room.post(at("remark_article", article), {"text": "لم يذكر الدوار", "proposed_ar": words})
    take, leave = ArticleRemark.objects.filter(article=article)
    assert "نص مقترح" in read(room, "remarks", agreement)
    assert at("take_remark", take) not in read(room, "remarks", agreement)
    assert "نص مقترح" in read(keeper, "take_remark", take)
    assert keeper.post(at("take_remark", take), {"text_ar": "نص مقترح", "base_version": 0}).status_code == 422
    keeper.post(at("take_remark", take), {"text_ar": "نص مقترح", "answer": "صحيح", "base_version": 1})
    keeper.post(at("leave_remark", leave), {"answer": "كفى"})
    article.refresh_from_db()
    assert article.text_ar == "نص مقترح"
    assert "كفى" in read(room, "remarks", agreement)


def test_parties_and_who_signs(world, keeper):
    agreement = draft(world)
    keeper.post(at("add_party", agreement), {"organisation": commune(world).pk, "part": "partner"})
    third = sides(agreement)[2]
    mandate = mandated(world, third.organisation, "secretary")
    page = read(keeper, "edit_party", third)
    assert "فطنة الكاتبة · رئيس" in page
    keeper.post(at("edit_party", third), {"part": "funder", "mandate": mandate.pk})
    assert keeper.post(at("prove_mandate", third), {"title": "محضر"}).status_code == 422
    keeper.post(at("prove_mandate", third), {"title": "محضر انتخاب", "kept_at": "الخزانة"})
    keeper.post(at("move_party", third))
    assert "محضر انتخاب" in read(keeper, "parties", agreement)
    assert sides(agreement)[1] == third
    keeper.post(at("withdraw_party", third))
    assert len(sides(agreement)) == 2


def test_promises_and_sums_while_one_types(world, keeper):
    agreement = seated(world, budget=100_000)
    lead, association, _third = sides(agreement)
    typed = {
        "debtor": lead.pk,
        "creditor": association.pk,
        "text_ar": "دعم",
        "amount": "1.000,00",
        "due_on": "2024-05-01",
    }
    assert keeper.post(at("add_commitment", agreement), {**typed, "quantity": "3"}).status_code == 422
    assert keeper.post(at("add_commitment", agreement), {**typed, "every_months": "12"}).status_code == 422
    keeper.post(at("add_commitment", agreement), typed)
    row = Commitment.objects.get(agreement=agreement)
    assert row.amount == 100_000
    address = at("sums", agreement)
    for query, expected in (
        ("kind=commitment&amount=500", "1.500,00"),
        (f"kind=commitment&row={row.pk}&amount=500", "500,00"),
        ("kind=line&amount=٧٠٠", "700,00"),
        ("kind=line&amount=many", "0,00"),
        ("", "1.000,00"),
        (f"kind=instalment&row={row.pk}&amount=250", "250,00"),
        ("kind=instalment&row=none&amount=9", "9,00"),
    ):
        assert expected in keeper.get(f"{address}?{query}").content.decode(), query
    page = read(keeper, "edit_commitment", row)
    assert "hx-get" in page
    assert "1000" in page
    keeper.post(at("edit_commitment", row), {**typed, "text_ar": "دعم آخر"})
    for amount, status in (("400", 302), ("700", 422)):
        data = {"amount": amount, "due_on": "2024-05-01"}
        assert keeper.post(at("add_instalment", row), data).status_code == status
    keeper.post(at("add_budget_line", agreement), {"label_ar": "تجهيز", "amount": "1000"})
    line = agreement.budget_lines.get()
    assert keeper.post(at("edit_budget_line", line), {"label_ar": "تجهيز", "amount": "0"}).status_code == 422
    keeper.post(at("edit_budget_line", line), {"label_ar": "تجهيزات", "amount": "1000"})
    assert "تجهيزات" in read(keeper, "budget", agreement)
    keeper.post(at("withdraw_instalment", row.instalments.get()))
    keeper.post(at("withdraw_budget_line", line))
    keeper.post(at("withdraw_commitment", row))
    assert not agreement.commitments.filter(withdrawn_at=None).exists()


def test_points_of_the_plan_are_taken_over_once(world, keeper):
    agreement = draft(world)
    item = propose_item(world.sg, agreement.engagement, form="coaching", objective="مصاحبة المكتب")
    assert "مصاحبة المكتب" in read(keeper, "promise_plan_items", agreement)
    keeper.post(at("promise_plan_items", agreement), {"plan_items": [item.pk]})
    assert "مصاحبة المكتب" in read(keeper, "commitments", agreement)
    assert "مصاحبة المكتب" not in read(keeper, "promise_plan_items", agreement)
    apart = start_agreement(world.sg, title_ar="بلا ملف")
    assert keeper.post(at("promise_plan_items", apart), {"plan_items": [item.pk]}).status_code == 422


def test_what_is_lacking_leads_to_where_it_is_mended(world, keeper):
    agreement = draft(world)
    page = read(keeper, "checks", agreement)
    assert at("text", agreement) in page
    assert "113.14" in read(keeper, "checks", seated(world, title_ar="ثلاثية"))


def test_it_does_not_go_out_with_a_lack_and_says_which(world, keeper):
    agreement = settle_text(world.sg, draft(world))
    response = keeper.post(at("send_out", agreement), {"on": "2024-03-01"})
    assert response.status_code == 422
    assert "2024-03-01" in response.content.decode()
    agreement.refresh_from_db()
    assert agreement.state == "ready"


def test_out_signed_and_printed(world, browse, keeper):
    agreement = settle_text(world.sg, complete(world))
    assert keeper.get(at("paper", agreement)).content.startswith(b"%PDF")
    keeper.post(at("send_out", agreement), {"on": OUT.isoformat()})
    keeper.post(at("take_back", agreement), {"reason": "خطأ"})
    settle_text(world.sg, agreement)
    keeper.post(at("send_out", agreement), {"on": OUT.isoformat()})
    assert "{" not in read(keeper, "text", agreement).split("<main")[1].split("</main")[0]
    page = keeper.get(at("papers", agreement)).content.decode()
    revision = agreement.revisions.latest("number")
    assert revision.hash in page
    assert at("issue", revision) in page
    response = keeper.post(at("issue", revision))
    paper = IssuedDocument.objects.filter(kind="agreement").latest("issued_at")
    assert response.url == reverse("workspace:paper", args=[paper.pk])
    room = browse(world.president)
    assert at("issue", revision) not in room.get(at("papers", agreement)).content.decode()
    assert room.get(at("paper", agreement)).content.startswith(b"%PDF")
    first, second, third = sides(agreement)
    assert room.post(at("record_signature", second), {"on": "2024-02-01"}).status_code == 422
    assert room.post(at("record_signature", second), {"on": START.isoformat()}).status_code == 302
    for party in (first, third):
        keeper.post(at("record_signature", party), {"on": START.isoformat()})
    agreement.refresh_from_db()
    assert agreement.state == "signed"
    assert "الموضوع" in read(keeper, "text", agreement)
    assert Party.objects.filter(agreement=agreement, signed_on=START).count() == 3


def test_bad_input_is_refused_and_kept(world, browse, keeper):
    """A frozen text, somebody else's rows, braces and marks: refused with a reason, escaped, never lost."""
    agreement = out(world)
    article = agreement.articles.get()
    assert keeper.get(at("edit_article", article)).status_code == 403
    typed = {"section": "object", "text_ar": "<script>x</script>", "base_version": article.version}
    page = keeper.post(at("edit_article", article), typed)
    assert page.status_code == 422
    assert "<script>x" not in page.content.decode()
    assert "&lt;script&gt;x" in page.content.decode()
    other = draft(world, title_ar="أخرى")
    data = {"debtor": sides(agreement)[0].pk, "text_ar": "وعد", "quantity": "1"}
    assert keeper.post(at("add_commitment", other), data).status_code == 422
    assert browse(world.stranger).post(at("add_commitment", other), data).status_code == 404
    assert browse(world.president).post(at("add_commitment", other), data).status_code == 422
    assert not other.commitments.exists()
    assert promised(world, other)


def test_an_agreement_is_found_by_its_words(world, browse, keeper):
    assert "القوافل" in keeper.get("/search/?q=قوافل طبية").content.decode()
    assert "القوافل الطبية" in keeper.get(f"{reverse('partnerships:agreements')}?q=القوافل").content.decode()
    assert "القوافل الطبية" in keeper.get(f"{reverse('partnerships:agreements')}?q=Caravanes").content.decode()
    assert "القوافل الطبية" not in browse(world.stranger).get("/search/?q=القوافل").content.decode()
