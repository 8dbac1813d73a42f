"""The plan names items, and evidence its kind, in the words of the instruments."""

from sanad.accompaniment.evidence.commands import add_evidence
from sanad.accompaniment.models import Engagement, Evidence
from sanad.accompaniment.plan.commands.items import propose_item
from sanad.diagnosis.instruments.commands import write_instrument
from tests.diagnosis import tiny


def test_a_plan_item_is_tied_to_an_item_by_its_name(world, browse):
    file = Engagement.objects.get(space=world.sg.space)
    page = browse(world.coordinator).get(f"/accompaniment/{file.pk}/plan/new/").content.decode()
    assert '<option value="legal_receipt">' in page
    row = propose_item(
        world.coordinator, file, form="coaching", objective="الملاءمة", target_item="legal_receipt", target_level=3
    )
    shown = browse(world.coordinator).get(f"/accompaniment/plan/{row.pk}/").content.decode()
    assert "legal_receipt" not in shown


def test_an_item_that_no_instrument_knows_any_more_is_kept_as_it_is(world, browse):
    file = Engagement.objects.get(space=world.sg.space)
    row = propose_item(world.coordinator, file, form="coaching", objective="ه", target_item="gone_item")
    client = browse(world.coordinator)
    assert "gone_item" in client.get(f"/accompaniment/plan/{row.pk}/").content.decode()
    assert '<option value="gone_item" selected>' in client.get(f"/accompaniment/plan/{row.pk}/edit/").content.decode()


def test_the_space_s_own_version_of_an_instrument_comes_before_the_shipped_one(world, browse):
    content = tiny.tiny()
    write_instrument(world.sg.space_id, content, "upload")
    file = Engagement.objects.get(space=world.sg.space)
    page = browse(world.coordinator).get(f"/accompaniment/{file.pk}/plan/new/").content.decode()
    first = content["domains"][0]["items"][0]
    assert f'<option value="{first["key"]}">' in page


def test_evidence_is_filed_with_its_kind(world, browse):
    file = Engagement.objects.get(space=world.sg.space)
    row = add_evidence(world.coordinator, file, title="وصل", kind="minutes", kept_at="الخزانة")
    client = browse(world.coordinator, "fr")
    assert "Type de justificatif" in client.get(f"/accompaniment/evidence/{row.pk}/").content.decode()
    page = client.get(f"/accompaniment/{file.pk}/evidence/new/").content.decode()
    assert '<option value="minutes">' in page
    assert Evidence.objects.get(pk=row.pk).kind == "minutes"
