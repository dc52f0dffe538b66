"""Returns of ke-hoach-2027 for Lạng Sơn, 65 communes and 26 agencies, with figures made up for illustration.

    python -m samples.plan_2027 FOLDER

writes all of them; those of KEPT lie in lang_son_2027/don-vi. The figures follow from a unit's place in the
list, so that each run writes the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.forms import Annex
from workbook_templates.declared.loading import load_form_set
from workbook_templates.expression.roles import Role
from workbook_templates.paper.blank import Filled, write_blank
from xl_addin.make_blanks import blank_name

FORM_SET, FOLDER = "ke-hoach-2027", "lang_son_2027"
KEPT = ("LS-BTC", "LS-TCT", "LS-MTTQ", "LS-QS", "LS-STC", "LS-SYT", "LS-05977", "LS-06001")
MADE_UP = "Số liệu minh họa"
NO_NEED = "Không có nhu cầu"
Row = dict[str, object]  # by field; of an annex with fixed lines with its "line"

# Of each kind of unit: the lines on which it registers people, with the most of one unit.
_NEEDS: dict[str, dict[str, dict[str, int]]] = {
    "nhu-cau-dao-tao": {
        "commune": {
            "cao-cap-ktt": 2, "trung-cap-tt": 3, "trung-cap-ktt-truong": 4, "trung-cap-ktt-noi-khac": 9,
            "so-cap": 30, "dai-hoc": 2,
        },
        "armed": {"cao-cap-tt": 3, "trung-cap-ktt-truong": 20},
        "": {
            "cao-cap-tt": 2, "cao-cap-ktt": 4, "trung-cap-tt": 3, "trung-cap-ktt-truong": 8, "thac-si": 3,
            "tien-si": 1,
        },
    },
    "nhu-cau-boi-duong": {
        "commune": {
            "cap-uy-xa": 5, "lanh-dao-xa": 4, "cvc": 3, "cv": 12, "cong-tac-dang": 8, "doan-the": 6,
            "cong-chuc-xa": 20, "khong-chuyen-trach": 25, "chuyen-doi-so": 30, "tieng-dan-toc": 10,
        },
        "armed": {"cap-phong": 6, "chuyen-doi-so": 40},
        "": {
            "cap-so": 2, "cap-phong": 9, "cap-nhat": 7, "cvcc": 1, "cvc": 8, "cv": 14, "hang-2": 6,
            "hang-3": 9, "quan-ly-nha-nuoc": 25, "chuyen-doi-so": 30, "tri-tue-nhan-tao": 20,
            "tieng-nuoc-ngoai": 5, "nuoc-ngoai": 1,
        },
    },
    "nhu-cau-qpan": {
        "commune": {"doi-tuong-3": 4, "doi-tuong-4": 40, "chuc-sac": 3},
        "": {"doi-tuong-2": 3, "doi-tuong-3": 12, "doi-tuong-4": 20},
    },
}  # fmt: skip
_OF_EMPLOYEES = ("hang-1", "hang-2", "hang-3", "hang-4", "thac-si", "tien-si")
_OF_OTHERS = ("khong-chuyen-trach", "so-cap")


def returns(form_set: FormSet) -> dict[str, dict[str, list[Row]]]:
    """What every unit sends: by its code and annex the rows, without those that it leaves blank."""
    sent = {}
    for place, (code, unit) in enumerate(form_set.catalogue.units.items(), start=1):
        needs = {name: _needs(form_set.annexes[name], unit.kind, place) for name in _NEEDS}
        sent[code] = needs | _classes(code, unit.name, unit.kind, place)
    return sent


def _needs(annex: Annex, kind: str, place: int) -> list[Row]:
    of_kind = _NEEDS[annex.id].get(kind, _NEEDS[annex.id][""])
    rows = []
    for number, (line, most) in enumerate(of_kind.items(), start=1):
        people = (place * (number + 6) + number * 5) % (most + 1) or int(number == 1)
        if people:
            women, minority = people * (place % 4 + 2) // 7, people * (number % 3 + 4) // 8
            row = {"learners": people, "women": women, "minority": minority}
            row |= _split(annex.id, line, people, place)
            rows.append({"line": line} | {name: number for name, number in row.items() if number})
    return rows


def _split(annex: str, line: str, people: int, place: int) -> Row:
    """What makes up the people of a line."""
    if annex == "nhu-cau-qpan":
        return {"refreshed": people - people // 3, "updated": people // 3}
    if line in _OF_EMPLOYEES:
        return {"employees": people}
    if line in _OF_OTHERS:
        return {"officials": people // 4, "other_people": people - people // 4}
    employees = people * (place % 3) // 6
    return {"officials": people - employees, "employees": employees}


def _class(name: str, learners: int, **more: object) -> Row:
    people = {"learners": learners, "women": learners * 3 // 7, "minority": learners // 2}
    return {"class_name": name} | people | more


def _classes(code: str, name: str, kind: str, place: int) -> dict[str, list[Row]]:
    """The annexes of classes, blank where the unit has none."""
    if kind == "school":
        return _of_school()
    forms: dict[str, list[Row]] = {}
    if kind == "commune" and place % 5 == 0:
        people = 40 + place % 11
        title = f"Bồi dưỡng nghiệp vụ công tác đảng cho cấp ủy chi bộ {name.removeprefix('Đảng ủy ')}"
        forms["lop-mo-moi"] = [
            _class(title, people, arranged="Đơn vị mở", classes=1, officials=people // 3, employees=0,
                   opens=f"{place % 6 + 3}/2027", closes=f"{place % 6 + 3}/2027")
        ]  # fmt: skip
        forms["du-toan"] = [_cost(title, 1, people, 3, 150_000, "Ngân sách xã")]
    if kind == "state" and place % 3 == 0:
        people = 55 + place
        title = f"Bồi dưỡng chuyên môn, nghiệp vụ ngành do {name} chủ trì"
        forms["lop-mo-moi"] = [
            _class(title, people * 2, arranged="Tỉnh mở", classes=2, officials=people, employees=people,
                   opens="5/2027", closes="6/2027")
        ]  # fmt: skip
        forms["lop-chua-mo"] = [
            {"class_name": f"Tập huấn văn bản mới do {name} chủ trì", "classes": 1, "learners": people,
             "reason": "Chưa bố trí được giảng viên và kinh phí", "proposal": "Chuyển sang năm sau"}
        ]  # fmt: skip
        forms["lop-ngoai-ke-hoach"] = [
            _class(f"Tập huấn chính quyền địa phương hai cấp do {name} tổ chức", people + 20, classes=1,
                   opens="8/2026", closes="8/2026", reason="Theo yêu cầu của bộ, ngành Trung ương")
        ]  # fmt: skip
        forms["du-toan"] = [_cost(title, 2, people * 2, 5, 200_000, "Ngân sách tỉnh")]
    return forms


def _of_school() -> dict[str, list[Row]]:
    carried = [
        _class(f"Trung cấp lý luận chính trị hệ không tập trung khóa {cohort} tại Trường Chính trị", people,
               opens=opens, closes=closes, unit_confirms="Đúng")
        for cohort, people, opens, closes in (
            (41, 68, "3/2026", "4/2027"), (42, 72, "5/2026", "6/2027"), (43, 70, "9/2026", "10/2027")
        )
    ]  # fmt: skip
    new = [
        _class("Trung cấp lý luận chính trị hệ tập trung khóa 44", 50, arranged="Tỉnh mở", classes=1,
               officials=38, employees=12, opens="3/2027", closes="10/2027"),
        _class("Trung cấp lý luận chính trị hệ không tập trung khóa 45 tại Trường Chính trị", 70, classes=1,
               arranged="Tỉnh mở", officials=45, employees=20, opens="4/2027", closes="5/2028"),
        _class("Bồi dưỡng ngạch chuyên viên chính", 130, arranged="Tỉnh mở", classes=2, officials=110,
               employees=20, opens="5/2027", closes="7/2027"),
        _class("Bồi dưỡng ngạch chuyên viên", 160, arranged="Tỉnh mở", classes=2, officials=140,
               employees=20, opens="8/2027", closes="9/2027"),
        _class("Bồi dưỡng kỹ năng số cho cán bộ, công chức cấp xã", 240, arranged="Tỉnh mở", classes=4,
               officials=200, employees=40, opens="6/2027", closes="10/2027"),
    ]  # fmt: skip
    costs = [
        _cost("Bồi dưỡng ngạch chuyên viên chính", 2, 130, 20, 200_000, "Ngân sách tỉnh"),
        _cost("Bồi dưỡng ngạch chuyên viên", 2, 160, 15, 200_000, "Ngân sách tỉnh"),
        _cost("Bồi dưỡng kỹ năng số cho cán bộ, công chức cấp xã", 4, 240, 3, 150_000, "Ngân sách tỉnh"),
        {"class_name": "Chi phục vụ các lớp trung cấp lý luận chính trị", "cost": 850_000_000,
         "funding": "Ngân sách tỉnh"},
    ]  # fmt: skip
    return {"lop-chuyen-tiep": carried, "lop-mo-moi": new, "du-toan": costs}


def _cost(name: str, classes: int, people: int, days: int, rate: int, funding: str) -> Row:
    return {
        "class_name": name, "classes": classes, "learners": people, "days": days, "day_rate": rate,
        "cost": people * days * rate, "funding": funding,
    }  # fmt: skip


def write_kept(target: Path, form_set: FormSet) -> None:
    """Write the returns that are kept as the sample."""
    write_returns(target / "don-vi", form_set, KEPT)


def write_returns(folder: Path, form_set: FormSet, only: Collection[str] = ()) -> None:
    """Write the returns of all units, or of these alone."""
    folder.mkdir(parents=True, exist_ok=True)
    saved = datetime(form_set.year - 1, 11, 15, tzinfo=UTC)
    cover = {"document": MADE_UP, "author": MADE_UP}
    for code, forms in returns(form_set).items():
        if only and code not in only:
            continue
        rows = {name: cells_of(form, forms.get(name, [])) for name, form in form_set.annexes.items()}
        write_blank(folder / blank_name(form_set, code), form_set, code, Filled(rows, cover, saved))


def cells_of(form: Annex, rows: list[Row]) -> list[list[object]]:
    """The cells of an annex as a unit fills them; one without rows says that there is no need."""
    if form.lines:
        by_line = {row["line"]: row for row in rows}
        said = ({Role.ORDINAL: line.number, Role.LINE: line.label} for line in form.lines)
        return [
            [words.get(c.field.role, by_line.get(line.id, {}).get(c.name)) for c in form.columns]
            for line, words in zip(form.lines, said, strict=True)
        ]
    cells = [[row.get(c.name) for c in form.columns] for row in rows]
    for number, row in enumerate(cells, start=1):
        row[0] = number
    return cells or [[NO_NEED if c.name == form.label_field else None for c in form.columns]]


if __name__ == "__main__":
    write_returns(Path(sys.argv[1]), load_form_set(FORM_SET))
