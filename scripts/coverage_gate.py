"""Hold the coverage: every branch of every rule, and nearly everything of the rest.

`python scripts/coverage_gate.py build/coverage.json` reads coverage's JSON report. Commands and policies must be
covered whole, branches included; all other files together at least 95 %.
"""

import json
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

RULES = ("*/commands*.py", "*/commands/*.py", "*/policies*.py", "*/policies/*.py")
WHOLE, REST = 100.0, 95.0


def is_rule(name: str) -> bool:
    """Commands and policies of slices; Django's management commands are another thing."""
    name = Path(name).as_posix()
    return any(fnmatch(name, pattern) for pattern in RULES) and "/management/" not in name


def counted(summary: dict[str, Any]) -> tuple[int, int]:
    """What was run and what there is: lines and branches."""
    return (
        summary["covered_lines"] + summary.get("covered_branches", 0),
        summary["num_statements"] + summary.get("num_branches", 0),
    )


def percent(files: dict[str, dict[str, Any]]) -> float:
    run, there = (sum(part) for part in zip(*(counted(file["summary"]) for file in files.values()), strict=True))
    return 100 * run / there if there else 100.0


def gaps(file: dict[str, Any]) -> str:
    """Lines, and jumps from line to line, that no test makes."""
    lines = [str(line) for line in file["missing_lines"]]
    jumps = [f"{start}→{'end' if end < 0 else end}" for start, end in file.get("missing_branches", [])]
    return ", ".join(lines + jumps)


def main(report: Path) -> int:
    data = json.loads(report.read_text())
    files: dict[str, dict[str, Any]] = data["files"]
    if not data["meta"]["branch_coverage"]:
        sys.exit("The report holds no branches: run coverage with branch = true.")
    rules = {name: file for name, file in files.items() if is_rule(name)}
    rest = {name: file for name, file in files.items() if name not in rules}
    if not rules or not rest:
        sys.exit(f"{report} holds {len(rules)} files of rules and {len(rest)} others: something was not measured.")
    open_rules = {name: file for name, file in rules.items() if percent({name: file}) < WHOLE}
    for name, file in sorted(open_rules.items()):
        print(f"{name}: {percent({name: file}):.1f} %, not run: {gaps(file)}")
    if percent(rest) < REST:
        for name, file in sorted(rest.items(), key=lambda item: percent({item[0]: item[1]}))[:20]:
            print(f"{name}: {percent({name: file}):.1f} %")
    print(
        f"commands and policies {percent(rules):.2f} % (asked: 100), everything else {percent(rest):.2f} % (asked: 95)"
    )
    return int(bool(open_rules) or percent(rest) < REST)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
