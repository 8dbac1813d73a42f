"""Names in two scripts: which are shown as perhaps the same."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanad.foundation.arabic.skeleton import LIKELY, likeness, skeleton

SAME = [
    ["محمد الحاجي", "Mohammed El Haji", "HAJJI Mohamed", "Mohamed Elhajji", "Med El-Hajji"],
    ["فاطمة الزهراء", "Fatima-Ezzahra", "Fatima Zahra", "FATIMA EZ-ZAHRA", "Fatimazahra", "فاطمة الزهرة"],
    ["الحسين", "Lhoucine", "Lahoucine", "El Houssaine", "Hussein"],
    ["عبد الله", "عبدالله", "Abdellah", "Abdallah", "Abd Allah"],
    ["أغزران", "إغزران", "Irhzrane", "Aghezrane", "Ighzrane"],
    ["الحسن", "لحسن", "Lahcen", "El Hassan"],
    ["عبد اللطيف", "Abdellatif", "Abdelatif"],
    ["عبد الرحمن", "عبد الرحمان", "Abderrahmane", "Abd-er-Rahman"],
    ["عبد السلام", "Abdessalam", "Abdeslam"],
    ["عبد القادر", "Abdelkader", "Abd El Kader"],
    ["عبد الشكور", "Abdechakour", "Abd ech-Chakour"],
    ["عبد الإله", "Abdelilah"],
    ["عبد العالي", "Abdelali"],
    ["عبد النبي", "Abdenbi"],
    ["العبدلاوي", "Abdellaoui"],
    ["مولاي أحمد العلوي", "My Ahmed ALAOUI"],
    ["محمد بن علي", "محمد بنعلي", "Mohamed Benali", "Mohamed Ben Ali"],
    ["أيت بن حدو", "Aït Ben Haddou"],
    ["أبو بكر", "بوبكر", "Boubker", "Abou Bakr"],
    ["امحمد", "M'hamed"],
    ["العربي", "Larbi"],
    ["العيون", "Laâyoune"],
    ["أكادير", "Agadir"],
    ["سلا", "Salé"],
    ["يحيى", "Yahya"],
    ["مصطفى", "Mustapha", "Moustafa"],
    ["سعيدة", "Saïda"],
    ["سعيد", "Said"],
    ["إلياس", "Ilyas", "Elias"],
    ["فرحان", "Farhane"],
    ["إغرم", "Irherm"],
    ["الغرب", "Rharb", "Gharb"],
    ["شفشاون", "Chefchaouen"],
    ["سيدي قاسم", "Sidi Kacem", "Sidikacem"],
    ["طه", "Taha"],
    ["القاضي", "El Kadi", "El Qadi"],
]

OTHER = [
    ("محمد الحاجي", "Mohamed Hajib"),
    ("محمد الحاجي", "محمد الحاجب"),
    ("أحمد العلوي", "Mohamed Alaoui"),
    ("سعيد العلوي", "Saida Alaoui"),
    ("سعيد", "سعيدة"),
    ("حسن العلوي", "حسين العلوي"),
    ("Hassan Alaoui", "Houcine Alaoui"),
    ("حميد العلوي", "Ahmed Alaoui"),
    ("كريم بناني", "Karima Bennani"),
    ("فاطمة الزهراء", "Fatima Alaoui"),
    ("عبد الله", "Abdelali"),
    ("عبد الرحيم", "Abderrahmane"),
    ("Khalid Amrani", "Khalil Amrani"),
    ("جمال", "Jamila"),
    ("يوسف", "يونس"),
    ("محمد الحاجي", "الحاجي"),
    ("أكادير", "Agdz"),
]


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[-1])
def test_spellings_of_one_name_are_likely(names: list[str]) -> None:
    low = {pair: likeness(*pair) for pair in combinations(names, 2) if likeness(*pair) < LIKELY}
    assert not low


@pytest.mark.parametrize(("one", "another"), OTHER)
def test_other_names_are_not(one: str, another: str) -> None:
    assert likeness(one, another) < LIKELY


@given(st.text(), st.text())
def test_likeness_is_between_0_and_100_whichever_comes_first(first: str, second: str) -> None:
    assert 0 <= likeness(first, second) <= 100
    assert likeness(first, second) == likeness(second, first)


def test_the_same_name_is_wholly_alike_and_nothing_is_like_nothing() -> None:
    assert likeness("محمد الحاجي", "الحاجي محمّد") == 100
    assert likeness("", "محمد") == likeness("محمد", "!") == likeness("", "") == 0
    assert likeness("ⴰⵎⴰⵣⵉⵖ", "ⴰⵎⴰⵣⵉⵖ") == 100


def test_skeletons_are_shared_by_both_scripts() -> None:
    assert skeleton("محمد الحاجي") == skeleton("Mohammed El Haji") == "mmd j"
    assert skeleton("عبد الله") == skeleton("Abdellah") == "bd"
    assert skeleton("أغزران") == skeleton("Irhzrane") == skeleton("Aghezrane") == "gzrn"
    assert skeleton("يحيى") == skeleton("") == ""
