from sanad.training.urls import catalogue, certificates, learning, sessions

app_name = "training"
urlpatterns = [
    *catalogue.urlpatterns,
    *sessions.urlpatterns,
    *learning.urlpatterns,
    *certificates.urlpatterns,
]
