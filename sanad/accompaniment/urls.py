from django.urls import path

from sanad.accompaniment import views

app_name = "accompaniment"
urlpatterns = [
    path("", views.engagements, name="engagements"),
    path("new/", views.open_engagement, name="open"),
    path("<uuid:pk>/", views.engagement, name="engagement"),
    path("<uuid:pk>/edit/", views.edit_engagement, name="edit"),
    path("<uuid:pk>/connect/", views.connect_space, name="connect"),
    path("<uuid:pk>/stage/", views.move_engagement, name="move"),
    path("<uuid:pk>/close/", views.close_engagement, name="close"),
    path("<uuid:pk>/needs/new/", views.voice_need, name="voice_need"),
    path("needs/<uuid:pk>/", views.edit_need, name="edit_need"),
    path("needs/<uuid:pk>/move/", views.move_need, name="move_need"),
    path("<uuid:pk>/plan/new/", views.propose_item, name="propose_item"),
    path("plan/<uuid:pk>/", views.edit_item, name="edit_item"),
    path("plan/<uuid:pk>/move/", views.move_item, name="move_item"),
]
