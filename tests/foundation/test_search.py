"""What is found first, and under which ways of writing."""

import pytest
from django.apps import apps

from sanad.activities.models import Activity, Series
from sanad.activities.programme.commands.activity import plan_activity
from sanad.directory.models import Organisation, OrganisationAlias, Person
from sanad.directory.queries import likely_same
from sanad.foundation.arabic.fold import sort_key
from sanad.foundation.arabic.joined import index_text
from sanad.foundation.naming.again import derive_again, names_of
from sanad.foundation.naming.models import _conditions, _sounds, named_like, nearest, worded_like
from sanad.territory.models import Place
from sanad.workspace.finding.queries import search


def sorted_by_title(row):
    return {"folded": index_text(row.title), "sort_key": sort_key(row.title)}


def people(world, *names: str) -> None:
    for each in names:
        latin = each.isascii() or "ï" in each
        Person.objects.create(space=world.sg.space, **{"name_fr" if latin else "name_ar": each})


def named(world, text: str) -> list[str]:
    return [str(row) for row in named_like(Person.objects.filter(space=world.sg.space), text)]


@pytest.mark.django_db
class TestTheNearestComesFirst:
    @pytest.fixture(autouse=True)
    def _many(self, world):
        people(world, *(f"حسن {chr(0x628 + n)}كري" for n in range(12)), "سناء بناني")

    @pytest.mark.parametrize("typed", ["سناء", "سنا", "Sanae", "Sanaa", "سناء بنا"])
    def test_a_first_name_is_found_before_those_that_sound_alike(self, world, typed):
        assert nearest(Person.objects.filter(space=world.sg.space), typed, 8)[0].name_ar == "سناء بناني"
        assert next(hit.name for hit in search(world.sg, typed)) == "سناء بناني"

    def test_a_box_suggests_and_takes_her(self, world, browse):
        people(world, *(f"شخص رقم {n}" for n in range(100)))
        day = Activity.objects.first()
        plan = plan_activity(
            world.sg, kind="meeting", title="لقاء", starts_at=day.starts_at, ends_at=day.ends_at, host=world.host
        )
        typed = {"suggest": "person", "person": "سناء"}
        page = browse(world.sg).get(f"/activities/{plan.pk}/people/invite/", typed).content.decode()
        assert "سناء بناني" in page
        assert page.index("سناء بناني") < page.index("حسن")

    def test_whole_names_then_beginnings_then_words_then_sound(self, world):
        people(world, "ليلى", "ليلى أمزيل", "أمزيل ليلى", "Leila Amzil")
        assert named(world, "ليلى")[:4] == ["ليلى", "ليلى أمزيل", "أمزيل ليلى", "Leila Amzil"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spellings",
    [
        ["عبد الله الطاهري", "عبدالله الطاهري", "Abdellah Tahiri", "Abd Allah Tahiri", "Abdallah TAHIRI"],
        ["سعاد بن جلون", "سعاد بنجلون", "Souad Ben Jelloun", "Souad Benjelloun", "souad ben-jelloun"],
        ["أيت علي", "Aït Ali", "آيت علي", "ait-ali"],
        ["N'Aït Ali", "Nait Ali", "N’Aït Ali", "Nʼait Ali"],
        ["العلوي مريم", "El Alaoui Meryem", "Elalaoui Meryem", "مريم العلوي", "EL-ALAOUI Meryem"],
        ["أبو بكر", "أبوبكر", "بوبكر", "Boubker", "Abou Bakr"],
        ["نور الدين", "نورالدين", "Noureddine", "Nour Eddine", "Nourdine"],
        [
            "فاطمة الزهراء",
            "فاطمةالزهراء",
            "فاطمهالزهراء",
            "Fatima Zahra",
            "Fatimazahra",
            "Fatim-Zohra",
            "Fatima-Ezzahra",
        ],
        ["بلقاسم", "بل قاسم", "بن القاسم", "أبي القاسم", "أبو القاسم", "Bel Kacem", "Belkacem", "Belqacem"],
        ["بن الخطيب", "ابن الخطيب", "بلخطيب", "Ben El Khatib", "Belkhatib"],
        ["سيدي محمد", "سيدمحمد", "سيد محمد", "سيديمحمد", "Sidi Mohamed", "Sidmhamed", "Sidimohamed", "Sidi M'hamed"],
        ["مولاي أحمد", "مولايأحمد", "Moulay Ahmed", "Moulayahmed", "My Ahmed"],
        ["لالة خديجة", "لالةخديجة", "للا خديجة", "Lalla Khadija", "Lallakhadija"],
        ["أم كلثوم", "امكلثوم", "أم كلتوم", "Oumkeltoum", "Oum Keltoum", "Om Kaltoum"],
        ["صلاح الدين", "صلاحالدين", "Salaheddine", "Salah Eddine", "Salahdine"],
        ["عبد الصمد", "عبدالصمد", "Abdessamad", "Abdes Samad", "Abd Essamad"],
        ["عبد الحق", "Abdelhak", "Abd El Hak", "Abdelhaq"],
        ["بوشعيب", "بو شعيب", "أبو شعيب", "Bouchaib", "Bou Chaïb"],
        ["أيت علي", "أيتعلي", "Aït Ali", "Aitali", "Ayt Ali"],
        ["المولودي", "Mouloudi", "El Mouloudi", "Elmouloudi"],
        ["خير الله", "خيرالله", "Khairallah", "Khair Allah"],
        ["محمد رضا", "محمدرضا", "Mohamed Reda", "Mohamedreda"],
    ],
    ids=lambda spellings: spellings[0],
)
def test_every_spelling_finds_every_other(world, spellings):
    for written in spellings:
        person = Person.objects.create(space=world.sg.space, name_ar=written)
        for typed in spellings:
            assert written in named(world, typed), (written, typed)
            assert person in likely_same(world.sg, Person, typed), (written, typed)
        person.delete()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spellings",
    [
        ["نور الهدى", "نورالهدى", "Nour El Houda", "Nour Houda", "Nourhouda"],
        ["ماء العينين", "ماءالعينين", "Maa El Ainine", "Maelainine"],
    ],
    ids=lambda spellings: spellings[0],
)
def test_short_names_written_together_are_found(world, spellings):
    for written in spellings:
        Person.objects.create(space=world.sg.space, name_ar=written)
    for typed in spellings:
        assert set(spellings) == set(named(world, typed)), typed


@pytest.mark.django_db
def test_written_together_is_found_among_more_names(world):
    people(world, "فاطمة الزهراء أيت علي", "Fatima-Zahra Aït Ali", "علي بلقاسم العلوي", "Zahra Fatmi")
    for typed in ("Fatimazahra", "Fatimazahra Aitali", "فاطمةالزهراء ايتعلي"):
        assert set(named(world, typed)) == {"فاطمة الزهراء أيت علي", "Fatima-Zahra Aït Ali"}, typed
    assert named(world, "Ali Bel Kacem Alaoui") == ["علي بلقاسم العلوي"]


@pytest.mark.django_db
def test_titles_and_aliases_too(world):
    series = [Series.objects.create(space=world.sg.space, title=each) for each in ("لقاءات بنجلون", "Visites", "أيام")]
    assert list(worded_like(Series.objects.filter(space=world.sg.space), "بن جلون")) == series[:1]
    card = Organisation.objects.create(space=world.sg.space, kind="association", name_ar="جمعية الأمل")
    OrganisationAlias.objects.create(space=world.sg.space, organisation=card, text="مؤسسة عبد الله")
    card.save()
    assert named_like(Organisation.objects.filter(space=world.sg.space), "عبدالله").first() == card


@pytest.mark.django_db
def test_a_twin_among_many_of_one_first_name_is_shown(world):
    people(world, *(f"محمد {chr(0x628 + n % 20)}{chr(0x62C + n // 20)}اري" for n in range(90)), "يوسف محمد الزياني")
    assert "يوسف محمد الزياني" in {str(card) for card in likely_same(world.sg, Person, "محمد الزياني يوسف")}


@pytest.mark.django_db
def test_arabic_stands_before_latin_on_every_database(world):
    people(world, "زكرياء", "Zineb", "أحمد", "Ahmed", "ابتسام", "Éric")
    found = [
        str(row) for row in Person.objects.filter(space=world.sg.space, pk__gte=Person.objects.get(name_ar="زكرياء").pk)
    ]
    assert found == ["ابتسام", "أحمد", "زكرياء", "Ahmed", "Éric", "Zineb"]
    for title in ("Zone", "أيام", "Ateliers", "إبداع", "لقاء"):
        Series.objects.create(space=world.stranger.space, title=title)
    assert [str(row) for row in Series.objects.filter(space=world.stranger.space)] == [
        "إبداع",
        "أيام",
        "لقاء",
        "Ateliers",
        "Zone",
    ]


@pytest.mark.django_db
def test_a_search_without_end_is_bounded(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        for text in ("ا" * 100_000, "ا " * 50_000, "عبد " * 50_000, "%_\\| " * 20_000):
            nearest(Person.objects.filter(space=world.sg.space), text, 8)


@pytest.mark.django_db
def test_words_of_a_search_and_other_names_are_bounded(world, browse):
    conditions = [_conditions(" ".join(f"ك{n}" for n in range(most)), _sounds) for most in (16, 60)]
    assert conditions[0] == conditions[1] != []
    typed = {"kind": "association", "name_ar": "جمعية الأسماء", "is_new": "on"}
    for most, status in ((30, 302), (31, 422)):
        aliases = "\n".join(f"اسم {most} {n}" for n in range(most))
        sent = {**typed, "name_ar": f"جمعية {most}", "aliases": aliases}
        assert browse(world.sg).post("/directory/new/", sent).status_code == status


@pytest.mark.django_db
def test_what_is_stored_is_derived_again(world):
    """What the migrations run over rows that are there."""
    Series.objects.create(space=world.sg.space, title="أيام عبد الله")
    kinds = [
        ("directory", Person, ("folded", "skeleton", "sort_key")),
        ("directory", Organisation, ("folded", "skeleton")),
    ]
    kinds += [("territory", Place, ("folded", "skeleton", "sort_key")), ("activities", Series, ("folded", "sort_key"))]
    for app, model, columns in kinds:
        right = dict(model.objects.values_list("pk", "folded"))
        assert right
        model.objects.update(**dict.fromkeys(columns, ""))
        names = sorted_by_title if model is Series else names_of
        derive_again(app, {model.__name__: names}).code(apps, None)
        assert dict(model.objects.values_list("pk", "folded")) == right
        assert not model.objects.filter(**{columns[-1]: ""}).exists()
