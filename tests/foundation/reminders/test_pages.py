"""The page of reminders, home, and the wish in one's account."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanad.foundation.spaces.models import User
from tests.foundation.reminders.rounds import TODAY

REMINDERS = "/reminders/"


def test_the_page_groups_by_stage_and_leads_to_each_thing(world, browse, follow_up):
    late, today, soon = (follow_up(days, f"مهمة {days} <b>") for days in (-2, 0, 3))
    page = re.sub(r"\s*(<[^>]+>)\s*", r"\1", browse(world.sg).get(REMINDERS).content.decode())
    at = [page.index(f"مهمة {days} &lt;b&gt;") for days in (-2, 0, 3)]
    heads = [page.index(f"<h2>{words}</h2>") for words in ("متأخر", "أجله اليوم", "أجله قريب")]
    assert heads[0] < at[0] < heads[1] < at[1] < heads[2] < at[2]
    for row in (late, today, soon):
        assert f"/activities/{row.activity_id}/outcome/" in page
    assert TODAY.isoformat() not in page  # days are written as people write them


def test_the_page_is_turned(world, browse, follow_up):
    for number in range(60):
        follow_up(1, f"م{number}م")
    client = browse(world.sg)
    first, second = (client.get(f"{REMINDERS}?page={page}").content.decode() for page in (1, 2))
    seen = [{number for number in range(60) if f"م{number}م" in page} for page in (first, second)]
    assert seen[0] | seen[1] == set(range(60))
    assert not seen[0] & seen[1]
    assert "?page=2" in first
    assert "?page=1" in second


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "", "٢"])
def test_a_page_that_is_none_is_the_first_or_empty(world, browse, page):
    assert browse(world.sg).get(REMINDERS, {"page": page}).status_code == 200


def test_nothing_due_is_said(world, browse):
    page = browse(world.stranger).get(REMINDERS).content.decode()
    assert "لا شيء حل أجله." in page


def test_a_stranger_sees_nothing_of_others(world, browse, follow_up):
    row = follow_up(-1, "لا يراها غيرنا")
    for address in (REMINDERS, "/"):
        assert row.text in browse(world.sg).get(address).content.decode()
        assert row.text not in browse(world.stranger).get(address).content.decode()


def test_home_shows_what_is_mine_before_the_late_things_of_others_and_asks_little(world, browse, follow_up):
    mine = follow_up(9, "مهمتي أنا")
    for _ in range(20):
        follow_up(-5000, "مهمة غيري", world.people["coordinator"])
    client = browse(world.sg)
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/").content.decode()
    assert mine.text in page
    assert page.count("مهمة غيري") == 5
    assert len(queries) <= 14  # six of them count what is reached


def test_the_wish_for_letters_is_kept(world, browse):
    client, mail = browse(world.sg), User.objects.filter(pk=world.sg.user.pk)
    mail.update(email="sg@example.org")
    form = {"name": world.sg.user.name, "email": "sg@example.org", "_space": str(world.sg.space_id)}
    assert 'name="is_reminded"' in client.get("/me/").content.decode()
    assert client.post("/me/", form).status_code == 302
    assert not mail.get().is_reminded
    assert client.post("/me/", {**form, "is_reminded": "on"}).status_code == 302
    assert mail.get().is_reminded


def test_the_page_says_when_it_also_comes_by_mail(sg, browse, settings):
    words = "يصلكم هذا أيضا بالبريد الإلكتروني"
    client = browse(sg)
    assert words not in client.get(REMINDERS).content.decode()
    settings.EMAIL_URL = "127.0.0.1"
    assert words in client.get(REMINDERS).content.decode()
