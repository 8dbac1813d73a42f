"""What a person does on their own page without an account: the tests, the opinions."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.foundation.spaces.actor import visitor
from sanad.training import commands, policies
from sanad.training.forms.assessment import OpinionForm, TestForm
from sanad.training.models import Attempt, Feedback, Registration
from sanad.training.queries.assessment import attempts_of, marked, opinion_of, questions_of
from sanad.training.queries.links import registration_of, ticket

TITLES = {
    Attempt.Moment.BEFORE.value: _("Test before the course"),
    Attempt.Moment.AFTER.value: _("Test after the course"),
    Feedback.Moment.HOT.value: _("Your opinion"),
    Feedback.Moment.COLD.value: _("Your opinion, some months later"),
}


def own_place(request: HttpRequest, pk: UUID, token: str) -> Registration:
    """The place whose own page this address is, 404 otherwise; the request acts as a visitor of its space."""
    place = registration_of(pk, token)
    if place is None:
        raise Http404
    request.actor = visitor(place.space)
    return place


def _named(moment: str, among: Any) -> str:
    if moment not in among.values:
        raise Http404
    return moment


def _asked(request: HttpRequest, form: Any, command: Any, *about: Any, template: str, **page: Any) -> HttpResponse:
    """A form for a visitor, on a plain page that no search engine keeps."""
    questions = page.pop("questions")
    form_kwargs = {"questions": questions, **page.pop("form_kwargs", {})}
    response = ui.sheet(
        request, form, command, *about, title=page["title"], then=request.path, template=template, informs=True,
        form_kwargs=form_kwargs, context={"many": len(questions), **page},
    )  # fmt: skip
    response["X-Robots-Tag"] = "noindex"
    return response


@login_not_required
def own_test(request: HttpRequest, pk: UUID, token: str, moment: str) -> HttpResponse:
    """The test before or after; once it is answered, its result, and after the second one the right answers too."""
    place = own_place(request, pk, token)
    moment, questions, attempts = _named(moment, Attempt.Moment), questions_of(place.session), attempts_of(place)
    taken = attempts.get(moment)
    return _asked(
        request, TestForm, commands.take_test, place, moment, template="training/own_test.html", title=TITLES[moment],
        questions=questions, place=place, session=place.session, taken=taken, before=attempts.get("before"),
        marked=marked(questions, taken.answers) if taken and moment == Attempt.Moment.AFTER else [],
        verdict=policies.can_take_test(request.actor, place, moment), token=token,
    )  # fmt: skip


@login_not_required
def own_opinion(request: HttpRequest, pk: UUID, token: str, moment: str) -> HttpResponse:
    """An opinion without a name, once."""
    place = own_place(request, pk, token)
    session, moment = place.session, _named(moment, Feedback.Moment)
    stamp = ticket(place, moment)
    given = session.feedback.filter(moment=moment, ticket=stamp).exists()
    verdict = policies.can_give_feedback(request.actor, session, moment)
    return _asked(
        request, OpinionForm, commands.give_feedback, session, moment, template="training/own_opinion.html",
        title=TITLES[moment], questions=opinion_of(session, moment), form_kwargs={"ticket": stamp}, session=session,
        place=place, given=given, verdict=verdict, token=token,
    )  # fmt: skip
