"""The list of follow-ups as a paper."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanad.activities.documents import follow_up_table, occasion_lines, paper_language
from sanad.activities.models import Activity
from sanad.activities.policies import can_issue_paper
from sanad.activities.queries.facts import facts_of_activity
from sanad.directory.documents import letterhead, place_and_day, town_of
from sanad.foundation.documents.content import Block, Facts, Heading, PaperContent
from sanad.foundation.documents.papers import Paper, declare


def follow_up_list(activity: Activity) -> PaperContent:
    """What is open in the series, and what this station added."""
    facts = facts_of_activity(activity)
    carried = facts["carried"]
    blocks: list[Block] = [Facts(occasion_lines(facts))]
    if carried:
        blocks += [Heading(_("Follow-ups of the stations before")), follow_up_table(carried)]
    blocks += [Heading(_("Follow-ups of this station")), follow_up_table(facts["follow_ups"])]
    return PaperContent(
        language=paper_language(),
        head=letterhead(facts["host"]),
        title=_("Follow-up list"),
        subtitle=facts["title"],
        place_and_day=place_and_day(town_of(activity.host), timezone.localdate()),
        blocks=blocks,
    )


FOLLOW_UPS = declare(Paper("follow_ups", "follow_ups", gettext_lazy("Follow-up list"), follow_up_list, can_issue_paper))
