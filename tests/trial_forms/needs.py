"""Needs and targets: who is to be trained next year."""

# ruff: noqa: E501 – rows of tables stand on one line

from __future__ import annotations

from tests.trial_forms.notation import Form, Right, form, workbook

FORMS = [
    form(
        "nhu cầu LLCT theo đơn vị", """
BIỂU TỔNG HỢP NHU CẦU ĐÀO TẠO LÝ LUẬN CHÍNH TRỊ NĂM 2027
TT | Tên đơn vị | Cao cấp lý luận chính trị | < | Trung cấp lý luận chính trị | < | Tổng cộng | Ghi chú
^ | ^ | Tập trung | Không tập trung | Tập trung | Không tập trung | ^ | ^
A | B | 1 | 2 | 3 | 4 | 5=1+2+3+4 | 6
""", "1", {
        "Đảng ủy xã Đại Từ": "1 | Đảng ủy xã Đại Từ | 1 | 2 | 3 | 4 | 10",
        "Đảng ủy xã Phú Lương": "1 | Đảng ủy xã Phú Lương | 0 | 1 | 2 | 5 | 8",
        "Đảng ủy phường Phổ Yên": "1 | Đảng ủy phường Phổ Yên | 2 | 2 | 0 | 6 | 10 | gửi trước 30/11",
    },
        Right("stt name +count +count +count +count +count note", "unit", {2: 3, 3: 5, 4: 5, 5: 15, 6: 28},
              {6: ("sum_of", (2, 3, 4, 5))}),
    ),
    form(
        "Lạng Sơn chỉ tiêu lớp", """
BIỂU SỐ 01. CHỈ TIÊU KẾ HOẠCH ĐÀO TẠO, BỒI DƯỠNG NĂM 2027
Số TT | Đơn vị chủ trì thực hiện | Nội dung đào tạo, bồi dưỡng | Số lớp, số học viên | < | < | Thời gian ĐT, BD | Ghi chú
^ | ^ | ^ | Số lớp | Số học viên | < | ^ | ^
^ | ^ | ^ | ^ | ĐT | BD | ^ | ^
(1) | (2) | (3) | (4) | (5) | (6) | (7) | (8)
""", "", {
        "Sở Nội vụ": """
1 | Sở Nội vụ | Bồi dưỡng ngạch chuyên viên | 2 | _ | 120 | 2 tháng
_ | _ | Cử đi đào tạo thạc sĩ | _ | 5 | _ | 24 tháng | Lớp chuyển tiếp
_ | _ | Bồi dưỡng kỹ năng số | 3 | _ | 180 | 3 ngày
_ | TỔNG CỘNG | _ | 5 | 5 | 300
""", "Trường Chính trị": """
1 | Trường Chính trị | Đào tạo Trung cấp LLCT tập trung khóa 61 | 1 | 50 | _ | 8 tháng
_ | _ | Bồi dưỡng QPAN đối tượng 4 | 1 | _ | 90 | 2 ngày
_ | TỔNG CỘNG | _ | 2 | 50 | 90
"""},
        Right("stt unit/text name +count +count +count length note", "class", {3: 7, 4: 55, 5: 390}),
    ),
    form(
        "Thái Nguyên lớp ba cột thời gian", """
BIỂU SỐ 03. KẾ HOẠCH MỞ LỚP TRUNG CẤP LLCT NĂM 2027
TT | Tên lớp | Số lượng học viên | Thời gian | < | <
^ | ^ | ^ | Khai giảng | Bế giảng | Chuyển sang năm 2028
""", "", {
        "Trường Chính trị tỉnh": """
I | LỚP MỞ TẠI TRƯỜNG CHÍNH TRỊ
1 | Trung cấp LLCT tập trung khóa 71 | 45 | 3/2027 | 11/2027
2 | Trung cấp LLCT không tập trung khóa 72 | 60 | 6/2027 | _ | 7 tháng
II | LỚP MỞ THEO NHU CẦU CỦA ĐỊA PHƯƠNG
3 | Trung cấp LLCT không tập trung tại Đại Từ | 70 | 4/2027 | _ | 5 tháng
""", "Trung tâm Chính trị Phổ Yên": """
II | LỚP MỞ THEO NHU CẦU CỦA ĐỊA PHƯƠNG
1 | Trung cấp LLCT không tập trung tại Phổ Yên | 66 | 5/2027 | _ | 6 tháng
"""},
        Right("stt name +count month month months/length/text", "class", {2: 241}),
    ),
    form(
        "sau đại học: hiện có, nhu cầu, phân bổ", """
BIỂU PHÂN BỔ CHỈ TIÊU ĐÀO TẠO SAU ĐẠI HỌC
STT | Tên cơ quan, đơn vị | Tổng số cán bộ, công chức, viên chức hiện có | Có trình độ sau đại học | < | Đăng ký nhu cầu | <
^ | ^ | ^ | Tiến sĩ và tương đương | Thạc sĩ và tương đương | Tiến sĩ và tương đương | Thạc sĩ và tương đương
""", "1", {
        "Sở Y tế": "1 | Sở Y tế | 120 | 2 | 15 | 1 | 4",
        "Sở Tài chính": "1 | Sở Tài chính | 60 | 0 | 12 | 0 | 3",
        "Sở Xây dựng": "1 | Sở Xây dựng | 75 | 1 | 20 | 0 | 2",
    },
        Right("stt name decimal +count/decimal +count/decimal +count +count", "unit", {5: 1, 6: 9}),
    ),
    form(
        "quốc phòng theo đối tượng", """
NHU CẦU BỒI DƯỠNG KIẾN THỨC QUỐC PHÒNG VÀ AN NINH
TT | Đơn vị | Đối tượng 2 | Đối tượng 3 | Đối tượng 4 | Chức sắc, chức việc | Cộng
""", "1", {
        "Xã Bình Gia": "1 | Xã Bình Gia | 0 | 4 | 60 | 5 | 69",
        "Xã Tân Văn": "1 | Xã Tân Văn | 0 | 3 | 45 | 0 | 48",
        "Xã Thiện Thuật": "1 | Xã Thiện Thuật | 1 | 2 | 30 | 2 | 35",
        "Phường Lương Văn Tri": "1 | Phường Lương Văn Tri | 1 | 5 | 80 | 10 | 96",
    },
        Right("stt name +count +count +count +count +count", "unit", {2: 2, 3: 14, 4: 215, 5: 17, 6: 248},
              {6: ("sum_of", (2, 3, 4, 5))}),
    ),
    form(
        "ngạch công chức, hạng viên chức", """
ĐĂNG KÝ BỒI DƯỠNG THEO TIÊU CHUẨN NGẠCH, HẠNG CHỨC DANH NGHỀ NGHIỆP
Đơn vị tính: người
STT | Đơn vị | Công chức | < | < | Viên chức | < | < | Tổng số
^ | ^ | Chuyên viên | Chuyên viên chính | Chuyên viên cao cấp | Hạng III | Hạng II | Hạng I | ^
1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9=3+4+5+6+7+8
""", "", {
        "Sở Giáo dục và Đào tạo": "1 | Sở Giáo dục và Đào tạo | 3 | 2 | 0 | 20 | 8 | 1 | 34",
        "Sở Y tế": "1 | Sở Y tế | 2 | 1 | 1 | 15 | 6 | 0 | 25",
        "Sở Tư pháp": "1 | Sở Tư pháp | 4 | 1 | 0 | 2 | 0 | 0 | 7",
    },
        Right("stt name +count +count +count +count +count +count +count", "unit",
              {2: 9, 3: 4, 4: 1, 5: 37, 6: 14, 7: 1, 8: 66}, {8: ("sum_of", (2, 3, 4, 5, 6, 7))}),
    ),
    form(
        "chức danh không STT, gạch đầu dòng", """
PHỤ LỤC 2. NHU CẦU BỒI DƯỠNG THEO CHỨC DANH
Chức danh | Số lượng cần bồi dưỡng | Trong đó | < | Ghi chú
^ | ^ | Nữ | Dân tộc thiểu số | ^
""", """
A. KHỐI ĐẢNG
- Bí thư đảng ủy
- Phó bí thư đảng ủy
- Trưởng ban xây dựng Đảng
B. KHỐI CHÍNH QUYỀN
- Chủ tịch UBND
- Phó chủ tịch UBND
- Trưởng phòng
""", {
        "Xã Ba Tơ": "= / 1 0 1 / 1 1 0 / 2 1 1 / / 1 0 0 / 2 0 1 / 3 2 1",
        "Xã Ba Vì": "= / 1 0 0 / 0 0 0 / 1 0 1 / / 0 0 0 / 1 1 0 / 4 1 2",
    },
        Right("name +count +count +count note", "fixed", {1: 17, 2: 6, 3: 7},
              {2: ("part_of", (1,)), 3: ("part_of", (1,))},
              {"- Bí thư đảng ủy": "A. KHỐI ĐẢNG", "- Trưởng phòng": "B. KHỐI CHÍNH QUYỀN"}),
    ),
    form(
        "bắt đầu ở cột C", """
PHỤ LỤC 5. ĐĂNG KÝ LỚP BỒI DƯỠNG
STT | Nội dung bồi dưỡng | Đối tượng | Số lớp | Số học viên/lớp | Tổng số học viên | Thời gian thực hiện
(1) | (2) | (3) | (4) | (5) | (6)=(4)x(5) | (7)
""", "", {
        "Xã Vĩnh Linh": """
1 | Kỹ năng tiếp công dân | Công chức xã | 2 | 40 | 80 | Quý II
2 | Chuyển đổi số | Cán bộ thôn | 3 | 50 | 150 | Quý III
_ | Tổng cộng | _ | 5 | _ | 230
""", "Xã Gio Linh": """
1 | Kỹ năng tiếp công dân | Công chức xã | 1 | 35 | 35 | Quý II
2 | Nghiệp vụ văn thư | Văn thư | 1 | 20 | 20 | tháng 9/2027
_ | Tổng cộng | _ | 2 | _ | 55
"""},
        Right("stt name text +count decimal/count +count length/month/text", "class", {3: 7, 5: 285},
              {5: ("product_of", (3, 4))}), pad=2,
    ),
    Form(
        "nhu cầu khối Đảng và khối chính quyền, hai trang một tiêu đề",
        workbook(("PL 1a", """
PHỤ LỤC 1A. NHU CẦU KHỐI ĐẢNG, ĐOÀN THỂ
STT | Nội dung | Số người | Kinh phí (triệu đồng)
1 | Cao cấp LLCT
2 | Trung cấp LLCT
3 | Nghiệp vụ công tác Đảng
_ | Tổng cộng
"""), ("PL 1b", """
PHỤ LỤC 1B. NHU CẦU KHỐI CHÍNH QUYỀN
STT | Nội dung | Số người | Kinh phí (triệu đồng)
1 | Quản lý nhà nước
2 | Ngoại ngữ
3 | Kỹ năng số
_ | Tổng cộng
""")), {
        "Xã Cẩm Giàng": workbook(("PL 1a", """
PHỤ LỤC 1A. NHU CẦU KHỐI ĐẢNG, ĐOÀN THỂ
STT | Nội dung | Số người | Kinh phí (triệu đồng)
1 | Cao cấp LLCT | 2 | 30
2 | Trung cấp LLCT | 5 | 50
3 | Nghiệp vụ công tác Đảng | 8 | 12.5
_ | Tổng cộng | 15 | 92.5
"""), ("PL 1b", """
PHỤ LỤC 1B. NHU CẦU KHỐI CHÍNH QUYỀN
STT | Nội dung | Số người | Kinh phí (triệu đồng)
1 | Quản lý nhà nước | 4 | 20
2 | Ngoại ngữ | 1 | 6
3 | Kỹ năng số | 20 | 10
_ | Tổng cộng | 25 | 36
""")), "Xã Tuệ Tĩnh": workbook(("PL 1a", """
PHỤ LỤC 1A. NHU CẦU KHỐI ĐẢNG, ĐOÀN THỂ
STT | Nội dung | Số người | Kinh phí (triệu đồng)
1 | Cao cấp LLCT | 1 | 15
2 | Trung cấp LLCT | 3 | 30
3 | Nghiệp vụ công tác Đảng
_ | Tổng cộng | 4 | 45
"""), ("PL 1b", """
PHỤ LỤC 1B. NHU CẦU KHỐI CHÍNH QUYỀN
STT | Nội dung | Số người | Kinh phí (triệu đồng)
1 | Quản lý nhà nước | 2 | 10
2 | Ngoại ngữ | 2 | 12
3 | Kỹ năng số | 15 | 8
_ | Tổng cộng | 19 | 30
"""))}, (
            Right("stt name +count +money", "fixed", {2: 19, 3: 137.5}),
            Right("stt name +count +money", "fixed", {2: 44, 3: 66}),
        ),
    ),
    Form(
        "hai bảng một trang: nhu cầu và lớp chuyển sang",
        workbook(("Biểu 01", """
BIỂU SỐ 01
I. NHU CẦU ĐÀO TẠO NĂM 2027
TT | Tên đơn vị | Tập trung | Không tập trung
1 | _
_ | Tổng cộng
_
II. LỚP NĂM 2026 CHUYỂN SANG
Số TT | Tên lớp | Số lượng học viên | Thời gian | <
^ | ^ | ^ | Khai giảng | Bế giảng
1 | _
""")), {
        "Thành ủy Sông Công": workbook(("Biểu 01", """
BIỂU SỐ 01
I. NHU CẦU ĐÀO TẠO NĂM 2027
TT | Tên đơn vị | Tập trung | Không tập trung
1 | Thành ủy Sông Công | 2 | 5
_ | Tổng cộng | 2 | 5
_
II. LỚP NĂM 2026 CHUYỂN SANG
Số TT | Tên lớp | Số lượng học viên | Thời gian | <
^ | ^ | ^ | Khai giảng | Bế giảng
1 | Lớp K71.B14 không tập trung | 57 | 10/2025 | 4/2027
""")), "Thành ủy Phổ Yên": workbook(("Biểu 01", """
BIỂU SỐ 01
I. NHU CẦU ĐÀO TẠO NĂM 2027
TT | Tên đơn vị | Tập trung | Không tập trung
1 | Thành ủy Phổ Yên | 3 | 4
_ | Tổng cộng | 3 | 4
_
II. LỚP NĂM 2026 CHUYỂN SANG
Số TT | Tên lớp | Số lượng học viên | Thời gian | <
^ | ^ | ^ | Khai giảng | Bế giảng
1 | Lớp K72.B02 không tập trung | 60 | 12/2025 | 6/2027
2 | Lớp K72.A01 tập trung | 45 | 9/2026 | 3/2027
"""))}, (
            Right("stt name +count +count", "unit", {2: 5, 3: 9}),
            Right("stt name +count month month", "class", {2: 162}),
        ),
    ),
    form(
        "chỉ tiêu a–e với khoảng số", """
CHỈ TIÊU ĐÀO TẠO, BỒI DƯỠNG NĂM 2027
TT | Nội dung | Đối tượng | Số lớp | Số lượng (học viên) | Đơn vị phối hợp | Thời gian hoàn thành
""", "", {
        "Thị ủy Đức Phổ": """
1 | Sơ cấp lý luận chính trị | Đảng viên | 03 - 04 lớp | khoảng 240 - 320 | Trường Chính trị | Trong năm 2027
2 | Bồi dưỡng đảng viên mới | Đảng viên mới | 4 | 280 | Các chi, đảng bộ | Quý IV
""", "Thành ủy Quảng Ngãi": """
1 | Sơ cấp lý luận chính trị | Đảng viên | 2 | 160 | _ | chậm nhất tháng 7 năm 2027
2 | Nhận thức về Đảng | Quần chúng ưu tú | 5 | từ 350 | _ | trong năm
"""},
        Right("stt name text +quantity +quantity text length/text/month", "class", {}),
    ),
    form(
        "nhu cầu theo quý", """
KẾ HOẠCH CỬ CÁN BỘ ĐI HỌC THEO QUÝ
STT | Nội dung | Quý I | Quý II | Quý III | Quý IV | Cả năm
""", """
1 | Cao cấp
2 | Trung cấp
3 | Bồi dưỡng chức danh
4 | Bồi dưỡng khác
_ | Tổng
""", {
        "Sở Công Thương": "= 1 0 0 1 2 / 0 2 0 1 3 / 3 3 3 3 12 / 0 0 5 5 10 / 4 5 8 10 27",
        "Sở Ngoại vụ": "= 0 0 1 0 1 / 1 0 0 0 1 / 2 0 2 0 4 / 1 1 1 1 4 / 4 1 4 1 10",
    },
        Right("stt name +count +count +count +count +count", "fixed", {2: 8, 3: 6, 4: 12, 5: 11, 6: 37},
              {6: ("sum_of", (2, 3, 4, 5))}),
    ),
    form(
        "lặp tên dòng dưới cấp cha", """
BIỂU 4. NHU CẦU ĐÀO TẠO LÝ LUẬN CHÍNH TRỊ
TT | Chương trình, hình thức | Số người | Ghi chú
""", """
1 | Cao cấp
- | Tập trung
- | Không tập trung
2 | Trung cấp
- | Tập trung
- | Không tập trung
_ | Tổng cộng (1+2)
""", {
        "Xã Mường La": "= 5 / 2 / 3 / 9 / 4 / 5 / 14",
        "Xã Chiềng Lao": "= 1 / 1 / 0 / 6 / 2 / 4 / 7",
        "Phường Tô Hiệu": "= 4 / 3 / 1 / 8 / 8 / _ / 12",
    },
        Right("stt name +count note", "fixed", {2: 33}, {},
              {"Tập trung": "Cao cấp|Trung cấp", "Không tập trung": "Cao cấp|Trung cấp"}),
    ),
    form(
        "mỗi xã nhiều đơn vị trực thuộc", """
NHU CẦU BỒI DƯỠNG CỦA CÁC ĐƠN VỊ TRỰC THUỘC
STT | Tên đơn vị trực thuộc | Ngoại ngữ | Tin học | Tiếng dân tộc | Tổng số lượt
""", "", {
        "Xã Nậm Nhùn": """
1 | Trường mầm non Nậm Nhùn | 3 | 4 | 2 | 9
2 | Trường tiểu học Nậm Nhùn | 5 | 6 | 1 | 12
3 | Trạm y tế | 0 | 2 | 1 | 3
_ | Cộng | 8 | 12 | 4 | 24
""", "Xã Mường Mô": """
1 | Trường mầm non Mường Mô | 1 | 2 | 2 | 5
2 | Trường THCS Mường Mô | 4 | 4 | 0 | 8
_ | Cộng | 5 | 6 | 2 | 13
"""},
        Right("stt name +count +count +count +count", "class", {2: 13, 3: 18, 4: 6, 5: 37},
              {5: ("sum_of", (2, 3, 4))}),
    ),
]  # fmt: skip
