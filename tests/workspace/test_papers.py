"""The list of papers: whose they are, and how one is found."""

import pytest
from django.urls import reverse

from sanad.foundation.documents.models import IssuedDocument
from sanad.workspace.queries import papers_like, papers_shown
from tests.training.test_certificates import issued, session  # noqa: F401  a session at whose end two reached everything


@pytest.fixture
def papers(world, session):  # noqa: F811  the fixture
    issued(world.sg, session)
    return IssuedDocument.objects.filter(space=world.sg.space)


def test_the_list_names_the_holder(world, papers, browse):
    names = {row.data["name"] for row in papers.filter(data__has_key="name")}
    page = browse(world.sg).get(reverse("workspace:papers")).content.decode()
    assert len(names) == 2
    assert all(name in page for name in names)


def test_a_paper_is_found_by_its_title_its_holder_and_its_number(papers):
    one = papers.filter(data__has_key="name").order_by("number").first()
    assert one in papers_like(papers, one.title)
    assert list(papers_like(papers, one.data["name"])) == [one]
    assert one in papers_like(papers, one.reference)
    assert one in papers_like(papers, str(one.number))
    assert one in papers_like(papers, f"{one.number}/")
    assert one not in papers_like(papers, f"{one.number}/1999")
    assert not papers_like(papers, "قرنفل").exists()


def test_a_holder_is_found_in_any_order_and_spelling_by_the_beginning_of_words(papers):
    one = papers.filter(data__has_key="name").order_by("number").first()
    first, last = one.data["name"].split()[0], one.data["name"].split()[-1]
    assert one in papers_like(papers, f"{last} {first}")
    assert one in papers_like(papers, f"{first[:3]}")
    assert one not in papers_like(papers, first[1:])
    assert one in papers_like(papers, one.data["name"].replace("ة", "ه").replace("أ", "ا"))


def test_an_empty_list_asks_for_nothing(world, browse):
    page = browse(world.stranger).get(reverse("workspace:papers")).content.decode()
    assert 'class="filters"' not in page
    narrowed = browse(world.stranger).get(reverse("workspace:papers"), {"q": "شهادة"}).content.decode()
    assert 'class="filters"' in narrowed


def test_who_has_numbered_none_reads_where_those_of_others_stand(world, browse):
    places = [address for _label, address in papers_shown(world.president)]
    assert places == [
        reverse("activities:activities"),
        reverse("partnerships:agreements"),
        reverse("accompaniment:engagements"),
    ]
    site = browse(world.president)
    page = site.get(reverse("workspace:papers")).content.decode()
    card = page[page.rindex('<section class="card">') :]
    for address in places:
        assert f'href="{address}"' in card
        assert site.get(address, follow=True).status_code == 200
    assert papers_shown(world.stranger) == []
    assert papers_shown(world.sg) == [], "one's own are no papers of others"


def test_certificates_of_people_whom_one_registered_are_among_them(world, papers, session):  # noqa: F811  the fixture
    session.registrations.update(asking_space=world.president.space)
    assert reverse("training:all_certificates") in dict(map(reversed, papers_shown(world.president)))
