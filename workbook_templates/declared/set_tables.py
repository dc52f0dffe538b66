"""The tables of a form set as text, wherever they stand: for another folder or another workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from workbook_templates.declared import rows
from workbook_templates.declared.complaints import Complaint, FormSetError
from workbook_templates.declared.form_set import OPEN_UNITS
from workbook_templates.declared.tables import CannotRead, Source, columns_of
from workbook_templates.declared.tables_in_folder import INHERITS, UNITS, TablesInFolder
from workbook_templates.words.units import CATALOGUES

SETTINGS = "form_set"
RawTable = list[dict[str, str]]  # of each row the cells that hold something, by column
RawTables = dict[str, RawTable]


def raw_tables(source: Source) -> RawTables:
    """All tables that are there, with the years' places as they are typed; settings without a value are
    none. Raises FormSetError where one cannot be read."""
    found: RawTables = {}
    for table in rows.TABLES:
        file = file_of(table, found)
        try:
            records = source.records(file) if file else None
        except CannotRead as error:
            complaint = Complaint(file, error.row, None, error.text)
            raise FormSetError(str(complaint), (complaint,)) from None
        if records:
            found[table] = _rows(table, records)
    found[SETTINGS] = [row for row in found.get(SETTINGS, ()) if row.get("value")]
    return found


def file_of(table: str, tables: RawTables) -> str:
    """The file of a table in the form set's folder; "" for units where there is no catalogue."""
    if table != "units":
        return f"{table}.csv"
    name = setting_of(tables, "units")
    return f"{UNITS}/{name}.csv" if name not in ("", OPEN_UNITS) else ""


def setting_of(tables: RawTables, key: str) -> str:
    """What a setting says; "" where it is not said."""
    return next((row["value"] for row in tables.get(SETTINGS, ()) if row.get("key") == key), "")


def _rows(table: str, records: Sequence[tuple[int, list[str]]]) -> RawTable:
    known = columns_of(rows.TABLES[table][0])
    (_, heads), *rest = records
    names = [head.lower() for head in heads]
    return [
        {name: cell for name, cell in zip(names, cells, strict=False) if cell and name in known}
        for _, cells in rest
    ]


def files_of(tables: RawTables) -> dict[str, bytes]:
    """The files of a form set's folder: CSV as Excel opens it with its accents. A table that need not be
    there and holds nothing is left out, and so is a catalogue of units that is the tool's own."""
    files, inherits = {}, setting_of(tables, INHERITS)  # where one is left out that of another set counts
    for table, (kind, needed) in rows.TABLES.items():
        held, file = tables.get(table, []), file_of(table, tables)
        if (
            not file
            or (not held and not needed and not inherits)
            or (table == "units" and _is_the_tools(file, held))
        ):
            continue
        text = io.StringIO()
        writer = csv.DictWriter(text, columns_of(kind), restval="", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(held)
        files[file] = text.getvalue().encode("utf-8-sig")
    return files


def _is_the_tools(file: str, held: RawTable) -> bool:
    records = TablesInFolder(CATALOGUES.parent).records(file)
    return records is not None and _rows("units", records) == held
