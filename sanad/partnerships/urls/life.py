"""Addresses of what happens after signature."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
