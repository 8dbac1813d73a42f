"""The layout of the style sheets: `python scripts/sheets.py [--check]`."""

import sys
from pathlib import Path

import cssbeautifier

ROOT = Path(__file__).resolve().parents[1]


def formatted(text: str) -> str:
    """The sheet with two spaces of indent and a line at its end."""
    options = cssbeautifier.default_options()
    options.indent_size = 2
    options.end_with_newline = True
    return cssbeautifier.beautify(text, options)


def main() -> int:
    wrong = [path for path in ROOT.glob("sanad/**/static/**/*.css") if formatted(path.read_text()) != path.read_text()]
    if "--check" not in sys.argv:
        for path in wrong:
            path.write_text(formatted(path.read_text()))
        return 0
    for path in wrong:
        print(f"{path.relative_to(ROOT)}: not formatted, run make fix.")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
