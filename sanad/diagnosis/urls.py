"""The addresses of all parts of diagnosis."""

from sanad.diagnosis.instruments.urls import urlpatterns as instruments
from sanad.diagnosis.results.urls import urlpatterns as results
from sanad.diagnosis.workshop.urls import urlpatterns as workshop

app_name = "diagnosis"
urlpatterns = [*instruments, *workshop, *results]
