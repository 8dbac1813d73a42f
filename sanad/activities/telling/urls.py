from django.urls import path

from sanad.activities.telling import views

urlpatterns = [
    path("<uuid:pk>/told/<str:token>/", views.note_guest_told, name="guest_told"),
]
