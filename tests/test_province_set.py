"""The form set of one province, made from another as its pattern: `bieu mau tinh`."""

from collections import Counter

import pytest

from samples import plan_2027
from tests.test_rules import judged
from validators.rule import Example
from workbook_templates.declared.loading import read_form_set
from workbook_templates.declared.province_set import province_tables, slug_of
from workbook_templates.declared.set_tables import raw_tables
from workbook_templates.declared.tables_in_folder import TablesInFolder
from workbook_templates.paper.blank import write_blank
from workbook_templates.words.communes import find_province, provinces
from xl_addin.check import check_files
from xl_addin.command_line.command import run
from xl_addin.form_sets import load_form_set, source_of
from xl_addin.roll_up import roll_up

PATTERNS = ("ke-hoach-2027", "lang-son-2018")


def _text(tables) -> str:
    """All that a clerk reads of a set, but for units, papers of others and names of programmes."""
    skipped = ("source", "phrases")
    return "\n".join(
        cell
        for table, rows in tables.items()
        if table not in ("units", "norms")
        for row in rows
        for column, cell in row.items()
        if column not in skipped
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tinh") / "thai-nguyen"
    assert run(["mau", "tinh", "Thái Nguyên", "-o", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def form_set(made):
    return read_form_set(made)


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("province", [p.name for p in provinces()])
def test_every_province_can_be_made_from_any_pattern(province, pattern):
    found = find_province(province)
    tables = province_tables(raw_tables(source_of(pattern)), found, 2027)
    codes = [unit["code"] for unit in tables["units"]]
    assert len(set(codes)) == len(codes) == 26 + len(found.communes)
    names = [name for unit in tables["units"] for name in (unit["name"], *unit["aliases"].split("|"))]
    assert max(Counter(names).values()) == 1
    if found.bare != "Lạng Sơn":
        assert "lạng sơn" not in _text(tables).lower()
    if found.city:
        assert "tỉnh ủy" not in _text(tables).lower() and "thành phố thành phố" not in _text(tables).lower()


def test_units_and_what_they_owe(form_set):
    units = form_set.catalogue.units
    kinds = Counter(unit.kind for unit in units.values())
    assert kinds == {"commune": 92, "party": 8, "state": 14, "armed": 2, "mass": 1, "school": 1}
    assert all(set(codes) == set(units) for codes in form_set.dues.values())
    unit = form_set.catalogue.match("Xã Đại Từ")
    assert (unit.code, unit.name, unit.valid_from) == ("TN-05830", "Đảng ủy xã Đại Từ", "2025-07-01")
    assert form_set.catalogue.match("Đảng uỷ xã Đại Từ") is unit
    assert form_set.catalogue.match(code="TN-05830") is unit
    assert "Xã Mỹ Yên, huyện Đại Từ" in unit.predecessors
    assert [form_set.catalogue.match(f"Đảng ủy xã Văn {name}").code for name in ("Lang", "Lăng")] == [
        "TN-02143", "TN-05665",
    ]  # fmt: skip
    assert form_set.catalogue.match("Sở Nội vụ tỉnh Thái Nguyên").code == "TN-SNV"
    assert form_set.catalogue.match("Ban Tổ chức Tỉnh ủy Thái Nguyên").code == "TN-BTC"


def test_names_and_year_are_the_provinces_own(form_set):
    said = form_set.settings
    assert (said["id"], said["province"], form_set.year) == ("thai-nguyen-2027", "Thái Nguyên", 2027)
    assert said["superior"] == "ĐẢNG BỘ TỈNH THÁI NGUYÊN" and said["place"] == "Thái Nguyên"
    assert form_set.headings["state"].superior == "ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN"
    assert said["title"].endswith("năm 2027 của tỉnh Thái Nguyên")


def test_a_city():
    tables = province_tables(raw_tables(source_of("ke-hoach-2027")), find_province("TP.HCM"), 2028)
    said = {row["key"]: row["value"] for row in tables["form_set"]}
    assert (said["id"], said["superior"]) == ("ho-chi-minh-2028", "ĐẢNG BỘ THÀNH PHỐ HỒ CHÍ MINH")
    assert (said["place"], said["issuer"]) == ("Thành phố Hồ Chí Minh", "BAN THƯỜNG VỤ THÀNH ỦY")
    assert said["receiver"] == "Ban Tổ chức Thành ủy Thành phố Hồ Chí Minh"
    assert tables["headings"][0]["superior"] == "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH"
    arranged = next(row for row in tables["fields"] if row["name"] == "arranged")["allowed"]
    assert arranged.startswith("Thành phố mở=tỉnh=Tỉnh mở|") and "|Trung ương mở tại thành phố=" in arranged
    names = [unit["name"] for unit in tables["units"]]
    assert "Ban Tổ chức Thành ủy" in names and "Thanh tra thành phố" in names


def test_a_city_as_the_pattern_of_a_province():
    pattern = province_tables(raw_tables(source_of("ke-hoach-2027")), find_province("Huế"), 2027)
    tables = province_tables(pattern, find_province("Lạng Sơn"))
    own = raw_tables(source_of("ke-hoach-2027"))
    assert tables["headings"] == own["headings"] and tables["sections"] == own["sections"]
    said = {row["key"]: row["value"] for row in tables["form_set"]}
    assert said["superior"] == "ĐẢNG BỘ TỈNH LẠNG SƠN" and said["title"].endswith("của tỉnh Lạng Sơn")


def test_kinds_that_the_province_lacks_leave_no_trace():
    pattern = raw_tables(source_of("ke-hoach-2027"))
    pattern["headings"].append({"unit_kinds": "central", "superior": "BỘ"})
    pattern["dues"][0] = pattern["dues"][0] | {"unit_kinds": "central|commune"}
    tables = province_tables(pattern, find_province("Lạng Sơn"))
    assert not [row for row in tables["headings"] if "central" in row["unit_kinds"]]
    assert tables["dues"][0]["unit_kinds"] == "commune"


def test_what_is_of_the_pattern_alone_does_not_come_along():
    pattern = raw_tables(source_of("ke-hoach-2027"))
    pattern["form_set"] += [{"key": key, "value": "X"} for key in ("signer", "receiver_email", "deadline")]
    said = {row["key"] for row in province_tables(pattern, find_province("Huế"))["form_set"]}
    assert not said & {"signer", "receiver_email", "deadline"}


@pytest.mark.parametrize("year", [2025, 2101])
def test_a_year_without_these_communes(year, tmp_path, capsys):
    assert run(["mau", "tinh", "Huế", "-o", str(tmp_path / "a"), "--nam", str(year)]) == 2
    assert str(year) in capsys.readouterr().err and not list(tmp_path.iterdir())


@pytest.mark.parametrize("year", [2026, 2100])
def test_the_years_at_the_bounds(year, tmp_path):
    assert run(["mau", "tinh", "Huế", "-o", str(tmp_path / "a"), "--nam", str(year)]) == 0
    assert read_form_set(tmp_path / "a").year == year


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["Bình Thuận"], '"Lâm Đồng"'),
        (["lang son"], "Lạng Sơn"),
        (["xyz"], "Vĩnh Long"),
        (["Huế", "--nam", "nay"], "'nay'"),
        (["Huế", "--theo-bo", "khong-co"], "khong-co"),
    ],
)
def test_what_cannot_be_made(arguments, said, tmp_path, capsys):
    assert run(["mau", "tinh", *arguments, "-o", str(tmp_path / "a")]) == 2
    assert said in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_a_folder_that_is_there_stays_as_it_is(made, tmp_path):
    units = next((made / "units").iterdir())
    before = units.read_bytes()
    assert run(["mau", "tinh", "Thái Nguyên", "-o", str(made)]) == 2
    assert units.read_bytes() == before
    (tmp_path / "empty").mkdir()
    assert run(["mau", "tinh", "Huế", "-o", str(tmp_path / "empty")]) == 0
    (tmp_path / "file").write_text("x")
    assert run(["mau", "tinh", "Huế", "-o", str(tmp_path / "file")]) == 2


def test_it_goes_through_excel_and_comes_back_unchanged(made, tmp_path):
    assert run(["mau", "kiem-tra", str(made)]) == 0
    assert run(["mau", "xuat", str(made), "-o", str(tmp_path / "a.xlsx")]) == 0
    assert run(["mau", "nhap", str(tmp_path / "a.xlsx"), "-o", str(tmp_path / "lai")]) == 0
    own, again = (raw_tables(TablesInFolder(folder)) for folder in (made, tmp_path / "lai"))
    assert own == again


def test_returns_are_checked_and_rolled_up(made, form_set, tmp_path):
    codes = ["TN-BTC", "TN-SYT", "TN-05830", "TN-02143"]
    plan_2027.write_returns(tmp_path / "don-vi", form_set, codes)
    result = roll_up(tmp_path / "don-vi", load_form_set(made), tmp_path / "tong-hop.xlsx", str(made))
    told = {finding.rule for finding in result.report.findings}
    assert {item.unit for item in result.inbox.returns} == set(codes)
    assert not [finding for finding in result.report.findings if finding.severity == "error"]
    assert "L02" in told and "L01" not in told


@pytest.mark.parametrize(
    "name, likely",
    [
        ("Huyện ủy Đại Từ", None),  # many communes
        ("Xã Bản Ngoại", "Đảng ủy xã Phú Thịnh"),
        ("Đảng ủy xã Phú Thịnh, huyện Đại Từ", "Đảng ủy xã Phú Thịnh"),  # the name lives on
        ("Sở Giao thông vận tải", "Sở Xây dựng"),
        ("UBND xã Đại Từ", "Đảng ủy xã Đại Từ"),
    ],
)
def test_an_old_name_is_a_question(made, form_set, tmp_path, name, likely):
    write_blank(tmp_path / "a.xlsx", form_set, "TN-05830")
    _rename(tmp_path / "a.xlsx", name)
    _, report = check_files([tmp_path / "a.xlsx"], load_form_set(made), str(made))
    finding = next(finding for finding in report.findings if finding.rule == "L01")
    assert finding.expected == likely and finding.cell
    assert report.batch.returns[0].unit is None


def test_an_old_name_in_a_row_of_many_units_is_a_question(tmp_path):
    folder = str(tmp_path / "a")
    like = ["--nam", "2027", "--theo-bo", "lang-son-2018"]
    assert run(["mau", "tinh", "Thái Nguyên", "-o", folder, *like]) == 0
    rows = """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Xã Bản Ngoại | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày |  |
        | 2 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày |  |
        """
    found = [f for f in judged(Example(rows, form_set=folder)).findings if f.rule == "L08"]
    assert [(f.cell, f.expected) for f in found] == [("B2", "Đảng ủy xã Phú Thịnh")]


def _rename(path, name):
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book["Thông tin"]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "TN-05830":
                cell.value = None
            elif cell.value == "Đảng ủy xã Đại Từ":
                cell.value = name
    book.save(path)


def test_the_catalogue_of_the_set_that_comes_with_the_tool_is_made_in_this_way():
    own = raw_tables(source_of("ke-hoach-2027"))
    assert province_tables(own, find_province("Lạng Sơn"))["units"] == own["units"]


def test_slugs_are_of_one_province_each():
    assert len({slug_of(province) for province in provinces()}) == 34
    assert slug_of(find_province("Đắk Lắk")) == "dak-lak"
