"""What became of the follow-ups that the two stations of 2023 noted; the press report ends before.

Everything here is invented.
"""

from datetime import date

from sanad.activities.models import FollowUp
from sanad.activities.outcome.commands import drop_follow_up, finish_follow_up
from sanad.demo.world import Case

# By their day: what is said of them, and whether they were done.
DONE = {
    date(2023, 12, 10): "انعقدت المحطة الثانية بمقر المنظمة بمكناس يوم 24 دجنبر 2023.",
    date(2024, 1, 31): "وقعت الاتفاقية يوم 21 مارس 2024.",
}
DROPPED = {date(2024, 1, 15): "حلت محله دورات الاتفاقية، ولكل دورة تاريخها ومكانها."}


def settle(case: Case) -> None:
    """Say of each what came of it, so that nothing stands open that the rest of the story shows done."""
    for follow_up in FollowUp.objects.filter(space=case.sg.space, due_on__in=[*DONE, *DROPPED]).open():
        if follow_up.due_on in DONE:
            finish_follow_up(case.sg, follow_up, note=DONE[follow_up.due_on])
        else:
            drop_follow_up(case.sg, follow_up, note=DROPPED[follow_up.due_on])
