"""The sentences of the press report, as a newspaper would print them."""

import pytest
from django.utils import translation

from sanad.activities.minutes.queries import first_draft
from sanad.activities.models import Activity, PressReport
from sanad.activities.press.queries import _item, press_headline, press_paragraphs
from sanad.activities.queries.facts import facts_of_activity
from sanad.activities.queries.phrases import enumerated, with_article, with_particles_joined


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Association Al-Achraf", "l’Association Al-Achraf"),
        ("Organisation internationale", "l’Organisation internationale"),
        ("Commune d'Aghezrane", "la Commune d'Aghezrane"),
        ("Ministère de la Santé", "le Ministère de la Santé"),
        ("Al-Achraf", "Al-Achraf"),
        ("Associations réunies", "Associations réunies"),
        ("", ""),
    ],
)
def test_a_french_name_has_its_article(name, said):
    assert with_article(["الاسم", name], "fr") == said
    assert with_article(["الاسم", name], "ar") == "الاسم"


@pytest.mark.parametrize(("language", "said"), [("ar", "أ وب وج"), ("fr", "أ, ب et ج"), ("en", "أ, ب and ج")])
def test_a_list_is_joined_as_each_language_does(language, said):
    with translation.override(language):
        assert enumerated(["أ.", "", "ب", " ج"]) == said
        assert enumerated(["أ"]) == "أ"
        assert enumerated([]) == ""


def test_the_particle_is_joined_to_arabic_and_stands_apart_before_latin():
    assert with_particles_joined("بـمقر، بـMeknès، بـالدعاء، 1445هـ") == "بمقر، بـMeknès، بالدعاء، 1445هـ"


@pytest.mark.django_db
def test_the_report_of_the_case_reads_as_one(world):
    facts = facts_of_activity(Activity.objects.get(space=world.sg.space, kind="meeting"))
    arabic = dict(press_paragraphs(facts, "ar"))
    assert "بمقر المنظمة بمكناس" in arabic["event"]
    assert arabic["closing"].startswith("واختتم اللقاء بالدعاء لصاحب الجلالة")
    assert arabic["item-1"].startswith("وعرف اللقاء تناول الكلمة من قبل الحاضرين")
    assert "الكوتش محمد الحاجي، بصفته" in arabic["item-2"]
    assert arabic["item-3"].startswith("ودار النقاش حول تحديد الخطوط العريضة لشراكة فاعلة.")
    assert "بمقر المنظمة" in first_draft(facts, "ar")
    minutes = first_draft(facts, "fr")
    assert minutes.count("Décisions") == 1
    assert "Décisions" not in first_draft({**facts, "decisions": []}, "fr")
    assert minutes.count("Tour de parole") == bool(facts["words"])
    french = dict(press_paragraphs(facts, "fr"))
    assert french["statutes-cooperation"].startswith("L’Organisation internationale")
    assert "avec l’Association Al-Achraf" in french["event"]
    assert "avec l’Association Al-Achraf" in press_headline(facts, "fr")


@pytest.mark.parametrize(
    ("item", "arabic", "french"),
    [
        (
            {"kind": "course", "capacity": "مكونة"},
            "وقدمت فاطنة، بصفتها مكونة، دورة",
            "Fatna, مكونة, a donné",
        ),
        ({"kind": "course", "capacity": ""}, "وقدمت فاطنة دورة", "Fatna a donné"),
        ({"kind": "presentation", "capacity": ""}, "تدخلت فاطنة حول", "Fatna est intervenue sur"),
        ({"kind": "presentation", "capacity": "", "sex": "m"}, "تدخل فاطنة حول", "Fatna est intervenu sur"),
    ],
)
def test_the_verb_agrees_with_who_speaks(item, arabic, french):
    told = {"sex": "w", "title": "الأرشيف", "record": "", "speaker": ["فاطنة", "Fatna"], **item}
    for language, expected in [("ar", arabic), ("fr", french)]:
        with translation.override(language):
            assert _item(told, language).startswith(expected)


@pytest.mark.django_db
def test_facts_approved_before_honours_were_kept_are_told_without_them(world):
    report = PressReport.objects.filter(space=world.sg.space).latest("created_at")
    facts = report.revision.facts
    for item in facts["programme"]:
        item.pop("honour", None)
    assert any("محمد الحاجي" in text for _key, text in press_paragraphs(facts, "ar"))
