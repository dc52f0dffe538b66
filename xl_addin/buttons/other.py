"""Buttons beside the work: what is checked, the guide, the settings, the self-check."""

from __future__ import annotations

from pathlib import Path

import xlwings as xw

from validators.codes import Severity
from validators.rule import all_rules
from xl_addin.excel import application, dialogs
from xl_addin.excel.dialogs import Refused, ask, say
from xl_addin.excel.live_list import new_table
from xl_addin.excel.live_workbook import path_of
from xl_addin.settings.loading import load_settings, must_be_usable
from xl_addin.settings.workbook import prepare_settings


def danh_muc(app: xw.App) -> None:
    """The catalogue of rules as a new workbook."""
    header = ("Mã", "Mức độ", "Nội dung", "Vì sao", "Ví dụ sai", "Cách sửa", "Căn cứ")
    rows = [
        (rule.id, Severity(rule.severity).words, rule.what, rule.why, rule.wrong, rule.mend, rule.basis)
        for rule in all_rules().values()
    ]
    new_table(app, "Nội dung kiểm tra", "CÁC NỘI DUNG KIỂM TRA", header, rows)


_GUIDE = (
    ("Chuẩn bị", "Cài đặt: chọn tỉnh, bộ biểu mẫu, thư mục, địa chỉ thư điện tử (bỏ trống cũng được). Tạo "
     "biểu mẫu: ghi cho mỗi đơn vị một tệp Excel trắng, gửi kèm công văn."),
    ("Kiểm tra một tệp", "Mở tệp của đơn vị rồi bấm Kiểm tra. Ô cần xem được đánh dấu; danh sách ở trang "
     "“Nội dung cần xử lý”. Nội dung trước, Nội dung kế tiếp đưa đến từng ô. Bỏ đánh dấu gỡ hết dấu."),
    ("Sửa theo gợi ý", "Chọn ô được đánh dấu rồi bấm: công cụ nêu sẽ sửa gì, đồng ý mới sửa; giá trị cũ được "
     "ghi ở trang “Nhật ký sửa”."),
    ("Kiểm tra cả thư mục", "Bấm Kiểm tra thư mục, chọn thư mục tệp đã nhận: có danh sách từng tệp cần "
     "làm gì, và bản sao đã đánh dấu để gửi lại đơn vị."),
    ("Tổng hợp", "Bấm Tổng hợp, chọn thư mục: tệp tổng hợp mở ra, xem trang “Tổng quan” trước. Xem số liệu "
     "gốc đưa từ một dòng của biểu về tệp của đơn vị."),
    ("Thư", "Trả đơn vị hoàn thiện: mỗi đơn vị một thư mục có bản sao, nội dung để dán và thư nháp. Gửi thư: "
     "thư nháp kèm tệp đang mở. Công cụ không tự gửi thư."),
    ("Mức độ", "Lỗi, phải sửa: không cộng được hoặc biểu tự mâu thuẫn. Cần xác minh: khác thường, nếu đúng "
     "thì ghi lý do. Lưu ý: điều nhỏ."),
    ("Giữ số liệu", "Công cụ không tự sửa số liệu của đơn vị; ý kiến ghi ở cột “Ý kiến của đơn vị”, “Xử lý "
     "của tỉnh” được giữ lại khi kiểm tra lại chính tệp đó."),
)  # fmt: skip


def huong_dan(app: xw.App) -> None:
    """A short guide as a new workbook."""
    new_table(app, "Hướng dẫn", "HƯỚNG DẪN NHANH", ("Việc", "Cách làm"), list(_GUIDE))


def cai_dat(app: xw.App) -> None:
    """Open the settings' workbook; where it is open already, save it and say whether all can be used."""
    from xl_addin.settings.loading import settings_file

    path = settings_file()
    book = next((book for book in app.books if book.name == path.name and path_of(book) == path), None)
    if book is not None:
        book.activate()
        try:
            book.save()
        except Exception:
            raise Refused(
                "Chưa lưu được tệp cài đặt: tệp đang mở ở chế độ chỉ đọc, hoặc đang mở ở cửa sổ Excel khác. "
                "Đề nghị đóng tệp ở cửa sổ kia rồi bấm lại Cài đặt."
            ) from None
        must_be_usable(load_settings())
        say(app, "Đã lưu cài đặt, các mục đều dùng được. Đóng tệp này hoặc để mở đều được.")
        return
    application.open_path(app, prepare_settings())


def tu_kiem_tra(app: xw.App) -> None:
    """Run the checklist of this computer's Excel and write a report to send back."""
    from xl_addin.excel.self_check import report_name, run_checklist

    if not ask(
        app,
        "Công cụ sẽ mở vài tệp mẫu, đánh dấu, gỡ dấu, tổng hợp rồi đóng lại, khoảng một phút; số liệu trong "
        "các tệp đang mở được giữ nguyên. Trong lúc đó đề nghị không gõ phím, không bấm chuột. Bắt đầu?",
    ):
        raise dialogs.Dismissed
    result = run_checklist(app)
    target: Path = report_name()
    target.write_text(result.text, encoding="utf-8-sig", newline="\r\n")
    dialogs.open_file(target)
    say(app, f"{result.summary} Báo cáo: “{target}”. Đề nghị gửi tệp này cho người hỗ trợ.")
