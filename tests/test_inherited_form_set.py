"""A form set that inherits another: what it has itself counts, all else is that one's."""

import pytest

from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.differences import differences
from workbook_templates.declared.form_set import FORM_SETS
from xl_addin.command_line.command import run
from xl_addin.form_sets import load_form_set, read_form_set

PARENT = "bieu-10-btctw-2024"


def heir(folder, *settings, **files):
    """The folder of a form set that inherits, with files of its own (by the names of tables)."""
    folder.mkdir()
    rows = [f"inherits,{PARENT}", *settings]
    (folder / "form_set.csv").write_text("\n".join(["key,value", *rows]) + "\n", encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def parent_file(name):
    return (FORM_SETS / PARENT / f"{name}.csv").read_text(encoding="utf-8")


def test_what_it_does_not_have_is_that_of_the_other(tmp_path):
    own, before = read_form_set(heir(tmp_path / "moi", "year,2023")), load_form_set(PARENT)
    assert own.id == "moi" and own.year == 2023 and own.settings["place"] == "Lạng Sơn"
    assert own.annexes["bieu-10"].lines == before.annexes["bieu-10"].lines
    assert own.rule_settings == before.rule_settings and own.dues == before.dues
    assert own.annexes["bieu-10"].title.endswith("2023")
    assert not list(differences(before, own))


def test_what_it_has_counts_and_is_told_as_new_changed_or_gone(tmp_path, capsys):
    lines = parent_file("lines").replace("Tin học", "Tin học và chuyển đổi số")
    lines = lines.replace("bieu-10,doi-tuong-4,,- Đối tượng 4,quoc-phong,no\n", "")
    lines += "bieu-10,ky-nang,9,Kỹ năng,boi-duong,no\n"
    dues = "form,unit\nbieu-10,LS-BTC\n"
    folder = heir(tmp_path / "moi", "year,2023", "place,Hà Nội", lines=lines, dues=dues)
    own = read_form_set(folder)
    assert own.settings["place"] == "Hà Nội" and list(own.expected_units) == ["LS-BTC"]
    told = " ".join(differences(load_form_set(PARENT), own))
    assert all(name in told for name in ("Kỹ năng", "chuyển đổi số", "Đối tượng 4"))
    assert "Tiến sỹ" not in told
    assert run(["mau", "kiem-tra", str(folder)]) == 0
    assert "Kỹ năng" in capsys.readouterr().out


def test_one_beside_it_may_be_inherited_and_that_may_inherit_too(tmp_path):
    heir(tmp_path / "a", "year,2023", "place,Hà Nội")
    folder = heir(tmp_path / "b")
    (folder / "form_set.csv").write_text("value,key\na,inherits\n2022,year\n", encoding="utf-8")
    own = read_form_set(folder)
    assert (own.year, own.settings["place"], own.settings["sign_office"]) == (2022, "Hà Nội", "TRƯỞNG BAN")


@pytest.mark.parametrize("name", ["khong-co", "moi", "vong"])
def test_one_that_is_not_there_or_inherits_it_in_turn_is_a_mistake_at_its_row(tmp_path, name):
    heir(tmp_path / "vong").joinpath("form_set.csv").write_text("key,value\ninherits,moi\n", encoding="utf-8")
    folder = heir(tmp_path / "moi")
    (folder / "form_set.csv").write_text(f"key,value\nyear,2026\ninherits,{name}\n", encoding="utf-8")
    with pytest.raises(FormSetError) as error:
        read_form_set(folder)
    assert ("form_set.csv", 2 if name == "vong" else 3) in {(c.file, c.row) for c in error.value.complaints}


def test_the_set_of_today_goes_out_as_a_workbook_and_back_without_a_change(tmp_path):
    book, folder = tmp_path / "bo.xlsx", tmp_path / "bieu-10-btctw"
    assert run(["mau", "xuat", "bieu-10-btctw", "-o", str(book)]) == 0
    assert run(["mau", "nhap", str(book), "-o", str(folder)]) == 0
    made, own = read_form_set(folder), load_form_set("bieu-10-btctw")
    assert not list(differences(own, made))
    assert (made.settings, made.rule_settings, made.dues) == (own.settings, own.rule_settings, own.dues)
    before = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    assert run(["mau", "nhap", str(book), "-o", str(folder)]) == 0  # nothing to be done
    assert {path.name: path.read_bytes() for path in folder.glob("*.csv")} == before


def test_a_table_left_blank_stays_blank_when_it_comes_back(tmp_path):
    """Else that of the other set would stand in its place."""
    folder = heir(tmp_path / "moi", "year,2023", rules="rule,key,value\n")
    book, again = tmp_path / "bo.xlsx", tmp_path / "lai"
    assert run(["mau", "xuat", str(folder), "-o", str(book)]) == 0
    assert run(["mau", "nhap", str(book), "-o", str(again)]) == 0
    assert read_form_set(again).rule_settings == read_form_set(folder).rule_settings == {}
