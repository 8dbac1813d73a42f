from django.urls import path

from sanad.rulebook import views

app_name = "rulebook"
urlpatterns = [
    path("", views.rules, name="rules"),
]
