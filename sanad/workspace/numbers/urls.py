"""The pages behind the numbers of home."""

from django.urls import path

from sanad.workspace.numbers import views

urlpatterns = [
    path("numbers/attendance/<int:year>/", views.attendance, name="attendance"),
    path("numbers/<slug:key>/", views.number, name="number"),
]
