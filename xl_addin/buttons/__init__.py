"""The ribbon's buttons: one function each, the same engine as the command line behind them.

`press` is what the ribbon calls. A button either does its work or says in Vietnamese why not; no
traceback reaches the clerk.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from contextlib import suppress

import xlwings as xw

from workbook_templates.declared.complaints import FormSetError
from xl_addin.excel import dialogs
from xl_addin.excel.application import calm_xlwings, excel, without_events
from xl_addin.excel.dialogs import TITLE, Dismissed, Refused
from xl_addin.excel.long_work import STOPPED, Stopped
from xl_addin.files.log import log_trouble, start_log
from xl_addin.files.whole_files import CannotWrite
from xl_addin.settings.loading import SettingsError, load_settings
from xl_addin.version import Mismatch, must_match

NO_EXCEL = (
    "Không nối được với Excel. Đề nghị đóng các cửa sổ Excel khác, bấm vào một ô bất kỳ trong tệp cần làm "
    "rồi bấm lại nút."
)
# The module of each button, loaded when it is pressed: going to the next cell needs no pandas.
BUTTONS = {
    "tao_mau": "folder",
    "bieu_mau": "form_sets",
    "kiem_tra": "open_workbook",
    "kiem_tra_thu_muc": "folder",
    "noi_dung_truoc": "walk",
    "noi_dung_ke_tiep": "walk",
    "sua_goi_y": "open_workbook",
    "bo_danh_dau": "walk",
    "tong_hop": "folder",
    "kiem_tra_theo_mau": "by_example",
    "tong_hop_theo_mau": "by_example",
    "chot_so_lieu": "working_file",
    "xuat_trinh_ky": "working_file",
    "xem_so_lieu_goc": "walk",
    "theo_doi": "following",
    "gui_thu": "letters",
    "tra_don_vi": "letters",
    "danh_muc": "other",
    "huong_dan": "other",
    "cai_dat": "other",
    "tu_kiem_tra": "other",
}


def function_of(name: str) -> Callable[[xw.App], str | None]:
    """What the button with this id does; what it gives back stays in the status bar."""
    return getattr(importlib.import_module(f"xl_addin.buttons.{BUTTONS[name]}"), name)


def press(name: str, version: str = "") -> None:
    """Do what the button with this id does; whatever goes wrong ends in one sentence. version: that of
    the add-in in which the button stands."""
    start_log()
    calm_xlwings()
    try:
        app = excel()
    except Exception as error:  # another Excel is in front, or this one is gone
        log_trouble(error)
        dialogs.say_without_excel(NO_EXCEL)
        return
    message = stays = None
    try:
        must_match(version)
        with without_events(app):
            stays = function_of(name)(app) or _newer()
    except (Refused, SettingsError, FormSetError, CannotWrite, Mismatch) as refused:
        message = str(refused)
    except Stopped:
        message = STOPPED
    except Dismissed:
        pass
    except Exception as error:
        message = (
            f"Có trục trặc ngoài dự kiến nên việc này chưa xong. Đề nghị gửi cho {_support()} tệp nhật ký "
            f"“{log_trouble(error)}” (nhật ký không chứa số liệu)."
        )
    with suppress(Exception):  # Excel itself may have been closed half-way: then nobody is there to tell
        app.status_bar = stays or False
        if message:
            app.alert(message, TITLE, "ok", "critical")


def _support() -> str:
    """Whom to turn to: the one of the settings, where these can be read."""
    with suppress(Exception):
        if said := load_settings().support:
            return f"người hỗ trợ ({said})"
    return "người hỗ trợ"


def _newer() -> str:
    """What to say of a newer version that waits for Excel to be closed; the work is done either way."""
    if sys.platform != "win32":
        return ""
    from xl_addin.setup.install import look_for_newer
    from xl_addin.setup.locations import locations_of_user

    with suppress(Exception):
        return look_for_newer(locations_of_user())
    return ""
