"""The logo of an organisation: on its card, on its page for everybody, at the head of its papers."""

import io

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from sanad.directory.commands.organisations import put_logo, take_logo_off
from sanad.directory.documents import facts_of_card, letterhead
from sanad.directory.models import Organisation
from sanad.directory.queries import own_card
from sanad.foundation.documents.content import PaperContent, Prose
from sanad.foundation.documents.logo import logo_svg
from sanad.foundation.documents.papers import printable
from sanad.public.commands import keep_page
from tests.pictures import PNG, RED, photograph, seen
from tests.refusals import says_no

PAPER = SimpleUploadedFile("شعار.pdf", b"%PDF-1.7\n", content_type="application/pdf")


def is_red(colour) -> bool:
    return all(abs(one - other) < 40 for one, other in zip(colour[:3], RED, strict=True))


def reds_of(pdf: bytes) -> list[tuple[int, int]]:
    """Where a page is red, in hundredths of its sides."""
    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(scale=1).to_pil().convert("RGB")
    width, height = page.size
    found = ((x, y) for x in range(width) for y in range(height) if is_red(page.getpixel((x, y))))
    return [(100 * x // width, 100 * y // height) for x, y in found]


def paper(card: Organisation, language: str) -> bytes:
    with translation.override(language):
        head = letterhead(facts_of_card(card))
        return printable(PaperContent(language, head, "ورقة", "", "", [Prose(["نص"])]))


@pytest.fixture
def card(world) -> Organisation:
    return put_logo(
        world.sg, own_card(world.sg), upload=photograph("logo.png", "PNG", picture=Image.new("RGB", (300, 200), RED))
    )


@pytest.mark.parametrize(("language", "side"), [("ar", range(70, 93)), ("fr", range(7, 30))])
def test_it_stands_at_the_head_of_a_paper_where_one_begins_to_read(world, card, language, side):
    places = reds_of(paper(card, language))
    assert places
    assert {x for x, _y in places} <= set(side)
    assert max(y for _x, y in places) < 20
    assert reds_of(paper(take_logo_off(world.sg, card), language)) == []


def test_a_wide_one_keeps_its_shape_and_leaves_room_for_the_name(world):
    wide = photograph("logo.png", "PNG", picture=Image.new("RGB", (1_000, 100), RED))
    places = reds_of(paper(put_logo(world.sg, own_card(world.sg), upload=wide), "fr"))
    assert max(x for x, _y in places) < 40
    assert max(y for _x, y in places) - min(y for _x, y in places) <= 3


def test_what_was_frozen_before_logos_were_prints_without(card):
    facts = facts_of_card(card)
    del facts["logo"]
    assert letterhead(facts).logo == ""
    assert logo_svg("") == ""


def test_one_that_lies_there_no_more_is_left_out(card, settings):
    name = letterhead(facts_of_card(card)).logo
    assert "<image" in logo_svg(name)
    (settings.FILES_ROOT / name).unlink()
    assert logo_svg(name) == ""


def test_a_paper_is_no_logo(world):
    with says_no("A logo is a picture: JPEG, PNG or WebP.", field="upload"):
        put_logo(world.sg, own_card(world.sg), upload=PAPER)
    assert own_card(world.sg).logo is None


def test_it_is_put_and_taken_off_on_the_card(world, browse):
    card, client = own_card(world.sg), browse(world.sg)
    assert f"/directory/{card.pk}/logo/" in client.get(f"/directory/{card.pk}/").text
    assert client.get(f"/directory/{card.pk}/logo/small/").status_code == 404
    form = client.get(f"/directory/{card.pk}/logo/").context["form"]
    answer = client.post(f"/directory/{card.pk}/logo/", {"_key": form.key, "upload": SimpleUploadedFile("a.png", PNG)})
    assert answer.url == f"/directory/{card.pk}/"
    assert f'src="/directory/{card.pk}/logo/small/"' in client.get(f"/directory/{card.pk}/").text
    assert seen(client.get(f"/directory/{card.pk}/logo/small/").content).size == (80, 60)
    client.post(f"/directory/{card.pk}/logo/off/")
    assert own_card(world.sg).logo is None


def test_everybody_sees_it_on_the_page_of_the_organisation_while_that_is_open(world, card, client):
    keep_page(world.sg, slug="jusur", is_open=True)
    assert 'src="/o/jusur/logo/"' in client.get("/o/jusur/").text
    assert client.get("/o/jusur/logo/").status_code == 200
    keep_page(world.sg, slug="jusur", is_open=False)
    assert client.get("/o/jusur/logo/").status_code == 404
