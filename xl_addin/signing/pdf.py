"""A PDF beside a workbook, made by LibreOffice where this computer has one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from xl_addin.files.whole_files import whole_file

_PATIENCE = 180  # seconds
_USUAL = (  # where LibreOffice's own installers put it
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
NO_PROGRAM = (
    "Chưa có bản PDF: máy không có LibreOffice. Đề nghị mở tệp bằng Excel, chọn File > Save As > PDF, hoặc "
    "bấm nút Xuất biểu trình ký trong Excel."
)
FAILED = (
    "Chưa có bản PDF: LibreOffice không chuyển được. Đề nghị mở tệp bằng Excel, chọn File > Save As > PDF."
)


def soffice() -> str | None:
    """LibreOffice's program; None where there is none."""
    return shutil.which("soffice") or next((place for place in _USUAL if os.path.isfile(place)), None)


def pdf_beside(workbook: Path) -> tuple[Path | None, str]:
    """Make the PDF; returns where it is, or None and why not, in a sentence. Raises CannotWrite."""
    program = soffice()
    if program is None:
        return None, NO_PROGRAM
    target = workbook.with_suffix(".pdf")
    with tempfile.TemporaryDirectory(prefix="bieu-pdf-") as scratch:
        source = Path(scratch) / "bieu.xlsx"  # a name that no command line takes amiss
        shutil.copyfile(workbook, source)
        call = [
            program,
            f"-env:UserInstallation={Path(scratch, 'profile').as_uri()}",  # beside one that is open
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            scratch,
            str(source),
        ]
        try:
            subprocess.run(call, capture_output=True, timeout=_PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return None, FAILED
        made = source.with_suffix(".pdf")
        if not made.exists():
            return None, FAILED
        with whole_file(target) as path:
            shutil.copyfile(made, path)
    return target, ""
