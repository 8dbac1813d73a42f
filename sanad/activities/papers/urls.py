from django.urls import path

from sanad.activities.papers import views

urlpatterns = [
    path("<uuid:pk>/papers/", views.papers, name="papers"),
    path("papers/<str:kind>/<uuid:pk>/<str:language>/draft.pdf", views.show_draft, name="draft_paper"),
    path("revisions/<uuid:pk>/<str:language>/minutes.pdf", views.minutes_paper, name="minutes_paper"),
    path("press/<uuid:pk>/paper.pdf", views.press_paper, name="press_paper"),
    path("papers/<str:kind>/<uuid:pk>/<str:language>/issue/", views.issue, name="issue_paper"),
]
