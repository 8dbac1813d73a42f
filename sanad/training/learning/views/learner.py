"""What a person does on their own page without an account: the tests, the opinions."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from sanad.foundation import ui
from sanad.training.learning.commands import assessment, feedback
from sanad.training.learning.forms import OpinionForm, TestForm
from sanad.training.learning.policies.assessment import can_take_test
from sanad.training.learning.queries.assessment import attempts_of, marked, opinion_of, questions_of
from sanad.training.learning.queries.own_parts import TITLES
from sanad.training.models import Attempt
from sanad.training.queries.links import ticket
from sanad.training.registrations.policies import opinions
from sanad.training.registrations.views.own_page import fetch_own, unlisted


def _asked(request: HttpRequest, form: Any, command: Any, *about: Any, template: str, **page: Any) -> HttpResponse:
    """A form for a visitor, on a plain page that no search engine keeps."""
    questions = page.pop("questions")
    form_kwargs = {"questions": questions, **page.pop("form_kwargs", {})}
    return unlisted(
        ui.sheet(
            request,
            form,
            command,
            *about,
            title=page["title"],
            then=request.path,
            template=template,
            informs=True,
            form_kwargs=form_kwargs,
            context={"many": len(questions), **page},
        )
    )


@login_not_required
def own_test(request: HttpRequest, pk: UUID, token: str, moment: str) -> HttpResponse:
    """The test before or after; once it is answered, its result, and after the second one the right answers too."""
    registration = fetch_own(request, pk, token)
    questions, attempts = questions_of(registration.session), attempts_of(registration)
    taken = attempts.get(moment)
    return _asked(
        request,
        TestForm,
        assessment.take_test,
        registration,
        moment,
        template="training/own_test.html",
        title=TITLES[moment],
        questions=questions,
        registration=registration,
        session=registration.session,
        taken=taken,
        before=attempts.get("before"),
        marked=marked(questions, taken.answers) if taken and moment == Attempt.Moment.AFTER else [],
        verdict=can_take_test(request.actor, registration, moment),
        token=token,
    )


@login_not_required
def own_opinion(request: HttpRequest, pk: UUID, token: str, moment: str) -> HttpResponse:
    """An opinion without a name, once."""
    registration = fetch_own(request, pk, token)
    session, stamp = registration.session, ticket(registration, moment)
    given = session.feedback.filter(moment=moment, ticket=stamp).exists()
    verdict = opinions.can_give_feedback(request.actor, session, moment)
    return _asked(
        request,
        OpinionForm,
        feedback.give_feedback,
        session,
        moment,
        template="training/own_opinion.html",
        title=TITLES[moment],
        questions=opinion_of(session, moment),
        form_kwargs={"ticket": stamp},
        session=session,
        registration=registration,
        given=given,
        verdict=verdict,
        token=token,
    )
