"""Returns as clerks really type them, whose right outcome is known (tests/data/cases/cases.csv).

Columns of cases.csv: file: one workbook, or several joined by | that lie in one folder; set: form set; mode:
count: the roll-up's totals are `count`; finding: an error or a warning stands at one of the places of each
group in `finding`; either, both: of these two; quiet: only what `quiet` says; noneed: the biểu in `count` is
shown as “Không có nhu cầu”. count: label on sheet Tổng quan=number, joined by ;. finding: groups joined by ;
of places joined by blanks: Sheet!D9, Sheet!9 (anywhere in the row), Sheet!* (anywhere), blanks in names
written _. quiet: places where no error and no warning may stand.
"""

import csv
import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from xl_addin.command_line.command import run

CASES = Path(__file__).parent / "data" / "cases"
ROWS = list(csv.DictReader((CASES / "cases.csv").open(encoding="utf-8")))


def places(finding):
    """Where a finding stands: its cell and the related ones, each with its row and its sheet."""
    sheet = finding["sheet"]
    found = {(sheet, "*")}
    for cell in [finding["cell"], *finding["related"]]:
        if cell and not cell.startswith("["):
            page, cell = cell.rsplit("!", 1) if "!" in cell else (sheet, cell)
            found |= {(page, cell), (page, re.sub("[A-Z]+", "", cell)), (page, "*")}
    return found


def groups(text):
    return [
        [tuple(place.replace("_", " ").rsplit("!", 1)) for place in group.split()]
        for group in text.split(";")
        if group.strip()
    ]


def outcome(case, folder):
    """The places of errors and warnings, and the working file."""
    inbox = folder / "don-vi"
    inbox.mkdir()
    for name in case["file"].split("|"):
        shutil.copy(CASES / "files" / name, inbox / name)
    report, working = folder / "r.json", folder / "t.xlsx"
    run(["kiem-tra", str(inbox), "--bo-bieu", case["set"], "--json", str(report)])
    run(["tong-hop", str(inbox), "--bo-bieu", case["set"], "-o", str(working)])
    data = json.loads(report.read_text(encoding="utf-8"))
    told = [f for file in data["files"] for f in file["findings"]] + data["findings"]
    serious = [places(f) for f in told if f["severity"] in ("error", "warning")]
    return set().union(*serious), openpyxl.load_workbook(working, data_only=True)


@pytest.mark.parametrize("case", ROWS, ids=lambda case: case["file"][:30])
def test_a_case_comes_out_right(case, tmp_path, capsys):
    seen, book = outcome(case, tmp_path)
    totals = {str(row[0].value).strip(): row[1].value for row in book["Tổng quan"].iter_rows(max_col=2)}
    wanted = [item.rsplit("=", 1) for item in case["count"].split(";") if "=" in item]
    counted = bool(wanted) and all(totals.get(name.strip()) == float(number) for name, number in wanted)
    found = bool(case["finding"]) and all(seen & set(group) for group in groups(case["finding"]))
    told = [str(cell.value) for row in book["Theo dõi"].iter_rows() for cell in row if cell.value]
    good = {
        "count": counted,
        "finding": found,
        "either": counted or found,
        "both": counted and found,
        "quiet": True,
        "noneed": any("Không có nhu cầu" in text for text in told),
    }[case["mode"]]
    assert good, (case["why"], totals, sorted(seen))
    assert not seen & {place for group in groups(case["quiet"]) for place in group}
