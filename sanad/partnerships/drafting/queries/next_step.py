"""What comes next for an agreement until all have signed it."""

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.next_step import NextStep, Way, comes_next
from sanad.partnerships.drafting.policies import can_negotiate, can_settle
from sanad.partnerships.models import Agreement
from sanad.partnerships.policies import can_draft
from sanad.partnerships.queries.snapshot import snapshot_of
from sanad.partnerships.signing.policies import can_record_signature, can_send_out
from sanad.partnerships.signing.queries.readiness import PARTIES_AT_LEAST, missing_before_signature


def until_it_is_signed(actor: Actor, agreement: Agreement) -> NextStep | None:
    """Bring the parties to the table, settle the text, send it out, sign: whoever's turn it is."""
    if agreement.state == Agreement.State.OUT:
        return _to_sign(actor, agreement)
    if agreement.space_id != actor.space_id:
        return _at_the_table(agreement)
    if agreement.state == Agreement.State.IDEA:
        return _as_an_idea(actor, agreement)
    if agreement.state == Agreement.State.NEGOTIATING:
        return _while_negotiated(actor, agreement)
    if agreement.state == Agreement.State.READY:
        send = Way(
            _("Send out for signature"), "partnerships:send_out", (agreement.pk,), can_send_out(actor, agreement)
        )
        look = Way(_("Look at what the law asks"), "partnerships:checks", (agreement.pk,))
        return NextStep(_("The text is agreed. Sent out for signature, it is frozen as it is."), (send, look))
    return None


def _as_an_idea(actor: Actor, agreement: Agreement) -> NextStep:
    if agreement.parties.standing().count() < PARTIES_AT_LEAST:
        seat = Way(_("Say who the parties are"), "partnerships:parties", (agreement.pk,), can_draft(actor, agreement))
        return NextStep(_("An agreement has two parties at least: say who sits at the table."), (seat,))
    show = Way(
        _("Show it to the parties"),
        "partnerships:negotiate",
        (agreement.pk,),
        can_negotiate(actor, agreement),
        is_act=True,
    )
    text = Way(_("Read the text"), "partnerships:text", (agreement.pk,))
    return NextStep(
        _("The draft is seen by your space alone. When it says what you mean, show it to the parties."), (show, text)
    )


def _while_negotiated(actor: Actor, agreement: Agreement) -> NextStep:
    settle = Way(
        _("The text is agreed"), "partnerships:settle", (agreement.pk,), can_settle(actor, agreement), is_act=True
    )
    missing = len(missing_before_signature(snapshot_of(agreement)))
    if missing:
        said = ngettext(
            "It is being negotiated. %(count)s thing is missing before it can be signed.",
            "It is being negotiated. %(count)s things are missing before it can be signed.",
            missing,
        )
        look = Way(_("See what is missing"), "partnerships:checks", (agreement.pk,))
        return NextStep(said % {"count": missing}, (look, settle))
    return NextStep(_("Nothing is missing any more. When all parties agree on the text, say so."), (settle,))


def _at_the_table(agreement: Agreement) -> NextStep | None:
    read = Way(_("Read the text"), "partnerships:text", (agreement.pk,))
    keeper = {"space": agreement.space.name}
    if agreement.state == Agreement.State.NEGOTIATING:
        return NextStep(_("Read the text and write your remarks; %(space)s answers them.") % keeper, (read,))
    if agreement.state == Agreement.State.READY:
        return NextStep(_("The text is agreed; %(space)s sends it out for signature.") % keeper, (read,))
    return None


def _to_sign(actor: Actor, agreement: Agreement) -> NextStep:
    left = list(agreement.parties.standing().filter(signed_on=None).select_related("organisation"))
    between = "، " if get_language() == "ar" else ", "
    names = between.join(party.organisation.name for party in left)
    for party in left:
        party.agreement = agreement  # read already
    verdicts = [(party, can_record_signature(actor, party)) for party in left]
    ways = tuple(
        Way(
            _("Record the signature of %(party)s") % {"party": party.organisation.name},
            "partnerships:record_signature",
            (party.pk,),
            may,
        )
        for party, may in verdicts
        if may
    )
    said = (
        _("It is out for signature. Has not signed yet: %(parties)s.")
        if len(left) == 1
        else _("It is out for signature. Have not signed yet: %(parties)s.")
    )
    return NextStep(said % {"parties": names}, ways)


comes_next(Agreement, until_it_is_signed, rank=10)
