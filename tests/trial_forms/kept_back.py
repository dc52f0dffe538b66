"""Forms written down after learning was mended by the others, on which it was tried without mending."""

# ruff: noqa: E501 – rows of tables stand on one line

from __future__ import annotations

from tests.trial_forms.notation import Form, Right, form, workbook

FORMS = [
    form(
        "xã điền nhu cầu theo nhóm vị trí", """
ỦY BAN NHÂN DÂN TỈNH LÀO CAI
PHỤ LỤC SỐ 01
NHU CẦU BỒI DƯỠNG NĂM 2027 CỦA CÁN BỘ, CÔNG CHỨC CẤP XÃ
Số TT | Vị trí việc làm | Số người cần bồi dưỡng | Nội dung đăng ký (lượt người) | < | < | < | Ghi chú
^ | ^ | ^ | Kỹ năng nghiệp vụ | Chuyển đổi số | Ngoại ngữ | Tiếng dân tộc | ^
(1) | (2) | (3) | (4) | (5) | (6) | (7) | (8)
""", """
I | Cán bộ chuyên trách
1 | Chủ tịch HĐND
2 | Chủ tịch UBND
II | Công chức
1 | Văn phòng - thống kê
2 | Tài chính - kế toán
3 | Tư pháp - hộ tịch
_ | TỔNG CỘNG (I+II)
""", {
        "Xã Bát Xát": "= 2 2 2 0 1 / 1 1 1 0 0 / 1 1 1 0 1 / 7 6 7 1 2 / 3 3 3 1 1 / 2 1 2 0 0 / 2 2 2 0 1 / 9 8 9 1 3",
        "Xã Mường Hum": "= 1 1 1 0 0 / 0 0 0 0 0 / 1 1 1 0 0 / 4 4 3 0 4 / 2 2 1 0 2 / 1 1 1 0 1 / 1 1 1 0 1 / 5 5 4 0 4",
    },
        Right("stt name +count +count +count +count +count note", "fixed", {2: 14, 3: 13, 4: 13, 5: 1, 6: 7}, {},
              {"Chủ tịch UBND": "Cán bộ chuyên trách", "Tư pháp - hộ tịch": "Công chức"}),
    ),
    form(
        "viên chức y tế theo chức danh nghề nghiệp", """
ĐĂNG KÝ BỒI DƯỠNG TIÊU CHUẨN CHỨC DANH NGHỀ NGHIỆP
ĐVT: người
TT | Tên đơn vị | Bác sĩ | < | Điều dưỡng | < | Dược sĩ | Tổng số
^ | ^ | Hạng II | Hạng III | Hạng III | Hạng IV | ^ | ^
A | B | 1 | 2 | 3 | 4 | 5 | 6=1+2+3+4+5
""", "", {
        "Bệnh viện đa khoa tỉnh": "1 | Bệnh viện đa khoa tỉnh | 5 | 12 | 20 | 8 | 3 | 48",
        "Trung tâm Kiểm soát bệnh tật": "1 | Trung tâm Kiểm soát bệnh tật | 1 | 4 | 3 | 0 | 1 | 9",
        "Bệnh viện Sản - Nhi": "1 | Bệnh viện Sản - Nhi | 2 | 7 | 15 | 5 | 2 | 31",
    },
        Right("stt name +count +count +count +count +count +count", "unit",
              {2: 8, 3: 23, 4: 38, 5: 13, 6: 6, 7: 88}, {7: ("sum_of", (2, 3, 4, 5, 6))}),
    ),
    form(
        "dự toán lớp có số ngày, số học viên, định mức và tổng", """
PHỤ LỤC 4
DỰ TOÁN CHI TIẾT CÁC LỚP BỒI DƯỠNG
Đơn vị tính: 1.000 đồng
STT | Tên lớp | Số lớp | Số HV/lớp | Tổng số HV | Số ngày | Định mức chi/HV/ngày | Thành tiền | Nguồn kinh phí
1 | 2 | 3 | 4 | 5=3x4 | 6 | 7 | 8=5x6x7 | 9
""", "", {
        "Trường Chính trị tỉnh": """
1 | Lớp chuyên viên khóa 81 | 1 | 60 | 60 | 40 | 150 | 360000 | Ngân sách tỉnh
2 | Lớp lãnh đạo cấp phòng khóa 30 | 2 | 45 | 90 | 20 | 150 | 270000 | Ngân sách tỉnh
_ | Tổng cộng | 3 | _ | 150 | _ | _ | 630000
""", "Sở Nội vụ": """
1 | Lớp kỹ năng hành chính | 3 | 50 | 150 | 3 | 120 | 54000 | Ngân sách tỉnh
_ | Tổng cộng | 3 | _ | 150 | _ | _ | 54000
"""},
        Right("stt name +count decimal +count decimal/length money +money text", "class",
              {2: 6, 4: 300, 7: 684000}, {4: ("product_of", (2, 3)), 7: ("product_of", (4, 5, 6))}),
    ),
    form(
        "công chức theo độ tuổi có dấu gạch", """
BIỂU 02/TCCB
CƠ CẤU CÔNG CHỨC ĐƯỢC CỬ ĐI ĐÀO TẠO THEO ĐỘ TUỔI
TT | Loại hình đào tạo | Tổng số | Chia theo độ tuổi | < | < | < | Nữ | DTTS
^ | ^ | ^ | Dưới 30 | 30-40 | 41-50 | Trên 50 | ^ | ^
""", """
1 | Thạc sĩ
2 | Tiến sĩ
3 | Chuyên khoa I
4 | Chuyên khoa II
_ | Cộng
""", {
        "Sở Y tế": "= 6 2 3 1 0 3 1 / 2 0 1 1 0 1 0 / 8 3 5 0 0 4 2 / 3 0 1 1 1 1 0 / 19 5 10 3 1 9 3",
        "Sở Giáo dục": "= 10 5 4 1 0 6 2 / 1 0 1 0 0 0 0 / 0 0 0 0 0 0 0 / 0 0 0 0 0 0 0 / 11 5 5 1 0 6 2",
    },
        Right("stt name +count +count +count +count +count +count +count", "fixed",
              {2: 30, 3: 10, 4: 15, 5: 4, 6: 1, 7: 15, 8: 5}, {2: ("sum_of", (3, 4, 5, 6))}),
    ),
    form(
        "người có công: danh sách với mức trợ cấp", """
DANH SÁCH NGƯỜI ĐƯỢC HƯỞNG TRỢ CẤP ĐI HỌC
STT | Họ và tên | Giới tính | Năm sinh | Số sổ BHXH | Hệ số lương hiện hưởng | Số tháng hưởng | Mức trợ cấp (đồng/tháng) | Số tiền được hưởng (đồng)
1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9=7x8
""", "", {
        "Sở Xây dựng": """
1 | Nguyễn Minh Tâm | Nam | 1984 | 4520123456 | 3.66 | 10 | 500000 | 5000000
2 | Lê Thu Hà | Nữ | 1991 | 4520654321 | 2.67 | 5 | 500000 | 2500000
_ | Tổng cộng | _ | _ | _ | _ | _ | _ | 7500000
""", "Sở Công Thương": """
1 | Trần Đức Anh | Nam | 1979 | 4520777888 | 4.98 | 8 | 800000 | 6400000
_ | Tổng cộng | _ | _ | _ | _ | _ | _ | 6400000
"""},
        Right("stt name text birth/year code/text decimal decimal/length money +money", "class", {8: 13900000},
              {8: ("product_of", (6, 7))}),
    ),
    form(
        "kết quả cải cách hành chính với điểm", """
BẢNG TỰ CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH
STT | Tiêu chí | Điểm tối đa | Điểm tự đánh giá | Lý do trừ điểm
""", """
1 | Kế hoạch
2 | Tuyên truyền
3 | Kiểm tra
""", {
        "Sở A": "= 10 9.5 / 5 5 / 5 4.5",
        "Sở B": "= 10 10 / 5 4 / 5 5",
    },
        Right("stt name decimal/text decimal/text note", "fixed", {}),
    ),
    form(
        "hợp tác xã, doanh nghiệp", """
BÁO CÁO PHÁT TRIỂN KINH TẾ TẬP THỂ
TT | Xã, phường | Hợp tác xã | < | Tổ hợp tác | < | Doanh thu bình quân (triệu đồng/HTX) | Thu nhập bình quân
^ | ^ | Số lượng (HTX) | Số thành viên | Số lượng (tổ) | Số thành viên | ^ | ^
""", "", {
        "Xã Yên Sơn": "1 | Xã Yên Sơn | 5 | 120 | 8 | 90 | 1500 | 4.5",
        "Xã Nhữ Khê": "1 | Xã Nhữ Khê | 3 | 66 | 4 | 41 | 980.5 | 4.2",
        "Phường Mỹ Lâm": "1 | Phường Mỹ Lâm | 7 | 210 | 2 | 25 | 2100 | 6",
    },
        Right("stt name +count +count +count +count money/decimal decimal/text", "unit", {2: 15, 3: 396, 4: 14, 5: 156}),
    ),
    form(
        "năm là tiêu đề bằng số", """
KẾ HOẠCH ĐÀO TẠO GIAI ĐOẠN 2026-2028
STT | Nội dung | Số người đào tạo theo năm | < | < | Tổng cộng
^ | ^ | Năm 2026 | Năm 2027 | Năm 2028 | ^
""", """
1 | Cao cấp LLCT
2 | Thạc sĩ
3 | Ngoại ngữ
""", {
        "Xã Sa Pa": "= 1 2 2 5 / 0 1 0 1 / 5 5 5 15",
        "Xã Tả Van": "= 0 1 1 2 / 0 0 1 1 / 3 2 4 9",
    },
        Right("stt name +count +count +count +count", "fixed", {2: 9, 3: 11, 4: 13, 5: 33}, {5: ("sum_of", (2, 3, 4))}),
    ),
    form(
        "tiêu đề không gộp ô, hàng trên thưa", """
BIỂU 3. TÌNH HÌNH MỞ LỚP CỦA TRUNG TÂM CHÍNH TRỊ
TT | Tên lớp | Kế hoạch | _ | Thực hiện | _ | Kinh phí | Ghi chú
_ | _ | Số lớp | Số học viên | Số lớp | Số học viên | (triệu đồng) | _
""", "", {
        "Trung tâm Chính trị Vị Xuyên": """
1 | Lớp đảng viên mới | 2 | 120 | 2 | 115 | 25
2 | Lớp bồi dưỡng cấp ủy | 1 | 60 | 1 | 58 | 14.5
_ | Cộng | 3 | 180 | 3 | 173 | 39.5
""", "Trung tâm Chính trị Bắc Quang": """
1 | Lớp đảng viên mới | 1 | 70 | 1 | 70 | 12
_ | Cộng | 1 | 70 | 1 | 70 | 12
"""},
        Right("stt name +count +count +count +count +money note", "class", {2: 4, 3: 250, 4: 4, 5: 243, 6: 51.5}),
    ),
    form(
        "chỉ có tên và số, không tiêu đề nhóm", """
Trường | Số lượng giáo viên cử đi học | Ghi chú
""", """
Mầm non
Tiểu học
Trung học cơ sở
Trung học phổ thông
""", {
        "Xã Cư Jút": "= 4 / 6 / 5 / 2",
        "Xã Đắk Wil": "= 3 / 2 / 2 / 0",
    },
        Right("name +count note", "fixed", {1: 24}),
    ),
    form(
        "văn bản, nhiệm vụ được giao", """
TÌNH HÌNH THỰC HIỆN NHIỆM VỤ ĐƯỢC GIAO
STT | Lĩnh vực | Số văn bản giao | Đã hoàn thành | < | Chưa hoàn thành | < | Tỷ lệ hoàn thành
^ | ^ | ^ | Đúng hạn | Quá hạn | Trong hạn | Quá hạn | ^
(1) | (2) | (3)=(4)+(5)+(6)+(7) | (4) | (5) | (6) | (7) | (8)=((4)+(5))/(3)
""", """
1 | Nội vụ
2 | Tài chính
3 | Đất đai
_ | Tổng số
""", {
        "Xã Lộc Ninh": "= 20 15 1 4 0 80% / 10 9 0 1 0 90% / 40 30 5 4 1 87.5% / 70 54 6 9 1 85.7%",
        "Xã Lộc Thạnh": "= 12 12 0 0 0 100% / 8 6 1 1 0 87.5% / 10 5 0 5 0 50% / 30 23 1 6 0 80%",
    },
        Right("stt name +count +count +count +count +count percent", "fixed",
              {2: 100, 3: 77, 4: 7, 5: 15, 6: 1}, {2: ("sum_of", (3, 4, 5, 6))}),
    ),
    form(
        "học tập nghị quyết, đảng viên, quần chúng", """
KẾT QUẢ HỌC TẬP, QUÁN TRIỆT NGHỊ QUYẾT
TT | Tên chi, đảng bộ | Đảng viên | < | < | Quần chúng | < | Hình thức tổ chức
^ | ^ | Tổng số | Tham gia | Tỷ lệ (%) | Tổng số | Tham gia | ^
""", "", {
        "Đảng ủy phường Hải Châu": """
1 | Chi bộ 1 | 50 | 45 | 90 | 20 | 18 | Tập trung
2 | Chi bộ 2 | 40 | 40 | 100 | 10 | 10 | Trực tuyến
_ | Tổng | 90 | 85 | 94.4 | 30 | 28
""", "Đảng ủy phường Hòa Cường": """
1 | Chi bộ khu phố 5 | 30 | 27 | 90 | 15 | 9 | Tập trung
2 | Chi bộ khu phố 6 | 25 | 20 | 80 | 5 | 5 | Tập trung
_ | Tổng | 55 | 47 | 85.5 | 20 | 14
"""},
        Right("stt name +count +count percent +count +count text", "class", {2: 145, 3: 132, 5: 50, 6: 42}),
    ),
    Form(
        "bảng thứ hai có tiêu đề khác dưới ghi chú",
        workbook(("Mẫu 2", """
MẪU 2. BÁO CÁO CỦA ĐƠN VỊ
A. NHU CẦU
STT | Nội dung | Số người
1 | Đào tạo
2 | Bồi dưỡng
3 | Tập huấn
_ | Cộng
Ghi chú: không tính người tự túc kinh phí
_
B. KINH PHÍ
STT | Nguồn | Dự toán (triệu đồng) | Đề nghị cấp (triệu đồng)
1 | Ngân sách tỉnh
2 | Ngân sách xã
3 | Nguồn khác
_ | Cộng
""")), {
        "Sở Tư pháp": workbook(("Mẫu 2", """
MẪU 2. BÁO CÁO CỦA ĐƠN VỊ
A. NHU CẦU
STT | Nội dung | Số người
1 | Đào tạo | 3
2 | Bồi dưỡng | 20
3 | Tập huấn | 15
_ | Cộng | 38
Ghi chú: không tính người tự túc kinh phí
_
B. KINH PHÍ
STT | Nguồn | Dự toán (triệu đồng) | Đề nghị cấp (triệu đồng)
1 | Ngân sách tỉnh | 50 | 40.5
2 | Ngân sách xã | 0 | 0
3 | Nguồn khác | 10 | 0
_ | Cộng | 60 | 40.5
""")), "Sở Nội vụ": workbook(("Mẫu 2", """
MẪU 2. BÁO CÁO CỦA ĐƠN VỊ
A. NHU CẦU
STT | Nội dung | Số người
1 | Đào tạo | 5
2 | Bồi dưỡng | 12
3 | Tập huấn | 30
_ | Cộng | 47
Ghi chú: không tính người tự túc kinh phí
_
B. KINH PHÍ
STT | Nguồn | Dự toán (triệu đồng) | Đề nghị cấp (triệu đồng)
1 | Ngân sách tỉnh | 120 | 100
2 | Ngân sách xã | 0 | 0
3 | Nguồn khác | 0 | 0
_ | Cộng | 120 | 100
"""))}, (
            Right("stt name +count", "fixed", {2: 85}),
            Right("stt name +money +money", "fixed", {2: 180, 3: 140.5}),
        ),
    ),
    form(
        "đề nghị mở lớp có ngày thật và liên lạc", """
ĐỀ NGHỊ MỞ LỚP NĂM 2027
STT | Nội dung lớp học | Đối tượng tham gia | Số lượng học viên dự kiến | Ngày khai giảng dự kiến | Thời lượng (buổi) | Giảng viên | SĐT liên hệ
""", "", {
        "Xã Tây Giang": """
1 | Kỹ năng dân vận | Cán bộ thôn | 40 | @2027-03-15 | 4 | Trường Chính trị | 905123456
2 | Pháp luật cơ sở | Hòa giải viên | 55 | @2027-05-20 | 2 | Sở Tư pháp | 905123456
""", "Xã Avương": """
1 | Tiếng Cơ Tu | Công chức xã | 25 | @2027-06-01 | 60 | Trường Chính trị | 914987654
"""},
        Right("stt name text +count date/month decimal/length text text", "class", {3: 120}),
        says=("O08",),
    ),
    form(
        "dòng con a) b) và tổng ở giữa", """
BIỂU SỐ 5. TỔNG HỢP KẾT QUẢ
TT | Chỉ tiêu | ĐVT | Kết quả năm 2026
""", """
1 | Tổng số người được cử đi học | người
a) | Trong nước | người
b) | Ngoài nước | người
2 | Tổng số người được bồi dưỡng | người
a) | Cán bộ | người
b) | Công chức | người
c) | Viên chức | người
""", {
        "Sở Văn hóa": """
1 | Tổng số người được cử đi học | người | 5
a) | Trong nước | người | 4
b) | Ngoài nước | người | 1
2 | Tổng số người được bồi dưỡng | người | 60
a) | Cán bộ | người | 10
b) | Công chức | người | 20
c) | Viên chức | người | 30
""", "Sở Ngoại vụ": """
1 | Tổng số người được cử đi học | người | 3
a) | Trong nước | người | 2
b) | Ngoài nước | người | 1
2 | Tổng số người được bồi dưỡng | người | 18
a) | Cán bộ | người | 3
b) | Công chức | người | 15
c) | Viên chức | người | 0
"""},
        Right("stt name text +count", "fixed", {3: 86}, {},
              {"Trong nước": "Tổng số người được cử đi học", "Viên chức": "Tổng số người được bồi dưỡng"}),
    ),
]  # fmt: skip
