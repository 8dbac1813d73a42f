"""Checking a paper."""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from sanad.foundation.documents.models import DocumentWithdrawal, IssuedDocument

_CONFUSED = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})


@login_not_required
def check(request: HttpRequest) -> HttpResponse:
    """Type the code of a paper."""
    if code := request.GET.get("code", "").strip():
        return redirect("public:document", code=code.upper().translate(_CONFUSED)[:40] or "0")
    return render(request, "public/check.html", {"title": _("Check a paper")})


@login_not_required
def document(request: HttpRequest, code: str) -> HttpResponse:
    """Every printed field of a paper, and whether it stands; a PDF sent here is compared with the one issued."""
    plain = code.upper().translate(_CONFUSED)
    row = IssuedDocument.objects.filter(code=plain).select_related("space").prefetch_related("replaced_by").first()
    if row is None:
        return render(request, "public/unknown.html", {"title": _("No such paper")}, status=404)
    page = {
        "title": row.title,
        "paper": row,
        "withdrawal": DocumentWithdrawal.objects.filter(document=row).first(),
        "successor": row.replaced_by.first(),
        "same": _same_file(request, row),
    }
    response = render(request, "public/document.html", page)
    response["X-Robots-Tag"] = "noindex"
    return response


def _same_file(request: HttpRequest, row: IssuedDocument) -> bool | None:
    upload = request.FILES.get("upload") if request.method == "POST" else None
    return hashlib.sha256(upload.read()).hexdigest() == row.sha256 if upload else None
