"""`python -m xl_addin.setup cai-dat | go-cai-dat | cho`: what the batch files of the folder call."""

from __future__ import annotations

import sys
from pathlib import Path

from xl_addin.files.log import log_trouble, start_log
from xl_addin.files.whole_files import CannotWrite
from xl_addin.setup.from_folder import install_folder
from xl_addin.setup.install import start_waiting, uninstall, wait_and_switch
from xl_addin.setup.locations import CannotInstall, locations_of_user

DONE = (
    "Đã cài. Đề nghị đóng hết Excel nếu đang mở, rồi mở lại: có thẻ “Đào tạo – Bồi dưỡng”. Nên bấm Tự kiểm "
    "tra một lần."
)
LATER = (
    "Đã chép bản mới. Excel đang mở nên chưa đổi được: đề nghị đóng hết Excel, chờ khoảng năm giây rồi "
    "mở lại."
)
CLOSE = "Bấm một phím bất kỳ để đóng cửa sổ này."


def main(verb: str) -> int:
    """Do what the batch file asks; 0 where it was done."""
    start_log()
    try:
        return _do(verb)
    except (CannotInstall, CannotWrite) as refused:
        print(refused)
    except Exception as error:
        print(f"Có trục trặc ngoài dự kiến. Đề nghị gửi cho người hỗ trợ nhật ký “{log_trouble(error)}”.")
    return 2


def _do(verb: str) -> int:
    locations, python = locations_of_user(), Path(sys.executable)
    if verb == "cai-dat":
        switched = install_folder(python.parent.parent, locations, print)
        if not switched:
            start_waiting(locations.own / "python" / "python.exe")
        print(DONE if switched else LATER)
    elif verb == "go-cai-dat":
        found = uninstall(locations, python)
        print(
            "Đã gỡ. Cài đặt và nhật ký của người dùng được giữ lại."
            if found
            else "Chưa cài nên không có gì để gỡ."
        )
    elif verb == "cho":
        wait_and_switch(locations)
    else:
        raise CannotInstall(f"Không có việc “{verb}”. Có: cai-dat, go-cai-dat.")
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    result = main(sys.argv[1] if len(sys.argv) > 1 else "")
    print(f"\n{CLOSE}")
    sys.exit(result)
