"""Lists of persons, and budgets."""

# ruff: noqa: E501 – rows of tables stand on one line

from __future__ import annotations

from tests.trial_forms.notation import Right, form

FORMS = [
    form(
        "trích ngang, năm sinh nam nữ", """
DANH SÁCH TRÍCH NGANG CÁN BỘ ĐĂNG KÝ HỌC CAO CẤP LLCT
STT | Họ và tên | Năm sinh | < | Dân tộc | Chức vụ, đơn vị công tác | Trình độ | < | Ngày vào Đảng | Ghi chú
^ | ^ | Nam | Nữ | ^ | ^ | Chuyên môn | LLCT | ^ | ^
1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10
""", "", {
        "Đảng ủy xã Trùng Khánh": """
1 | Nông Văn Hải | 1985 | _ | Tày | Bí thư chi bộ | Đại học Luật | Trung cấp | 03/02/2008
2 | Hoàng Thị Mai | _ | 1988 | Nùng | Phó chủ tịch HĐND | Thạc sĩ | Trung cấp | 19/05/2010
""", "Đảng ủy xã Quảng Uyên": """
1 | Lý Văn Đức | 1983 | _ | Tày | Chủ tịch UBMTTQ | Đại học | Trung cấp | 07/11/2006
"""},
        Right("stt name birth/year/text birth/year/text text text text text date note", "class", {}),
    ),
    form(
        "cá nhân với CCCD, điện thoại là số", """
DANH SÁCH HỌC VIÊN ĐỀ NGHỊ CẤP CHỨNG CHỈ
TT | Họ tên | Ngày sinh | Số CCCD | Điện thoại liên hệ | Điểm kiểm tra | Số buổi vắng | Xếp loại | Số hiệu chứng chỉ
""", "", {
        "Lớp Quản lý nhà nước K5": """
1 | Vũ Thị Hạnh | 12/06/1990 | 34190001234 | 912345678 | 8.5 | 0 | Giỏi | 1001
2 | Đỗ Quang Minh | 01/09/1987 | 34087004321 | 987654321 | 7 | 1 | Khá | 1002
""", "Lớp Quản lý nhà nước K6": """
1 | Bùi Thị Ngọc | 25/12/1992 | 34192009876 | 901234567 | 6.5 | 2 | Trung bình | 1003
"""},
        Right("stt name birth code/text text/code decimal decimal/+count/length text/decimal code/text", "class", {}),
        titled=True,
    ),
    form(
        "đánh dấu x", """
DANH SÁCH CỬ DỰ TẬP HUẤN
STT | Họ và tên | Đơn vị công tác | Chuyên đề đăng ký (đánh dấu x) | < | < | Số điện thoại
^ | ^ | ^ | Chuyên đề 1 | Chuyên đề 2 | Chuyên đề 3 | ^
""", "", {
        "Phường Hải Châu": """
1 | Trần Văn Tú | Văn phòng | x | _ | x | '0905111222
2 | Ngô Thị Thu | Phòng Kinh tế | _ | x | _ | '0905333444
""", "Phường Thanh Khê": """
1 | Phan Văn Lộc | Văn phòng | x | x | _ | '0914555666
"""},
        Right("stt name text/unit text text text text", "class", {}),
    ),
    form(
        "dự toán: ĐVT, số lượng, đơn giá, thành tiền", """
DỰ TOÁN KINH PHÍ MỞ LỚP BỒI DƯỠNG
STT | Nội dung chi | ĐVT | Số lượng | Đơn giá | Thành tiền | Ghi chú
""", """
1 | Thù lao giảng viên | buổi
2 | Tài liệu | bộ
3 | Nước uống | người/ngày
_ | Tổng cộng
""", {
        "Xã Hòa Vang": """
1 | Thù lao giảng viên | buổi | 10 | 1000000 | 10000000
2 | Tài liệu | bộ | 60 | 30000 | 1800000
3 | Nước uống | người/ngày | 300 | 20000 | 6000000
_ | Tổng cộng | _ | _ | _ | 17800000
""", "Xã Hòa Tiến": """
1 | Thù lao giảng viên | buổi | 6 | 1000000 | 6000000
2 | Tài liệu | bộ | 40 | 30000 | 1200000
3 | Nước uống | người/ngày | 120 | 20000 | 2400000
_ | Tổng cộng | _ | _ | _ | 9600000
"""},
        Right("stt name text decimal/text/+count money +money note", "fixed", {5: 27400000},
              {5: ("product_of", (3, 4))}),
    ),
    form(
        "kinh phí theo nguồn", """
PHỤ LỤC 8. TỔNG HỢP KINH PHÍ ĐÀO TẠO, BỒI DƯỠNG
(Đơn vị tính: đồng)
TT | Nội dung | Số lớp | Số học viên | Tổng kinh phí | Trong đó | < | < | Đơn vị thực hiện
^ | ^ | ^ | ^ | ^ | Ngân sách TW | Ngân sách tỉnh | Nguồn khác | ^
1 | 2 | 3 | 4 | 5=6+7+8 | 6 | 7 | 8 | 9
""", "", {
        "Trường Chính trị": """
I | Đào tạo
1 | Trung cấp LLCT khóa 80 | 1 | 50 | 500000000 | 0 | 450000000 | 50000000 | Trường Chính trị
II | Bồi dưỡng
1 | Ngạch chuyên viên | 2 | 120 | 240000000 | 40000000 | 200000000 | 0 | Trường Chính trị
_ | Tổng cộng | 3 | 170 | 740000000 | 40000000 | 650000000 | 50000000
""", "Sở Nội vụ": """
II | Bồi dưỡng
1 | Kỹ năng lãnh đạo | 1 | 40 | 95500000 | 0 | 95500000 | 0 | Sở Nội vụ
_ | Tổng cộng | 1 | 40 | 95500000 | 0 | 95500000 | 0
"""},
        Right("stt name +count +count +money +money +money +money text/unit", "class",
              {2: 4, 3: 210, 4: 835500000, 5: 40000000, 6: 745500000, 7: 50000000}, {4: ("sum_of", (5, 6, 7))}),
    ),
    form(
        "học viên × ngày × định mức không có dòng chỉ số", """
DỰ TOÁN HỖ TRỢ HỌC VIÊN NĂM 2027
Đvt: đồng
STT | Nội dung | Số học viên | Số ngày | Mức hỗ trợ/người/ngày | Thành tiền
""", """
1 | Tiền ăn lớp đảng viên mới
2 | Tiền ăn lớp cấp ủy
3 | Tiền ở
4 | Tiền đi lại
_ | Cộng
""", {
        "Xã Khe Sanh": "= 50 5 100000 25000000 / 30 3 100000 9000000 / 10 5 150000 7500000 / 20 1 200000 4000000 / _ _ _ 45500000",
        "Xã Lao Bảo": "= 40 5 100000 20000000 / 25 3 100000 7500000 / 5 5 150000 3750000 / 10 1 200000 2000000 / _ _ _ 33250000",
    },
        Right("stt name +count decimal/length money +money", "fixed", {2: 190, 5: 78750000},
              {5: ("product_of", (2, 3, 4))}),
    ),
    form(
        "đơn vị tiền trong từng cột", """
NHU CẦU KINH PHÍ 2026-2028
TT | Nội dung | Năm 2026 | < | Năm 2027 | < | Năm 2028 | <
^ | ^ | Số lớp | KP (trđ) | Số lớp | KP (trđ) | Số lớp | KP (trđ)
""", """
1 | Lớp tại tỉnh
2 | Lớp tại xã
3 | Lớp liên kết
_ | Tổng
""", {
        "Sở Nội vụ": "= 2 100 3 150 3 160 / 1 20 1 20 2 45 / 0 0 1 300 0 0 / 3 120 5 470 5 205",
        "Ban Tổ chức": "= 4 210 4 220 5 290.5 / 0 0 0 0 0 0 / 1 400 0 0 1 420 / 5 610 4 220 6 710.5",
    },
        Right("stt name +count +money +count +money +count +money", "fixed",
              {2: 8, 3: 730, 4: 9, 5: 690, 6: 11, 7: 915.5}),
    ),
    form(
        "chữ viết tắt", """
ĐĂNG KÝ MỞ LỚP
TT | Tên lớp | SL lớp | SL HV | TG (ngày) | KP dự kiến (tr.đ) | ĐV phối hợp | GC
""", "", {
        "Xã Tam Nông": """
1 | Lớp đảng viên mới | 1 | 60 | 5 | 18.5 | TTCT
2 | Lớp cảm tình Đảng | 2 | 150 | 3 | 20 | TTCT
""", "Xã Thanh Bình": """
1 | Lớp cấp ủy | 1 | 45 | 3 | 9 | TTCT | mở tại xã
"""},
        Right("stt name +count +count length/decimal +money text note/text", "class", {2: 4, 3: 255, 5: 47.5}),
    ),
    form(
        "đào tạo nước ngoài bằng USD", """
KẾ HOẠCH ĐOÀN ĐI HỌC TẬP NƯỚC NGOÀI
STT | Nội dung chuyến đi | Nước đến | Thời gian (ngày) | Số người | Kinh phí (USD) | Nguồn kinh phí
""", "", {
        "Sở Ngoại vụ": """
1 | Học tập quản lý đô thị | Singapore | 7 | 12 | 36000 | Ngân sách
2 | Học tập chuyển đổi số | Hàn Quốc | 10 | 8 | 30000 | Tài trợ
""", "Sở Tài chính": """
1 | Quản lý đầu tư công | Nhật Bản | 14 | 5 | 25000 | Ngân sách
"""},
        Right("stt name text length/decimal +count +money/+decimal/+quantity/text text", "class", {4: 25}),
    ),
    form(
        "số tiền bằng nghìn đồng trong tiêu đề cha", """
CHI TRẢ CHẾ ĐỘ ĐI HỌC
STT | Họ và tên người đi học | Lớp | Chế độ được hưởng (nghìn đồng) | < | < | Ký nhận
^ | ^ | ^ | Học phí | Tiền ăn | Cộng | ^
(1) | (2) | (3) | (4) | (5) | (6)=(4)+(5) | (7)
""", "", {
        "Xã Yên Bình": """
1 | Giàng A Sử | Trung cấp K60 | 5000 | 3000 | 8000
2 | Lò Thị Sáng | Trung cấp K60 | 5000 | 2500 | 7500
_ | Tổng cộng | _ | 10000 | 5500 | 15500
""", "Xã Thác Bà": """
1 | Hà Văn Tư | Cao cấp K75 | 9000 | 6000 | 15000
_ | Tổng cộng | _ | 9000 | 6000 | 15000
"""},
        Right("stt name text +money +money +money text/note", "class", {3: 19000, 4: 11500, 5: 30500},
              {5: ("sum_of", (3, 4))}),
    ),
    form(
        "dòng nội dung có đơn vị tính từng dòng", """
BIỂU TỔNG HỢP CHỈ TIÊU CÔNG TÁC CÁN BỘ
STT | Chỉ tiêu | Đơn vị tính | Thực hiện 2026 | Kế hoạch 2027
""", """
1 | Số lớp bồi dưỡng | lớp
2 | Số lượt người | lượt
3 | Tỷ lệ đạt chuẩn | %
4 | Kinh phí | triệu đồng
""", {
        "Xã Bắc Hà": """
1 | Số lớp bồi dưỡng | lớp | 5 | 6
2 | Số lượt người | lượt | 300 | 320
3 | Tỷ lệ đạt chuẩn | % | 85 | 90
4 | Kinh phí | triệu đồng | 60 | 75.5
""", "Xã Si Ma Cai": """
1 | Số lớp bồi dưỡng | lớp | 3 | 4
2 | Số lượt người | lượt | 150 | 180
3 | Tỷ lệ đạt chuẩn | % | 80 | 88
4 | Kinh phí | triệu đồng | 30 | 40
"""},
        Right("stt name text text/decimal text/decimal", "fixed", {}),
    ),
    form(
        "tiêu đề bốn hàng", """
PHỤ LỤC 3. THỐNG KÊ ĐÀO TẠO THEO LOẠI HÌNH
TT | Đơn vị | Kết quả năm 2026 | < | < | < | < | <
^ | ^ | Đào tạo | < | < | < | Bồi dưỡng | <
^ | ^ | Trong nước | < | Ngoài nước | < | Lớp | Lượt người
^ | ^ | Đại học | Sau đại học | Đại học | Sau đại học | ^ | ^
A | B | 1 | 2 | 3 | 4 | 5 | 6
""", "", {
        "Sở Y tế": "1 | Sở Y tế | 5 | 2 | 0 | 1 | 3 | 150",
        "Sở Nông nghiệp": "1 | Sở Nông nghiệp | 3 | 1 | 0 | 0 | 2 | 90",
        "Sở Văn hóa": "1 | Sở Văn hóa | 2 | 0 | 0 | 0 | 1 | 40",
    },
        Right("stt name +count +count +count +count +count +count", "unit", {2: 10, 3: 3, 4: 0, 5: 1, 6: 6, 7: 280}),
    ),
]  # fmt: skip
