"""Certificates: of one session, of all sessions, one of them; and what machines read of who issues them."""

from typing import Any, TypeVar
from uuid import UUID

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from sanad.courses.models import Course
from sanad.directory.queries import signatory_of
from sanad.foundation import ui
from sanad.foundation.documents.glyphs import not_printed
from sanad.foundation.documents.papers import check_address, preview
from sanad.foundation.naming.models import refers_to
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.models import Space
from sanad.foundation.ui.download import serve
from sanad.foundation.ui.sharing import shared
from sanad.training.certificates import policies
from sanad.training.certificates.commands import certificates as certificate_commands
from sanad.training.certificates.commands import keys
from sanad.training.certificates.commands import runs as run_commands
from sanad.training.certificates.commands.certificates import whole_session
from sanad.training.certificates.commands.runs import is_at_work, queue_run
from sanad.training.certificates.documents.certificate import CERTIFICATE
from sanad.training.certificates.forms import ReissueForm, RevokeForm
from sanad.training.certificates.queries.awards import awarded, issuer_of
from sanad.training.certificates.queries.certificates import judged, printed_of, standing_failures
from sanad.training.certificates.queries.credentials import (
    achievement_of,
    achievement_of_session,
    findable,
    half_named,
    issuer_profile,
    jwk_of,
    key_set,
    status_list,
)
from sanad.training.certificates.views.ahead import (
    ahead_of_certificates,
    ahead_of_reissuing,
    ahead_of_revoking,
    ahead_of_rotating,
)
from sanad.training.models import Certificate, CertificateRun, Registration, Session, SigningKey
from sanad.training.policies import visible_to
from sanad.training.registrations.queries.reached import standing_rows
from sanad.training.registrations.views.own_page import fetch_own as fetch_mine
from sanad.training.registrations.views.own_page import unlisted
from sanad.training.views import LANGUAGES, fetch_own, tab_page, to_session

R = TypeVar("R", bound=Model)

CREDENTIAL = "application/vc+jwt"
LINKED = "application/ld+json"
ONE_KEY, KEYS = "application/jwk+json", "application/jwk-set+json"


def to_certificates(run: CertificateRun) -> str:
    """The certificates of the session of a run."""
    return reverse("training:certificates", args=[run.session_id])


def to_certificate(row: Any) -> str:
    """The page of a certificate."""
    return reverse("training:certificate", args=[row.pk])


def certificates(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who has a right, who has one, who did not reach it and what is missing; how far the worker is."""
    session = fetch_own(request, pk)
    runs = list(visible_to(request.actor, CertificateRun).filter(session=session))
    run = runs[0] if runs else None
    people = judged(request.actor, session)
    failures = standing_failures(runs, people)
    return tab_page(
        request,
        session,
        "certificates",
        people=people,
        run=run,
        failures=failures,
        at_work=run is not None and is_at_work(run),
        done=len(run.wanted) - len(run.left) if run else 0,
        due=sum(row.waits for row in people),
        unprinted=not_printed(printed_of(session, people)),
        verdict=policies.can_issue_certificates(request.actor, session),
    )


@ui.asks_first
def ask(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """Everybody who is due one."""
    session = _in(language, fetch_own(request, pk))
    return ui.act(
        request,
        run_commands.ask_certificates,
        session,
        language=language,
        then=to_certificates,
        asks=ahead_of_certificates,
        home=to_session(session, "certificates"),
    )


def _in(language: str, row: R) -> R:
    if language not in LANGUAGES:
        raise Http404
    return row


@ui.asks_first
def ask_one(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """One person, by name."""
    rows = visible_to(request.actor, Registration).filter(space=request.actor.space)
    registration = _in(language, get_object_or_404(rows.select_related("session__activity", "session__course"), pk=pk))
    return ui.act(
        request,
        run_commands.ask_certificates,
        registration.session,
        language=language,
        people=[registration.pk],
        then=to_certificates,
        asks=ahead_of_certificates,
        home=to_session(registration.session, "certificates"),
    )


def draft(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """The certificate of somebody who has a right to one, as it would be, marked as a draft."""
    rows = visible_to(request.actor, Registration).filter(space=request.actor.space)
    registration = _in(language, get_object_or_404(rows, pk=pk))
    session = whole_session(registration.session_id)
    row = next((row for row in judged(request.actor, session, [pk]) if row.has_right), None)
    if row is None:
        raise Http404
    issuer = issuer_of(session)
    award = awarded(row.taken.registration, row.snapshot, session, issuer, signatory_of(issuer))
    return HttpResponse(preview(CERTIFICATE, award, language), content_type="application/pdf")


@require_POST
def carry_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the worker once more for what a run still has to issue."""
    run = get_object_or_404(visible_to(request.actor, CertificateRun).select_related("session"), pk=pk)
    verdict = policies.can_carry_on(request.actor, run)
    if not verdict:
        messages.error(request, str(verdict.reason))
    elif run.finished_at is None:
        queue_run(run, request.actor.user)
    return redirect(to_certificates(run))


class CertificateFilters(django_filters.FilterSet):
    standing = django_filters.ChoiceFilter(
        label=_("Standing"), choices=Certificate.Standing.choices, method="by_standing"
    )

    def by_standing(self, rows: QuerySet[Certificate], _name: str, value: str) -> QuerySet[Certificate]:
        return rows.standing(value, timezone.localdate())


def _found(rows: QuerySet[Certificate], words: str) -> QuerySet[Certificate]:
    code = words.replace("-", "").upper()
    return rows.filter(refers_to(Registration, "registration_id", words) | Q(document__code__startswith=code))


CERTIFICATES = ui.Listing(
    title=_("Certificates"),
    columns=[
        ui.Column(_("Full name"), "registration.name", "name"),
        ui.Column(_("Session"), "registration.session", "name"),
        ui.Column(_("Number"), "document.reference", "code"),
        ui.Column(_("Issued"), "issued_on", "day"),
        ui.Column(_("Valid until"), "valid_until", "day"),
        ui.Column(_("Standing"), lambda row: row.standing().label),
    ],
    link=to_certificate,
    search=_found,
    filterset=CertificateFilters,
    empty=(_("No certificate yet."), _("They are issued from the page of a session, when it is over.")),
    file_name="certificates",
    template="training/all_certificates.html",
)


def all_certificates(request: HttpRequest) -> HttpResponseBase:
    """Every certificate that one sees, and the key that signs those of one's own space."""
    key = visible_to(request.actor, SigningKey).filter(retired_at=None).first()
    return ui.listing(
        request,
        CERTIFICATES,
        standing_rows(request.actor).order_by("-issued_on", "-pk"),
        key=key,
        can_rotate=policies.can_change_key(request.actor),
    )


def _fetch(request: HttpRequest, pk: UUID) -> Certificate:
    return get_object_or_404(standing_rows(request.actor).select_related("document__file", "key"), pk=pk)


def certificate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One certificate: how it stands, the paper, the credential, what it was judged on."""
    row = _fetch(request, pk)
    page = {
        "title": row.registration.name,
        "certificate": row,
        "standing": row.standing(),
        "document": row.document,
        "check_address": check_address(row.document.code),
        "share": shared(
            gettext("Certificate no. %(number)s of %(name)s. Anybody checks it here:")
            % {"number": row.document.reference, "name": row.registration.name},
            check_address(row.document.code),
        ),
        "successor": next(iter(row.document.replaced_by.all()), None),
        "unprinted": not_printed(row.document.data),
        "is_own": row.space_id == request.actor.space_id,
        "can_revoke": policies.can_revoke(request.actor, row),
        "can_reissue": policies.can_reissue(request.actor, row),
    }
    return render(request, "training/certificate.html", page)


def paper(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The PDF, as it was issued."""
    return serve(_fetch(request, pk).document.file, inline=True)


def credential(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The Open Badges credential, as a file."""
    return _credential(_fetch(request, pk))


def _credential(row: Certificate) -> HttpResponse:
    if (text := findable(row)) is None:
        raise Http404
    response = HttpResponse(text, content_type=CREDENTIAL)
    response["Content-Disposition"] = f'attachment; filename="certificate-{row.document.code}.jwt"'
    return response


def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _fetch(request, pk)
    return ui.sheet(
        request,
        RevokeForm,
        certificate_commands.revoke_certificate,
        row,
        title=_("Revoke the certificate"),
        lead=row.registration.name,
        submit=_("Revoke"),
        context={"ahead": ahead_of_revoking(request.actor, row)},
        then=to_certificate(row),
    )


def reissue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """With the name as it is written now."""
    row = _fetch(request, pk)
    return ui.sheet(
        request,
        ReissueForm,
        certificate_commands.reissue_certificate,
        row,
        title=_("Issue the certificate again"),
        lead=row.registration.name,
        initial={"language": row.document.language},
        submit=_("Issue again"),
        context={"ahead": ahead_of_reissuing(request.actor, row)},
        then=to_certificate,
    )


@ui.asks_first
def rotate(request: HttpRequest) -> HttpResponse:
    return ui.act(request, keys.rotate_key, then=reverse("training:all_certificates"), asks=ahead_of_rotating)


@login_not_required
def own_certificate(request: HttpRequest, pk: UUID, token: str) -> HttpResponseBase:
    """One's own certificate, by the secret address."""
    row = _own(request, pk, token)
    response = serve(row.document.file, inline=True)
    response["X-Robots-Tag"] = "noindex"
    return response


@login_not_required
def own_credential(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """One's own credential, by the secret address."""
    return unlisted(_credential(_own(request, pk, token)))


def _own(request: HttpRequest, pk: UUID, token: str) -> Certificate:
    registration = fetch_mine(request, pk, token)
    found = (
        registration.certificates.live().select_related("document__file", "key").order_by("-issued_on", "-pk").first()
    )
    if found is None:
        raise Http404
    return found


def _open(response: HttpResponse) -> HttpResponse:
    """Read by programs of anybody, from any page."""
    response["Access-Control-Allow-Origin"] = "*"
    return unlisted(response)


@login_not_required
@cache_control(public=True, max_age=3600)
def issuer(_request: HttpRequest, space: UUID) -> HttpResponse:
    """Who issues, for machines."""
    return _open(JsonResponse(issuer_profile(_issuing(space)), content_type=LINKED))


def _issuing(pk: UUID) -> Space:
    """A space that has signed something; 404 for every other."""
    return get_object_or_404(Space.objects.filter(pk__in=SigningKey.objects.values("space")), pk=pk)


@login_not_required
@cache_control(public=True, max_age=3600)
def issuer_keys(_request: HttpRequest, space: UUID) -> HttpResponse:
    """The public keys of a space, as a JSON Web Key Set."""
    return _open(JsonResponse(key_set(_issuing(space)), content_type=KEYS))


@login_not_required
@cache_control(public=True, max_age=3600)
def issuer_key(_request: HttpRequest, space: UUID, name: str) -> HttpResponse:
    """One public key, as a JSON Web Key: what a credential names as its `kid`."""
    return _open(JsonResponse(jwk_of(*_half(space, name)), content_type=ONE_KEY))


def _half(space: UUID, name: str) -> tuple[SigningKey, dict[str, Any]]:
    found = half_named(space, name)
    if found is None:
        raise Http404
    return found


@login_not_required
@cache_control(public=True, max_age=300)
def revoked(_request: HttpRequest, space: UUID, name: str) -> HttpResponse:
    """The status list of a key. 404 when its private half is gone: nothing can be signed with it."""
    key, half = _half(space, name)
    try:
        return _open(HttpResponse(status_list(key, half["alg"]), content_type=CREDENTIAL))
    except Refused as refusal:
        raise Http404 from refusal


@login_not_required
@cache_control(public=True, max_age=3600)
def achievement(_request: HttpRequest, space: UUID, course: UUID) -> HttpResponse:
    """What is reached in a course of which somebody has a certificate."""
    rows = Course.objects.filter(space=space, sessions__registrations__certificates__isnull=False)
    return _open(JsonResponse(achievement_of(get_object_or_404(rows.distinct(), pk=course)), content_type=LINKED))


@login_not_required
@cache_control(public=True, max_age=3600)
def achievement_without_course(_request: HttpRequest, space: UUID, session: UUID) -> HttpResponse:
    """What is reached in a session without a course of which somebody has a certificate."""
    rows = Session.objects.filter(space=space, course=None, registrations__certificates__isnull=False)
    row = get_object_or_404(rows.select_related("activity").distinct(), pk=session)
    return _open(JsonResponse(achievement_of_session(row), content_type=LINKED))
