"""Results and statistics: what was done, and who there is."""

# ruff: noqa: E501 – rows of tables stand on one line

from __future__ import annotations

from tests.trial_forms.notation import Form, Right, form, workbook

_BTCTW = """
I | ĐÀO TẠO
1 | Đào tạo chuyên môn
_ | - Đại học
_ | + trong nước
_ | + ngoài nước
_ | - Thạc sỹ
_ | + trong nước
_ | + ngoài nước
2 | Đào tạo chính trị
_ | - Trung cấp
_ | - Cao cấp
II | BỒI DƯỠNG
1 | Nghiệp vụ xây dựng Đảng
2 | Quốc phòng - an ninh
_ | - Đối tượng 2
_ | - Đối tượng 3
"""

FORMS = [
    form(
        "Biểu 10-BTCTW", """
Biểu số 10-BTCTW
THỐNG KÊ KẾT QUẢ ĐÀO TẠO, BỒI DƯỠNG CÁN BỘ NĂM 2026
Đơn vị tính: Người
TT | Chương trình, hình thức đào tạo, bồi dưỡng | Cán bộ được đào tạo, bồi dưỡng | < | < | < | < | < | Số lớp đào tạo, bồi dưỡng | < | <
^ | ^ | Tổng số | Cấp tỉnh | < | Cấp huyện | < | Cấp xã | Tổng số lớp | Cấp ủy cấp tỉnh mở | Cấp ủy cấp huyện mở
^ | ^ | ^ | Tổng số | Trong đó: Số cán bộ lãnh đạo, quản lý | Tổng số | Trong đó: Số cán bộ lãnh đạo, quản lý | ^ | ^ | ^ | ^
1 | 2 | 3=4+6+8 | 4 | 5 | 6 | 7 | 8 | 9=10+11 | 10 | 11
""", _BTCTW, {
        "Huyện ủy Ba Tơ": "= 18 8 3 6 2 4 2 1 1 / 12 5 2 4 1 3 0 0 0 / 7 3 1 2 1 2 0 0 0 / 6 3 1 1 1 2 0 0 0"
        " / 1 0 0 1 0 0 0 0 0 / 5 2 1 2 0 1 0 0 0 / 4 1 1 2 0 1 0 0 0 / 1 1 0 0 0 0 0 0 0 / 6 3 1 2 1 1 2 1 1"
        " / 4 2 0 1 0 1 1 0 1 / 2 1 1 1 1 0 1 1 0 / 60 20 5 20 5 20 3 1 2 / 30 10 3 10 3 10 1 0 1"
        " / 30 10 2 10 2 10 2 1 1 / 10 5 1 5 1 0 1 1 0 / 20 5 1 5 1 10 1 0 1",
        "Huyện ủy Trà Bồng": "= 4 2 1 1 0 1 1 1 0 / 2 1 0 1 0 0 0 0 0 / 1 1 0 0 0 0 0 0 0 / 1 1 0 0 0 0 0 0 0"
        " / 0 0 0 0 0 0 0 0 0 / 1 0 0 1 0 0 0 0 0 / 1 0 0 1 0 0 0 0 0 / 0 0 0 0 0 0 0 0 0 / 2 1 1 0 0 1 1 1 0"
        " / 1 0 0 0 0 1 1 1 0 / 1 1 1 0 0 0 0 0 0 / 9 3 1 3 1 3 2 1 1 / 4 1 0 1 0 2 1 0 1"
        " / 5 2 1 2 1 1 1 1 0 / 2 1 1 1 1 0 1 1 0 / 3 1 0 1 0 1 0 0 0",
    },
        Right("stt name +count +count +count +count +count +count +count +count +count", "fixed",
              {2: 91, 3: 33, 4: 10, 5: 30, 6: 8, 7: 28, 8: 8, 9: 4, 10: 4},
              {2: ("sum_of", (3, 5, 7)), 4: ("part_of", (3,)), 6: ("part_of", (5,)), 8: ("sum_of", (9, 10))},
              {"Đào tạo chuyên môn": "ĐÀO TẠO", "- Đại học": "Đào tạo chuyên môn", "+ ngoài nước": "- Đại học|- Thạc sỹ",
               "- Cao cấp": "Đào tạo chính trị", "- Đối tượng 3": "Quốc phòng - an ninh"}),
    ),
    form(
        "kế hoạch, thực hiện, tỷ lệ", """
KẾT QUẢ THỰC HIỆN KẾ HOẠCH NĂM 2026
STT | Nội dung | Kế hoạch | < | Thực hiện | < | Tỷ lệ học viên (%) | Nguyên nhân chưa đạt
^ | ^ | Số lớp | Số học viên | Số lớp | Số học viên | ^ | ^
(1) | (2) | (3) | (4) | (5) | (6) | (7)=(6)/(4) | (8)
""", """
1 | Lý luận chính trị
2 | Quản lý nhà nước
3 | Quốc phòng, an ninh
_ | Tổng cộng
""", {
        "Sở Nội vụ": "= 2 100 2 95 95 / 1 60 1 60 100 / 1 80 0 0 0 / 4 240 3 155 64.6",
        "Xã Đồng Hỷ": "= 1 50 1 50 100 / 1 40 1 44 110 / 2 120 2 118 98.3 / 4 210 4 212 101",
    },
        Right("stt name +count +count +count +count percent note/text", "fixed", {2: 8, 3: 450, 4: 7, 5: 367}),
    ),
    form(
        "phần trăm ghi dạng %", """
TỔNG HỢP KẾT QUẢ BỒI DƯỠNG 9 THÁNG
TT | Chỉ tiêu | Kế hoạch 2026 | Ước thực hiện 2026 | So với kế hoạch | Kế hoạch 2027
""", """
1 | Lượt cán bộ được bồi dưỡng
2 | Lượt công chức được bồi dưỡng
3 | Lượt viên chức được bồi dưỡng
""", {
        "Sở Y tế": "= 100 90 90% 110 / 50 50 100% 60 / 20 25 125% 20",
        "Sở Tư pháp": "= 40 30 75% 40 / 10 9 90% 12 / 8 8 100% 8",
    },
        Right("stt name +count +count percent +count", "fixed", {2: 228, 3: 212, 5: 250}),
    ),
    form(
        "chênh lệch theo dòng chỉ số", """
TÌNH HÌNH SỬ DỤNG KINH PHÍ ĐÀO TẠO NĂM 2026
Đơn vị: triệu đồng
TT | Nội dung | Dự toán được giao | Đã thực hiện | Còn lại | Ghi chú
A | B | 1 | 2 | 3=1-2 | 4
""", """
1 | Đào tạo trong nước
2 | Đào tạo ngoài nước
3 | Bồi dưỡng
_ | Tổng cộng
""", {
        "Sở Tài chính": "= 100 80.5 19.5 / 50 50 0 / 200 150 50 / 350 280.5 69.5",
        "Sở Nội vụ": "= 300 290 10 / 0 0 0 / 500 420 80 / 800 710 90",
    },
        Right("stt name +money +money +money note", "fixed", {2: 1150, 3: 990.5, 4: 159.5}),
    ),
    form(
        "đội ngũ: số lượng, chất lượng", """
THỐNG KÊ SỐ LƯỢNG, CHẤT LƯỢNG CÁN BỘ, CÔNG CHỨC CẤP XÃ
STT | Đơn vị | Biên chế được giao | Có mặt | Trong đó | < | < | Trình độ chuyên môn | < | < | Trình độ lý luận chính trị | <
^ | ^ | ^ | ^ | Nữ | Đảng viên | DTTS | Thạc sĩ | Đại học | Cao đẳng | Cao cấp | Trung cấp
1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12
""", "", {
        "Xã Na Rì": "1 | Xã Na Rì | 40 | 38 | 15 | 35 | 20 | 4 | 30 | 4 | 3 | 30",
        "Xã Chợ Mới": "1 | Xã Chợ Mới | 42 | 40 | 18 | 36 | 22 | 6 | 31 | 3 | 5 | 28",
        "Xã Bạch Thông": "1 | Xã Bạch Thông | 39 | 39 | 12 | 37 | 25 | 2 | 33 | 4 | 2 | 31",
    },
        Right("stt name decimal decimal +count/decimal +count/decimal +count/decimal +count/decimal"
              " +count/decimal +count/decimal +count/decimal +count/decimal", "unit", {}),
    ),
    form(
        "tổng theo mục: Cộng I, Cộng II", """
DANH MỤC LỚP BỒI DƯỠNG ĐÃ MỞ NĂM 2026
STT | Tên lớp bồi dưỡng | Số lượng học viên | Thời gian học (ngày) | Kinh phí (đồng)
""", "", {
        "Trường Chính trị": """
I | Lớp theo kế hoạch
1 | Chuyên viên khóa 70 | 60 | 40 | 120000000
2 | Lãnh đạo cấp phòng khóa 20 | 45 | 20 | 80000000
_ | Cộng I | 105 | _ | 200000000
II | Lớp ngoài kế hoạch
1 | Kỹ năng số cho cán bộ xã | 90 | 3 | 30000000
_ | Cộng II | 90 | _ | 30000000
_ | Tổng cộng (I+II) | 195 | _ | 230000000
""", "Trung tâm Chính trị": """
I | Lớp theo kế hoạch
1 | Đảng viên mới khóa 1 | 70 | 5 | 20000000
_ | Cộng I | 70 | _ | 20000000
II | Lớp ngoài kế hoạch
1 | Cấp ủy chi bộ | 80 | 3 | 15000000
2 | Dân vận khéo | 50 | 2 | 9000000
_ | Cộng II | 130 | _ | 24000000
_ | Tổng cộng (I+II) | 200 | _ | 44000000
"""},
        Right("stt name +count length/decimal +money", "class", {2: 395, 4: 274000000}),
    ),
    form(
        "tổng đầu và cuối", """
BIỂU 6: KẾT QUẢ ĐÀO TẠO THEO NGUỒN
TT | Nguồn kinh phí | Số lượt | Số tiền (triệu đồng)
""", """
_ | TỔNG SỐ
1 | Ngân sách trung ương
2 | Ngân sách địa phương
3 | Xã hội hóa
_ | Tổng cộng
""", {
        "Sở Y tế": "= 60 95 / 10 20 / 45 70 / 5 5 / 60 95",
        "Sở Xây dựng": "= 12 30.5 / 0 0 / 12 30.5 / 0 0 / 12 30.5",
    },
        Right("stt name +count +money", "fixed", {2: 72, 3: 125.5}),
    ),
    form(
        "tháng 1 đến 12", """
TIẾN ĐỘ MỞ LỚP THEO THÁNG
TT | Đơn vị | Tháng 1 | Tháng 2 | Tháng 3 | Tháng 4 | Tháng 5 | Tháng 6 | Tổng số lớp
""", "", {
        "Trường Chính trị": "1 | Trường Chính trị | 0 | 1 | 3 | 4 | 2 | 1 | 11",
        "Trung tâm Chính trị A": "1 | Trung tâm Chính trị A | 0 | 0 | 1 | 1 | 1 | 0 | 3",
        "Trung tâm Chính trị B": "1 | Trung tâm Chính trị B | 1 | 0 | 2 | 0 | 1 | 2 | 6",
    },
        Right("stt name +count +count +count +count +count +count +count", "unit",
              {2: 1, 3: 1, 4: 6, 5: 5, 6: 4, 7: 3, 8: 20}, {8: ("sum_of", (2, 3, 4, 5, 6, 7))}),
    ),
    form(
        "độ tuổi và giới", """
PHÂN TÍCH HỌC VIÊN ĐÃ TỐT NGHIỆP
STT | Chương trình | Tổng số học viên | Giới tính | < | Độ tuổi | < | <
^ | ^ | ^ | Nam | Nữ | Dưới 31 | Từ 31 đến 45 | Trên 45
""", """
1 | Cao cấp
2 | Trung cấp
3 | Sơ cấp
_ | Cộng
""", {
        "Xã A Lưới": "= 5 3 2 0 4 1 / 12 6 6 3 8 1 / 30 20 10 15 10 5 / 47 29 18 18 22 7",
        "Xã Hồng Thượng": "= 2 2 0 0 1 1 / 8 5 3 2 5 1 / 21 10 11 11 8 2 / 31 17 14 13 14 4",
    },
        Right("stt name +count +count +count +count +count +count", "fixed",
              {2: 78, 3: 46, 4: 32, 5: 31, 6: 36, 7: 11}),
    ),
    form(
        "A. B. và 1.1 có cha là tổng", """
KẾT QUẢ BỒI DƯỠNG CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC
STT | Nội dung | Số lượt người | Nữ
(1) | (2) | (3) | (4)
""", """
_ | TỔNG CỘNG (A+B)
A | TRONG NƯỚC
1 | Cán bộ, công chức
1.1 | Cấp tỉnh
1.2 | Cấp xã
2 | Viên chức
2.1 | Giáo dục
2.2 | Y tế
B | NGOÀI NƯỚC
1 | Ngắn hạn
2 | Dài hạn
""", {
        "Sở A": "= 50 21 / 47 20 / 17 7 / 10 4 / 7 3 / 30 13 / 20 10 / 10 3 / 3 1 / 2 1 / 1 0",
        "Sở B": "= 11 4 / 11 4 / 5 2 / 5 2 / 0 0 / 6 2 / 4 1 / 2 1 / 0 0 / 0 0 / 0 0",
    },
        Right("stt name +count +count", "fixed", {2: 61, 3: 25}, {},
              {"Cán bộ, công chức": "TRONG NƯỚC", "Cấp xã": "Cán bộ, công chức", "Y tế": "Viên chức",
               "Dài hạn": "NGOÀI NƯỚC"}),
    ),
    form(
        "đơn vị tính ở dòng riêng", """
KẾT QUẢ CHUYỂN ĐỔI SỐ
STT | Đơn vị | Cán bộ được tập huấn | Chi phí | Thời gian tập huấn | Ghi chú
_ | _ | (người) | (triệu đồng) | (ngày) | _
1 | 2 | 3 | 4 | 5 | 6
""", "", {
        "Sở Khoa học": "1 | Sở Khoa học | 40 | 25.5 | 3",
        "Sở Ngoại vụ": "1 | Sở Ngoại vụ | 12 | 8 | 2 | tự túc",
        "Sở Dân tộc": "1 | Sở Dân tộc | 20 | 10 | 2",
    },
        Right("stt name +count +money length/decimal note", "unit", {2: 72, 3: 43.5}),
    ),
    form(
        "mẫu là biểu năm trước đã điền", """
BIỂU TỔNG HỢP LỚP ĐÃ MỞ
TT | Tên lớp | Cơ quan mở lớp | Số học viên | Từ ngày | Đến ngày | Đạt yêu cầu | Không đạt
""", """
1 | Lớp Chuyên viên khóa 60 | Trường Chính trị | 70 | 03/03/2025 | 28/04/2025 | 68 | 2
2 | Lớp Chuyên viên chính khóa 12 | Trường Chính trị | 45 | 05/05/2025 | 30/06/2025 | 45 | 0
_ | Tổng cộng | _ | 115 | _ | _ | 113 | 2
""", {
        "Trường Chính trị": """
1 | Lớp Chuyên viên khóa 61 | Trường Chính trị | 60 | 02/03/2026 | 27/04/2026 | 60 | 0
2 | Lớp Lãnh đạo phòng khóa 9 | Trường Chính trị | 50 | 04/05/2026 | 29/05/2026 | 49 | 1
_ | Tổng cộng | _ | 110 | _ | _ | 109 | 1
""", "Trung tâm Chính trị Ba Bể": """
1 | Lớp Đảng viên mới | Trung tâm Chính trị | 55 | 10/03/2026 | 14/03/2026 | 55 | 0
_ | Tổng cộng | _ | 55 | _ | _ | 55 | 0
"""},
        Right("stt name text/unit +count date date +count +count", "class", {3: 165, 6: 164, 7: 1}),
    ),
    Form(
        "ba trang ba biểu khác nhau",
        workbook(("Biểu 1", """
BIỂU 1. KẾT QUẢ ĐÀO TẠO
STT | Trình độ | Số người | Nữ
1 | Đại học
2 | Thạc sĩ
3 | Tiến sĩ
_ | Cộng
"""), ("Biểu 2", """
BIỂU 2. DANH SÁCH NGƯỜI ĐƯỢC CỬ ĐI HỌC
STT | Họ và tên | Năm sinh | Chức vụ | Cơ sở đào tạo
"""), ("Biểu 3", """
BIỂU 3. KINH PHÍ HỖ TRỢ
STT | Nội dung hỗ trợ | Số người | Mức hỗ trợ (đồng) | Thành tiền (đồng)
""")), {
        "Sở Y tế": workbook(("Biểu 1", """
BIỂU 1. KẾT QUẢ ĐÀO TẠO
STT | Trình độ | Số người | Nữ
1 | Đại học | 3 | 2
2 | Thạc sĩ | 2 | 1
3 | Tiến sĩ | 0 | 0
_ | Cộng | 5 | 3
"""), ("Biểu 2", """
BIỂU 2. DANH SÁCH NGƯỜI ĐƯỢC CỬ ĐI HỌC
STT | Họ và tên | Năm sinh | Chức vụ | Cơ sở đào tạo
1 | Nguyễn Thị Lan | 1990 | Bác sĩ | Đại học Y Hà Nội
2 | Phạm Văn Hùng | 1988 | Dược sĩ | Đại học Dược
"""), ("Biểu 3", """
BIỂU 3. KINH PHÍ HỖ TRỢ
STT | Nội dung hỗ trợ | Số người | Mức hỗ trợ (đồng) | Thành tiền (đồng)
1 | Hỗ trợ thạc sĩ | 2 | 30000000 | 60000000
2 | Hỗ trợ đại học | 3 | 10000000 | 30000000
_ | Cộng | 5 | _ | 90000000
""")), "Sở Tư pháp": workbook(("Biểu 1", """
BIỂU 1. KẾT QUẢ ĐÀO TẠO
STT | Trình độ | Số người | Nữ
1 | Đại học | 0 | 0
2 | Thạc sĩ | 1 | 1
3 | Tiến sĩ | 1 | 0
_ | Cộng | 2 | 1
"""), ("Biểu 2", """
BIỂU 2. DANH SÁCH NGƯỜI ĐƯỢC CỬ ĐI HỌC
STT | Họ và tên | Năm sinh | Chức vụ | Cơ sở đào tạo
1 | Lê Thị Hoa | 1985 | Chánh văn phòng | Đại học Luật
"""), ("Biểu 3", """
BIỂU 3. KINH PHÍ HỖ TRỢ
STT | Nội dung hỗ trợ | Số người | Mức hỗ trợ (đồng) | Thành tiền (đồng)
1 | Hỗ trợ tiến sĩ | 1 | 60000000 | 60000000
_ | Cộng | 1 | _ | 60000000
"""))}, (
            Right("stt name +count +count", "fixed", {2: 7, 3: 4}),
            Right("stt name birth text text", "class", {}),
            Right("stt name +count money +money", "class", {2: 6, 4: 150000000}, {4: ("product_of", (2, 3))}),
        ),
    ),
]  # fmt: skip
