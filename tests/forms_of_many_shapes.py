"""The forms on which learning by example is tried: fixed lines, classes, persons, units, money …"""

from __future__ import annotations

from tests.example_forms import ExampleForm

FORMS = [
    ExampleForm(
        "dòng cố định hai tầng", """
PHỤ LỤC 1. NHU CẦU ĐÀO TẠO NĂM 2027
STT | Nội dung | Tổng số | Trong đó | < | Kinh phí (triệu đồng) | Ghi chú
^ | ^ | ^ | Nữ | DTTS | ^ | ^
(1) | (2) | (3) | (4) | (5) | (6) | (7)
""", """
I | Đào tạo
1 | Cao cấp
2 | Trung cấp
II | Bồi dưỡng
1 | Ngạch chuyên viên
- | Chuyên viên
- | Chuyên viên chính
2 | Quốc phòng an ninh
_ | Tổng cộng
""", {
        "Xã Ba Tơ": """
I | Đào tạo | 7 | 2 | 1 | 30.5
1 | Cao cấp | 3 | 1 | 0 | 20
2 | Trung cấp | 4 | 1 | 1 | 10.5
II | Bồi dưỡng | 12 | 4 | 2 | 9
1 | Ngạch chuyên viên | 7 | 2 | 1 | 5
- | Chuyên viên | 4 | 2 | 1 | 3
- | Chuyên viên chính | 3 | 0 | 0 | 2
2 | Quốc phòng an ninh | 5 | 2 | 1 | 4
_ | Tổng cộng | 19 | 6 | 3 | 39.5
""", "Xã Ba Tô": """
I | Đào tạo | 2 | 1 | 1 | 12
1 | Cao cấp | 1 | 0 | 0 | 9
2 | Trung cấp | 1 | 1 | 1 | 3
II | Bồi dưỡng | 6 | 3 | 0 | 4
1 | Ngạch chuyên viên | 4 | 2 | 0 | 3
- | Chuyên viên | 1 | 1 | 0 | 1
- | Chuyên viên chính | 3 | 1 | 0 | 2
2 | Quốc phòng an ninh | 2 | 1 | 0 | 1
_ | Tổng cộng | 8 | 4 | 1 | 16
""", "Sở Y tế": """
I | Đào tạo | 5 | 3 | 0 | 14
1 | Cao cấp | 2 | 1 | 0 | 9
2 | Trung cấp | 3 | 2 | 0 | 5
II | Bồi dưỡng | _ | _ | _ | _
1 | Ngạch chuyên viên
- | Chuyên viên
- | Chuyên viên chính
2 | Quốc phòng an ninh
_ | Tổng cộng | 5 | 3 | 0 | 14
"""}, "ordinal text +count +count +count +money note", "fixed", {2: 32, 3: 13, 4: 4, 5: 69.5},
        relations={3: ("part_of", (2,)), 4: ("part_of", (2,))},
    ),
    ExampleForm(
        "mỗi dòng một lớp", """
BIỂU 2. CÁC LỚP ĐỀ NGHỊ MỞ NĂM 2027
TT | Tên lớp | Số lớp | Số học viên | Thời gian | Khai giảng | Địa điểm | Ghi chú
""", "", {
        "Trường Chính trị tỉnh": """
1 | Bồi dưỡng ngạch chuyên viên khóa 1 | 1 | 60 | 2 tháng | 3/2027 | Trường
2 | Trung cấp LLCT hệ tập trung khóa 60 | 1 | 50 | 8 tháng | 5/2027 | Trường
_ | Cộng | 2 | 110
""", "Đảng ủy xã Đại Từ": """
1 | Bồi dưỡng đảng viên mới | 2 | 120 | 5 ngày | 4/2027 | Hội trường xã
_ | Cộng | 2 | 120
""", "Đảng ủy xã Phú Lương": """
1 | Bồi dưỡng cấp ủy chi bộ | 1 | 80 | 3 ngày | 6/2027 | Hội trường xã
2 | Bồi dưỡng đảng viên mới | 1 | 45 | 5 ngày | 9/2027 | Hội trường xã
3 | Bồi dưỡng lý luận cho đoàn viên ưu tú | 1 | 70 | 2 ngày | 9/2027 | Hội trường xã
_ | Cộng | 3 | 195
"""}, "ordinal text +count +count length month text note", "class", {2: 7, 3: 425},
    ),
    ExampleForm(
        "mỗi đơn vị một dòng", """
BIỂU TỔNG HỢP ĐĂNG KÝ
STT | Tên cơ quan, đơn vị | Tổng số | Trình độ thạc sĩ | < | Trình độ tiến sĩ | < | Ghi chú
^ | ^ | ^ | Trong nước | Nước ngoài | Trong nước | Nước ngoài | ^
1 | 2 | 3=4+5+6+7 | 4 | 5 | 6 | 7 | 8
""", "1 | (tên đơn vị)", {
        "Sở Tài chính": "1 | Sở Tài chính | 5 | 3 | 1 | 1 | 0",
        "Sở Xây dựng": "1 | Sở Xây dựng | 4 | 2 | 1 | 0 | 1",
        "Sở Nội vụ": "1 | Sở Nội vụ | 6 | 4 | 0 | 2 | 0",
    }, "ordinal text +count +count +count +count +count note", "unit", {2: 15, 3: 9, 4: 2, 5: 3, 6: 1},
        relations={2: ("sum_of", (3, 4, 5, 6))},
    ),
    ExampleForm(
        "danh sách cán bộ", """
DANH SÁCH CÁN BỘ CỬ ĐI HỌC CAO CẤP LÝ LUẬN CHÍNH TRỊ
STT | Họ và tên | Ngày, tháng, năm sinh | Chức vụ | Điện thoại | Mã số | Năm tuyển | Hệ số lương | Ghi chú
""", "", {
        "Sở Tài chính": """
1 | Nguyễn Văn An | 12/3/1985 | Phó phòng | '0912345678 | '0012 | 2010 | 3.33
2 | Trần Thị Bình | 1/11/1990 | Chuyên viên | '0987654321 | '0013 | 2014 | 2.67
""", "Sở Xây dựng": """
1 | Lê Văn Cường | 25/7/1982 | Trưởng phòng | '0911222333 | '0100 | 2008 | 4.4
"""}, "ordinal person birth text text code year decimal note", "class", {},
    ),
    ExampleForm(
        "kinh phí bằng tích", """
DỰ TOÁN KINH PHÍ MỞ LỚP
Đơn vị tính: nghìn đồng
STT | Nội dung chi | Số học viên | Số ngày | Mức chi | Thành tiền
A | B | 1 | 2 | 3 | 4=1x2x3
""", """
1 | Tiền ăn
2 | Tiền nước uống
3 | Tài liệu
_ | Tổng cộng
""", {
        "Xã A": """
1 | Tiền ăn | 50 | 5 | 100 | 25000
2 | Tiền nước uống | 50 | 5 | 20 | 5000
3 | Tài liệu | 50 | 1 | 50 | 2500
_ | Tổng cộng | _ | _ | _ | 32500
""", "Xã B": """
1 | Tiền ăn | 40 | 3 | 100 | 12000
2 | Tiền nước uống | 40 | 3 | 20 | 2400
3 | Tài liệu | 40 | 1 | 50 | 2000
_ | Tổng cộng | _ | _ | _ | 16400
"""}, "ordinal text +count decimal money +money", "fixed", {2: 270, 5: 48900},
        relations={5: ("product_of", (2, 3, 4))},
    ),
    ExampleForm(
        "khoảng số và từ", """
PHỤ LỤC 3: CHỈ TIÊU ĐÀO TẠO, BỒI DƯỠNG
TT | Chương trình | Đối tượng | Số lượng học viên | Thời hạn | Cơ quan chủ trì
""", "", {
        "Thị ủy A": """
1 | Trung cấp LLCT | Cán bộ xã | 60 - 80 | Quý III | Trường Chính trị
2 | Sơ cấp LLCT | Đảng viên | khoảng 80 | tháng 7/2027 | Trung tâm Chính trị
""", "Thị ủy B": """
1 | Trung cấp LLCT | Cán bộ phường | từ 35 | trong năm | Trường Chính trị
2 | Kỹ năng lãnh đạo | Trưởng phòng | 40 | Quý I | Trường Chính trị
"""}, "ordinal text text +quantity length text", "class", {},
    ),
    ExampleForm(
        "tiêu đề ba tầng mất gộp ô", """
THỐNG KÊ NHU CẦU THEO CẤP
Đvt: Người
TT | Đối tượng | Nhu cầu năm 2027 | _ | _ | _
_ | _ | Tổng | Chia ra | _ | _
_ | _ | _ | Cấp tỉnh | Cấp xã | Khác
""", """
1 | Cán bộ
2 | Công chức
3 | Viên chức
""", {
        "Sở A": "1 | Cán bộ | 6 | 1 | 2 | 3\n2 | Công chức | 5 | 2 | 3 | 0\n3 | Viên chức | 4 | 4 | 0 | 0",
        "Sở B": "1 | Cán bộ | 3 | 1 | 1 | 1\n2 | Công chức | 9 | 2 | 3 | 4\n3 | Viên chức | 1 | 0 | 0 | 1",
    }, "ordinal text +count +count +count +count", "fixed", {2: 28, 3: 10, 4: 9, 5: 9},
        relations={2: ("sum_of", (3, 4, 5))},
    ),
    ExampleForm(
        "số không cộng", """
BIỂU 5. TÌNH HÌNH ĐỘI NGŨ
STT | Đơn vị | Biên chế | Số cán bộ hiện có | Tỷ lệ (%) | Tuổi bình quân | Nhu cầu bồi dưỡng | Năm gần nhất
""", "", {
        "Xã A": "1 | Xã A | 25 | 22 | 88 | 41.5 | 10 | 2024",
        "Xã B": "1 | Xã B | 30 | 30 | 100 | 38 | 12 | 2025",
        "Xã C": "1 | Xã C | 20 | 18 | 90 | 40 | 7 | 2025",
    }, "ordinal text decimal decimal percent decimal +count year", "unit", {6: 29},
    ),
    ExampleForm(
        "trong đó dưới dòng", """
PHỤ LỤC II. KẾT QUẢ BỒI DƯỠNG
TT | Chỉ tiêu | Số lớp | Số lượt người
""", """
1 | Bồi dưỡng lý luận chính trị
_ | Trong đó: Nữ
_ | Người dân tộc thiểu số
2 | Bồi dưỡng nghiệp vụ
3 | Bồi dưỡng ngoại ngữ
_ | Cộng
""", {
        "Xã A": """
1 | Bồi dưỡng lý luận chính trị | 2 | 60
_ | Trong đó: Nữ | _ | 20
_ | Người dân tộc thiểu số | _ | 5
2 | Bồi dưỡng nghiệp vụ | 1 | 30
3 | Bồi dưỡng ngoại ngữ | 1 | 12
_ | Cộng | 4 | 102
""", "Xã B": """
1 | Bồi dưỡng lý luận chính trị | 1 | 40
_ | Trong đó: Nữ | _ | 11
_ | Người dân tộc thiểu số | _ | 2
2 | Bồi dưỡng nghiệp vụ | 2 | 55
3 | Bồi dưỡng ngoại ngữ | 0 | 0
_ | Cộng | 3 | 95
"""}, "ordinal text +count +count", "fixed", {2: 7, 3: 197},
    ),
    ExampleForm(
        "nhiều dòng mỗi đơn vị, cột không rõ", """
BẢNG ĐĂNG KÝ TẬP HUẤN
STT | Phòng, ban | Chuyên đề | Số người | Hạng | Quý
""", "", {
        "Sở A": "1 | Văn phòng | Chuyển đổi số | 5 | 2 | I\n2 | Thanh tra | Khiếu nại | 3 | 3 | II",
        "Sở B": "1 | Văn phòng | Kỹ năng mềm | 8 | 2 | III",
    }, "ordinal text text +count decimal text", "class", {3: 16}, titled=False,
    ),
    ExampleForm(
        "dòng tổng đứng đầu", """
BIỂU 7. KẾ HOẠCH TÀI CHÍNH
Đơn vị tính: triệu đồng
STT | Nguồn kinh phí | Năm 2026 | Dự toán năm 2027
""", """
_ | Tổng số
1 | Ngân sách tỉnh
2 | Ngân sách xã
3 | Nguồn khác
""", {
        "Xã A": """
_ | Tổng số | 100 | 120
1 | Ngân sách tỉnh | 60 | 70
2 | Ngân sách xã | 30 | 35
3 | Nguồn khác | 10 | 15
""",
        "Xã B": """
_ | Tổng số | 50 | 64.5
1 | Ngân sách tỉnh | 20 | 24.5
2 | Ngân sách xã | 20 | 30
3 | Nguồn khác | 10 | 10
""",
    }, "ordinal text +money +money", "fixed", {2: 150, 3: 184.5},
    ),
    ExampleForm(
        "không có STT, cột ghi chú giữa", """
ĐĂNG KÝ HỌC VIÊN
Nội dung bồi dưỡng | Lý do | Nam | Nữ | Cộng
""", """
Kỹ năng số
Ngoại ngữ
Pháp luật
Tiếng dân tộc
""", {
        "Phường A": """
Kỹ năng số | cần | 3 | 4 | 7
Ngoại ngữ | _ | 1 | 2 | 3
Pháp luật | _ | 5 | 5 | 10
Tiếng dân tộc
""",
        "Phường B": """
Kỹ năng số | _ | 2 | 2 | 4
Ngoại ngữ | _ | 0 | 1 | 1
Pháp luật | _ | 2 | 0 | 2
Tiếng dân tộc | _ | 1 | 1 | 2
""",
    }, "text note +count +count +count", "fixed", {2: 14, 3: 15, 4: 29},
        relations={4: ("sum_of", (2, 3))},
    ),
]  # fmt: skip
