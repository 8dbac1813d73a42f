"""Articles and remarks: nothing is lost when two write at once, and every side of the table is heard."""

import pytest
from django.utils import translation

from sanad.foundation.policy import Refused
from sanad.partnerships.drafting.commands.agreement import start_agreement
from sanad.partnerships.drafting.commands.text import (
    Stale,
    add_article,
    edit_article,
    leave_remark,
    place_article,
    remark_article,
    take_remark,
    withdraw_article,
)
from sanad.partnerships.drafting.policies import can_remark
from sanad.partnerships.models import ArticleRemark
from sanad.partnerships.policies import visible_to
from sanad.partnerships.queries.placeholders import MEANINGS, fill_placeholders, filled_articles, unknown_placeholders
from sanad.partnerships.queries.snapshot import content_of, snapshot_of
from sanad.partnerships.queries.wording import due_text
from tests.partnerships.table import END, START, complete, draft, promised, seated, sides
from tests.refusals import says_no


def article(world, agreement, text="نص", **details):
    return add_article(world.sg, agreement, section="object", text_ar=text, **details)


def texts(agreement) -> list[str]:
    return [row.text_ar for row in agreement.articles.filter(withdrawn_at=None)]


def test_add_article_after_another(world):
    agreement = draft(world)
    first = article(world, agreement, "1")
    article(world, agreement, "3")
    article(world, agreement, "2", after=first)
    assert texts(agreement) == ["1", "2", "3"]
    assert [row.position for row in agreement.articles.all()] == [1, 2, 3]
    with pytest.raises(Refused) as refusal:
        article(world, agreement, " ")
    assert refusal.value.field == "text_ar"
    with pytest.raises(TypeError):
        article(world, agreement, version=7)
    other = article(world, draft(world, title_ar="أخرى"))
    with pytest.raises(Refused) as refusal:
        article(world, agreement, after=other)
    assert refusal.value.field == "after"


def test_place_article_and_withdraw_article(world):
    agreement = draft(world)
    first, second, third = (article(world, agreement, text) for text in "123")
    place_article(world.sg, first, after=third)
    assert texts(agreement) == ["2", "3", "1"]
    place_article(world.sg, third)
    assert texts(agreement) == ["3", "2", "1"]
    withdraw_article(world.sg, second)
    assert texts(agreement) == ["3", "1"]
    with says_no("This was withdrawn."):
        edit_article(world.sg, second, text_ar="…", base_version=second.version)
    with says_no("This choice does not exist.", field="after"):
        place_article(world.sg, first, after=second)


def test_edit_article_loses_nothing(world):
    row = article(world, draft(world))
    row = edit_article(world.sg, row, text_ar="نص جديد", base_version=1)
    assert (row.version, row.edited_by) == (2, world.sg.user)
    with says_no("Somebody else saved this text while you were writing. Both texts are below.", kind=Stale) as stale:
        edit_article(world.coordinator, row, text_ar="نص آخر", base_version=1)
    assert stale.value.current.text_ar == "نص جديد"
    row = edit_article(world.coordinator, row, section="budget", heading_ar="المال", base_version=2)
    assert (row.section, row.text_ar) == ("budget", "نص جديد")


def test_remark_article_from_every_side(world):
    row = article(world, seated(world))
    mine = remark_article(world.coordinator, row, text="غامض")
    theirs = remark_article(world.president, row, proposed_ar="نص مقترح")
    assert (mine.author_space, theirs.author_space) == (world.sg.space, world.president.space)
    assert (theirs.space_id, theirs.is_proposal, mine.is_proposal) == (world.sg.space_id, True, False)
    for actor in (world.sg, world.president):
        assert set(visible_to(actor, ArticleRemark).filter(article=row)) == {mine, theirs}
    assert not visible_to(world.stranger, ArticleRemark).exists()
    with says_no("This belongs to another space."):
        remark_article(world.stranger, row, text="…")
    with pytest.raises(Refused) as refusal:
        remark_article(world.president, row, text=" ")
    assert refusal.value.field == "text"


def test_remarks_are_made_while_it_is_negotiated(world):
    idea = start_agreement(world.sg, title_ar="فكرة")
    assert not can_remark(world.sg, article(world, idea))
    agreement = draft(world)
    row = article(world, agreement)
    withdraw_article(world.sg, row)
    row.refresh_from_db()
    assert not can_remark(world.sg, row)


def test_take_remark_puts_the_words_proposed(world):
    row = article(world, draft(world))
    remark = remark_article(world.president, row, proposed_ar="نص مقترح")
    with says_no("This belongs to another space."):
        take_remark(world.president, remark, base_version=1)
    edit_article(world.sg, row, text_ar="تغير", base_version=1)
    with says_no("Somebody else saved this text while you were writing. Both texts are below.", kind=Stale):
        take_remark(world.sg, remark, base_version=1)
    remark = take_remark(world.sg, remark, base_version=2, answer="نعم")
    row.refresh_from_db()
    assert (row.text_ar, row.version, remark.state, remark.answer) == ("نص مقترح", 3, "taken", "نعم")
    with says_no("This remark was answered already."):
        leave_remark(world.sg, remark, answer="لا")


def test_take_remark_with_words_of_ones_own_or_none(world):
    row = article(world, draft(world))
    asked = remark_article(world.president, row, text="متى؟")
    take_remark(world.sg, asked, base_version=1)
    row.refresh_from_db()
    assert row.version == 1
    remark = remark_article(world.president, row, proposed_ar="اقتراح")
    take_remark(world.sg, remark, base_version=1, text_ar="حل وسط")
    row.refresh_from_db()
    assert row.text_ar == "حل وسط"


def test_leave_remark_says_why(world):
    remark = remark_article(world.president, article(world, draft(world)), text="لم؟")
    with pytest.raises(Refused) as refusal:
        leave_remark(world.sg, remark, answer=" ")
    assert refusal.value.field == "answer"
    assert leave_remark(world.sg, remark, answer="هكذا ينص القانون").state == "left"


def test_every_placeholder_is_filled_in_both_languages(world):
    agreement = complete(world, notice_days=1)
    rent = {"text_ar": "مقر", "quantity": 2, "unit": "قاعة", "every_months": 12, "until_on": END}
    _lead, association, third = sides(agreement)
    promised(world, agreement, debtor=third, creditor=association, **rent)
    content = content_of(snapshot_of(agreement))
    for language in ("ar", "fr"):
        for name in MEANINGS:
            assert "{" not in fill_placeholders(f"{{{name}}}", language, content)
    said = {name: fill_placeholders(f"{{{name}}}", "ar", content) for name in MEANINGS}
    assert said["lead"] == world.host.name_ar
    assert said["partner"] == world.association.name_ar
    assert said["place"].startswith("دوار فج أزرار")
    assert (said["duration"], said["notice_days"], said["copies"]) == ("3 سنوات", "يوم واحد", "3")
    assert said["budget"] == "30.000 درهم (ثلاثون ألف درهم)"
    assert said["commitments:lead"].splitlines()[0] == "- دورة (الأجل: 1 أبريل 2024)"
    assert (
        said["commitments:others"]
        == "- جماعة أغزران: مقر (قاعة: 2؛ الأجل: كل 12 شهرا من 1 أبريل 2024 إلى 31 مارس 2027)"
    )
    assert len(said["commitments"].splitlines()) == 3
    assert said["instalments"].splitlines()[1].endswith("20.000 درهم؛ 31 مارس 2027؛ التقرير")
    assert said["budget_lines"] == "- تجهيز: 30.000 درهم"
    assert "إدريس الرئيس" in said["parties"]
    assert fill_placeholders("{duration}", "fr", content) == "3 ans"
    [row] = filled_articles(content)
    assert row["number"] == 1
    assert row["text_ar"].startswith("من 1 أبريل 2024 بين ")


def test_what_is_not_known_yet_stays_open(world):
    agreement = start_agreement(world.stranger, title_ar="اتفاقية")
    content = content_of(snapshot_of(agreement))
    for name in ("lead", "partner", "place", "parties", "starts_on", "duration"):
        assert fill_placeholders(f"{{{name}}}", "ar", content) == "……"
    assert fill_placeholders("{budget} {instalments}", "fr", content) == "néant - néant"
    assert fill_placeholders("{nothing}", "ar", content) == "{nothing}"
    assert unknown_placeholders("{nothing} {lead} {a\nb}") == ["nothing"]


@pytest.mark.parametrize(
    ("end", "said"),
    [("2024-04-01", "يوم واحد"), ("2024-04-30", "شهر واحد"), ("2024-05-15", "45 يوما"), ("2026-03-31", "سنتان")],
)
def test_how_long_it_lasts(world, end, said):
    content = content_of(snapshot_of(draft(world)))
    assert fill_placeholders("{duration}", "ar", {**content, "starts_on": START.isoformat(), "ends_on": end}) == said


@pytest.mark.parametrize(
    ("months", "is_month_end", "arabic", "french"),
    [
        (1, False, "كل شهر من 1 أبريل 2024 إلى 31 مارس 2027", "chaque mois du 1er avril 2024 au 31 mars 2027"),
        (
            1,
            True,
            "كل شهر، في آخر يوم من الشهر، من 1 أبريل 2024 إلى 31 مارس 2027",
            "chaque mois, le dernier jour du mois, du 1er avril 2024 au 31 mars 2027",
        ),
        (
            2,
            True,
            "كل شهرين، في آخر يوم من الشهر، من 1 أبريل 2024 إلى 31 مارس 2027",
            "tous les 2 mois, le dernier jour du mois, du 1er avril 2024 au 31 mars 2027",
        ),
    ],
)
def test_how_often_a_promise_falls_due(months, is_month_end, arabic, french):
    row = {"due_on": "2024-04-01", "every_months": months, "until_on": "2027-03-31", "is_month_end": is_month_end}
    for language, said in (("ar", arabic), ("fr", french)):
        with translation.override(language):
            assert due_text(row, language) == said


def test_words_of_another_script_do_not_turn_the_line(world):
    agreement = complete(world)
    lead, association, _third = sides(agreement)
    promised(world, agreement, debtor=lead, creditor=association, text_ar="منحة", quantity=None, amount=500_000)
    content = content_of(snapshot_of(agreement))
    lines = fill_placeholders("{commitments:lead}", "fr", content).replace("\xa0", " ").splitlines()
    assert lines[-1] == "- \u2068منحة\u2069 (5 000 DH ; échéance : 1er avril 2024)"
    assert "\u2068" not in fill_placeholders("{commitments:lead}", "ar", content)
