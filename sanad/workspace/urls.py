from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.foundation.documents.commands import withdraw_document
from sanad.workspace import views
from sanad.workspace.commands import show_step
from sanad.workspace.numbers.urls import urlpatterns as numbers

app_name = "workspace"
urlpatterns = [
    path("", views.home, name="home"),
    path("reminders/", views.reminders, name="reminders"),
    path("steps/", views.steps, name="steps"),
    path("steps/<slug:step>/skip/", views.skip_step, name="skip_step"),
    path("search/", views.search, name="search"),
    *numbers,
    path("history/", views.history, name="history"),
    path("history/<uuid:pk>/", views.history_line, name="history_line"),
    path("papers/", views.papers, name="papers"),
    path("papers/<uuid:pk>/", views.paper, name="paper"),
    path("papers/<uuid:pk>/file/", views.download, name="download"),
    path("papers/<uuid:pk>/scan/", views.scan, name="scan"),
    path("scans/<uuid:pk>/", views.scan_file, name="scan_file"),
    *ui.addresses(
        ui.Act("steps/<uuid:pk>/again/", show_step, views.fetch_skipped, views.to_home),
        ui.Sheet(
            "papers/<uuid:pk>/withdraw/",
            withdraw_document,
            views.fetch_paper,
            ui.ReasonForm,
            _("Withdraw the paper"),
            views.to_paper,
            lead=str,
            name="withdraw",
            asks=views.ahead_of_withdrawing,
        ),
    ),
]
