from operator import attrgetter

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, Word
from sanad.activities.people import commands, forms, views
from sanad.activities.policies import visible_to
from sanad.activities.views import fetch_activity
from sanad.foundation import ui


def _of_activity(activity: Activity) -> dict[str, Activity]:
    return {"activity": activity}


urlpatterns = [
    path("<uuid:pk>/people/", views.people, name="people"),
    path("invitations/<uuid:pk>/", views.answer_invitation, name="answer"),
    path("<uuid:pk>/people/attendance/", views.record_attendance, name="record_attendance"),
    path("attendance/<uuid:pk>/", views.change_attendance, name="change_attendance"),
    *ui.addresses(
        ui.Sheet(
            "<uuid:pk>/people/invite/",
            commands.invite_guest,
            fetch_activity,
            forms.InvitationForm,
            _("Invite"),
            views.to_people,
            lead=str,
            name="invite",
        ),
        ui.Sheet(
            "<uuid:pk>/people/words/",
            commands.record_word,
            fetch_activity,
            forms.WordForm,
            _("Record what somebody said"),
            views.to_people,
            lead=str,
            form_kwargs=_of_activity,
        ),
        ui.Sheet(
            "words/<uuid:pk>/",
            commands.edit_word,
            ui.fetching(visible_to, Word, "activity"),
            forms.WordForm,
            _("Correct what was said"),
            views.to_people,
            lead=attrgetter("activity.title"),
            initial=lambda word: {"speaker": word.speaker, "item": word.item_id, "text": word.text},
            form_kwargs=lambda word: {"activity": word.activity},
            edits=True,
        ),
        ui.Act("words/<uuid:pk>/withdraw/", commands.withdraw_word, ui.fetching(visible_to, Word), views.to_people),
        ui.Act(
            "invitations/<uuid:pk>/withdraw/", commands.withdraw_invitation, views.fetch_invitation, views.to_people
        ),
        ui.Act("attendance/<uuid:pk>/withdraw/", commands.withdraw_attendance, views.fetch_attendance, views.to_people),
    ),
]
