from django.urls import path

from sanad.workspace import views

app_name = "workspace"
urlpatterns = [
    path("", views.home, name="home"),
    path("reminders/", views.reminders, name="reminders"),
    path("search/", views.search, name="search"),
    path("history/", views.history, name="history"),
    path("history/<uuid:pk>/", views.history_line, name="history_line"),
    path("papers/", views.papers, name="papers"),
    path("papers/<uuid:pk>/", views.paper, name="paper"),
    path("papers/<uuid:pk>/file/", views.download, name="download"),
    path("papers/<uuid:pk>/scan/", views.scan, name="scan"),
    path("papers/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("scans/<uuid:pk>/", views.scan_file, name="scan_file"),
]
