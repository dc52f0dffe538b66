"""Number, date and signer of the paper that the biểu belong to: typed once, on one sheet of the working file,
and put into the title block of every biểu of the signing file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from workbook_templates.declared.record import SIGNING_SHEET
from workbook_templates.kinds.day import Moment, parse_day

KEY_HEAD = "trinh-ky§"  # begins what stands, hidden, beside each item, and knows it again


class Item(NamedTuple):
    """setting: of the form set whose words stand there until somebody writes others, blank for none."""

    name: str
    label: str
    setting: str
    told: str


ITEMS = (
    Item("number", "Số, ký hiệu văn bản", "", "Ví dụ 15-KH/TU. Ghi vào dòng “Kèm theo” của mọi biểu."),
    Item("day", "Ngày văn bản", "", "Ví dụ 05/12/2026. Ghi vào dòng “Kèm theo” và dòng địa danh, ngày."),
    Item("attached", "Dòng “Kèm theo”", "attached", "Dưới tên biểu. Chỗ … được điền số và ngày ở trên."),
    Item("place", "Địa danh", "place", "Đứng trước ngày, trên chữ ký."),
    Item("sign_authority", "Quyền hạn ký", "sign_authority", "Ví dụ T/M BAN THƯỜNG VỤ."),
    Item("sign_office", "Chức vụ người ký", "sign_office", "Ví dụ PHÓ BÍ THƯ."),
    Item("signer", "Họ tên người ký", "signer", "In dưới chỗ ký của mọi biểu."),
)  # fmt: skip
NAMES = tuple(item.name for item in ITEMS)


def typed_in(sheets: Iterable[tuple[str, Sequence[Sequence[object]]]]) -> dict[str, str]:
    """What stands beside each item, by its name, as text; of several sheets (one was copied) the
    one with the usual name. sheets: of the working file, each with its rows."""
    found: dict[str, str] = {}
    for _, rows in sorted(sheets, key=lambda one: one[0] == SIGNING_SHEET):
        for row in rows:
            at = next((n for n, cell in enumerate(row) if str(cell).startswith(KEY_HEAD)), None)
            key = str(row[at]).removeprefix(KEY_HEAD) if at is not None else ""
            if key in NAMES:
                found[key] = _text(row[1]) if at > 1 else ""
    return found


class TitleFacts(NamedTuple):
    """As they go to paper. day: None where none is typed; unclear: a day that is none."""

    number: str = ""
    day: date | None = None
    attached: str = ""
    place: str = ""
    sign_authority: str = ""
    sign_office: str = ""
    signer: str = ""
    unclear: str = ""


def title_facts(typed: Mapping[str, str], settings: Mapping[str, str]) -> TitleFacts:
    """What was typed; an item that the file does not have is as the form set says."""
    said = {
        item.name: typed[item.name] if item.name in typed else settings.get(item.setting, "")
        for item in ITEMS
        if item.name != "day"
    }
    raw = typed.get("day", "")
    day, _ = parse_day(raw)
    whole = isinstance(day, Moment) and day.day
    unclear = "" if whole else raw
    return TitleFacts(**said, day=date(*day) if whole else None, unclear=unclear)


def _text(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value or "").split())


def day_in_words(day: date) -> str:
    """`ngày 05 tháng 02 năm 2027`: days below 10, January and February with a nought, as the rules of papers
    have it (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
