"""Forms of other fields than training: schools, health, farming, projects …, and odd lay-outs."""

# ruff: noqa: E501 – rows of tables stand on one line

from __future__ import annotations

from tests.trial_forms.notation import Form, Right, form, workbook

FORMS = [
    form(
        "nông nghiệp: diện tích, năng suất, sản lượng", """
BÁO CÁO TIẾN ĐỘ SẢN XUẤT VỤ ĐÔNG XUÂN
STT | Cây trồng | Diện tích (ha) | Năng suất (tạ/ha) | Sản lượng (tấn) | Ghi chú
""", """
1 | Lúa
2 | Ngô
3 | Lạc
4 | Rau các loại
""", {
        "Xã Đông Hưng": "= 320.5 65 2083.3 / 40 50 200 / 12 25 30 / 18 150 270",
        "Xã Tiên Hưng": "= 280 64 1792 / 25 48 120 / 0 _ 0 / 20 140 280",
    },
        Right("stt name +decimal/+quantity/+count decimal/text +decimal/+quantity/+count note", "fixed",
              {2: 715.5, 4: 4775.3}),
    ),
    form(
        "trường, lớp, học sinh", """
THỐNG KÊ TRƯỜNG, LỚP, HỌC SINH NĂM HỌC 2026-2027
TT | Cấp học | Số trường | Số lớp | Số học sinh | < | Bình quân HS/lớp | Số giáo viên
^ | ^ | ^ | ^ | Tổng số | Nữ | ^ | ^
""", """
1 | Mầm non
2 | Tiểu học
3 | Trung học cơ sở
_ | Tổng cộng
""", {
        "Xã Mộc Châu": "= 3 20 500 240 25 40 / 2 30 900 430 30 45 / 1 16 640 310 40 32 / 6 66 2040 980 30.9 117",
        "Xã Vân Hồ": "= 2 10 220 100 22 20 / 2 15 400 190 26.7 24 / 1 8 280 130 35 18 / 5 33 900 420 27.3 62",
    },
        Right("stt name +count +count +count +count decimal/text +count", "fixed",
              {2: 11, 3: 99, 4: 2940, 5: 1400, 7: 179}),
    ),
    form(
        "y tế: giường bệnh, lượt khám", """
BÁO CÁO HOẠT ĐỘNG TRẠM Y TẾ
STT | Trạm y tế | Số giường bệnh | Số lượt khám | Trong đó BHYT | Công suất sử dụng giường (%) | Số trẻ tiêm chủng đủ | Tỷ lệ tiêm chủng
""", "", {
        "Trạm Y tế Tân Lập": "1 | Trạm Y tế Tân Lập | 5 | 1200 | 1100 | 60 | 140 | 98%",
        "Trạm Y tế Đan Phượng": "1 | Trạm Y tế Đan Phượng | 8 | 2300 | 2000 | 75.5 | 210 | 96%",
        "Trạm Y tế Thọ An": "1 | Trạm Y tế Thọ An | 5 | 900 | 850 | 40 | 90 | 100%",
    },
        Right("stt name +count/decimal +count +count percent +count percent", "unit", {3: 4400, 4: 3950, 6: 440},
              {4: ("part_of", (3,))}),
    ),
    form(
        "đầu tư công", """
TÌNH HÌNH GIẢI NGÂN VỐN ĐẦU TƯ CÔNG
Đơn vị tính: Triệu đồng
STT | Tên dự án | Mã dự án | Tổng mức đầu tư | Kế hoạch vốn năm 2026 | Lũy kế giải ngân | Tỷ lệ giải ngân (%) | Khó khăn, vướng mắc
1 | 2 | 3 | 4 | 5 | 6 | 7=6/5 | 8
""", "", {
        "Xã Ninh Giang": """
1 | Đường liên thôn | 7901234 | 14500 | 5000 | 2500 | 50 | giải phóng mặt bằng
2 | Trường tiểu học | 7905678 | 9800 | 3000 | 3000 | 100
_ | Tổng cộng | _ | 24300 | 8000 | 5500 | 68.75
""", "Xã Hồng Châu": """
1 | Nhà văn hóa | 7911111 | 4200 | 2000 | 1000.5 | 50
_ | Tổng cộng | _ | 4200 | 2000 | 1000.5 | 50
"""},
        Right("stt name code/text +money +money +money percent note/text", "class",
              {3: 28500, 4: 10000, 5: 6500.5}),
    ),
    form(
        "hộ nghèo", """
KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO
TT | Thôn, bản | Tổng số hộ dân | Hộ nghèo | < | Hộ cận nghèo | <
^ | ^ | ^ | Số hộ | Tỷ lệ | Số hộ | Tỷ lệ
1 | 2 | 3 | 4 | 5=4/3 | 6 | 7=6/3
""", "", {
        "Xã Pà Cò": """
1 | Bản Chà Đáy | 120 | 24 | 20% | 30 | 25%
2 | Bản Cang | 80 | 20 | 25% | 8 | 10%
_ | Tổng cộng | 200 | 44 | 22% | 38 | 19%
""", "Xã Hang Kia": """
1 | Bản Thung Mài | 100 | 30 | 30% | 20 | 20%
2 | Bản Thung Ẳng | 50 | 10 | 20% | 5 | 10%
_ | Tổng cộng | 150 | 40 | 26.7% | 25 | 16.7%
"""},
        Right("stt name +count +count percent +count percent", "class", {2: 350, 3: 84, 5: 63}),
    ),
    form(
        "thủ tục hành chính: đúng hạn, quá hạn", """
KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH
STT | Lĩnh vực | Tổng số hồ sơ tiếp nhận | Trong đó | < | Đã giải quyết | < | < | Đang giải quyết
^ | ^ | ^ | Trực tuyến | Trực tiếp | Tổng | Đúng hạn | Quá hạn | ^
(1) | (2) | (3)=(4)+(5) | (4) | (5) | (6)=(7)+(8) | (7) | (8) | (9)
""", """
1 | Hộ tịch
2 | Chứng thực
3 | Đất đai
_ | TỔNG CỘNG
""", {
        "Xã Hải Hậu": "= 120 100 20 118 117 1 2 / 300 50 250 300 300 0 0 / 45 30 15 40 35 5 5 / 465 180 285 458 452 6 7",
        "Xã Giao Thủy": "= 90 90 0 90 90 0 0 / 210 60 150 210 210 0 0 / 30 20 10 22 22 0 8 / 330 170 160 322 322 0 8",
    },
        Right("stt name +count +count +count +count +count +count +count", "fixed",
              {2: 795, 3: 350, 4: 445, 5: 780, 6: 774, 7: 6, 8: 15},
              {2: ("sum_of", (3, 4)), 5: ("sum_of", (6, 7))}),
    ),
    form(
        "mẫu trắng có dấu chấm và ký tên", """
ỦY BAN NHÂN DÂN | _ | _ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ ................ | _ | _ | Độc lập - Tự do - Hạnh phúc
ĐĂNG KÝ NHU CẦU TẬP HUẤN NĂM 2027
(Kèm theo Công văn số      /SNV-CCVC ngày      tháng 11 năm 2026)
STT | Nội dung tập huấn | Số lượng người tham gia | Thời gian mong muốn | Hình thức | Ghi chú
""", """
1 | ..........
2 | ..........
_ | Tổng cộng
""", {
        "UBND xã Nghi Lộc": """
1 | Soạn thảo văn bản | 15 | Quý I | Trực tiếp
2 | An toàn thông tin | 20 | Quý II | Trực tuyến
_ | Tổng cộng | 35
""", "UBND xã Phúc Lộc": """
1 | Kỹ năng số cơ bản | 30 | tháng 5/2027 | Trực tiếp
_ | Tổng cộng | 30
"""},
        Right("stt name +count length/month/text text note", "class", {2: 65}),
        foot="""
_ | _ | _ | Nghi Lộc, ngày 20 tháng 11 năm 2026
NGƯỜI LẬP BIỂU | _ | _ | CHỦ TỊCH
_ | Nguyễn Văn A | _ | Trần Văn B
""", titled=True,
    ),
    form(
        "có đơn vị không có nhu cầu", """
BIỂU ĐĂNG KÝ ĐÀO TẠO SAU ĐẠI HỌC
STT | Ngành đào tạo | Thạc sĩ | Tiến sĩ | Cộng
""", "", {
        "Sở Y tế": "1 | Y học dự phòng | 2 | 0 | 2\n2 | Quản lý bệnh viện | 1 | 1 | 2",
        "Sở Tư pháp": "1 | Luật hành chính | 1 | 0 | 1",
        "Thanh tra tỉnh": "_ | Không có nhu cầu",
    },
        Right("stt name +count +count +count", "class", {2: 4, 3: 1, 4: 5}, {4: ("sum_of", (2, 3))}),
    ),
    form(
        "dòng trong đó giữa các dòng", """
BÁO CÁO NHÂN LỰC ĐƯỢC ĐÀO TẠO
TT | Đối tượng | Tổng số (người) | Trong nước (người) | Ngoài nước (người)
A | B | 1=2+3 | 2 | 3
""", """
I | Cán bộ
_ | Trong đó: nữ
II | Công chức
_ | Trong đó: nữ
III | Viên chức
_ | Trong đó: nữ
_ | Tổng cộng
_ | Trong đó: nữ
""", {
        "Sở A": "= 5 5 0 / 2 2 0 / 20 18 2 / 9 8 1 / 60 57 3 / 31 30 1 / 85 80 5 / 42 40 2",
        "Sở B": "= 3 2 1 / 1 1 0 / 12 12 0 / 5 5 0 / 10 10 0 / 6 6 0 / 25 24 1 / 12 12 0",
    },
        Right("stt name +count +count +count", "fixed", {2: 110, 3: 104, 4: 6}, {2: ("sum_of", (3, 4))},
              {"Trong đó: nữ": "Cán bộ|Công chức|Viên chức"}, ("Trong đó: nữ",)),
    ),
    form(
        "danh sách trường không STT", """
TÌNH HÌNH ĐĂNG KÝ HỌC TẬP NGHỊ QUYẾT
Chi bộ | Tổng số đảng viên | Số đảng viên tham gia | Tỷ lệ tham gia | Hình thức
""", "", {
        "Đảng ủy xã Núi Thành": """
Chi bộ thôn 1 | 40 | 38 | 95% | Trực tiếp
Chi bộ thôn 2 | 25 | 25 | 100% | Trực tuyến
Chi bộ Trường THPT | 30 | 27 | 90% | Trực tuyến
Cộng | 95 | 90 | 94.7%
""", "Đảng ủy xã Tam Mỹ": """
Chi bộ thôn Đông | 20 | 18 | 90% | Trực tiếp
Chi bộ Quân sự | 15 | 15 | 100% | Trực tiếp
Cộng | 35 | 33 | 94.3%
"""},
        Right("name +count +count percent text", "class", {1: 130, 2: 123}),
    ),
    Form(
        "hai bảng một tiêu đề trên một trang",
        workbook(("Phụ lục", """
PHỤ LỤC 6
A. KHỐI ĐẢNG, ĐOÀN THỂ
STT | Nội dung | Số lớp | Số lượt người
1 | Lý luận chính trị
2 | Nghiệp vụ Đảng
3 | Nghiệp vụ đoàn thể
_ | Cộng
_
B. KHỐI NHÀ NƯỚC
STT | Nội dung | Số lớp | Số lượt người
1 | Quản lý nhà nước
2 | Kỹ năng số
3 | Ngoại ngữ
_ | Cộng
""")), {
        "Xã An Châu": workbook(("Phụ lục", """
PHỤ LỤC 6
A. KHỐI ĐẢNG, ĐOÀN THỂ
STT | Nội dung | Số lớp | Số lượt người
1 | Lý luận chính trị | 1 | 60
2 | Nghiệp vụ Đảng | 1 | 40
3 | Nghiệp vụ đoàn thể | 0 | 0
_ | Cộng | 2 | 100
_
B. KHỐI NHÀ NƯỚC
STT | Nội dung | Số lớp | Số lượt người
1 | Quản lý nhà nước | 1 | 30
2 | Kỹ năng số | 3 | 120
3 | Ngoại ngữ | 0 | 0
_ | Cộng | 4 | 150
""")), "Xã Bình Hòa": workbook(("Phụ lục", """
PHỤ LỤC 6
A. KHỐI ĐẢNG, ĐOÀN THỂ
STT | Nội dung | Số lớp | Số lượt người
1 | Lý luận chính trị | 2 | 110
2 | Nghiệp vụ Đảng | 0 | 0
3 | Nghiệp vụ đoàn thể | 1 | 35
_ | Cộng | 3 | 145
_
B. KHỐI NHÀ NƯỚC
STT | Nội dung | Số lớp | Số lượt người
1 | Quản lý nhà nước | 0 | 0
2 | Kỹ năng số | 1 | 45
3 | Ngoại ngữ | 1 | 20
_ | Cộng | 2 | 65
"""))}, (
            Right("stt name +count +count", "fixed", {2: 5, 3: 245}),
            Right("stt name +count +count", "fixed", {2: 6, 3: 215}),
        ),
    ),
    form(
        "một đơn vị một dòng, mẫu là biểu năm trước của nhiều đơn vị", """
BIỂU TỔNG HỢP NHU CẦU CỦA CÁC XÃ
STT | Xã, phường | Sơ cấp LLCT | Trung cấp LLCT | Bồi dưỡng | Tổng
""", """
1 | Xã Tân Kỳ | 10 | 3 | 40 | 53
2 | Xã Nghĩa Hành | 5 | 2 | 20 | 27
3 | Xã Giai Xuân | 7 | 1 | 15 | 23
_ | Tổng cộng | 22 | 6 | 75 | 103
""", {
        "Xã Tân Kỳ": "1 | Xã Tân Kỳ | 12 | 2 | 30 | 44",
        "Xã Nghĩa Hành": "1 | Xã Nghĩa Hành | 6 | 1 | 25 | 32",
        "Xã Giai Xuân": "1 | Xã Giai Xuân | 4 | 0 | 18 | 22",
    },
        Right("stt name +count +count +count +count", "unit", {2: 22, 3: 3, 4: 73, 5: 98},
              {5: ("sum_of", (2, 3, 4))}),
    ),
    form(
        "tiêu đề xuống dòng và có số thứ tự cột bằng La Mã", """
BIỂU MẪU SỐ 03/BNV
Số TT | Tên cơ quan/đơn vị | Số CB, CC, VC được cử đi đào tạo | Số CB, CC, VC được bồi dưỡng | Trong đó nữ | Kinh phí (1.000 đồng)
""", "", {
        "Sở Dân tộc và Tôn giáo": "1 | Sở Dân tộc và Tôn giáo | 2 | 30 | 12 | 45000",
        "Sở Khoa học và Công nghệ": "1 | Sở Khoa học và Công nghệ | 3 | 25 | 8 | 52500",
        "Văn phòng UBND tỉnh": "1 | Văn phòng UBND tỉnh | 1 | 40 | 15 | 30000",
    },
        Right("stt name +count +count +count +money", "unit", {2: 6, 3: 95, 4: 35, 5: 127500}),
    ),
]  # fmt: skip
