from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanad.directory import forms, views
from sanad.directory.commands.consents import revoke_consent
from sanad.directory.commands.mandates import end_mandate, record_mandate
from sanad.directory.commands.organisations import take_logo_off, withdraw_card, withdraw_clause
from sanad.directory.commands.people import edit_person, link_me
from sanad.directory.models import Consent, Mandate, Organisation, StatuteClause
from sanad.directory.policies import standing_or_not, visible_to
from sanad.foundation import ui

app_name = "directory"
urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("new/", views.add_organisation, name="add_organisation"),
    path("ours/", views.add_own_card, name="add_own_card"),
    path("inherited/", views.confirm_card, name="confirm_card"),
    path("twins/", views.twins, name="twins"),
    path("people/", views.people, name="people"),
    path("people/new/", views.add_person, name="add_person"),
    path("people/<uuid:pk>/", views.person, name="person"),
    path("people/<uuid:pk>/edit/", views.edit_person, name="edit_person"),
    path("people/<uuid:pk>/invite/", views.invite_person, name="invite_person"),
    path("people/<uuid:pk>/member/", views.link_member, name="link_member"),
    path("consents/", views.consents, name="consents"),
    path("consents/new/", views.give_consent, name="give_consent"),
    path("<uuid:pk>/", views.organisation, name="organisation"),
    path("<uuid:pk>/edit/", views.edit_organisation, name="edit_organisation"),
    path("<uuid:pk>/join/", views.join_card, name="join_card"),
    path("<uuid:pk>/seat/", views.write_seat, name="write_seat"),
    path("<uuid:pk>/statutes/", views.add_clause, name="add_clause"),
    path("<uuid:pk>/logo/", views.put_logo, name="put_logo"),
    path("<uuid:pk>/logo/small/", views.logo, name="logo"),
    *ui.addresses(
        ui.Act("people/<uuid:pk>/me/", link_me, views.fetch_person, views.to_person),
        ui.Sheet(
            "people/<uuid:pk>/sex/",
            edit_person,
            views.fetch_person,
            forms.SexForm,
            _("Woman or man"),
            views.to_person,
            lead=str,
            initial=lambda row: {"sex": row.sex},
            edits=True,
            name="say_sex",
        ),
        ui.Sheet(
            "people/<uuid:pk>/capacity/",
            record_mandate,
            views.fetch_person,
            forms.MandateForm,
            _("Record a capacity"),
            views.to_person,
            lead=str,
        ),
        ui.Sheet(
            "capacities/<uuid:pk>/end/",
            end_mandate,
            ui.fetching(visible_to, Mandate),
            forms.EndMandateForm,
            _("End a capacity"),
            views.to_person,
            lead=str,
            submit=_("End the capacity"),
        ),
        ui.Act(
            "consents/<uuid:pk>/revoke/",
            revoke_consent,
            ui.fetching(visible_to, Consent, "grantee"),
            views.to_consents,
            asks=views.ahead_of_revoking,
        ),
        ui.Act("<uuid:pk>/logo/off/", take_logo_off, views.fetch_organisation, views.to_organisation),
        ui.Sheet(
            "<uuid:pk>/withdraw/",
            withdraw_card,
            ui.fetching(standing_or_not, Organisation),
            ui.ReasonForm,
            _("Withdraw the card"),
            views.to_organisations,
            lead=str,
            asks=views.ahead_of_withdrawing,
        ),
        ui.Act(
            "statutes/<uuid:pk>/withdraw/",
            withdraw_clause,
            ui.fetching(visible_to, StatuteClause),
            views.to_organisation,
        ),
    ),
]
