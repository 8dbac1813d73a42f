from django.urls import path

from sanad.directory import views

app_name = "directory"
urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("new/", views.add_organisation, name="add_organisation"),
    path("ours/", views.add_own_card, name="add_own_card"),
    path("twins/", views.twins, name="twins"),
    path("people/", views.people, name="people"),
    path("people/new/", views.add_person, name="add_person"),
    path("people/<uuid:pk>/", views.person, name="person"),
    path("people/<uuid:pk>/edit/", views.edit_person, name="edit_person"),
    path("people/<uuid:pk>/me/", views.link_me, name="link_me"),
    path("people/<uuid:pk>/capacity/", views.record_mandate, name="record_mandate"),
    path("capacities/<uuid:pk>/end/", views.end_mandate, name="end_mandate"),
    path("consents/", views.consents, name="consents"),
    path("consents/new/", views.give_consent, name="give_consent"),
    path("consents/<uuid:pk>/revoke/", views.revoke_consent, name="revoke_consent"),
    path("<uuid:pk>/", views.organisation, name="organisation"),
    path("<uuid:pk>/edit/", views.edit_organisation, name="edit_organisation"),
    path("<uuid:pk>/statutes/", views.add_clause, name="add_clause"),
    path("statutes/<uuid:pk>/withdraw/", views.withdraw_clause, name="withdraw_clause"),
]
