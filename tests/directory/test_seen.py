"""What is shown to whom: besides consents, all that is seen through what two spaces do together."""

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from sanad.accompaniment.models import Engagement
from sanad.accompaniment.policies import visible_to as visible_engagements
from sanad.activities.models import Activity, TakingPart
from sanad.activities.policies import visible_to as visible_activities
from sanad.courses.models import Course
from sanad.courses.policies import visible_to as visible_courses
from sanad.diagnosis.models import Diagnosis
from sanad.diagnosis.policies import visible_to as visible_diagnoses
from sanad.directory import queries
from sanad.directory.models import Consent
from sanad.directory.queries import seen_through_work
from sanad.partnerships.models import Agreement, Sharing
from sanad.partnerships.policies import visible_to as visible_agreements
from sanad.training.models import Registration, Session
from sanad.training.policies import visible_to as visible_training
from tests.training.school import a_registration, a_session

PAGE = "/directory/consents/"
# What each line is told of: the rows that one reads of another space, and the address that the line leads to.
KINDS = [
    (visible_engagements, Engagement, "accompaniment:engagement"),
    (visible_activities, Activity, "activities:activities"),
    (visible_diagnoses, Diagnosis, "diagnosis:diagnoses"),
    (visible_agreements, Agreement, "partnerships:agreements"),
    (visible_training, Session, "training:sessions"),
    (visible_courses, Course, "training:sessions"),
    (visible_training, Registration, "training:sessions"),
]
EMPTY = ("Nobody outside this space reads its records.", "No other space shows us its records.")


@pytest.fixture(autouse=True)
def training(world):
    """An announced session in which the association registered somebody."""
    return a_registration(a_session(world.coordinator), 1, asking_space=world.president.space)


def address_of(name, row):
    return reverse(name, args=[row.pk]) if name == "accompaniment:engagement" else reverse(name)


def told(lines):
    return {(seen.other, seen.address) for seen in lines}


@pytest.mark.parametrize(("visible_to", "model", "name"), KINDS)
def test_what_is_read_of_another_space_is_told_on_both_sides(world, visible_to, model, name):
    Consent.objects.update(revoked_at="2023-01-01T00:00Z")
    rows = list(visible_to(world.president, model).exclude(space=world.president.space))
    assert rows, "the case has such rows"
    _ours, theirs = seen_through_work(world.president)
    assert {(row.space.name, address_of(name, row)) for row in rows} <= told(theirs)
    ours, _theirs = seen_through_work(world.sg)
    assert {(world.president.space.name, address_of(name, row)) for row in rows} <= told(ours)


@pytest.mark.parametrize(
    ("visible_to", "model", "name", "named"),
    [
        (visible_activities, Activity, "activities:activities", "activit"),
        (visible_diagnoses, Diagnosis, "diagnosis:diagnoses", "diagnos"),
        (visible_agreements, Agreement, "partnerships:agreements", "agreement"),
        (visible_training, Session, "training:sessions", "announced session"),
        (visible_training, Registration, "training:sessions", "registration"),
    ],
)
def test_as_many_are_told_as_one_reads(world, visible_to, model, name, named):
    Consent.objects.update(revoked_at="2023-01-01T00:00Z")
    count = visible_to(world.president, model).filter(space=world.sg.space).distinct().count()
    with translation.override("en"):
        ours, theirs = seen_through_work(world.sg)[0], seen_through_work(world.president)[1]
        if model is Registration:  # the one that asked shows them, the one that teaches is shown them
            ours, theirs = seen_through_work(world.president)[0], seen_through_work(world.sg)[1]
        for lines in (ours, theirs):
            told_of = [seen.what for seen in lines if seen.address == reverse(name) and named in seen.what]
            assert [what.split(" ")[0] for what in told_of] == [str(count)]


def test_the_page_says_what_a_president_reads_and_where_it_comes_from(world, browse):
    Consent.objects.update(revoked_at="2023-01-01T00:00Z")
    page = browse(world.president).get(PAGE).content.decode()
    assert gettext(EMPTY[1]) not in page
    file = Engagement.objects.get(association_space=world.president.space)
    assert f'href="{reverse("accompaniment:engagement", args=[file.pk])}"' in page
    ours = browse(world.sg).get(PAGE).content.decode()
    assert f'href="{reverse("accompaniment:engagement", args=[file.pk])}"' in ours
    assert gettext(EMPTY[0]) not in ours


def test_who_does_nothing_with_others_reads_that_nothing_is_shown(world, browse):
    page = browse(world.stranger).get(PAGE).content.decode()
    for sentence in EMPTY:
        assert gettext(sentence) in page
    assert seen_through_work(world.stranger) == ([], [])


def test_what_is_seen_no_more_is_told_no_more(world):
    everywhere = reverse("activities:activities")
    assert everywhere in {seen.address for seen in seen_through_work(world.president)[1]}
    for part in TakingPart.objects.standing().filter(organisation__own_space=world.president.space):
        if part.space_id != world.president.space_id:
            part.withdraw()
    assert everywhere not in {seen.address for seen in seen_through_work(world.president)[1]}


def test_of_very_many_the_first_are_told_and_the_others_counted(world, monkeypatch):
    monkeypatch.setattr(queries, "MOST_SEEN", 0)
    ours, theirs = seen_through_work(world.president)
    assert {seen.address for seen in ours} == {reverse("training:sessions")}, "whom the association registered there"
    one = ngettext("%(count)d more space", "%(count)d more spaces", 1) % {"count": 1}
    assert (one, reverse("accompaniment:engagements")) in told(theirs)
    assert {seen.other for seen in theirs} == {one}


def test_a_consent_that_an_agreement_says_leads_to_it(world, browse):
    sharing = Sharing.objects.standing().filter(consent__isnull=False).first()
    address = reverse("partnerships:agreement", args=[sharing.agreement_id])
    for actor in (world.sg, world.president):
        page = browse(actor).get(PAGE).content.decode()
        assert f'href="{address}"' in page
