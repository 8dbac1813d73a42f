from django.urls import path

from sanad.accounts.views import beginning, invitations, links, members, own, passwords, requests

app_name = "accounts"
urlpatterns = [
    path("language/", own.language, name="language"),
    path("start/", beginning.first_space, name="first_space"),
    path("space/new/", beginning.begin, name="begin"),
    path("space/asked/", beginning.asked, name="asked"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<uuid:pk>/accept/", requests.accept_request, name="accept_request"),
    path("requests/<uuid:pk>/decline/", requests.decline_request, name="decline_request"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("me/", own.me, name="me"),
    path("members/", members.members, name="members"),
    path("members/invite/", invitations.invite, name="invite"),
    path("members/open-space/", invitations.open_space, name="open_space"),
    path("members/letters/<uuid:pk>/", invitations.letter, name="letter"),
    path("members/letters/<uuid:pk>/revoke/", invitations.revoke, name="revoke"),
    path("members/letters/<uuid:pk>/renew/", invitations.renew, name="renew"),
    path("members/<uuid:pk>/role/", members.role, name="role"),
    path("members/<uuid:pk>/end/", members.end, name="end"),
    path("members/<uuid:pk>/password/", passwords.password_letter, name="password_letter"),
    path("members/<uuid:pk>/password/new/", passwords.offer_password, name="offer_password"),
    path("members/<uuid:pk>/password/end/", passwords.end_password, name="end_password"),
    path("me/email/<uuid:pk>/<str:token>/", links.confirm_email, name="confirm_email"),
    path("me/back/<str:token>/", links.take_back, name="take_back"),
    path("letters/stop/<str:token>/", own.stop_letters, name="stop_letters"),
    path("password/<uuid:pk>/<str:token>/", links.new_password, name="new_password"),
]
