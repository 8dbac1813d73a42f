"""Sessions, and who has a place in them."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
