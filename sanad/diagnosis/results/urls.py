"""The addresses of what was found and of what follows."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanad.diagnosis.results import commands
from sanad.diagnosis.results.forms import GapForm
from sanad.diagnosis.results.views import gaps, overview, results
from sanad.diagnosis.workshop.views.scores import fetch_score, item_title
from sanad.foundation import ui

urlpatterns = [
    path("", overview.diagnoses, name="diagnoses"),
    path("<uuid:pk>/results/", results.results, name="results"),
    path("<uuid:pk>/results/<str:language>.pdf", results.draft_paper, name="draft_paper"),
    path("<uuid:pk>/results/<str:language>/issue/", results.issue_paper, name="issue_paper"),
    path("<uuid:pk>/change/", results.change, name="change"),
    path("<uuid:pk>/gaps/", gaps.gaps, name="gaps"),
    path("scores/<uuid:pk>/measure/", gaps.measure, name="measure"),
    path("gaps/<uuid:pk>/remedy/", gaps.propose_remedy, name="propose_remedy"),
    *ui.addresses(
        ui.Sheet(
            "scores/<uuid:pk>/gap/",
            commands.answer_gap,
            fetch_score,
            GapForm,
            _("What follows from this item"),
            gaps.to_gaps,
            lead=item_title,
            initial=gaps.as_it_stands,
            form_kwargs=lambda row: {"diagnosis": row.diagnosis},
            edits=True,
        ),
    ),
]
