"""Checking a paper, help, and the page of an organisation: for everybody."""

import logging
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control

from sanad.accounts import throttle
from sanad.accounts.policies import is_keeper
from sanad.accounts.views.frame import frame_of, keeps_without_space
from sanad.activities.models import PressReport
from sanad.directory.models import StatuteClause
from sanad.directory.queries import card_of
from sanad.foundation import ui
from sanad.foundation.documents.models import DocumentWithdrawal, IssuedDocument
from sanad.foundation.documents.papers import PAPERS
from sanad.foundation.files.small import SMALL
from sanad.foundation.help.terms import terms
from sanad.foundation.help.topics import shelves, topics
from sanad.foundation.history.anchors import in_groups
from sanad.foundation.history.digests import digest_of_file
from sanad.foundation.spaces.models import Space
from sanad.foundation.ui.back import way_back
from sanad.foundation.ui.download import serve_small
from sanad.foundation.ui.sharing import shared
from sanad.public import commands, forms
from sanad.public.models import PublicPage
from sanad.public.queries import (
    MOST,
    agenda_of,
    bureau_of,
    certificate_check,
    consents_of,
    faults_of_paper,
    law_of,
    news_at,
    news_of,
    offline_lists,
    open_page,
    page_address,
    page_that_was,
    verdict_texts,
)

logger = logging.getLogger(__name__)
WORKER = Path(__file__).parent / "static" / "public" / "worker.js"
_CONFUSED = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})


@login_not_required
@cache_control(no_cache=True)
def check(request: HttpRequest) -> HttpResponse:
    """Type the code of a paper."""
    if typed := request.GET.get("code", "").strip():
        # People paste the address of the page, too.
        code = typed.rpartition("/D/")[2].partition("#")[0].upper().translate(_CONFUSED)
        return redirect("public:document", code="".join(filter(str.isalnum, code))[:40] or "0")
    return render(request, "public/check.html", {"title": _("Check a paper")})


@login_not_required
@cache_control(no_cache=True)
@ui.takes_files
def document(request: HttpRequest, code: str) -> HttpResponse:
    """Every printed field of a paper, and whether it stands; a PDF sent here is compared with the one issued.

    Of a paper that is not as it was issued nothing is shown but that.
    """
    is_sent = request.method == "POST"
    if is_sent and (refusal := throttle.too_often(request, "check_file")):
        return refusal
    plain = code.upper().translate(_CONFUSED)
    row = IssuedDocument.objects.filter(code=plain).select_related("space").prefetch_related("replaced_by").first()
    if row is None:
        if refusal := throttle.too_often(request, "guess"):
            return refusal
        return render(request, "public/unknown.html", {"title": _("No such paper")}, status=404)
    with override("en"):  # the log is for who keeps the installation
        faults = "; ".join(map(str, faults_of_paper(row)))
    if faults:
        logger.error("The paper %s (%s) does not agree with its seals. %s", row.pk, row.code, faults)
        return unlisted(render(request, "public/unsound.html", {"title": _("Do not rely on this paper"), "paper": row}))
    page = {
        "title": PAPERS[row.kind].title if row.kind in PAPERS else row.title,
        "line": in_groups(row.head),
        "paper": row,
        "withdrawal": DocumentWithdrawal.objects.filter(document=row).first(),
        "successor": row.replaced_by.first(),
        "same": _same_file(request, row),
        "certificate": certificate_check(row),
        "words": verdict_texts(),
    }
    return unlisted(render(request, "public/document.html", page))


@login_not_required
@cache_control(no_cache=True)
def offline(request: HttpRequest) -> HttpResponse:
    """What a phone keeps, and shows when a certificate is checked without a network."""
    return unlisted(
        render(request, "public/offline.html", {"title": _("Check a certificate"), "words": verdict_texts()})
    )


@login_not_required
@cache_control(max_age=60)
def keys(_request: HttpRequest) -> HttpResponse:
    """The public keys, and which certificates do not stand."""
    return unlisted(JsonResponse(offline_lists()))


@login_not_required
@cache_control(no_cache=True)
def worker(_request: HttpRequest) -> HttpResponse:
    """The script that answers for the check page without a network. Served from here so that it may."""
    response = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/D/"
    return response


@login_not_required
@cache_control(no_cache=True)
def helping(request: HttpRequest) -> HttpResponse:
    """All that is said about the pages, in the order in which one reads it."""
    return _on_paper(request, "public/help.html", {"title": _("Help"), "shelves": shelves()})


@login_not_required
@cache_control(no_cache=True)
def help_words(request: HttpRequest) -> HttpResponse:
    """The words of the field, each with what it means, and with the rule where law decides."""
    rows = [(term, law_of(term)) for term in terms().values()]
    return _on_paper(request, "public/words.html", {"title": _("Words of the field"), "rows": rows})


@login_not_required
@cache_control(no_cache=True)
def help_topic(request: HttpRequest, key: str) -> HttpResponse:
    """What is said about a page: inside it where scripts run, else a page with the way back."""
    topic = topics().get(key)
    if topic is None:
        raise Http404
    if request.htmx:
        response = render(request, "public/_topic.html", {"topic": topic, "is_inside": True})
    else:
        page = {"title": topic.title, "topic": topic, "back": way_back(request), "help_topic": None}
        response = _on_paper(request, "public/topic.html", page)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _on_paper(request: HttpRequest, template: str, page: dict[str, Any]) -> HttpResponse:
    """The page inside the house for who is in it, else as at the door."""
    base = "ui/page.html" if request.user.is_authenticated else "ui/plain.html"
    return render(request, template, {"base": base, **page})


def unlisted(response: HttpResponse) -> HttpResponse:
    """No search engine keeps the page."""
    response["X-Robots-Tag"] = "noindex"
    return response


def _same_file(request: HttpRequest, row: IssuedDocument) -> bool | None:
    upload = request.FILES.get("upload") if request.method == "POST" else None
    return None if upload is None else digest_of_file(upload) == row.sha256


@login_not_required
def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  a view is given its request
    """For who asks for the drawing of the site where browsers always did."""
    return redirect(static("sanad/favicon.svg"))


@login_not_required
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  a view is given its request
    """What is written for everybody is found by everybody, and nothing else."""
    lines = ["User-agent: *", "Allow: /$", "Allow: /o/", "Allow: /static/", "Disallow: /", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@login_not_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """What an organisation shows everybody; nobody's page while it is closed."""
    row = open_page(slug)
    if row is None and (moved := page_that_was(slug)):
        return redirect("public:page", slug=moved.slug)
    card = card_of(row.space_id) if row else None
    if row is None or card is None:
        raise Http404
    aims = card.clauses.standing().filter(kind=StatuteClause.Kind.AIM) if row.shows_aims else []
    shown = {
        "title": card.name,
        "page": row,
        "card": card,
        "has_contacts": row.shows_contacts and bool(card.phone or card.email or card.website),
        "aims": aims,
        "bureau": bureau_of(row, card),
        "agenda": agenda_of([row], MOST),
        "news": news_of(row, get_language() or "ar"),
        "share": shared(card.name, page_address(row)),
    }
    return render(request, "public/page.html", shown)


@login_not_required
def news(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """One press report, at an address of its own; of what is not told on the page there is none."""
    row = open_page(slug)
    if row is None and (moved := page_that_was(slug)):
        return redirect("public:news", slug=moved.slug, pk=pk)
    card = card_of(row.space_id) if row else None
    found = news_at(row, pk) if row and card else None
    if row is None or found is None:
        raise Http404
    item, others = found
    if item.report.pk != pk:
        return redirect(item.address)
    shown = {
        "title": item.headline,
        "page": row,
        "card": card,
        "item": item,
        "others": [(other, dict(PressReport.LANGUAGES)[other.report.language]) for other in others],
        "share": shared(item.headline, settings.PUBLIC_ADDRESS + item.address),
    }
    return render(request, "public/news.html", shown)


@login_not_required
def logo(_request: HttpRequest, slug: str) -> HttpResponse:
    """The logo on the page of an organisation."""
    row = open_page(slug)
    card = card_of(row.space_id) if row else None
    return serve_small(card.logo if card else None, SMALL)


def settings_of_page(request: HttpRequest) -> HttpResponse:
    """What everybody sees of the own organisation, and whether they do."""
    row = PublicPage.objects.filter(space=request.actor.space).first()
    names = [name for name in forms.PageForm.base_fields if name != "named"]
    consents = consents_of(request.actor)
    initial = {name: getattr(row, name) for name in names} if row else {"slug": _proposed(request.actor.space)}
    return ui.sheet(
        request,
        forms.PageForm,
        commands.keep_page,
        title=_("Our public page"),
        lead=_("Name, seat, presentation, and what you tick; nothing else. Closed, it is nowhere."),
        initial={**initial, "named": [str(one.mandate_id) for one in consents]},
        template="public/settings.html",
        context={"page": row, "consents": consents, **(_handed_on(row) if row and row.is_open else {})},
        then=reverse("public:settings"),
    )


def _handed_on(row: PublicPage) -> dict[str, Any]:
    """The address of the own page, to be handed on; what is put up is that page, printed."""
    poster = reverse("public:page", args=[row.slug])
    return {"address": page_address(row), "share": {**shared(row.space.name, page_address(row)), "poster": poster}}


MOST_PAGES = 100


@keeps_without_space
def door(request: HttpRequest) -> HttpResponse:
    """Whose agenda the first page shows, for whoever keeps the installation."""
    if not is_keeper(request.actor.user):
        raise Http404
    rows = PublicPage.objects.read_by_everybody().exclude(agenda_kinds=[]).select_related("space")
    page = {
        "title": _("What the first page shows"),
        "rows": rows.order_by("-changed_at")[:MOST_PAGES],
        "base": frame_of(request.actor),
    }
    return render(request, "public/door.html", page)


def _page_of(request: HttpRequest, pk: UUID) -> PublicPage:
    rows = PublicPage.objects.filter(is_open=True) if is_keeper(request.actor.user) else PublicPage.objects.none()
    return get_object_or_404(rows, pk=pk)


@keeps_without_space
def let_to_door(request: HttpRequest, pk: UUID) -> HttpResponse:
    return ui.act(request, commands.let_to_door, _page_of(request, pk), then=reverse("public:door"))


@keeps_without_space
def take_off_door(request: HttpRequest, pk: UUID) -> HttpResponse:
    return ui.act(request, commands.take_off_door, _page_of(request, pk), then=reverse("public:door"))


SHORT, FEWEST = 24, 3  # signs


def _proposed(space: Space) -> str:
    """The French name where it is short, else its first letters; of an Arabic name nobody guesses one."""
    whole = slugify(space.name_fr)
    words = whole.split("-")
    short = whole if len(whole) <= SHORT else "".join(word[0] for word in words)
    return short if len(short) >= FEWEST else f"o-{space.pk.hex[-6:]}"
