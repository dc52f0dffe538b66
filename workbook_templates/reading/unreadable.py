"""Why a file cannot be read: a code, and beside it the clerk's sentences."""

from __future__ import annotations

from enum import Enum

_SAVE_AGAIN = "mở tệp bằng Excel, lưu lại dạng .xlsx rồi gửi lại."
_COPY_ANEW = "chép số liệu sang biểu mẫu mới rồi gửi lại."


class WhyUnreadable(Enum):
    """what: what is wrong; advice: what to do, for whoever has the file; remedy: what the unit is asked for
    in a letter, None where it is not for the unit to mend."""

    what: str
    advice: str
    remedy: str | None

    EMPTY = (
        "empty",
        "Tệp rỗng (0 byte), có thể do tải về chưa xong.",
        "Đề nghị tải lại hoặc yêu cầu đơn vị gửi lại.",
        "gửi lại tệp.",
    )
    ENCRYPTED = (
        "encrypted",
        "Tệp đặt mật khẩu mở.",
        "Đề nghị đơn vị bỏ mật khẩu (File > Info > Protect Workbook) rồi gửi lại.",
        "bỏ mật khẩu mở tệp (File > Info > Protect Workbook) rồi gửi lại.",
    )
    NOT_A_WORKBOOK = (
        "not_a_workbook",
        "Tệp không phải là sổ Excel (có thể là PDF, Word, .csv hoặc trang web được đổi đuôi).",
        "Đề nghị mở bằng Excel, lưu lại dạng .xlsx, hoặc yêu cầu đơn vị gửi lại tệp Excel gốc.",
        _SAVE_AGAIN,
    )
    OTHER_FORMAT = (
        "other_format",
        "Bảng tính của Excel đời rất cũ (Excel 4 trở về trước), không đọc được.",
        "Đề nghị mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại.",
        _SAVE_AGAIN,
    )
    DAMAGED = (
        "damaged",
        "Tệp bị hỏng hoặc chưa tải xong, không đọc được.",
        "Đề nghị mở bằng Excel, lưu lại (.xlsx) rồi gửi lại.",
        _SAVE_AGAIN,
    )
    BOMB = (
        "bomb",
        "Tệp phình to bất thường khi giải nén nên không mở để bảo đảm an toàn.",
        "Đề nghị đơn vị chép số liệu sang biểu mẫu mới rồi gửi lại.",
        _COPY_ANEW,
    )
    TOO_LARGE = (
        "too_large",
        "Tệp có ô ở rất xa bảng số liệu hoặc quá nhiều ô nên không đọc hết được.",
        "Đề nghị xóa các dòng, cột thừa (Ctrl+End để tìm ô cuối), lưu lại rồi gửi lại.",
        "xóa các dòng, cột thừa ở xa bảng số liệu (Ctrl+End để tìm ô cuối), lưu lại rồi gửi lại.",
    )
    NO_ACCESS = (
        "no_access",
        "Không có quyền đọc tệp, hoặc tệp đang bị chương trình khác khóa.",
        "Đề nghị đóng tệp rồi chạy lại.",
        None,
    )
    MISSING = ("missing", "Không tìm thấy tệp.", "Đề nghị kiểm tra lại đường dẫn.", None)
    TROUBLE = (
        "trouble",
        "Công cụ gặp trục trặc khi đọc tệp này (đã ghi nhật ký), số liệu trong tệp chưa được tính.",
        "Đề nghị chép số liệu sang biểu mẫu mới rồi chạy lại.",
        None,
    )

    def __new__(cls, code: str, what: str, advice: str, remedy: str | None) -> WhyUnreadable:
        member = object.__new__(cls)
        member._value_ = code
        member.what, member.advice, member.remedy = what, advice, remedy
        return member

    @property
    def words(self) -> str:
        """What is wrong and what to do."""
        return f"{self.what} {self.advice}"


def why_unreadable(code: str | None) -> WhyUnreadable:
    """The reason of a code; of one that says no more than that reading failed, damage."""
    known = {reason.value: reason for reason in WhyUnreadable}
    return known.get(code or "", WhyUnreadable.DAMAGED)
