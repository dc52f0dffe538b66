"""Speed and size, beside the yardsticks, measured in one run.

    python -m tests.benchmark [--files 1000] [--rounds 3] [--against CHECKOUT]

Generates unit workbooks (6 sheets with room for 60 rows, styled, 3 to 40 rows filled, 12 on average)
in a temporary folder and prints each figure with its yardstick. Every measurement is a process of its
own, start-up included, and A and B take turns; the median of the rounds is shown. Nothing here is a
test: machines differ, ratios less so. CHECKOUT: the tree of another commit, whose own benchmark takes
turns with ours over the same workbooks.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from xl_addin.command_line.command import leave
from xl_addin.files.collector import uncollected

# Six annexes with the eight columns of Lạng Sơn's Biểu số 01 and the three of Thái Nguyên's Biểu 03
# that it lacks, eleven like the files that performance.md measures. As in Lạng Sơn's plan (48 wordings
# in 95 rows), half of the classes are named alike in many units, the others name their place.
_CLASS_NAMES = (
    ("bieu-01", "Đào tạo Cao cấp lý luận chính trị hệ không tập trung K{n}.B{m} (khóa học 2018-2020)"),
    ("bieu-02", "Đào tạo Trung cấp lý luận chính trị - hành chính hệ tập trung khóa {n} tại huyện số {m}"),
    ("bieu-03", "Đào tạo Trung cấp lý luận chính trị - hành chính hệ tại chức khóa {n} tại xã số {m}"),
    ("bieu-04", "Đào tạo Sơ cấp lý luận chính trị cho đảng viên, lớp {n}"),
    ("bieu-05", "Bồi dưỡng Nghiệp vụ công tác Đảng, đoàn thể cơ sở, chuyên đề {n}"),
    ("bieu-06", "Bồi dưỡng cập nhật kiến thức cho đối tượng 4, lớp {n}"),
)
_LENGTHS = {"bieu-01": 18, "bieu-02": 6, "bieu-03": 15, "bieu-04": 1}  # months; the others take two days
_MORE_COLUMNS = (
    ("opens", "Thời gian / Khai giảng", 10),
    ("closes", "Thời gian / Bế giảng", 10),
    ("carry_months", "Chuyển sang năm {next_year}", 11),
)


def make_form_set(folder: Path, units: int) -> Path:
    """A form set of six annexes on six sheets, after Lạng Sơn's Biểu số 01."""
    from workbook_templates.declared.form_set import FORM_SETS

    source, target = FORM_SETS / "lang-son-2018", folder / "form-set"
    (target / "units").mkdir(parents=True)
    for name in (
        "programmes.csv",
        "norms.csv",
        "rules.csv",
        "agreements.csv",
        "sections.csv",
        "form_set.csv",
    ):
        text = (source / name).read_text(encoding="utf-8")
        text = text.replace("id,lang-son-2018", "id,benchmark").split("\nsau-dai-hoc,")[0]
        (target / name).write_text(text, encoding="utf-8")
    for name in ("annexes.csv", "columns.csv"):
        rows = _read(source / name)
        _write(target / name, [row for form, _ in _CLASS_NAMES for row in _renamed(rows, form)])
    _write(target / "bieu.csv", [{"id": form, "sources": form} for form, _ in _CLASS_NAMES])
    codes = [f"U{n:04d}" for n in range(units)]
    unit = {"sector": "", "kind": "party", "valid_from": "", "valid_to": "", "parent": ""}
    unit |= {"predecessors": "", "aliases": ""}
    units = [{"code": code, "name": f"Đảng ủy xã số {code}", **unit} for code in codes]
    _write(target / "units" / "lang-son.csv", units)
    _write(target / "dues.csv", [{"form": form, "unit": code} for form, _ in _CLASS_NAMES for code in codes])
    return target


def _read(path: Path) -> list[dict]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _renamed(rows: list[dict], new: str) -> list[dict]:
    """The rows of Biểu số 01 in annexes.csv or columns.csv under another id, on a sheet of its own."""
    number = new.replace("bieu-", "biểu số ")
    own = {
        "name": number.capitalize(),
        "sheet": number.capitalize(),
        "number": number.upper(),
        "clues": number,
    }
    mine = [
        {**row, "id": new, **own} if "id" in row else {**row, "form": new}
        for row in rows
        if "bieu-01" in (row.get("id"), row.get("form"))
    ]
    if "field" in mine[0]:
        more = [{"field": name, "header": text, "width": wide} for name, text, wide in _MORE_COLUMNS]
        mine[-1:-1] = [{**mine[-1], **column} for column in more]
    return mine


def _write(path: Path, rows: list[dict]) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def make_workbooks(form_set_folder: Path, folder: Path, count: int, bad: int = 0) -> None:
    """Write `count` filled workbooks; `bad` rows of each carry a mistake."""
    from workbook_templates.declared.loading import load_form_set
    from workbook_templates.paper.blank import Filled, write_blank

    form_set = load_form_set(form_set_folder)
    folder.mkdir(parents=True)
    chance = random.Random(7)
    for number, code in enumerate(list(form_set.expected_units)[:count]):
        rows = {}
        for form_id, pattern in _CLASS_NAMES:
            size = min(40, max(3, round(chance.gammavariate(2.2, 5.5))))
            rows[form_id] = [_row(form_set.annexes[form_id], pattern, number, i, chance) for i in range(size)]
        for i in range(bad):
            form_id = _CLASS_NAMES[i % 6][0]
            column = next(
                k for k, c in enumerate(form_set.annexes[form_id].columns) if c.field.kind.adds
            )
            rows[form_id][i // 6 % len(rows[form_id])][column] = "khoảng 60"
        write_blank(folder / f"{code}.xlsx", form_set, code, Filled(rows, room=60))


def _row(form, pattern: str, unit: int, index: int, chance: random.Random) -> list:
    months = _LENGTHS.get(form.id)
    people, opens = 60 + chance.randrange(10), 1 + chance.randrange(10)
    last = opens + (months or 1) - 1  # may lie beyond December
    values = {
        "class_name": pattern.format(n=index + 1, m=unit + 1),
        "classes": 1,
        "learners_training": people if months else None,
        "learners_refresher": None if months else people,
        "length": f"{months:02d} tháng" if months else "02 ngày",
        "opens": f"{opens}/2018",
        "closes": f"{last}/2018" if last <= 12 else None,
        "carry_months": f"{last - 12:02d} tháng" if last > 12 else None,
    }
    return [values.get(column.name) for column in form.columns]


def six_sheets(path: Path, rows: int, warnings: int = 0) -> None:
    """A unit's workbook of six sheets, the cover and Thái Nguyên's five biểu, `rows` rows in all, 40
    counts on each biểu that cannot be read; and on so many biểu, from the last, rows to be verified."""
    import openpyxl

    from workbook_templates.declared.loading import load_form_set
    from workbook_templates.reading.cover import COVER_LABELS, COVER_SHEET

    form_set = load_form_set("thai-nguyen-2025")
    book = openpyxl.Workbook()
    cover = {
        "unit_name": "Trường Chính trị tỉnh",
        "unit_code": "TN-TCT",
        "form_set": form_set.id,
        "year": 2025,
    }
    book.active.title = COVER_SHEET
    for key, value in cover.items():
        book.active.append([COVER_LABELS[key], value])
    for form in form_set.annexes.values():
        page = book.create_sheet(form.sheet)
        page.append([f"BIỂU SỐ {form.number}"])
        page.append([" ".join(column.header) for column in form.columns])
        count = rows // len(form_set.annexes)
        for row in range(1, count + 1):
            bad = row % (count // 40) == 0 and row // (count // 40) <= 40
            odd = form in list(form_set.annexes.values())[-warnings or 5 :] and 2 <= row <= 6
            page.append([_cell(column.name, form, row, bad, odd) for column in form.columns])
    book.save(path)


def _cell(name: str, form, row: int, bad: bool, odd: bool) -> object:
    """What a row of `six_sheets` holds in a column."""
    carried = form.carry_over == "yes"
    return {
        "ordinal": row,
        "unit_name": f"Phòng chuyên môn {1 if odd else row}",
        "learners_part_time": 60,
        "class_name": f"Bồi dưỡng chuyên đề {row} tại xã {row}"
        if form.number.endswith("4")
        else f"Lớp {'cao' if 'cao' in form.title.lower() else 'trung'} cấp lý luận chính trị tại xã {row}",
        "opens": "03/2024" if carried else "03/2025",
        "closes": "09/2025" if carried and not odd else "",
        "carry_months": "" if carried or odd else "06 tháng",
        "length": "hai tuần" if odd else "02 ngày",
    }.get(name, "khoảng 60" if bad else 60)


def _calls(folder: Path, warnings: int) -> tuple[int, int, int]:
    """Calls into Excel of a first Kiểm tra of six sheets and 2,000 rows; how many of them only asked for an
    object; and how many findings there were."""
    from tests import excel as excel_engine
    from xl_addin import buttons
    from xl_addin.version import VERSION

    path = folder / f"six{warnings}.xlsx"
    six_sheets(path, 2000, warnings)
    excel = excel_engine.start()
    book = excel.workbooks.by_hand(str(path))
    excel.calls.reset()
    buttons.press("kiem_tra", VERSION)
    return excel.calls.count, excel.calls.objects, book.content.worksheets[-1].max_row - 6


# --- what is measured, each in a process of its own -----------------------------------------------
# Processes that read workbooks load this module too: it imports no more at its top than the commands do.


def part_calamine(folder: Path) -> None:
    from python_calamine import CalamineWorkbook

    for path in sorted(folder.glob("*.xlsx")):
        with CalamineWorkbook.from_path(str(path)) as workbook:
            for name in workbook.sheet_names:
                workbook.get_sheet_by_name(name).to_python()


def part_calamine_and_write(folder: Path) -> None:
    import xlsxwriter

    part_calamine(folder)
    rows = int(os.environ["BENCH_ROWS"])
    workbook = xlsxwriter.Workbook(str(folder.parent / "yardstick.xlsx"), {"constant_memory": True})
    look = workbook.add_format({"border": 1})
    for name in ("A", "B"):
        sheet = workbook.add_worksheet(name)
        for row in range(rows):
            for column in range(12):
                if column % 2:
                    sheet.write_number(row, column, row, look)
                else:
                    sheet.write_string(row, column, f"Lớp Trung cấp lý luận chính trị {row}", look)
    workbook.close()


def part_colleague(folder: Path) -> None:
    import pandas

    frames = []
    for path in sorted(folder.glob("*.xlsx")):
        frames.extend(pandas.read_excel(path, sheet_name=None, engine="openpyxl").values())
    pandas.concat(frames)


@uncollected()  # as roll_up is
def part_aggregate(folder: Path) -> tuple:
    from workbook_templates.declared.loading import load_form_set
    from xl_addin.inbox import open_inbox

    source = folder.parent / "form-set"
    form_set = load_form_set(source)
    inbox = open_inbox([folder], form_set, source)
    from validators.batch import Batch
    from validators.judging import judge
    from xl_addin.summary.bieu import roll_up_forms

    batch = Batch(inbox.returns, form_set, together=True, used=inbox.used, superseded=inbox.superseded)
    return judge(batch), roll_up_forms(batch)


def part_tong_hop(folder: Path) -> argparse.Namespace:
    from xl_addin.command_line.command import run

    form_set, target = str(folder.parent / "form-set"), str(folder.parent / "out.xlsx")
    call = argparse.Namespace()
    run(["tong-hop", str(folder), "--bo-bieu", form_set, "-o", target], call)
    return call


def part_theo_mau(folder: Path) -> argparse.Namespace:
    """The same with no form set: by the first of the returns."""
    from xl_addin.command_line.command import run

    example, target = str(min(folder.glob("*.xlsx"))), str(folder.parent / "by-example.xlsx")
    call = argparse.Namespace()
    run(["tong-hop", str(folder), "--theo-mau", example, "-o", target], call)
    return call


def part_startup(folder: Path) -> None:
    from xl_addin.command_line.command import run

    run(["danh-muc", "--quy-tac", "D01"])


def _measure(
    part: str, folder: Path, tree: Path | None = None, **environment: str
) -> tuple[float, float]:
    """Wall seconds of a fresh process, and its peak memory (all its processes) in MB. tree: where its code
    stands."""
    command = [sys.executable, "-m", "tests.benchmark", "--part", part, "--folder", str(folder)]
    surroundings = {**os.environ, **environment}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled once, as on a clerk's machine
    begin = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, env=surroundings, cwd=tree, check=False)
    wall = time.perf_counter() - begin
    if done.returncode:
        raise SystemExit(done.stderr)
    return wall, float(done.stdout.strip().splitlines()[-1])


def _turns(rounds: int, *parts: tuple) -> list[tuple[float, float]]:
    """Median wall seconds and largest memory of each part, measured in turns."""
    taken: list[list[tuple[float, float]]] = [[] for _ in parts]
    for _ in range(rounds):
        for index, (part, folder, environment) in enumerate(parts):
            taken[index].append(_measure(part, folder, **environment))
    return [(statistics.median(w for w, _ in runs), max(m for _, m in runs)) for runs in taken]


def _single(form_set_folder: Path, path: Path) -> tuple[float, float, int]:
    """Milliseconds of reading and of checking one workbook in this warm process (medians of 15), and
    how many findings it has."""
    from validators.batch import Batch
    from validators.judging import judge
    from workbook_templates.declared.loading import load_form_set
    from workbook_templates.reading.many_files import read_one

    form_set = load_form_set(form_set_folder)
    reads, checks = [], []
    for _ in range(18):
        begin = time.perf_counter()
        item = read_one(path, form_set)
        middle = time.perf_counter()
        report = judge(Batch([item], form_set))
        reads.append(middle - begin)
        checks.append(time.perf_counter() - middle)
    return statistics.median(reads[3:]) * 1000, statistics.median(checks[3:]) * 1000, len(report.findings)


def _account_share(form_set_folder: Path, paths: list[Path]) -> tuple[float, float]:
    """Seconds of reading the workbooks in this process, and how many of these the account takes."""
    from workbook_templates.declared.loading import load_form_set
    from workbook_templates.reading import table_rows
    from workbook_templates.reading.returns import read_return

    form_set, take, taken = load_form_set(form_set_folder), table_rows.take_account, 0.0

    def timed(*call):
        nonlocal taken
        begin = time.perf_counter()
        take(*call)
        taken += time.perf_counter() - begin

    read_return(paths[0], form_set)  # what is loaded once
    table_rows.take_account = timed
    begin = time.perf_counter()
    for path in paths:
        read_return(path, form_set)
    table_rows.take_account = take
    return time.perf_counter() - begin, taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--against", type=Path, metavar="CHECKOUT")
    parser.add_argument("--part")
    parser.add_argument("--folder", type=Path)
    call = parser.parse_args()
    if call.part:
        made = globals()[f"part_{call.part}"](call.folder)  # noqa: F841 – kept, as the command keeps it
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        workers = min(4, os.cpu_count() or 1) if children else 0
        print((own + children * workers) / 1024)  # the largest child counted for each: an upper bound
        leave(0)
    with tempfile.TemporaryDirectory() as name:
        _run(Path(name), call.files, call.rounds)
        if call.against:
            _compare(Path(name), call.files, call.rounds, call.against.resolve())


def _compare(folder: Path, files: int, rounds: int, tree: Path) -> None:
    """Ours beside another commit's, which makes the form set as it knows it."""
    theirs, whole = folder / "theirs", folder / f"w{files}"
    theirs.mkdir()
    make = f"import pathlib, tests.benchmark as b; b.make_form_set(pathlib.Path({str(theirs)!r}), {files})"
    subprocess.run([sys.executable, "-c", make], cwd=tree, check=True)
    (theirs / whole.name).symlink_to(whole)
    for part in ("startup", "aggregate", "tong_hop"):
        both = (part, whole, {}), (part, theirs / whole.name, {"tree": tree})
        (new, more), (old, less) = _turns(rounds, *both)
        name = f"{part} of {files}"
        print(f"{name}: {new:.2f} s, {more:.0f} MB; before {old:.2f} s, {less:.0f} MB: {new / old:.2f} times")


def _run(folder: Path, files: int, rounds: int) -> None:
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {files} workbooks, medians of {rounds}")
    form_set = make_form_set(folder, files)
    sizes = sorted({files // 5, files // 2, files})
    begin = time.perf_counter()
    make_workbooks(form_set, folder / f"w{files}", files)
    for size in sizes[:-1]:
        part = folder / f"w{size}"
        part.mkdir()
        for path in sorted((folder / f"w{files}").glob("*.xlsx"))[:size]:
            os.link(path, part / path.name)
    size = sum(p.stat().st_size for p in (folder / f"w{files}").glob("*.xlsx")) / files / 1024
    print(f"generated in {time.perf_counter() - begin:.0f} s, {size:.0f} KiB a workbook")
    whole, few = folder / f"w{files}", folder / f"w{sizes[0]}"

    _turns(1, ("tong_hop", few, {}))  # so that all is compiled
    (ours, memory), (theirs, _) = _turns(rounds, ("aggregate", whole, {}), ("calamine", whole, {}))
    _show("read + check + aggregate", ours, "calamine alone", theirs, ours / theirs, "at most 1.8 times")
    rows = _rows(form_set, whole)
    (total, peak), (yard, _) = _turns(
        rounds, ("tong_hop", whole, {}), ("calamine_and_write", whole, {"BENCH_ROWS": str(rows)})
    )
    _show("whole tong-hop", total, f"calamine + {rows} rows twice", yard, total / yard, "at most 1.2 times")
    print(f"peak memory {max(memory, peak):.0f} MB, workers included (of 2,000 files under 1,000)")
    (ours, _), (theirs, _) = _turns(1, ("aggregate", few, {}), ("colleague", few, {}))
    _show(
        f"{sizes[0]} workbooks",
        ours,
        "a colleague's pandas loop",
        theirs,
        theirs / ours,
        "at least 5 times faster",
    )
    (ours, _), (theirs, _) = _turns(rounds, ("theo_mau", few, {}), ("tong_hop", few, {}))
    _show(f"by example, {sizes[0]}", ours, "with a form set", theirs, ours / theirs, "at most 1.3 times")
    times = [(_turns(rounds, ("tong_hop", folder / f"w{n}", {}))[0][0], n) for n in sizes]
    each = ", ".join(f"{n}: {t:.2f} s ({1000 * t / n:.1f} ms each)" for t, n in times)
    print(f"tong-hop of {each} (no worse than linear)")
    read, account = _account_share(form_set, sorted(few.glob("*.xlsx")))
    print(f"the account: {account:.2f} s of {read:.2f} s of reading: {account / read:.1%} (at most 5%)")
    make_workbooks(form_set, folder / "bad", 1, bad=50)
    clean, faulty = next(iter(sorted(whole.glob("*.xlsx")))), next((folder / "bad").glob("*.xlsx"))
    for label, path, limit in (("clean", clean, 60), ("faulty", faulty, 150)):
        read, check, findings = _single(form_set, path)
        print(
            f"kiem-tra of one {label} workbook, warm: read {read:.1f} ms, beyond reading {check:.1f} ms "
            f"(at most {limit}), {findings} findings"
        )
    for warnings in (0, 1, 5):
        calls, objects, findings = _calls(folder, warnings)
        what = f"{findings} findings, warnings beside errors on {warnings} sheets: {calls} calls"
        print(f"Kiểm tra of 6 sheets, 2,000 rows, {what}, {objects} to ask for an object (under 150)")
    ((start, _),) = _turns(rounds, ("startup", folder, {}))
    print(f"start-up of the command (danh-muc --quy-tac D01): {start:.2f} s")


def _show(what: str, ours: float, yardstick: str, theirs: float, ratio: float, wanted: str) -> None:
    print(f"{what} {ours:.2f} s; {yardstick} {theirs:.2f} s: {ratio:.2f} times ({wanted})")


def _rows(form_set: Path, folder: Path) -> int:
    from workbook_templates.declared.loading import load_form_set
    from workbook_templates.reading.many_files import read_returns, side_processes

    paths = sorted(folder.glob("*.xlsx"))
    returns = read_returns(paths, load_form_set(form_set), form_set, pool=side_processes)
    return sum(len(table.rows) for item in returns for table in item.tables)


if __name__ == "__main__":
    main()
