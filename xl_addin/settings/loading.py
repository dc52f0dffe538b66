"""What a province's clerk has set: form set, folders, addresses. All of it stands in one workbook that
she fills in like any other; the buttons read it, and never write over what is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from workbook_templates.declared.complaints import FormSetError
from workbook_templates.reading.grid import Grid, read_grid
from workbook_templates.reading.package import Unreadable, examine
from workbook_templates.words.spelling import fold, words
from xl_addin.form_sets import form_set_ids, load_form_set

NAME = "Cai dat.xlsx"
SHEET, ADDRESS_SHEET = "Cài đặt", "Địa chỉ đơn vị"
HEADER = ("Mục", "Giá trị", "Giải thích")
ADDRESS_HEADER = ("Mã đơn vị", "Tên đơn vị", "Địa chỉ thư điện tử", "Bộ biểu mẫu")
_ADDRESS = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\"]+")

# Label of each setting, what it is in code, and what the clerk is told.
ITEMS = (
    ("Tỉnh", "province", "Chỉ xét các bộ biểu mẫu của tỉnh này. Bỏ trống: xét mọi bộ biểu mẫu."),
    ("Bộ biểu mẫu", "form_set", "Chỉ dùng bộ biểu mẫu này: chọn một bộ, hoặc dán đường dẫn thư mục bộ biểu "
     "mẫu của tỉnh mình. Bỏ trống: tự nhận theo tệp."),
    ("Thư mục tệp đơn vị gửi về", "returns_folder", "Mở sẵn khi bấm Kiểm tra thư mục, Tổng hợp, Trả đơn vị "
     "hoàn thiện. Cách ghi: mở thư mục, chép dòng địa chỉ ở trên cùng cửa sổ, dán vào đây, ví dụ "
     "D:\\Bieu\\Don vi gui."),
    ("Thư mục biểu mẫu trắng", "blanks_folder", "Mở sẵn khi bấm Tạo biểu mẫu."),
    ("Thư mục kết quả", "results_folder", "Nơi ghi tệp tổng hợp, bản sao, thư nháp. Bỏ trống: ghi cạnh "
     "thư mục tệp đơn vị gửi về."),
    ("Địa chỉ thư điện tử nhận biểu", "receiver", "Người nhận của Gửi thư. Bỏ trống: lấy theo bộ biểu mẫu."),
    ("Tổng hợp ẩn danh", "anonymous", "Ghi có: tệp tổng hợp thay họ tên bằng mã, bỏ ngày sinh, điện thoại, "
     "chức vụ. Bỏ trống hoặc ghi không: danh sách có đủ họ tên."),
    ("Người hỗ trợ", "support", "Tên, điện thoại hoặc thư điện tử; hiện trong thông báo khi có trục trặc."),
)  # fmt: skip


class SettingsError(Exception):
    """A setting cannot be used; the text says in Vietnamese which, why and what to do."""


@dataclass(frozen=True)
class Settings:
    """form_set: an id or the folder of a form set; folders: as typed, None where blank; anonymous:
    whether a roll-up is without persons; addresses: mail addresses by unit code."""

    province: str = ""
    form_set: str = ""
    returns_folder: Path | None = None
    blanks_folder: Path | None = None
    results_folder: Path | None = None
    receiver: str = ""
    support: str = ""
    anonymous: bool = False
    addresses: dict[str, str] = field(default_factory=dict)

    @property
    def form_sets(self) -> Sequence[str]:
        """The form sets that come into question, by id or folder. Raises SettingsError where the
        province has none."""
        if self.form_set:
            return [self.form_set]
        ids = form_set_ids()
        if not self.province:
            return ids
        own = [
            name
            for name in ids
            if fold(load_form_set(name).settings.get("province", "")) == fold(self.province)
        ]
        if not own:
            raise SettingsError(
                f"Cài đặt: không có bộ biểu mẫu nào của tỉnh “{self.province}”. Đề nghị bấm Cài đặt, sửa mục "
                "“Tỉnh” hoặc bỏ trống."
            )
        return own


def province_of(form_set: str) -> str:
    return load_form_set(form_set).settings.get("province", "")


def settings_file() -> Path:
    """Where this user's settings lie."""
    return Path(platformdirs.user_config_dir("bieu", appauthor=False)) / NAME


def load_settings(path: Path | None = None) -> Settings:
    """The settings as saved; without a file, none are set. Raises SettingsError where one cannot be
    used, FormSetError where the form set named is not whole."""
    path = path or settings_file()
    if not path.exists():
        return Settings()
    grid = read_cells(path)
    said = {words(label): value for label, value, *_ in lines_of(grid, SHEET, HEADER)}
    typed = {name: said.get(words(label), "") for label, name, _ in ITEMS}
    _must_be_form_set(typed["form_set"])
    addresses = {}
    for code, unit, address, *_ in lines_of(grid, ADDRESS_SHEET, ADDRESS_HEADER):
        if code and address:
            addresses[code] = _address(address, f"trang “{ADDRESS_SHEET}”, đơn vị “{unit}”")
    anonymous = _yes_no(typed.pop("anonymous"))
    folders = {name: _folder(typed.pop(name), name)
               for name in ("returns_folder", "blanks_folder", "results_folder")}  # fmt: skip
    if typed["receiver"]:
        _address(typed["receiver"], "mục “Địa chỉ thư điện tử nhận biểu”")
    return Settings(**typed, **folders, anonymous=anonymous, addresses=addresses)


def _yes_no(text: str) -> bool:
    said = fold(text)
    if said not in ("", "có", "không"):
        raise SettingsError(
            f"Cài đặt, mục “Tổng hợp ẩn danh”: chỉ ghi có hoặc không, đang ghi “{text}”. Đề nghị bấm Cài đặt "
            "và sửa lại."
        )
    return said == "có"


def _folder(text: str, name: str) -> Path | None:
    """A folder as pasted, quotation marks of Windows' “Copy as path” included."""
    text = text.strip().strip('"').strip()
    if text and not Path(text).is_absolute():
        label = next(label for label, item, _ in ITEMS if item == name)
        raise SettingsError(
            f"Cài đặt, mục “{label}”: “{text}” không phải là đường dẫn đầy đủ. Đề nghị bấm Cài đặt, chép "
            "dòng địa chỉ của thư mục vào đó, ví dụ D:\\Bieu."
        )
    return Path(text) if text else None


def _must_be_form_set(name: str) -> None:
    try:
        if name:
            load_form_set(name)
    except FormSetError as error:
        raise SettingsError(
            f"Cài đặt, mục “Bộ biểu mẫu”: {error} Đề nghị bấm Cài đặt, chọn lại trong danh sách hoặc bỏ "
            "trống, rồi lưu (Ctrl+S)."
        ) from error


def must_be_usable(settings: Settings) -> None:
    """Raise SettingsError for the first setting that cannot be used now, folders included: they are
    otherwise looked at when they are needed."""
    _ = settings.form_sets
    for label, name, _text in ITEMS:
        folder = getattr(settings, name)
        if isinstance(folder, Path) and not folder.is_dir():
            raise SettingsError(
                f"Cài đặt, mục “{label}”: không tìm thấy thư mục “{folder}”. Đề nghị sửa lại đường dẫn hoặc "
                "bỏ trống, rồi lưu (Ctrl+S)."
            )


def _address(text: str, where: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise SettingsError(
            f"Cài đặt, {where}: “{text}” không phải là một địa chỉ thư điện tử. Đề nghị bấm Cài đặt và sửa "
            "lại, ví dụ tochuc@tinh.gov.vn."
        )
    return text


def read_cells(path: Path) -> Grid:
    try:
        return read_grid(path, examine(path))
    except Unreadable:
        raise SettingsError(
            f"Không đọc được tệp cài đặt “{path}”. Đề nghị bấm Cài đặt: tệp hỏng được giữ lại bên cạnh, một "
            "tệp mới được lập."
        ) from None


def lines_of(grid: Grid, name: str, header: Sequence[str]) -> Iterator[list[str]]:
    """The lines of a sheet below its header, in the header's order, whatever else stands there. Raises
    SettingsError where the sheet or its header is gone: nothing is taken for not said."""
    sheet = next((s for s in grid.sheets if words(s.name) == words(name)), None)
    wanted, columns = [words(label) for label in header], []
    for row in sheet.rows if sheet else ():
        texts = [_text(value) for value in row]
        heads = [words(text) for text in texts]
        if not columns and set(wanted) <= set(heads):
            columns = [heads.index(label) for label in wanted]
        elif columns:
            yield [texts[column] if column < len(texts) else "" for column in columns]
    if not columns:
        raise SettingsError(
            f"Tệp cài đặt không còn trang “{name}” với các cột "
            f"{', '.join(f'“{label}”' for label in header)}. Đề nghị bấm Cài đặt, đặt lại đúng tên trang, "
            "tên cột; hoặc xóa tệp cài đặt để công cụ lập lại."
        )


def _text(value: object) -> str:
    """A cell as text; a whole number without its decimal point."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
