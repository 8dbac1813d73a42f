"""The catalogues: `python scripts/messages.py extract | missing | merge FILE.json | check | compile`.

extract   read every message of the source into the catalogues; translations are kept, messages gone are dropped
missing   print what is not translated, as the JSON that `merge` reads
merge     extract, then fill in translations: {"ar": {"message": "…", "one of many": ["…" × 6]}, "fr": {…}};
          a key with a context is written "context\u0004message"
check     say what is missing, wrong or no longer in the source; exit 1 if anything is
compile   write the .mo files that Django reads, where they are older than their catalogue

Entries are sorted and carry no place in the source, so that two branches meet in a catalogue without a quarrel.
Needs no gettext on the machine: Django prepares the templates, Babel reads the source, polib writes the catalogues.
"""

import argparse
import ast
import contextlib
import fcntl
import io
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
HEADERS = {
    # Django's own: Babel's numbering of the Arabic forms differs (sanad/foundation/arabic/plurals.py).
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
    "n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;",
    "fr": "nplurals=2; plural=(n > 1);",
}
FORMS = {"ar": 6, "fr": 2}
SILENT = {"ar": {0, 1, 2}, "fr": {0}}  # forms that may say their number in words: لا أحد، واحد، اثنان
ONE, PLURAL = None, (1, 2)
WITH_CONTEXT, PLURAL_WITH_CONTEXT = ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS: dict[str, Any] = {
    "_": ONE,
    "gettext": ONE,
    "gettext_lazy": ONE,
    "gettext_noop": ONE,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": WITH_CONTEXT,
    "pgettext_lazy": WITH_CONTEXT,
    "npgettext": PLURAL_WITH_CONTEXT,
    "npgettext_lazy": PLURAL_WITH_CONTEXT,
}
# In French a straight apostrophe is a curved one, and no line breaks before : ; ? ! » % or after «.
FRENCH = (
    (re.compile(r"(?<=\w)'(?=\w|%\()"), "’"),
    (re.compile(r" (?=[:;?!»]|%%)"), "\u00a0"),
    (re.compile(r"(?<=«) "), "\u00a0"),
)
# Nobody reads a Latin comma in Arabic; (ة), (e) and · leave open whom one speaks of, and are not read aloud. One thing has
# one name, that of docs/glossary.md: these are others that were met.
STRAY = {
    "ar": re.compile(r"(?<=[\u0600-\u06ff»])[,;?](?=\s|$)|\(ة\)|كلمة (ال)?سر|\bالخطة\b|منظمة (ال)?داعمة"),
    "fr": re.compile(r"(?<=[a-zà-ÿ])(·|\((e|ne|trice)\))|[Oo]rganis(ations?|mes?) d’appui"),
}
PLACEHOLDER = re.compile(r"%%|%\((\w+)\)[#0+-]?[\d.]*[sdifr]|%[\d.]*[sdif]|\{\w*\}")


class Message(NamedTuple):
    """What the source asks to translate."""

    text: str
    context: str | None = None
    plural: str | None = None

    @property
    def key(self) -> str:
        return f"{self.context}\x04{self.text}" if self.context is not None else self.text


# ------------------------------------------------------------------------------------------------------ the source
def aliases(source: str) -> dict[str, Any]:
    """Keywords under the names that this file gives them: `from … import ngettext as n_`."""
    found = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            found.update(
                {name.asname: KEYWORDS[name.name] for name in node.names if name.asname and name.name in KEYWORDS}
            )
    return found


def calls_in_strings(source: str) -> Iterator[str]:
    """The calls inside f"{…}", which Babel reads as text before Python 3.12."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            yield from (ast.unparse(inner) for inner in ast.walk(node) if isinstance(inner, ast.Call))


def messages_of(path: Path) -> Iterator[Message]:
    """The messages of one file of Python or of one template."""
    source, keywords = path.read_text(encoding="utf-8"), KEYWORDS
    if path.suffix == ".py":
        keywords = {**KEYWORDS, **aliases(source)}
        source += "\n" + "\n".join(calls_in_strings(source))
    else:
        # Babel reads this as Python, where the indentation of a page would mean something.
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    for _line, found, _comments, context in extract("python", io.BytesIO(source.encode()), keywords, [], {}):
        text, plural = found if isinstance(found, tuple) else (found, None)
        if text:
            yield Message(text, context, plural)


def source_files(root: Path) -> list[Path]:
    """Python and templates of the project; what a migration once said is not said to anybody."""
    python = [path for path in root.glob("sanad/**/*.py") if "migrations" not in path.parts]
    pages = [path for path in root.glob("sanad/**/templates/**/*") if path.suffix in {".html", ".txt", ".xml"}]
    return sorted(python + pages)


def messages_of_source(root: Path) -> dict[str, Message]:
    """Every message once, in the order of the catalogue. The same words with and without a plural are one entry."""
    found: dict[str, Message] = {}
    for path in source_files(root):
        try:
            for message in messages_of(path):
                if message.key not in found or message.plural:
                    found[message.key] = message
        except SyntaxError as error:
            sys.exit(f"{path.relative_to(root)}: {error}")
    if not found:
        sys.exit("No message found in the source: is this the project's folder?")
    return dict(sorted(found.items(), key=lambda item: (item[1].text, item[1].context or "")))


# ------------------------------------------------------------------------------------------------------ the catalogues
def path_of(root: Path, language: str) -> Path:
    return root / "sanad" / "locale" / language / "LC_MESSAGES" / "django.po"


def key_of(entry: polib.POEntry) -> str:
    return Message(entry.msgid, entry.msgctxt).key


def read(path: Path) -> dict[str, polib.POEntry]:
    """The live entries of a catalogue; none if it does not exist yet."""
    return (
        {key_of(entry): entry for entry in polib.pofile(str(path), wrapwidth=0) if not entry.obsolete}
        if path.exists()
        else {}
    )


def write(path: Path, content: str | bytes) -> None:
    """All of it or nothing, so that a reader never meets half a catalogue."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    half.write_bytes(content.encode() if isinstance(content, str) else content)
    half.replace(path)


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """One writer at a time in this folder."""
    folder = root / "sanad" / "locale"
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def catalogue(language: str, messages: Iterable[Message], old: dict[str, polib.POEntry]) -> polib.POFile:
    """The catalogue of these messages with the translations that exist."""
    new = polib.POFile(wrapwidth=0)
    new.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": HEADERS[language],
    }
    for message in messages:
        known = old.get(message.key)
        entry = polib.POEntry(msgid=message.text, msgctxt=message.context)
        if known is not None:
            entry.flags, entry.tcomment = list(known.flags), known.tcomment
        if message.plural:
            entry.msgid_plural = message.plural
            forms = known.msgstr_plural if known is not None else {}
            entry.msgstr_plural = {form: forms.get(form, "") for form in range(FORMS[language])}
        elif known is not None:
            entry.msgstr = known.msgstr
        new.append(entry)
    return new


def update(root: Path) -> dict[str, polib.POFile]:
    """Bring the catalogues in step with the source."""
    messages = messages_of_source(root)
    new = {}
    for language in HEADERS:
        path = path_of(root, language)
        new[language] = catalogue(language, messages.values(), read(path))
        for entry in new[language]:
            entry.msgstr = typeset(entry.msgstr, language)
            entry.msgstr_plural = {form: typeset(text, language) for form, text in entry.msgstr_plural.items()}
        write(path, f"{new[language]}\n" if not str(new[language]).endswith("\n") else str(new[language]))
    return new


# ------------------------------------------------------------------------------------------------------ what is right
def placeholders(text: str) -> Counter[str]:
    """The places to fill; a name may be said twice, a place without a name may not."""
    found = Counter(match[0] for match in PLACEHOLDER.finditer(text) if match[0] != "%%")
    return Counter({place: 1 if "(" in place or len(place) > 2 else count for place, count in found.items()})


def faults(entry: polib.POEntry, language: str) -> list[str]:
    """What is wrong with a translation; an empty list when nothing is."""
    wrong = ["is marked fuzzy"] if "fuzzy" in entry.flags else []
    if not entry.msgid_plural:
        if not entry.msgstr.strip():
            return [*wrong, "is not translated"]
        same = placeholders(entry.msgstr) == placeholders(entry.msgid)
        return wrong if same else [*wrong, "has other placeholders than the message"]
    asked = placeholders(entry.msgid_plural)
    for form in range(FORMS[language]):
        text = entry.msgstr_plural.get(form, "")
        if not text.strip():
            wrong.append(f"has no form {form}")
            continue
        said = placeholders(text)
        left_out, added = asked - said, said - asked
        if added or left_out.total() > (1 if form in SILENT[language] else 0):
            wrong.append(f"has other placeholders in form {form}")
    return wrong


def check(root: Path) -> int:
    """Print what is wrong; the last line of each language names what is missing."""
    messages = messages_of_source(root)
    endings, failed = [], False
    for language in HEADERS:
        entries = read(path_of(root, language))
        missing = [text for key, (text, _, _) in messages.items() if key not in entries]
        for key, entry in entries.items():
            if key not in messages:
                wrong = ["is no longer in the source: run `make messages`"]
            elif bool(entry.msgid_plural) != bool(messages[key].plural):
                wrong = ["has gained or lost its plural: run `make messages`"]
            else:
                wrong = faults(entry, language) or misprints(entry, language)
            if any("not translated" in fault or "no form" in fault for fault in wrong):
                missing.append(entry.msgid)
            elif wrong:
                print(f"{language}: {entry.msgid!r} {', '.join(wrong)}")
            failed |= bool(wrong)
        failed |= bool(missing)
        said = f"{len(missing)} missing: {json.dumps(missing, ensure_ascii=False)}" if missing else "complete"
        endings.append(f"{language}: {len(entries)} messages, {said}")
    print("\n".join(endings))
    return int(failed)


# ------------------------------------------------------------------------------------------------------ the commands
def missing(root: Path) -> int:
    """Print an empty `merge` file of what is not translated."""
    with alone(root):
        catalogues = update(root)
    asked: dict[str, dict[str, Any]] = {}
    for language, entries in catalogues.items():
        asked[language] = {
            key_of(entry): [entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)]
            if entry.msgid_plural
            else entry.msgstr
            for entry in entries
            if faults(entry, language)
        }
    print(json.dumps(asked, ensure_ascii=False, indent=1))
    return 0


def typeset(text: str, language: str) -> str:
    """The text with the signs that its language is written with."""
    for sign, written in FRENCH if language == "fr" else ():
        text = sign.sub(written, text)
    return text


def misprints(entry: polib.POEntry, language: str) -> list[str]:
    """Signs in a translation that its language is not written with."""
    texts = [entry.msgstr, *entry.msgstr_plural.values()]
    if any(typeset(text, language) != text for text in texts):
        return ["is not typeset: run `make messages`"]
    return (
        ["has a sign of another language, or a word that the glossary has otherwise"]
        if any(map(STRAY[language].search, texts))
        else []
    )


def fill(entry: polib.POEntry, given: str | list[str], language: str) -> list[str]:
    """Put a translation into an entry; returns what is wrong with it, and leaves the entry as it was then."""
    filled = polib.POEntry(msgid=entry.msgid, msgid_plural=entry.msgid_plural)
    if entry.msgid_plural:
        if not isinstance(given, list) or len(given) != FORMS[language]:
            return [f"needs a list of {FORMS[language]} forms"]
        filled.msgstr_plural = {form: typeset(text, language) for form, text in enumerate(given)}
    elif not isinstance(given, str):
        return ["has no plural: give one text"]
    else:
        filled.msgstr = typeset(given, language)
    wrong = faults(filled, language) or misprints(filled, language)
    if not wrong:
        entry.msgstr, entry.msgstr_plural, entry.flags = filled.msgstr, filled.msgstr_plural, []
    return wrong


def merge(root: Path, file: Path) -> int:
    """Fill the catalogues from a file; a translation that is wrong is named and left out."""
    given = json.loads(file.read_text(encoding="utf-8"))
    if unknown := set(given) - set(HEADERS):
        sys.exit(f"{file}: no catalogue for {', '.join(sorted(unknown))}; there are {', '.join(HEADERS)}")
    refused = 0
    with alone(root):
        catalogues = update(root)
        for language, translations in given.items():
            entries = {key_of(entry): entry for entry in catalogues[language]}
            taken = 0
            for key, text in translations.items():
                wrong = fill(entries[key], text, language) if key in entries else ["is not a message of the source"]
                taken += not wrong
                refused += bool(wrong)
                if wrong:
                    print(f"{language}: {key!r} {', '.join(wrong)}", file=sys.stderr)
            write(path_of(root, language), str(catalogues[language]))
            print(f"{language}: {taken} translations taken, {len(catalogues[language].untranslated_entries())} missing")
    return int(refused > 0)


def compile_all(root: Path) -> int:
    """Write each .mo that is older than its catalogue."""
    for language in HEADERS:
        path = path_of(root, language)
        target = path.with_suffix(".mo")
        if path.exists() and (not target.exists() or target.stat().st_mtime < path.stat().st_mtime):
            write(target, polib.pofile(str(path)).to_binary())
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("extract", "missing", "check", "compile"):
        commands.add_parser(name)
    commands.add_parser("merge").add_argument("file", type=Path)
    given = parser.parse_args()
    if given.command == "merge":
        return merge(given.root, given.file)
    if given.command == "extract":
        with alone(given.root):
            for language, entries in update(given.root).items():
                print(f"{language}: {len(entries)} messages, {len(entries.untranslated_entries())} not translated")
        return 0
    return {"missing": missing, "check": check, "compile": compile_all}[given.command](given.root)


if __name__ == "__main__":
    sys.exit(main())
