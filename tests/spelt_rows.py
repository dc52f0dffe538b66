"""Rows of annexes as clerks spell them, for tests of rules with two readings."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import product

from validators.rule import all_rules
from workbook_templates.declared.fields import catalogue, make_field
from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.forms import Annex, Column, Columns
from workbook_templates.declared.loading import form_set_ids, load_form_set
from workbook_templates.declared.relations import relations_of
from workbook_templates.declared.rows import FieldRow
from workbook_templates.expression.nodes import Truth
from workbook_templates.expression.roles import Role
from workbook_templates.kinds import KINDS

ERROR = "#DIV/0!"  # an error cell
MADE = "made"  # the annex that is made here
_COUNTS = [
    None, "", "-", " ", 0, 1, 2, 3, 29, 30, 31, 60, 999, 1000, 1001, 50000, 50001, 500000, 500001, -1, -30,
    0.5, 1.36, 60.0001, "khoảng 60", "60 - 80", "sáu mươi", "x", "?", ERROR,
]  # fmt: skip
_CARRIED = [
    None, "", "-", 0, 1, 4, 12, 59.5, 60, 60.5, 61, -4, 1.5, 10.2025, "4", "04", "04 tháng", "4 tháng",
    "4tháng", "12 THÁNG", "60 tháng", "61 tháng", "0", "0 tháng", "00 tháng", "-4", "-4 tháng", "tháng 4",
    "tháng", "1 2 tháng", "chưa rõ", ERROR,
]  # fmt: skip
_LENGTHS = [
    None, "", "-", "12 ngày", "12 NGÀY", "05 ngày", "3 tháng", "1,5 tháng", "0,5 năm", "5-7 ngày",
    "5 - 7 ngày", "7-5 ngày", "12-15 ngày", "2 tuần", "1 năm", "20 tiết", "3 buổi", "Theo thực tế",
    "theo nhu cầu", "Theo kế hoạch của Trung ương", "0 ngày", "12", "5-7", 12, 1.5, "ngày", "x", "12/5 ngày",
    ",5 ngày", "1,,5 ngày", "1-2-3 ngày", "-5 ngày", "123456 ngày", "1-234567 ngày", "12 5 ngày", ERROR,
]  # fmt: skip
_NOTES = [
    None, None, "Lớp chuyển tiếp", "LỚP CHUYỂN  TIẾP", "chuyển\u00a0tiếp từ 2024", "chuyen tiep",
    "Chuyển sang", "lớp chuyên tiếp", "chuyển đổi số", "chuyển-tiếp", "mới", 5, ERROR,
]  # fmt: skip
_NAMES = [
    "Lớp Trung cấp LLCT", "Cử đi đào tạo thạc sĩ", "CỬ ĐI học", "Chọn cử cán bộ", "Gửi đi học", "- Cử: đi",
    "Cử", "Cửa khẩu Hữu Nghị", "Lớp do đơn vị cử", "Cử\u00a0đi học", "1. Cử đi học", "gửi",
]  # fmt: skip


def plain(kind: str, year: int) -> list[object]:
    """Spellings that both readings know, or both do not; on both sides of each bound."""
    if kind == "month":
        months = [f"{m}/{y}" for y in (year - 1, year, year + 1) for m in (1, 9, 12)]
        quarters = [f"Quý {q}/{y}" for y in (year - 1, year, year + 1) for q in ("I", "IV")]
        far = [f"12/{year - 7}", f"1/{year - 6}", f"12/{year + 6}", f"1/{year + 7}"]
        impossible = [f"13/{year}", f"0/{year}", f"Quý V/{year}", f"/{year}", "3/1989", "3/2100", "3/"]
        days = [(year, 3, 1), (year, 3, 5), (year - 1, 12, 31), (2000, 1, 1), (2099, 12, 31)]
        numbers = [*(datetime(*day) for day in days), 36525, 73051, 3, 0, -1]
        others = [f"03/{year}", f"quý ii/{year}", f" 3/{year} ", f"QUÝ  III/{year}", "đầu năm", "x"]
        return [None, "", "-", " ", *months, *quarters, *far, *impossible, *numbers, *others, ERROR]
    return {
        "count": _COUNTS, "months": _CARRIED, "length": _LENGTHS, "note": _NOTES, "text": _NAMES,
        "quantity": [spelt for spelt in _COUNTS if spelt not in ("khoảng 60", "60 - 80")],
        "percent": [None, "", "-", 0, 0.5, 1, 25, 100, 101, -1, "x", ERROR],
        "decimal": [None, "", "-", 0, 1, 1.5, 0.25, -0.5, 100000, "x", "1,5,2", ERROR],
        "money": [None, "", "-", 0, 1, 36.511, 1500, 1500000, -1, 1e12, 1e15, "x", "1.5.0", ERROR],
        "choice": [None, "", "Đúng", "đã sửa", "Tỉnh mở", "x", ERROR],
        "year": [None, "", "-", 2024, "2024", 1899, 1900, 2099, 2100, 2024.5, 45717, "x", "2020-2025", "24",
                 "1899", "2100", ERROR],
        "date": [None, "", "-", "15/03/2024", "31/02/2024", "01/13/2024", "29/02/2023", "29/02/2024", "x",
                 "15-3", "15/03/1899", "15/03/2100", datetime(2024, 3, 15), datetime(2024, 5, 3), 73051, 0.5,
                 -5, "15/03/1980", "31/12/1937", "01/01/1938", "31/12/2003", "01/01/2004", ERROR],
    }[{"birth": "date"}.get(kind, kind)]  # fmt: skip


def loose(kind: str, year: int) -> list[object]:
    """Spellings that the reader knows and a formula does not."""
    return {
        "count": ["60 người", "60", "1.000", "1,000", "không", "Không có nhu cầu", "--", "–", "2 lớp", "+5"],
        "month": [
            f"3.{year}", f"T3/{year}", f"tháng 3 năm {year}", f"Tháng 3/{year}", f"3/{year % 100}",
            f"3 / {year}", f"{year}-03", f"15/3/{year}", f"Quý 1/{year}", f"Quý I-II/{year}", f"Q1/{year}",
            f"quí I/{year}", f"3-{year}", f"3/{year}.", f"đầu tháng 3/{year}", "không", "--",
            str(43160 + 365 * (year - 2018)), 3 + year / 10000,
        ],
        "months": ["1,5 tháng", "1 năm", "khoảng 4 tháng", "4 tháng.", "004", "không", "--", "+4"],
        "length": [
            "1.5 tháng", "1,25 tháng", "1,5-2 tháng", "1 năm rưỡi", "3 tháng 15 ngày", "khoảng 12 ngày",
            "12 ngày/lớp", "từ 5 đến 7 ngày", f"Quý I/{year}", "trong năm", datetime(year, 3, 1), "12 ngày.",
            "không",
        ],
        "quantity": ["khoảng 60", "60 - 80", "từ 35", "không quá 40", "60", "60 người"],
        "percent": ["25%", "25", "12,5"],
        "decimal": ["1,5", "1.5", "1.500", "60"],
        "money": ["1.500.000", "1,5 tỷ", "36,5 triệu", "60 đồng"],
        "year": ["năm 2024", "3/2024", datetime(2024, 3, 15), "ngày 15/3/2024"],
        "date": ["15/3/2024", "3/2024", "2024", 1975, "ngày 15 tháng 3 năm 2024", "15.03.2024", "15/03/24"],
        "birth": ["15/3/1980", "3/1980", "1980", 1980, "sinh ngày 15/3/1980", "15.03.1980", "15/03/80"],
    }.get(kind, [])  # fmt: skip


def annexes() -> list[tuple[FormSet, Annex]]:
    """Every annex of every form set whose rows are classes or units, and the one that is made. (Fixed lines
    are known by their labels alone, and lists of people with the same columns by their titles.)"""
    form_sets = map(load_form_set, form_set_ids())
    free = [(one, annex) for one in form_sets for annex in one.annexes.values() if _is_free(annex)]
    return [*free, _made()]


def _is_free(annex: Annex) -> bool:
    return annex.label_field in (*annex.columns.of(Role.CLASS), *annex.columns.of(Role.UNIT))


def _made() -> tuple[FormSet, Annex]:
    """An annex with all that a rule can ask for: both sorts of learners, notes that say what is carried
    over, a sum, a part and a product; and a field of each other kind that formulas read."""
    form_set = load_form_set("lang-son-2018")
    relations = {
        "staff_total": {"sum_of": ("civil_doctors", "public_doctors")},
        "registered": {"part_of": ("staff_total",)},
        "civil_masters": {"product_of": ("classes", "public_masters")},
    }
    names = (
        "ordinal", "class_name", "classes", "learners_training", "learners_refresher", "opens", "closes",
        "carry_months", "length", "note", *relations, "civil_doctors", "public_doctors", "public_masters",
    )  # fmt: skip
    declared = [
        Column(catalogue()[name], (header(name),), 10, name == "class_name", **relations.get(name, {}))
        for name in names
    ]
    there = {column.field.kind.name for column in declared}
    for name, kind in KINDS.items():
        if kind().read_formula("A1") and name not in there:
            measure = "triệu đồng" if name == "money" else ""
            own = FieldRow(name=name, label=name, kind=name, role=Role.OTHER, measure=measure)
            declared.append(Column(make_field(own), (header(name),), 10))
    columns, like = Columns(declared), form_set.annexes["bieu-01"]
    annex = replace(like, id=MADE, carry_over="mixed", columns=columns, all_columns=columns)
    fields = {column.name: column.field for column in columns}
    return replace(form_set, fields=fields, annexes={MADE: annex}), annex


def header(name: str, form_set: FormSet | None = None) -> str:
    """A wording that means one field alone, of the tool's or of a form set's own."""
    declared = (form_set.fields if form_set else catalogue()).get(name)
    if declared is None or not declared.headers:
        return f"Cột riêng {name}"
    return declared.label if declared.label in declared.headers else declared.headers[0]


def truths_of(annex: Annex) -> list[tuple[str, Truth]]:
    """The rules that apply to an annex and can be said as expressions, and its relations."""
    rules = [rule for rule in all_rules().values() if rule.skipped_on(annex) is None]
    return [(r.id, t) for r in rules for t in r.when] + [(r.code, r.broken) for r in relations_of(annex)]


def _around_bounds(kinds: dict[str, str], year: int, rng: random.Random) -> Iterator[dict]:
    """Classes against learners, and months against each other and the plan year."""
    if "classes" in kinds:
        counts = ((None, 1, 2, 30), (None, 0, 1, 29, 30), (None, 0, 1, "khoảng 60"))
        for classes, training, refresher in product(*counts):
            yield {
                "class_name": rng.choice(_NAMES),
                "classes": classes,
                "learners_training": training,
                "learners_refresher": refresher,
            }
    if "opens" in kinds:
        months = (None, "x", f"12/{year - 1}", f"1/{year}", f"Quý I/{year}", f"3/{year}", f"1/{year + 1}")
        for opens, closes in product(months, months):
            yield {"opens": opens, "closes": closes}


def rows_of(
    form_set: FormSet, annex: Annex, rng: random.Random, spelt: set[tuple]
) -> tuple[list[dict], list[str]]:
    """Rows by field, and for each the field that is spelt loosely, or ''. A good one; each spelling alone in
    a good one, or a loose one beside other trouble; and, where rules judge the annex, spellings by chance.
    spelt: kinds, roles and years whose spellings have stood alone, in one annex for all; added to."""
    roles = {c.name: c.field.role for c in annex.columns}
    kinds = {c.name: c.field.kind.name for c in annex.columns}
    kinds = {name: kind for name, kind in kinds.items() if roles[name] not in (Role.ORDINAL, Role.UNIT)}
    usual = {"count": 60, "month": f"9/{form_set.year}", "length": "12 ngày", "text": "Lớp bồi dưỡng"}
    good = {name: 2 if name == "classes" else usual.get(kind) for name, kind in kinds.items()}
    written = {name: plain(kind, form_set.year) for name, kind in kinds.items()}
    made = annex.id == MADE  # its counts and months stand in other annexes each by itself
    alone = [name for name, kind in kinds.items() if not made or kind not in (*usual, "months")]
    alone = [name for name in alone if (kinds[name], roles[name], form_set.year) not in spelt]
    found = [(good | {}, "")]
    found += [({**good, name: value}, "") for name in alone for value in written[name]]
    if not made:
        found += [({**good, **row}, "") for row in _around_bounds(kinds, form_set.year, rng)]
    for _ in range(300 if made else 60 if truths_of(annex) else 0):
        found.append(({name: rng.choice(values) for name, values in written.items()}, ""))
    for name in alone if not made else [name for name in kinds if roles[name] is not Role.STAFF]:
        for value in loose(kinds[name], form_set.year):
            beside = {n: rng.choice(values) for n, values in written.items()} if made else good
            found.append(({**beside, name: value}, name))
    spelt |= {(kinds[name], roles[name], form_set.year) for name in alone}
    for number, (row, _) in enumerate(found, start=1):
        row |= {name: number for name, role in roles.items() if role is Role.ORDINAL}
        row |= {name: "Sở Y tế" for name, role in roles.items() if role is Role.UNIT}
    return [row for row, _ in found], [name for _, name in found]
