from django.urls import path

from sanad.activities.telling import views

urlpatterns = [
    path("<uuid:pk>/told/<str:token>/", views.note_guest_told, name="guest_told"),
    path("<uuid:pk>/invited/", views.note_guest_invited, name="guest_invited"),
    path("minutes/<uuid:pk>/told/", views.note_minutes_told, name="note_minutes_told"),
]
