"""Certificates, and the file of a session."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
