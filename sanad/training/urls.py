"""The addresses of all parts of training."""

from sanad.training.attendance.urls import urlpatterns as attendance
from sanad.training.certificates.urls import urlpatterns as certificates
from sanad.training.demand.urls import urlpatterns as demand
from sanad.training.learning.urls import urlpatterns as learning
from sanad.training.papers.urls import urlpatterns as papers
from sanad.training.registrations.urls import urlpatterns as registrations
from sanad.training.sessions.urls import urlpatterns as sessions
from sanad.training.trainers.urls import urlpatterns as trainers

app_name = "training"
urlpatterns = [
    *sessions,
    *demand,
    *registrations,
    *papers,
    *trainers,
    *attendance,
    *learning,
    *certificates,
]
