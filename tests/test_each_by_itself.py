"""Files named one by one are judged each by itself; over several files a finding names the other's place."""

import pytest

from tests.short_tables import BIEU_01, BIEU_02, BIEU_03, BIEU_04, LANG_SON, LS, TN, of_units, report_of
from tests.test_inbox import CARRIED, CLASS, FORM_SET, OTHER, put
from validators import examples
from validators.judging import judge, judge_each
from xl_addin.check import check_files


def found(report):
    return sorted((f.file, f.rule, f.cell or "", f.message) for f in report.findings)


TABLES = [
    of_units(BIEU_03 + "\n| 1 | Lớp Trung cấp LLCT hệ tập trung khóa 7 | 60 | 3/2025 | 10/2025 | |",
             BIEU_03 + "\n| 1 | Lớp Trung cấp LLCT hệ tập trung khóa 8 | 400 | 3/2025 | 5/2025 | |"),
    of_units(*[BIEU_04 + "\n| 1 | Bồi dưỡng cấp phòng khóa 12 | 12 ngày | 70 |"] * 2),
    of_units(BIEU_02 + "\n| 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | 4/2025 |",
             BIEU_04 + "\n| 1 | X | 3 ngày | x |"),
    of_units(BIEU_01 + "\n| 5 | Huyện ủy Đại Từ | 1 | |", BIEU_01 + "\n| 7 | Huyện ủy Đại Từ | | |"),
    of_units(BIEU_04, BIEU_04).replace("TN-TCT\n", "TN-HU-DT\n"),
]  # fmt: skip


@pytest.mark.parametrize("text", TABLES, ids=range(len(TABLES)))
def test_one_by_one_is_as_alone(text):
    batch = examples.batch(text, TN)
    batch.together = False
    alone = []
    for number in range(len(batch.returns)):
        report = judge(examples.batch("\n## " + text.split("\n## ")[number + 1], TN))
        alone += [(number, rule, cell, message) for _, rule, cell, message in found(report)]
    assert found(judge_each(batch)) == sorted(alone)


def test_one_by_one_from_files(tmp_path):
    """Both are the same unit's: the second has what the first lacks, and neither makes up for the other."""
    tables = {"a.xlsx": [CLASS], "b.xlsx": [OTHER, CARRIED[:4]]}
    paths = [put(tmp_path, name, {"bieu-04": rows}) for name, rows in tables.items()]
    _, both = check_files(paths, FORM_SET)
    for number, path in enumerate(paths):
        _, report = check_files([path], FORM_SET)
        assert [f.id for f in report.findings] == [f.id for f in both.of_file(number)]
        assert list(report.outcomes(0)) == [
            type(o)(0, o.rule, o.table, o.outcome, o.why, o.fields) for o in both.outcomes(number)
        ]


AGAIN = BIEU_04.replace("# Biểu 04", "# Chép lại")
CLAIMED = BIEU_04 + "\n| 1 | Bồi dưỡng ngạch chuyên viên khóa 13 tại Đảng bộ huyện Đại Từ | 20 ngày | 90 |"
THREE = BIEU_04 + "".join(f"\n| {i} | Bồi dưỡng {i} | 20 ngày | 9{i} |" for i in (1, 2, 3))
LS_AGAIN = LANG_SON.replace("# Biểu", "# Chép lại")
SYT = "\n| 1 | Sở Y tế | Bồi dưỡng | 1 | | 60 | 3 ngày | |"


@pytest.mark.parametrize(
    ("rule", "text", "form_set", "named"),
    [
        ("T07", BIEU_04 + "\n| 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |" + AGAIN
         + "\n| 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |", TN, ["“Biểu 04”"]),
        ("T07", BIEU_01 + "\n| 5 | Huyện ủy Đại Từ | 1 | |" + BIEU_01.replace("# Biểu 01", "# Chép lại")
         + "\n| 5 | Huyện ủy Đại Từ | 1 | |", TN, ["“Biểu 01”"]),
        ("B03", BIEU_02 + "\n| 1 | Lớp Trung cấp LLCT hệ tập trung khóa 7 | 60 | 3/2024 | 10/2025 |" + BIEU_03
         + "\n| 1 | Lớp Trung cấp LLCT hệ tập trung khóa 7 | 65 | 3/2025 | 10/2025 | |", TN,
         ["dòng 3", "trang “Biểu 02”"]),
        ("L04", of_units(CLAIMED, CLAIMED), TN, ["tệp “TN-TCT.xlsx”", "trang “Biểu 04”", "ô B2"]),
        ("L05", of_units(THREE, THREE), TN, ["tệp “TN-TCT.xlsx”", "trang “Biểu 04”"]),
        ("T07", LANG_SON + SYT + LS_AGAIN + SYT, LS, ["“Biểu”"]),
    ],
)  # fmt: skip
def test_the_other_place_is_named_with_sheet_and_file(rule, text, form_set, named):
    [finding] = [f for f in report_of(text, form_set).findings if f.rule == rule]
    assert [part for part in named if part not in finding.message] == []
    assert any("!" in place for place in finding.related)
