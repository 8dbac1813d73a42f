"""The case, entered through the same commands as its users would.

Facts are those of the press report of 24 December 2023 and of the public report on the visit of 12 November 2023.
Every person but the secretary general, whom the report names in his public capacity, is invented.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sanad.accompaniment.engagements.commands import move_engagement, open_engagement
from sanad.accompaniment.evidence.commands import add_evidence
from sanad.accompaniment.joining.commands import open_association_space
from sanad.accompaniment.models import Engagement
from sanad.accompaniment.needs.commands.needs import voice_need
from sanad.accompaniment.plan.commands.agreement import agree_item
from sanad.accompaniment.plan.commands.items import propose_item
from sanad.accounts.commands.beginning import new_space
from sanad.accounts.commands.entering import accept_as_newcomer, join_space
from sanad.accounts.commands.invitations import invite_member
from sanad.accounts.commands.keepers import name_keeper
from sanad.accounts.commands.own import new_user
from sanad.activities.minutes.commands import approve_minutes, begin_minutes, circulate_minutes, save_minutes
from sanad.activities.minutes.queries import first_draft
from sanad.activities.models import Activity
from sanad.activities.outcome.commands import assign_follow_up, record_decision
from sanad.activities.papers.commands import issue_activity_paper
from sanad.activities.people.commands import invite_guest, record_attendance, record_word
from sanad.activities.press.commands import approve_press_report, begin_press_report, choose_press_facts
from sanad.activities.programme.commands.activity import convene_activity, hold_activity, plan_activity, start_series
from sanad.activities.programme.commands.items import add_item
from sanad.activities.queries.facts import facts_of_activity
from sanad.demo import agreement, diagnosis, following
from sanad.demo.picture import sketch
from sanad.demo.world import Case
from sanad.directory.commands.consents import give_consent
from sanad.directory.commands.inherited import confirm_card
from sanad.directory.commands.invited import take_card_at_arrival
from sanad.directory.commands.mandates import record_mandate
from sanad.directory.commands.organisations import add_clause, add_organisation, adopt_own_card
from sanad.directory.commands.people import add_person, link_me
from sanad.directory.models import Consent, Organisation
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.files.store import open_file
from sanad.foundation.spaces.actor import Actor, actor_of
from sanad.foundation.spaces.models import Space, User
from sanad.foundation.spaces.roles import Role
from sanad.territory.commands import add_douar
from sanad.territory.loader import place_id
from sanad.territory.models import Place

PASSWORD = "sanad-demo-2023"  # noqa: S105  demo accounts only, printed at every start
VISIT, MEETING = date(2023, 11, 12), date(2023, 12, 24)
MEKNES, AGHEZRANE = "03.061.01.01", "03.451.03.09"

# (user name, full name in Arabic, in French, role, phone)
SUPPORT_TEAM = [
    ("karima", "كريمة المنسقة", "Karima Almonassiqa", Role.COORDINATOR, "+212600000002"),
    ("omar", "عمر الأمين", "Omar Alamine", Role.TREASURER, "+212600000003"),
]
ASSOCIATION_TEAM = [
    ("fatna", "فطنة الكاتبة", "Fatna Alkatiba", Role.SECRETARY, "+212600000012"),
    ("said", "سعيد أمين المال", "Saïd Aminelmal", Role.TREASURER, "+212600000013"),
]


def load() -> Case:
    """Write the whole case into an empty installation."""
    case = _spaces()
    douar = _directory(case)
    visit, meeting = _stations(case, douar)
    _hold_visit(case, visit)
    _hold_meeting(case, meeting)
    _write_minutes(case, visit)
    _write_minutes(case, meeting)
    _file(case, visit, meeting)
    diagnosis.diagnose(case)
    agreement.conclude(case)
    following.follow(case)
    return case


def _team(head: Actor, people: Sequence[tuple[str, str, str, str, str]]) -> dict[str, Actor]:
    found = {}
    for username, name_ar, _name_fr, role, phone in people:
        letter = invite_member(head, name=name_ar, role=role, contact=phone)
        user = new_user(username, PASSWORD, name=name_ar, phone=phone)
        join_space(Actor(user, head.space, role), letter)
        found[username] = _actor(user)
        take_card_at_arrival(found[username])
    return found


def _actor(user: User) -> Actor:
    actor = actor_of(user)
    assert actor is not None  # noqa: S101  joined just before
    return actor


def _spaces() -> Case:
    sg = _actor(
        new_space(
            name_ar="المنظمة الدولية للعمل التطوعي والتنمية بالمغرب",
            name_fr="Organisation internationale du bénévolat et du développement au Maroc",
            person="محمد الحاجي",
            username="sg",
            password=PASSWORD,
            kind=Space.Kind.SUPPORT,
        )
    )
    name_keeper(sg.user)  # as who founds the first space
    stranger = _actor(
        new_space(
            name_ar="جمعية الغرباء",
            name_fr="Association des étrangers au dossier",
            person="غريب الدار",
            username="stranger",
            password=PASSWORD,
            kind=Space.Kind.ASSOCIATION,
        )
    )
    support = _team(sg, SUPPORT_TEAM)
    later: Any = None
    return Case(sg, support["karima"], later, later, stranger, later, later, {})


def _directory(case: Case) -> Place:
    sg = case.sg
    commune = Place.objects.get(pk=place_id(AGHEZRANE))
    douar = add_douar(sg, commune, name_ar="فج أزرار", name_fr="Fej Azrar", aliases=["لشراف", "Lachraf"])
    case.host = adopt_own_card(
        sg,
        name_ar=sg.space.name_ar,
        name_fr=sg.space.name_fr,
        founded_on=date(2022, 6, 26),
        founded_year=2022,
        seat_place=Place.objects.get(pk=place_id(MEKNES)),
    )
    for kind, text_ar, text_fr in CLAUSES:
        add_clause(sg, case.host, kind=kind, text_ar=text_ar, text_fr=text_fr)
    case.association = add_organisation(
        sg,
        kind="association",
        name_ar="جمعية الأشراف للثقافة والتنمية",
        name_fr="Association Al-Achraf pour la culture et le développement",
        founded_year=2019,
        seat_place=douar,
        presentation_ar="تهدف الجمعية إلى التنمية المستدامة. يبعد الدوار بحوالي 10 كيلومترات عن رباط الخير، وبه نحو عشرين منزلا متفرقا وحوالي مائة نسمة.",
        presentation_fr="L'association vise le développement durable. Le douar est à une dizaine de kilomètres de Ribat El Kheir: une vingtaine de maisons dispersées, une centaine d'habitants.",
    )
    add_organisation(
        sg, kind="local_authority", name_ar="جماعة أغزران", name_fr="Commune d'Aghezrane", seat_place=commune
    )
    add_organisation(
        sg,
        kind="press",
        name_ar="جريدة النهضة الدولية، فرع إقليم صفرو",
        name_fr="Journal An-Nahda Ad-Dawliya, branche de Sefrou",
    )
    _people(case)
    _move_in(case)
    return douar


def _move_in(case: Case) -> None:
    """The association finds in its own room what its card says, and the people who speak for it."""
    open_engagement(
        case.coordinator,
        association=case.association,
        referent=case.people["coordinator"],
        opened_on=VISIT,
        purpose="مواكبة الجمعية من أول لقاء إلى شراكة فاعلة.",
    )
    letter = open_association_space(case.sg, case.association, president_name="إدريس الرئيس")
    case.association.refresh_from_db()
    case.president = _actor(accept_as_newcomer(letter, username="driss", password=PASSWORD))
    case.secretary = _team(case.president, ASSOCIATION_TEAM)["fatna"]
    own = Organisation.objects.get(space=letter.space, own_space=letter.space)
    confirm_card(case.president, own, right=list(own.inherited.unconfirmed()))
    add_clause(
        case.president, own, kind="aim", text_ar="التنمية المستدامة للدوار", text_fr="Le développement durable du douar"
    )
    for kind in (Consent.Shared.DIRECTORY, Consent.Shared.ACTIVITIES, Consent.Shared.FOLLOW_UPS):
        give_consent(case.president, grantee=case.sg.space, kind=kind, purpose="المواكبة", from_on=VISIT)


CLAUSES = [
    ("aim", "تنمية المجال الترابي الذي تشتغل به وتأهيله اقتصاديا واجتماعيا وثقافيا", "le développement économique, social et culturel de son territoire"),
    ("aim", "تحقيق الحكامة والتنمية", "la gouvernance et le développement"),
    ("aim", "تنمية العالم القروي وتطويره", "le développement du monde rural"),
    ("means", "اللقاءات والندوات والورشات والدورات التكوينية والرحلات", "rencontres, séminaires, ateliers, sessions de formation et voyages"),
    ("cooperation", "الإدارات والمؤسسات العمومية المحلية والمصالح الخارجية للوزارات والمنظمات والجمعيات المدنية الوطنية والدولية", "les administrations et établissements publics locaux, les services extérieurs des ministères, les organisations et associations nationales et internationales"),
    ("outreach", "الانفتاح على جمعيات المجتمع المدني على الصعيد الوطني", "l'ouverture aux associations de la société civile dans tout le pays"),
]  # fmt: skip


def _people(case: Case) -> None:
    sg = case.sg

    def person(key: str, name_ar: str, name_fr: str, body: Organisation, *capacities: str, **more: Any) -> None:
        row = add_person(sg, name_ar=name_ar, name_fr=name_fr, is_new=True, **more)
        for capacity in capacities:
            record_mandate(sg, row, organisation=body, capacity_ar=capacity)
        case.people[key] = row

    person(
        "sg",
        "محمد الحاجي",
        "Mohammed El Haji",
        case.host,
        "الكاتب العام للمنظمة",
        "رئيس مبادرة التكوين ومواكبة المشاريع",
        honorific_ar="الكوتش",
        honorific_fr="coach",
    )
    person("coordinator", "كريمة المنسقة", "Karima Almonassiqa", case.host, "منسقة المواكبة")
    person("president", "إدريس الرئيس", "Driss Arraiss", case.association, "رئيس الجمعية", phone="+212600000011")
    person("secretary", "فطنة الكاتبة", "Fatna Alkatiba", case.association, "كاتبة الجمعية")
    link_me(sg, case.people["sg"])
    link_me(case.coordinator, case.people["coordinator"])


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), timezone.get_current_timezone())


def _stations(case: Case, douar: Place) -> tuple[Activity, Activity]:
    series = start_series(case.coordinator, title="محطات التواصل مع جمعية الأشراف")
    visit = plan_activity(
        case.coordinator,
        kind="visit",
        title="زيارة تواصلية لجمعية الأشراف للثقافة والتنمية",
        series=series,
        host=case.host,
        partners=[case.association],
        starts_at=_at(VISIT, 10),
        ends_at=_at(VISIT, 13),
        place=douar,
        venue="مقر الجمعية",
        purpose="التعرف على الجمعية والاستماع إلى حاجياتها وحاجيات الساكنة.",
        outcome="الوقوف على احتياجات الجمعية والمشاكل التي تعانيها والسبل التي يمكن نهجها لتجاوزها من خلال عقد شراكة مع المنظمة",
    )
    meeting = plan_activity(
        case.coordinator,
        kind="meeting",
        title="لقاء تواصلي مع جمعية الأشراف للثقافة والتنمية",
        series=series,
        host=case.host,
        partners=[case.association],
        starts_at=_at(MEETING, 10),
        ends_at=_at(MEETING, 12, 30),
        place=Place.objects.get(pk=place_id(MEKNES)),
        venue="مقر المنظمة بمكناس",
        purpose="تحديد الخطوط العريضة لشراكة فاعلة بين المنظمة والجمعية.",
    )
    return visit, meeting


def _attend(case: Case, activity: Activity, *keys: str) -> dict[str, Any]:
    lines = {}
    for key in keys:
        body = case.host if key in {"sg", "coordinator"} else case.association
        capacity = "، ".join(m.capacity_ar for m in case.people[key].mandates.order_by("created_at"))
        invite_guest(case.coordinator, activity, person=case.people[key], organisation=body, capacity=capacity)
        lines[key] = record_attendance(
            case.coordinator, activity, person=case.people[key], organisation=body, capacity=capacity
        )
    return lines


def _hold_visit(case: Case, visit: Activity) -> None:
    who = case.coordinator
    convene_activity(who, visit)
    for kind, title, record in [
        ("welcome", "كلمة ترحيب وتعارف", ""),
        ("presentation", "تقديم الجمعية من طرف رئيسها", "تأسست الجمعية سنة 2019 وتهدف إلى التنمية المستدامة."),
        (
            "discussion",
            "تسجيل حاجيات الجمعية ومشاكل الساكنة",
            "ضعف الخدمات الطبية، النقل، غياب الطرق المعبدة والتطهير السائل والربط بالماء الصالح للشرب.",
        ),
    ]:
        add_item(who, visit, kind=kind, title=title, record=record)
    hold_activity(who, visit)
    lines = _attend(case, visit, "coordinator", "president", "secretary")
    record_word(
        who,
        visit,
        speaker=lines["president"],
        text="كلفة الربط بالماء الصالح للشرب تفوق طاقة الساكنة التي تعيش على فلاحة معيشية ضعيفة المردود.",
    )
    assign_follow_up(
        who,
        visit,
        text="برمجة المحطة التواصلية الثانية بمقر المنظمة بمكناس",
        owner=case.people["coordinator"],
        due_on=date(2023, 12, 10),
    )


def _hold_meeting(case: Case, meeting: Activity) -> None:
    who = case.coordinator
    convene_activity(who, meeting)
    sg = case.people["sg"]
    add_item(who, meeting, kind="opening", title="آيات بينات من الذكر الحكيم", minutes=10)
    add_item(
        who,
        meeting,
        kind="words",
        title="تناول الكلمة من قبل الحاضرين في إطار التعارف وتبادل كلمات الشكر والترحيب",
        minutes=30,
        record="وتمت الإشادة بأهمية هذا اللقاء.",
    )
    add_item(
        who,
        meeting,
        kind="course",
        title="التدبير الإداري والمالي للجمعيات",
        speaker=sg,
        minutes=60,
        capacity="الكاتب العام للمنظمة ورئيس مبادرة التكوين ومواكبة المشاريع",
    )
    add_item(
        who,
        meeting,
        kind="discussion",
        title="تحديد الخطوط العريضة لشراكة فاعلة",
        minutes=40,
        record="وتناول المشاركون في ذلك تقديم دعم مباشر أو العمل على تطوير أداء الجمعية بتمكينها من دورات تكوينية مجانية في العديد من المجالات كالرقمنة والديمقراطية التشاركية والتواصل الفعال والتنمية الذاتية وآليات الترافع عن مصالح الساكنة لدى السلطات المعنية.",
    )
    add_item(
        who,
        meeting,
        kind="protocol",
        title="الدعاء لصاحب الجلالة الملك محمد السادس نصره الله وأيده ولولي عهده الأمير المولى الحسن وسائر أفراد الأسرة الملكية الشريفة",
        minutes=5,
    )
    hold_activity(who, meeting)
    lines = _attend(case, meeting, "sg", "coordinator", "president", "secretary")
    record_word(who, meeting, speaker=lines["sg"], text="رحب بوفد الجمعية وشكره على تلبية الدعوة.")
    record_word(
        who, meeting, speaker=lines["president"], text="شكر المنظمة على حسن الاستقبال وعلى متابعتها لحاجيات الدوار."
    )
    decision = record_decision(who, meeting, text="عقد لقاءات قادمة في هذا الصدد")
    assign_follow_up(
        who,
        meeting,
        text="تحديد تاريخ ومكان اللقاء القادم",
        owner=case.people["coordinator"],
        due_on=date(2024, 1, 15),
        decision=decision,
    )
    assign_follow_up(
        who,
        meeting,
        text="إعداد الخطوط العريضة لاتفاقية الشراكة",
        owner=case.people["sg"],
        due_on=date(2024, 1, 31),
        decision=decision,
    )


def _write_minutes(case: Case, activity: Activity) -> None:
    minutes = begin_minutes(case.coordinator, activity)
    save_minutes(case.coordinator, minutes, body=first_draft(facts_of_activity(activity), "ar"), base_version=0)
    circulate_minutes(case.coordinator, minutes)
    approve_minutes(case.sg, minutes)
    revision = minutes.revisions.get()
    issue_activity_paper(case.sg, revision, kind="minutes", language="ar")
    report = begin_press_report(case.coordinator, activity, language="ar")
    told = report.told
    choose_press_facts(
        case.coordinator,
        report,
        told=told,
        author="عادل خالص" if activity.kind == "meeting" else "",
        outlet="جريدة النهضة الدولية، فرع إقليم صفرو",
    )
    approve_press_report(case.sg, report)
    issue_activity_paper(case.sg, report, kind="press", language="ar")


RESIDENTS = [
    ("ضعف الخدمات الطبية", ["قافلة طبية مع المندوبية الإقليمية للصحة"]),
    ("صعوبة النقل", ["الترافع لدى الجماعة من أجل النقل المدرسي والقروي"]),
    ("غياب الطرق المعبدة", ["عريضة إلى مجلس الجماعة"]),
    ("غياب التطهير السائل", []),
    ("عدم الربط بشبكة الماء الصالح للشرب", ["البحث عن شراكة لتخفيض كلفة الربط"]),
]


def _file(case: Case, visit: Activity, meeting: Activity) -> None:
    sg, who = case.sg, case.coordinator
    engagement = Engagement.objects.get(space=who.space, association=case.association)
    move_engagement(who, engagement, stage=Engagement.Stage.DIAGNOSING, reason="زيارة 12 نونبر 2023")
    capacity = voice_need(
        who,
        engagement,
        kind="capacity",
        statement="تقوية قدرات المكتب في التدبير الإداري والمالي",
        voiced_at=visit,
        priority=1,
        concerned="أعضاء المكتب",
        ways=["دورات تكوينية مجانية مع المنظمة"],
    )
    digital = voice_need(
        who,
        engagement,
        kind="capacity",
        statement="استعمال الوسائل الرقمية في عمل الجمعية",
        voiced_at=visit,
        ways=["دورة في الرقمنة"],
    )
    for statement, ways in RESIDENTS:
        need = voice_need(
            who,
            engagement,
            kind="residents",
            statement=statement,
            voiced_at=visit,
            concerned="ساكنة الدوار",
            ways=ways,
            root_cause="كلفة الربط تفوق دخل ساكنة تعيش على فلاحة معيشية ضعيفة المردود" if "الماء" in statement else "",
        )
    move_engagement(who, engagement, stage=Engagement.Stage.PLANNED, reason=f"{meeting.title}، 24 دجنبر 2023")
    fields = [
        ("management", "دورة في التدبير الإداري والمالي للجمعيات", [capacity]),
        ("digitization", "دورة في الرقمنة", [digital]),
        ("participatory_democracy", "دورة في الديمقراطية التشاركية", [need]),
        ("communication", "دورة في التواصل الفعال", []),
        ("self_development", "دورة في التنمية الذاتية", []),
        ("advocacy", "دورة في آليات الترافع عن مصالح الساكنة لدى السلطات المعنية", [need]),
    ]
    for field, objective, needs in fields:
        propose_item(who, engagement, form="training", field=field, objective=objective, needs=needs)
    item = propose_item(
        who, engagement, form="direct_support", objective="دعم مباشر لأنشطة الجمعية", due_on=date(2024, 3, 31)
    )
    agree_item(sg, item, on=MEETING, basis=meeting)
    agree_item(case.president, item, on=MEETING)
    paper = IssuedDocument.objects.filter(space=sg.space, kind="minutes").latest("number")
    with open_file(paper.file) as stored:
        scan = SimpleUploadedFile(paper.file.name, stored.read())
    add_evidence(
        who, engagement, title="محضر لقاء 24 دجنبر 2023", kind="minutes", upload=scan, kept_at="أرشيف المنظمة بمكناس"
    )
    add_evidence(who, engagement, title="رسم موقع الدوار، كما شرحته الجمعية", upload=sketch(), seen_on=VISIT)
