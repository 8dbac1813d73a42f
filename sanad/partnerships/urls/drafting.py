"""Addresses of an agreement up to its signature."""

from django.urls import path

from sanad.partnerships.views import agreement

urlpatterns = [
    path("", agreement.agreements, name="agreements"),
    path("<uuid:pk>/", agreement.agreement, name="agreement"),
]
