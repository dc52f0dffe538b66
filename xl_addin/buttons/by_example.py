"""Buttons that read a folder of returns by the open workbook, with no form set declared."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import xlwings as xw

from xl_addin.buttons.folder import check_folder, result_path, roll_up_folder
from xl_addin.by_example import CannotLearn, Learnt, form_set_by_example, identity_of
from xl_addin.excel.application import open_book
from xl_addin.excel.dialogs import Refused, ask_folder
from xl_addin.excel.live_workbook import file_name_of, path_of
from xl_addin.inbox import collect
from xl_addin.settings.loading import Settings, load_settings
from xl_addin.summary.understanding import choices_in


def kiem_tra_theo_mau(app: xw.App) -> None:
    """Check all returns of a folder by the open workbook."""
    settings = load_settings()
    with _learnt(app, settings) as (folder, learnt):
        check_folder(app, settings, folder, learnt.form_set, learnt.folder)


def tong_hop_theo_mau(app: xw.App) -> None:
    """Roll up a folder by the open workbook; the working file opens."""
    settings = load_settings()
    with _learnt(app, settings) as (folder, learnt):
        roll_up_folder(app, settings, folder, learnt.form_set, learnt.folder, learnt.forms)


@contextmanager
def _learnt(app: xw.App, settings: Settings) -> Iterator[tuple[Path, Learnt]]:
    """The folder that the clerk chooses, and what is learnt for it from the open workbook as it stands,
    changes that are not saved included. Raises Refused, Dismissed."""
    book = open_book(app)
    name, own = file_name_of(book), path_of(book)
    folder = ask_folder(app, "Chọn thư mục chứa tệp của các đơn vị", settings.returns_folder)
    if not folder.is_dir() or not collect([folder])[0]:
        raise Refused(f"Không có tệp Excel nào trong “{folder}”. Đề nghị chọn lại thư mục.")
    with tempfile.TemporaryDirectory(prefix="bieu-mau-") as copies:
        example = Path(copies) / name
        book.api.SaveCopyAs(str(example))
        before = result_path(settings, folder, f"Tong hop {identity_of(example)}.xlsx")
        choices = choices_in(example, before)
        try:
            with form_set_by_example(example, [folder], choices=choices, original=own) as learnt:
                yield folder, learnt
        except CannotLearn as error:
            raise Refused(str(error)) from None
