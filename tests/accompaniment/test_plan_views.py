"""Pages of the plan, of needs and of evidence: the owner, the association's president and secretary, a stranger."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sanad.accompaniment.evidence.commands import add_evidence, file_evidence
from sanad.accompaniment.models import Engagement, Evidence, PlanItem
from sanad.accompaniment.needs.commands.change import write_change
from sanad.accompaniment.needs.commands.needs import move_need
from sanad.accompaniment.plan.commands.agreement import agree_item
from sanad.accompaniment.plan.commands.items import edit_item, finish_item, propose_item
from tests.pictures import PNG
from tests.properties import agreed, lead, opened, proposed, voiced

TODAY = timezone.localdate()
WAYS = ("", "time/", "list/", "print/")


@pytest.fixture
def engagement(world) -> Engagement:
    return Engagement.objects.get(association=world.association)


@pytest.fixture
def late(world, engagement) -> PlanItem:
    details = {
        "objective": "دورة متأخرة",
        "form": "training",
        "field": "management",
        "due_on": TODAY - timedelta(days=40),
    }
    item = propose_item(world.sg, engagement, side="association", cost=123_450, **details)
    return agreed(world.sg, item, world.president)


def text_of(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("way", WAYS)
def test_the_plan_is_read_by_both_sides_and_by_nobody_else(world, browse, engagement, late, way):
    address = f"/accompaniment/{engagement.pk}/plan/{way}"
    for actor in (world.sg, world.president, world.secretary):
        text = text_of(browse(actor).get(address))
        assert "دورة متأخرة" in text
        assert "1.234,50 درهم" in text
        assert "متأخر" in text
    assert browse(world.stranger).get(address).status_code == 404


@pytest.mark.parametrize("way", WAYS)
def test_the_plan_is_narrowed_by_form_side_and_what_is_late(world, browse, engagement, late, way):
    client, address = browse(world.sg), f"/accompaniment/{engagement.pk}/plan/{way}"
    for narrow, is_in in {
        "form=training": True,
        "form=coaching": False,
        "side=association": True,
        "side=support": False,
        "due=late": True,
    }.items():
        assert ("دورة متأخرة" in text_of(client.get(f"{address}?{narrow}"))) is is_in, narrow
    assert "دعم مباشر لأنشطة الجمعية" not in text_of(client.get(f"{address}?side=association"))


def test_an_empty_plan_says_so_and_a_narrowed_one_too(world, browse):
    engagement = opened(world.sg)
    client = browse(world.sg, "en")
    for way in WAYS[:3]:
        assert "Nothing proposed yet" in text_of(client.get(f"/accompaniment/{engagement.pk}/plan/{way}"))
        assert "Nothing found" in text_of(client.get(f"/accompaniment/{engagement.pk}/plan/{way}?side=third"))


def test_the_board_says_which_side_has_agreed(world, browse, engagement):
    item = proposed(world.sg, engagement, needs=[voiced(world.sg, engagement)])
    board = f"/accompaniment/{engagement.pk}/plan/"
    assert "The association agrees" not in text_of(browse(world.sg, "en").get(board))
    agree_item(world.president, item)
    text = text_of(browse(world.sg, "en").get(board))
    assert "The association agrees" in text
    assert "answers 1 need" in text


def test_the_list_is_exported_with_amounts_as_people_write_them(world, browse, engagement, late):
    raw = (
        browse(world.president)
        .get(f"/accompaniment/{engagement.pk}/plan/list/?export=csv")
        .getvalue()
        .decode("utf-8-sig")
    )
    line = next(line for line in csv.reader(io.StringIO(raw), delimiter=";") if line[0] == "دورة متأخرة")
    assert "1234,50" in line
    sheet = browse(world.sg).get(f"/accompaniment/{engagement.pk}/plan/list/?export=xlsx")
    assert b"".join(sheet.streaming_content)[:2] == b"PK"
    assert browse(world.stranger).get(f"/accompaniment/{engagement.pk}/plan/list/?export=csv").status_code == 404


def test_what_costs_nothing_known_shows_no_totals(world, browse, engagement):
    assert "What each side bears" not in text_of(browse(world.sg, "en").get(f"/accompaniment/{engagement.pk}/plan/"))
    proposed(world.sg, engagement, cost=100)
    assert "What each side bears" in text_of(browse(world.sg, "en").get(f"/accompaniment/{engagement.pk}/plan/"))


class TestPlanItem:
    def test_it_is_agreed_from_both_sides_in_the_browser(self, world, browse, engagement):
        item = proposed(world.sg, engagement, cost=150_000)
        address = f"/accompaniment/plan/{item.pk}/agree/"
        for actor in (world.sg, world.president):
            page = browse(actor).get(address)
            assert "1.500,00 درهم" in text_of(page)
            form = page.context["form"]
            typed = {"side": form.fields["side"].choices[0][0], "on": TODAY.isoformat(), "terms": form["terms"].value()}
            assert browse(actor).post(address, typed).status_code == 302
        item.refresh_from_db()
        assert item.state == "agreed"
        text = text_of(browse(world.president, "en").get(f"/accompaniment/plan/{item.pk}/"))
        assert "Agreed" in text
        assert "written down by" in text
        assert browse(world.sg).get(address).status_code == 403  # told before anybody types

    def test_a_change_meanwhile_is_shown_before_the_yes_is_taken(self, world, browse, engagement):
        item = proposed(world.sg, engagement)
        client, address = browse(world.president), f"/accompaniment/plan/{item.pk}/agree/"
        read = client.get(address).context["form"]["terms"].value()
        edit_item(world.sg, item, objective="هدف جديد")
        typed = {"side": "association", "on": TODAY.isoformat(), "terms": read}
        response = client.post(address, typed)
        assert response.status_code == 422
        assert "هدف جديد" in text_of(response)
        again = typed | {"terms": response.context["form"]["terms"].value()}
        assert client.post(address, again).status_code == 302

    def test_the_form_keeps_the_amount_as_it_was_written(self, world, browse, engagement):
        item = proposed(world.sg, engagement, cost=123_450, due_on=TODAY)
        client, address = browse(world.sg), f"/accompaniment/plan/{item.pk}/edit/"
        assert 'value="1234,50"' in text_of(client.get(address))
        typed = {"form": "coaching", "objective": "مصاحبة", "side": "support", "cost": "٢٠٠٠", "is_free": "on"}
        refused = client.post(address, typed | {"side": "third"})
        assert refused.status_code == 422
        assert "٢٠٠٠" in text_of(refused)
        assert client.post(address, typed).status_code == 302
        item.refresh_from_db()
        assert (item.cost, item.due_on) == (200_000, None)

    def test_the_secretary_of_the_association_reads_and_shows_evidence(self, world, browse, engagement, late):
        lead(world.sg, late, "running")
        client = browse(world.secretary)
        assert client.get(f"/accompaniment/plan/{late.pk}/agree/").status_code == 403
        assert client.get(f"/accompaniment/plan/{late.pk}/edit/").status_code == 403
        address = f"/accompaniment/plan/{late.pk}/evidence/"
        assert client.post(address, {"title": "لائحة", "kept_at": "المقر"}).status_code == 302
        assert "لائحة" in text_of(client.get(f"/accompaniment/plan/{late.pk}/"))

    def test_it_is_carried_out_with_a_photograph(self, world, browse, late):
        client, address = browse(world.sg), f"/accompaniment/plan/{late.pk}/finish/"
        assert client.post(address, {"upload": SimpleUploadedFile("p.png", PNG)}).status_code == 422
        picture = SimpleUploadedFile("p.png", PNG)
        assert client.post(address, {"note": "تمت", "title": "صورة", "upload": picture}).status_code == 302
        assert late.evidence_links.get().evidence.file.name == "p.png"

    def test_it_is_begun_and_cancelled_by_its_own_form_only(self, world, browse, late):
        client, address = browse(world.sg), f"/accompaniment/plan/{late.pk}/move/"
        choices = {value for value, _label in client.get(address).context["form"].fields["state"].choices}
        assert choices == {"running", "cancelled"}
        assert client.post(address, {"state": "cancelled", "reason": ""}).status_code == 422
        assert client.post(address, {"state": "cancelled", "reason": "سبب"}).status_code == 302
        assert "سبب" in text_of(client.get(f"/accompaniment/plan/{late.pk}/"))


class TestNeed:
    def test_its_page_tells_the_whole_chain(self, world, browse, engagement):
        need = voiced(world.sg, engagement, ways=["سبيل الماء"], root_cause="كلفة الربط")
        item = propose_item(world.sg, engagement, form="coaching", objective="بند الماء", needs=[need])
        client, page = browse(world.sg, "en"), f"/accompaniment/needs/{need.pk}/"
        assert "No change for the better is recorded." in text_of(client.get(page))
        finish_item(world.sg, agreed(world.sg, item, world.president), title="لائحة", kept_at="المقر")
        typed = {"text": "صار الماء قريبا", "measured_on": TODAY.isoformat(), "title": "شهادة", "kept_at": "المقر"}
        assert client.post(f"{page}change/", typed | {"kept_at": ""}).status_code == 422
        assert client.post(f"{page}change/", typed).status_code == 302
        assert client.post(f"{page}resolve/", {"note": "بحضورهم"}).status_code == 302
        for actor in (world.sg, world.president, world.secretary):
            text = text_of(browse(actor, "en").get(page))
            for words in ("سبيل الماء", "كلفة الربط", "بند الماء", "صار الماء قريبا", "شهادة", "Resolved", "بحضورهم"):
                assert words in text
        assert browse(world.stranger).get(page).status_code == 404

    def test_what_was_measured_is_shown_from_before_to_after(self, world, browse, engagement):
        need = voiced(world.sg, engagement)
        write_change(world.sg, need, method="score", before=1, after=3)
        text = text_of(browse(world.president, "en").get(f"/accompaniment/needs/{need.pk}/"))
        assert "Measured twice" in text

    def test_the_keeper_moves_it_but_not_to_resolved(self, world, browse, engagement):
        need = move_need(world.sg, voiced(world.sg, engagement), state="accepted")
        proposed(world.sg, engagement, needs=[need])
        need = move_need(world.sg, need, state="addressed")
        form = browse(world.sg).get(f"/accompaniment/needs/{need.pk}/move/").context["form"]
        assert {value for value, _label in form.fields["state"].choices} == {"in_plan"}


class TestEvidence:
    def test_it_is_filed_from_either_side_and_taken_by_both(self, world, browse, engagement):
        address = f"/accompaniment/{engagement.pk}/evidence/new/"
        typed = {"title": "وصل الإيداع", "seen_on": TODAY.isoformat()}
        client = browse(world.secretary)
        assert client.post(address, typed).status_code == 422
        picture = SimpleUploadedFile("وصل.png", PNG)
        refused = client.post(address, {"upload": SimpleUploadedFile("وصل.png", PNG)})
        assert refused.status_code == 422
        assert "أعيدوا اختيار هذا الملف:</strong> <bdi>وصل.png</bdi>" in refused.content.decode()
        assert "لم يضع شيء مما كتبتم، إلا الملف." in refused.content.decode()
        assert client.post(address, typed | {"upload": picture}).status_code == 302
        row = Evidence.objects.get(title="وصل الإيداع")
        for actor in (world.sg, world.president):
            assert "وصل الإيداع" in text_of(browse(actor).get(f"/accompaniment/{engagement.pk}/evidence/?q=وصل"))
            sent = browse(actor).get(f"/accompaniment/evidence/{row.pk}/file/")
            assert b"".join(sent.streaming_content) == PNG
            assert sent["X-Content-Type-Options"] == "nosniff"
        for page in ("", "file/"):
            assert browse(world.stranger).get(f"/accompaniment/evidence/{row.pk}/{page}").status_code == 404

    def test_what_was_withdrawn_stays_in_the_list_and_its_file_is_shown_no_more(self, world, browse, engagement):
        picture = SimpleUploadedFile("p.png", PNG)
        row = add_evidence(world.sg, engagement, title="صورة", upload=picture)
        client, page = browse(world.sg), f"/accompaniment/evidence/{row.pk}/"
        client.post(f"{page}withdraw/", {"reason": "خطأ في الملف"})
        assert "خطأ في الملف" in text_of(client.get(page))
        assert client.get(f"{page}file/").status_code == 404
        assert "صورة" in text_of(client.get(f"/accompaniment/{engagement.pk}/evidence/"))

    def test_what_is_only_on_paper_has_no_file(self, world, browse, engagement):
        row = add_evidence(world.sg, engagement, title="لائحة", kept_at="المقر")
        assert browse(world.sg).get(f"/accompaniment/evidence/{row.pk}/file/").status_code == 404
        assert "المقر" in text_of(browse(world.president).get(f"/accompaniment/evidence/{row.pk}/"))

    def test_evidence_of_no_file_has_a_page_too(self, world, browse):
        row = file_evidence(world.sg, None, title="محضر", kept_at="المقر")
        assert browse(world.sg).get(f"/accompaniment/evidence/{row.pk}/").status_code == 200


@pytest.mark.parametrize("page", ["", "plan/", "plan/time/", "plan/print/"])
def test_two_hundred_plan_items_stay_light(world, browse, page, django_assert_max_num_queries):
    import gzip

    engagement = opened(world.sg)
    rows = [
        PlanItem(
            space=engagement.space,
            engagement=engagement,
            form="coaching",
            objective=f"بند {n}",
            state=list(PlanItem.State)[n % 5],
            due_on=TODAY + timedelta(days=n - 100),
            cost=n,
        )
        for n in range(200)
    ]
    PlanItem.objects.bulk_create(rows)
    client = browse(world.sg)
    with django_assert_max_num_queries(9):
        content = client.get(f"/accompaniment/{engagement.pk}/{page}").content
    assert len(gzip.compress(content)) < 60 * 1024
    if not page:
        assert len(content) < 40 * 1024  # the dossier shows the first ones and counts
