"""The plans that print no table: their returns, as the script writes them, give the published numbers again,
and what a plan leaves open is shown."""

from pathlib import Path

import openpyxl
import pytest

from samples.plans import PLANS, write_plan
from tests.office import recalculate, validate
from workbook_templates.declared.loading import load_form_set
from xl_addin.check import guess_form_set
from xl_addin.command_line.command import run
from xl_addin.roll_up import roll_up

SAMPLES = Path(__file__).parent.parent / "samples"

# By biểu: the totals of its columns, as they are printed.
TOTALS = {
    "duc_pho_2023": {
        "chi-tieu": {"class_range": "13 – 15", "learner_range": "khoảng từ 980"},
        "kinh-phi": {"class_range": "12 – 14", "learner_range": "khoảng 920", "cost": 972_170_000},
    },
    "quang_ngai_2024": {
        "dao-tao": {"learner_range": "khoảng từ 485", "class_range": 1},
        "boi-duong": {"learner_range": "khoảng từ 8.087"},  # with the 485 above 8.572
        "phu-luc-1": {"learner_range": 113},
        **{f"phu-luc-{n}": {} for n in (2, 3, 5, 6, 7)},
        "phu-luc-4": {"learner_range": 986},
        "phu-luc-8": {"cost": 36_511_988_780},
    },
    "binh_thuan_2025": {"dang-ky": {"target_range": "từ 143", "registered": 146}},
    "btctw_2026": {
        "bieu-10": {
            "officials": 6485, "province_officials": 4986, "province_leaders": 2498,
            "commune_officials": 1499, "commune_leaders": 546,
            "classes_all": 64, "classes_province": 52, "classes_commune": 12,
        }
    },
}  # fmt: skip
# By biểu and line: what it prints in one column; None where the plan names no number.
LINES = {
    "duc_pho_2023": {
        ("chi-tieu", "learner_range"): {
            "dao-tao": "khoảng từ 140", "trung-cap": "khoảng 60 - 80", "so-cap": "khoảng 80",
            "cu-di": "theo chỉ tiêu, kế hoạch của cấp trên", "van-bang-2": None,
            "boi-duong": "khoảng từ 840", "doi-tuong-4": None, "chuyen-de": "khoảng 200",
            "cong-tac-dang": "khoảng 240", "dang-vien-moi": "khoảng 140", "nhan-thuc": "khoảng 260",
            "kien-thuc-moi": "theo nhu cầu và số lượng thực tế",
        },
        ("chi-tieu", "class_range"): {
            "dao-tao": 2, "trung-cap": 1, "so-cap": 1, "cu-di": None, "van-bang-2": None,
            "boi-duong": "11 – 13", "doi-tuong-4": None, "chuyen-de": "03 - 04 lớp", "cong-tac-dang": 3,
            "dang-vien-moi": 2, "nhan-thuc": "03 đến 04 lớp", "kien-thuc-moi": None,
        },
    },
    "quang_ngai_2024": {
        ("dao-tao", "learner_range"): {
            "cao-cap": 113, "cc-tt": 50, "cc-hv": 5, "cc-kv3": 45, "cc-ktt": 60, "hoan-chinh": 3,
            "trung-cap": "khoảng 330", "tc-ubnd": "khoảng 170", "tc-tt": "Khoảng 100", "tc-ktt": "Khoảng 70",
            "tc-khoi": 120, "tc-tw": "khoảng 40", "dai-hoc": "06 đồng chí và bổ sung theo nhu cầu",
            "sau-dai-hoc": "Đã đăng ký 36 đồng chí và theo nhu cầu đăng ký bổ sung", "nuoc-ngoai": None,
        },
        ("phu-luc-1", "learner_range"): {
            "cc-tt": 50, "cc-hv": 5, "cc-kv3": 45, "cc-ktt": 60, "hoan-chinh": 3,
        },
        ("phu-luc-4", "learner_range"): {"qp-1": 2, "qp-2": 49, "qp-3": 800, "qp-ton-giao": 135},
    },
    "binh_thuan_2025": {
        ("dang-ky", "target_range"): {
            "dao-tao": "từ 81", "cao-cap": "từ 77", "cao-cap-tt": "từ 35", "cao-cap-ktt": "từ 42",
            "sau-dai-hoc": "từ 04", "boi-duong": "từ 62", "nuoc-ngoai": None, "vi-tri": "từ 30",
            "ban-dang-tinh": "từ 03", "bi-thu-huyen": None, "ban-dang-huyen": "từ 12", "nghiep-vu": "từ 15",
            "qpan": "từ 22", "qpan-1": "từ 02", "qpan-2": "từ 20", "qlnn": "từ 05", "ky-nang": "từ 05",
        },
        ("dang-ky", "target_met"): {
            "dao-tao": None, "cao-cap": None, "cao-cap-tt": "đạt", "cao-cap-ktt": "thiếu 4",
            "sau-dai-hoc": "đạt", "boi-duong": None, "nuoc-ngoai": "không nêu chỉ tiêu", "vi-tri": None,
            "ban-dang-tinh": "đạt", "bi-thu-huyen": "không nêu chỉ tiêu", "ban-dang-huyen": "đạt",
            "nghiep-vu": "thiếu 4", "qpan": None, "qpan-1": "đạt", "qpan-2": "đạt", "qlnn": "thiếu 5",
            "ky-nang": "đạt",
        },
    },
}  # fmt: skip
DEADLINES = {
    "duc_pho_2023": {
        ("chi-tieu", "so-cap"): "Hoàn thành chậm nhất tháng 7 năm 2023",
        ("chi-tieu", "van-bang-2"): "Trong năm 2023",
    },
    "binh_thuan_2025": {},
    "quang_ngai_2024": {
        ("dao-tao", "nuoc-ngoai"): "",
        ("dao-tao", "dai-hoc"): "Trong năm 2024",
    },
}
# Rule, file and cell of what the check says of the returns.
FOUND = {
    "duc_pho_2023": {("D16", "001", "B13"), ("D16", "003", "B15")},
    "binh_thuan_2025": set(),
    "quang_ngai_2024": {("D16", "001", "B22")},  # abroad, in both tables
}


@pytest.fixture(scope="module", params=sorted(PLANS))
def rolled(request, tmp_path_factory):
    target = tmp_path_factory.mktemp("plan") / "tong-hop.xlsx"
    form_set = load_form_set(PLANS[request.param])
    return request.param, roll_up(SAMPLES / request.param / "don-vi", form_set, target), target


def printed(line, name):
    return line.numbers.get(name, line.texts.get(name))


def test_the_published_totals_come_out_again(rolled):
    sample, result, _ = rolled
    totals = {
        bieu.form.id: {
            column.name: bieu.range_total(column.name)
            if column.field.kind.interval
            else bieu.total(column.name)
            for column in bieu.form.columns
            if column.field.kind.adds
        }
        for bieu in result.bieu
    }
    assert totals == TOTALS[sample]


def test_each_line_is_as_the_plan_has_it(rolled):
    sample, result, _ = rolled
    forms = {bieu.form.id: bieu for bieu in result.bieu}
    for (form, name), expected in LINES.get(sample, {}).items():
        lines = zip(forms[form].form.lines, forms[form].lines, strict=True)
        assert {one.id: printed(line, name) for one, line in lines} == expected


def test_deadlines_in_words_are_printed_of_targets_without_a_number_too(rolled):
    sample, result, _ = rolled
    texts = {(b.form.id, one.id): line.texts.get("done_by")
             for b in result.bieu if b.form.lines
             for one, line in zip(b.form.lines, b.lines, strict=True)}  # fmt: skip
    assert {key: texts[key] or "" for key in DEADLINES.get(sample, ())} == DEADLINES.get(sample, {})


def test_what_the_plan_leaves_open_is_told_and_nothing_else(rolled):
    sample, result, _ = rolled
    found = {(f.rule, Path(result.inbox.name(f.file)).name[:3], f.cell) for f in result.report.findings}
    assert found == FOUND.get(sample, set()) and not result.report.crashed


def test_the_working_file_is_valid_and_agrees_with_its_sources(rolled, tmp_path):
    sample, _, target = rolled
    assert validate(target) == []
    assert run(["kiem-tra", str(target), "--ban-sao", str(tmp_path)]) == 0
    before, after = (openpyxl.load_workbook(path, data_only=True) for path in (target, recalculate(target)))
    for sheet in before.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, (int, float)):
                    assert after[sheet.title][cell.coordinate].value == pytest.approx(cell.value)
    assert "LỆCH" not in {c.value for row in after["Đối chiếu"].iter_rows() for c in row}


def test_the_commands_work_and_find_the_set_themselves(rolled, tmp_path):
    sample, *_ = rolled
    returns = SAMPLES / sample / "don-vi"
    assert guess_form_set([returns]) == PLANS[sample]
    assert run(["kiem-tra", str(returns)]) == 0
    assert run(["tong-hop", str(returns), "-o", str(tmp_path / "tong-hop.xlsx")]) == 0
    assert run(["tao-mau", PLANS[sample], "-o", str(tmp_path / "mau")]) == 0
    for path in (tmp_path / "mau").rglob("*.xlsx"):
        assert validate(path) == []


def test_returns_are_what_the_script_writes(rolled, tmp_path):
    sample, *_ = rolled
    kept = SAMPLES / sample / "don-vi"
    write_plan(SAMPLES / sample, tmp_path, load_form_set(PLANS[sample]))
    written = sorted((tmp_path / "don-vi").glob("*.xlsx"))
    assert [path.name for path in written] == [path.name for path in sorted(kept.glob("*"))]
    for path in written:
        assert path.read_bytes() == (kept / path.name).read_bytes()
        assert validate(path) == []


def test_every_column_says_where_it_comes_from(rolled):
    folder = SAMPLES.parent / "workbook_templates" / "form_sets" / PLANS[rolled[0]]
    rows = (folder / "columns.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0].endswith(",source") and not any(row.endswith(",") for row in rows)


@pytest.mark.parametrize("sample", ["thai_nguyen_2025", "lang_son_2018"])
def test_the_old_samples_are_still_their_own(sample):
    assert guess_form_set([SAMPLES / sample / "bieu-cong-bo.xlsx"]) == sample.replace("_", "-")


def test_the_lists_of_quang_ngai_have_as_many_people_as_the_plan_names(tmp_path):
    form_set = load_form_set("quang-ngai-2024")
    result = roll_up(SAMPLES / "quang_ngai_2024" / "don-vi", form_set, tmp_path / "tong-hop.xlsx")
    people = {b.form.id: len(b.lines) for b in result.bieu if not b.form.lines}
    assert people == {"phu-luc-2": 6, "phu-luc-3": 36, "phu-luc-5": 1, "phu-luc-6": 6, "phu-luc-7": 14}


def test_no_line_above_others_stands_alone_at_the_foot_of_a_page(tmp_path):
    target = tmp_path / "tong-hop.xlsx"
    assert run(["tong-hop", str(SAMPLES / "duc_pho_2023" / "don-vi"), "-o", str(target)]) == 0
    sheet = openpyxl.load_workbook(target)["Chỉ tiêu"]
    last_of_pages = [sheet.cell(one.id, 1).value for one in sheet.row_breaks.brk]
    assert last_of_pages and not {"1", "2"} & set(map(str, last_of_pages))
