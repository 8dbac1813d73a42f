"""Addresses of the directory (tests/grounds.py)."""

from django.utils import timezone

from sanad.accompaniment.joining.commands import open_association_space
from sanad.accounts.commands.entering import accept_as_newcomer
from sanad.directory.commands.mandates import record_mandate
from sanad.directory.commands.organisations import add_organisation, adopt_own_card, put_logo
from sanad.directory.commands.people import add_person
from sanad.directory.models import Consent, Inherited, Invited, Mandate, Organisation, Person, StatuteClause
from sanad.directory.queries import own_card
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Invitation
from sanad.foundation.spaces.roles import Role
from tests.accounts.ground import joined
from tests.grounds import EMAIL, PHONE, SECRET, TOLD, at
from tests.pictures import photograph


def rows(case) -> dict:
    joined(case.president, "clerk", Role.SECRETARY)
    card = add_person(case.president, name_ar="كاتبة الضبط")
    ours = put_logo(case.sg, own_card(case.sg), upload=photograph("logo.png", "PNG"))
    known = add_organisation(case.sg, kind="association", name_ar="جمعية انتقلت إلى فضائها", phone=PHONE)
    letter = open_association_space(case.sg, known, president_name="من انتقلت")
    mover = accept_as_newcomer(letter, username="mover", password=f"{SECRET}-2023")
    return {
        "directory:confirm_card": at(by=mover.username),
        "directory:logo": at(ours),
        "directory:take_logo_off": at(ours),
        "directory/people/<uuid:pk>/": at(case.people["president"]),
        "directory:organisation": [
            at(case.association),
            at(ours),
            at(own_card(case.president)),  # as the support organisation is shown it
            at(own_card(case.president), "president"),
        ],
        "directory:link_me": at(card, "clerk"),
        "directory/capacities/<uuid:pk>/": at(Mandate.objects.filter(space=case.sg.space, to_on=None).first()),
        "directory/consents/<uuid:pk>/": at(
            Consent.objects.filter(space=case.president.space, revoked_at=None).first(), "president"
        ),
        "directory:add_own_card": at(by="stranger"),  # the others have theirs
        "directory/<uuid:pk>/": at(case.association),
        "directory:join_card": at(add_organisation(case.sg, kind="ngo", name_ar="بطاقة مكررة")),
        "directory:withdraw_card": at(add_organisation(case.sg, kind="ngo", name_ar="خطأ")),
        "directory/statutes/<uuid:pk>/": at(StatuteClause.objects.filter(space=case.sg.space).first()),
    }


def of_association(case) -> tuple[list, list]:
    """Cards are shown, people are not."""
    head = case.president
    own = Organisation.objects.get(space=head.space, own_space=head.space)
    guest = add_person(head, name_ar="ضيف", phone=PHONE, email=EMAIL)
    body = add_organisation(head, kind="ngo", name_ar=TOLD)
    shown = [
        put_logo(head, body, upload=photograph("logo.png", "PNG")),
        own.clauses.get(),
        record_mandate(head, guest, organisation=own, capacity_ar=TOLD),
        Consent.objects.filter(space=head.space, revoked_at=None).first(),
    ]
    return shown, [guest]


def grow(growth, number: int) -> None:
    now = timezone.now()
    used = {"name": TOLD, "role": Role.MEMBER, "invited_by": growth.sg.user, "expires_at": now, "revoked_at": now}
    letter = growth.add(Invitation, **used, token_hash=f"by card {number}")
    growth.add(Invited, person=growth.person, invitation=letter)
    mandate = Mandate.objects.filter(space=growth.space).first()
    told = {"part": Inherited.CAPACITY, "mandate": mandate, "written_by": growth.room}
    growth.add(Inherited, organisation=own_card(growth.sg), **told)


def foreign(actor: Actor) -> list[Organisation | Person | Mandate]:
    card = adopt_own_card(actor, name_ar=f"{SECRET} منظمة")
    add_organisation(actor, kind="association", name_ar=f"{SECRET} جمعية")
    person = add_person(actor, name_ar=f"{SECRET} شخص")
    return [card, person, record_mandate(actor, person, organisation=card, capacity_ar="رئيس")]
