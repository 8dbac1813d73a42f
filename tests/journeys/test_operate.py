"""Somebody sets up a server by docs/operate.md, runs it, and comes back from a backup: every command of the page, in its order.

The machine is a folder: the paths of the page lie below it, the units are read and what they start is started. What
cannot be done in a folder is listed with its reason in `tests/operate/document.py`.
"""

import contextlib
import http.client
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attack.cluster import cluster
from tests.foundation.reminders.installation import until
from tests.foundation.reminders.post_office import PostOffice, free_port
from tests.operate.document import DATABASES, NOT_TRIED, ROOT, commands, files, unit

pytestmark = pytest.mark.journey
PASSWORD = "secret"
FIRST_SPACE = """
import django; django.setup()
from sanad.accounts.commands.beginning import new_space
new_space(name_ar="جمعية الأمل", name_fr="Al Amal", person="فاطنة", username="fatna", password="x-2023-sanad", kind="association")
"""


class Machine:
    """A server that has nothing on it yet."""

    def __init__(self, root: Path, database: str, mail: int, socket: Path | None) -> None:
        self.root, self.database, self.mail = root, database, mail
        self.port, self.service, self.ran = free_port(), None, []
        binaries = [str(root / "usr/local/bin"), str(Path(shutil.which("pg_ctl", path=POSTGRES) or "/x").parent)]
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        self.environment = {**kept, "PATH": os.pathsep.join([*binaries, kept["PATH"]]), "PORT": str(self.port)}
        if socket is not None:
            self.environment |= {"PGHOST": str(socket), "PGUSER": "postgres"}
        for folder in ("etc", "usr/local/bin", "var/lib", "srv"):
            (root / folder).mkdir(parents=True)
        for path, text in files().items():
            self.place(path).parent.mkdir(parents=True, exist_ok=True)
            self.place(path).write_text(self.here(text))

    def place(self, path: str) -> Path:
        return self.root / path.lstrip("/")

    def here(self, text: str) -> str:
        """The same for a machine that is a folder, with one user, and its own mail server and port."""
        text = text.replace("/srv/sanad/.venv/bin/python", sys.executable)
        text = re.sub(r"/srv/sanad(?![-\w])", str(ROOT), text)
        text = re.sub(r"(?<![\w/])/(srv/backup|var/lib/sanad|etc/|usr/local/bin)", rf"{self.root}/\1", text)
        text = text.replace("-o sanad -g sanad ", "").replace("root:sanad", f"{os.getuid()}:{os.getgid()}")
        text = re.sub(r"runuser -u (sanad|postgres) -- ", "", text)
        text = text.replace("@localhost/", "@/").replace("127.0.0.1:8000", f"127.0.0.1:{self.port}")
        text = re.sub(r"SANAD_MAIL='[^']*'", f"SANAD_MAIL='127.0.0.1:{self.mail}'", text)
        return text if self.database == "postgresql" else re.sub(r"SANAD_DATABASE=.*\n", "", text)

    def run(self, line: str) -> str:
        """Do what the keeper types; what it says."""
        self.ran.append(line)
        words = line.split()
        if words[0] == "systemctl":
            return self._systemctl(*words[1:])
        if words[0] == "make":  # the environment of the tests stays as it is
            line = line.replace("make ", "make --dry-run ", 1)
        return self._do(["/bin/sh", "-ec", self.here(line)], self.environment)

    def _do(self, command: list[str], environment: dict[str, str]) -> str:
        done = subprocess.run(
            command,
            env=environment,
            cwd=self.root,
            input=f"{PASSWORD}\n{PASSWORD}\n",
            capture_output=True,
            text=True,
            check=False,
            start_new_session=True,  # no terminal: who asks for a password reads it here
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return re.sub("[\u2066-\u2069]", "", done.stdout + done.stderr)

    def _systemctl(self, verb: str, *words: str) -> str:
        name = words[-1] if "." in words[-1] else f"{words[-1]}.service"
        if name.endswith(".timer"):
            assert self.place(f"/etc/systemd/system/{name.replace('.timer', '.service')}").exists()
        elif name == "sanad.service":
            self.stop() if verb == "stop" else self.start()
        else:
            environment = self._environment_of(name)
            return "".join(self._do(shlex.split(command), environment) for command in self._starts(name))
        return ""

    def _lines(self, name: str, key: str) -> list[str]:
        return [
            value
            for found, value in unit(self.place(f"/etc/systemd/system/{name}").read_text())["Service"]
            if found == key
        ]

    def _starts(self, name: str) -> list[str]:
        return self._lines(name, "ExecStart") + self._lines(name, "ExecStartPost")

    def _environment_of(self, name: str) -> dict[str, str]:
        [file] = self._lines(name, "EnvironmentFile")
        lines = Path(file).read_text().splitlines()
        said = dict(shlex.split(line)[0].split("=", 1) for line in lines)
        return {**self.environment, **said, "PYTHONPATH": str(ROOT)}

    def start(self) -> None:
        assert self.service is None
        [command] = self._starts("sanad.service")
        with (self.root / "journal").open("a") as journal:
            self.service = subprocess.Popen(
                [*shlex.split(command), "--beside", str(os.getpid())],
                env=self._environment_of("sanad.service"),
                cwd=ROOT,
                stdout=journal,
                stderr=journal,
            )
        until(lambda: self.is_well() or self.service.poll() is not None, 300)
        assert self.service.poll() is None, (self.root / "journal").read_text()

    def stop(self) -> None:
        self.service.terminate()
        assert self.service.wait(60) == 0
        self.service = None

    def asked(self, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        found = answer.status, answer.read().decode(errors="replace"), dict(answer.getheaders())
        line.close()
        return found

    def is_well(self) -> bool:
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.asked("/healthz")[0] == 200
        return False

    def people(self) -> str:
        """Who has an account, as the database says."""
        asks = "import django; django.setup()\nfrom sanad.foundation.spaces.models import User\n"
        asks += "print(*User.objects.order_by('username').values_list('username', flat=True))"
        return self.script(asks).strip()

    def script(self, text: str) -> str:
        environment = {**self._environment_of("sanad.service"), "DJANGO_SETTINGS_MODULE": "sanad.config.settings"}
        return self._do([sys.executable, "-c", text], environment)


POSTGRES = os.pathsep.join(
    [os.environ["PATH"], *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True)]
)


@pytest.fixture(params=DATABASES)
def machine(request, tmp_path):
    office = PostOffice()
    office.open()
    with contextlib.ExitStack() as stack:
        stack.callback(office.close)
        server = stack.enter_context(cluster("postgres")) if request.param == "postgresql" else None
        found = Machine(tmp_path / "machine", request.param, office.port, server and server.folder)
        yield found
        if found.service is not None:
            found.service.kill()
            found.service.wait()


def test_the_page_from_its_first_command_to_its_last(machine):
    page = [line for line in commands(machine.database) if line not in NOT_TRIED]
    said: dict[str, str] = {}
    for number, line in enumerate(page):
        said[line] = machine.run(line)
        if line == "systemctl enable --now sanad":
            first_day(machine)
        if line == "systemctl start sanad-backup":
            assert "Failures: 0." in said[line]
            assert re.search(r"sanad-[-\dT]+\.tar\.gz\.age: .*, read again and whole", said[line])
        if "restore" in line:
            assert "Put back as of" in said[line]
        if line.endswith("sanad verify"):
            assert "Everything holds" in said[line]
        if line == "systemctl stop sanad" and "restore" in "".join(page[number : number + 6]):
            # What is entered after the last backup is what a return loses.
            machine.script(FIRST_SPACE.replace("fatna", f"later{number}"))
    assert machine.ran == page
    assert json.loads(said["curl --fail --silent http://127.0.0.1:8000/healthz"]) == {
        "database": "ok",
        "migrations": "ok",
        "worker": "here",
    }
    assert machine.people() == "fatna"
    machine.stop()
    assert "Traceback" not in (machine.root / "journal").read_text()


def first_day(machine: Machine) -> None:
    """Somebody is there, and comes through the proxy; who comes past it is led to https."""
    machine.script(FIRST_SPACE)
    assert machine.people() == "fatna"
    through = {"Host": "sanad.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    status, _page, headers = machine.asked("/account/login/", **through)
    assert status == 200
    assert "Secure" in headers["Set-Cookie"]
    assert "Strict-Transport-Security" in headers
    status, _page, headers = machine.asked("/account/login/", Host="sanad.example.org")
    assert (status, headers["Location"]) == (301, "https://sanad.example.org/account/login/")
    until(lambda: json.loads(machine.asked("/healthz")[1])["worker"] == "here", 30)
    assert stat_of(machine.place("/srv/backup")) == stat_of(machine.place("/var/lib/sanad")) == 0o700


def stat_of(path: Path) -> int:
    return path.stat().st_mode & 0o777
