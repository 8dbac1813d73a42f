from django.urls import path

from sanad.activities.record import views

urlpatterns = [
    path("<uuid:pk>/record/", views.record, name="record"),
]
