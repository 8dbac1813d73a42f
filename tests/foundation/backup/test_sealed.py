"""A sealed archive: opened by its passphrase and by nothing else; what was done to it is found before any of it is used."""

import base64
import io
import tracemalloc

import pytest
from django.core.management import CommandError, call_command

from sanad.foundation.backup import Unfit, sealed
from sanad.foundation.backup.archive import begins_with, unpacked, writing
from sanad.foundation.backup.take import is_known, taken
from sanad.foundation.history.chain import verify
from sanad.foundation.management import keeper
from sanad.foundation.spaces.models import Space
from tests.foundation.backup.ground import everything, put_back

PASSPHRASE = "أربع كلمات لا يعرفها غيرنا"
PIECE = 64 * 1024
# Made by the program age 1.1.1, by its own means: `age -p`.
BY_ANOTHER_PROGRAM = """
YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCAvYUxqTzNoVnozVmx0S1NpVk9jWWZBIDE4CmpPTzlJTG1wT3RJL2RSNXJWVVdTN3I3LzMwTGlP
UUhtMmw4MmxnQnNJb0UKLS0tIDRQamZIUTdxNy95Z0d3Mzl6ZHhSMGNuaTRKc2hVZzFjTVZnRVJDcmdsSU0KvPQoG0MAhDbmonWTlGjUa6Q8LKOb2lBx
2IiUWmrlkmYtjLEriAYz6tQ+xePg9vuHI/ithL/2Srqpi8M56mPypX/w9Q==
"""


WORK = sealed.WORK


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    """Half a second for each passphrase is for those who guess."""
    monkeypatch.setattr(sealed, "WORK", 2)


def seal(content: bytes, passphrase: str = PASSPHRASE) -> bytes:
    out = io.BytesIO()
    with sealed.sealing(out, passphrase) as inner:
        for at in range(0, len(content), 10_000):
            inner.write(content[at : at + 10_000])
    return out.getvalue()


def opened(content: bytes, passphrase: str = PASSPHRASE) -> bytes:
    return sealed.opened(io.BytesIO(content), passphrase).read()


def of_length(length: int) -> bytes:
    return bytes(at * 7 % 251 for at in range(length))


def test_the_format_is_the_one_that_others_read_and_write():
    assert opened(base64.b64decode(BY_ANOTHER_PROGRAM), "كلمة سر طويلة") == "سند: written by another program\n".encode()


def test_work_is_enough_when_it_is_not_a_test():
    assert WORK >= 17


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5])
def test_what_was_sealed_is_opened(length):
    assert opened(seal(of_length(length))) == of_length(length)


def test_two_seals_of_one_thing_are_alike_in_nothing():
    one, other = seal(b"x" * 100), seal(b"x" * 100)
    assert one[60:] != other[60:]
    assert b"xxx" not in one


def test_a_passphrase_is_one_however_its_accents_are_made():
    assert opened(seal(b"x", "les élèves à l'école"), "les e\u0301le\u0300ves a\u0300 l'e\u0301cole") == b"x"


@pytest.mark.parametrize("wrong", ["", PASSPHRASE + " ", PASSPHRASE[:-1], "another one of length"])
def test_a_wrong_passphrase(wrong):
    with pytest.raises(Unfit, match="This passphrase does not open the archive"):
        opened(seal(b"x"), wrong)


def test_every_byte_that_changed_is_found():
    content = seal(b"twelve bytes")
    for at in range(len(content)):
        changed = bytearray(content)
        changed[at] ^= 0x01
        with pytest.raises(Unfit):
            opened(bytes(changed))


@pytest.mark.parametrize("left", [0, 1, 30, 160, 183, 199, 200, 200 + PIECE, 216 + PIECE, -PIECE, -17, -16, -1])
def test_what_was_cut_short_is_found(left):
    content = seal(of_length(2 * PIECE + 5))
    with pytest.raises(Unfit, match="cut short or damaged"):
        opened(content[:left])


def pieces(content: bytes) -> tuple[bytes, list[bytes]]:
    begins = len(content) - (3 * 16 + 2 * PIECE + 5)
    size = PIECE + 16
    return content[:begins], [content[begins + at * size : begins + (at + 1) * size] for at in range(3)]


@pytest.mark.parametrize("order", [[0], [0, 1], [1, 2], [0, 2], [1, 0, 2], [0, 1, 1, 2], [0, 1, 2, 2], [2], []])
def test_pieces_in_another_order_are_found(order):
    head, three = pieces(seal(of_length(2 * PIECE + 5)))
    assert opened(b"".join([head, *three])) == of_length(2 * PIECE + 5)
    with pytest.raises(Unfit, match="cut short or damaged"):
        opened(b"".join([head, *(three[at] for at in order)]))


def test_pieces_of_another_archive_are_found():
    head, mine = pieces(seal(of_length(2 * PIECE + 5)))
    _head, theirs = pieces(seal(of_length(2 * PIECE + 5)))
    with pytest.raises(Unfit, match="cut short or damaged"):
        opened(b"".join([head, mine[0], theirs[1], mine[2]]))


def test_an_archive_that_would_take_all_memory_is_refused():
    content = seal(b"x").replace(b" 2\n", b" 30\n", 1)
    with pytest.raises(Unfit, match="cut short or damaged"):
        opened(content)


def test_no_more_than_some_pieces_are_in_memory(tmp_path):
    """A file of 64 MB goes in and out through less than eight."""
    large, archive = tmp_path / "large", tmp_path / "archive"
    large.write_bytes(of_length(1024 * 1024) * 64)
    tracemalloc.start()
    with archive.open("wb") as out, writing(out, PASSPHRASE) as tar:
        tar.add("files/large", large)
        tar.close_with({})
    with archive.open("rb") as source:
        unpacked(source, None, is_known, lambda: PASSPHRASE)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8 * 1024 * 1024


def test_many_files_are_not_remembered(tmp_path):
    """Files named by their content take no room in the list nor in memory, however many they are."""
    import hashlib

    one = tmp_path / "one"
    one.write_bytes(b"x")
    name = hashlib.sha256(b"x").hexdigest()

    def written(count: int) -> int:
        tracemalloc.start()
        with (tmp_path / f"a{count}").open("wb") as out, writing(out) as tar:
            for at in range(count):
                tar.add(f"files/{at}/{name}", one)
            tar.close_with({})
        with (tmp_path / f"a{count}").open("rb") as source:
            manifest = unpacked(source, None, is_known, str)
        assert (manifest["named_so"], manifest["members"]) == (count, {})
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    # Twice: a table of Python itself, of all names there are, may grow meanwhile.
    few, many = (min(written(count), written(count)) for count in (20, 400))
    assert many < few + 90_000  # remembered, they would take twice as much


def test_a_sealed_backup_comes_back(here, elsewhere, tmp_path, monkeypatch):
    before, seen = everything(here), []

    def looking_on(things, _label, _total):
        seen.extend(path.name for path in tmp_path.iterdir() if path.name.startswith(".sanad"))
        return things

    made = taken(tmp_path, looking_on, PASSPHRASE)
    assert made.file.name.startswith("sanad-2")
    assert made.file.name.endswith(".tar.gz.age")
    assert seen == []  # no copy in clear lies beside it meanwhile
    content = made.file.read_bytes()
    assert begins_with(io.BytesIO(content), sealed.SEALED)
    assert b"SQLite" not in content
    elsewhere.enter(monkeypatch)
    empty = everything(elsewhere)
    with pytest.raises(Unfit, match="does not open"):
        put_back(made.file, passphrase="another passphrase")
    for left in (len(content) // 3, len(content) - 1):
        (tmp_path / "cut").write_bytes(content[:left])
        with pytest.raises(Unfit, match="cut short or damaged"):
            put_back(tmp_path / "cut", passphrase=PASSPHRASE)
    assert everything(elsewhere) == empty
    put_back(made.file, passphrase=PASSPHRASE)
    assert everything(elsewhere) == before
    assert verify(Space.objects.get().pk) == (3, None)


def test_a_passphrase_comes_from_a_file_the_environment_or_a_question(here, elsewhere, tmp_path, monkeypatch, capsys):
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n")
    call_command("backup", str(tmp_path / "a"), passphrase_file=file)
    assert "It is encrypted" in capsys.readouterr().out
    monkeypatch.setenv(keeper.SECRET, PASSPHRASE)
    call_command("backup", str(tmp_path / "b"))  # whoever names a passphrase wants it used
    assert "It is encrypted" in capsys.readouterr().out
    monkeypatch.delenv(keeper.SECRET)
    elsewhere.enter(monkeypatch)
    with pytest.raises(CommandError, match="The archive is encrypted"):
        call_command("restore", str(tmp_path / "a"))
    with pytest.raises(CommandError, match="There is no "):
        call_command("restore", str(tmp_path / "a"), passphrase_file=tmp_path / "none")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    typed = iter(["a wrong one of length", PASSPHRASE])
    monkeypatch.setattr(keeper, "getpass", lambda _question: next(typed))
    with pytest.raises(CommandError, match="does not open"):
        call_command("restore", str(tmp_path / "a"))
    call_command("restore", str(tmp_path / "b"))
    assert Space.objects.count() == 1


def test_a_new_passphrase_is_long_and_typed_twice(here, tmp_path, monkeypatch):
    monkeypatch.setenv(keeper.SECRET, "eleven sign")
    with pytest.raises(CommandError, match="at least 12 signs"):
        call_command("backup", str(tmp_path / "a"))
    monkeypatch.delenv(keeper.SECRET)
    with pytest.raises(CommandError, match="The archive is encrypted"):  # nobody is there to be asked
        call_command("backup", str(tmp_path / "a"), encrypt=True)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    typed = iter([PASSPHRASE, PASSPHRASE + ".", PASSPHRASE, PASSPHRASE])
    monkeypatch.setattr(keeper, "getpass", lambda _question: next(typed))
    with pytest.raises(CommandError, match="two different"):
        call_command("backup", str(tmp_path / "a"), encrypt=True)
    assert not (tmp_path / "a").exists()
    call_command("backup", str(tmp_path / "a"), encrypt=True)
    assert (tmp_path / "a").exists()


def test_verify_reads_a_sealed_backup(here, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(keeper.SECRET, PASSPHRASE)
    call_command("backup", str(tmp_path / "a"))
    with pytest.raises(SystemExit):  # the rows here were written past every command
        call_command("verify", backup=tmp_path / "a", anchor=None)
    assert "heads in the backup: hold." in capsys.readouterr().out
