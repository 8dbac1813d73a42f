"""Amendments: drafted by the keeper, signed by all, sealed and chained; what is fulfilled stays as it is (A2, A5)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command, stated
from sanad.foundation.days import refuse_future
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.commitments.commands import file_paper, write_open_dues
from sanad.partnerships.commitments.queries.rows import with_terms
from sanad.partnerships.commitments.queries.terms import terms_of
from sanad.partnerships.life.policies import can_draft_amendment, can_edit_amendment, can_sign_amendment
from sanad.partnerships.models import (
    Agreement,
    Amendment,
    Article,
    ArticleChange,
    Commitment,
    CommitmentChange,
    Revision,
)
from sanad.partnerships.queries.content import AmendmentContent
from sanad.partnerships.queries.standing import end_on, life_of
from sanad.partnerships.sharing.commands import end_sharings


@command(can_draft_amendment, says=_("began an amendment"))
def draft_amendment(
    actor: Actor, agreement: Agreement, *, reason: str, effective_on: date, ends_on: date | None = None
) -> Amendment:
    """Begin an amendment: why, from which day, and the new end if it moves. Refused outside the days of the agreement."""
    last = agreement.amendments.aggregate(last=Max("number"))["last"] or 0
    amendment = Amendment(space_id=agreement.space_id, agreement=agreement, number=last + 1, by=actor.user)
    return _framed(amendment, reason, effective_on, ends_on)


@command(can_edit_amendment, says=_("changed an amendment"))
def edit_amendment(
    actor: Actor, amendment: Amendment, *, reason: str, effective_on: date, ends_on: date | None = None
) -> Amendment:
    """Change the reason, the day or the new end of a draft. Refused outside the days of the agreement."""
    return _framed(amendment, reason, effective_on, ends_on)


def _framed(amendment: Amendment, reason: str, effective_on: date, ends_on: date | None) -> Amendment:
    amendment.reason, amendment.effective_on, amendment.ends_on = stated(reason), effective_on, ends_on
    _refuse_days(amendment)
    amendment.save()
    return amendment


def _refuse_days(amendment: Amendment) -> None:
    agreement, day = amendment.agreement, amendment.effective_on
    end = end_on(life_of(agreement), day)
    if (agreement.signed_on and day < agreement.signed_on) or (end and end < day):
        raise Refused(_("This day lies outside the agreement."), "effective_on")
    if amendment.ends_on and amendment.ends_on < day:
        raise Refused(_("The new end lies before the amendment takes effect."), "ends_on")


@command(can_edit_amendment, says=_("changed an article in an amendment"))
def change_article(
    actor: Actor, amendment: Amendment, *, article: Article | None = None, **words: str
) -> ArticleChange:
    """Give an article new words, or write a new one when none is named. Refused without words."""
    if article is not None and (article.agreement_id != amendment.agreement_id or not article.is_standing):
        raise Refused(_("This choice does not exist."), "article")
    if not any(words.get(name, "").strip() for name in ("text_ar", "text_fr")):
        raise Refused(_("Write the new text."), "text_ar")
    change = None
    if article is not None:
        change = ArticleChange.objects.standing().filter(amendment=amendment, article=article).first()
    change = change or ArticleChange(space_id=amendment.space_id, amendment=amendment, article=article)
    for name, text in words.items():
        setattr(change, name, text)
    change.save()
    return change


@command(can_edit_amendment, says=_("changed a commitment in an amendment"))
def change_commitment(
    actor: Actor,
    amendment: Amendment,
    *,
    commitment: Commitment,
    due_on: date | None = None,
    measure: int | None = None,
    is_dropped: bool = False,
) -> CommitmentChange:
    """Move a commitment to another day, measure it anew, or drop it. Refused for what is fulfilled or waived already (A5)."""
    if commitment.agreement_id != amendment.agreement_id or not commitment.is_standing:
        raise Refused(_("This choice does not exist."), "commitment")
    if not is_dropped and due_on is None and measure is None:
        raise Refused(_("Say what changes."), "due_on")
    if is_dropped and (due_on or measure):
        raise Refused(_("What is dropped has no new day and no new quantity."), "is_dropped")
    if measure is not None and measure <= 0:
        raise Refused(_("Write a quantity above zero, or drop the promise."), "measure")
    change = CommitmentChange.objects.standing().filter(amendment=amendment, commitment=commitment).first()
    change = change or CommitmentChange(space_id=amendment.space_id, amendment=amendment, commitment=commitment)
    change.due_on, change.measure, change.is_dropped = due_on, measure, is_dropped
    _refuse_change(change, amendment.effective_on)
    change.save()
    return change


def _refuse_change(change: CommitmentChange, effective_on: date) -> None:
    if change.commitment.open_due_on is None:
        raise Refused(
            _("Nothing is owed of this promise any more; an amendment cannot change it: %(promise)s.")
            % {"promise": change.commitment}
        )
    if change.due_on and change.due_on < effective_on:
        raise Refused(_("The new day lies before the amendment takes effect."), "due_on")


@command(can_edit_amendment, says=_("took an article out of an amendment"))
def withdraw_article_change(actor: Actor, change: ArticleChange) -> ArticleChange:
    """Leave the article as it is."""
    change.withdraw()
    return change


@command(can_edit_amendment, says=_("took a commitment out of an amendment"))
def withdraw_commitment_change(actor: Actor, change: CommitmentChange) -> CommitmentChange:
    """Leave the commitment as it is."""
    change.withdraw()
    return change


@command(can_edit_amendment, says=_("gave an amendment up"), is_final=True)
def abandon_amendment(actor: Actor, amendment: Amendment, *, reason: str) -> Amendment:
    """Give a draft up; it stays with why."""
    amendment.state, amendment.abandoned_why = Amendment.State.ABANDONED, stated(reason)
    amendment.save()
    return amendment


@command(can_sign_amendment, says=_("recorded the signature of an amendment"), is_final=True)
def sign_amendment(
    actor: Actor,
    amendment: Amendment,
    *,
    signed_on: date,
    effective_on: date,
    upload: UploadedFile | None = None,
    kept_at: str = "",
) -> Amendment:
    """Seal what all parties signed, chained to what they signed before; from now on it is part of the agreement.

    Refused when it changes nothing, before it was signed, without the signed copy or the place where it is kept, and for
    a commitment that was kept in the meantime (A5).
    """
    articles = list(amendment.article_changes.standing())
    commitments = list(amendment.commitment_changes.standing().select_related("commitment"))
    if not (articles or commitments or amendment.ends_on):
        raise Refused(_("This amendment changes nothing."))
    refuse_future(signed_on, "signed_on")
    if effective_on < signed_on:
        raise Refused(_("It cannot take effect before it is signed."), "effective_on")
    amendment.signed_on, amendment.effective_on, amendment.state = signed_on, effective_on, Amendment.State.SIGNED
    _refuse_days(amendment)
    for change in commitments:
        _refuse_change(change, effective_on)
    amendment.proof = file_paper(actor, amendment.agreement, str(amendment), upload=upload, kept_at=kept_at)
    amendment.content = content_of(amendment, articles, commitments)
    amendment.seal_upon(_sealed_last(amendment.agreement)).save()
    write_open_dues([change.commitment for change in commitments])
    for change in commitments:
        if change.is_dropped:
            _let_go(amendment, change.commitment_id)
    if amendment.ends_on:
        end_sharings(actor, amendment.agreement, amendment.ends_on)
    return amendment


def _let_go(amendment: Amendment, commitment_id: UUID) -> None:
    """A commitment of which the amendment leaves nothing owed, and nothing was delivered, was waived by all parties."""
    row = with_terms(Commitment.objects.filter(pk=commitment_id)).get()
    if not terms_of(row).dues:
        row.waived_on, row.waiver = amendment.signed_on, amendment.reason[:300]
        row.save(update_fields=["waived_on", "waiver"])


def content_of(
    amendment: Amendment, articles: Iterable[ArticleChange], commitments: Iterable[CommitmentChange]
) -> AmendmentContent:
    """What is signed, as it is sealed."""
    return {
        "reason": amendment.reason,
        "ends_on": amendment.ends_on.isoformat() if amendment.ends_on else None,
        "articles": [
            {
                "id": str(row.pk),
                "article": str(row.article_id) if row.article_id else None,
                "heading_ar": row.heading_ar,
                "heading_fr": row.heading_fr,
                "text_ar": row.text_ar,
                "text_fr": row.text_fr,
            }
            for row in articles
        ],
        "commitments": [
            {
                "commitment": str(row.commitment_id),
                "due_on": row.due_on.isoformat() if row.due_on else None,
                "measure": row.measure,
                "is_dropped": row.is_dropped,
            }
            for row in commitments
        ],
    }


def _sealed_last(agreement: Agreement) -> Amendment | Revision | None:
    """The amendment signed last, else the signed text."""
    return agreement.amendments.signed().order_by("-number").first() or agreement.revisions.newest()
