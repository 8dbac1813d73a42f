from django.urls import path

from sanad.public import views

app_name = "public"
urlpatterns = [
    path("help/", views.helping, name="help"),
    path("help/words/", views.help_words, name="help_words"),
    path("help/<slug:key>/", views.help_topic, name="help_topic"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path("o/<str:slug>/", views.page, name="page"),
    path("o/<str:slug>/news/<uuid:pk>/", views.news, name="news"),
    path("o/<str:slug>/logo/", views.logo, name="logo"),
    path("first-page/", views.door, name="door"),
    path("first-page/<uuid:pk>/let/", views.let_to_door, name="let_to_door"),
    path("first-page/<uuid:pk>/off/", views.take_off_door, name="take_off_door"),
    path("our-page/", views.settings_of_page, name="settings"),
    path("check/", views.check, name="check"),
    path("check/offline/", views.offline, name="offline"),
    path("check/keys.json", views.keys, name="keys"),
    path("check/worker.js", views.worker, name="worker"),
    path("D/<str:code>", views.document, name="document"),
    path("d/<str:code>", views.document),
]
