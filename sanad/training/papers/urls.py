"""Addresses of the papers of sessions."""

from django.urls import path
from django.urls.resolvers import URLPattern

from sanad.training.papers import views

urlpatterns: list[URLPattern] = [
    path("sessions/<uuid:pk>/programme/<str:language>/", views.programme, name="programme"),
    path("registrations/<uuid:pk>/letter/<str:language>/", views.letter, name="convening"),
    path("registrations/<uuid:pk>/list/<str:language>/", views.letter_with_list, name="convening_list"),
    path("sessions/<uuid:pk>/programme/<str:language>/issue/", views.issue_programme, name="issue_programme"),
    path("registrations/<uuid:pk>/letter/<str:language>/issue/", views.issue_letter, name="issue_convening"),
    path("registrations/<uuid:pk>/list/<str:language>/issue/", views.issue_letter_with_list, name="issue_list"),
]
