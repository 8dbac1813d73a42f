"""A verb agrees with who acts."""

import pytest

from sanad.foundation.arabic.agreement import agreeing, is_masculine


@pytest.mark.parametrize(
    "name",
    [
        "نادي الأمل للسينما",
        "النادي البيئي",
        "مركز الدراسات",
        "المجلس الجماعي لمكناس",
        "اتحاد جمعيات الحي",
        "منتدى الشباب",
        "المَرْكَز الثقافي",
        "فضاء المرأة",
    ],
)
def test_masculine(name):
    assert is_masculine(name)
    assert agreeing("{نظمت|نظم} %(host)s", name) % {"host": name} == f"نظم {name}"


@pytest.mark.parametrize(
    "name",
    [
        "جمعية النادي",
        "المنظمة الدولية",
        "شبكة الجمعيات",
        "أمل تنغير",
        "فيدرالية الآباء",
        "Association Al Amal",
        "",
        "مركزية النقل",
    ],
)
def test_feminine_by_its_sign_or_as_an_association(name):
    assert not is_masculine(name)
    assert agreeing("{تعمل|يعمل}", name) == "تعمل"


def test_several_and_none():
    assert agreeing("التزاما {منها|منه} بـ{قانونها|قانونه}", "النادي") == "التزاما منه بـقانونه"
    assert agreeing("%(host)s held {it}", "النادي") == "%(host)s held {it}"
