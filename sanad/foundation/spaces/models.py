"""Space, User, Membership, Invitation."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic.fold import fold
from sanad.foundation.arabic.language import in_language
from sanad.foundation.ids import new_id
from sanad.foundation.spaces.roles import Role
from sanad.foundation.written import Covered, CoveredManager, CoveredRows


class Named(models.Model):
    """An organisation by its name in Arabic and perhaps in French, before and after it has a space."""

    name_ar = models.CharField(_("Name in Arabic"), max_length=200)
    name_fr = models.CharField(_("Name in French"), max_length=200, blank=True)
    folded: str  # of the Arabic name: who begins asks by it

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.folded = fold(self.name_ar)[:200]
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """The name in the language of the page, else the one there is."""
        return in_language(self.name_ar, self.name_fr)


class Space(Named, Covered):
    """An organisation's own room; the tenant. Everything that belongs to someone carries its id."""

    class Kind(models.TextChoices):
        SUPPORT = "support", _("Support organisation")
        ASSOCIATION = "association", _("Association")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=16, choices=Kind)
    folded = models.CharField(max_length=200, default="", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    columns_not_covered = frozenset({"folded"})

    class Meta:
        indexes = [models.Index(fields=["folded"], name="space_by_name")]

    @property
    def space_id(self):
        """A space is its own tenant: the history of a change to it is kept in it."""
        return self.id

    @property
    def is_support(self) -> bool:
        """Whether it is that of a support organisation."""
        return self.kind == self.Kind.SUPPORT

    @property
    def is_association(self) -> bool:
        """Whether it is that of an association."""
        return self.kind == self.Kind.ASSOCIATION


def spoken(language: str) -> str:
    """The language in which somebody is written to: Arabic, when it is none of ours."""
    return language if language in dict(settings.LANGUAGES) else "ar"


class UserManager(BaseUserManager.from_queryset(CoveredRows)):  # type: ignore[misc]  # a class made by Django
    def create_user(self, username: str, password: str | None = None, **fields) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(Covered, AbstractBaseUser):
    """A person who signs in. What they may do depends on the space: see `Membership`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(_("User name"), max_length=60, unique=True)
    name = models.CharField(_("Full name"), max_length=150)
    email = models.EmailField(_("E-mail"), null=True, blank=True)  # noqa: DJ001  unique when given
    phone = models.CharField(_("Phone"), max_length=16, null=True, blank=True, help_text=_("Kept as +212…"))  # noqa: DJ001  unique when given
    language = models.CharField(_("Language"), max_length=5, blank=True)  # empty until they read here
    is_active = models.BooleanField(default=True)
    is_reminded = models.BooleanField(_("Reminders by e-mail"), default=True)
    # An address that its owner has not confirmed yet: `email` is written to until then.
    new_email = models.EmailField(_("E-mail to be confirmed"), blank=True, editable=False)
    # The account was taken back: from which change, and when. What links of the changes between the two opened is over.
    taken_back = models.JSONField(default=list, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    # The live memberships, when whoever read the person read them too (accounts.backend).
    known_memberships: "list[Membership] | None" = None

    history_hidden = frozenset({"password", "last_login"})
    # One's own matter, changed outside of any space too. Who somebody is, and whether they may sign in, is covered.
    columns_not_covered = frozenset(
        {"password", "last_login", "language", "is_reminded", "email", "phone", "new_email"}
    )
    history_masked = frozenset({"phone", "email", "new_email"})

    objects: ClassVar = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_name_once"),
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.UniqueConstraint("phone", name="user_phone_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def has_perms(self, perms, obj=None) -> bool:  # noqa: ARG002  Django's permissions are not ours: see policies
        return False


class LiveMemberships(CoveredManager):
    """Those that are not ended, oldest first."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(ended_at=None).order_by("since_on", "pk")


class Membership(Covered):
    """One person's role in one space, from a day, until it is ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(Space, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(_("Role"), max_length=24, choices=Role)
    since_on = models.DateField(_("Since"), default=timezone.localdate)
    ended_at = models.DateTimeField(_("Ended"), null=True, blank=True)
    # Each link for a new password that an officer makes ends the one before it.
    link_turn = models.PositiveSmallIntegerField(default=0, editable=False)

    objects: ClassVar = CoveredManager()
    live = LiveMemberships()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "user"], condition=models.Q(ended_at=None), name="membership_one_live_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class Beginning(models.Model):
    """That this installation was begun: one row, so that of many first visitors one makes the first space."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    begun_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return str(self.begun_at)


class Opening(models.Model):
    """That a form by which somebody opens a space of their own was sent: one row for its key, so that it opens one.

    Of two who send it at once the second waits for the first to be done, and finds here what it made.
    """

    key = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    space = models.ForeignKey(Space, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return str(self.key)


class Keepers(models.QuerySet):
    """Those who keep the installation."""

    def able(self) -> Self:
        """Those who can sign in: the others answer nobody."""
        locked = models.Q(user__password="") | models.Q(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
        return self.filter(user__is_active=True).exclude(locked)


class Keeper(models.Model):
    """Who keeps this installation: they answer those who ask for a space. No right in any space comes with it."""

    user = models.OneToOneField(User, models.PROTECT, primary_key=True, related_name="+")
    named_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar = models.Manager.from_queryset(Keepers)()

    def __str__(self) -> str:
        return str(self.user)


class Requests(models.QuerySet):
    """Those who ask for a space, by what became of it."""

    def waiting(self) -> Self:
        """Those that nobody answered yet."""
        return self.filter(answered_at=None)


class SpaceRequest(Named):
    """Somebody without a space asks for one; whoever keeps the installation answers. It belongs to no space yet."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("Kind"), max_length=16, choices=Space.Kind)
    folded = models.CharField(max_length=200, editable=False)
    place = models.CharField(_("Place"), max_length=200)
    person = models.CharField(_("Full name"), max_length=150)
    phone = models.CharField(_("Phone"), max_length=16)
    email = models.EmailField(_("E-mail"), blank=True)
    # What was said otherwise when it was sent again: anybody may send it, so the first stays as it was written.
    again = models.JSONField(default=list, blank=True, editable=False)
    asked_on = models.DateField(_("Day"), default=timezone.localdate, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(_("Answered"), null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    opened = models.OneToOneField(Space, models.PROTECT, null=True, blank=True, related_name="+")

    history_masked = frozenset({"phone", "email"})

    objects: ClassVar = models.Manager.from_queryset(Requests)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["folded", "kind", "phone"], condition=models.Q(answered_at=None), name="request_once"
            )
        ]
        indexes = [models.Index(fields=["answered_at", "created_at"], name="request_by_day")]


class InvitationRows(CoveredRows):
    """Invitations, by what became of them."""

    def unused(self) -> Self:
        """Those with which nobody came in and that nobody took back, whatever their days."""
        return self.filter(accepted_at=None, revoked_at=None)


class Invitation(Covered):
    """A letter of admission to a space: a secret link that works once and for a while."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(Space, models.PROTECT, related_name="invitations")
    name = models.CharField(_("Full name"), max_length=150)
    contact = models.CharField(_("Phone or e-mail"), max_length=150, blank=True)
    role = models.CharField(_("Role"), max_length=24, choices=Role)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = models.Manager.from_queryset(InvitationRows)()

    history_hidden = frozenset({"token_hash"})
    history_masked = frozenset({"contact"})

    class Meta:
        indexes = [models.Index(fields=["space", "created_at"], name="invitation_by_space")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """True while the link still admits somebody."""
        return self.accepted_at is None and self.revoked_at is None and timezone.now() < self.expires_at
