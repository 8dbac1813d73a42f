"""The pages after signature: each side's buttons, forms that come back, what a stranger gets."""

import pytest
from django.utils import timezone

from sanad.activities.models import Activity
from sanad.directory.models import Consent
from sanad.foundation.documents.models import IssuedDocument
from sanad.partnerships.commitments.commands import submit_fulfilment, waive_commitment
from sanad.partnerships.drafting.commands.agreement import settle_text
from sanad.partnerships.life.commands.amendments import (
    abandon_amendment,
    change_article,
    change_commitment,
    draft_amendment,
)
from sanad.partnerships.life.commands.papers import issue_life_paper
from sanad.partnerships.models import Amendment, Commitment, Fulfilment
from sanad.partnerships.signing.commands import record_signature, send_out, take_back
from tests.partnerships.lives import TODAY, days, drafted, living, promise_between, scan
from tests.partnerships.table import OUT, out, sides
from tests.properties import now

TABS = ("follow-up", "amendments", "committee", "sharing", "story")


@pytest.fixture
def agreement(world):
    return living(world)


def at(row, *parts) -> str:
    folder = {Commitment: "promises/", Fulfilment: "pieces/", Amendment: "amendments/"}.get(type(row), "")
    return "/".join([f"/agreements/{folder}{row.pk}", *parts, ""])


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("tab", TABS)
def test_both_sides_read_every_tab(world, browse, agreement, tab, language) -> None:
    promise = promise_between(world, agreement, 0, 1, due_on=days(-5), open_due_on=days(-5))
    submit_fulfilment(world.sg, promise, quantity=1, kept_at="المقر")
    for actor in (world.sg, world.president, world.secretary):
        assert browse(actor, language).get(at(agreement, tab)).status_code == 200
    assert browse(world.stranger, language).get(at(agreement, tab)).status_code == 404


def test_tabs_of_life_open_with_the_signature(world, browse, agreement) -> None:
    draft = drafted(world, title_ar="مسودة")
    client = browse(world.sg)
    assert "follow-up" not in client.get(at(draft, "story")).content.decode()
    assert "follow-up" in client.get(at(agreement, "story")).content.decode()


def test_a_promise_from_delivery_to_acceptance(world, browse, agreement) -> None:
    promise = promise_between(world, agreement, 0, 1)
    ours, theirs = browse(world.sg), browse(world.president)
    form = ours.get(at(promise, "deliver"))
    assert form.context["form"]["quantity"].value() == 3
    refused = ours.post(at(promise, "deliver"), {"quantity": "٢", "on": str(days(2)), "note": "دورتان"})
    assert refused.status_code == 422
    assert refused.context["form"]["note"].value() == "دورتان"
    answer = ours.post(at(promise, "deliver"), {"quantity": "٢", "on": str(TODAY()), "upload": scan()})
    assert answer.status_code == 302
    piece = promise.fulfilments.get()
    assert piece.quantity == 2
    page = theirs.get(at(promise)).content.decode()
    link = piece.evidence_links.get()
    assert f"/agreements/evidence/{link.pk}/" in page
    assert f"/agreements/pieces/{piece.pk}/accept/" in page
    assert f"/agreements/pieces/{piece.pk}/accept/" not in ours.get(at(promise)).content.decode()
    shown = theirs.get(f"/agreements/evidence/{link.pk}/")
    assert (shown.status_code, shown["Content-Type"]) == (200, "application/pdf")
    assert theirs.get(at(piece, "accept")).status_code == 200
    assert "upload" not in theirs.get(at(piece, "accept")).context["form"].fields
    assert theirs.post(at(piece, "accept"), {"answer": "شكرا"}).status_code == 302
    assert now(piece)[0].state == "accepted"
    assert ours.get(at(promise, "waive")).status_code == 403
    assert theirs.post(at(promise, "waive"), {"reason": "تنازل"}).status_code == 302
    assert now(promise)[0].kept == "waived"
    shown.close()  # last: on PostgreSQL the end of a request also ends its connection


def test_what_is_not_accepted_says_why(world, browse, agreement) -> None:
    promise = promise_between(world, agreement, 1, 0, quantity=None, amount=150_050, unit="")
    assert browse(world.president).get(at(promise, "deliver")).context["form"]["quantity"].value() == "1500,50"
    sent = {"quantity": "1.500,50", "on": str(TODAY()), "kept_at": "البنك"}
    browse(world.president).post(at(promise, "deliver"), sent)
    piece = promise.fulfilments.get()
    assert piece.quantity == 150_050
    link = piece.evidence_links.get()
    assert browse(world.sg).get(f"/agreements/evidence/{link.pk}/").status_code == 404  # a paper kept elsewhere
    assert browse(world.sg).post(at(piece, "decline"), {"reason": "  "}).status_code == 422
    assert browse(world.sg).post(at(piece, "decline"), {"reason": "لم يصل"}).status_code == 302
    assert "لم يصل" in browse(world.president).get(at(promise)).content.decode()


def test_who_speaks_for_both_is_asked_for_a_paper(world, browse, agreement) -> None:
    piece = submit_fulfilment(world.sg, promise_between(world, agreement, 0, 2), quantity=1)
    client = browse(world.sg)
    assert "upload" in client.get(at(piece, "accept")).context["form"].fields
    assert client.post(at(piece, "accept"), {}).status_code == 422
    assert client.post(at(piece, "accept"), {"upload": scan()}).status_code == 302


def test_the_list_of_promises(world, browse, agreement) -> None:
    ours = promise_between(world, agreement, 0, 1, text_ar="زعتر", open_due_on=days(-1))
    promise_between(world, agreement, 1, 0, text_ar="علينا")
    waive_commitment(world.president, promise_between(world, agreement, 0, 1, text_ar="ساقط"), reason="سبب")
    client = browse(world.sg)

    def shown(question: str) -> set[str]:
        page = client.get(f"/agreements/promises/{question}")
        return {row.text_ar for row in page.context["page"]} & {"زعتر", "علينا", "ساقط"}

    assert shown("") == {"زعتر", "علينا", "ساقط"}
    assert shown("?side=mine") == {"زعتر", "ساقط"}
    assert shown("?side=owed") == {"علينا"}
    assert shown("?kept=overdue") == {"زعتر"}
    assert shown("?kept=pending") == {"علينا"}
    assert shown("?kept=waived") == {"ساقط"}
    assert shown("?kept=fulfilled") == set()
    assert shown("?q=زعتر") == {"زعتر"}
    assert ours.text_ar in client.get("/agreements/promises/?export=csv").getvalue().decode()
    assert "زعتر" not in browse(world.stranger).get("/agreements/promises/").content.decode()


def test_an_amendment_from_draft_to_signature(world, browse, agreement) -> None:
    promise, client = promise_between(world, agreement, 0, 1), browse(world.sg)
    sent = {"reason": "تأخر", "effective_on": str(days(3))}
    assert client.get(at(agreement, "amendments", "new")).status_code == 200
    assert client.post(at(agreement, "amendments", "new"), {**sent, "effective_on": ""}).status_code == 422
    assert client.post(at(agreement, "amendments", "new"), sent).status_code == 302
    row = agreement.amendments.get()
    assert client.post(at(row, "edit"), {**sent, "ends_on": str(days(90))}).status_code == 302
    article = agreement.articles.last()
    form = client.get(f"{at(row, 'article')}?article={article.pk}").context["form"]
    assert form["text_ar"].value() == "نص أول."
    assert "text_fr" not in form.fields
    client.post(at(row, "article"), {"article": str(article.pk), "text_ar": "نص ثان."})
    again = client.get(f"{at(row, 'article')}?article={article.pk}").context["form"]
    assert again["text_ar"].value() == "نص ثان."
    client.post(at(row, "article"), {"heading_ar": "مضافة", "text_ar": "نص مضاف"})
    client.post(at(row, "promise"), {"commitment": str(promise.pk), "due_on": str(days(60)), "measure": "5"})
    form = client.get(f"{at(row, 'promise')}?promise={promise.pk}").context["form"]
    assert (form["measure"].value(), "amount" in form.fields) == (5, False)
    page = client.get(at(row)).content.decode()
    assert all(text in page for text in ("نص ثان.", "نص أول.", "مضافة", promise.text_ar))
    added = row.article_changes.get(article=None)
    assert client.post(f"/agreements/article-changes/{added.pk}/withdraw/").status_code == 302
    assert "مضافة" not in client.get(at(row)).content.decode()
    assert browse(world.president).get(at(row)).status_code == 200
    assert browse(world.president).post(at(row, "sign"), {}).status_code == 422
    assert client.get(at(row, "sign")).status_code == 200
    signature = {"signed_on": str(TODAY()), "effective_on": str(days(3)), "upload": scan()}
    assert client.post(at(row, "sign"), signature).status_code == 302
    assert now(row)[0].state == "signed"
    copy = browse(world.president).get(at(row, "copy"))
    assert copy.status_code == 200
    copy.close()


def test_an_amendment_given_up(world, browse, agreement) -> None:
    row = draft_amendment(world.sg, agreement, reason="سبب", effective_on=days(3))
    promise, client = promise_between(world, agreement, 0, 1), browse(world.sg)
    change_commitment(world.sg, row, commitment=promise, is_dropped=True)
    change = row.commitment_changes.get()
    assert client.post(f"/agreements/promise-changes/{change.pk}/withdraw/").status_code == 302
    assert client.get(at(row, "copy")).status_code == 404
    assert client.post(at(row, "abandon"), {"reason": "عدول"}).status_code == 302
    assert "عدول" in client.get(at(row)).content.decode()


@pytest.mark.parametrize("question", ["?article=x", f"?article={'0' * 32}", "?promise=x", f"?promise={'0' * 32}"])
def test_an_amendment_changes_what_there_is(world, browse, agreement, question) -> None:
    row = draft_amendment(world.sg, agreement, reason="سبب", effective_on=days(3))
    part = "article" if "article" in question else "promise"
    assert browse(world.sg).get(f"{at(row, part)}{question}").status_code == 404


def test_new_terms_are_measured_as_the_promise_is(world, browse, agreement) -> None:
    row = draft_amendment(world.sg, agreement, reason="سبب", effective_on=days(3))
    pieces = promise_between(world, agreement, 0, 1)
    money = promise_between(world, agreement, 0, 1, quantity=None, amount=100, unit="")
    client, address = browse(world.sg), at(row, "promise")
    for typed in (
        {"commitment": str(pieces.pk), "amount": "5"},
        {"commitment": str(money.pk), "measure": "5"},
        {"commitment": str(money.pk), "measure": "5", "amount": "5"},
        {"commitment": "", "amount": "5"},
    ):
        assert client.post(address, typed).status_code == 422
    assert client.post(address, {"commitment": str(money.pk), "amount": "7,50"}).status_code == 302
    assert row.commitment_changes.get().measure == 750


def test_a_pause_and_the_end(world, browse, agreement) -> None:
    client = browse(world.sg)
    assert client.get(at(agreement, "suspend")).status_code == 200
    assert client.post(at(agreement, "suspend"), {"from_on": str(TODAY()), "reason": "خلاف"}).status_code == 302
    pause = agreement.suspensions.get()
    assert "خلاف" in client.get(at(agreement, "story")).content.decode()
    assert client.post(f"/agreements/suspensions/{pause.pk}/lift/", {"again_on": str(days(1))}).status_code == 302
    ending = {"terminated_on": str(days(2)), "reason": "اتفاق"}
    refused = client.post(at(agreement, "terminate"), ending)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["short_notice"])
    assert client.post(at(agreement, "terminate"), {**ending, "short_notice": "عاجل"}).status_code == 302
    assert "عاجل" in client.get(at(agreement, "story")).content.decode()
    assert client.get(at(agreement, "renew")).status_code == 200
    renewed = client.post(at(agreement, "renew"), {"starts_on": str(days(2)), "ends_on": str(days(400))})
    assert renewed.status_code == 302
    assert str(agreement.successors.get().pk) in renewed["Location"]
    assert str(agreement.successors.get().pk) in client.get(at(agreement, "story")).content.decode()


def test_the_committee_and_what_it_decided(world, browse, agreement) -> None:
    client, meeting = browse(world.sg), Activity.objects.filter(space=world.sg.space, decisions__isnull=False).first()
    page = client.get(at(agreement, "committee")).content.decode()
    assert f"partner={sides(agreement)[1].organisation_id}" in page
    plan = client.get(f"/activities/new/?title=لجنة&partner={sides(agreement)[1].organisation_id}&partner=x")
    assert plan.context["form"]["title"].value() == "لجنة"
    assert client.get(at(agreement, "committee", "link")).status_code == 200
    typed = {"activity": str(meeting.pk), "is_committee": "on"}
    assert client.post(at(agreement, "committee", "link"), typed).status_code == 302
    page = client.get(at(agreement, "committee")).content.decode()
    assert meeting.title in page
    assert meeting.decisions.first().text[:20] in page
    assert client.get(at(agreement, "story")).content.decode().count(meeting.title) == 1


def test_records_are_shown_and_hidden_from_the_page(world, browse) -> None:
    draft = drafted(world)
    Consent.objects.filter(space=world.president.space).update(revoked_at=timezone.now())
    lead, association, _commune = sides(draft)
    client, theirs = browse(world.sg), browse(world.president)
    typed = {"giver": str(association.pk), "taker": str(lead.pk), "kind": "activities"}
    assert client.get(at(draft, "sharing", "new")).status_code == 200
    assert client.post(at(draft, "sharing", "new"), {**typed, "taker": str(association.pk)}).status_code == 422
    assert client.post(at(draft, "sharing", "new"), typed).status_code == 302
    assert client.post(at(draft, "sharing", "new"), {**typed, "kind": "directory"}).status_code == 302
    rows = {row.kind: row for row in draft.sharings.all()}
    assert client.post(f"/agreements/sharing/{rows['directory'].pk}/withdraw/").status_code == 302
    living(world, draft)
    address = f"/agreements/sharing/{rows['activities'].pk}"
    assert f"{address}/give/" in theirs.get(at(draft, "sharing")).content.decode()
    assert f"{address}/give/" not in client.get(at(draft, "sharing")).content.decode()
    client.post(f"{address}/give/")
    assert now(rows["activities"])[0].consent is None
    theirs.post(f"{address}/give/")
    assert now(rows["activities"])[0].consent.is_live
    client.post(f"{address}/revoke/")
    assert now(rows["activities"])[0].consent.is_live  # only who gave it takes it back
    theirs.post(f"{address}/revoke/")
    assert not now(rows["activities"])[0].consent.is_live
    assert theirs.post(f"/agreements/sharing/{rows['directory'].pk}/revoke/").status_code == 404


def test_papers_are_shown_and_numbered(world, browse, agreement) -> None:
    promise = promise_between(world, agreement, 0, 1)
    money = promise_between(world, agreement, 1, 0, quantity=None, amount=10_000, unit="", open_due_on=None)
    row = draft_amendment(world.sg, agreement, reason="سبب", effective_on=days(3), ends_on=days(90))
    change_article(world.sg, row, article=agreement.articles.last(), text_ar="نص ثان")
    change_article(world.sg, row, heading_ar="مضافة", text_ar="نص مضاف")
    change_commitment(world.sg, row, commitment=promise, due_on=days(60), measure=5)
    change_commitment(world.sg, row, commitment=sides(agreement)[0].owes.first(), is_dropped=True)
    assert money.amount
    client, theirs = browse(world.sg), browse(world.president)
    for address in (f"/agreements/amendments/{row.pk}/draft-%s.pdf", f"/agreements/{agreement.pk}/promises-%s.pdf"):
        for language in ("ar", "fr"):
            assert theirs.get(address % language).content.startswith(b"%PDF")
        assert theirs.get(address % "en").status_code == 404
    for address in (f"/agreements/amendments/{row.pk}/issue/%s/", f"/agreements/{agreement.pk}/promises/issue/%s/"):
        assert client.post(address % "en").status_code == 404
        assert client.post(address % "ar").status_code == client.post(address % "ar").status_code == 302
    assert [paper.kind for paper in IssuedDocument.objects.filter(replaces__isnull=False)] == ["promises", "amendment"]
    assert issue_life_paper(world.coordinator, row, kind="amendment", language="fr").language == "fr"
    count = IssuedDocument.objects.count()
    theirs.post(f"/agreements/amendments/{row.pk}/issue/ar/")
    abandon_amendment(world.sg, now(row)[0], reason="عدول")
    client.post(f"/agreements/amendments/{row.pk}/issue/ar/")
    assert IssuedDocument.objects.count() == count


def test_a_draft_has_no_state_of_promises(world, browse) -> None:
    assert browse(world.sg).get(f"/agreements/{drafted(world).pk}/promises-ar.pdf").status_code == 404


def test_what_signing_does_is_said_before(world, browse) -> None:
    row = out(world)
    first, *others = sides(row)
    page = browse(world.sg).get(f"/agreements/parties/{first.pk}/signature/").context["ahead"]
    assert [len(names) for _label, names in page.names] == [len(others)]
    for party in others:
        record_signature(world.sg, party, on=OUT)
    client = browse(world.sg)
    page = client.get(f"/agreements/parties/{first.pk}/signature/").context["ahead"]
    assert not page.names
    page = client.get(at(row, "take-back")).context["ahead"]
    assert [len(names) for _label, names in page.names] == [len(others)]
    take_back(world.sg, row, reason="خطأ")
    settle_text(world.sg, row)
    page = client.get(at(row, "send-out")).context["ahead"]
    assert [len(names) for _label, names in page.names] == [len(others) + 1]
    send_out(world.sg, row)
    assert not client.get(at(row, "take-back")).context["ahead"].names


def test_what_an_amendment_changes_is_said_before_it_is_signed(world, browse, agreement) -> None:
    promise = promise_between(world, agreement, 0, 1)
    amendment = draft_amendment(world.sg, agreement, reason="تمديد", effective_on=days(1), ends_on=days(300))
    article = agreement.articles.first()
    change_article(world.sg, amendment, article=article, text_ar="نص جديد")
    change_commitment(world.sg, amendment, commitment=promise, due_on=days(40))
    ahead = browse(world.sg).get(at(amendment, "sign")).context["ahead"]
    assert [list(names) for _label, names in ahead.names] == [[article.heading], [promise.text]]
    assert len(ahead.happens) == 2
