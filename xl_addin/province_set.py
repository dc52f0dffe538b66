"""The folder of a form set for one province, for the command line and the button alike."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.province_set import province_tables
from workbook_templates.declared.set_tables import RawTables, raw_tables
from workbook_templates.declared.tables_in_folder import TablesInFolder
from workbook_templates.words.communes import (
    Province,
    UnknownProvince,
    find_province,
    lowered_kind,
    names_alike,
    provinces,
)
from xl_addin.files.whole_files import CannotWrite
from xl_addin.form_set_folder import write_form_set
from xl_addin.form_sets import form_set_of, source_of

PATTERN = "ke-hoach-2027"
_SHOWN_ALIKE = 5  # pairs of names


class CannotMake(Exception):
    """The set cannot be made; the text says in Vietnamese why and what to do."""


class Made(NamedTuple):
    """A form set and its tables. notes: what the clerk should know of it, in Vietnamese."""

    form_set: FormSet
    tables: RawTables
    notes: tuple[str, ...]


def make_province_set(typed: str, year: int | None = None, pattern: str = PATTERN) -> Made:
    """The form set of a province, judged like any other. pattern: whose forms it has; year: of the plan, else
    the pattern's. Raises CannotMake, FormSetError."""
    province = province_named(typed)
    try:
        tables = province_tables(raw_tables(source_of(pattern)), province, year)
    except ValueError as error:
        raise CannotMake(str(error)) from None
    with tempfile.TemporaryDirectory(prefix="bieu-mau-") as folder:
        write_form_set(Path(folder), tables)
        form_set = form_set_of(TablesInFolder(Path(folder)))
    return Made(form_set, tables, tuple(_notes(form_set, province)))


def write_province_set(made: Made, folder: Path) -> None:
    """Write it into a folder that is not there or is empty: whole, or not at all. Raises CannotWrite."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotWrite(
            f"Đã có “{folder}” nên không ghi đè: danh sách cơ quan trong đó có thể đã được sửa. Đề nghị chọn "
            "thư mục mới sau -o."
        )
    write_form_set(folder, made.tables)


def province_named(typed: str) -> Province:
    """The province that a clerk names. Raises CannotMake, which says what to type."""
    try:
        return find_province(typed)
    except UnknownProvince as unknown:
        raise CannotMake(_why_unknown(unknown)) from None


def _why_unknown(unknown: UnknownProvince) -> str:
    if unknown.now:
        return (
            f"“{unknown.typed}” không còn là một tỉnh, nay thuộc {lowered_kind(unknown.now.name)}; gõ: "
            f'"{unknown.now.bare}".'
        )
    likely = f" Có phải: {', '.join(unknown.likely)}? Đề nghị gõ lại đủ dấu." if unknown.likely else ""
    names = ", ".join(sorted((province.bare for province in provinces()), key=_in_order))
    return f"Không có tỉnh, thành phố “{unknown.typed}”.{likely} 34 tỉnh, thành phố hiện nay: {names}."


def _in_order(name: str) -> tuple[int, ...]:
    """The order of the Vietnamese alphabet, as far as names of provinces need it."""
    letters = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
    return tuple(letters.find(letter) for letter in name.lower())


def _notes(form_set: FormSet, province: Province) -> list[str]:
    units = form_set.catalogue.units.values()
    kinds = {commune.kind: 0 for commune in province.communes}
    for commune in province.communes:
        kinds[commune.kind] += 1
    counts = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items(), key=lambda one: -one[1]))
    agencies = len(units) - len(province.communes)
    notes = [
        f"{province.name}, năm {form_set.year}: {len(province.communes)} đảng ủy cấp xã ({counts}) và "
        f"{agencies} cơ quan cấp tỉnh, mỗi đơn vị gửi {len(form_set.annexes)} biểu.",
        "Danh sách cơ quan là danh sách thường gặp, đề nghị sửa theo đúng tỉnh mình (trang Đơn vị).",
    ]
    alike = names_alike([commune.name for commune in province.communes])
    if alike:
        named = "; ".join(" và ".join(map(lowered_kind, names)) for names in alike[:_SHOWN_ALIKE])
        notes.append(f"Tên gần giống nhau, phân biệt bằng dấu và mã: {named}.")
    return notes
