"""Addresses of what is asked for, and of what answers it."""

from django.urls import path
from django.urls.resolvers import URLPattern

from sanad.training.demand import views

urlpatterns: list[URLPattern] = [
    path("sessions/<uuid:pk>/answers/<uuid:item>/", views.answer_item, name="answer_item"),
    path("sessions/<uuid:pk>/answers/<uuid:item>/not/", views.part_item, name="part_item"),
    path("demand/", views.demand, name="demand"),
    path("sessions/<uuid:pk>/proposed/", views.proposed, name="proposed"),
    path("sessions/<uuid:pk>/proposed/register/", views.register_proposed, name="register_proposed"),
    path("sessions/<uuid:pk>/proposed/invite/", views.invite, name="invite_proposed"),
]
