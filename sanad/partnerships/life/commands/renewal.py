"""Renewing an agreement: the one that follows, drafted from it (A6)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command
from sanad.foundation.days import is_month_end, meant_day, months_after
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.commitments.queries.rows import with_terms
from sanad.partnerships.commitments.queries.terms import TermsChange, signed_changes
from sanad.partnerships.life.policies import can_renew
from sanad.partnerships.models import MONTH_END, Agreement, Article, BudgetLine, Commitment, Instalment, Party, Sharing
from sanad.partnerships.queries.articles import articles_on
from sanad.partnerships.queries.content import ARTICLE_WORDS
from sanad.partnerships.queries.standing import end_on, life_of


@command(can_renew, says=_("began the agreement that follows"))
def renew_agreement(actor: Actor, agreement: Agreement, *, starts_on: date, ends_on: date) -> Agreement:
    """Draft the successor with the same parties, articles and commitments, moved to the new days.

    Refused when it begins before this one ends, or ends before it begins (A6).
    """
    last = last_day_of(agreement)
    if last is None or starts_on <= last:
        raise Refused(_("It begins after this agreement ends."), "starts_on")
    if ends_on < starts_on:
        raise Refused(_("It ends before it begins."), "ends_on")
    fields = (
        "engagement",
        "framework",
        "kind",
        "languages",
        "title_ar",
        "title_fr",
        "object",
        "notice_days",
        "notice_months",
        "budget",
        "copies",
    )
    successor = Agreement.objects.create(
        space_id=agreement.space_id,
        predecessor=agreement,
        starts_on=starts_on,
        ends_on=ends_on,
        **{name: getattr(agreement, name) for name in fields},
    )
    parties = _seat(agreement, successor, starts_on)
    _write(agreement, successor, last)
    _commitment(agreement, successor, parties, Shift(agreement.starts_on or starts_on, starts_on))
    for line in agreement.budget_lines.standing():
        _copy(BudgetLine, line, successor, ("label_ar", "label_fr", "amount"))
    for row in agreement.sharings.standing():
        _copy(
            Sharing,
            row,
            successor,
            ("kind",),
            giver=parties[row.giver_id],
            taker=parties[row.taker_id],
            from_on=starts_on,
        )
    return successor


def last_day_of(agreement: Agreement) -> date | None:
    """The day after which nothing binds any more."""
    life = life_of(agreement)
    if life.terminated_on is not None:
        return life.terminated_on - timedelta(days=1)
    return end_on(life, date.max)


def _copy(model: Any, row: Any, successor: Agreement, fields: tuple[str, ...], **changed: Any) -> Any:
    kept = {name: getattr(row, name) for name in fields}
    return model.objects.create(space_id=successor.space_id, agreement=successor, **{**kept, **changed})


def _seat(agreement: Agreement, successor: Agreement, starts_on: date) -> dict[Any, Party]:
    """The same parties; who signs is named again when the mandate does not reach the new beginning."""
    seated = {}
    for party in agreement.parties.standing().select_related("mandate"):
        reaches = party.mandate is not None and (party.mandate.to_on is None or party.mandate.to_on >= starts_on)
        fields = ("organisation", "part", "position", *(("signatory", "mandate", "proof") if reaches else ()))
        seated[party.pk] = _copy(Party, party, successor, fields)
    return seated


def _write(agreement: Agreement, successor: Agreement, last: date) -> None:
    """The articles as first written, with their placeholders; those that an amendment changed read as amended."""
    first = {str(row.pk): row for row in agreement.articles.standing()}
    touched = {
        change["article"]
        for amendment in agreement.amendments.signed().filter(effective_on__lte=last)
        for change in amendment.content["articles"]
    }
    for position, article in enumerate(articles_on(agreement, last), 1):
        row = first.get(article["id"])
        words: dict[str, str] = {name: word for name, word in article.items() if name in ARTICLE_WORDS}  # type: ignore[misc]  # words are texts
        if row is not None and article["id"] not in touched:
            words = {name: getattr(row, name) for name in ARTICLE_WORDS}
        Article.objects.create(
            space_id=successor.space_id, agreement=successor, position=position, section=article["section"], **words
        )


def _commitment(agreement: Agreement, successor: Agreement, parties: dict[Any, Party], shift: "Shift") -> None:
    """The commitments that no amendment dropped, as last measured, as many months or days later."""
    for row in with_terms(agreement.commitments.standing()):
        changes = signed_changes(row.changes.all())
        if any(change.is_dropped for change in changes):
            continue
        commitment = _copy(
            Commitment,
            row,
            successor,
            ("text_ar", "text_fr", "unit", "every_months", "plan_item"),
            debtor=parties[row.debtor_id],
            creditor=parties[row.creditor_id],
            **shift.due(row),
            until_on=row.until_on and shift.moved(row.until_on, MONTH_END),
            **_measured(row, changes),
        )
        for part in [part for part in row.instalments.all() if part.is_standing]:
            Instalment.objects.create(
                space_id=successor.space_id,
                commitment=commitment,
                amount=part.amount,
                condition=part.condition,
                **shift.due(part),
            )


def _measured(row: Commitment, changes: list[TermsChange]) -> dict[str, int]:
    sizes = [change.measure for change in changes if change.measure]
    measure = sizes[-1] if sizes else row.measure
    return {"amount" if row.amount is not None else "quantity": measure}


@dataclass(frozen=True)
class Shift:
    """From the beginning of one agreement to that of the one that follows."""

    start: date
    begins: date

    @property
    def months(self) -> int | None:
        """How many whole months lie between the beginnings; None when it is not so many."""
        count = (self.begins.year - self.start.year) * 12 + self.begins.month - self.start.month
        is_whole = self.begins.day == self.start.day or (is_month_end(self.begins) and is_month_end(self.start))
        return count if is_whole else None

    def moved(self, day: date, meant: int | None = None) -> date:
        """The day in the one that follows: whole months later where the beginnings allow it, else as many days."""
        return day + (self.begins - self.start) if self.months is None else months_after(day, self.months, meant)

    def due(self, row: Commitment | Instalment) -> dict[str, Any]:
        """The day on which a row falls due, and the day of the month that is meant by it from now on."""
        if row.due_on is None or self.months is None:
            return {"due_on": row.due_on and self.moved(row.due_on)}
        return {"due_on": self.moved(row.due_on, row.meant_day), "meant_day": meant_day(row.due_on, row.meant_day)}
