"""The beginning of a space."""

from allauth.account.utils import perform_login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from sanad.accounts import forms, policies, throttle
from sanad.accounts.commands import beginning as beginning_commands
from sanad.accounts.commands import requests as request_commands
from sanad.accounts.first import forget_first_code
from sanad.foundation import ui
from sanad.foundation.policy import Refused, Text
from sanad.foundation.spaces.models import User


@login_not_required
def first_space(request: HttpRequest) -> HttpResponse:
    """Who shows the code of an empty installation creates its first space; afterwards this page does not exist."""
    if request.method == "POST" and (refusal := throttle.too_often(request, "first_space")):
        return refusal
    form = forms.FirstSpaceForm(request.POST or None, actor=None, initial={"code": request.GET.get("code", "")[:60]})
    if User.objects.exists():
        if again := _begun_with(form):
            return perform_login(request, again)
        raise Http404
    if request.method == "POST" and form.is_valid():
        details = {name: value for name, value in form.cleaned_data.items() if name != "code"}
        try:
            user = beginning_commands.create_first_space(**details, key=form.key)
        except Refused as refusal:  # somebody else was faster, or this form
            if again := _begun_with(form):
                return perform_login(request, again)
            form.add_error(None, str(refusal.message))
        else:
            forget_first_code()
            return perform_login(request, user)
    lead: Text = _("This installation is empty. Create the space of your organisation and your own account in it.")
    if not form["code"].is_hidden:  # the address has it mostly
        lead = f"{lead} {_('The code shows that you are who started it.')}"
    return _begins_with(
        request,
        form,
        title=_("A new beginning"),
        lead=lead,
        submit=_("Create the space"),
    )


def _begins_with(request: HttpRequest, form: ui.SheetForm, **said: Text) -> HttpResponse:
    return render(request, "accounts/begin.html", {"form": form, **said}, status=422 if form.is_bound else 200)


def _begun_with(form: ui.SheetForm) -> User | None:
    """Of a form that was sent twice at once, the second lets in whom the first made: who says their name and password."""
    return beginning_commands.begun_with(form.key, form.data.get("username", ""), form.data.get("password", ""))


@login_not_required
def begin(request: HttpRequest) -> HttpResponse:
    """A space of one's own: opened at once, asked for, or neither, as this installation has it."""
    if request.method == "POST" and (refusal := throttle.too_often(request, "begin")):
        return refusal
    if not User.objects.exists():
        return redirect("accounts:first_space")
    door = {"everybody": _open_own, "on_request": _ask}.get(policies.sign_up(), _closed_door)
    return door(request)


def _closed_door(request: HttpRequest) -> HttpResponse:
    page = {"title": _("Spaces are opened by invitation here")}
    page["lead"] = _(
        "An officer of your association, or the organisation that accompanies it, invites you. Whoever keeps this installation opens no other spaces at the moment."
    )
    return render(request, "accounts/said.html", page)


def _open_own(request: HttpRequest) -> HttpResponse:
    user = User.objects.filter(pk=request.user.pk).first()  # the session's, or nobody
    form = (forms.AnotherSpaceForm if user else forms.NewSpaceForm)(request.POST or None, actor=None)
    if form.is_bound and form.is_valid():
        try:
            actor = beginning_commands.open_own_space(user, **form.cleaned_data, key=form.key)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        else:
            request.session["space"] = str(actor.space_id)
            return redirect("workspace:home") if user else perform_login(request, actor.user)
    return _begins_with(
        request,
        form,
        title=_("Open a space"),
        lead=_("Your organisation gets a room of its own. You decide who enters it, and what others see."),
        submit=_("Open the space"),
    )


def _ask(request: HttpRequest) -> HttpResponse:
    known = User.objects.filter(pk=request.user.pk).first()
    initial = {"person": known.name, "phone": known.phone or "", "email": known.email or ""} if known else {}
    form = forms.AskForm(request.POST or None, actor=None, initial=initial)
    if form.is_bound and form.is_valid():
        request_commands.ask_for_space(**form.cleaned_data)
        return redirect("accounts:asked")
    return _begins_with(
        request,
        form,
        title=_("Ask for a space"),
        lead=_("Whoever keeps this installation reads it and sends you the way in, to your phone."),
        submit=_("Send the request"),
    )


@login_not_required
def asked(request: HttpRequest) -> HttpResponse:
    """What becomes of a request."""
    page = {"title": _("Your request has arrived")}
    page["lead"] = _(
        "Whoever keeps this installation answers you on the phone that you gave. Sent once more before that, it stays one request as it was written first, with what was said otherwise beside it."
    )
    return render(request, "accounts/said.html", page)
