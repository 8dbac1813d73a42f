from django.urls.resolvers import URLPattern

app_name = "diagnosis"
urlpatterns: list[URLPattern] = []
