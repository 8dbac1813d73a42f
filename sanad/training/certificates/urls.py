"""Certificates, what machines read of who issues them, and the file of a session."""

from django.urls import path
from django.urls.resolvers import URLPattern

from sanad.training.certificates.views import certificates, session_file

_OWN = "mine/<uuid:pk>/<str:token>"
urlpatterns: list[URLPattern] = [
    path("sessions/<uuid:pk>/certificates/", certificates.certificates, name="certificates"),
    path("sessions/<uuid:pk>/certificates/<str:language>/", certificates.ask, name="ask_certificates"),
    path("registrations/<uuid:pk>/certificate/<str:language>/", certificates.ask_one, name="ask_certificate"),
    path("registrations/<uuid:pk>/certificate/<str:language>/draft.pdf", certificates.draft, name="draft_certificate"),
    path("certificate-runs/<uuid:pk>/", certificates.carry_on, name="carry_on"),
    path("certificates/", certificates.all_certificates, name="all_certificates"),
    path("certificates/key/", certificates.rotate, name="rotate_key"),
    path("certificates/<uuid:pk>/", certificates.certificate, name="certificate"),
    path("certificates/<uuid:pk>/paper/", certificates.paper, name="certificate_paper"),
    path("certificates/<uuid:pk>/credential/", certificates.credential, name="credential"),
    path("certificates/<uuid:pk>/revoke/", certificates.revoke, name="revoke_certificate"),
    path("certificates/<uuid:pk>/again/", certificates.reissue, name="reissue_certificate"),
    path(f"{_OWN}/certificate/", certificates.own_certificate, name="own_certificate"),
    path(f"{_OWN}/credential/", certificates.own_credential, name="own_credential"),
    path("sessions/<uuid:pk>/file/", session_file.of_session, name="session_file"),
    path("sessions/<uuid:pk>/file/<str:language>.pdf", session_file.as_paper, name="session_file_paper"),
    path("sessions/<uuid:pk>/file/<str:language>.zip", session_file.as_folder, name="session_file_folder"),
    path("issuers/<uuid:space>/", certificates.issuer, name="issuer"),
    path("issuers/<uuid:space>/keys/", certificates.issuer_keys, name="issuer_keys"),
    path("issuers/<uuid:space>/keys/<str:name>/", certificates.issuer_key, name="issuer_key"),
    path("issuers/<uuid:space>/status/<str:name>/", certificates.revoked, name="status_list"),
    path("issuers/<uuid:space>/courses/<uuid:course>/", certificates.achievement, name="achievement"),
    path(
        "issuers/<uuid:space>/sessions/<uuid:session>/",
        certificates.achievement_without_course,
        name="achievement_of_session",
    ),
]
