from django.urls.resolvers import URLPattern

app_name = "partnerships"
urlpatterns: list[URLPattern] = []
