"""The database goes away in the middle of a request: a real one, whose connections are really ended."""

import re
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.test import Client

from sanad.accounts.commands.beginning import new_space
from sanad.directory.models import Person
from sanad.foundation.ui.away import is_away

IS_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
pytestmark = pytest.mark.django_db(transaction=IS_POSTGRESQL)
on_postgresql, on_sqlite = (
    pytest.mark.postgresql,
    pytest.mark.sqlite,
)  # a file of this machine has no connection to lose
FORM = "/directory/people/new/"
NAME = 'سعاد <"&> بناني'


@pytest.fixture
def client(db) -> Client:
    user = new_space(
        name_ar="منظمة", name_fr="", person="سعاد", username="souad", password="x-2023-sanad", kind="support"
    )
    client = Client(raise_request_exception=False)
    client.cookies["sanad_language"] = "fr"
    client.force_login(user)
    return client


def typed(client: Client, **more: str) -> dict[str, str]:
    page = client.get(FORM).content.decode()
    hidden = dict(re.findall(r'name="(_key|_space)" value="([^"]+)"', page))
    return {**hidden, "name_ar": NAME, "is_new": "on", **more}


@contextmanager
def administrator():
    known = connection.get_connection_params()
    at = {name: known[name] for name in ("host", "port", "user", "password") if known.get(name)}
    with psycopg.connect(dbname="postgres", autocommit=True, **at) as other:
        yield other


class Cut:
    """Ends the server's side of our connection before the statement of that number."""

    def __init__(self, at: int) -> None:
        self.at, self.seen, self.was = at, 0, ""

    def __call__(self, execute, sql, *args):
        self.seen += 1
        if self.seen == self.at:
            self.was = sql
            with administrator() as other:
                other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
        return execute(sql, *args)


def statements(ask) -> int:
    counting = Cut(0)
    with connection.execute_wrapper(counting):
        ask()
    return counting.seen


@on_postgresql
def test_a_page_that_is_read_comes_whenever_the_connection_dies(client) -> None:
    count = statements(lambda: client.get("/directory/people/"))
    assert count >= 3
    for number in range(1, count + 1):
        with connection.execute_wrapper(Cut(number)):
            assert client.get("/directory/people/").status_code == 200, number


@on_postgresql
def test_a_form_is_done_once_whenever_the_connection_dies(client) -> None:
    count = statements(lambda: client.post(FORM, typed(client, name_ar="الأول")))
    outcomes = set()
    for number in range(1, count + 1):
        sent = typed(client, name_ar=f"{NAME} {number}")
        cut = Cut(number)
        with connection.execute_wrapper(cut):
            response = client.post(FORM, sent)
        outcomes.add(response.status_code)
        if response.status_code == 503:
            page = response.content.decode()
            assert f'name="_key" value="{sent["_key"]}"' in page or f'name="_key" hidden>\n{sent["_key"]}' in page
            assert "سعاد &lt;&quot;&amp;&gt; بناني" in page
            assert "La base de données n’a pas répondu" in page
            response = client.post(FORM, sent)
        assert response.status_code == 302, (number, cut.was)
        assert Person.objects.filter(name_ar=f"{NAME} {number}").count() == 1, (number, cut.was)
    assert outcomes == {302, 503}


@on_postgresql
def test_a_connection_that_died_while_it_waited_is_not_noticed(client) -> None:
    sent = typed(client)
    pid = connection.connection.info.backend_pid
    with administrator() as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
    assert client.post(FORM, sent).status_code == 302
    assert Person.objects.filter(name_ar=NAME).count() == 1


@on_postgresql
def test_without_a_database_a_page_keeps_what_was_typed(client, tmp_path) -> None:
    sent = typed(client, password="secret-word")
    known, name = connection.get_connection_params(), connection.settings_dict["NAME"]
    assert known["dbname"] == name
    with administrator() as other, (tmp_path / "ورقة.pdf").open("w+b") as file:
        other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        connection.close()
        try:
            read = client.get("/directory/people/?q=x")
            page = client.post(FORM, {**sent, "upload": file})
            door = Client(raise_request_exception=False).post("/account/login/", {"login": "souad", "password": "pw-x"})
        finally:
            other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    assert (read.status_code, page.status_code, door.status_code) == (503, 503, 503)
    assert 'href="/directory/people/?q=x"' in read.content.decode()
    shown = page.content.decode()
    assert f'name="_key" hidden>\n{sent["_key"]}</textarea>' in shown
    assert shown.count("سعاد &lt;&quot;&amp;&gt; بناني") == 2
    assert f'action="{FORM}"' in shown
    assert "csrfmiddlewaretoken" in shown
    assert "ورقة.pdf" in shown
    assert "secret-word" not in shown
    assert 'type="password" name="password"' in shown
    assert "pw-x" not in door.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    assert client.post(FORM, sent).status_code == 302


@on_sqlite
def test_a_disk_that_takes_nothing_is_said_and_nothing_is_lost(client) -> None:
    sent = typed(client)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only=ON")
        try:
            refused = client.post(FORM, sent)
        finally:
            cursor.execute("PRAGMA query_only=OFF")
    assert refused.status_code == 503
    page = refused.content.decode()
    assert f'name="_key" value="{sent["_key"]}"' in page
    assert 'value="سعاد &lt;&quot;&amp;&gt; بناني"' in page
    assert "La base de données n’a pas répondu" in page
    assert client.post(FORM, sent).status_code == 302
    assert client.post(FORM, sent).status_code == 302
    assert Person.objects.filter(name_ar=NAME).count() == 1


def test_a_question_that_is_wrong_is_no_absence(db) -> None:
    wrong = "SELECT * FROM nothing" if IS_POSTGRESQL else f"SELECT 1 WHERE 'x' LIKE '{'%x' * 60000}'"
    with pytest.raises(Exception) as caught, transaction.atomic(), connection.cursor() as cursor:  # noqa: PT011  its kind is the database's
        cursor.execute(wrong)
    assert not is_away(caught.value)
    assert is_away(OperationalError("the connection is closed"))
