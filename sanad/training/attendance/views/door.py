"""The door: the trainer's screen with the code, and the page that people open with it."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanad.foundation.phones import phone_number
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import visitor
from sanad.foundation.ui.fields import NO_NUMBER
from sanad.training.attendance import policies
from sanad.training.attendance.commands import attendance as commands
from sanad.training.attendance.forms import ComeInForm, KnownComeInForm, LateAtDoorForm, WhoForm
from sanad.training.attendance.queries import (
    door_address,
    door_picture,
    is_guess,
    registrations_by_phone,
    seats_left,
    slot_named,
    there,
    why_not_code,
)
from sanad.training.attendance.views.attendance import fetch_slot, to_attendance
from sanad.training.models import Presence, Registration, Slot
from sanad.training.queries.links import door_code
from sanad.training.registrations.views.own_page import unlisted
from sanad.training.registrations.views.recognised import recognised, remember

FAILED = "door_failed"  # settings.ACCOUNT_RATE_LIMITS
OFTEN = _("Too many wrong codes from here. Wait five minutes, or tell the trainer that you are there.")


def door(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The screen at the door: a QR code and six digits that change every two minutes."""
    slot = fetch_slot(request, pk)
    verdict = policies.can_take_attendance(request.actor, slot)
    page = {
        "title": _("The code at the door"),
        "slot": slot,
        "session": slot.session,
        "verdict": verdict,
        "there": there(slot),
        "registrations": Registration.objects.filter(session=slot.session_id).confirmed().count(),
        "code": door_code(slot),
        "qr": door_picture(slot),
        "back": to_attendance(slot),
        "plain_address": door_address(slot).partition("?")[0],
    }
    part = request.htmx and not request.htmx.boosted
    return render(request, "training/_door.html" if part else "training/door.html", page)


def _slot(request: HttpRequest, pk: UUID) -> Slot:
    slot = slot_named(pk)
    if slot is None:
        raise Http404
    request.actor = visitor(slot.space)
    return slot


def _shown(request: HttpRequest, slot: Slot, status: int = HTTPStatus.OK, **context: Any) -> HttpResponse:
    page = {
        "title": str(slot.session),
        "slot": slot,
        "session": slot.session,
        "verdict": policies.can_come_in(request.actor, slot),
        **context,
    }
    return unlisted(render(request, "training/come_in.html", page, status=status))


@login_not_required
def come_in(request: HttpRequest, slot: UUID) -> HttpResponse:
    """Say that one is there: the code, and who one is unless this phone is known."""
    row = _slot(request, slot)
    registration = None if "other" in request.GET else recognised(request, row.session)
    if request.method != "POST":
        there_already = (
            Presence.objects.filter(slot=row, registration=registration, minutes__gt=0).first()
            if registration
            else None
        )
        form = _form(request, row, registration, initial={"code": request.GET.get("code", "")[:12]})
        return _shown(request, row, registration=registration, presence=there_already, form=form)
    form = _form(request, row, registration, data=request.POST)
    if refusal := _refused_code(request, row, form):
        form.add_error("code", str(refusal))
    if not form.is_valid():
        return _shown(request, row, HTTPStatus.UNPROCESSABLE_ENTITY, registration=registration, form=form)
    found = [registration] if registration else _people(row, form.cleaned_data)
    if len(found) != 1 or found[0].state != Registration.State.CONFIRMED:
        return _nobody(request, row, found, form)
    return _enter(request, row, form, commands.come_in, registration=found[0])


def _form(request: HttpRequest, slot: Slot, registration: Registration | None, **kwargs: Any) -> Any:
    """The form that fits: known, one of several of a number, or by the number."""
    kwargs["actor"] = request.actor
    if registration:
        return KnownComeInForm(**kwargs)
    if (data := kwargs.get("data")) and data.get("who"):
        typed = ComeInForm(data, actor=request.actor)
        phone = typed.cleaned_data.get("phone", "") if typed.is_valid() else ""
        return WhoForm(registrations=registrations_by_phone(slot, phone), **kwargs)
    return ComeInForm(**kwargs)


def _people(slot: Slot, typed: dict[str, Any]) -> list[Registration]:
    rows = registrations_by_phone(slot, typed["phone"])
    return list(rows.filter(pk=typed["who"]) if typed.get("who") else rows)


def _refused_code(request: HttpRequest, slot: Slot, form: Any) -> Any:
    """Why nobody comes in with this code; one never shown at this door counts against who types it."""
    form.is_valid()
    code = form.cleaned_data.get("code", "")
    verdict = policies.can_come_in(request.actor, slot)
    if not code or not verdict:
        return verdict.reason
    if not ratelimit.consume(request, action=FAILED, dry_run=True):
        return OFTEN
    if is_guess(slot, code):
        ratelimit.consume(request, action=FAILED)
    return why_not_code(slot, code)


def _nobody(request: HttpRequest, slot: Slot, found: list[Registration], form: Any) -> HttpResponse:
    """The code is right, but not one person is known by the number: several, still waiting, or not registered."""
    typed = {name: form.cleaned_data[name] for name in ("code", "phone")}
    confirmed = [registration for registration in found if registration.state == Registration.State.CONFIRMED]
    if len(confirmed) > 1:
        who = WhoForm(actor=request.actor, registrations=confirmed, initial=typed)
        return _shown(request, slot, form=who)
    if not found and phone_number(typed["phone"]) is None:
        form.add_error("phone", NO_NUMBER)
        return _shown(request, slot, HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
    left = 0 if found else seats_left(slot)
    late = LateAtDoorForm(actor=request.actor, initial=typed) if left else None
    return _shown(
        request, slot, HTTPStatus.UNPROCESSABLE_ENTITY, waiting=bool(found), unknown=not found, late_form=late
    )


def _enter(request: HttpRequest, slot: Slot, form: Any, command: Any, **details: Any) -> HttpResponse:
    try:
        presence = command(request.actor, slot, key=form.key, code=form.cleaned_data["code"], **details)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        form.renew_key()
        shown = "late_form" if isinstance(form, LateAtDoorForm) else "form"
        return _shown(request, slot, HTTPStatus.UNPROCESSABLE_ENTITY, **{shown: form})
    messages.success(request, _("You are in."))
    response = HttpResponseRedirect(reverse("training:come_in", args=[slot.pk]))
    remember(request, response, presence.registration)
    return response


@login_not_required
def come_in_late(request: HttpRequest, slot: UUID) -> HttpResponse:
    """Come in without a place, when a seat is free."""
    row = _slot(request, slot)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("training:come_in", args=[row.pk]))
    form = LateAtDoorForm(request.POST, actor=request.actor)
    if refusal := _refused_code(request, row, form):
        form.add_error("code", str(refusal))
    if not form.is_valid():
        return _shown(request, row, HTTPStatus.UNPROCESSABLE_ENTITY, late_form=form)
    details = {name: value for name, value in form.cleaned_data.items() if name != "code"}
    return _enter(request, row, form, commands.come_in_late, **details)
