"""The doors of a space in groups, one face for each kind of space, and the parts of a file, in the order in which they are shown."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

HOME = ("workspace:home", _("Home"), "home", "space.read")
ACTIVITIES = ("activities:activities", _("Activities"), "people", "space.read")
CALENDAR = ("activities:calendar", _("Calendar"), "calendar", "space.read")
CONSENTS = ("directory:consents", _("What is shown to whom"), "pact", "space.read")
DIAGNOSES = ("diagnosis:diagnoses", _("Diagnosis"), "radar", "space.read")
DIRECTORY = ("directory:organisations", _("Directory"), "book", "space.read")
HELP = ("public:help", _("Help"), "help", "space.read")
HISTORY = ("workspace:history", _("History"), "clock", "history.read")
MEMBERS = ("accounts:members", _("Members"), "key", "space.read")
PAPERS = ("workspace:papers", _("Papers"), "paper", "space.read")
PEOPLE = ("directory:people", _("People"), "person", "space.read")
PLACES = ("territory:places", _("Places"), "map", "space.read")
REMINDERS = ("workspace:reminders", _("Reminders"), "bell", "space.read")
RULES = ("rulebook:rules", _("Rules"), "scales", "space.read")
TRAINING = ("training:sessions", _("Training"), "lamp", "space.read")
AGREEMENTS = ("partnerships:agreements", _("Agreements"), "pact", "space.read")

# By kind of space: (label, label in the bar of a phone, icon, doors); a door is (address name, label, icon, capability). A group with one door is that door.
FACES = {
    "association": [
        (_("Home"), _("Home"), "home", [HOME]),
        (
            _("Our association"),
            pgettext_lazy("in the bar", "Our association"),
            "book",
            [DIRECTORY, PEOPLE, MEMBERS, PAPERS, HISTORY],
        ),
        (_("What we do"), pgettext_lazy("in the bar", "What we do"), "people", [ACTIVITIES, CALENDAR, TRAINING]),
        (
            _("Who accompanies us"),
            pgettext_lazy("in the bar", "Who accompanies us"),
            "hands",
            [("accompaniment:engagements", _("Our file"), "hands", "space.read"), DIAGNOSES, AGREEMENTS, CONSENTS],
        ),
        (_("More"), _("More"), "more", [REMINDERS, PLACES, RULES, HELP]),
    ],
    "support": [
        (_("Home"), _("Home"), "home", [HOME]),
        (
            _("Those we accompany"),
            pgettext_lazy("in the bar", "Those we accompany"),
            "hands",
            [("accompaniment:engagements", _("Accompaniment"), "hands", "space.read"), DIAGNOSES, DIRECTORY],
        ),
        (_("What we do"), pgettext_lazy("in the bar", "What we do"), "people", [ACTIVITIES, CALENDAR]),
        (_("Training"), _("Training"), "lamp", [TRAINING]),
        (_("Agreements"), _("Agreements"), "pact", [AGREEMENTS]),
        (_("Our house"), _("Our house"), "key", [PEOPLE, MEMBERS, PAPERS, HISTORY, CONSENTS]),
        (_("More"), _("More"), "more", [REMINDERS, PLACES, RULES, HELP]),
    ],
}

# (address name, label) of the parts of a file, whichever slice brings them; each address takes the key of the engagement.
DOSSIER_TABS = [
    ("accompaniment:engagement", _("The file")),
    ("diagnosis:of_engagement", _("Diagnosis")),
    ("accompaniment:plan", _("The plan")),
    ("accompaniment:evidence_list", _("The evidence")),
    ("training:of_engagement", _("Training")),
    ("partnerships:of_engagement", _("Agreements")),
]
