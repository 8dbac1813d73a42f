from django.urls import path

from sanad.territory import views

app_name = "territory"
urlpatterns = [
    path("", views.places, name="places"),
    path("suggest/", views.suggest, name="suggest"),
    path("<uuid:pk>/", views.place, name="place"),
    path("<uuid:pk>/douar/", views.add_douar, name="add_douar"),
    path("<uuid:pk>/name/", views.add_alias, name="add_alias"),
]
