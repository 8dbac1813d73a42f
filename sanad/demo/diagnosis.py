"""After the meeting of 24 December: a diagnosis of the association is agreed and closed, the households are asked."""

from datetime import date
from typing import Any

from sanad.accompaniment.models import Engagement, Need
from sanad.diagnosis.models import AgreedScore, Diagnosis
from sanad.diagnosis.results.commands import answer_gap
from sanad.diagnosis.workshop.commands.diagnoses import close_diagnosis, move_diagnosis, start_diagnosis
from sanad.diagnosis.workshop.commands.scores import agree_score, attach_score_evidence, verify_score
from sanad.diagnosis.workshop.commands.sheets import answer_sheet, open_sheet
from sanad.diagnosis.workshop.queries.evidence import provable_level

WORKSHOP, SURVEY = date(2024, 1, 13), date(2024, 1, 14)

# item: what the president, the secretary and the facilitator said (None: does not know), agreed, desired, why
CORE = {
    "legal_receipt": ((3, 3, 3), 3, 3, "الوصل النهائي محفوظ لدى الكاتبة"),
    "legal_changes": ((2, 2, 2), 2, 3, "صرح بتغيير أمين المال بعد فوات الأجل"),
    "democracy_assembly": ((3, 2, 2), 2, 3, "انعقد الجمع الأخير دون محضر موقع"),
    "democracy_bureau": ((3, 2, 2), 2, 3, "الاجتماعات غير منتظمة"),
    "members_list": ((2, 2, 1), 2, 3, "اللائحة غير محينة"),
    "money_bank": ((2, 2, 2), 2, 3, ""),
    "money_entries": ((2, 1, 1), 1, 3, "وصولات بلا دفتر"),
    "money_report": ((2, 2, 1), 2, 3, ""),
    "projects_needs": ((3, 3, 3), 3, 3, "تحدد الحاجيات في لقاءات مع الساكنة"),
    "projects_written": ((1, 1, 1), 1, 2, "لا مشروع مكتوب بعد"),
    "partners_agreements": ((1, 1, 1), 1, 3, "لم توقع أي اتفاقية بعد"),
    "voice_tool": ((None, 1, 1), 1, 2, "لم تقدم عريضة من قبل"),
}
# What is left as it is for now, and why; the rest joins the need of administrative and financial management.
WAIVED = {
    "members_list": "تحين اللائحة في الجمع العام المقبل",
    "projects_written": "يكتب المشروع بعد توقيع اتفاقية الشراكة",
    "partners_agreements": "اتفاقية الشراكة قيد الإعداد",
    "voice_tool": "تأتي بعد دورة الديمقراطية التشاركية",
}
# What most of the douar lives with; households differ a little around it.
DOUAR = {
    "water_drinking": 1,
    "water_sanitation": 1,
    "water_waste": 1,
    "access_roads": 1,
    "access_transport": 2,
    "access_electricity": 3,
    "access_network": 2,
    "health_care": 1,
    "health_birth": 2,
    "school_primary": 3,
    "school_secondary": 2,
    "school_literacy": 2,
    "living_income": 2,
    "living_irrigation": 2,
    "living_housing": 3,
    "common_papers": 2,
    "common_youth": 1,
    "common_women": 1,
}
HOUSEHOLDS = 6


def diagnose(case: Any) -> None:
    """A closed diagnosis of the start with the core items, and a survey of the residents that is being answered."""
    engagement = Engagement.objects.get(space=case.sg.space, association=case.association)
    _association(case, engagement)
    _douar(case, engagement)


def _answer_at(level: int | None) -> dict[str, Any]:
    return {"reply": "level", "level": level} if level else {"reply": "unknown"}


def _association(case: Any, engagement: Engagement) -> None:
    who = case.coordinator
    diagnosis = start_diagnosis(
        who,
        engagement,
        instrument="sanad-8@1",
        kind=Diagnosis.Kind.BASELINE,
        mode=Diagnosis.Mode.WORKSHOP,
        is_core_only=True,
        held_on=WORKSHOP,
        facilitator=case.people["coordinator"],
    )
    raters = [
        (case.president, "association", "رئيس الجمعية"),
        (case.secretary, "association", "الكاتبة"),
        (who, "facilitator", ""),
    ]
    for number, (actor, group, capacity) in enumerate(raters):
        sheet = open_sheet(actor, diagnosis, group=group, who=capacity)
        answers = {item: _answer_at(said[number]) for item, (said, *_agreed) in CORE.items()}
        answer_sheet(actor, sheet, answers=answers)
    move_diagnosis(who, diagnosis, state=Diagnosis.State.RATED)
    for item, (_each, level, desired, why) in CORE.items():
        agree_score(who, diagnosis, item=item, reply="level", level=level, desired=desired, comment=why)
    scores = {score.item: score for score in AgreedScore.objects.filter(diagnosis=diagnosis)}
    receipt = scores["legal_receipt"]
    attach_score_evidence(
        case.secretary,
        receipt,
        title="وصل الإيداع النهائي",
        kind="receipt",
        kept_at="خزانة مقر الجمعية",
        seen_on=WORKSHOP,
    )
    verify_score(case.sg, receipt, level=min(3, provable_level(receipt)))
    move_diagnosis(who, diagnosis, state=Diagnosis.State.AGREED)
    management = Need.objects.filter(engagement=engagement, kind=Need.Kind.CAPACITY).order_by("created_at").first()
    for item, score in scores.items():
        if score.is_below and item in WAIVED:
            answer_gap(who, score, answer="waive", waiver=WAIVED[item])
        elif score.is_below:
            answer_gap(who, score, answer="join", need=management)
    close_diagnosis(who, diagnosis)


def _douar(case: Any, engagement: Engagement) -> None:
    survey = start_diagnosis(
        case.coordinator,
        engagement,
        instrument="sanad-douar@1",
        kind=Diagnosis.Kind.BASELINE,
        mode=Diagnosis.Mode.VISIT,
        held_on=SURVEY,
        facilitator=case.people["coordinator"],
    )
    for house in range(HOUSEHOLDS):
        sheet = open_sheet(case.secretary, survey, group="residents", who=f"الدار رقم {house + 1}")
        answers = {
            item: _answer_at(min(level + ((house + number) % 5 == 0), 4))
            for number, (item, level) in enumerate(DOUAR.items())
        }
        if house == HOUSEHOLDS - 1:
            answers["school_literacy"] = _answer_at(None)
        answer_sheet(case.secretary, sheet, answers=answers)
