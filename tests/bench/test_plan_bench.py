"""A file with 200 plan items: the dossier and the ways to look at the plan, against the bare render of the same page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanad.accompaniment.models import Engagement, Need, PlanApproval, PlanItem, PlanItemNeed, PlanItemStep
from tests.bench.measure import print_headings, print_page

ITEMS = 200
PAGES = {
    "dossier": "",
    "board": "plan/",
    "time line": "plan/time/",
    "plan to print": "plan/print/",
    "list": "plan/list/",
}


@pytest.fixture
def full_file(world) -> Engagement:
    """The file of the case with 200 plan items in every state, form and side, half of them late or undated."""
    file, by, today = Engagement.objects.get(space=world.sg.space), world.sg.user, timezone.localdate()
    need, here = Need.objects.filter(engagement=file).first(), {"space": file.space}
    states, forms = PlanItem.State.values, [form for form in PlanItem.Form.values if form != "training"]
    items = PlanItem.objects.bulk_create(
        PlanItem(
            **here,
            engagement=file,
            form=forms[n % len(forms)],
            objective=f"بند في المخطط رقم {n} من أجل الجمعية والساكنة",
            side=PlanItem.Side.values[n % 2],
            state=states[n % len(states)],
            cost=n * 12_345 if n % 3 else None,
            due_on=today + timedelta(days=n - 100) if n % 4 else None,
            responsible=world.people["sg"],
        )
        for n in range(ITEMS)
    )
    PlanItemNeed.objects.bulk_create(PlanItemNeed(**here, plan_item=item, need=need) for item in items)
    PlanItemStep.objects.bulk_create(
        PlanItemStep(**here, plan_item=item, before="proposed", after="agreed", by=by) for item in items
    )
    PlanApproval.objects.bulk_create(
        PlanApproval(**here, plan_item=item, side=side, by=by) for item in items for side in ("support", "association")
    )
    return file


def test_a_file_of_two_hundred_plan_items(world, full_file, browse, settings) -> None:
    client = browse(world.sg)
    print_headings()
    for name, page in PAGES.items():
        assert print_page(client, settings, name, f"/accompaniment/{full_file.pk}/{page}") <= 9
