"""What this checkout makes of the samples, beside what another one makes of them.

    python -m tests.same_results OTHER_CHECKOUT

Runs `kiem-tra --json --ban-sao` and `tong-hop` over every folder of returns and every published
workbook under samples/, once with the code here and once with the code there, and compares exit codes,
JSON reports, and every cell of the working files and marked copies: value, formula, number format,
look, link, width, height. Prints each difference, grouped by kind; exits 1 where there are any.
Moments of writing are left out. Nothing here is a test of its own: it shows what a change changed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl.cell import Cell
from openpyxl.styles.colors import Color
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).resolve().parent.parent
_MOMENT = re.compile(r"\d{1,2}:\d{2} ngày \d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2}T[\d:]{5,}Z?")
_MOST_SHOWN = 40  # differences of one kind
Difference = tuple[str, str, str]  # its kind, where it is, and what it is


def main() -> int:
    """Run both checkouts and print what differs; 1 where something does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("other", type=Path, help="the checkout to compare with")
    parser.add_argument("--samples", type=Path, default=HERE / "samples", help="the workbooks to run on")
    parser.add_argument("--keep", type=Path, help="an empty folder that keeps the results of both")
    call = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = call.keep or Path(name)
        made = {}
        for label, checkout in (("before", call.other.resolve()), ("after", HERE)):
            made[label] = folder / label
            run_all(checkout, call.samples.resolve(), made[label])
        found = list(compare_folders(made["before"], made["after"]))
    show(found)
    return bool(found)


def run_all(checkout: Path, samples: Path, target: Path) -> None:
    """Check and roll up every sample with one checkout's code; each result in a folder of its own."""
    for sample in sorted(path for path in samples.iterdir() if path.is_dir()):
        inputs = [path for path in (sample / "don-vi", *sorted(sample.glob("*.xlsx"))) if path.exists()]
        for path in inputs:
            result = target / sample.name / path.stem
            result.mkdir(parents=True)
            check = ["kiem-tra", path, "--json", result / "report.json", "--ban-sao", result / "copies"]
            _run(checkout, check, result / "kiem-tra.exit.txt")
            if path.is_dir():
                roll_up = ["tong-hop", path, "-o", result / "tong-hop.xlsx"]
                _run(checkout, roll_up, result / "tong-hop.exit.txt")


def _run(checkout: Path, arguments: list, log: Path) -> None:
    """Run one command with a checkout's own code, and note how it ended."""
    scripts = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    module, function = scripts["bieu"].split(":")
    code = f"from {module} import {function}; {function}()"
    environment = {**os.environ, "PYTHONPATH": str(checkout), "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=checkout, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode not in (0, 1):
        print(f"{checkout}: {arguments[0]} {arguments[1]}: {done.returncode}, {done.stderr.strip()}")
    log.write_text(str(done.returncode), encoding="utf-8")


def compare_folders(before: Path, after: Path) -> Iterator[Difference]:
    """What differs between the results of two runs."""
    names = [{path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
             for folder in (before, after)]  # fmt: skip
    for name in sorted(names[0] ^ names[1]):
        yield "file", str(name), f"only {'before' if name in names[0] else 'after'}"
    for name in sorted(names[0] & names[1]):
        one, two = before / name, after / name
        if name.suffix == ".json":
            reports = (json.loads(path.read_text(encoding="utf-8")) for path in (one, two))
            yield from compare_json(str(name), *reports)
        elif name.suffix == ".xlsx":
            yield from compare_workbooks(str(name), one, two)
        elif _timeless(one.read_text("utf-8")) != _timeless(two.read_text("utf-8")):
            yield "text", str(name), "another text"


def compare_json(place: str, one: object, two: object) -> Iterator[Difference]:
    """What differs between two JSON values, at its place: findings by their ids, else by position."""
    if isinstance(one, dict) and isinstance(two, dict):
        for key in one | two:
            if key in one and key in two:
                yield from compare_json(f"{place} {key}", one[key], two[key])
            else:
                yield "JSON", f"{place} {key}", f"only {'before' if key in one else 'after'}"
    elif isinstance(one, list) and isinstance(two, list):
        for key, left, right in _paired(one, two):
            if left is None or right is None:
                yield "JSON", f"{place} {key}", f"{left!r} → {right!r}"
            else:
                yield from compare_json(f"{place} {key}", left, right)
    elif _timeless(one) != _timeless(two):
        yield "JSON", place, f"{one!r} → {two!r}"


def _paired(one: list, two: list) -> Iterator[tuple[object, object, object]]:
    """The entries of two lists side by side; None where one has no such entry."""
    keyed = [_keyed(entries) for entries in (one, two)]
    for key in keyed[0] | keyed[1]:
        yield key, keyed[0].get(key), keyed[1].get(key)
    order = [[key for key in entries if key in keyed[0] and key in keyed[1]] for entries in keyed]
    if order[0] != order[1]:
        yield "order", str(order[0]), str(order[1])


def _keyed(entries: list) -> dict[tuple, object]:
    """Each entry by what it is called, and the how manieth of that name it is."""
    keyed: dict[tuple, object] = {}
    for entry in entries:
        known = entry if isinstance(entry, dict) else {}
        name = known.get("id") or known.get("file") or (known.get("rule"), known.get("table"))
        number = 1
        while (name, number) in keyed:
            number += 1
        keyed[name, number] = entry
    return keyed


def compare_workbooks(name: str, one: Path, two: Path) -> Iterator[Difference]:
    """What differs between the cells of two workbooks, sheet by sheet."""
    formulas = [openpyxl.load_workbook(path) for path in (one, two)]
    values = [openpyxl.load_workbook(path, data_only=True) for path in (one, two)]
    if formulas[0].sheetnames != formulas[1].sheetnames:
        yield "sheets", name, f"{formulas[0].sheetnames} → {formulas[1].sheetnames}"
    for title in formulas[0].sheetnames:
        if title in formulas[1].sheetnames:
            sheets = [book[title] for book in (*formulas, *values)]
            yield from _compare_sheets(f"{name} {title}", *sheets)


def _compare_sheets(
    place: str, one: Worksheet, two: Worksheet, values_one: Worksheet, values_two: Worksheet
) -> Iterator[Difference]:
    for row in range(1, max(one.max_row, two.max_row) + 1):
        for column in range(1, max(one.max_column, two.max_column) + 1):
            facts = [_facts(sheet.cell(row, column), stored.cell(row, column))
                     for sheet, stored in ((one, values_one), (two, values_two))]  # fmt: skip
            for kind, left in facts[0].items():
                if left != facts[1][kind]:
                    cell = f"{get_column_letter(column)}{row}"
                    yield kind, f"{place}!{cell}", f"{left!r} → {facts[1][kind]!r}"
    for kind, of in _OF_SHEET.items():
        left, right = of(one), of(two)
        if left != right:
            yield kind, place, f"{sorted(set(left) ^ set(right), key=str)}"


def _facts(cell: Cell, stored: Cell) -> dict[str, object]:
    """All that a cell says: what is in it, what it shows, how, and where it leads."""
    link, fill, font, side = cell.hyperlink, cell.fill, cell.font, cell.border.left
    is_formula = cell.data_type == "f"
    return {
        "value": (type(stored.value).__name__, _timeless(stored.value)),
        "formula": cell.value if is_formula else None,
        "number format": cell.number_format,
        "link": (link.target, link.location, link.display) if link else None,
        "look": (
            font.name, font.size, font.bold, font.italic, font.underline, _colour(font.color),
            fill.patternType, _colour(fill.fgColor), _colour(fill.bgColor), side.style, _colour(side.color),
            cell.alignment.horizontal, cell.alignment.vertical, cell.alignment.wrapText,
            cell.protection.locked,
        ),
    }  # fmt: skip


def _colour(colour: Color | None) -> object:
    return colour and (colour.type, colour.value)


_OF_SHEET = {
    "width": lambda sheet: [(k, d.width, d.hidden) for k, d in sheet.column_dimensions.items()],
    "height": lambda sheet: [(k, d.height, d.hidden) for k, d in sheet.row_dimensions.items()],
    "merged": lambda sheet: sorted(map(str, sheet.merged_cells.ranges)),
    "filter": lambda sheet: [sheet.auto_filter.ref],
    "conditional format": lambda sheet: [str(r.sqref) for r in sheet.conditional_formatting],
    "page break": lambda sheet: [b.id for b in sheet.row_breaks.brk],
    "comment": lambda sheet: [(c.coordinate, c.comment.text) for row in sheet for c in row if c.comment],
}


def _timeless(value: object) -> object:
    return _MOMENT.sub("…", value) if isinstance(value, str) else value


def show(found: list[Difference]) -> None:
    """Print the differences: each kind, each change, and where it is."""
    kinds: dict[str, dict[str, list[str]]] = {}
    for kind, place, change in found:
        kinds.setdefault(kind, {}).setdefault(change, []).append(place)
    for kind, changes in kinds.items():
        print(f"== {kind}: {sum(map(len, changes.values()))}")
        for change, places in list(changes.items())[:_MOST_SHOWN]:
            more = f", and {len(places) - 3} more" if len(places) > 3 else ""
            print(f"  {change}\n      {', '.join(places[:3])}{more}")
        if len(changes) > _MOST_SHOWN:
            print(f"  … {len(changes) - _MOST_SHOWN} more changes")
    print(f"{len(found)} differences" if found else "no difference")


if __name__ == "__main__":
    sys.exit(main())
