"""What the law says of an agreement while it is drafted: warnings with their source, never a refusal."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.directory.models import Mandate, Organisation
from sanad.foundation.arabic.numbers import format_amount
from sanad.foundation.days import covers
from sanad.partnerships.models import Party
from sanad.partnerships.queries.snapshot import AgreementSnapshot, total_amount
from sanad.rulebook.queries import Rule, rule

Kind = Organisation.Kind


PUBLIC = {Kind.LOCAL_AUTHORITY, Kind.DECONCENTRATED, Kind.MINISTRY, Kind.PUBLIC_BODY}
FOREIGN = {Kind.INTERNATIONAL, Kind.DONOR}
ASSOCIATIONS = {Kind.ASSOCIATION, Kind.FEDERATION, Kind.SUPPORT}


@dataclass(frozen=True)
class LegalCheck:
    """One thing to know: a warning, or a duty to remember; `rule` says where it comes from and how sure it is."""

    says: Any
    tab: str
    rule: Rule | None = None
    is_warning: bool = True


def legal_checks(found: AgreementSnapshot) -> list[LegalCheck]:
    """Everything the law has to say of this agreement, warnings first."""
    said = [*_money(found), *_councillors(found), *_filings(found), *_mandates(found), *_council(found)]
    return sorted(said, key=lambda check: not check.is_warning)


def _paid_by(found: AgreementSnapshot, kinds: set[Kind]) -> dict[Party, int]:
    """The money promised by parties of some kinds."""
    paid: dict[Party, int] = defaultdict(int)
    for row in found.commitments:
        payer = found.party(row.debtor_id)
        if payer is not None and payer.organisation.kind in kinds and row.amount:
            paid[payer] += total_amount(row)
    return paid


def _money(found: AgreementSnapshot) -> Iterator[LegalCheck]:
    """Public money calls for a convention above the threshold, for accounts, and for originals; foreign aid is declared."""
    public = _paid_by(found, PUBLIC)
    threshold = rule("partnership.convention_above")
    for payer, amount in public.items():
        words = {"party": payer.organisation.name, "amount": _amount(amount), "threshold": _amount(threshold.value)}
        if amount > threshold.value:
            says = _(
                "%(party)s pays %(amount)s, more than %(threshold)s of public money: the agreement follows the model of the circular."
            )
            yield LegalCheck(says % words, "budget", threshold)
        else:
            says = _(
                "%(party)s pays %(amount)s, not more than %(threshold)s of public money: a decision of the authorising officer would be enough."
            )
            yield LegalCheck(says % words, "budget", threshold, is_warning=False)
    if public:
        yield LegalCheck(
            _("The use of public money is accounted for every year."),
            "budget",
            rule("public_aid.account_before"),
            is_warning=False,
        )
        yield LegalCheck(
            _("The originals of what public money paid are kept."),
            "papers",
            rule("public_aid.originals_kept"),
            is_warning=False,
        )
    for payer in _paid_by(found, FOREIGN):
        says = _("If the money of %(party)s comes from abroad, who receives it declares it.")
        yield LegalCheck(
            says % {"party": payer.organisation.name}, "budget", rule("foreign_aid.declared_within"), is_warning=False
        )


def _amount(value: int) -> str:
    return format_amount(value, get_language() or "ar")


def _councillors(found: AgreementSnapshot) -> Iterator[LegalCheck]:
    """Somebody holds a mandate in a commune and in an association that are both at the table."""
    bodies = {party.organisation_id: party.organisation for party in found.parties}
    held: dict[Any, dict[Any, Mandate]] = defaultdict(dict)
    for mandate in (
        Mandate.objects.valid_on(timezone.localdate()).filter(organisation__in=bodies).select_related("person")
    ):
        held[mandate.person_id][mandate.organisation_id] = mandate
    for mandates in held.values():
        kinds = {bodies[key].kind: bodies[key] for key in mandates}
        commune = kinds.get(Kind.LOCAL_AUTHORITY)
        association = next((kinds[kind] for kind in ASSOCIATIONS if kind in kinds), None)
        if commune is not None and association is not None:
            person = next(iter(mandates.values())).person
            words = {"person": person.name, "commune": commune.name, "association": association.name}
            says = _(
                "%(person)s holds a mandate in %(commune)s and in %(association)s: a conflict of interest if it is one of councillor."
            )
            yield LegalCheck(says % words, "parties", rule("partnership.councillor_conflict"))


def _filings(found: AgreementSnapshot) -> Iterator[LegalCheck]:
    """An association without number or date of its deposit receipt on its card."""
    for party in found.parties:
        body = party.organisation
        if body.kind in ASSOCIATIONS and not (body.receipt_number and body.receipt_on):
            says = _("The card of %(party)s has no number or date of its deposit receipt.")
            yield LegalCheck(says % {"party": body.name}, "parties", rule("association.receipt_needed"))


def _mandates(found: AgreementSnapshot) -> Iterator[LegalCheck]:
    """Mandates that ended, that end before the agreement, or that nothing proves."""
    today = timezone.localdate()
    for party in found.parties:
        if party.mandate is None:
            continue
        words = {"party": party.organisation.name}
        if not covers(party.mandate.from_on, party.mandate.to_on, today):
            says = _("The mandate of who signs for %(party)s does not hold today.")
            yield LegalCheck(says % words, "parties", rule("association.change_declared_within"))
        if party.proof is None:
            says = _("No proof of the mandate of who signs for %(party)s is filed.")
            yield LegalCheck(says % words, "parties")


def _council(found: AgreementSnapshot) -> Iterator[LegalCheck]:
    """A commune is bound after its council has deliberated."""
    for party in found.parties:
        if party.organisation.kind == Kind.LOCAL_AUTHORITY:
            says = _("The council of %(party)s deliberates on the agreement before it binds the commune.")
            words = {"party": party.organisation.name}
            yield LegalCheck(says % words, "parties", rule("partnership.council_deliberates"), is_warning=False)
