"""The addresses of all parts of training."""

from sanad.training.attendance.urls import urlpatterns as attendance
from sanad.training.certificates.urls import urlpatterns as certificates
from sanad.training.learning.urls import urlpatterns as learning
from sanad.training.sessions.urls import urlpatterns as sessions

app_name = "training"
urlpatterns = [*sessions, *attendance, *learning, *certificates]
