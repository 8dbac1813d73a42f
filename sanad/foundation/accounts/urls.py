from django.urls import path

from sanad.foundation.accounts import views

app_name = "accounts"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("start/", views.first_space, name="first_space"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("me/", views.me, name="me"),
    path("members/", views.members, name="members"),
    path("members/invite/", views.invite, name="invite"),
    path("members/open-space/", views.open_space, name="open_space"),
    path("members/letters/<uuid:pk>/", views.letter, name="letter"),
    path("members/letters/<uuid:pk>/revoke/", views.revoke, name="revoke"),
    path("members/<uuid:pk>/role/", views.role, name="role"),
    path("members/<uuid:pk>/end/", views.end, name="end"),
]
