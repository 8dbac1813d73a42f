"""The whole case, entered by hand on a phone, in Arabic, from an empty database to the minutes and the press report."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import first_code

pytestmark = pytest.mark.journey

PASSWORD = "زيتون-الجبل-2023"
PRESS_FACTS = [
    "تنمية المجال الترابي",
    "اقتصاديا واجتماعيا وثقافيا",
    "العالم القروي",  # 1 aims
    "اللقاءات والندوات والورشات والدورات التكوينية والرحلات",  # 2 means
    "المصالح الخارجية للوزارات",
    "اتفاقيات للتعاون والشراكة",  # 3 agreements
    "الانفتاح على جمعيات المجتمع المدني",  # 4 outreach
    "24 دجنبر 2023",
    "مكناس",
    "2019",
    "فج أزرار",
    "صفرو",  # 5 the meeting and the association
    "الذكر الحكيم",
    "التعارف",  # 6 opening and words
    "12 نونبر 2023",
    "ثاني محطة",
    "احتياجات الجمعية",  # 7 second station
    "محمد الحاجي",
    "التدبير الإداري والمالي للجمعيات",
    "مبادرة التكوين ومواكبة المشاريع",  # 8 the course
    "دعم مباشر",
    "كالرقمنة",
    "الديمقراطية التشاركية",
    "التواصل الفعال",
    "التنمية الذاتية",
    "الترافع",  # 9 partnership
    "عقد لقاءات قادمة",  # 10 decision
    "الدعاء لصاحب الجلالة",  # 11 closing
]


def fill(page: Page, **fields: str) -> None:
    """Type into the fields of a form by name; lists of choices are chosen by what they show."""
    for name, value in fields.items():
        field = page.locator(f"form.sheet [name={name}]").first
        open_later(page, name)
        if field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def open_later(page: Page, name: str) -> None:
    """What a form asks later stands behind one tap."""
    behind = page.locator(f"form.sheet details.later:not([open]):has([name={name}])")
    if behind.count():
        behind.locator("summary").first.click()


def save(page: Page) -> None:
    page.locator("form.sheet button.primary").click()
    page.wait_for_load_state()
    assert not page.locator(".problems").count(), page.locator(".problems, .note strong").all_inner_texts()


def follow(page: Page, text: str) -> None:
    page.get_by_role("link", name=text, exact=True).first.click()
    page.wait_for_load_state()


def press(page: Page, text: str) -> None:
    page.get_by_role("button", name=text, exact=True).first.click()
    page.wait_for_load_state()


def agree(page: Page, text: str) -> None:
    """What cannot be taken back: its link leads to a page that says what will happen, and that has the button."""
    page.get_by_role("link", name=text, exact=True).first.click()
    expect(page.locator(".ahead li").first).to_be_visible()
    page.locator("form.asked button.primary").click()
    page.wait_for_load_state()


def tab(page: Page, text: str) -> None:
    page.locator("nav.tabs").get_by_role("link", name=text, exact=True).click()
    page.wait_for_load_state()


def clause(page: Page, kind: str, text: str) -> None:
    follow(page, "ما ينص عليه قانوننا الأساسي")
    fill(page, kind=kind, text_ar=text)
    save(page)


def person(page: Page, name: str, organisation: str, *capacities: str) -> None:
    page.goto("/directory/people/new/")
    fill(page, name_ar=name)
    page.locator("form.sheet button.primary").click()
    page.wait_for_load_state()
    if page.locator("[name=is_new]").count():  # asked when somebody is perhaps here already
        page.locator("[name=is_new]").check()
        save(page)
    offices(page, organisation, *capacities)


def offices(page: Page, organisation: str, *capacities: str) -> None:
    """In which capacities the person of this page speaks for it."""
    for capacity in capacities:
        follow(page, "تسجيل صفة")
        fill(page, organisation=organisation, capacity_ar=capacity)
        save(page)


HOST, ASSOCIATION = "المنظمة الدولية للعمل التطوعي والتنمية بالمغرب", "جمعية الأشراف للثقافة والتنمية"


def begin(page: Page) -> None:
    page.goto("/")
    expect(page.locator("h1")).to_have_text("بداية جديدة")
    page.locator("[name=kind][value=support]").check()
    fill(page, name_ar=HOST, person="محمد الحاجي", username="mhajji", password=PASSWORD, code=first_code(page))
    save(page)
    expect(page.locator("h1")).to_have_text("ما ينتظرني الآن")


def write_directory(page: Page) -> None:
    page.goto("/places/?q=أغزران")
    follow(page, "إغزران")
    follow(page, "إضافة دوار")
    fill(page, name_ar="فج أزرار", aliases="لشراف")
    save(page)
    page.goto("/directory/ours/")  # written at the beginning
    follow(page, "تعديل البطاقة")
    fill(page, founded_year="2022", founded_on="2022-06-26")
    page.locator("[name=seat_place]").press_sequentially("مكناس")
    page.locator(".picker button").filter(has_text="جماعة مكناس،").first.click()
    save(page)
    clause(
        page,
        "هدف",
        "تنمية المجال الترابي الذي تشتغل به وتأهيله اقتصاديا واجتماعيا وثقافيا، والحكامة، وتنمية العالم القروي",
    )
    clause(page, "وسيلة", "اللقاءات والندوات والورشات والدورات التكوينية والرحلات")
    clause(
        page,
        "التعاون والشراكة",
        "الإدارات والمؤسسات العمومية المحلية والمصالح الخارجية للوزارات والمنظمات والجمعيات الوطنية والدولية",
    )
    clause(page, "الانفتاح على الآخرين", "الانفتاح على جمعيات المجتمع المدني على الصعيد الوطني")
    page.goto("/directory/new/")
    fill(page, kind="جمعية", name_ar=ASSOCIATION, founded_year="٢٠١٩", seat_place="فج أزرار")
    save(page)
    page.goto("/directory/people/")  # who begins a space has a card in it
    page.locator("#rows").get_by_role("link", name="محمد الحاجي").click()
    offices(page, HOST, "الكاتب العام للمنظمة", "رئيس مبادرة التكوين ومواكبة المشاريع")
    person(page, "إدريس الرئيس", ASSOCIATION, "رئيس الجمعية")


def plan(page: Page, *, kind: str, title: str, day: str, venue: str, outcome: str = "") -> str:
    page.goto("/activities/new/")
    fill(
        page,
        kind=kind,
        title=title,
        series="محطات التواصل",
        day=day,
        begins="10:00",
        ends="12:30",
        venue=venue,
        outcome=outcome,
    )
    page.get_by_label(ASSOCIATION).check()
    save(page)
    return page.url


def item(page: Page, kind: str, title: str, **more: str) -> None:
    follow(page, "إضافة نقطة")
    fill(page, kind=kind, title=title, **more)
    save(page)


def attend(page: Page, person_name: str, organisation: str, capacity: str) -> None:
    follow(page, "تسجيل الحضور")
    fill(page, person=person_name, organisation=organisation, capacity=capacity)
    save(page)


def hold_meeting(page: Page, address: str) -> None:
    page.goto(address)
    agree(page, "توجيه الدعوة")
    item(page, "افتتاح بآيات من الذكر الحكيم", "آيات بينات من الذكر الحكيم")
    item(
        page,
        "تناول الكلمة",
        "تناول الكلمة في إطار التعارف",
        record="تبادل الحاضرون كلمات الشكر والترحيب في إطار التعارف.",
    )
    item(
        page,
        "دورة تكوينية مقتضبة",
        "التدبير الإداري والمالي للجمعيات",
        speaker="محمد الحاجي",
        capacity="الكاتب العام للمنظمة ورئيس مبادرة التكوين ومواكبة المشاريع",
    )
    item(
        page,
        "نقاش",
        "تحديد الخطوط العريضة لشراكة فاعلة",
        record="سواء من خلال تقديم دعم مباشر أو دورات تكوينية مجانية كالرقمنة و الديمقراطية التشاركية و التواصل الفعال و التنمية الذاتية وآليات الترافع عن مصالح الساكنة لدى السلطات.",
    )
    item(page, "دعاء الختام", "الدعاء لصاحب الجلالة الملك محمد السادس نصره الله")
    agree(page, "تم عقده")
    tab(page, "الحضور والكلمات")
    attend(page, "محمد الحاجي", HOST, "الكاتب العام للمنظمة")
    attend(page, "إدريس الرئيس", ASSOCIATION, "رئيس الجمعية")
    follow(page, "تسجيل كلمة")
    fill(page, speaker="إدريس الرئيس", text="شكر المنظمة على حسن الاستقبال.")
    save(page)
    tab(page, "القرارات والتتبع")
    follow(page, "تسجيل قرار")
    fill(page, text="عقد لقاءات قادمة في هذا الصدد")
    save(page)
    follow(page, "إسناد مهمة تتبع")
    fill(page, text="تحديد تاريخ اللقاء القادم", owner="محمد الحاجي", due_on="2023-12-01")
    page.locator("form.sheet button.primary").click()
    expect(page.locator(".note strong")).to_have_text("سيكون الأجل سابقا للنشاط نفسه.")
    assert page.locator("[name=text]").input_value() == "تحديد تاريخ اللقاء القادم"
    fill(page, due_on="2024-01-15")
    save(page)


def approve(page: Page) -> None:
    tab(page, "المحضر")
    press(page, "بدء تحرير المحضر")
    assert "24 دجنبر 2023" in page.locator("[name=body]").input_value()
    save(page)
    agree(page, "تعميم")
    agree(page, "المصادقة")
    expect(page.locator(".steps .now")).to_have_text("مصادق عليه")


def number_papers(page: Page, folder: Path) -> tuple[str, str]:
    tab(page, "الوثائق")
    here = page.url
    page.locator("li").filter(has_text="المحضر").get_by_role("link", name="ترقيم الوثيقة بالعربية").first.click()
    page.locator("form.asked button.primary").click()
    page.wait_for_load_state()
    minutes = download(page, folder / "minutes.pdf")
    page.goto(here)
    press(page, "تحريره بالعربية")
    agree(page, "المصادقة")
    agree(page, "ترقيم الوثيقة")
    report = download(page, folder / "press.pdf")
    check = page.locator("a[href*='/D/']:not(.button)").get_attribute("href")
    page.goto(check)
    expect(page.locator("main .verdict")).to_contain_text("وهي سارية")
    return minutes, report


def download(page: Page, path: Path) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("link", name="PDF").click()
    waiting.value.save_as(path)
    tool = shutil.which("pdftotext")
    assert tool, "poppler-utils is not installed (Debian: apt-get install poppler-utils)"
    text = subprocess.run([tool, str(path), "-"], capture_output=True, text=True, check=True).stdout
    marks = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])
    return plain(text.translate(marks))


def plain(text: str) -> str:
    """Without spaces and commas: the extractor sets them by the eye where digits stand among Arabic words."""
    return re.sub(r"[\s،]+", "", text)


def test_the_case_from_an_empty_database_to_the_press_report(phone: Page, tmp_path: Path) -> None:
    page = phone
    begin(page)
    write_directory(page)
    page.goto("/activities/series/new/")
    fill(page, title="محطات التواصل")
    save(page)
    plan(
        page,
        kind="زيارة",
        title="زيارة تواصلية",
        day="2023-11-12",
        venue="مقر الجمعية",
        outcome="الوقوف على احتياجات الجمعية والمشاكل التي تعانيها والسبل التي يمكن نهجها لتجاوزها",
    )
    agree(page, "تم عقده")
    meeting = plan(
        page, kind="لقاء تواصلي", title="لقاء تواصلي مع جمعية الأشراف", day="2023-12-24", venue="مقر المنظمة بمكناس"
    )
    hold_meeting(page, meeting)
    approve(page)
    minutes, report = number_papers(page, tmp_path)
    missing = [fact for fact in PRESS_FACTS if plain(fact) not in report]
    assert not missing, (missing, report)
    for fact in ("محمد الحاجي", "إدريس الرئيس", "عقد لقاءات قادمة", "تحديد تاريخ اللقاء القادم", "15 يناير 2024"):
        assert plain(fact) in minutes, (fact, minutes)


def test_the_page_is_light(phone: Page, server: str) -> None:
    """A first load weighs at most 60 KiB compressed, the web font apart."""
    sizes: dict[str, int] = {}
    phone.on("response", lambda answer: sizes.__setitem__(answer.url, int(answer.request.sizes()["responseBodySize"])))
    phone.goto("/account/login/", wait_until="networkidle")
    assert all(address.startswith(server) for address in sizes), sizes
    assert sum(size for address, size in sizes.items() if not address.endswith("woff2")) <= 60 * 1024, sizes
    assert sum(size for address, size in sizes.items() if address.endswith("woff2")) <= 50 * 1024, sizes
