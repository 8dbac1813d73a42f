"""A keeper's drill: the office works on, its backup is put back beside, and everything is there; then files get lost."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sanad.demo.case import PASSWORD
from tests.journeys.conftest import ROOT, STATES, held, served
from tests.journeys.test_case import fill

pytestmark = pytest.mark.journey
DAY = 24 * 3600
NAME = "سعاد التمرين"


def sanad(state: Path, *words: str, language: str = "C") -> tuple[int, str]:
    """What the keeper types, and what it says."""
    environment = {**os.environ, "SANAD_STATE": str(state), "LC_ALL": language, "SANAD_MAIL": ""}
    environment.pop("SANAD_DATABASE", None)
    command = [sys.executable, "-m", "sanad", *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@contextmanager
def signed_in(browser: Browser, address: str) -> Iterator[Page]:
    """The secretary general in a browser."""
    with held(browser, address) as page:
        page.goto("/account/login/")
        fill(page, login="sg", password=PASSWORD)
        page.locator("form.sheet button.primary").click()
        page.wait_for_url("**/")
        yield page


@pytest.fixture(scope="module")
def archive(demo, browser, tmp_path_factory) -> Path:
    """The sealed backup of an office in which somebody was entered a moment ago, while it was open."""
    with signed_in(browser, demo) as page:
        page.goto("/directory/people/new/")
        fill(page, name_ar=NAME)
        page.locator("form.sheet button.primary").click()
        page.wait_for_url("**/directory/people/*-*/")
        expect(page.locator("h1")).to_contain_text(NAME)
        folder = tmp_path_factory.mktemp("backup")
        (folder / "passphrase").write_text("كلمات سر للتمرين فقط\n")
        code, said = sanad(STATES[demo], "backup", "--passphrase-file", str(folder / "passphrase"), str(folder))
        assert (code, "It is encrypted" in said) == (0, True), said
    [found] = folder.glob("*.age")
    return found


@pytest.fixture(scope="module")
def put_back(archive) -> Path:
    """The state folder into which the backup was put back."""
    state = archive.parent / "drill"
    code, said = sanad(state, "restore", "--passphrase-file", str(archive.parent / "passphrase"), str(archive))
    assert code == 0, said
    return state


@pytest.fixture
def beside(put_back, tmp_path) -> Path:
    """The same, for one test alone."""
    return shutil.copytree(put_back, tmp_path / "drill")


def test_what_was_put_back_is_the_office(beside, browser):
    code, said = sanad(beside, "verify")
    assert (code, "Everything holds" in said) == (0, True), said
    with served(beside) as address, signed_in(browser, address) as page:
        page.goto(f"/directory/people/?q={NAME}")
        expect(page.locator("#rows")).to_contain_text(NAME)
        page.goto("/papers/")
        page.locator("#rows a").first.click()
        expect(page.locator("h1")).to_be_visible()
        download = page.request.get(page.url + "file/")
        assert (download.status, download.body()[:4]) == (200, b"%PDF")
    code, said = sanad(beside, "doctor", "--deep")
    assert (code, "Failures: 0." in said) == (0, True), said


def test_what_cannot_be_put_back_is_said_and_changes_nothing(beside, archive, tmp_path):
    """Onto a running installation; cut short; with another passphrase; in the language of who reads it."""
    passphrase, cut, other = archive.parent / "passphrase", tmp_path / "cut", tmp_path / "other"
    cut.write_bytes(archive.read_bytes()[:-1000])
    other.write_text("كلمات سر أخرى تماما\n")
    with served(beside):
        code, said = sanad(
            beside, "restore", "--replace", "--passphrase-file", str(passphrase), str(archive), language="fr_FR"
        )
        assert (code, "Sanad fonctionne ici" in said) == (1, True), said
    code, said = sanad(beside, "restore", "--replace", "--passphrase-file", str(passphrase), str(cut), language="ar_MA")
    assert (code, "النسخة مبتورة أو متضررة" in said) == (1, True), said
    code, said = sanad(beside, "restore", "--replace", "--passphrase-file", str(other), str(archive), language="ar_MA")
    assert (code, "عبارة السر هذه لا تفتح النسخة" in said) == (1, True), said
    code, said = sanad(beside, "verify")
    assert (code, "Everything holds" in said) == (0, True), said


def test_a_lost_file_is_named_and_comes_from_the_backup_one_too_many_goes(beside, browser):
    """Rows without files, files without rows."""
    files = [path for path in (beside / "files").rglob("*") if path.is_file()]
    aside = beside.parent / "aside"
    shutil.copytree(beside / "files", aside)
    nobodys = files[0].with_name("0" * 64)
    nobodys.write_bytes(b"a crash left this")
    os.utime(nobodys, (time.time() - 2 * DAY,) * 2)
    for path in files:
        path.unlink()
    code, said = sanad(beside, "doctor")
    assert code == 1
    assert "failure · Files: " in said
    assert "files are not there" in said
    assert "1 file that no row names" in said
    code, said = sanad(beside, "verify", "--all")
    assert (code, said.count("is not there") >= len(files)) == (1, True), said
    with served(beside) as address, signed_in(browser, address) as page:
        page.goto("/papers/")
        page.locator("#rows a").first.click()
        page.wait_for_load_state()
        download = page.request.get(page.url + "file/")
        assert not download.body().startswith(b"%PDF")
        assert download.status != 200 or "القائم" in download.text()
    for path in files:
        path.parent.mkdir(exist_ok=True)
        shutil.copy(aside / path.relative_to(beside / "files"), path)
    assert sanad(beside, "work", "--once")[0] == 0  # the worker collects what nobody names
    assert not nobodys.exists()
    code, said = sanad(beside, "doctor", "--deep")
    assert (code, "ok · Files: every row has its file, every file its row" in said) == (0, True), said
