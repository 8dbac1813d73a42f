"""A refusal that no form and no button took up, as of a paper that is only looked at."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from sanad.foundation.policy import Refused
from sanad.foundation.ui.back import way_back


class RefusalMiddleware:
    """Says it on the page that one came from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """The refusal as a message; anything else is not ours."""
        if not isinstance(problem, Refused):
            return None
        messages.error(request, str(problem.message))
        return HttpResponseRedirect(way_back(request) or "/")
