"""Addresses of agreements, part by part."""

from sanad.partnerships.commitments.urls import urlpatterns as commitments
from sanad.partnerships.drafting.urls import urlpatterns as drafting
from sanad.partnerships.life.urls import urlpatterns as life
from sanad.partnerships.sharing.urls import urlpatterns as sharing
from sanad.partnerships.signing.urls import urlpatterns as signing

app_name = "partnerships"
urlpatterns = [*drafting, *signing, *commitments, *life, *sharing]
