"""What is written to who is expected at an activity: by e-mail, or ready to be sent by hand."""

from django.core.mail import EmailMessage
from django.utils.translation import gettext, override

from sanad.activities.models import Activity
from sanad.activities.telling.queries.guests import Guest
from sanad.activities.telling.queries.news import CANCELLED, News
from sanad.activities.telling.queries.schedule import Block, schedules, told_lines, when_and_where
from sanad.foundation.arabic.bidi import isolate
from sanad.foundation.letters.post import written


def notice(activity: Activity, guest: Guest, new: News) -> EmailMessage:
    """The letter to a guest."""
    with override(guest.language):
        return written(_subject(activity, new), _lines(activity, guest, new), guest.email, guest.language)


def notice_text(activity: Activity, guest: Guest, new: News) -> str:
    """The same, to send by phone."""
    with override(guest.language):
        return "\n".join(_lines(activity, guest, new))


def invitation(activity: Activity, guest: Guest) -> EmailMessage:
    """The letter that asks a guest to come."""
    with override(guest.language):
        subject = gettext("Invitation: %(activity)s") % _title_in_sentence(activity)
        return written(subject, _invitation(activity, guest, standing_blocks(activity)), guest.email, guest.language)


def invitation_text(activity: Activity, guest: Guest, blocks: list[Block]) -> str:
    """The same, to send by phone; with what stands (`standing_blocks`), which is one for all guests."""
    with override(guest.language):
        return "\n".join(_invitation(activity, guest, blocks))


def standing_blocks(activity: Activity) -> list[Block]:
    """All that takes place, each once."""
    return list(dict.fromkeys(block for blocks in schedules(activity).values() for block in blocks))


def _invitation(activity: Activity, guest: Guest, blocks: list[Block]) -> list[str]:
    asked = gettext("you are invited to “%(activity)s”.") % _title_in_sentence(activity)
    return [
        gettext("Hello %(name)s,") % {"name": isolate(guest.name)},
        "",
        asked,
        *([activity.purpose] if activity.purpose else []),
        "",
        *when_and_where(blocks),
        "",
        gettext("Tell us whether you come."),
        "",
        activity.host.name,
    ]


def _title_in_sentence(activity: Activity) -> dict[str, str]:
    return {"activity": isolate(" ".join(activity.title.split()))}


def _subject(activity: Activity, new: News) -> str:
    text = gettext("Cancelled: %(activity)s") if new.state == CANCELLED else gettext("Changed: %(activity)s")
    return text % _title_in_sentence(activity)


def _lines(activity: Activity, guest: Guest, new: News) -> list[str]:
    head = [gettext("Hello %(name)s,") % {"name": isolate(guest.name)}, ""]
    if new.state == CANCELLED:
        said = gettext("“%(activity)s” was cancelled. It was to take place:") % _title_in_sentence(activity)
        body = [said, "", *when_and_where([block for block in new.known if block.is_to_come])]
    else:
        said = gettext("something changed in “%(activity)s”.") % _title_in_sentence(activity)
        body = [said, "", *told_lines(new.changes)]
        if new.now:
            body += ["", gettext("As it stands now:"), *when_and_where(new.now)]
    return [*head, *body, "", activity.host.name]
