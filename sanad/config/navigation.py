"""The doors of the workspace and the parts of a file, in the order in which they are shown."""

from django.utils.translation import gettext_lazy as _

# (address name, label, icon, capability)
NAVIGATION = [
    ("workspace:home", _("Home"), "home", "space.read"),
    ("accompaniment:engagements", _("Accompaniment"), "hands", "space.read"),
    ("activities:activities", _("Activities"), "people", "space.read"),
    ("diagnosis:diagnoses", _("Diagnosis"), "radar", "space.read"),
    ("training:sessions", _("Training"), "lamp", "space.read"),
    ("partnerships:agreements", _("Agreements"), "pact", "space.read"),
    ("directory:organisations", _("Directory"), "book", "space.read"),
    ("workspace:reminders", _("Reminders"), "bell", "space.read"),
    ("workspace:papers", _("Papers"), "paper", "space.read"),
    ("activities:calendar", _("Calendar"), "calendar", "space.read"),
    ("directory:people", _("People"), "person", "space.read"),
    ("territory:places", _("Places"), "map", "space.read"),
    ("rulebook:rules", _("Rules"), "scales", "space.read"),
    ("accounts:members", _("Members"), "key", "space.read"),
    ("workspace:history", _("History"), "clock", "history.read"),
]

# (address name, label) of the parts of a file, whichever slice brings them; each address takes the key of the engagement.
DOSSIER_TABS = [
    ("accompaniment:engagement", _("The file")),
    ("diagnosis:of_engagement", _("Diagnosis")),
    ("accompaniment:plan", _("The plan")),
    ("accompaniment:evidence_list", _("The evidence")),
    ("training:of_engagement", _("Training")),
    ("partnerships:of_file", _("Agreements")),
]
