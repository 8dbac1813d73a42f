"""docs/operate.md says nothing that does not exist; `tests/journeys/test_operate.py` does what it says."""

import re
import shlex
import shutil
import subprocess

import pytest
from django.core.management import get_commands, load_command_class

from sanad.cli import WORDS
from sanad.config.database import database_settings
from sanad.config.mail import mail_settings
from sanad.foundation.management import web
from tests.operate.document import (
    DOCUMENT,
    NOT_TRIED,
    ROOT,
    blocks,
    every_command,
    files,
    spans,
    unit,
    values,
)

# What the journey can run; another program in the document is one that nobody tries.
PROGRAMS = {"sanad", "install", "runuser", "sed", "rm", "curl", "chmod", "chown", "systemctl", "make", "(umask"}
# Keys of units that we know: one with a letter wrong is passed over by systemd with a line in a log.
KEYS = {
    "Unit": {"Description", "After", "Wants"},
    "Service": {
        "Type", "User", "WorkingDirectory", "EnvironmentFile", "ExecStart", "Restart", "RestartSec", "KillMode",
        "TimeoutStopSec", "LimitNOFILE", "UMask", "NoNewPrivileges", "PrivateTmp",
    },
    "Timer": {"OnCalendar", "RandomizedDelaySec", "Persistent"},
    "Install": {"WantedBy"},
}  # fmt: skip


def program(line: str) -> str:
    return next(word for word in line.split() if "=" not in word)


def test_every_block_says_what_it_is():
    assert {block.kind for block in blocks()} == {"sh", "env", "ini", "nginx", "caddy"}
    assert all(block.is_file for block in blocks() if block.kind != "sh")
    assert len(every_command()) > 40


def test_what_is_not_tried_stands_there_and_is_not_ours():
    assert set(NOT_TRIED) <= set(every_command())
    assert all(reason for reason in NOT_TRIED.values())
    assert not [line for line in NOT_TRIED if program(line) == "sanad"]


def test_every_other_program_is_one_that_the_journey_runs():
    tried = [line for line in every_command() if line not in NOT_TRIED]
    assert {program(line) for line in tried} <= PROGRAMS


def argued(words: list[str]) -> None:
    """Read by the command itself, which ends when it does not know a word."""
    name = WORDS.get(words[0], words[0])
    command = load_command_class(get_commands()[name], name)
    command._called_from_command_line = True
    command.create_parser("sanad", name).parse_args(words[1:])


def ours(text: str) -> list[str]:
    words = shlex.split(text.split("sanad ", 1)[1])
    return ["x" if re.fullmatch(r"[A-Z]+|….*", word) else word for word in words]


SPANS = sorted({span for path in (DOCUMENT, ROOT / "README.md") for span in spans(path) if span.startswith("sanad ")})


@pytest.mark.parametrize("span", SPANS)
def test_what_the_text_says_is_a_command(span):
    words = ours(span)
    if len(words) > 1 or words[0] not in {
        "backup",
        "restore",
        "export-documents",
        "give_back",
        "entry",
    }:  # these want more
        argued(words)
    assert WORDS.get(words[0], words[0]) in get_commands()


@pytest.mark.parametrize("line", sorted({line for line in every_command() if program(line) == "sanad"}))
def test_what_is_typed_is_a_command(line):
    argued(["x" if word.startswith("$(") else word for word in ours(line)])


def settings_of(path: str) -> dict[str, str]:
    found = {}
    for line in files()[path].splitlines():
        name, value = line.split("=", 1)
        assert (value[0], value[-1]) == ("'", "'"), "systemd and the shell read it alike"
        found[name] = value[1:-1]
    return found


def test_the_settings_are_ours_and_can_be_read():
    found = settings_of("/etc/sanad.env")
    readme = (ROOT / "README.md").read_text()
    assert all(f"`{name}`" in readme for name in found)
    database = database_settings(found["SANAD_DATABASE"])
    assert (database["NAME"], database["USER"], database["HOST"]) == ("sanad", "sanad", "localhost")
    mail = mail_settings(found["SANAD_MAIL"])
    assert (mail.port, mail.starts_tls) == (587, True)
    assert found["SANAD_ADDRESS"].startswith("https://")


UNITS = [path for path in files() if path.startswith("/etc/systemd/system/")]


@pytest.mark.parametrize("path", UNITS)
def test_a_unit(path):
    sections = unit(files()[path])
    for name, lines in sections.items():
        assert {key for key, _value in lines} <= KEYS[name]
    if path.endswith(".timer"):
        assert path.replace(".timer", ".service") in files()
        return
    assert values(files()[path], "Service", "User") == ["sanad"]
    assert values(files()[path], "Service", "EnvironmentFile") == ["/etc/sanad.env"]
    for command in values(files()[path], "Service", "ExecStart"):
        words = command.split()
        assert words[0].startswith("/")
        if words[1:3] == ["-m", "sanad"]:
            argued(words[3:])


@pytest.mark.program("systemd-analyze")
def test_the_units_are_what_systemd_reads(tmp_path):
    """By its own program, where there is one; the tests above read them too."""
    analyze = shutil.which("systemd-analyze")
    for path in UNITS:
        text = files()[path].replace("User=sanad", "User=root").replace("/srv/sanad/.venv/bin/python", "/bin/true")
        (tmp_path / path.rpartition("/")[2]).write_text(text.replace("/srv/sanad", "/"))
    for path in tmp_path.iterdir():
        done = subprocess.run([analyze, "verify", "--man=no", path], capture_output=True, text=True, check=False)
        assert path.name not in done.stderr, done.stderr
    [when] = values(files()["/etc/systemd/system/sanad-backup.timer"], "Timer", "OnCalendar")
    subprocess.run([analyze, "calendar", when], check=True, capture_output=True)


def directives(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in re.findall(r"^\s*([a-z_]+)\s+([^;{]+);$", text, re.MULTILINE):
        found.setdefault(line[0], []).append(line[1].strip())
    return found


def seconds(text: str) -> int:
    return int(text.removesuffix("s"))


def test_nginx_lets_through_what_sanad_takes():
    found = directives(files()["/etc/nginx/sites-enabled/sanad"])
    headers = dict(value.split(maxsplit=1) for value in found["proxy_set_header"])
    # Whatever the visitor sent, these are said by the proxy: neither is added to what came.
    assert headers["Host"] == "$host"
    assert headers["X-Forwarded-Proto"] == "$scheme"
    assert headers["X-Forwarded-For"] == "$remote_addr"
    [body] = found["client_max_body_size"]
    assert int(body.removesuffix("m")) * 1024 * 1024 == web.LARGEST_BODY
    assert seconds(found["client_header_timeout"][0]) >= web.HEADERS
    assert seconds(found["client_body_timeout"][0]) >= web.BODY
    assert seconds(found["proxy_read_timeout"][0]) >= 60  # a file of a session as one paper takes its time
    assert found["proxy_pass"] == ["http://127.0.0.1:8000"]
    assert found["return"] == ["301 https://$host$request_uri"]


def test_caddy_lets_through_what_sanad_takes():
    text = files()["/etc/caddy/Caddyfile"]
    [size] = re.findall(r"max_size (\d+)MB", text)  # of a million bytes each
    assert web.LARGEST_BODY - 1024 * 1024 < int(size) * 1000 * 1000 <= web.LARGEST_BODY
    assert "reverse_proxy 127.0.0.1:8000" in text


@pytest.mark.parametrize(
    ("name", "path"),
    [
        pytest.param("nginx", "/etc/nginx/sites-enabled/sanad", marks=pytest.mark.program("nginx")),
        pytest.param("caddy", "/etc/caddy/Caddyfile", marks=pytest.mark.program("caddy")),
    ],
)
def test_what_the_proxy_itself_says(tmp_path, name, path):
    """By its own program, where there is one; the tests above read it too."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    written = tmp_path / "written"
    if name == "caddy":
        written.write_text(files()[path])
        subprocess.run([found, "adapt", "--config", written, "--adapter", "caddyfile"], check=True, capture_output=True)
        return
    key, pem = tmp_path / "sanad.key", tmp_path / "sanad.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-keyout", key, "-out", pem]
    subprocess.run(made, check=True, capture_output=True)
    text = files()[path].replace("/etc/ssl/", f"{tmp_path}/")
    written.write_text(f"pid {tmp_path}/pid; error_log stderr; events {{}}\nhttp {{ access_log off; {text} }}")
    done = subprocess.run([found, "-t", "-c", written], capture_output=True, text=True, check=False)
    assert "syntax is ok" in done.stderr, done.stderr
