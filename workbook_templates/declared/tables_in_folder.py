"""The tables of a form set as the files of a folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from workbook_templates.declared.form_set import FORM_SETS
from workbook_templates.declared.tables import CannotRead, Records, Row, columns_said, records_of
from workbook_templates.words.units import CATALOGUES

UNITS = "units"  # the folder of the catalogues of units
SETTINGS_FILE, INHERITS = "form_set.csv", "inherits"


class TablesInFolder:
    """A folder of CSV files (tables.Source). A file that it does not have is that of the form set which it
    inherits, if any (form_set.csv, `inherits`: an id, or the name of a folder beside it); so is what its own
    form_set.csv does not say. A catalogue of units is its own, else the tool's. heirs: the folders that
    inherit this one."""

    def __init__(self, folder: Path, heirs: tuple[Path, ...] = ()) -> None:
        self.folder, self.name, self.heirs = folder, folder.name, (*heirs, folder.resolve())

    def records(self, file: str) -> Records | None:
        """A file's rows; None where there is none. Raises CannotRead."""
        path = self.folder / file
        if file == SETTINGS_FILE:
            return self._settings(records_of(path))
        if not path.is_file() and self.inherited and (found := self.inherited.records(file)):
            return found
        if file.startswith(f"{UNITS}/") and not path.is_file():
            path = CATALOGUES / Path(file).name
        return records_of(path)

    @cached_property
    def inherited(self) -> TablesInFolder | None:
        """The form set that this one inherits; None also where its settings do not say so well."""
        try:
            return self._inherited(_by_key(records_of(self.folder / SETTINGS_FILE)))
        except CannotRead:
            return None

    def _inherited(self, said: Mapping[str, tuple[int, str]]) -> TablesInFolder | None:
        row, name = said.get(INHERITS, (0, ""))
        if not name:
            return None
        places = (FORM_SETS / name, self.folder.parent / name)
        folder = next((place.resolve() for place in places if (place / SETTINGS_FILE).is_file()), None)
        if folder is None:
            raise CannotRead(f"không có bộ biểu mẫu “{name}” để kế thừa.", row)
        if folder in self.heirs:
            raise CannotRead(f"các bộ biểu mẫu kế thừa vòng quanh: “{name}”.", row)
        return TablesInFolder(folder, self.heirs)

    def _settings(self, own: Records | None) -> Records | None:
        """The settings, with those of the form set inherited that are not said anew."""
        said = _by_key(own)
        before = self._inherited(said)
        if before is None:
            return own
        taken = _by_key(before.records(SETTINGS_FILE))
        more = [[key, value] for key, (_, value) in taken.items() if key not in {*said, "id", INHERITS}]
        head = [cell.lower() for cell in own[0][1]]
        rows = [row if head.index("key") < head.index("value") else row[::-1] for row in more]
        return [*own, *enumerate(rows, start=own[-1][0] + 1)]

    def lacks(self, kind: type[Row]) -> str:
        """What is said of a file that must be there and is not."""
        return "không có tệp này. Đề nghị thêm tệp, dù chỉ có dòng tiêu đề. " + columns_said(kind)

    def catalogues(self) -> list[str]:
        """The names of the tool's catalogues and of its own."""
        places = (*CATALOGUES.glob("*.csv"), *(self.folder / UNITS).glob("*.csv"))
        more = self.inherited.catalogues() if self.inherited else ()
        return sorted({path.stem for path in places} | set(more))


def _by_key(settings: Records | None) -> dict[str, tuple[int, str]]:
    """Of each setting its row and its value; none where the table is not as it should be."""
    head = [cell.lower() for cell in settings[0][1]] if settings else []
    if sorted(head) != ["key", "value"]:
        return {}
    rows = [(row, dict(zip(head, cells, strict=False))) for row, cells in settings[1:]]
    return {cells["key"]: (row, cells.get("value", "")) for row, cells in rows if cells.get("key")}
