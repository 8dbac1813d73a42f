"""Home, papers and history: reads across all slices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.joining.policies import can_ask_accompanier
from sanad.accompaniment.joining.queries import accompaniers_of
from sanad.accompaniment.models import Evidence
from sanad.accompaniment.policies import can_open_engagement
from sanad.accompaniment.policies import visible_to as visible_files
from sanad.accounts.policies import can_invite
from sanad.activities.models import Activity, Minutes, TakingPart
from sanad.activities.policies import visible_to as visible_activities
from sanad.activities.programme.policies import can_plan
from sanad.directory.models import Inherited, Mandate, Organisation, StatuteClause
from sanad.directory.policies import can_keep_directory
from sanad.foundation.arabic.fold import clean_digits, strip_marks
from sanad.foundation.clock.before import as_typed
from sanad.foundation.clock.fields import WallTimeField
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.history.labels import model_told
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.naming.models import worded_like
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Invitation, Membership
from sanad.partnerships.models import Agreement
from sanad.partnerships.policies import visible_to as visible_agreements
from sanad.training.models import Certificate, Registration, Session
from sanad.training.policies import visible_to as visible_training
from sanad.training.registrations.queries.people import registrations_of
from sanad.workspace.models import SkippedStep
from sanad.workspace.policies import visible_to as visible_steps

_EACH = 8


def activities_open_to(actor: Actor) -> Any:  # the rows with the sets that their model names
    """The activities that the actor may see, and those announced to its space, each with the `session` that it is."""
    sessions = visible_training(actor, Session)
    announced = sessions.exclude(space=actor.space).order_by().values("activity")
    open_to: Any = visible_activities(actor, Activity) | Activity.objects.filter(pk__among=announced)
    looked_at = sessions.filter(Q(item=None) | ~Q(space=actor.space), activity=OuterRef("pk"))
    return open_to.as_shown_to(actor).annotate(session=Subquery(looked_at.order_by().values("pk")[:1]))


def address_of(row: Activity) -> str:
    """Where an activity is looked at: a course or a trip as the session that it is."""
    session = row.session  # type: ignore[attr-defined]  # the annotation of `activities_open_to`
    return reverse("training:session", args=[session]) if session else reverse("activities:activity", args=[row.pk])


def sessions_for_everybody() -> list[Session]:
    """The next for which a visitor may register, whoever holds them; each with how many are `confirmed`."""
    rows = Session.objects.open_to_everybody(timezone.localdate()).filter(activity__starts_at__gt=timezone.now())
    rows = rows.select_related("activity__host", "course").defer("course__content")
    rows = rows.annotate(confirmed=registrations_of(Registration.State.CONFIRMED))
    return list(rows.order_by("closes_on", "pk")[:_EACH])


def papers_shown(actor: Actor) -> list[tuple[Any, str]]:
    """Where papers stand that others have numbered and the actor is shown: of each kind of which there is one, its page."""
    our_part = TakingPart.objects.standing().filter(organisation__own_space=actor.space).order_by()
    minutes = Minutes.objects.filter(activity__among=our_part.values("activity")).exclude(state=Minutes.State.DRAFT)
    places: list[tuple[Any, Any, str]] = [
        (minutes, _("Minutes of meetings in which we took part"), "activities:activities"),
        (visible_agreements(actor, Agreement), _("Agreements to which we are a party"), "partnerships:agreements"),
        (
            visible_training(actor, Certificate),
            _("Certificates of people whom we registered"),
            "training:all_certificates",
        ),
        (visible_files(actor, Evidence), _("Evidence in the file of our accompaniment"), "accompaniment:engagements"),
    ]
    return [
        (label, reverse(address))
        for rows, label, address in places
        if rows.exclude(space=actor.space).order_by().exists()
    ]


def papers_like(rows: QuerySet[IssuedDocument], text: str) -> QuerySet[IssuedDocument]:
    """The papers whose title, or whom they are about, holds every word of a text in any spelling, or of that number: 3/2026, or 3."""
    number, _slash, year = strip_marks(clean_digits(text)).partition("/")
    found = Q(pk__among=worded_like(rows, text).order_by().values("pk"))
    if number.isdecimal() and len(number) < 9:  # noqa: PLR2004  more than any series has
        found |= Q(number=int(number), **({"year": int(year)} if year.isdecimal() and len(year) == 4 else {}))  # noqa: PLR2004
    return rows.filter(found)


def coming_activities(actor: Actor) -> list[tuple[Activity, str]]:
    """What begins today or within a month, each with its address."""
    today = timezone.now() - timedelta(hours=12)
    rows = (
        activities_open_to(actor).not_cancelled().filter(starts_at__gte=today, starts_at__lt=today + timedelta(days=31))
    )
    return [(row, address_of(row)) for row in rows.order_by("starts_at")[:6]]


@dataclass(frozen=True)
class Step:
    """Something to begin with in a space that is new: what it is, what it is good for, where it is done."""

    key: SkippedStep.Key
    why: Any
    url: str

    @property
    def label(self) -> Any:
        """What it is."""
        return self.key.label


def first_steps(actor: Actor) -> list[Step]:
    """What the space is led to: steps that are neither done nor skipped, in the order in which one begins.

    Only what this person may do. Nothing has to be done: a space works without. One question.
    """
    return [step for step, is_skipped in undone_steps(actor) if not is_skipped]


def skipped_steps(actor: Actor) -> list[tuple[Step, SkippedStep]]:
    """The steps that the space does without and that are not done, each with the row that says so."""
    rows = {row.step: row for row in skipped_here(actor)}
    return [(step, rows[step.key]) for step, is_skipped in undone_steps(actor) if is_skipped and step.key in rows]


def skipped_here(actor: Actor) -> QuerySet[SkippedStep]:
    """What the space of the actor does without."""
    return visible_steps(actor, SkippedStep).standing()


def undone_steps(actor: Actor) -> list[tuple[Step, bool]]:
    """The steps that are not done, each with whether the space does without it. One question."""
    if not can_keep_directory(actor):
        return []
    here: Any = {"space": actor.space}
    cards = Organisation.objects.filter(**here, own_space=actor.space).annotate(
        has_inherited=Exists(Inherited.objects.unconfirmed().filter(organisation=OuterRef("pk"))),
        has_statutes=Exists(StatuteClause.objects.standing().filter(organisation=OuterRef("pk"))),
        has_officers=Exists(
            Mandate.objects.filter(organisation=OuterRef("pk")).exclude(person__user=actor.user)  # written at arrival
        ),
        has_others=Exists(Organisation.objects.filter(**here).exclude(own_space=actor.space)),
        has_colleagues=Exists(Membership.objects.filter(**here, ended_at=None).exclude(user=actor.user)),
        has_invited=Exists(Invitation.objects.unused().filter(**here, expires_at__gt=timezone.now())),
        has_activities=Exists(activities_open_to(actor)),  # an accompanied association has met, too
        has_met=Exists(TakingPart.objects.standing().filter(organisation__own_space=actor.space)),
        **{f"has_{name}": Exists(rows) for name, rows in accompaniers_of(actor).items()},
        **{f"skips_{key}": Exists(skipped_here(actor).filter(step=key)) for key in SkippedStep.Key.values},
    )
    card: Any = cards.first()
    if card is None:
        words = _("It stands on every paper, and it is the organiser of what we plan.")
        step = Step(SkippedStep.Key.CARD, words, reverse("directory:add_own_card"))
        return [(step, skipped_here(actor).filter(step=step.key).exists())]
    undone = [step for is_asked, step in _steps(actor, card) if is_asked]
    return [(step, getattr(card, f"skips_{step.key}")) for step in undone]


def _steps(actor: Actor, card: Any) -> Iterable[tuple[bool, Step]]:
    """Every step, and whether it is still to be done by this person; each is a short form."""
    key = SkippedStep.Key
    yield (
        card.has_inherited,
        Step(
            key.INHERITED,
            _("Others wrote it before you came in: say what is right, mend or take off what is not."),
            reverse("directory:confirm_card"),
        ),
    )
    yield (
        card.seat_place_id is None,
        Step(key.SEAT, _("The head of every paper says it."), reverse("directory:write_seat", args=[card.pk])),
    )
    yield (
        not card.has_statutes,
        Step(
            key.STATUTES,
            _("The aims are told in every report; they are written once."),
            reverse("directory:add_clause", args=[card.pk]),
        ),
    )
    yield (
        not card.has_officers,
        Step(
            key.OFFICERS,
            _("The president and the secretary sign by name and capacity."),
            f"{reverse('directory:add_person')}?organisation={card.pk}",
        ),
    )
    yield (
        not (card.has_colleagues or card.has_invited) and bool(can_invite(actor)),
        Step(
            key.COLLEAGUES,
            _("Each works under their own name; nobody shares a password."),
            reverse("accounts:invite"),
        ),
    )
    yield (
        not card.has_others and bool(can_open_engagement(actor)),
        Step(
            key.ASSOCIATION,
            _("Its card first; its file, its meetings and its own space begin there."),
            reverse("directory:add_organisation"),
        ),
    )
    yield (
        not (card.has_activities or card.has_met) and bool(can_plan(actor)),
        Step(
            key.MEETING,
            _("Who was there, what was decided, who does what: the minutes are written from it."),
            f"{reverse('activities:plan')}?first=1",
        ),
    )
    yield (
        not (card.has_file or card.has_asked or card.has_supporter) and bool(can_ask_accompanier(actor)),
        Step(
            key.ACCOMPANIER,
            _("A support organisation that says yes opens a file with you: your needs, the plan, the agreements."),
            reverse("accompaniment:ask_accompanier"),
        ),
    )


REPORTED = (Activity.Kind.COURSE, Activity.Kind.TRIP)


def activities_without_minutes(actor: Actor) -> list[Activity]:
    """Activities whose day has passed and whose minutes are not approved, or not begun.

    Of a course or a trip the trainer reports; minutes are waited for only when somebody began them.
    """
    rows = Activity.objects.not_cancelled().filter(space=actor.space, ends_at__lt=timezone.now())
    none = Q(minutes=None)
    waiting = (none & ~Q(kind__in=REPORTED)) | (~none & ~Q(minutes__state=Minutes.State.APPROVED))
    return list(rows.filter(waiting).select_related("minutes").order_by("-starts_at")[:10])


def minutes_for_us(actor: Actor) -> list[Minutes]:
    """What others wrote of meetings in which the actor's organisation took part, going round or approved of late."""
    since = timezone.now() - timedelta(days=60)
    ours = TakingPart.objects.standing().filter(organisation__own_space=actor.space, activity__starts_at__gte=since)
    rows = visible_activities(actor, Minutes).filter(activity__in=ours.values("activity")).exclude(space=actor.space)
    return list(rows.select_related("activity").order_by("-activity__starts_at", "-pk")[:5])


@dataclass(frozen=True)
class Change:
    """One field of a line of history, in words: what it is called, what it was, what it became.

    Fields that only the machine keeps have no word for people; `is_plain` is False for them.
    """

    label: Any
    before: Any
    after: Any
    is_plain: bool


def changes_in_words(line: HistoryEntry) -> list[Change]:
    """The changes of a line as people read them; fields that are no longer known keep their stored name."""
    known = {field.attname: field for field in model_told(line.object_type)._meta.concrete_fields}
    return [
        Change(
            label=known[name].verbose_name if name in known else name,
            before=_in_words(known.get(name), before, line.at),
            after=_in_words(known.get(name), after, line.at),
            is_plain=name in known and isinstance(known[name].verbose_name, Promise),
        )
        for name, (before, after) in sorted(line.changes.items())
    ]


def _in_words(field: Any, value: Any, at: datetime) -> Any:
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, models.ForeignKey):
        return field.related_model._base_manager.filter(pk=value).first() or value
    if isinstance(field, WallTimeField) and timezone.is_aware(known := datetime.fromisoformat(value)):
        return as_typed(known, at)  # written before hours were kept as typed
    if isinstance(field, models.DateField):  # instants too
        return field.to_python(value)
    return dict(field.flatchoices).get(value, value) if field is not None and field.choices else value
