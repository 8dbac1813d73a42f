from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.territory import commands, forms, views

app_name = "territory"
urlpatterns = [
    path("", views.places, name="places"),
    path("suggest/", views.suggest, name="suggest"),
    path("<uuid:pk>/", views.place, name="place"),
    *ui.addresses(
        ui.Sheet(
            "<uuid:pk>/douar/",
            commands.add_douar,
            views.fetch_commune,
            forms.DouarForm,
            _("Add a douar"),
            views.to_place,
            lead=views.path_of,
        ),
        ui.Sheet(
            "<uuid:pk>/name/",
            commands.add_place_alias,
            views.fetch_place,
            forms.AliasForm,
            _("Add another name"),
            views.to_place,
            lead=views.path_of,
            name="add_alias",
        ),
    ),
]
