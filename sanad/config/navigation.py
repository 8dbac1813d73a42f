"""The groups of doors of each face, and the parts of a file, in the order in which they are shown.

Which doors there are, and in which group each stands, is declared by the slices (`foundation.ui.doors`).
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# By kind of space: (name of the group, label, label in the bar of a phone, icon). A group of one door is called as that.
GROUPS_OF_DOORS = {
    "association": [
        ("home", "", "", ""),
        ("ours", _("Our association"), pgettext_lazy("in the bar", "Our association"), "book"),
        ("doing", _("What we do"), pgettext_lazy("in the bar", "What we do"), "people"),
        ("accompaniers", _("Who accompanies us"), pgettext_lazy("in the bar", "Who accompanies us"), "hands"),
        ("more", _("More"), _("More"), "more"),
    ],
    "support": [
        ("home", "", "", ""),
        ("accompanied", _("Those we accompany"), pgettext_lazy("in the bar", "Those we accompany"), "hands"),
        ("doing", _("What we do"), pgettext_lazy("in the bar", "What we do"), "people"),
        ("training", "", "", ""),
        ("agreements", "", "", ""),
        ("house", _("Our house"), _("Our house"), "key"),
        ("more", _("More"), _("More"), "more"),
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
