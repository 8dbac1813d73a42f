"""The page on which anybody who works here reads the rules and how sure they are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from sanad.rulebook.queries import rules_in_force

THEMES = {
    "association": _("The association and its papers"),
    "partnership": _("Partnership"),
    "public_aid": _("Public money"),
    "foreign_aid": _("Money from abroad"),
}


def rules(request: HttpRequest) -> HttpResponse:
    found = rules_in_force()
    shelves = [(title, [rule for rule in found if rule.theme == theme]) for theme, title in THEMES.items()]
    return render(request, "rulebook/rules.html", {"title": _("Rules"), "shelves": shelves})
