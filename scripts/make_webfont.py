"""Make the two small web fonts of the interface from IBM Plex Sans Arabic (OFL; renamed, as its licence asks)."""

import importlib
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

OUT = Path(__file__).resolve().parents[1] / "sanad/foundation/static/sanad"
UNICODES = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    0x152,
    0x153,
    0x60C,
    0x61B,
    0x61F,
    *range(0x621, 0x63B),
    *range(0x640, 0x656),
    0x66A,
    0x66B,
    0x66C,
    *range(0x660, 0x66A),
    0x67E,
    0x6A4,
    0x6AD,
    0x763,
    0x2013,
    0x2014,
    0x2018,
    0x2019,
    0x201C,
    0x201D,
    0x2022,
    0x2026,
    0x202F,
    0x2190,
    0x2192,
    0x200C,
    0x200D,
    0x200E,
    0x200F,
    0x2066,
    0x2067,
    0x2068,
    0x2069,
]

NOTICE = """Sanad Text (sanad-text-*.woff2) is a modified version of IBM Plex Sans Arabic: a subset of its letters, under another
name as its licence asks. It is made by scripts/make_webfont.py and passed on under the same licence, which follows.

"""


def main() -> None:
    """Write both weights and the licence under which they are passed on."""
    package = importlib.import_module("fontpkg_ibm_plex_sans_arabic")
    folder = Path(next(iter(package.__path__)))
    for weight, name in ((400, "Regular"), (600, "SemiBold")):
        source = next(folder.rglob(f"*Arabic-{name}.*"))
        font = TTFont(source)
        options = subset.Options(flavor="woff2", hinting=False, notdef_outline=True)
        options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=UNICODES)
        cutter.subset(font)
        for record in font["name"].names:
            if record.nameID in {1, 4, 6, 16}:
                record.string = "SanadText" if record.nameID == 6 else "Sanad Text"
        font.flavor = "woff2"
        target = OUT / f"sanad-text-{weight}.woff2"
        font.save(target)
        print(target.name, target.stat().st_size)
    (OUT / "OFL.txt").write_text(NOTICE + (folder / "LICENSE").read_text())


if __name__ == "__main__":
    main()
