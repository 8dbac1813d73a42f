"""An agreement with everything that stands in it, read once for a page, a check, a paper or a seal."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sanad.accompaniment.models import PlanItem
from sanad.foundation.days import recurring
from sanad.partnerships.models import Agreement, Article, BudgetLine, Commitment, Instalment, Party, Sharing
from sanad.partnerships.queries.content import AgreementContent, CommitmentContent, PartyContent, bilingual

UNNUMBERED = (Article.Section.VISAS, Article.Section.PREAMBLE)


@dataclass(frozen=True)
class AgreementSnapshot:
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
        """The payments planned for a commitment."""
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


def snapshot_of(agreement: Agreement) -> AgreementSnapshot:
    """Read an agreement with all its parts: six questions, however long it is."""
    return AgreementSnapshot(
        agreement=agreement,
        parties=list(
            agreement.parties.standing().select_related("organisation__seat_place", "signatory", "mandate", "proof")
        ),
        articles=list(agreement.articles.standing()),
        commitments=list(agreement.commitments.standing().select_related("plan_item")),
        instalments=list(Instalment.objects.standing().filter(commitment__in=agreement.commitments.standing())),
        budget_lines=list(agreement.budget_lines.standing()),
        sharings=list(agreement.sharings.standing()),
    )


def total_amount(commitment: Commitment) -> int:
    """All the money of a commitment (centimes), every time it falls due; 0 for what is not money."""
    if commitment.due_on is None:
        return commitment.amount or 0
    days = recurring(commitment.due_on, commitment.every_months, commitment.until_on, commitment.meant_day)
    return (commitment.amount or 0) * len(list(days))


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _party(party: Party) -> PartyContent:
    body, who, mandate = party.organisation, party.signatory, party.mandate
    seat = body.seat_place
    return {
        "id": str(party.pk),
        "organisation": str(body.pk),
        "part": party.part,
        "name": bilingual(body.name_ar, body.name_fr),
        "kind": body.kind,
        "seat": bilingual(seat.path_ar, seat.path_fr) if seat else bilingual("", ""),
        "address": body.seat_address,
        "receipt": body.receipt_number,
        "receipt_on": _day(body.receipt_on),
        "phone": body.phone,
        "email": body.email,
        "signatory": bilingual(who.name_ar, who.name_fr) if who else None,
        "capacity": bilingual(mandate.capacity_ar, mandate.capacity_fr) if mandate else None,
        "mandate": [_day(mandate.from_on), _day(mandate.to_on)] if mandate else None,
    }


def _commitment(row: Commitment, instalments: list[Instalment]) -> CommitmentContent:
    return {
        "id": str(row.pk),
        "debtor": str(row.debtor_id) if row.debtor_id else None,
        "creditor": str(row.creditor_id) if row.creditor_id else None,
        "text": bilingual(row.text_ar, row.text_fr),
        "quantity": row.quantity,
        "unit": row.unit,
        "amount": row.amount,
        "due_on": _day(row.due_on),
        "every_months": row.every_months,
        "until_on": _day(row.until_on),
        "is_month_end": row.is_month_end,
        "instalments": [
            {"amount": each.amount, "due_on": each.due_on.isoformat(), "condition": each.condition}
            for each in instalments
        ],
    }


def _fields(commitments: list[Commitment]) -> list[str]:
    """The fields of training that the plan items behind the commitments name."""
    items = [row.plan_item for row in commitments if row.plan_item is not None]
    return list(dict.fromkeys(item.field for item in items if item.form == PlanItem.Form.TRAINING and item.field))


def content_of(found: AgreementSnapshot) -> AgreementContent:
    """Everything as JSON values in both languages, the articles with their placeholders: what a revision seals."""
    row = found.agreement
    return {
        "title": bilingual(row.title_ar, row.title_fr),
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
                "heading_ar": article.heading_ar,
                "heading_fr": article.heading_fr,
                "text_ar": article.text_ar,
                "text_fr": article.text_fr,
            }
            for number, article in found.numbered
        ],
        "commitments": [_commitment(each, found.instalments_of(each)) for each in found.commitments],
        "budget_lines": [
            {"label": bilingual(line.label_ar, line.label_fr), "amount": line.amount} for line in found.budget_lines
        ],
        "sharings": [
            {"giver": str(each.giver_id), "taker": str(each.taker_id), "kind": each.kind, "to_on": _day(each.to_on)}
            for each in found.sharings
        ],
        "fields": _fields(found.commitments),
    }
