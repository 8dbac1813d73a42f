"""From the announcement of a course to a certificate that a stranger checks: on phones, in Arabic."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from sanad.courses.queries.syllabus import shipped
from sanad.demo.case import PASSWORD
from tests.journeys.conftest import held
from tests.journeys.test_case import agree, fill, follow, press, save, tab
from tests.journeys.touch import Hand
from tests.qr import codes_of

pytestmark = pytest.mark.journey

COURSE = shipped()["self_development"]["title"]["ar"]
PEOPLE = [("عبلة البستانية", "0611000001"), ("ميمون الحداد", "0611000002"), ("رحمة الطرازة", "0611000003")]
LEFT_OUT = ("الضاوية الفخارية", "0611000004")
RIGHT = {question["key"]: question["answer"] for question in shipped()["self_development"]["test"]}
RIGHT_BEFORE, RIGHT_AFTER = 3, 9


@contextmanager
def signed_in(browser: Browser, demo: str, user: str) -> Iterator[Page]:
    """The phone of a person of the case."""
    with held(browser, demo) as page:
        page.goto("/account/login/")
        fill(page, login=user, password=PASSWORD)
        page.locator("form.sheet button.primary").click()
        page.wait_for_url("**/")
        yield page


def announce(page: Page) -> str:
    """A course of two mornings, from tomorrow, with three seats."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    page.goto("/training/sessions/new/")
    page.locator("[name=course]").select_option(value="self_development")
    fill(page, first_on=tomorrow.isoformat(), seats="3", venue="مقر المنظمة")
    save(page)
    session = page.url
    follow(page, "إضافة مكون")
    fill(page, person="محمد الحاجي")
    save(page)
    agree(page, "الإعلان عنها")
    return session


def register(page: Page, session: str) -> list[str]:
    """Three people one after the other; the same one again is refused, a fourth waits. The addresses of their pages."""
    page.goto(f"{session}people/new/")
    for name, number in [*PEOPLE, LEFT_OUT]:
        hand = Hand(page)
        hand.writes(name=name, phone=number)
        hand.saves()
        assert (hand.taps, hand.fields) == (1, 2)  # the form stays open for the next one
    page.goto(f"{session}people/new/")
    fill(page, name=PEOPLE[0][0], phone=PEOPLE[0][1])
    page.locator("form.sheet button.primary").click()
    expect(page.locator("form.sheet")).to_contain_text(f"يوجد مقعد باسم {PEOPLE[0][0]} في هذه الدورة من قبل")
    expect(page.locator("form.sheet [name=name]")).to_have_value(PEOPLE[0][0])
    addresses = []
    for name, _number in PEOPLE:
        page.goto(f"{session}people/")
        follow(page, name)
        addresses.append(page.locator("a[href*='/training/mine/']").first.get_attribute("href") or "")
    page.goto(f"{session}people/")
    follow(page, LEFT_OUT[0])
    expect(page.locator("dl.facts")).to_contain_text("لائحة الانتظار")
    return addresses


def answer(page: Page, address: str, title: str, right: int) -> None:
    """The test on one's own page, without an account."""
    page.goto(address)
    hand = Hand(page)
    hand.touch(page.get_by_role("link", name=title))
    for number, (question, key) in enumerate(RIGHT.items()):
        choices = page.locator(f"input[name='{question}']")
        (choices.and_(page.locator(f"[value='{key}']")) if number < right else choices.last).check()
        hand.taps += 1
    hand.touch(page.get_by_role("button", name="إرسال أجوبتي"))
    assert (hand.taps, hand.fields) == (len(RIGHT) + 2, 0)
    expect(page.locator("h2").first).to_contain_text(f"{right}")


def move_back(page: Page, session: str) -> None:
    """The days on which it was held: yesterday and the day before."""
    for number in range(2):
        page.goto(session)
        page.locator("a[href*='/training/slots/']").nth(number).click()
        day = timezone.localdate() - timedelta(days=2 - number)
        fill(page, day=day.isoformat())
        save(page)


def take_attendance(page: Page, session: str) -> None:
    page.goto(session)
    tab(page, "الحضور")
    for number in range(2):
        page.locator("nav.switch a").nth(number).click()
        hand = Hand(page)
        page.locator("[name=others]").select_option(label="هم حاضرون")
        hand.touch(page.get_by_role("button", name="حفظ الحضور"))
        assert hand.taps == 1
        expect(page.locator(".badge.good")).to_have_count(len(PEOPLE))


def certify(page: Page, session: str) -> str:
    """Confirmed, finished, all certificates at once by the worker; what the QR code of the first one holds."""
    page.goto(session)
    follow(page, "تأكيد")
    save(page)
    press(page, "انتهت")
    tab(page, "الشهادات")
    expect(page.locator("body")).to_contain_text("3 أشخاص يستحقون شهادة")
    hand = Hand(page)
    hand.touch(page.get_by_role("link", name="إصدار الكل بالعربية", exact=True))
    expect(page.locator(".ahead")).to_contain_text(PEOPLE[0][0])  # who gets one stands there by name
    hand.touch(page.locator("form.asked button.primary"))
    assert (hand.taps, hand.fields) == (2, 0)
    expect(page.locator(".badge.good")).to_have_count(len(PEOPLE), timeout=60_000)
    page.locator("table a").first.click()
    paper = page.locator("a[href$='/paper/']").get_attribute("href") or ""
    (code,) = codes_of(page.request.get(paper).body())
    return code


def test_from_the_announcement_to_the_certificate(browser, demo):
    with signed_in(browser, demo, "karima") as page:
        session = announce(page)
    with signed_in(browser, demo, "fatna") as page:
        page.goto("/training/")
        follow(page, COURSE)
        assert page.url == session
        addresses = register(page, session)
    with held(browser, demo) as page:
        for address in addresses:
            answer(page, address, "الاختبار القبلي", RIGHT_BEFORE)
    with signed_in(browser, demo, "karima") as page:
        move_back(page, session)
    with signed_in(browser, demo, "sg") as page:
        take_attendance(page, session)
    with held(browser, demo) as page:
        for address in addresses:
            answer(page, address, "الاختبار البعدي", RIGHT_AFTER)
    with signed_in(browser, demo, "sg") as page:
        page.goto(f"{session}results/")
        expect(page.locator("body")).to_contain_text("3 من 10")
        code = certify(page, session)
        page.goto(f"{session}file/")
        assert page.request.get(f"{session}file/ar.zip").body().startswith(b"PK")
    with held(browser, demo) as page:
        page.goto(addresses[0])
        expect(page.get_by_role("link", name="شهادتي", exact=True)).to_be_visible()
        page.goto(code)
        expect(page.locator("#verdict[data-verdict=valid]")).to_be_visible()
        for said in (PEOPLE[0][0], COURSE, "9 من 10"):
            expect(page.locator("#seal")).to_contain_text(said)
