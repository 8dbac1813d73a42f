"""From the needs of 12 November to an agreement of three parties, by hand on a phone, in Arabic, from an empty database."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import held
from tests.journeys.test_case import (
    ASSOCIATION,
    HOST,
    agree,
    begin,
    download,
    fill,
    follow,
    open_later,
    person,
    plain,
    plan,
    press,
    save,
    tab,
    write_directory,
)

pytestmark = pytest.mark.journey

COMMUNE = "جماعة أغزران"
CORE_ITEMS = 12
NEEDS = [
    ("حاجة الجمعية نفسها", "تقوية قدرات المكتب في التدبير الإداري والمالي", "دورة تكوينية مجانية مع المنظمة"),
    ("مشكل من مشاكل الساكنة", "عدم الربط بشبكة الماء الصالح للشرب", "البحث عن شراكة لتخفيض كلفة الربط"),
]
FACTS = [
    HOST,
    ASSOCIATION,
    COMMUNE,
    "محمد الحاجي",
    "إدريس الرئيس",
    "المصطفى الجماعي",
    "رئيس مجلس الجماعة",
    "دورة في التدبير الإداري والمالي للجمعيات",
    "دعم مباشر لأنشطة الجمعية",
    "وضع قاعة رهن إشارة الدورات",
    "1 أبريل 2024",
    "31 مارس",
    "موضوع الاتفاقية",
    "لجنة التتبع",
    "فج أزرار",
]


@pytest.fixture
def page(browser, office) -> Page:
    """A phone on a server of its own, whose database is empty."""
    with held(browser, office) as shown:
        yield shown


def open_file(page: Page) -> str:
    """The file of the association, with what was said on 12 November."""
    page.goto("/activities/series/new/")
    fill(page, title="محطات التواصل")
    save(page)
    plan(page, kind="زيارة", title="زيارة تواصلية", day="2023-11-12", venue="مقر الجمعية")
    agree(page, "تم عقده")
    page.goto("/accompaniment/new/")
    fill(page, association=ASSOCIATION, referent="محمد الحاجي", opened_on="2023-11-12")
    save(page)
    dossier = page.url
    for kind, statement, way in NEEDS:
        page.goto(dossier)
        follow(page, "تدوين حاجة")
        fill(page, kind=kind, statement=statement, ways=way, voiced_at="زيارة تواصلية")
        save(page)
    return dossier


def diagnose(page: Page, dossier: str) -> None:
    """A first visit: each side answers for itself, both agree, every gap gets its answer, then it is closed."""
    page.goto(dossier.replace("/accompaniment/", "/diagnosis/file/"))
    follow(page, "بدء تشخيص")
    page.locator("[name=instrument]").select_option(value="sanad-8@1")
    open_later(page, "is_core_only")
    page.locator("[name=is_core_only]").check()
    fill(page, mode="زيارة", held_on="2023-12-24", activity="زيارة تواصلية")
    save(page)
    diagnosis = page.url
    for group, level in (("association", "2"), ("facilitator", "1")):
        page.goto(diagnosis)
        follow(page, "فتح ورقة أجوبة")
        page.locator(f"[name=group][value={group}]").check()
        save(page)
        while page.locator("form.answers").count():
            for item in page.locator("form.answers fieldset").all():
                item.locator(f"input[type=radio][value='{level}']").check()
            page.locator("form.answers button.primary").click()
            page.wait_for_load_state()
    page.goto(diagnosis)
    press(page, "اكتملت الأجوبة")
    page.goto(f"{diagnosis}workshop/")
    for number in range(page.locator("form.workshop section").count()):
        domain = page.locator("form.workshop section").nth(number)
        for item in domain.locator("fieldset.group").all():
            item.locator("input[type=radio][value='2']:not([name$=__desired])").check()
            item.locator("input[type=radio][value='3'][name$=__desired]").check()
        domain.locator("button.primary").click()
        page.wait_for_load_state()
    press(page, "تم الاتفاق على كل البنود")
    answer_gaps(page, diagnosis)
    agree(page, "اختتام التشخيص")
    page.goto(diagnosis)
    expect(page.locator(".steps .now")).to_have_text("مختتم")
    page.goto(f"{diagnosis}results/")
    assert page.locator("svg title").first.text_content(), "the radar is read aloud too"


def answer_gaps(page: Page, diagnosis: str) -> None:
    """The first gap joins what was said on 12 November, the second is a new need, the others are left for a reason."""
    page.goto(f"{diagnosis}gaps/")
    gaps = page.locator("fieldset.gap")
    assert gaps.count() == CORE_ITEMS
    for number, gap in enumerate(gaps.all()):
        choice = ("join", "new", "waive")[min(number, 2)]
        gap.locator(f"input[value={choice}]").check()
        if choice == "join":
            gap.locator("select").select_option(label=NEEDS[0][1])
        elif choice == "waive":
            gap.locator("[name$=__waiver]").fill("يؤجل إلى السنة المقبلة")
        if choice != "waive":
            gap.locator("[name$=__remedy]").uncheck()
    page.locator("form.gaps button.primary").click()
    page.wait_for_load_state()
    assert page.locator("fieldset.gap").count() == 0


def agree_plan(page: Page, dossier: str) -> None:
    """Two points of the plan, and the yes of both sides, with the meeting at which it was said."""
    for form, field, objective, need in (
        ("دورة تكوينية", "التدبير الإداري والمالي للجمعيات", "دورة في التدبير الإداري والمالي للجمعيات", NEEDS[0][1]),
        ("دعم مباشر", "", "دعم مباشر لأنشطة الجمعية", ""),
    ):
        page.goto(f"{dossier}plan/")
        follow(page, "اقتراح بند في المخطط")
        fill(page, form=form, objective=objective, due_on="2024-10-31", **({"field": field} if field else {}))
        if need:
            page.get_by_label(need).check()
        save(page)
        page.goto(f"{dossier}plan/")
        follow(page, objective)
        for side in ("الهيئة الداعمة", "الجمعية"):
            follow(page, "الموافقة")
            fill(page, side=side, on="2023-11-12", basis="زيارة تواصلية")
            save(page)
        expect(page.locator("main")).to_contain_text("متفق عليه")


def draft_agreement(page: Page, dossier: str) -> str:
    """The template of an accompaniment, the plan as promises, the commune as third party, who signs for each."""
    page.goto(f"{dossier.replace('/accompaniment/', '/agreements/of/')}")
    follow(page, "بدء اتفاقية")
    page.locator("form.sheet [name=template][value=support]").check()
    for objective in ("دورة في التدبير الإداري والمالي للجمعيات", "دعم مباشر لأنشطة الجمعية"):
        page.get_by_label(objective).check()
    fill(page, starts_on="2024-04-01", ends_on="2026-03-31")
    save(page)
    agreement = page.url
    tab(page, "الأطراف")
    follow(page, "إضافة طرف")
    fill(page, organisation=COMMUNE)
    save(page)
    for name, signs in (
        (HOST, "محمد الحاجي · الكاتب العام للمنظمة"),
        (ASSOCIATION, "إدريس الرئيس · رئيس الجمعية"),
        (COMMUNE, "المصطفى الجماعي · رئيس مجلس الجماعة"),
    ):
        page.goto(f"{agreement}parties/")
        page.locator("section.card").filter(has=page.get_by_role("link", name=name, exact=True)).get_by_role(
            "link", name="من يوقع"
        ).click()
        fill(page, mandate=signs)
        save(page)
    return agreement


def promise(page: Page, agreement: str) -> None:
    """What the commune brings; a promise to oneself comes back with everything typed."""
    page.goto(f"{agreement}commitments/")
    follow(page, "تدوين التزام")
    fill(
        page,
        debtor=COMMUNE,
        creditor=COMMUNE,
        text_ar="وضع قاعة رهن إشارة الدورات",
        quantity="١",
        unit="قاعة",
        due_on="2024-06-01",
    )
    page.locator("form.sheet button.primary").click()
    page.wait_for_load_state()
    assert page.locator(".problems").count()
    assert page.locator("[name=text_ar]").input_value() == "وضع قاعة رهن إشارة الدورات"
    fill(page, creditor=ASSOCIATION)
    save(page)


def sign(page: Page, agreement: str, folder: Path) -> str:
    """Shown, agreed, frozen, numbered, signed by all three."""
    page.goto(agreement)
    press(page, "عرضها على الأطراف")
    press(page, "تم الاتفاق على النص")
    tab(page, "قبل التوقيع")
    expect(page.locator("main")).to_contain_text("لا شيء")
    follow(page, "العرض للتوقيع")
    fill(page, on="2024-03-11")
    save(page)
    page.goto(f"{agreement}text/")
    assert not page.get_by_role("link", name="تعديل", exact=True).count(), "the text is frozen"
    tab(page, "الوثائق")
    agree(page, "ترقيم الوثيقة")
    text = download(page, folder / "agreement.pdf")
    check = page.locator("a[href*='/D/']:not(.button)").get_attribute("href")
    for _party in range(3):
        page.goto(f"{agreement}parties/")
        follow(page, "تسجيل التوقيع")
        fill(page, on="2024-03-21")
        save(page)
    page.goto(agreement)
    expect(page.locator(".steps .now")).to_have_text("موقعة")
    page.goto(check)
    expect(page.locator("main .verdict")).to_contain_text("وهي سارية")
    return text


def test_from_the_needs_to_an_agreement_of_three_parties(page: Page, tmp_path: Path) -> None:
    begin(page)
    write_directory(page)
    page.goto("/directory/new/")
    fill(page, kind="جماعة أو هيئة ترابية أخرى", name_ar=COMMUNE, seat_place="إغزران")
    save(page)
    person(page, "المصطفى الجماعي", COMMUNE, "رئيس مجلس الجماعة")
    dossier = open_file(page)
    diagnose(page, dossier)
    agree_plan(page, dossier)
    agreement = draft_agreement(page, dossier)
    promise(page, agreement)
    text = sign(page, agreement, tmp_path)
    missing = [fact for fact in FACTS if plain(fact) not in text]
    assert not missing, (missing, text)
    page.goto(f"{agreement}follow-up/")
    expect(page.locator("main")).to_contain_text(re.compile("وضع قاعة رهن إشارة الدورات"))
