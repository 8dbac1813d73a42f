"""Two requests at once on PostgreSQL: what is being sealed is not changed meanwhile, what is being changed is sealed after."""

from collections.abc import Callable
from datetime import date
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction

from sanad.accounts.commands.beginning import new_space
from sanad.directory.commands.mandates import record_mandate
from sanad.directory.commands.organisations import add_organisation
from sanad.directory.commands.people import add_person
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import actor_of
from sanad.partnerships.drafting.commands.agreement import open_negotiation, settle_text, start_agreement
from sanad.partnerships.drafting.commands.parties import add_party
from sanad.partnerships.drafting.commands.text import add_article, edit_article
from sanad.partnerships.models import Agreement, Article
from sanad.partnerships.signing.commands import record_signature, send_out, take_back

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]  # SQLite writes one after the other
TODAY, LONG = date(2024, 3, 1), 0.7


class Other(Thread):
    """Another request: what it was refused with, None when it was done."""

    def __init__(self, act: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        super().__init__()
        self.job, self.refusal = (act, args, kwargs), None

    def run(self) -> None:
        act, args, kwargs = self.job
        try:
            act(*args, **kwargs)
        except Refused as refusal:
            self.refusal = refusal
        finally:
            connection.close()


@pytest.fixture
def sg(db):
    user = new_space(
        name_ar="منظمة", name_fr="", person="سعاد", username="souad", password="x-2023-sanad", kind="support"
    )
    return actor_of(user)


@pytest.fixture
def agreement(sg) -> Agreement:
    """Two parties, one article, nothing promised: negotiated, and lacking nothing."""
    agreement = start_agreement(sg, title_ar="اتفاقية", starts_on=TODAY, ends_on=date(2030, 1, 1))
    for name in ("جمعية النخيل", "جمعية الواحة"):
        body = add_organisation(sg, kind="association", name_ar=name, is_new=True)
        person = add_person(sg, name_ar=f"رئيس {name}", is_new=True)
        mandate = record_mandate(sg, person, organisation=body, capacity_ar="رئيس")
        add_party(sg, agreement, organisation=body, part="partner", mandate=mandate)
    add_article(sg, agreement, section="object", text_ar="نص")
    return open_negotiation(sg, agreement)


def meanwhile(inside: Callable[[], Any], other: Other) -> None:
    """Run `inside` in a transaction that stays open while the other request begins; the other has to wait for it."""
    with transaction.atomic():
        inside()
        other.start()
        other.join(LONG)
        assert other.is_alive(), "the other request did not wait"
    other.join(10)
    assert not other.is_alive()


def test_an_edit_waits_for_the_seal_and_is_refused(sg, agreement):
    article = Article.objects.get()
    settle_text(sg, agreement)
    other = Other(edit_article, sg, article, base_version=article.version, text_ar="نص آخر")
    meanwhile(lambda: send_out(sg, agreement), other)
    assert other.refusal is not None
    assert Article.objects.get().text_ar == agreement.revisions.get().content["articles"][0]["text_ar"] == "نص"


def test_the_seal_waits_for_an_edit_and_holds_it(sg, agreement):
    article = Article.objects.get()

    def agree_and_send() -> None:
        settle_text(sg, agreement)
        send_out(sg, agreement)

    other = Other(agree_and_send)
    meanwhile(lambda: edit_article(sg, article, base_version=article.version, text_ar="نص آخر"), other)
    assert other.refusal is None
    assert agreement.revisions.get().content["articles"][0]["text_ar"] == "نص آخر"


def test_it_goes_out_once(sg, agreement):
    settle_text(sg, agreement)
    other = Other(send_out, sg, agreement)
    meanwhile(lambda: send_out(sg, agreement), other)
    assert other.refusal is not None
    assert agreement.revisions.count() == 1


def test_two_last_signatures_at_once(sg, agreement):
    settle_text(sg, agreement)
    send_out(sg, agreement, on=TODAY)
    first, second = agreement.parties.all()
    other = Other(record_signature, sg, second, on=TODAY)
    meanwhile(lambda: record_signature(sg, first, on=TODAY), other)
    assert other.refusal is None
    agreement.refresh_from_db()
    assert (agreement.state, agreement.signed_on) == ("signed", TODAY)


def test_a_signature_waits_for_a_text_that_is_taken_back(sg, agreement):
    settle_text(sg, agreement)
    send_out(sg, agreement, on=TODAY)
    party = agreement.parties.first()
    other = Other(record_signature, sg, party, on=TODAY)
    meanwhile(lambda: take_back(sg, agreement, reason="خطأ"), other)
    assert other.refusal is not None
    party.refresh_from_db()
    assert party.signed_on is None
