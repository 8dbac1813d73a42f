"""Every address of Sanad, slice by slice."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("sanad.accounts.library_urls")),
    path("", include("sanad.accounts.urls")),
    path("", include("sanad.public.urls")),
    path("places/", include("sanad.territory.urls")),
    path("rules/", include("sanad.rulebook.urls")),
    path("directory/", include("sanad.directory.urls")),
    path("activities/", include("sanad.activities.urls")),
    path("accompaniment/", include("sanad.accompaniment.urls")),
    path("diagnosis/", include("sanad.diagnosis.urls")),
    path("agreements/", include("sanad.partnerships.urls")),
    path("training/", include("sanad.courses.urls")),
    path("training/", include("sanad.training.urls")),
    path("", include("sanad.workspace.urls")),
]

handler400 = "sanad.foundation.ui.away.misunderstood"
handler404 = "sanad.foundation.ui.away.nowhere"
handler500 = "sanad.foundation.ui.away.broken"
