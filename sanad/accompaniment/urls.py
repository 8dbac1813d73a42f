"""The addresses of accompaniments, part by part."""

from sanad.accompaniment.engagements.urls import urlpatterns as engagements
from sanad.accompaniment.evidence.urls import urlpatterns as evidence
from sanad.accompaniment.joining.urls import urlpatterns as joining
from sanad.accompaniment.needs.urls import urlpatterns as needs
from sanad.accompaniment.plan.urls import urlpatterns as plan

app_name = "accompaniment"
urlpatterns = [*engagements, *joining, *needs, *plan, *evidence]
