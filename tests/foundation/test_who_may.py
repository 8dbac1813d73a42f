"""Whom a role keeps from something is told who may."""

import pytest
from django.urls import reverse
from django.utils import translation

from sanad.accounts.commands.entering import accept_as_newcomer
from sanad.accounts.commands.invitations import invite_member
from sanad.foundation.policy import YES, needs, no
from sanad.foundation.spaces.actor import actor_of
from sanad.foundation.spaces.roles import Role, roles_with


@pytest.mark.parametrize(
    ("capability", "kind", "roles"),
    [
        ("members.manage", "association", [Role.PRESIDENT]),
        ("members.manage", "support", [Role.SECRETARY_GENERAL]),
        ("minutes.write", "association", [Role.PRESIDENT, Role.SECRETARY, Role.TRAINER]),
    ],
)
def test_the_roles_of_a_kind_of_space(capability, kind, roles):
    assert roles_with(capability, kind) == roles


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Who may: President."), ("fr", "Qui le peut\u00a0: Présidence."), ("ar", "يقوم بذلك: الرئاسة.")],
)
def test_a_refusal_of_a_role_says_who_may(world, language, said):
    member = actor_of(
        accept_as_newcomer(
            invite_member(world.president, name="قارئ", role=Role.MEMBER), username="qari", password="x-2023-sanad"
        )
    )
    with translation.override(language):
        verdict = needs(member, "members.manage")
        assert not verdict
        assert verdict.who_may == said
        assert needs(world.president, "members.manage") == YES
        assert no("…").who_may == YES.who_may == ""


def test_the_page_of_a_refusal_says_who_may(world, browse):
    member = actor_of(
        accept_as_newcomer(
            invite_member(world.president, name="قارئ", role=Role.MEMBER), username="qari", password="x-2023-sanad"
        )
    )
    page = browse(member).get(reverse("directory:add_person"))
    assert page.status_code == 403
    assert "يقوم بذلك: الرئاسة، الكتابة" in page.content.decode()


def test_a_page_that_is_not_there_has_the_head_of_all_pages(client, db):
    page = client.get("/nowhere/", headers={"accept-language": "fr"})
    assert page.status_code == 404
    assert 'class="brand"' in page.content.decode()
