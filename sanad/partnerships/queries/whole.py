"""An agreement with everything that stands in it, read once for a page, a check, a paper or a seal."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sanad.accompaniment.models import PlanItem
from sanad.foundation.days import recurring
from sanad.partnerships.models import Agreement, Article, BudgetLine, Commitment, Instalment, Party, Sharing

WORDS = ("heading_ar", "heading_fr", "text_ar", "text_fr")
UNNUMBERED = (Article.Section.VISAS, Article.Section.PREAMBLE)


@dataclass(frozen=True)
class Whole:
    """What has not been withdrawn, in order."""

    agreement: Agreement
    parties: list[Party]
    articles: list[Article]
    commitments: list[Commitment]
    instalments: list[Instalment]
    budget_lines: list[BudgetLine]
    sharings: list[Sharing]

    def party(self, key: UUID | None) -> Party | None:
        """The party of that key."""
        return next((party for party in self.parties if party.pk == key), None)

    def instalments_of(self, commitment: Commitment) -> list[Instalment]:
        """The payments planned for a promise."""
        return [row for row in self.instalments if row.commitment_id == commitment.pk]

    @property
    def numbered(self) -> list[tuple[int | None, Article]]:
        """The articles with their numbers; references and preamble have none."""
        number, rows = 0, []
        for article in self.articles:
            is_numbered = article.section not in UNNUMBERED
            number += is_numbered
            rows.append((number if is_numbered else None, article))
        return rows


def whole(agreement: Agreement) -> Whole:
    """Read an agreement with all its parts: six questions, however long it is."""
    return Whole(
        agreement=agreement,
        parties=list(
            agreement.parties.filter(withdrawn_at=None).select_related(
                "organisation__seat_place", "signatory", "mandate", "proof"
            )
        ),
        articles=list(agreement.articles.filter(withdrawn_at=None)),
        commitments=list(agreement.commitments.filter(withdrawn_at=None).select_related("plan_item")),
        instalments=list(
            Instalment.objects.filter(commitment__agreement=agreement, commitment__withdrawn_at=None, withdrawn_at=None)
        ),
        budget_lines=list(agreement.budget_lines.filter(withdrawn_at=None)),
        sharings=list(agreement.sharings.filter(withdrawn_at=None)),
    )


def promised_amount(commitment: Commitment) -> int:
    """All the money of a promise, every time it falls due; 0 for what is not money."""
    if commitment.due_on is None:
        return commitment.amount or 0
    days = recurring(commitment.due_on, commitment.every_months, commitment.until_on, commitment.meant_day)
    return (commitment.amount or 0) * len(list(days))


def both(ar: str, fr: str) -> dict[str, str]:
    """Words in both languages; where one is missing the other stands for it."""
    return {"ar": ar or fr, "fr": fr or ar}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _party(party: Party) -> dict[str, Any]:
    body, who, mandate = party.organisation, party.signatory, party.mandate
    seat = body.seat_place
    return {
        "id": str(party.pk),
        "organisation": str(body.pk),
        "part": party.part,
        "name": both(body.name_ar, body.name_fr),
        "kind": body.kind,
        "seat": both(seat.path_ar, seat.path_fr) if seat else both("", ""),
        "address": body.seat_address,
        "receipt": body.receipt_number,
        "receipt_on": _day(body.receipt_on),
        "phone": body.phone,
        "email": body.email,
        "signatory": both(who.name_ar, who.name_fr) if who else None,
        "capacity": both(mandate.capacity_ar, mandate.capacity_fr) if mandate else None,
        "mandate": [_day(mandate.from_on), _day(mandate.to_on)] if mandate else None,
    }


def _commitment(row: Commitment, instalments: list[Instalment]) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "debtor": str(row.debtor_id) if row.debtor_id else None,
        "creditor": str(row.creditor_id) if row.creditor_id else None,
        "text": both(row.text_ar, row.text_fr),
        "quantity": row.quantity,
        "unit": row.unit,
        "amount": row.amount,
        "due_on": _day(row.due_on),
        "every_months": row.every_months,
        "until_on": _day(row.until_on),
        "is_month_end": row.is_month_end,
        "instalments": [
            {"amount": each.amount, "due_on": _day(each.due_on), "condition": each.condition} for each in instalments
        ],
    }


def _fields(commitments: list[Commitment]) -> list[str]:
    """The fields of training that the plan items behind the promises name."""
    items = [row.plan_item for row in commitments if row.plan_item is not None]
    return list(dict.fromkeys(item.field for item in items if item.form == PlanItem.Form.TRAINING and item.field))


def content_of(found: Whole) -> dict[str, Any]:
    """Everything as JSON values in both languages, the articles with their placeholders: what a revision seals."""
    row = found.agreement
    return {
        "title": both(row.title_ar, row.title_fr),
        "kind": row.kind,
        "languages": row.languages,
        "object": row.object,
        "starts_on": _day(row.starts_on),
        "ends_on": _day(row.ends_on),
        "notice_days": row.notice_days,
        "notice_months": row.notice_months,
        "copies": row.copies,
        "budget": row.budget,
        "currency": row.currency,
        "association": str(row.engagement.association_id) if row.engagement else None,
        "parties": [_party(party) for party in found.parties],
        "articles": [
            {
                "id": str(article.pk),
                "section": article.section,
                "number": number,
                **{name: getattr(article, name) for name in WORDS},
            }
            for number, article in found.numbered
        ],
        "commitments": [_commitment(each, found.instalments_of(each)) for each in found.commitments],
        "budget_lines": [
            {"label": both(line.label_ar, line.label_fr), "amount": line.amount} for line in found.budget_lines
        ],
        "sharings": [
            {"giver": str(each.giver_id), "taker": str(each.taker_id), "kind": each.kind, "to_on": _day(each.to_on)}
            for each in found.sharings
        ],
        "fields": _fields(found.commitments),
    }
