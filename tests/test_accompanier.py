"""The accompanier reads what an association's consents show and writes nothing there; a member reads and writes nothing.

The accompanier is a coordinator of the support organisation. The file of the accompaniment itself lives in the
accompanier's own space; here are the rows that live in the association's.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django import forms
from django.apps import apps
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from sanad.accompaniment.models import Engagement, Need, PlanItem
from sanad.accounts.commands import new_user
from sanad.activities import commands
from sanad.activities.models import (
    Activity,
    Attendance,
    CalendarFeed,
    Decision,
    FollowUp,
    Invitation,
    Minutes,
    MinutesRevision,
    PressReport,
    ProgrammeItem,
    Series,
    Word,
)
from sanad.activities.queries import facts_of
from sanad.activities.queries.press import paragraphs
from sanad.activities.views.papers import SUBJECTS
from sanad.directory.commands import revoke_consent
from sanad.directory.models import Consent, Mandate, Organisation, Person, StatuteClause
from sanad.foundation.documents.models import DocumentScan, IssuedDocument
from sanad.foundation.files.store import keep_bytes
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.actor import Actor, actor_of
from sanad.foundation.spaces.models import Invitation as Letter
from sanad.foundation.spaces.models import Membership
from sanad.foundation.spaces.roles import Role
from sanad.territory.models import Place
from tests import grounds
from tests.pictures import PNG
from tests.test_every_address import FALLBACK, LISTS, ROWS, _address, _row, about_rows

# What each consent shows of the association's space; the consents themselves are seen from both sides.
SHOWN: dict[str, set[type[Model]]] = {
    Consent.Shared.DIRECTORY: {Organisation, StatuteClause, Mandate},
    Consent.Shared.ACTIVITIES: {
        Activity,
        ProgrammeItem,
        Invitation,
        Attendance,
        Word,
        Minutes,
        MinutesRevision,
        PressReport,
    },
    Consent.Shared.FOLLOW_UPS: {Decision, FollowUp},
}
SHOWN_AT_ALL = set().union(*SHOWN.values())
# No consent shows these: what is only planned and all that hangs on it, drafts, people, what the space is run by.
KEPT = {
    Activity,
    ProgrammeItem,
    Invitation,
    Attendance,
    Word,
    Decision,
    Minutes,
    PressReport,
    Series,
    CalendarFeed,
    Person,
    Place,
    Letter,
    Membership,
    HistoryEntry,
    IssuedDocument,
    DocumentScan,
}
FILE = {Engagement, Need, PlanItem, *grounds.ROWS.values()}

TOLD, UNTOLD = "زعفران", "خزامى"  # a word in every row that is shown, one in every row that is not
PHONE, EMAIL = "+212611223344", "guest@example.org"
ROLE, SPACE = "Your role in this space does not allow this.", "This belongs to another space."
MONTH = f"{timezone.localdate() - timedelta(days=1):%Y-%m}"
ASKED = {
    "workspace:search": f"?q={TOLD}",
    "activities:calendar": f"?month={MONTH}",
    "directory:twins": f"?name_ar={TOLD}",
}
TELLING = {"directory:organisations", "activities:activities", "activities:follow_ups", *ASKED}
# Everybody's own: their account, and a calendar address of what they may read.
OWN_MATTERS = {":mfa_view_recovery_codes", ":mfa_download_recovery_codes", "accounts:me", "activities:open_feed"}
NOT_FOR_MEMBERS = {
    "accounts:letter",
    "accounts:revoke",
    "accounts:renew",
    "activities:close_feed",
    "workspace:history",
    "workspace:history_line",
    ":account_signup",
    ":mfa_view_recovery_codes",
    ":mfa_download_recovery_codes",
}


def _addresses() -> list[tuple[str, str, type[Model]]]:
    """(name, path, model of the row) of every address about a row; one a kind where papers are printed."""
    found = []
    for name, path in about_rows():
        model = ROWS.get(name) or FALLBACK[name.split(":", maxsplit=1)[0]]
        kinds = SUBJECTS if "<str:kind>" in path else {"": model}
        found += [(name, path.replace("<str:kind>", kind), subject) for kind, subject in kinds.items()]
    return found


def each(*models: type[Model]):
    """Parametrise by the addresses about rows of these models."""
    rows = [pytest.param(name, path, model) for name, path, model in _addresses() if model in models]
    return pytest.mark.parametrize(("name", "path", "model"), rows)


def each_list(*but: str):
    rows = [pytest.param(*row, id=row[0]) for row in LISTS if row[0] not in but]
    return pytest.mark.parametrize(("name", "path"), rows)


@dataclass(frozen=True)
class Room:
    """One row of every kind in the association's space: what its consents show, and what they do not."""

    shown: dict[type[Model], Any]
    kept: dict[type[Model], Any]


def _gathering(
    actor: Actor, word: str, guest: Person, series: Series | None, *, is_held: bool
) -> dict[type[Model], Any]:
    def add(model: type[Model], **fields: Any) -> Any:
        return model._default_manager.create(space=actor.space, **fields)

    begins = timezone.now() + timedelta(days=-1 if is_held else 1)
    activity = add(
        Activity,
        kind="meeting",
        title=word,
        series=series,
        host=Organisation.objects.get(own_space=actor.space, space=actor.space),
        starts_at=begins,
        ends_at=begins,
        state="held" if is_held else "planned",
    )
    item = add(ProgrammeItem, activity=activity, position=1, kind="welcome", title=word)
    invitation = add(Invitation, activity=activity, person=guest, capacity=word)
    attendance = add(Attendance, activity=activity, person=guest, capacity=word)
    said = add(Word, activity=activity, speaker=attendance, item=item, position=1, text=word)
    decision = add(Decision, activity=activity, text=word)
    rows = [activity, item, invitation, attendance, said, decision]
    if is_held:
        rows.append(add(FollowUp, activity=activity, text=word, owner=guest, due_on=activity.held_on))
    return {type(row): row for row in rows}


def _minutes(actor: Actor, activity: Activity) -> list[Model]:
    """Approved minutes and press report of an activity."""
    here = {"space": actor.space}
    minutes = Minutes.objects.create(**here, activity=activity, body=TOLD, version=1, state="approved")
    revision = MinutesRevision.objects.create(
        **here,
        minutes=minutes,
        number=1,
        body=TOLD,
        facts=facts_of(activity),
        approved_by=actor.user,
        approved_at=timezone.now(),
    )
    told = [key for key, _sentence in paragraphs(revision.facts, "ar")]
    return [
        minutes,
        revision,
        PressReport.objects.create(
            **here, activity=activity, revision=revision, language="ar", told=told, state="approved"
        ),
    ]


@pytest.fixture
def room(world) -> Room:
    head = world.president
    space, by = head.space, head.user

    def add(model: type[Model], **fields: Any) -> Any:
        return model._default_manager.create(space=space, **fields)

    card = Organisation.objects.get(space=space, own_space=space)
    guest = add(Person, name_ar="ضيف", phone=PHONE, email=EMAIL)
    series = add(Series, title="سلسلة")
    shown = _gathering(head, TOLD, guest, series, is_held=True)
    kept = _gathering(head, UNTOLD, guest, series, is_held=False)
    shown |= {type(row): row for row in _minutes(head, shown[Activity])}
    shown |= {Organisation: add(Organisation, kind="ngo", name_ar=TOLD), StatuteClause: card.clauses.get()}
    shown[Mandate] = add(Mandate, person=guest, organisation=card, capacity_ar=TOLD)
    shown[Consent] = Consent.objects.filter(space=space).first()
    unwritten = _gathering(head, TOLD, guest, None, is_held=True)[Activity]
    paper = add(
        IssuedDocument,
        kind="press",
        series="press",
        year=2024,
        number=1,
        language="ar",
        title=UNTOLD,
        data={},
        code=UNTOLD,
        subject_type="",
        subject_id=uuid4(),
        issued_by=by,
        issued_at=timezone.now(),
        sha256="",
        file=keep_bytes(space.pk, PNG, name=UNTOLD, media_type="image/png"),
    )
    kept |= {
        Minutes: add(Minutes, activity=unwritten, body=UNTOLD, version=1),
        PressReport: add(
            PressReport, activity=shown[Activity], revision=shown[MinutesRevision], language="fr", author=UNTOLD
        ),
        Series: series,
        Person: guest,
        IssuedDocument: paper,
        DocumentScan: add(DocumentScan, document=paper, file=paper.file, by=by),
        CalendarFeed: add(CalendarFeed, owner=by, token_hash="x"),
        Letter: add(
            Letter,
            name=UNTOLD,
            role="member",
            token_hash="x",
            invited_by=by,
            expires_at=timezone.now() + timedelta(days=1),
        ),
        Place: add(Place, level="douar", code="x", name_ar=UNTOLD),
        HistoryEntry: space.history.first(),
        Membership: Membership.objects.get(space=space, user__username="said"),
    }
    return Room(shown, kept)


@pytest.fixture
def member(world) -> Actor:
    user = new_user("member", "x", name="عضو")
    Membership.objects.create(space=world.president.space, user=user, role=Role.MEMBER)
    return actor_of(user)


def stored(*rows: Model) -> list:
    """How many rows each table of ours has, lines of history among them, and what stands in these."""
    tables = [model._meta.db_table for model in apps.get_models() if model.__module__.startswith("sanad.")]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', COUNT(*) FROM {table}" for table in tables))
        counts = sorted(cursor.fetchall())
    return counts + [type(row)._base_manager.filter(pk=row.pk).values().get() for row in rows]


def filled(form: forms.Form) -> dict[str, Any]:
    """The form as a person sends it: what stands in it, and something in every box that must be filled."""
    typed = {name: _typed(box, form.get_initial_for_field(box, name)) for name, box in form.fields.items()}
    return {"_key": str(uuid4())} | {name: value for name, value in typed.items() if value not in {None, ""}}


def _typed(box: forms.Field, initial: Any) -> Any:
    value = box.prepare_value(initial)
    if isinstance(box, forms.ChoiceField):
        offered = [str(key) for key, _label in box.choices if str(key)]
        return str(value) if str(value) in offered else next(iter(offered), "") if box.required else ""
    if value not in {None, "", False} or not box.required:
        return value
    examples = {forms.DateField: timezone.localdate(), forms.TimeField: "10:00", forms.IntegerField: 1}
    if isinstance(box, forms.FileField):
        return SimpleUploadedFile("scan.png", PNG)
    return next((example for kind, example in examples.items() if isinstance(box, kind)), "نص")


def asked_by(page: Any) -> forms.Form | None:
    page.getvalue()
    return page.context["form"] if page.context and "form" in page.context else None


def refusal(client: Client, address: str, space: Any) -> str | None:
    """Send what the page asks for, in the name of `space`: the sentence that refuses it, None if nothing was asked."""
    page = client.get(address)
    form = asked_by(page)
    answer = client.post(address, {**(filled(form) if form else {"reason": "سبب"}), "_space": str(space.pk)})
    answer.getvalue()
    if page.status_code == 403:
        assert answer.status_code in {302, 404, 422}
        return str(page.context["reason"])
    if answer.status_code == 422:
        wrong = answer.context["form"].errors
        return " ".join(wrong.get("__all__", [f"not sent: {wrong.as_json()}"]))
    if answer.status_code == 302:
        return " ".join(str(message) for message in get_messages(answer.wsgi_request))
    assert answer.status_code == 404 or page.status_code == answer.status_code == 200
    return "404" if answer.status_code == 404 else None


def revoke_all(world, *but: str) -> None:
    for consent in Consent.objects.filter(space=world.president.space, revoked_at=None).exclude(kind__in=but):
        revoke_consent(world.president, consent)


def secrets_in(response: Any) -> set[str]:
    text = response.getvalue().decode(errors="ignore")
    return {secret for secret in (UNTOLD, PHONE, EMAIL) if secret in text}


def test_every_kind_of_row_is_either_shown_or_kept(room) -> None:
    assert {model for _name, _path, model in _addresses()} == SHOWN_AT_ALL | KEPT | FILE | {Consent}
    assert set(room.shown) == SHOWN_AT_ALL | {Consent}
    assert set(room.kept) == KEPT


@each(*SHOWN_AT_ALL)
def test_the_accompanier_reads_what_is_shown_and_nothing_else(world, browse, room, name, path, model) -> None:
    response = browse(world.coordinator).get(_address(path, room.shown[model]))
    assert response.status_code in {200, 403, 405}
    assert not secrets_in(response)


@each(*KEPT)
def test_what_is_not_shown_is_404(world, browse, room, name, path, model) -> None:
    client, row = browse(world.coordinator), room.kept[model]
    address, before = _address(path, row), stored(row)
    assert client.get(address).status_code in {404, 405}
    assert client.post(address, {"reason": "سبب"}).status_code == 404
    assert stored(row) == before


@each(*SHOWN_AT_ALL, Consent)
def test_the_accompanier_changes_nothing(world, browse, room, name, path, model) -> None:
    """Neither the coordinator nor the secretary general, who may do everything at home."""
    row = room.shown[model]
    for actor, reasons in ((world.coordinator, {ROLE, SPACE}), (world.sg, {SPACE})):
        client, before = browse(actor, "en"), stored(row)
        assert refusal(client, _address(path, row), world.president.space) in {*reasons, None}
        assert stored(row) == before


@each(*SHOWN_AT_ALL)
def test_a_revoked_consent_closes_it_at_once(world, browse, room, name, path, model) -> None:
    client, row = browse(world.coordinator), room.shown[model]
    address = _address(path, row)
    page = client.get(address)
    typed = filled(form) if (form := asked_by(page)) else {"reason": "سبب"}
    revoke_all(world)
    before = stored(row)
    assert client.get(address).status_code == (405 if page.status_code == 405 else 404)
    assert client.post(address, typed).status_code == 404
    assert stored(row) == before


@pytest.mark.parametrize(
    "kind",
    [
        Consent.Shared.DIRECTORY,
        Consent.Shared.ACTIVITIES,
        Consent.Shared.FOLLOW_UPS,
    ],
)
def test_each_consent_shows_its_own_kind(world, browse, room, kind) -> None:
    revoke_all(world, kind)
    client = browse(world.coordinator)
    opened = {
        model
        for _name, path, model in _addresses()
        if model in SHOWN_AT_ALL
        and "draft.pdf" not in path
        and client.post(_address(path, room.shown[model])).status_code != 404
    }
    assert opened == SHOWN[kind]


@each_list()
def test_a_list_tells_what_is_shown_until_it_is_revoked(world, browse, room, name, path) -> None:
    client, address = browse(world.coordinator), f"/{path}{ASKED.get(name, '')}"
    told = client.get(address)
    assert not secrets_in(told)
    assert (TOLD in _without_question(told)) == (name in TELLING)
    revoke_all(world)
    assert TOLD not in _without_question(client.get(address))


def _without_question(response: Any) -> str:
    return response.content.decode().replace(f'value="{TOLD}"', "").replace(f"<bdi>{TOLD}</bdi></p>", "")


@pytest.mark.slow
def test_no_form_at_home_takes_a_row_of_the_association(world, browse, room) -> None:
    client, answers = browse(world.coordinator), {}
    rows = {path: _row(name, world) for name, path in about_rows()}
    before = stored()
    for address in [f"/{path}" for _name, path in LISTS] + [_address(path, row) for path, row in rows.items() if row]:
        form = asked_by(client.get(address))
        for name, box in form.fields.items() if form else ():
            model = box.queryset.model if isinstance(box, forms.ModelChoiceField) else None
            if foreign := room.shown.get(model) or room.kept.get(model):
                answer = client.post(address, filled(form) | {name: str(foreign.pk)})
                refused = answer.status_code == 422 and name in answer.context["form"].errors
                answers[address, name] = refused
    assert answers
    assert [box for box, refused in answers.items() if not refused] == []
    assert stored() == before


def test_the_calendar_feed_tells_it_until_it_is_revoked(world, client, room) -> None:
    address = f"/activities/calendar/{commands.open_feed(world.coordinator, is_personal=False).token}.ics"
    assert TOLD in (told := client.get(address).content.decode())
    assert UNTOLD not in told
    revoke_all(world)
    assert TOLD not in client.get(address).content.decode()


@each(*SHOWN_AT_ALL, *KEPT, *FILE, Consent)
def test_a_member_reads_and_changes_nothing(world, browse, room, member, name, path, model) -> None:
    own = room.shown.get(model) or room.kept.get(model)
    row = own or _row(name, world)
    if row is None:
        pytest.skip("the case has no such row")
    client, address = browse(member, "en"), _address(path, row)
    response = client.get(address)
    closed = name in NOT_FOR_MEMBERS or (name == "territory:add_douar")  # a douar lies in a commune only
    assert response.status_code in ({404, 405} if closed else {200, 403, 405})
    assert not {PHONE, EMAIL} & secrets_in(response)
    before = stored(row)
    assert refusal(client, address, member.space) in ({"404"} if closed else {ROLE, None})
    assert stored(row) == before


@each_list()
def test_a_member_reads_lists_and_begins_nothing(world, browse, room, member, name, path) -> None:
    client, address = browse(member, "en"), f"/{path}"
    response = client.get(address)
    assert response.status_code in ({404} if name in NOT_FOR_MEMBERS else {200, 403, 405})
    assert not {PHONE, EMAIL} & secrets_in(response)
    if name not in OWN_MATTERS:
        before = stored()
        assert refusal(client, address, member.space) in {"404", ROLE, None}
        assert stored() == before
