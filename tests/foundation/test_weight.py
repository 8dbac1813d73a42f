"""What may be sent to an address: refused before a byte is read, from whomever; and files never lie in memory as a whole."""

import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.ui.weight import most_of
from tests.foundation.test_command_story import PDF

SMALL, LARGE = settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.DATA_UPLOAD_MAX_MEMORY_SIZE + settings.FILE_MAX_BYTES


class Watched(io.BytesIO):
    """A body that counts what is read of it."""

    read_of_it = 0

    def read(self, size=-1):
        found = super().read(size)
        self.read_of_it += len(found)
        return found


def post(client, address, length, body=None, **more):
    body = body or Watched(b"x" * 1000)
    told = {} if length is None else {"CONTENT_LENGTH": str(length)}
    extra = {"wsgi.input": body, "CONTENT_TYPE": "application/x-www-form-urlencoded", **told, **more}
    response = client.generic("POST", address, b"", **extra)
    return response, body.read_of_it


@pytest.mark.parametrize("address", ["/account/login/", "/check/", "/no-such-page/", "/directory/new/"])
def test_what_is_too_heavy_for_its_address_is_not_read(world, client, browse, address):
    for who in (client, browse(world.sg)):
        response, read = post(who, address, 400 * 1024 * 1024)
        assert (response.status_code, read) == (413, 0)
        assert "1" in response.content.decode()


def test_what_is_a_little_too_heavy_is_not_read(client, db):
    body = Watched(b"a=" + b"x" * (SMALL + 10))
    response, read = post(client, "/account/login/", SMALL + 12, body)
    assert (response.status_code, read) == (413, 0)
    assert "Connection" not in response  # the server's own matter, which it lets nobody else say


def test_who_stops_in_the_middle_is_not_waited_for(client, db):
    response, _read = post(client, "/account/login/", 20 * 1024 * 1024)
    assert response.status_code == 413


def test_what_does_not_say_how_much_it_is_is_not_read(client, db):
    response, read = post(client, "/account/login/", None, HTTP_TRANSFER_ENCODING="chunked")
    assert (response.status_code, read) == (411, 0)


def test_a_paper_is_compared_where_files_are_taken(world, client):
    paper = IssuedDocument.objects.first()
    assert most_of(f"/D/{paper.code}") == LARGE
    response, read = post(client, f"/D/{paper.code}", 400 * 1024 * 1024)
    assert (response.status_code, read) == (413, 0)
    assert "10" in response.content.decode()
    page = client.post(f"/D/{paper.code}", {"upload": SimpleUploadedFile("x.pdf", PDF + b"0" * 200_000)})
    assert page.context["same"] is False
