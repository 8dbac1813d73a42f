"""The addresses of all parts of activities."""

from sanad.activities.calendars.urls import urlpatterns as calendars
from sanad.activities.minutes.urls import urlpatterns as minutes
from sanad.activities.outcome.urls import urlpatterns as outcome
from sanad.activities.papers.urls import urlpatterns as papers
from sanad.activities.people.urls import urlpatterns as people
from sanad.activities.press.urls import urlpatterns as press
from sanad.activities.programme.urls import urlpatterns as programme
from sanad.activities.record.urls import urlpatterns as record
from sanad.activities.telling.urls import urlpatterns as telling

app_name = "activities"
urlpatterns = [*programme, *people, *outcome, *minutes, *record, *press, *papers, *calendars, *telling]
