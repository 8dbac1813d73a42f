"""What the support organisation of the demo shows everybody: its page, and what is next on the first page."""

from sanad.accounts.policies import is_keeper
from sanad.activities.models import Activity
from sanad.demo.world import Case
from sanad.public.commands import keep_page, let_to_door

SLUG = "oivdm"


def publish(case: Case) -> None:
    """Its aims, what is next and what was told of it; nobody is named, as nobody was asked."""
    page = keep_page(
        case.sg, slug=SLUG, is_open=True, shows_aims=True, shows_news=True, agenda_kinds=list(Activity.Kind.values)
    )
    if is_keeper(case.sg.user):
        let_to_door(case.sg, page)
