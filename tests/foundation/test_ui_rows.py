"""Choosing rows: a list while they are few, a box to type in once they are many."""

import gzip

import pytest
from django.utils.translation import gettext as _

from sanad.activities.models import Activity, Attendance
from sanad.activities.programme.commands.activity import plan_activity
from sanad.directory.models import Organisation, Person
from sanad.foundation import ui
from sanad.foundation.ui.rows import MOST, keys_called
from tests.foundation.test_ui_act import _arabic, html  # noqa: F401  fixtures

MANY = MOST + 200


@pytest.fixture
def crowd(world):
    """More people and organisations than a list shows; two of one name."""
    people = [Person(space=world.sg.space, name_ar=f"شخص رقم {n}") for n in range(MANY)]
    people += [Person(space=world.sg.space, name_ar="نعيمة الخياط", name_fr=f"Naima {n}") for n in "ab"]
    bodies = [Organisation(space=world.sg.space, kind="association", name_ar=f"هيئة رقم {n}") for n in range(MANY)]
    for row in [*people, *bodies]:
        row.refresh_index(aliases=[])
    Person.objects.bulk_create(people)
    Organisation.objects.bulk_create(bodies)
    meeting = Activity.objects.get(space=world.sg.space, kind="meeting")
    world.plan = plan_activity(
        world.sg, kind="meeting", title="لقاء", starts_at=meeting.starts_at, ends_at=meeting.ends_at, host=world.host
    )
    world.address = f"/activities/{world.plan.pk}/people/attendance/"
    return world


def attend(client, world, **typed):
    return client.post(world.address, {"status": "present", "person": "", **typed})


@pytest.mark.django_db
class TestOneOfMany:
    def test_few_rows_are_a_list(self, world, browse):
        page = html(browse(world.sg).get("/activities/new/"))
        assert '<select name="kind"' in page
        assert 'type="checkbox" name="partners"' in page
        assert "suggest=" not in page

    def test_many_rows_are_a_box_and_the_page_stays_light(self, crowd, browse):
        response = browse(crowd.sg).get(crowd.address)
        page = html(response)
        assert "suggest=person" in page
        assert "شخص رقم" not in page
        assert len(gzip.compress(response.content)) < 10_000

    def test_what_one_types_is_found_with_what_one_chose(self, crowd, browse):
        client, chosen = browse(crowd.sg), Person.objects.get(name_ar="شخص رقم 7")
        found = html(client.get(crowd.address, {"suggest": "person", "person": ["Naima", str(chosen.pk)]}))
        assert found.count("نعيمة الخياط") == 2
        assert f'value="{chosen.pk}" checked' in found
        assert _("Nothing is found under these words.") in html(
            client.get(crowd.address, {"suggest": "person", "person": "قفطان"})
        )
        for field in ("status", "nothing"):
            assert "form" in client.get(crowd.address, {"suggest": field}).context

    def test_a_name_of_one_is_taken_without_scripts(self, crowd, browse):
        assert attend(browse(crowd.sg), crowd, person="شخص رقم 7").status_code == 302
        assert Attendance.objects.get(activity=crowd.plan).person.name_ar == "شخص رقم 7"

    def test_a_name_of_several_comes_back_to_choose_from(self, crowd, browse):
        client = browse(crowd.sg)
        refused = attend(client, crowd, person="نعيمة الخياط")
        page = html(refused)
        assert refused.status_code == 422
        assert _("Several are found under these words. Choose one of them.") in page
        assert 'value="نعيمة الخياط"' in page
        twin = Person.objects.filter(name_ar="نعيمة الخياط").last()
        assert f'type="radio" name="person" value="{twin.pk}"' in page
        assert attend(client, crowd, person=["نعيمة الخياط", str(twin.pk)]).status_code == 302
        assert Attendance.objects.get(activity=crowd.plan).person == twin

    def test_what_is_nobody_or_of_another_space_is_refused(self, crowd, browse):
        foreign = Person.objects.create(space=crowd.stranger.space, name_ar="غريب تماما")
        for typed in ("قفطان", "غريب تماما", str(foreign.pk)):
            assert attend(browse(crowd.sg), crowd, person=typed).status_code == 422


@pytest.mark.django_db
class TestSeveralOfMany:
    def send(self, browse, world, *partners):
        page = f"/activities/{world.plan.pk}/edit/"
        data = {"kind": "meeting", "title": "لقاء", "day": "2023-12-24", "begins": "10:00", "ends": "12:00"}
        return browse(world.sg).post(page, {**data, "host": str(world.host.pk), "partners": list(partners)})

    def held_with(self, world):
        return {row.organisation.name_ar for row in world.plan.taking_part.filter(withdrawn_at=None)}

    def test_chosen_and_typed_ones_are_taken_together(self, crowd, browse):
        first = Organisation.objects.get(name_ar="هيئة رقم 3")
        assert self.send(browse, crowd, "هيئة رقم 9", str(first.pk)).status_code == 302
        assert self.held_with(crowd) == {"هيئة رقم 3", "هيئة رقم 9"}

    def test_the_words_that_found_what_was_chosen_ask_for_nothing_more(self, crowd, browse):
        first = Organisation.objects.get(name_ar="هيئة رقم 3")
        assert self.send(browse, crowd, "هيئة", str(first.pk)).status_code == 302
        assert self.held_with(crowd) == {"هيئة رقم 3"}
        shown = html(browse(crowd.sg).get(f"/activities/{crowd.plan.pk}/edit/"))
        assert f'type="checkbox" name="partners" value="{first.pk}" checked' in shown

    def test_words_of_several_come_back_with_what_was_chosen(self, crowd, browse):
        first = Organisation.objects.get(name_ar="هيئة رقم 3")
        refused = self.send(browse, crowd, "هيئة رقم 1", "")
        assert refused.status_code == 302  # the exact name, though others begin with it
        page = html(self.send(browse, crowd, "رقم", ""))
        assert _("Several are found under these words. Choose one of them.") in page
        page = html(self.send(browse, crowd, "لا وجود لها", str(first.pk)))
        assert f'value="{first.pk}" checked' in page


class TestNoRows:
    """What is read and found by what the form calls it comes in the order of what is found in the database."""

    def test_beginnings_come_before_words_and_those_before_sound(self):
        pairs = [(str(n), f"محمد علي {n}") for n in range(MOST + 50)]
        pairs += [("sound", "Ali Bennani"), ("whole", "علي"), ("begins", "علي بناني")]
        found = [key for key, _how in keys_called(pairs, "علي")]
        assert (found[:3], found[-1]) == (["whole", "begins", "0"], "sound")

    def test_who_sounds_nearer_comes_first(self):
        pairs = [(str(n), f"حسن {chr(0x628 + n)}كري") for n in range(12)] + [("her", "سناء بناني")]
        assert keys_called(pairs, "Sanae")[0][0] == "her"

    def test_written_apart_or_together_they_are_found_as_rows_are(self):
        pairs = [("f", "فاطمة الزهراء أيت علي"), ("b", "بلقاسم"), ("o", "سعاد بناني")]
        assert [key for key, _how in keys_called(pairs, "Fatimazahra")] == ["f"]
        assert [key for key, _how in keys_called(pairs, "بن القاسم")] == ["b"]
        assert keys_called(pairs, " ") == keys_called(pairs, "ال") == []

    def test_the_one_of_that_name_is_taken_and_the_nearest_stand_first(self):
        field = ui.ChoiceOfMany(
            choices=[*((str(n), f"محمد علي {n}") for n in range(MOST + 9)), ("a", "علي"), ("b", "علي بناني")]
        )
        assert field.clean("علي") == "a"
        page = str(field.widget.found("x", ["علي"]))
        assert -1 < page.index('value="a"') < page.index('value="b"') < page.index('value="0"')
