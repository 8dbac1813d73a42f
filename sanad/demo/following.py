"""What became of the signed agreement of the case: pieces delivered and accepted, an amendment, records shown.

The press report ends with the outline of the partnership; everything here is invented.
"""

from datetime import date

from django.utils import timezone

from sanad.accompaniment.engagements.commands import move_engagement
from sanad.accompaniment.models import Engagement
from sanad.activities.models import Activity
from sanad.demo.world import Case
from sanad.foundation.arabic import dates
from sanad.partnerships.commitments.commands import accept_fulfilment, decline_fulfilment, submit_fulfilment
from sanad.partnerships.life.commands.amendments import (
    change_article,
    change_commitment,
    draft_amendment,
    sign_amendment,
)
from sanad.partnerships.life.commands.ending import link_activity
from sanad.partnerships.models import Agreement, Commitment, Party
from sanad.partnerships.queries.standing import is_in_force
from sanad.partnerships.sharing.commands import give_sharing

ARCHIVE = "أرشيف المنظمة، ملف الاتفاقية"
# The field of the course, when it was held, what the association answered.
COURSES = {
    "management": (date(2024, 6, 9), "حضرها 24 عضوا وعضوة"),
    "digitization": (date(2024, 10, 20), "حضرها 18 عضوا وعضوة"),
    "participatory_democracy": (date(2025, 3, 16), "حضرها 21 عضوا وعضوة"),
    "communication": (date(2025, 12, 14), "حضرها 19 عضوا وعضوة"),
}
PAID = {date(2024, 7, 5): 1_000_000, date(2025, 7, 8): 1_000_000}


def follow(case: Case) -> None:
    """Nearly three years of the agreement, up to what waits for an answer today."""
    agreement = Agreement.objects.filter(space=case.sg.space, state=Agreement.State.SIGNED).first()
    if agreement is None:
        return
    _later(case, agreement)
    _courses(case, agreement)
    engagement = Engagement.objects.get(space=case.sg.space, association=case.association)
    move_engagement(case.coordinator, engagement, stage=Engagement.Stage.ACTIVE, reason="الشروع في تنفيذ الاتفاقية")
    for day, amount in PAID.items():
        _given(
            case, agreement.commitments.get(amount__isnull=False), amount, day, f"تحويل بنكي، {dates.day(day, 'ar')}"
        )
    _association(case, agreement)
    _commune(case, agreement)
    for sharing in agreement.sharings.standing() if is_in_force(agreement, timezone.localdate()) else ():
        giver = case.sg if sharing.giver.part == Party.Part.LEAD else case.president
        give_sharing(giver, sharing)
    meeting = Activity.objects.filter(space=case.sg.space, decisions__isnull=False).first()
    if meeting is not None:
        link_activity(case.coordinator, agreement, activity=meeting, is_committee=False)
    _longer(case, agreement)


def _given(case: Case, promise: Commitment, quantity: int, day: date, note: str, answer: str = "") -> None:
    """Delivered by the organisation, accepted by the association."""
    piece = submit_fulfilment(case.coordinator, promise, quantity=quantity, on=day, note=note, kept_at=ARCHIVE)
    accept_fulfilment(case.secretary, piece, answer=answer)


def _later(case: Case, agreement: Agreement) -> None:
    """Amendment 1: the course in communication is held two months later."""
    signed = date(2025, 10, 3)
    amendment = draft_amendment(
        case.coordinator, agreement, effective_on=signed, reason="تعذر تنظيم الدورة قبل نهاية موسم جني الزيتون."
    )
    course = agreement.commitments.get(plan_item__field="communication")
    change_commitment(case.coordinator, amendment, commitment=course, due_on=date(2025, 12, 31))
    sign_amendment(case.sg, amendment, signed_on=signed, effective_on=signed, kept_at=ARCHIVE)


def _courses(case: Case, agreement: Agreement) -> None:
    for field, (day, answer) in COURSES.items():
        promise = agreement.commitments.get(plan_item__field=field)
        _given(case, promise, promise.measure, day, f"تقرير {promise}", answer)
    waiting = agreement.commitments.get(plan_item__field="self_development")
    submit_fulfilment(
        case.coordinator,
        waiting,
        quantity=waiting.measure,
        on=date(2026, 6, 21),
        note=f"تقرير {waiting}",
        kept_at=ARCHIVE,
    )


def _association(case: Case, agreement: Agreement) -> None:
    """One report accepted and one sent back; four lists of six."""
    report, lists = (
        agreement.commitments.get(debtor__organisation=case.association, unit=unit) for unit in ("تقرير", "لائحة حضور")
    )
    first = submit_fulfilment(
        case.president,
        report,
        quantity=1,
        on=date(2025, 3, 25),
        note="التقرير الأدبي والمالي لسنة 2024",
        kept_at="مقر الجمعية",
    )
    accept_fulfilment(case.coordinator, first)
    second = submit_fulfilment(
        case.president, report, quantity=1, on=date(2026, 3, 28), note="التقرير الأدبي لسنة 2025", kept_at="مقر الجمعية"
    )
    decline_fulfilment(case.coordinator, second, reason="ينقصه التقرير المالي")
    four = submit_fulfilment(
        case.secretary,
        lists,
        quantity=4,
        on=date(2025, 12, 14),
        note="لوائح حضور الدورات الأربع",
        kept_at="مقر الجمعية",
    )
    accept_fulfilment(case.coordinator, four)


def _commune(case: Case, agreement: Agreement) -> None:
    """The commune has no space: the organisation writes for it what the association accepts."""
    hall = agreement.commitments.get(debtor__organisation__kind="local_authority")
    _given(case, hall, 1, date(2025, 3, 20), "قاعة الاجتماعات بمقر الجماعة")


def _longer(case: Case, agreement: Agreement) -> None:
    """Amendment 2, still a draft: a year more."""
    amendment = draft_amendment(
        case.coordinator,
        agreement,
        effective_on=date(2027, 3, 1),
        ends_on=date(2028, 3, 31),
        reason="إتمام دورة الترافع وتتبع أثر الدورات السابقة.",
    )
    change_article(
        case.coordinator,
        amendment,
        heading_ar="تتبع أثر الدورات",
        text_ar="ينجز الطرفان بعد ستة أشهر من كل دورة تقييما مشتركا لأثرها في عمل الجمعية.",
    )
