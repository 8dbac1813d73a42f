"""The way back to the page that one came from."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest) -> str:
    """The address that a form carries in `_back`, else the page that led here; "" when neither is of this site."""
    if request.method == "POST":
        return own_address(request.POST.get("_back", ""))
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # as of http://[
        return ""
    if came_from.netloc != request.get_host() or came_from.path == request.path:
        return ""
    return own_address(came_from.path + (f"?{came_from.query}" if came_from.query else ""))


def own_address(address: str) -> str:
    """An address of this site as it was sent; "" for any other."""
    own = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if own else ""
