"""What a clerk reads of a form set's tables, in the workbook that shows them: the name of each sheet and
column, the explanation above it, and a word for every value that is a code. Said once, for both ways.

A table or column that is added to `rows` gets its words here; a test names those that have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbook_templates.declared.form_set import OPEN_UNITS
from workbook_templates.expression.roles import Role
from workbook_templates.kinds import KINDS
from workbook_templates.words.spelling import fold


@dataclass(frozen=True)
class Head:
    """A column: its head, the explanation above it, and what its cells name, where they name something of
    the form set: 'annex', 'form' (annex or biểu), 'unit', 'programme', 'field'; 'only' and 'sums' are the
    conditions of a biểu and the texts of footnotes, in which fields are named."""

    head: str
    about: str
    names: str = ""


@dataclass(frozen=True)
class SheetWords:
    """A table: the sheet it stands on, what a row is, and its columns by name."""

    sheet: str
    about: str
    columns: Mapping[str, Head]


_SEVERAL = "Nhiều mục: cách nhau bằng dấu | hoặc xuống dòng."
_FORM = Head("Biểu", "Mã của biểu đăng ký; hoặc của biểu tổng hợp, khi biểu ấy in khác.", "form")
_OTHERWISE = "Chỉ ghi khi in khác biểu nguồn thứ nhất."

SHEETS: dict[str, SheetWords] = {
    "form_set": SheetWords(
        "Thông tin",
        "Sửa ở cột Nội dung; mục không dùng thì để trống. Trong mọi trang, {năm}, {năm sau}, {năm trước}, "
        "{năm trước nữa} được thay bằng năm tương ứng.",
        {
            "key": Head("Mục", "Không sửa cột này."),
            "value": Head("Nội dung", "Ghi nội dung của mục."),
        },
    ),
    "fields": SheetWords(
        "Trường",
        "Mỗi dòng là một trường riêng của tỉnh, hoặc một trường của công cụ được khai lại. Không có trường "
        "riêng thì để trống; các trường có sẵn xem ở trang Lựa chọn.",
        {
            "name": Head("Mã trường", "Chữ thường không dấu, chữ số, gạch dưới; ví dụ hoc_vien_nu."),
            "label": Head("Tên trường", "Tên gọi trong thông báo và ở các trang khác của sổ này."),
            "kind": Head("Loại", "Ô của cột này ghi gì."),
            "role": Head("Vai trò", "Cột này để làm gì; các quy tắc kiểm tra hỏi theo vai trò."),
            "facet": Head("Phân biệt", "Khi nhiều trường cùng một vai trò."),
            "headers": Head("Các cách ghi tiêu đề", f"Tiêu đề đã gặp của cột. {_SEVERAL}"),
            "parents": Head("Chữ ở ô tiêu đề trên", f"Cần có ở ô tiêu đề phía trên. {_SEVERAL}"),
            "least": Head("Nhỏ nhất", "Giá trị nhỏ nhất được ghi."),
            "most": Head("Lớn nhất", "Giá trị lớn nhất được ghi."),
            "measure": Head("Đơn vị tính", "Ví dụ người, triệu đồng; có dấu / (người/lớp) thì không cộng."),
            "allowed": Head("Chỉ được ghi", f"Các giá trị được chọn. {_SEVERAL}"),
        },
    ),
    "annexes": SheetWords(
        "Biểu đăng ký",
        "Mỗi dòng là một bảng mà đơn vị điền.",
        {
            "id": Head("Mã biểu", "Chữ, số, gạch nối; ví dụ bieu-01. Các trang khác gọi biểu theo mã này."),
            "name": Head("Tên biểu", "Tên ngắn dùng trong thông báo."),
            "sheet": Head(
                "Trang tính", "Tên trang tính trong tệp gửi đơn vị; nhiều biểu có thể chung một trang."
            ),
            "number": Head("Số biểu", "In trên đầu biểu, ví dụ BIỂU SỐ 01."),
            "group_title": Head("Tiêu đề chung", "Của các biểu cùng một trang tính."),
            "title": Head("Tiêu đề", "In dưới số biểu; có thể ghi {năm}."),
            "line": Head("Mỗi dòng là", "Một dòng của biểu là gì."),
            "numbering": Head("Đánh số", "Cách ghi cột số thứ tự."),
            "zero": Head("Số 0 in là", "Để trống thì không in số 0."),
            "total": Head("Dòng tổng", "Đơn vị ghi dòng tổng, chỉ biểu tổng hợp mới có, hay không có."),
            "total_label": Head("Chữ ở dòng tổng", "Để trống là “Tổng cộng”."),
            "programmes": Head(
                "Chương trình", f"Mã chương trình của các lớp trong biểu. {_SEVERAL}", "programme"
            ),
            "clues": Head("Dấu hiệu nhận ra", f"Chữ trên biểu mà nhờ đó nhận ra biểu. {_SEVERAL}"),
            "arrangement": Head("Nội dung biểu", "Biểu ghi nhu cầu hay các lớp."),
            "carry_over": Head("Lớp chuyển tiếp", "Biểu có lớp của các năm trước chuyển sang không."),
            "of_year": Head("Của năm", "Các dòng là của năm kế hoạch (để trống), hay của năm trước."),
            "section_rows": Head("Dòng tên phần", "Biểu gửi đơn vị có in dòng tên phần I, II … không."),
            "index_row": Head("Dòng số cột", "Dưới tiêu đề có dòng (1) (2) (3) … hoặc 1, 2, 3=4+5 … không."),
            "measure": Head("Đơn vị tính", "Của mọi số trong biểu, in trên đầu bảng; ví dụ người."),
        },
    ),
    "bieu": SheetWords(
        "Biểu tổng hợp",
        "Mỗi dòng là một bảng của tỉnh, cộng từ một hay nhiều biểu đăng ký.",
        {
            "id": Head("Mã biểu", "Có thể trùng mã của biểu nguồn thứ nhất."),
            "sources": Head("Biểu nguồn", f"Mã các biểu đăng ký được cộng. {_SEVERAL}", "annex"),
            "name": Head("Tên biểu", _OTHERWISE),
            "sheet": Head("Trang tính", _OTHERWISE),
            "number": Head("Số biểu", _OTHERWISE),
            "group_title": Head("Tiêu đề chung", _OTHERWISE),
            "title": Head("Tiêu đề", _OTHERWISE),
            "numbering": Head("Đánh số", _OTHERWISE),
            "zero": Head("Số 0 in là", _OTHERWISE),
            "total_label": Head("Chữ ở dòng tổng", _OTHERWISE),
            "index_row": Head("Dòng số cột", _OTHERWISE),
            "only": Head("Chỉ lấy dòng có", f"Theo mẫu trường=giá trị. {_SEVERAL}", "only"),
            "prints": Head("In số nào", "Của biểu có phân bổ: để trống thì in cả số đăng ký và số phân bổ."),
        },
    ),
    "columns": SheetWords(
        "Cột",
        "Mỗi dòng là một cột của biểu, từ trái sang phải. Cột ghi với mã của biểu tổng hợp thì chỉ in "
        "ở biểu ấy, ngay sau cột của dòng trên.",
        {
            "form": _FORM,
            "field": Head(
                "Trường", "Cột ghi trường nào: chọn trong danh sách, hoặc trường ở trang Trường.", "field"
            ),
            "header": Head("Tiêu đề cột", "Nhiều tầng thì cách nhau bằng “ / ”, từ trên xuống."),
            "width": Head("Độ rộng", "Số ký tự, như Excel."),
            "required": Head("Bắt buộc", "Có: dòng nào của đơn vị cũng phải ghi cột này."),
            "filled_by": Head("Ai ghi", "Đơn vị, hay tỉnh khi tổng hợp, hay công cụ cộng."),
            "shown": Head("In ở", "Cột có ở biểu nào."),
            "sum_of": Head("Bằng tổng của", f"Các trường cộng lại bằng cột này. {_SEVERAL}", "field"),
            "part_of": Head("Nằm trong", f"Trường mà cột này là một phần (trong đó). {_SEVERAL}", "field"),
            "product_of": Head("Bằng tích của", f"Các trường nhân lại bằng cột này. {_SEVERAL}", "field"),
            "adds": Head(
                "Công cụ cộng", f"Chỉ ở biểu tổng hợp: các trường được cộng vào cột này. {_SEVERAL}", "field"
            ),
            "unit_kinds": Head(
                "Của loại đơn vị", f"Chỉ cộng đơn vị các loại này; để trống: các loại còn lại. {_SEVERAL}"
            ),
            "allots": Head(
                "Phân bổ cho",
                "Chỉ cột tỉnh ghi: trường đăng ký mà cột này phân bổ, lúc đầu ghi bằng.",
                "field",
            ),
            "quota": Head("Chỉ tiêu được giao", "Của cột phân bổ: tổng số giao cho tỉnh, nếu đã biết."),
            "difference_of": Head(
                "Chênh lệch của",
                "Chỉ cột công cụ ghi: trường phân bổ, rồi trường đăng ký. " + _SEVERAL,
                "field",
            ),
            "source": Head("Nguồn", "Văn bản có in cột này, hoặc ghi rõ là cột bộ biểu mẫu tự thêm."),
        },
    ),
    "sections": SheetWords(
        "Mục",
        "Mỗi dòng là một phần I, II … của biểu.",
        {
            "form": _FORM,
            "numeral": Head("Số", "Ví dụ I, II."),
            "title": Head("Tên phần", "In ở dòng đầu của phần."),
            "unit_kinds": Head(
                "Loại đơn vị", f"Đơn vị loại nào thuộc phần này; để trống: các loại còn lại. {_SEVERAL}"
            ),
        },
    ),
    "lines": SheetWords(
        "Dòng",
        "Mỗi dòng là một dòng cố định mà đơn vị nào cũng điền như nhau, từ trên xuống; biểu tổng hợp cộng "
        "từng ô. Hoặc là một dòng riêng của biểu tổng hợp, cộng các dòng của biểu nguồn.",
        {
            "form": Head("Biểu", "Mã của biểu đăng ký, hoặc của biểu tổng hợp có dòng riêng.", "form"),
            "id": Head("Mã dòng", "Mỗi dòng của biểu một mã; ví dụ 1, 1.1, II."),
            "number": Head("Số thứ tự", "Ghi ở cột STT, ví dụ I, 1, -, +."),
            "label": Head("Nội dung", "Chữ của dòng."),
            "under": Head(
                "Thuộc dòng", "Mã của dòng mà dòng này là một phần; “dòng tổng”: in dưới dòng tổng của biểu."
            ),
            "part": Head("Trong đó", "Có: nằm trong dòng trên, ngoài các dòng cộng thành dòng ấy."),
            "target": Head("Chỉ tiêu", "Kế hoạch giao, ví dụ 35; từ 35; 60 - 80; để trống: không nêu số."),
            "takes": Head(
                "Cộng các dòng", f"Chỉ ở dòng riêng của biểu tổng hợp: mã biểu nguồn:mã dòng. {_SEVERAL}"
            ),
        },
    ),
    "headings": SheetWords(
        "Tiêu đề đơn vị",
        "Mỗi dòng là phần đầu trang của tệp gửi các đơn vị một loại, thay cho phần đầu của tỉnh.",
        {
            "unit_kinds": Head("Loại đơn vị", f"Của đơn vị loại nào. {_SEVERAL}"),
            "superior": Head("Cơ quan cấp trên", "In bên trái, trên tên đơn vị."),
            "head": Head("Quốc hiệu hoặc tên Đảng", "In bên phải."),
            "motto": Head("Tiêu ngữ", "Chỉ đi với Quốc hiệu."),
        },
    ),
    "footnotes": SheetWords(
        "Chú thích",
        "Mỗi dòng là một dòng in dưới biểu tổng hợp, theo thứ tự.",
        {
            "form": Head("Biểu", "Mã của biểu tổng hợp.", "form"),
            "text": Head(
                "Nội dung",
                "Tên trường trong { } được thay bằng tổng của trường ấy: {Số lớp}, {Số học viên "
                "ĐT+Số học viên BD}; thêm :mới hay :chuyển tiếp thì chỉ cộng lớp ấy.",
                "sums",
            ),
        },
    ),
    "units": SheetWords(
        "Đơn vị",
        "Mỗi dòng là một đơn vị. Bỏ cả trang này thì dùng danh mục có sẵn ghi ở trang Thông tin.",
        {
            "code": Head("Mã đơn vị", "Mỗi đơn vị một mã."),
            "name": Head("Tên đơn vị", "Tên chính thức, đủ dấu."),
            "sector": Head("Khối", "Ví dụ Đảng – đoàn thể."),
            "kind": Head(
                "Loại đơn vị", "Chọn trong danh sách hoặc tự đặt; trang Mục, Tiêu đề đơn vị gọi theo chữ này."
            ),
            "valid_from": Head("Có từ ngày", "Ngày/tháng/năm; để trống: từ trước đến nay."),
            "valid_to": Head("Có đến ngày", "Ngày cuối cùng còn đơn vị; để trống: đến nay."),
            "parent": Head("Đơn vị cấp trên", "Mã đơn vị cấp trên.", "unit"),
            "predecessors": Head(
                "Đơn vị tiền thân",
                "Mã các đơn vị đã nhập lại, hoặc tên cũ như: Xã Bản Ngoại, huyện Đại Từ (một phần). "
                f"Tệp ghi tên cũ thì được gợi ý đơn vị này. {_SEVERAL}",
            ),
            "aliases": Head("Tên gọi khác", f"Các cách ghi khác của tên. {_SEVERAL}"),
        },
    ),
    "dues": SheetWords(
        "Nơi gửi",
        "Mỗi dòng: một đơn vị, hoặc mọi đơn vị của các loại, phải gửi một biểu đăng ký; biểu tổng hợp ghi "
        "các đơn vị theo thứ tự này.",
        {
            "form": Head("Biểu", "Mã của biểu đăng ký.", "annex"),
            "unit": Head("Mã đơn vị", "Mã ở trang Đơn vị; để trống khi ghi loại đơn vị.", "unit"),
            "unit_kinds": Head("Loại đơn vị", f"Mọi đơn vị các loại này, theo thứ tự danh mục. {_SEVERAL}"),
        },
    ),
    "programmes": SheetWords(
        "Chương trình",
        "Mỗi dòng là một chương trình đào tạo, bồi dưỡng; lớp khớp dòng nào trước thì thuộc dòng ấy.",
        {
            "id": Head("Mã chương trình", "Chữ, số, gạch nối; ví dụ trung-cap."),
            "label": Head("Tên chương trình", "Dùng trong thông báo và biểu."),
            "kind": Head("Hình thức", "Tính vào đào tạo hay bồi dưỡng."),
            "peers": Head("So sánh các lớp", "Các lớp của chương trình có so với nhau được không."),
            "phrases": Head("Cụm từ nhận ra", f"Có trong tên lớp. {_SEVERAL}"),
            "general": Head("Gọi chung", "Có: cụm từ chung, không riêng một chương trình."),
        },
    ),
    "norms": SheetWords(
        "Định mức",
        "Mỗi dòng là thời gian, số học viên thường gặp, mức chi hay tuổi khi cử đi của một chương trình, kèm "
        "căn cứ.",
        {
            "programme": Head("Chương trình", "Mã ở trang Chương trình.", "programme"),
            "study_form": Head("Hệ", "Để trống: cả hai hệ."),
            "day": Head("Ngày học", "Để trống: ngày nào cũng được."),
            "field": Head("Định mức của", "Thời gian, số học viên của một lớp, mức chi, hay tuổi khi cử đi."),
            "low": Head("Từ", "Số nhỏ nhất."),
            "high": Head("Đến", "Số lớn nhất."),
            "unit": Head("Đơn vị tính", "Của hai số bên trái."),
            "source": Head("Căn cứ", "Văn bản hoặc biểu đã lấy định mức; không có căn cứ thì không khai."),
            "valid_from": Head("Hiệu lực từ", "Ngày/tháng/năm căn cứ có hiệu lực; không rõ thì để trống."),
            "scope": Head("Phạm vi", "Áp dụng ở đâu, cho ai, ví dụ lớp mở tại tỉnh."),
        },
    ),
    "agreements": SheetWords(
        "Đối chiếu",
        "Mỗi dòng: tổng ở biểu bên trái phải bằng tổng ở biểu bên phải.",
        {
            "id": Head("Mã đối chiếu", "Mỗi dòng một mã."),
            "severity": Head("Mức độ", "Khi hai tổng không khớp."),
            "left_form": Head("Biểu bên trái", "Mã biểu đăng ký.", "annex"),
            "left_fields": Head(
                "Trường bên trái", f"Các trường được cộng; họ và tên: đếm người. {_SEVERAL}", "field"
            ),
            "left_programmes": Head(
                "Chương trình bên trái", f"Để trống: mọi chương trình. {_SEVERAL}", "programme"
            ),
            "left_lines": Head("Dòng bên trái", f"Mã dòng cố định; để trống: mọi dòng. {_SEVERAL}"),
            "right_form": Head("Biểu bên phải", "Mã biểu đăng ký.", "annex"),
            "right_fields": Head(
                "Trường bên phải", f"Các trường được cộng; họ và tên: đếm người. {_SEVERAL}", "field"
            ),
            "right_programmes": Head(
                "Chương trình bên phải", f"Để trống: mọi chương trình. {_SEVERAL}", "programme"
            ),
            "right_lines": Head("Dòng bên phải", f"Mã dòng cố định; để trống: mọi dòng. {_SEVERAL}"),
            "text": Head("Gọi là", "Hai tổng này là gì, dùng trong thông báo."),
        },
    ),
    "rules": SheetWords(
        "Quy tắc",
        "Mỗi dòng: tắt một quy tắc kiểm tra, hoặc đổi một ngưỡng. Các quy tắc xem ở trang Lựa chọn.",
        {
            "rule": Head("Quy tắc", "Mã quy tắc, ví dụ D16."),
            "key": Head("Mục", "“áp dụng”, hoặc tên của ngưỡng."),
            "value": Head("Giá trị", "Có hoặc không; hoặc số của ngưỡng."),
        },
    ),
}

CHOICES_SHEET = "Lựa chọn"  # what can be chosen in the others

_FEWEST_SHEETS = 6


def shows_form_set(sheets: Iterable[str]) -> bool:
    """Whether a workbook with sheets of these names is that of a form set, as nobody else's is."""
    known = {fold(said.sheet) for said in SHEETS.values()}
    return len(known & set(map(fold, sheets))) >= _FEWEST_SHEETS


# The rows of form_set: what each is called, and the explanation beside it.
SETTING_WORDS: dict[str, tuple[str, str]] = {
    "id": ("Mã bộ biểu mẫu", "Có trong tên tệp kết quả: chữ, số, dấu chấm, gạch nối; ví dụ ha-tinh-2027."),
    "edition": ("Lần ban hành", "1, 2 … khi bộ biểu mẫu được sửa và gửi lại trong năm."),
    "province": ("Tỉnh", "Tên tỉnh, thành phố."),
    "year": ("Năm kế hoạch", "Phải ghi. Ví dụ 2027."),
    "title": ("Tên bộ biểu mẫu", "Ví dụ Kế hoạch đào tạo, bồi dưỡng năm {năm} của tỉnh …"),
    "units": ("Danh mục đơn vị", "Phải ghi. Tên không dấu của danh mục ở trang Đơn vị hoặc có sẵn."),
    "units_on": ("Đơn vị có vào ngày", "Ngày/tháng/năm mà đơn vị phải còn; để trống: 01/12 năm trước."),
    "sent_on": ("Ngày tính tuổi", "Tuổi khi cử đi tính đến ngày này; để trống: bất cứ ngày nào trong năm."),
    "party_head": ("Tên Đảng", "In góc phải biểu của cơ quan Đảng. Chỉ ghi Tên Đảng hoặc Quốc hiệu."),
    "state_head": ("Quốc hiệu", "In góc phải biểu của cơ quan Nhà nước."),
    "motto": ("Tiêu ngữ", "Đi với Quốc hiệu."),
    "superior": ("Cơ quan cấp trên", "In góc trái, dòng thứ nhất."),
    "issuer": ("Cơ quan ban hành", "In góc trái, dòng thứ hai."),
    "attached": ("Dòng kèm theo", "Ví dụ (Kèm theo Kế hoạch số … ngày …)."),
    "divider": ("Gạch dưới tiêu đề", "Ví dụ -----; để trống: không có."),
    "layout": (
        "Thể thức",
        "Cỡ chữ ở phần đầu, phần ký và số trang của biểu; để trống: cỡ thường dùng của công cụ. Tệp của cơ "
        "quan Nhà nước theo Nghị định 30/2020. Lề trang của cả hai: 20, 20, 30, 15 mm.",
    ),
    "place": ("Nơi ký", "Địa danh trước ngày tháng ký."),
    "sign_left": ("Người ký bên trái", "Ví dụ NGƯỜI LẬP BIỂU; để trống: không có."),
    "sign_left_note": ("Dòng dưới người ký bên trái", "Ví dụ (Họ và tên, số điện thoại)."),
    "sign_authority": ("Quyền hạn người ký", "Ví dụ T/M BAN THƯỜNG VỤ."),
    "sign_office": ("Chức vụ người ký", "Ví dụ PHÓ BÍ THƯ."),
    "signer": ("Người ký", "Họ và tên; để trống: chừa chỗ."),
    "receiver": ("Nơi nhận biểu", "Cơ quan nhận tệp của đơn vị."),
    "receiver_email": ("Địa chỉ thư nhận biểu", "Địa chỉ thư điện tử nhận tệp."),
    "mail_subject": ("Tiêu đề thư", "Đơn vị gửi thư với tiêu đề này; {đơn vị} được thay bằng tên đơn vị."),
    "deadline": ("Hạn gửi", "Ghi như sẽ in trong thư."),
    "no_need": ("Cách ghi không có nhu cầu", f"Chữ riêng của tỉnh. {_SEVERAL}"),
    "example": ("Tệp mẫu", "Tệp mà bộ biểu mẫu được lập theo, nếu có."),
    "inherits": (
        "Kế thừa bộ biểu mẫu", "Mã bộ biểu mẫu trước; bảng nào bộ này không có thì lấy của bộ ấy.",
    ),
    "adjustment": ("Lần điều chỉnh", "Kế hoạch điều chỉnh lần 1, 2 …, in dưới tiêu đề; để trống: bản gốc."),
}  # fmt: skip

# Values of settings that are codes.
SETTING_CODES: dict[str, Mapping[str, str]] = {
    "units": {OPEN_UNITS: "tệp nào tự ghi đơn vị ấy"},
    "layout": {
        "party-2026": "văn bản của Đảng từ năm 2026 (Hướng dẫn 05)",
        "state-2020": "văn bản hành chính (Nghị định 30/2020)",
    },
}
SETTING_DAYS = ("units_on", "sent_on")

YES_NO = {"yes": "có", "no": "không"}
PLACEHOLDERS = {
    "year": "năm", "next_year": "năm sau", "last_year": "năm trước", "year_before_last": "năm trước nữa",
    "unit": "đơn vị",
}  # fmt: skip
LINES_OF_A_SUM = {"new": "mới", "carried": "chuyển tiếp"}  # behind the colon in a footnote
_UNIT_KINDS = {
    "party": "cơ quan Đảng", "state": "cơ quan Nhà nước", "mass": "đoàn thể", "central": "cơ quan Trung ương",
    "school": "trường", "armed": "lực lượng vũ trang", "commune": "cấp xã",
}  # fmt: skip

# A word for each code, by column: of one table, or of all that have a column of that name.
CODES: dict[str, Mapping[str, str]] = {
    "fields.kind": {name: kind.label for name, kind in KINDS.items()},
    "fields.role": {role.value: role.words for role in Role},
    "fields.facet": {
        "training": "đào tạo", "refresher": "bồi dưỡng", "full-time": "hệ tập trung",
        "part-time": "hệ không tập trung",
    },
    "line": {"unit": "đơn vị", "class": "lớp", "fixed": "dòng cố định"},
    "numbering": {"running": "liên tục", "unit": "theo đơn vị"},
    "zero": {"0": "số 0"},
    "total": {"yes": "đơn vị ghi", "added": "chỉ khi tổng hợp", "no": "không có"},
    "index_row": {"no": "không", "yes": "có", "sums": "có ghi phép cộng"},
    "arrangement": {"registered": "nhu cầu đăng ký", "opened": "các lớp mở", "mixed": "cả hai"},
    "carry_over": {"yes": "đều là lớp chuyển tiếp", "no": "đều là lớp mới", "mixed": "có cả hai"},
    "of_year": {"last": "năm trước"},
    "filled_by": {"unit": "đơn vị", "province": "tỉnh", "tool": "công cụ"},
    "shown": {"both": "cả hai", "annex": "biểu đăng ký", "bieu": "biểu tổng hợp"},
    "prints": {"registered": "số đăng ký", "allotted": "số phân bổ"},
    "programmes.kind": {"training": "đào tạo", "refresher": "bồi dưỡng"},
    "study_form": {"full-time": "tập trung", "part-time": "không tập trung"},
    "day": {"weekday": "trong tuần", "weekend": "cuối tuần"},
    "norms.field": {
        "length": "thời gian", "learners": "số học viên", "rate": "mức chi", "age": "tuổi khi cử đi",
    },
    "norms.unit": {w: w for w in ("ngày", "tuần", "tháng", "năm", "người", "học viên", "đồng", "tuổi")},
    "severity": {"error": "lỗi", "warning": "cần xác minh", "hint": "lưu ý"},
}  # fmt: skip

# The same of columns that hold other words too, the province's own.
OPEN_CODES: dict[str, Mapping[str, str]] = {
    "units.kind": _UNIT_KINDS,
    "unit_kinds": _UNIT_KINDS,
    "rules.key": {"enabled": "áp dụng"},
    "lines.under": {"total": "dòng tổng"},
    "rules.value": YES_NO,
}
