from django.urls import path

from sanad.public import views

app_name = "public"
urlpatterns = [
    path("check/", views.check, name="check"),
    path("D/<str:code>", views.document, name="document"),
    path("d/<str:code>", views.document),
]
