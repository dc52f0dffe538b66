"""A unit's workbook in which one thing is wrong: learners and length of Biểu 04 are swapped (D01 at D9)."""

import re
import shutil
import tempfile
import zipfile
from pathlib import Path

from samples.build import HERE

UNITS = HERE / "thai_nguyen_2025" / "don-vi"
_SAMPLE = UNITS / "012 Huyện ủy Đại Từ.xlsx"
_CARRY = "12 tháng"  # without it the class of Biểu 03 would be a hint too (D08)


def _made(folder: Path) -> Path:
    path = folder / _SAMPLE.name
    with zipfile.ZipFile(_SAMPLE) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "xl/worksheets/sheet4.xml":
                cell = rf'<c r="F10" s="\1" t="inlineStr"><is><t>{_CARRY}</t></is></c>'
                text, count = re.subn(r'<c r="F10" s="(\d+)"/>', cell, data.decode())
                assert count == 1
                data = text.encode()
            new.writestr(entry, data)
    return path


SWAPPED = _made(Path(tempfile.mkdtemp()))


def copy_units(folder: Path) -> None:
    """The samples of Thái Nguyên as a new folder, this workbook among them."""
    shutil.copytree(UNITS, folder)
    shutil.copyfile(SWAPPED, folder / SWAPPED.name)
