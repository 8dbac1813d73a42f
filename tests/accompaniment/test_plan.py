"""Promise and refusals of the commands of the plan: terms, agreement of both sides, what is carried out."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sanad.accompaniment.engagements.commands import close_engagement
from sanad.accompaniment.evidence.commands import add_evidence, withdraw_evidence
from sanad.accompaniment.models import Engagement, PlanApproval, PlanItem
from sanad.accompaniment.needs.commands.needs import write_need
from sanad.accompaniment.plan.commands.agreement import agree_item
from sanad.accompaniment.plan.commands.items import (
    attach_evidence,
    edit_item,
    finish_item,
    move_item,
    propose_item,
    settle_item,
    write_plan_item,
)
from sanad.accompaniment.plan.policies import can_agree_item, can_move_item, can_settle_item
from sanad.accompaniment.plan.queries.items import summary_of
from sanad.directory.models import Organisation
from sanad.foundation.policy import Refused
from tests.pictures import PNG
from tests.properties import agreed, lead, met, opened, planned, proposed, voiced
from tests.refusals import says_no

TODAY = timezone.localdate()


@pytest.fixture
def engagement(world) -> Engagement:
    """The file of the case: the association has its own space."""
    return Engagement.objects.get(association=world.association)


@pytest.fixture
def item(world, engagement) -> PlanItem:
    return proposed(world.sg, engagement)


@pytest.fixture
def commune(world) -> Organisation:
    return Organisation.objects.get(space=world.sg.space, kind="local_authority")


def field_of(act, *args, **kwargs) -> str | None:
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.field


class TestTerms:
    def test_a_third_party_is_named_when_and_only_when_it_does_it(self, world, engagement, commune):
        propose = {"form": "referral", "objective": "الربط بالماء"}
        assert field_of(propose_item, world.sg, engagement, side="third", **propose) == "third_party"
        assert field_of(propose_item, world.sg, engagement, third_party=commune, **propose) == "third_party"
        item = propose_item(world.sg, engagement, side="third", third_party=commune, **propose)
        assert item.who == commune.name
        assert field_of(edit_item, world.sg, item, side="support") == "third_party"
        item = edit_item(world.sg, item, side="support", third_party=None)
        assert item.who == item.get_side_display()

    def test_a_target_is_the_key_of_an_item_and_a_level(self, world, engagement):
        assert field_of(proposed, world.sg, engagement, target_item="Legal receipt") == "target_item"
        assert field_of(proposed, world.sg, engagement, target_level=3) == "target_item"
        item = proposed(world.sg, engagement, target_item="legal_receipt", target_level=3)
        assert (item.target_item, item.target_level) == ("legal_receipt", 3)

    def test_the_terms_are_those_of_the_row_however_it_was_written(self, item):
        same = PlanItem.objects.get(pk=item.pk)
        same.form, same.side = PlanItem.Form(item.form), PlanItem.Side(item.side)
        assert same.terms == item.terms

    def test_every_term_is_in_the_fingerprint(self, world, item, commune):
        """Whatever else becomes a term must change it too."""
        read = item.terms
        for name, value in {
            "form": "advocacy",
            "field": "management",
            "objective": "شيء",
            "side": "association",
            "third_party_id": commune.pk,
            "is_free": False,
            "cost": 1,
            "due_on": TODAY,
            "target_item": "x",
            "target_level": 2,
        }.items():
            changed = PlanItem.objects.get(pk=item.pk)
            setattr(changed, name, value)
            assert changed.terms != read
            assert name in PlanItem.TERMS


class TestAgreement:
    def test_agree_item_takes_both_sides_each_from_its_own_space(self, world, item):
        assert field_of(agree_item, world.sg, item, side="association") == "side"
        yes = agree_item(world.sg, item, on=date(2023, 12, 24))
        assert (yes.side, yes.on, yes.by) == ("support", date(2023, 12, 24), world.sg.user)
        assert str(yes)
        item.refresh_from_db()
        assert item.state == "proposed"
        with says_no("Your side has already agreed."):
            agree_item(world.sg, item)  # once is enough
        agree_item(world.president, item)
        item.refresh_from_db()
        assert item.state == "agreed"
        with says_no("This is no longer a proposal."):
            agree_item(world.president, item)  # no longer a proposal

    def test_the_keeper_speaks_for_an_association_without_a_space_and_names_the_meeting(self, world):
        engagement = opened(world.sg)
        item, meeting = proposed(world.sg, engagement), met(world.sg, engagement)
        say = {"side": "association", "on": TODAY}
        assert field_of(agree_item, world.sg, item, **say) == "basis"
        elsewhere = planned(world.sg, world.host, timezone.now() - timedelta(days=1))
        assert field_of(agree_item, world.sg, item, **say, basis=elsewhere) == "basis"
        earlier = TODAY - timedelta(days=400)
        assert field_of(agree_item, world.sg, item, **(say | {"on": earlier}), basis=meeting) == "basis"
        assert agree_item(world.sg, item, **say, basis=meeting).basis == meeting
        assert field_of(agree_item, world.sg, item, **say, basis=meeting) == "side"
        agree_item(world.sg, item)
        item.refresh_from_db()
        assert item.state == "agreed"

    def test_nobody_agrees_on_a_day_to_come_or_to_other_words_than_they_read(self, world, item):
        assert field_of(agree_item, world.sg, item, on=TODAY + timedelta(days=1)) == "on"
        read = item.terms
        edit_item(world.sg, item, cost=500_000)
        with says_no("This was changed meanwhile. Read it again before you agree."):
            agree_item(world.president, item, terms=read)
        item.refresh_from_db()
        assert agree_item(world.president, item, terms=item.terms).pk

    def test_who_agrees(self, world, item):
        assert not can_agree_item(world.secretary, item)  # her role writes needs, it promises nothing
        assert not can_agree_item(world.stranger, item)
        assert can_agree_item(world.coordinator, item)
        close_engagement(world.sg, item.engagement, exit="withdrawn", reason="سبب")
        item.refresh_from_db()
        assert not can_agree_item(world.president, PlanItem.objects.get(pk=item.pk))

    @pytest.mark.parametrize("state", ["proposed", "agreed", "running"])
    def test_a_change_of_terms_asks_both_sides_again(self, world, item, state):
        agree_item(world.sg, item)
        if state != "proposed":
            agree_item(world.president, item)
            item.refresh_from_db()
        if state == "running":
            item = lead(world.sg, item, "running")
        item = edit_item(world.sg, item, responsible=world.people["sg"])  # no term
        assert item.state == state
        assert item.approvals.filter(withdrawn_at=None).exists()
        item = edit_item(world.sg, item, due_on=TODAY + timedelta(days=30))
        assert item.state == "proposed"
        assert not item.approvals.filter(withdrawn_at=None).exists()
        assert item.approvals.exists()  # the rows stay
        assert agreed(world.sg, item, world.president).state == "agreed"

    def test_move_item_neither_agrees_nor_finishes(self, world, item):
        for state in ("agreed", "done", "proposed"):
            assert field_of(move_item, world.sg, item, state=state) == "state"
        assert not PlanApproval.objects.filter(plan_item=item).exists()

    def test_what_is_over_is_not_changed(self, world, item):
        item = move_item(world.sg, item, state="cancelled", reason="سبب")
        with says_no("This is done or cancelled and stays as it is."):
            edit_item(world.sg, item, objective="غيره")
        assert not can_move_item(world.sg, item)
        assert can_move_item(world.sg, proposed(world.sg, item.engagement))


class TestCarriedOut:
    def test_finish_item_with_evidence_of_the_file_and_with_a_paper_filed_now(self, world, engagement, item):
        with says_no("Both sides agree to it first."):
            finish_item(world.sg, item)  # not agreed yet
        item = agreed(world.sg, item, world.president)
        known = add_evidence(world.president, engagement, title="لائحة", kept_at="المقر")
        picture = SimpleUploadedFile("صورة.png", PNG)
        item = finish_item(world.sg, item, note="تمت", evidence=[known], title="صورة", upload=picture)
        assert item.state == "done"
        assert item.steps.last().reason == "تمت"
        assert {link.evidence.title for link in item.evidence_links.all()} == {"لائحة", "صورة"}
        assert str(item.evidence_links.first())
        assert item.evidence_links.first().subject_id == engagement.pk

    def test_a_paper_has_a_title_and_stands_in_the_same_file(self, world, engagement, item):
        item = agreed(world.sg, item, world.president)
        assert field_of(finish_item, world.sg, item, kept_at="المقر") == "title"
        other = add_evidence(world.sg, opened(world.sg), title="لائحة", kept_at="المقر")
        assert field_of(finish_item, world.sg, item, evidence=[other]) == "evidence"
        gone = add_evidence(world.sg, engagement, title="لائحة", kept_at="المقر")
        withdraw_evidence(world.sg, gone, reason="خطأ")
        assert field_of(finish_item, world.sg, item, evidence=[gone]) == "evidence"
        item.refresh_from_db()
        assert item.state == "agreed"

    def test_attach_evidence_from_either_side_once_it_has_begun(self, world, engagement, item):
        item = agreed(world.sg, item, world.president)
        with says_no("This has not begun."):
            attach_evidence(world.sg, item, title="صورة", kept_at="المقر")
        item = lead(world.sg, item, "running")
        assert field_of(attach_evidence, world.president, item) == "evidence"
        attach_evidence(world.secretary, item, title="صورة", kept_at="المقر")
        item = finish_item(world.sg, item)
        known = item.evidence_links.get().evidence
        attach_evidence(world.sg, item, evidence=[known, known])  # shown once
        assert item.evidence_links.count() == 1
        with says_no("This belongs to another space."):
            attach_evidence(world.stranger, item, title="صورة", kept_at="هنا")


def test_higher_slices_write_needs_and_items_inside_commands_of_their_own(world, engagement):
    need = write_need(world.sg, engagement, kind="capacity", statement="الأرشيف", ways=["خزانة"])
    item = write_plan_item(world.sg, engagement, form="coaching", objective="ترتيب الأرشيف", needs=[need])
    need.refresh_from_db()
    assert (need.state, item.state) == ("in_plan", "proposed")
    assert voiced(world.sg, engagement).state == "voiced"


def test_the_dossier_reads_of_an_item_what_is_stored(world, engagement):
    """What the dossier does not show is read when it is asked for, and is no default of a made-up row."""
    item = propose_item(
        world.sg,
        engagement,
        form="training",
        field="advocacy",
        objective="دورة",
        target_item="legal_receipt",
        target_level=3,
    )
    with_more = next(row for row in summary_of(world.sg, engagement, 50).next_items if row.pk == item.pk)
    assert (with_more.target_item, with_more.target_level, with_more.engagement_id) == (
        "legal_receipt",
        3,
        engagement.pk,
    )
    assert with_more.terms == item.terms


@pytest.mark.parametrize(("days", "late"), [(-1, True), (0, False), (1, False)])
def test_what_is_promised_is_late_from_the_day_after_it_was_due(world, days, late):
    engagement = opened(world.sg)
    due = timezone.localdate() + timedelta(days=days)
    item = agreed(world.sg, proposed(world.sg, engagement, due_on=due))
    other = proposed(world.sg, engagement, due_on=due)
    assert item.is_late is late
    assert PlanItem.objects.late(timezone.localdate()).filter(pk=item.pk).exists() is late
    assert not other.is_late
    assert not PlanItem.objects.late(timezone.localdate()).filter(pk=other.pk).exists()


def test_sets_of_plan_items_say_what_is_still_to_come(world):
    engagement = opened(world.sg)
    promised, done, cancelled = (proposed(world.sg, engagement) for _number in range(3))
    for item in (promised, done, cancelled):
        agreed(world.sg, item)
    lead(world.sg, done, "done")
    lead(world.sg, cancelled, "cancelled")
    rows = PlanItem.objects.filter(engagement=engagement)
    assert set(rows.live()) == {promised, done}
    assert set(rows.promised()) == set(rows.promised().going_on()) == {promised}
    lead(world.sg, promised, "cancelled")
    close_engagement(world.sg, engagement, exit="withdrawn", reason="انسحاب")
    assert not rows.going_on().exists()
    assert not Engagement.objects.open().filter(pk=engagement.pk).exists()


class TestTakenOver:
    """What a slice above says of an item, the plan takes over with one touch."""

    def test_what_is_known_to_be_carried_out_is_done_with_what_shows_it(self, world, engagement):
        kept = engagement.plan_items.standing_in([PlanItem.State.DONE]).exclude(state=PlanItem.State.DONE).first()
        assert can_settle_item(world.sg, kept)
        done = settle_item(world.sg, kept)
        assert done.state == PlanItem.State.DONE
        assert done.evidence_links.exists()

    def test_what_nothing_says_is_not(self, world, item):
        with says_no("Nothing says that this was carried out."):
            settle_item(world.sg, item)
