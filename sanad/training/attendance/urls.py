"""Attendance of a half-day, and the door."""

from django.urls import path
from django.urls.resolvers import URLPattern

from sanad.training.attendance.views import attendance, door

urlpatterns: list[URLPattern] = [
    path("sessions/<uuid:pk>/attendance/", attendance.attendance, name="attendance"),
    path("sessions/<uuid:pk>/attendance/late/", attendance.add_late, name="add_late_person"),
    path("slots/<uuid:pk>/sheet/<str:language>/", attendance.sheet, name="sheet"),
    path("slots/<uuid:pk>/scan/", attendance.attach_sheet, name="attach_sheet"),
    path("scans/<uuid:pk>/", attendance.sheet_file, name="sheet_file"),
    path("slots/<uuid:pk>/door/", door.door, name="door"),
    path("door/<uuid:slot>/", door.come_in, name="come_in"),
    path("door/<uuid:slot>/late/", door.come_in_late, name="come_in_late"),
]
