"""Run every suite, say how each went, and end with one line: `1234 passed, 0 failed`.

Every step runs even when one before it fails. Each pytest run writes its results to build/ci; the last line is their
sum. A step that fails without a failed test (a lint, a gate, a suite that could not start) counts as one failure.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "ci"
COVERAGE = BUILD / "coverage.json"
COVER = f"--cov --cov-report= --cov-report=json:{COVERAGE}"
# name, what is run, pytest's options (None: no tests are counted in this step)
STEPS: list[tuple[str, list[str], str | None]] = [
    ("check", ["make", "--no-print-directory", "--keep-going", "check"], None),
    ("test", ["make", "--no-print-directory", "test"], COVER),
    ("coverage", [sys.executable, "scripts/coverage_gate.py", str(COVERAGE)], None),
    ("test-pg", ["make", "--no-print-directory", "test-pg"], ""),
    ("journeys", ["make", "--no-print-directory", "journeys"], ""),
    ("bench", ["make", "--no-print-directory", "bench", "SHORT=1"], ""),
]


def count(report: Path) -> tuple[int, int]:
    """Tests passed and failed in one report; skipped ones are neither."""
    passed = failed = 0
    for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314  written by the step itself
        total, bad, skipped = (int(suite.get(name, 0)) for name in ("tests", "failures", "skipped"))
        bad += int(suite.get("errors", 0))
        passed, failed = passed + total - bad - skipped, failed + bad
    return passed, failed


def run(name: str, command: list[str], options: str | None) -> tuple[int, int]:
    """Run one step; returns what it adds to the sum."""
    print(f"\n=== {name}: {' '.join(command)}", flush=True)
    environment = {**os.environ, "MAKEFLAGS": ""}
    report = BUILD / f"{name}.xml"
    if options is not None:
        environment["COVERAGE_FILE"] = str(BUILD / ".coverage")
        environment["PYTEST_ADDOPTS"] = f"{os.environ.get('PYTEST_ADDOPTS', '')} --junitxml={report} {options}".strip()
    started = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    passed, failed = count(report) if report.exists() else (0, 0)
    if options is not None and passed + failed == 0:
        code = code or 1  # a suite without a test has shown nothing
    if code and not failed:
        failed = 1
    said = "ok" if not failed else f"{failed} failed"
    print(f"=== {name}: {said}, {passed} passed, {time.monotonic() - started:.0f} s", flush=True)
    return passed, failed


def main() -> int:
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    results = {name: run(name, command, options) for name, command, options in STEPS}
    passed, failed = (sum(part) for part in zip(*results.values(), strict=True))
    print()
    for name, (good, bad) in results.items():
        print(f"{name:10} {'FAILED' if bad else 'ok':7} {good or '':>6}")
    closing = f"{passed} passed, {failed} failed"
    (BUILD / "closing").write_text(f"{closing}\n")
    print(closing, flush=True)
    return int(failed > 0 or passed == 0)


if __name__ == "__main__":
    sys.exit(main())
