"""Addresses of a space for an association: opened for it, or joined to its card."""

from django.urls import path

from sanad.accompaniment.joining import views
from sanad.accompaniment.joining.commands import refuse_claim
from sanad.foundation import ui

urlpatterns = [
    path("rooms/<uuid:pk>/", views.open_association_space, name="open_association_space"),
    path("rooms/<uuid:pk>/join/", views.offer_card, name="offer_card"),
    path("join/<str:token>/", views.join_card, name="join_card"),
    path("accompanier/", views.ask_accompanier, name="ask_accompanier"),
    path("claims/<uuid:pk>/", views.claim, name="claim"),
    path("claims/<uuid:pk>/accompany/", views.accompany_association, name="accompany_association"),
    path("claims/<uuid:pk>/accept/", views.accept_claim, name="accept_claim"),
    *ui.addresses(
        ui.Act("claims/<uuid:pk>/refuse/", refuse_claim, views.fetch_claim, views.to_card),
    ),
]
