from sanad.partnerships.urls import drafting, life

app_name = "partnerships"
urlpatterns = [*drafting.urlpatterns, *life.urlpatterns]
