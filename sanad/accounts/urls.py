from django.urls import path

from sanad.accounts import views

app_name = "accounts"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("start/", views.first_space, name="first_space"),
    path("space/new/", views.begin, name="begin"),
    path("space/asked/", views.asked, name="asked"),
    path("requests/", views.requests, name="requests"),
    path("requests/<uuid:pk>/accept/", views.accept_request, name="accept_request"),
    path("requests/<uuid:pk>/decline/", views.decline_request, name="decline_request"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("me/", views.me, name="me"),
    path("members/", views.members, name="members"),
    path("members/invite/", views.invite, name="invite"),
    path("members/open-space/", views.open_space, name="open_space"),
    path("members/letters/<uuid:pk>/", views.letter, name="letter"),
    path("members/letters/<uuid:pk>/revoke/", views.revoke, name="revoke"),
    path("members/letters/<uuid:pk>/renew/", views.renew, name="renew"),
    path("members/<uuid:pk>/role/", views.role, name="role"),
    path("members/<uuid:pk>/end/", views.end, name="end"),
    path("members/<uuid:pk>/password/", views.password_letter, name="password_letter"),
    path("members/<uuid:pk>/password/new/", views.offer_password, name="offer_password"),
    path("members/<uuid:pk>/password/end/", views.end_password, name="end_password"),
    path("me/email/<uuid:pk>/<str:token>/", views.confirm_email, name="confirm_email"),
    path("me/back/<str:token>/", views.take_back, name="take_back"),
    path("letters/stop/<str:token>/", views.stop_letters, name="stop_letters"),
    path("password/<uuid:pk>/<str:token>/", views.new_password, name="new_password"),
]
