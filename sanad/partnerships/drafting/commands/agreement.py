"""Beginning an agreement, what frames it, and its way to an agreed text."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, PlanItem
from sanad.directory.queries import own_card
from sanad.foundation.command import amend, command, stated
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step
from sanad.partnerships.drafting.commands.commitments import write_commitments
from sanad.partnerships.drafting.commands.parties import seat_party
from sanad.partnerships.drafting.policies import can_abandon, can_negotiate, can_reopen, can_settle, can_start
from sanad.partnerships.drafting.queries.templates import agreement_templates
from sanad.partnerships.models import Agreement, Article, Party
from sanad.partnerships.policies import can_draft


@command(can_start, says=_("began an agreement"))
def start_agreement(
    actor: Actor,
    *,
    kind: str = "",
    template: str = "",
    languages: str = "ar",
    title_ar: str = "",
    title_fr: str = "",
    engagement: Engagement | None = None,
    plan_items: list[PlanItem] | None = None,
    **details: Any,
) -> Agreement:
    """Begin an agreement from a template or blank; the plan items chosen become commitments, each owed by its side.

    The first party is the actor's own organisation, the second the association of the file. Refused without a title, for
    an unknown template, and for plan items of another file.
    """
    source = agreement_templates().get(template)
    if template and source is None:
        raise Refused(_("This choice does not exist."), "template")
    title_ar = title_ar or (source.title.ar if source and "ar" in languages else "")
    title_fr = title_fr or (source.title.fr if source and "fr" in languages else "")
    if not title_ar and not title_fr:
        raise Refused(_("Give it a title."), "title_fr" if languages == Agreement.Languages.FRENCH else "title_ar")
    agreement = Agreement(
        space=actor.space,
        kind=(source.kind if source else kind) or Agreement.Kind.SPECIFIC,
        languages=languages,
        title_ar=title_ar,
        title_fr=title_fr,
        engagement=engagement,
    )
    amend(agreement, details)
    _refuse_frame(agreement)
    agreement.save()
    if (card := own_card(actor)) is not None:
        seat_party(agreement, card, Party.Part.LEAD)
    if engagement is not None and engagement.association != card:
        seat_party(agreement, engagement.association, Party.Part.BENEFICIARY)
    for position, section in enumerate(source.sections if source else (), 1):
        words = {
            f"{part}_{language}": getattr(getattr(section, name), language)
            for part, name in (("heading", "heading"), ("text", "text"))
            for language in languages.split("+")
        }
        Article.objects.create(
            space=actor.space, agreement=agreement, position=position, section=section.section, **words
        )
    write_commitments(agreement, plan_items or [])
    return agreement


@command(can_draft, says=_("changed the frame of an agreement"))
def edit_agreement(actor: Actor, agreement: Agreement, **details: Any) -> Agreement:
    """Change title, language, dates, budget, notice or copies. Refused when it would end before it begins."""
    amend(agreement, details)
    if not agreement.title_ar and not agreement.title_fr:
        raise Refused(_("Give it a title."), "title_ar")
    _refuse_frame(agreement)
    agreement.save()
    return agreement


def _refuse_frame(agreement: Agreement) -> None:
    """The dates are in order, and what it stands under is a framework agreement of the same room."""
    if agreement.starts_on and agreement.ends_on and agreement.ends_on < agreement.starts_on:
        raise Refused(_("It ends before it begins."), "ends_on")
    agreement.notice_months = agreement.notice_months or 0
    if agreement.notice_months and agreement.notice_days:
        raise Refused(
            _("Notice is counted in days or in months, not in both: write 0 in one of the two boxes."), "notice_days"
        )
    frame = agreement.framework
    if frame is not None and (frame.kind != Agreement.Kind.FRAMEWORK or frame == agreement):
        raise Refused(_("Choose a framework agreement."), "framework")


@command(can_negotiate, says=_("opened the negotiation of an agreement"))
def open_negotiation(actor: Actor, agreement: Agreement) -> Agreement:
    """Show the draft to the parties: from now on they read it and make remarks."""
    return take_step(actor, agreement, Agreement.State.NEGOTIATING)


@command(can_settle, says=_("said that a text is agreed"))
def settle_text(actor: Actor, agreement: Agreement) -> Agreement:
    """Say that the parties agree on the text; it is not changed any more unless it is opened again."""
    return take_step(actor, agreement, Agreement.State.READY)


@command(can_reopen, says=_("opened an agreed text again"))
def reopen_text(actor: Actor, agreement: Agreement, *, reason: str) -> Agreement:
    """Negotiate an agreed text again, with the reason."""
    return take_step(actor, agreement, Agreement.State.NEGOTIATING, stated(reason))


@command(can_abandon, says=_("gave an agreement up"), is_final=True)
def abandon_agreement(actor: Actor, agreement: Agreement, *, reason: str) -> Agreement:
    """Give it up before it is signed; it stays in the history with the reason."""
    return take_step(actor, agreement, Agreement.State.ABANDONED, stated(reason))
