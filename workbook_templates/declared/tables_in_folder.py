"""The tables of a form set as the files of a folder."""

from __future__ import annotations

from pathlib import Path

from workbook_templates.declared.tables import Records, Row, columns_said, records_of
from workbook_templates.words.units import CATALOGUES

UNITS = "units"  # the folder of the catalogues of units


class TablesInFolder:
    """A folder of CSV files (tables.Source). A catalogue of units is its own, else the tool's."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.name = folder, folder.name

    def records(self, file: str) -> Records | None:
        """A file's rows; None where there is none. Raises CannotRead."""
        path = self.folder / file
        if file.startswith(f"{UNITS}/") and not path.is_file():
            path = CATALOGUES / Path(file).name
        return records_of(path)

    def lacks(self, kind: type[Row]) -> str:
        """What is said of a file that must be there and is not."""
        return "không có tệp này. Đề nghị thêm tệp, dù chỉ có dòng tiêu đề. " + columns_said(kind)

    def catalogues(self) -> list[str]:
        """The names of the tool's catalogues and of its own."""
        places = (*CATALOGUES.glob("*.csv"), *(self.folder / UNITS).glob("*.csv"))
        return sorted({path.stem for path in places})
