"""The form of a consent names no organisation that the space has nothing to do with."""

import pytest
from django.utils import timezone
from django.utils.translation import gettext, override

from sanad.directory.commands import consents as commands
from sanad.directory.models import Consent
from sanad.directory.queries import known_supporters, supporter_named
from sanad.foundation.spaces.models import Space

pytestmark = pytest.mark.django_db
PAGE = "/directory/consents/new/"


@pytest.fixture
def far(world):
    return Space.objects.create(kind="support", name_ar="منظمة بعيدة", name_fr="Organisation lointaine")


def give(client, **typed):
    return client.post(PAGE, {"kind": "directory", "purpose": "المواكبة", **typed})


def test_only_those_one_has_to_do_with_are_named(world, far, browse):
    page = browse(world.president).get(PAGE)
    assert page.status_code == 200
    assert world.sg.space.name in page.text
    assert far.name_ar not in page.text
    assert world.sg.space not in known_supporters(world.stranger)
    page = browse(world.stranger).get(PAGE)
    assert far.name_ar not in page.text
    assert world.sg.space.name_ar not in page.text


def test_another_is_found_by_its_exact_name(world, far, browse):
    client = browse(world.stranger)
    for wrong in ("منظمة", "بعيدة", "Organisation", "lointaine"):
        page = give(client, grantee_name=wrong)
        assert (page.status_code, list(page.context["form"].errors)) == (422, ["grantee_name"])
        assert far.name_ar not in page.text.replace(wrong, "")
    assert give(client, grantee=str(far.pk)).status_code == 422
    assert give(client).context["form"].errors.keys() == {"grantee_name"}
    assert give(browse(world.president)).context["form"].errors.keys() == {"grantee"}
    assert give(client, grantee_name="organisation Lointaine").status_code == 302
    assert Consent.objects.get(space=world.stranger.space).grantee == far
    assert far in known_supporters(world.stranger)


def test_two_of_one_name_are_none(world, far):
    Space.objects.create(kind="support", name_ar="منظمة بعيدة")
    assert supporter_named("منظمة بعيدة") is None
    assert supporter_named("") is None


def test_a_known_one_is_chosen_from_the_list(world, browse):
    consent = Consent.objects.filter(space=world.president.space, kind="activities", revoked_at=None).first()
    if consent:
        commands.revoke_consent(world.president, consent)
    answer = give(browse(world.president), grantee=str(world.sg.space.pk), kind="activities")
    assert answer.status_code == 302


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_who_shows_whom_is_said_in_words(world, browse, language):
    """An arrow says the opposite to who reads from the other side."""
    Consent.objects.all().update(revoked_at=timezone.now())
    Consent.objects.create(space=world.president.space, grantee=world.sg.space, kind="activities", purpose="المواكبة")
    with override(language):
        we = gettext("We show it to %(whom)s.") % {"whom": f"<bdi>{world.sg.space.name}</bdi>"}
        they = gettext("%(who)s shows it to us.") % {"who": f"<bdi>{world.president.space.name}</bdi>"}
        seen = {
            actor: browse(actor, language).get("/directory/consents/").text for actor in (world.president, world.sg)
        }
    assert (we in seen[world.president], they in seen[world.president]) == (True, False)
    assert (we in seen[world.sg], they in seen[world.sg]) == (False, True)


def test_where_nobody_is_known_the_name_is_no_other_way(world, browse):
    """The list is not shown, so that the name does not begin with «or»."""
    for actor, label in ((world.president, "Or another support organisation"), (world.stranger, "Shown to")):
        form = browse(actor).get(PAGE).context["form"]
        assert str(form.fields["grantee_name"].label) == gettext(label)
