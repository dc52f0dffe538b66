"""B13: rows below a heading that names another year than the plan's."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from validators.causes.sums import Gap, sums_of
from validators.findings import finding_in
from validators.frame import Frame
from validators.owner import Owner
from validators.rule import found, rule, silent
from workbook_templates.words.spelling import quote, words

_YEAR = re.compile(r"\bnăm (?:học |kế hoạch |trước )?\(?(20\d\d)\b")
_YEARS = re.compile(r"\b20\d\d\b")
_CARRIED = re.compile(r"\b(?:chuyển (?:sang|tiếp|từ)|tiếp tục|đang học|chuyển)\b")
_LONGEST = 90  # characters of a heading


@rule(
    "B13",
    severity="warning",
    scope="table",
    since="2026",
    basis="Năm của bộ biểu mẫu",
    what="Các dòng dưới tiêu đề của một năm khác năm kế hoạch.",
    why="Số của năm khác được cộng vào kế hoạch năm nay.",
    wrong="Mục “Năm 2024” có 165 học viên, mục “Năm 2025” có 120, trong biểu của năm 2025.",
    mend="Bỏ các dòng của năm khác khỏi biểu; nếu đúng là của năm kế hoạch thì sửa tiêu đề.",
)
def rows_of_another_year(frame: Frame, bounds: dict):
    if frame.form.carry_over == "yes" or not frame.form.all_columns.added:
        return
    blank = np.flatnonzero(np.isnan(frame.counts).all(axis=1)).tolist()
    for owner, span in frame.tables():
        headings = _headings(frame, owner, [p for p in blank if span.start <= p < span.stop] if blank else [])
        for row, label, end in _of_other_years(frame, headings):
            below = (p for p in range(span.start, span.stop) if row < frame["row"][p] < end)
            positions = [p for p in below if np.nansum(frame.counts[p])]
            if positions:
                yield _finding(frame, owner, span, row, label, positions)


def _headings(frame: Frame, owner: Owner, blank: list[int]) -> dict[int, str]:
    """The rows that head others, with their words: sections, lines that hold the sum of the rows below, and
    rows without a figure that name a year. blank: positions of rows without figures."""
    found = {line.row: line.label for line in (*owner.table.sections, *owner.table.parents)}
    for position in blank:
        if _YEAR.search(words(frame.label(position))):
            found[int(frame["row"][position])] = frame.label(position)
    return dict(sorted(found.items()))


def _of_other_years(frame: Frame, headings: dict[int, str]) -> Iterator[tuple[int, str, float]]:
    """The headings of other years: row, words, and the row that ends what is below, which is the next heading
    that names a year or is numbered in the same way."""
    rows = list(headings)
    for place, row in enumerate(rows):
        said = words(headings[row])
        if not _YEAR.search(said) or len(said) > _LONGEST or str(frame.year) in _YEARS.findall(said):
            continue
        if frame.form.carry_over == "mixed" and _CARRIED.search(said):
            continue
        own = _numbering(headings[row])
        below = (
            other
            for other in rows[place + 1 :]
            if _YEAR.search(words(headings[other])) or _numbering(headings[other]) == own
        )
        yield row, headings[row], next(below, float("inf"))


def _numbering(label: str) -> str:
    """How a heading is numbered: I, II; A, B; or not."""
    mark = label.split(maxsplit=1)[0].strip("().:/-") if label.split() else ""
    return "I" if mark and set(mark) <= set("IVX") else "A" if len(mark) == 1 and mark.isupper() else ""


def _finding(frame: Frame, owner: Owner, span: slice, row: int, label: str, positions: list[int]):
    table = owner.table
    name = frame.form.label_field if frame.form.label_field in table.columns else next(iter(table.columns))
    what, off = "", []
    for field in frame.form.all_columns.added:
        kind = frame.kind_of(field)
        own = [] if kind.interval else frame.counted(field, positions)
        if not any(own):
            continue
        part, whole = kind.total(own), kind.total(frame.counted(field, range(span.start, span.stop)))
        off += [g.cell for g in _gaps(frame, owner, field) if g.difference == -part]
        what = what or (
            f": “{frame.header_of(field)}” {kind.told(part)}, đang được tính trong tổng {kind.told(whole)};"
            f" nếu không tính thì {kind.told(whole - part)}"
        )
    fits = f", khớp với dòng tổng (ô {', '.join(off)})" if off else ""
    return finding_in(
        owner,
        f"“{quote(label)}” (dòng {row}) là của năm khác năm kế hoạch {frame.year}{what}{fits}.",
        key=f"year|{label}",
        cell=table.cell(row, name),
        row=row,
        field=name,
        value=quote(label),
        related=[*off, *(cell for p in positions[:50] if (cell := frame.cell(p, name)))],
    )


def _gaps(frame: Frame, owner: Owner, field: str) -> list[Gap]:
    gaps = (gap for first in sums_of(frame).gaps for gap in (first, *first.also))
    return [gap for gap in gaps if gap.owner is owner and gap.field == field and not gap.section]


EXAMPLES = (
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | I | NĂM 2024 | | |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | II | NĂM 2025 | | |
        | 1 | Bồi dưỡng CVC | 12 ngày | 60 |
        """,
        "Biểu 04!B2",
    ),
    found(  # the heading holds the sum, or no number
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | | Năm 2025 | | 130 |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Năm 2026 | | 95 |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 50 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 45 |
        """,
        "Biểu 04!B5",
    ),
    found(  # up to the next of its kind
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | A | KẾT QUẢ NĂM 2024 | | |
        | I | LỚP MỞ TẠI TRƯỜNG | | |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | B | ĐĂNG KÝ | | |
        | 1 | Bồi dưỡng CVC | 12 ngày | 60 |
        """,
        "Biểu 04!B2",
    ),
    silent(  # the plan's own, alone or with the next
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | I | NĂM 2025 | | |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | II | NĂM HỌC 2025 - 2026 | | |
        | 1 | Bồi dưỡng CVC | 12 ngày | 60 |
        | III | BỒI DƯỠNG THEO QUYẾT ĐỊNH SỐ 163/2016 | | |
        | 1 | Bồi dưỡng CV | 12 ngày | 60 |
        """,
    ),
    silent(  # nothing is counted below it
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | I | NĂM 2024 | | |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 0 |
        | II | NĂM 2025 | | |
        | 1 | Bồi dưỡng CVC | 12 ngày | 60 |
        """,
    ),
    silent(  # classes of earlier years belong there
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | I | NĂM 2023 | | | |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2023 | 4/2025 |
        """,
    ),
    silent(
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | I | LỚP NĂM 2017 CHUYỂN SANG | | | | | | |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | | 60 | 3 ngày | |
        """,
        form_set="lang-son-2018",
    ),
    found(
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | I | NĂM 2017 | | | | | | |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | | 60 | 3 ngày | |
        """,
        "Biểu!C2",
        form_set="lang-son-2018",
    ),
)
