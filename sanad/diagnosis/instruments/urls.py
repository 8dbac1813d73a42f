"""The addresses of instruments."""

from django.urls import path

from sanad.diagnosis.instruments import views

urlpatterns = [
    path("instruments/", views.instruments, name="instruments"),
    path("instruments/import/", views.import_instrument, name="import_instrument"),
    path("instruments/adopt/<slug:key>/", views.adopt, name="adopt"),
    path("instruments/<uuid:pk>/", views.instrument, name="instrument"),
    path("instruments/<uuid:pk>/instrument.json", views.export_json, name="export_json"),
    path("instruments/<uuid:pk>/xlsform.xlsx", views.export_xlsform, name="export_xlsform"),
    path("instruments/<uuid:pk>/form/<str:language>.pdf", views.blank_form, name="blank_form"),
]
