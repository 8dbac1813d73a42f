"""Who opens an address, who is refused with a reason, and to whom it does not exist."""

from collections.abc import Iterator
from typing import Any

from django import forms

from tests.grounds import ANYBODY, HIDDEN, SECRET, Spot
from tests.judges.filled import filled
from tests.visits import BUTTON_ONLY, PAGE, Here, Visit

GONE, REFUSED, UNFIT, MOVED = 404, 403, 422, 301
ANSWERS = {200, 302, 403, 404, 405, 410, 422}
# Everybody of the space, and of the association that it accompanies; who reads French, who English.
ROLES = {"coordinator": "fr", "omar": "en", "president": "ar", "secretary": "ar", "said": "ar", "member": "ar"}
OUTSIDERS = ("stranger", "neighbour")
ASSOCIATIONS = {"president", "secretary", "said", "stranger", "neighbour"}
# An association that is accompanied sees the sessions that are announced, and its own file. It is refused the rest.
NEIGHBOUR_SEES = {
    "accompaniment:attach_evidence",
    "accompaniment:resolve_need",
    "training:add_cost",
    "training:add_slot",
    "training:add_trainer",
    "training:cancel_session",
    "training:close_session",
    "training:confirm_session",
    "training:edit_session",
    "training:edit_slot",
    "training:open_session",
    "training:proposed",
    "training:register_person",
    "training:registrations",
    "training:reopen_session",
    "training:session",
    "training:vouch_all",
    "training:withdraw_slot",
    "training:withdraw_trainer",
    "training:write_report",
}
# Everybody's own: the account, its language, a calendar of what one may read anyway, the lessons that one has read.
OWN_MATTERS = {"accounts:language", "accounts:me", "activities:open_feed", "training:finish_lesson"}
ROLE = "Your role in this space does not allow this."
# What stands between the angle brackets of an address that opens without an account.
SECRETS = {"token", "sure", "code"}
OF_THE_CASE = "الأشراف"  # the association of the case
HEAVIEST = 60 * 1024 * 6  # bytes of a page before compression


def opens(here: Here) -> Iterator[str]:
    """Its page opens for its keeper; what has only a button, or asks about one thing first, does what the button says."""
    visit = here.opened
    if visit.status == BUTTON_ONLY or is_asked(visit):
        here.meet("buttons")
        yield from _works(here.press(here.spot.at.by))
    elif visit.status != here.spot.at.answers:
        yield f"{visit} {visit.context.get('reason', '') if visit.context else ''}"
    here.meet("pages" if visit.status == PAGE else "others")


def is_asked(visit: Visit) -> bool:
    """Whether it is the page that says what a button will do."""
    return visit.status == PAGE and "ahead" in visit.context and "form" not in visit.context


def _works(visit: Visit) -> Iterator[str]:
    refused = [sentence for tag, sentence in visit.said if tag != "success"]
    if visit.status not in {302, PAGE} or refused or not visit.wrote:
        yield f"{visit} {refused or 'and nothing is written'}"


def opens_in_every_language(here: Here) -> Iterator[str]:
    """In French and in English as in Arabic."""
    for reader, language in ROLES.items():
        if language == "ar" or here.spot.at.by == ANYBODY:
            continue
        visit = here.get(reader, language)
        if visit.status != here.opened.status:
            visit = here.get(here.spot.at.by, language)
        if visit.status != here.opened.status:
            yield f"{language} {visit}"


def does_not_exist_for_others(here: Here) -> Iterator[str]:
    """Whoever has nothing to do with a row is not told that it is there, whatever they send; a visitor is led to the door."""
    if not here.spot.address.parts:
        here.get("stranger")
    if here.spot.is_of_somebody:
        for who in OUTSIDERS:
            looked, sent = here.get(who), here.press(who)
            if who == "neighbour" and here.spot.name in NEIGHBOUR_SEES:
                here.meet("seen by neighbours")
            elif looked.status not in {GONE, BUTTON_ONLY} or sent.status != GONE:
                yield f"{looked}, {sent}"
            yield from _wrote(looked, sent)
    if here.spot.address.needs_an_account:
        visits = here.get(ANYBODY), here.press(ANYBODY)
        yield from (f"{each}" for each in visits if each.status != 302 or "/login/" not in each.response["Location"])
        yield from _wrote(*visits)


def opens_for_its_secret_alone(here: Here) -> Iterator[str]:
    """With another sign in its secret, or that of somebody else, an address without an account opens nothing."""
    if here.spot.address.needs_an_account:
        return
    for wrong in wrong_parts(here.spot):
        path = here.spot.address.path(**{**here.spot.parts, **wrong})
        for who in (ANYBODY, "stranger"):
            here.meet("secrets")
            visitor = here.walk.visitor(who)
            for visit in (visitor.get(here.spot, path=path), visitor.post(here.spot, {}, path=path)):
                if visit.status not in {GONE, BUTTON_ONLY, 410} or visit.wrote:
                    yield f"{visit} with another {', '.join(wrong)} {visit.wrote}"


def wrong_parts(spot: Spot) -> Iterator[dict[str, Any]]:
    """What could stand in a secret address in the place of what does: another sign, the key of another row."""
    for name in sorted(SECRETS & set(spot.address.parts)):
        secret = spot.parts[name]
        yield {name: secret[:-1] + ("0" if secret[-1] != "0" else "1")}
    if "pk" in spot.address.parts:
        yield {"pk": type(spot.row)._base_manager.exclude(pk=spot.row.pk).values_list("pk", flat=True)[0]}


def answers_every_role(here: Here) -> Iterator[str]:
    """A page, a refusal with its reason, or that there is no such thing; never a failure.

    A page that takes nothing from its keeper, who may do everything there, takes nothing from the others.
    """
    sent = [here.press(here.spot.at.by)] if here.opened.status != BUTTON_ONLY else []
    takes_nothing = bool(sent) and here.opened.is_html and sent[0].status == PAGE and not sent[0].wrote
    here.meet("takes nothing" if takes_nothing else "takes something")
    for who, language in ROLES.items():
        sent += [here.get(who, language), *([] if takes_nothing else [here.press(who)])]
    yield from (f"{each}" for each in sent if each.status not in ANSWERS | {here.spot.at.answers})


def lets_members_read_only(here: Here) -> Iterator[str]:
    """Who has no right but to read writes nothing, also with all that the form asks for, and reads why."""
    if here.spot.name in OWN_MATTERS or not here.spot.address.needs_an_account:
        return
    looked = here.get("member")
    form = looked.forms[0] if looked.status == PAGE and looked.forms else None
    sent = here.post(filled(form), "member") if _is_sent(form) else here.press("member")
    yield from _wrote(looked, sent)
    if looked.status == REFUSED and sent.status not in {302, GONE, UNFIT}:
        yield f"{looked}, {sent}"
    if sent.status == 302 and not any(tag == "error" for tag, _sentence in sent.said):
        yield f"{sent} and nobody says why"


def _is_sent(form: Any) -> bool:
    return (isinstance(form, forms.Form) and "_key" in str(getattr(form, "template_name", ""))) or hasattr(form, "key")


def _wrote(*visits: Visit) -> Iterator[str]:
    yield from (f"{each} and wrote {each.wrote}" for each in visits if each.wrote)


def is_unknown_under_another_key(here: Here) -> Iterator[str]:
    """The key of a row of another kind opens nothing; a former address does not look at the key, it only leads on."""
    if here.spot.row is not None and here.spot.at.answers != MOVED and here.spot.address.needs_an_account:
        other = here.walk.ground.case.sg.user.pk
        path = here.spot.path.replace(str(here.spot.row.pk), str(other))
        for visit in (here.keeper.get(here.spot, path=path), here.keeper.post(here.spot, {}, path=path)):
            if visit.status not in {GONE, BUTTON_ONLY} or (visit.verb == "POST" and visit.status != GONE):
                yield f"{visit}"


# ------------------------------------------------------------------------------------------------ whatever was answered


def is_refused_without_a_trace(here: Here, visit: Visit) -> Iterator[str]:
    """What is refused writes nothing, and neither does looking."""
    if visit.wrote and (visit.status >= 400 or visit.verb == "GET"):
        yield f"{visit} and wrote {visit.wrote}"


def is_kept_nowhere(here: Here, visit: Visit) -> Iterator[str]:
    """No browser keeps what somebody who is signed in was answered, nor what a secret address gives."""
    said = visit.response.headers.get("Cache-Control", "")
    # A calendar, a list of keys: programs ask whether it is another one by now.
    is_asked_again = visit.who == ANYBODY and not (visit.is_html and "token" in visit.spot.address.parts)
    if "no-store" not in said and "public" not in said.split(", ") and not is_asked_again:
        yield f"{visit} {said}"


def is_light(here: Here, visit: Visit) -> Iterator[str]:
    """A page is no heavier than a slow line carries, whatever it shows."""
    if visit.is_html and len(visit.body) > HEAVIEST:
        yield f"{visit} {len(visit.body)} bytes"


def names_nobody_elses(here: Here, visit: Visit) -> Iterator[str]:
    """No page names what belongs to a space that has nothing to do with its reader, nor what is hidden from associations."""
    if not visit.spot.address.needs_an_account:
        return  # whoever has the address reads it
    words = [SECRET] if visit.who != "elsewhere" else []
    words += [HIDDEN] if visit.who in ASSOCIATIONS else []
    words += [OF_THE_CASE] if visit.who == "stranger" else []
    text = visit.body.decode(errors="ignore") if words else ""
    yield from (f"{visit} names {word}" for word in words if word in text)
