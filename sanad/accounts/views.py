"""Pages of the doors."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.utils import perform_login
from allauth.account.views import password_reset
from allauth.mfa.recovery_codes.views import download_recovery_codes, view_recovery_codes
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from sanad.accounts import commands, forms, policies, throttle
from sanad.accounts.first import forget_first_code
from sanad.accounts.letters import tell
from sanad.accounts.links import CONFIRM, offer_of, undo_of
from sanad.accounts.middleware import keep_choice, keep_language
from sanad.accounts.policies import visible_to
from sanad.foundation import ui
from sanad.foundation.documents.qr import qr_svg
from sanad.foundation.letters import commands as mail
from sanad.foundation.letters.by_hand import by_own_mail, messenger, to_whom_one_likes
from sanad.foundation.letters.stops import reader_of, standing_stop
from sanad.foundation.policy import Refused, Text
from sanad.foundation.spaces.actor import Actor, actor_of, live_memberships, visitor
from sanad.foundation.spaces.models import Invitation, Membership, Space, SpaceRequest, User
from sanad.foundation.ui.back import own_address


def keeps_without_space(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of whoever keeps the installation too, when they belong to no space."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        request.actor = request.actor or policies.keeper_of_no_space(user)
        return view(request, *args, **kwargs) if request.actor else redirect("workspace:home")

    opened.needs_no_space = True  # type: ignore[attr-defined]  # read by the middleware that leads home
    return opened


def frame_of(actor: Actor) -> str:
    """The page inside the house for a member, else as at the door."""
    return "ui/page.html" if actor.role else "ui/plain.html"


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language on this device and, when signed in, with the account."""
    chosen = request.POST.get("language")
    following = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(following, {request.get_host()}):
        following = "/"
    response = HttpResponseRedirect(following)
    if chosen in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            keep_language(response, chosen)
            commands.remember_language(request.user, chosen)
        else:
            keep_choice(response, chosen)
    return response


def members(request: HttpRequest) -> HttpResponse:
    rows = visible_to(request.actor, Membership).filter(ended_at=None).select_related("user").order_by("since_on", "pk")
    unused = visible_to(request.actor, Invitation).unused().select_related("space")
    page = {
        "title": _("Members of the space"),
        "rows": [(row, policies.can_change_membership(request.actor, row)) for row in rows],
        "invitations": unused.order_by("-created_at")[:50],
        "can_invite": policies.can_invite(request.actor),
        "can_open": policies.can_open_space(request.actor),
    }
    return render(request, "accounts/members.html", page)


def letter_page(request: HttpRequest, invitation: Invitation, back: str = "") -> str:
    """Keep the secret for the next page only: it is shown once. From there a way leads `back` to the card that it is about."""
    if token := getattr(invitation, "token", None):
        request.session["letter"] = [str(invitation.pk), token]
    return reverse("accounts:letter", args=[invitation.pk]) + (f"?{urlencode({'back': back})}" if back else "")


def invite(request: HttpRequest) -> HttpResponse:
    return ui.sheet(
        request,
        forms.InviteForm,
        commands.invite_member,
        title=_("Invite somebody"),
        submit=_("Make the invitation"),
        then=lambda invitation: letter_page(request, invitation),
    )


def open_space(request: HttpRequest) -> HttpResponse:
    return ui.sheet(
        request,
        forms.OpenSpaceForm,
        commands.open_space,
        title=_("Open a space for an association"),
        lead=_("The association gets its own room. What it shows you is for its officers to decide."),
        then=lambda invitation: letter_page(request, invitation),
    )


def _secret(request: HttpRequest, name: str, pk: UUID) -> str | None:
    """What `name` kept for the page of `pk`; asking for it is the last time that it is known."""
    if request.session.get(name, [None])[0] != str(pk):
        return None
    return request.session.pop(name)[1]


@keeps_without_space
def letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The secret link, once, with a text ready to be sent."""
    row = get_object_or_404(visible_to(request.actor, Invitation), pk=pk)
    page = {
        "title": _("Invitation"),
        "invitation": row,
        "again": policies.can_revoke(request.actor, row),
        "base": frame_of(request.actor),
        "back": own_address(request.GET.get("back", "")),
    }
    if token := _secret(request, "letter", pk):
        link = settings.PUBLIC_ADDRESS + reverse("accounts:invitation", args=[token])
        words = gettext(
            "Hello %(name)s, %(inviter)s of %(from)s invites you to the space of %(space)s on Sanad. Open this link to enter: %(link)s"
        )
        if row.space_id == request.actor.space_id:
            words = gettext(
                "Hello %(name)s, %(inviter)s invites you to the space of %(space)s on Sanad. Open this link to enter: %(link)s"
            )
        said = {"name": row.name, "inviter": request.user.name, "from": request.actor.space.name}
        page |= handed_over(link, words % {**said, "space": row.space.name, "link": link}, row.contact)
    return render(request, "accounts/letter.html", page)


def handed_over(link: str, words: str, contact: str) -> dict[str, str]:
    """A link in every form in which people hand it over: a text, a message, a picture to scan."""
    return {
        "words": words,
        "message": messenger(contact, words) or to_whom_one_likes(words),
        "mail": by_own_mail(contact, words),
        "qr": qr_svg(link, quiet=2),
    }


@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page that an invited person opens: make an account, or join with the one at hand."""
    letter = (
        Invitation.objects.filter(token_hash=commands.token_hash(token)).select_related("space", "invited_by").first()
    )
    if letter is None:
        if refusal := throttle.too_often(request, "guess"):
            return refusal
        raise Http404
    verdict = policies.stands(letter)
    if not verdict:
        closed = {
            "title": _("This invitation is no longer open"),
            "reason": "" if not letter.is_open else verdict.reason,
        }
        return render(request, "accounts/invitation_closed.html", closed, status=410)
    if request.user.is_authenticated:
        return _join_at_once(request, letter)
    known = {"email" if "@" in letter.contact else "phone": letter.contact}
    asked = forms.NewHeadForm if policies.takes_in_charge(letter) else forms.NewcomerForm
    form = asked(request.POST or None, actor=None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            user = commands.accept_as_newcomer(letter, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        else:
            return perform_login(request, user)
    page = {"title": letter.space.name, "invitation": letter, "form": form}
    return render(request, "accounts/invitation.html", page, status=422 if form.is_bound else 200)


def _join_at_once(request: HttpRequest, letter: Invitation) -> HttpResponse:
    if request.method == "POST":
        try:
            commands.enter(get_object_or_404(User, pk=request.user.pk), letter)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        else:
            request.session["space"] = str(letter.space_id)
        return redirect("workspace:home")
    return render(request, "accounts/invitation.html", {"title": letter.space.name, "invitation": letter})


def ahead_of_revoking(_actor: Actor, row: Invitation) -> ui.Ahead:
    """Whose link opens nothing any more."""
    return ui.Ahead(
        title=_("Revoke the invitation?"),
        happens=[
            ui.tell(
                _("The link that was made for %(name)s (%(role)s) opens nothing any more."),
                name=row.name,
                role=row.get_role_display(),
            ),
            _("Who has received it reads that it is no longer open."),
        ],
        does=_("Revoke"),
        undo=_("You can invite them again, with a new link."),
    )


@ui.asks_first
def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Invitation), pk=pk)
    then = reverse("accounts:members")
    return ui.act(request, commands.revoke_invitation, row, then=then, asks=ahead_of_revoking)


@keeps_without_space
@require_POST
def renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Invitation), pk=pk)
    return ui.act(request, commands.renew_invitation, row, then=lambda renewed: letter_page(request, renewed))


def role(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Membership), pk=pk)
    return ui.edit(
        request,
        forms.RoleForm,
        commands.change_role,
        row,
        title=_("Change the role"),
        lead=row.user.name,
        initial={"role": row.role},
        then=lambda _row: reverse("accounts:members"),
    )


def ahead_of_ending(_actor: Actor, row: Membership) -> ui.Ahead:
    """Who does not enter any more."""
    return ui.Ahead(
        title=_("End the membership?"),
        happens=[
            ui.tell(
                _("%(name)s (%(role)s) cannot enter this space any more, from now on."),
                name=row.user.name,
                role=row.get_role_display(),
            ),
            _("What they did stays in the history under their name."),
            _("Their account, and the other spaces they belong to, stay as they are."),
        ],
        does=_("End the membership"),
        undo=_("You can invite them again."),
    )


@ui.asks_first
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Membership).select_related("user"), pk=pk)
    return ui.act(request, commands.end_membership, row, then=reverse("accounts:members"), asks=ahead_of_ending)


@require_POST
def offer_password(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Membership), pk=pk)

    def then(membership: Membership) -> str:
        if token := getattr(membership, "token", None):
            request.session["password"] = [str(pk), token]
        return reverse("accounts:password_letter", args=[pk])

    return ui.act(request, commands.offer_password_link, row, then=then)


def password_letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The secret link for a new password, once, and the button that makes it."""
    row = get_object_or_404(visible_to(request.actor, Membership).select_related("user"), pk=pk)
    verdict = policies.can_offer_password_link(request.actor, row)
    page = {"title": _("A link for a new password"), "row": row, "verdict": verdict}
    if token := _secret(request, "password", pk):
        link = settings.PUBLIC_ADDRESS + reverse("accounts:new_password", args=[row.pk, token])
        words = gettext("Hello %(name)s, open this link to choose a new password on Sanad: %(link)s")
        page |= handed_over(link, words % {"name": row.user.name, "link": link}, row.user.phone or "")
    return render(request, "accounts/password_letter.html", page)


@require_POST
def end_password(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Membership), pk=pk)
    return ui.act(request, commands.end_password_link, row, then=reverse("accounts:password_letter", args=[pk]))


@login_not_required
def new_password(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """What a link for a new password opens; once, for 48 hours, and only while all it was bound to is as it was."""
    offer = offer_of(pk, token)
    if offer is None:
        if refusal := throttle.too_often(request, "guess"):
            return refusal
        return _closed(
            request, _("It was used, its time has passed, or something changed since. Ask an officer for a new one.")
        )
    user = offer.membership.user
    return _choose_password(request, user, commands.use_password_link, membership_id=pk, token=token)


def _closed(request: HttpRequest, why: Text) -> HttpResponse:
    return render(request, "ui/plain.html", {"title": commands.CLOSED, "lead": why}, status=410)


def _choose_password(
    request: HttpRequest, user: User, command: Callable[..., User], *, lead: Text = "", **link: Any
) -> HttpResponse:
    """A form for a new password, of somebody who opened a link."""
    actor = actor_of(user)
    if actor is None:
        return _closed(
            request,
            _(
                "You belong to no space any more. Ask an officer whom you trust, or who keeps this installation of Sanad, for help."
            ),
        )
    form = forms.NewPasswordForm(request.POST or None, actor=None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            command(actor, user, **link, **form.cleaned_data)
        except Refused:  # it changed while they typed
            return _closed(
                request,
                _("It was used, its time has passed, or something changed since. Ask an officer for a new one."),
            )
        messages.success(request, _("Your new password is kept. Sign in with it."))
        return redirect("account_login")
    page = {"title": _("Choose a new password"), "lead": lead or user.name, "form": form}
    return render(request, "accounts/new_password.html", page, status=422 if form.is_bound else 200)


@login_not_required
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    """What the letter about a change opens: contacts as they were, every device signed out, a new password."""
    undo = undo_of(token)
    if undo is None:
        if refusal := throttle.too_often(request, "guess"):
            return refusal
        return _closed(
            request,
            _(
                "It was used, or its seven days have passed. Ask an officer whom you trust, or who keeps this installation of Sanad, for help."
            ),
        )
    return _choose_password(
        request,
        undo.user,
        commands.take_back_account,
        token=token,
        lead=_(
            "Your contacts are put back as they were, every device is signed out, and keys that were added since are removed."
        ),
    )


@login_not_required
def confirm_email(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """Whoever reads the letters of an address says that it is theirs. Looking changes nothing."""
    user = User.objects.filter(pk=pk, is_active=True).exclude(new_email="").first()
    actor = actor_of(user) if user and CONFIRM.check_token(user, token) else None
    if user is None or actor is None:
        if refusal := throttle.too_often(request, "guess"):
            return refusal
        return _closed(request, _("It was used, its time has passed, or another address was given since."))
    page = {"title": _("Is this your address?"), "address": user.new_email}
    if request.method == "POST":
        try:
            commands.confirm_email(actor, user)
        except Refused as refusal:
            return _closed(request, refusal.message)
        page = {"title": _("Your address is confirmed"), "address": page["address"], "is_done": True}
    return render(request, "accounts/confirm_email.html", page)


def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The library's page; that the codes were shown is told."""
    return _told_codes(request, view_recovery_codes(request))


def recovery_codes_file(request: HttpRequest) -> HttpResponse:
    """The same as a file."""
    return _told_codes(request, download_recovery_codes(request))


def _told_codes(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code == HTTPStatus.OK:
        tell(get_object_or_404(User, pk=request.user.pk), "codes_shown")
    return response


@login_not_required
def forgotten(request: HttpRequest) -> HttpResponse:
    """A new password by e-mail, where this installation can send one; else whom to ask."""
    if settings.EMAIL_URL:
        return password_reset(request)
    return render(request, "accounts/forgotten.html", {"title": _("Forgotten password")})


@login_not_required
def no_sign_up(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  a view is given its request
    """The sign-in library wants an address for sign-up; there is no page behind it."""
    raise Http404


def me(request: HttpRequest) -> HttpResponse:
    user = get_object_or_404(User, pk=request.user.pk)
    initial = {
        "name": user.name,
        "phone": user.phone or "",
        "email": user.new_email or user.email or "",
        "is_reminded": user.is_reminded,
    }
    return ui.edit(
        request,
        forms.AccountForm,
        _update_account(request),
        user,
        title=_("My account"),
        initial=initial,
        template="accounts/me.html",
        context={"memberships": live_memberships(user), "person": user, "is_keeper": policies.is_keeper(user)},
        then=lambda _user: reverse("accounts:me"),
    )


def _update_account(request: HttpRequest) -> Callable[..., User]:
    """The command, refused at the password when it was wrong too often."""

    @wraps(commands.update_account)
    def run(actor: Actor, user: User, *, current_password: str = "", **details: Any) -> User:
        if current_password and not throttle.has_room(request, "confirm"):
            raise Refused(_("Wrong too often. Wait five minutes, then write the password again."), "current_password")
        if current_password and not user.check_password(current_password):
            throttle.counts(request, "confirm")
        return commands.update_account(actor, user, current_password=current_password, **details)

    return run


@login_not_required
@csrf_exempt  # a mail program asks with one POST and no cookie (RFC 8058); the signed address is what allows it
def stop_letters(request: HttpRequest, token: str) -> HttpResponse:
    """End letters, or have them again. Looking changes nothing: programs look at every link of a letter."""
    if request.method == "POST" and (refusal := throttle.too_often(request, "stop_letters")):
        return refusal
    reader = reader_of(token)
    if reader is None:
        raise Http404
    if isinstance(reader, User):
        actor, name = actor_of(reader), ""
        is_stopped = not reader.is_reminded
        if request.method == "POST" and actor is not None:
            is_stopped = "again" not in request.POST
            commands.choose_reminders(actor, reader, is_reminded=not is_stopped)
    else:
        (space, mark), name = reader, reader[0].name
        stop = standing_stop(space.pk, mark)
        if request.method == "POST" and stop is None and "again" not in request.POST:
            stop = mail.stop_letters(visitor(space), mark=mark)
        elif request.method == "POST" and stop is not None and "again" in request.POST:
            stop = mail.resume_letters(visitor(space), stop)
        is_stopped = stop is not None and stop.ended_at is None
    page = {"title": _("Letters by e-mail"), "from_whom": name, "is_stopped": is_stopped}
    response = render(request, "accounts/stop_letters.html", page)
    response["X-Robots-Tag"], response["Referrer-Policy"] = "noindex", "no-referrer"
    return response


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
            user = commands.create_first_space(**details, key=form.key)
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
    return commands.begun_with(form.key, form.data.get("username", ""), form.data.get("password", ""))


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
            actor = commands.open_own_space(user, **form.cleaned_data, key=form.key)
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
        commands.ask_for_space(**form.cleaned_data)
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


ANSWERED, WAITING = 20, 100  # on one page


@keeps_without_space
def requests(request: HttpRequest) -> HttpResponse:
    """Who asks for a space, for whoever keeps the installation; beside a name, the spaces that are called so already."""
    if not policies.is_keeper(request.actor.user):
        raise Http404
    rows = visible_to(request.actor, SpaceRequest)
    waiting = list(rows.waiting().order_by("created_at", "pk")[:WAITING])
    names: dict[str, list[Space]] = {}
    for space in Space.objects.filter(folded__in={row.folded for row in waiting})[:200]:
        names.setdefault(space.folded, []).append(space)
    answered = (
        rows.filter(answered_at__lte=timezone.now()).select_related("opened", "answered_by").order_by("-answered_at")
    )
    page = {
        "title": _("Requests for a space"),
        "waiting": [(row, names.get(row.folded, [])) for row in waiting],
        "answered": [(row, _told_no(row)) for row in answered[:ANSWERED]],
        "more": max(rows.waiting().count() - WAITING, 0),
        "sign_up": settings.SIGN_UP,
        "base": frame_of(request.actor),
    }
    return render(request, "accounts/requests.html", page)


def _told_no(row: SpaceRequest) -> str:
    """The message to whom no space was opened."""
    if row.opened_id:
        return ""
    words = gettext("Hello %(name)s, the space of %(space)s on Sanad was not opened: %(reason)s")
    return messenger(row.phone, words % {"name": row.person, "space": row.name, "reason": row.reason})


fetch_request = ui.fetching(visible_to, SpaceRequest)


def ahead_of_accepting(_actor: Actor, row: SpaceRequest) -> ui.Ahead:
    """Which space opens, and for whom."""
    said = {"space": row.name, "name": row.person, "kind": row.get_kind_display()}
    return ui.Ahead(
        title=_("Open the space?"),
        happens=[
            ui.tell(_("The space of %(space)s opens (%(kind)s), empty."), **said),
            ui.tell(
                _("%(name)s gets a letter of entry, which you send yourself; whoever opens it first moves in."), **said
            ),
            _("You do not enter it, and see nothing of it."),
        ],
        does=_("Open the space"),
        undo=_("The letter can be revoked until somebody has moved in; the empty space stays."),
    )


@keeps_without_space
@ui.asks_first
def accept_request(request: HttpRequest, pk: UUID) -> HttpResponse:
    return ui.act(
        request,
        commands.accept_request,
        fetch_request(request, pk),
        asks=ahead_of_accepting,
        home=reverse("accounts:requests"),
        then=lambda letter: letter_page(request, letter),
    )


@keeps_without_space
def decline_request(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_request(request, pk)
    return ui.sheet(
        request,
        ui.ReasonForm,
        commands.decline_request,
        row,
        title=_("Open no space"),
        lead=row.name,
        template="ui/sheet.html" if request.actor.role else "accounts/begin.html",
        then=reverse("accounts:requests"),
    )
