"""The last forms of the trial, written down when all others were learnt rightly."""

# ruff: noqa: E501 – rows of tables stand on one line

from __future__ import annotations

from tests.trial_forms.notation import Form, Right, form, workbook

FORMS = [
    form(
        "giảng viên kiêm nhiệm: số giờ, hệ số, mức chi", """
BẢNG KÊ THANH TOÁN GIỜ GIẢNG
Đơn vị tính: đồng
STT | Họ tên giảng viên | Chức danh | Số tiết giảng | Hệ số | Đơn giá (đồng/tiết) | Thành tiền | Thuế TNCN 10% | Thực lĩnh | Ký nhận
A | B | C | 1 | 2 | 3 | 4=1x2x3 | 5 | 6=4-5 | 7
""", "", {
        "Trường Chính trị": """
1 | Phạm Quốc Khánh | Giảng viên chính | 20 | 1.5 | 100000 | 3000000 | 300000 | 2700000
2 | Lê Thị Minh | Giảng viên | 30 | 1 | 100000 | 3000000 | 300000 | 2700000
_ | Tổng cộng | _ | 50 | _ | _ | 6000000 | 600000 | 5400000
""", "Trung tâm Chính trị": """
1 | Vũ Đình Hòa | Báo cáo viên | 10 | 1.2 | 80000 | 960000 | 96000 | 864000
_ | Tổng cộng | _ | 10 | _ | _ | 960000 | 96000 | 864000
"""},
        Right("stt name text +count/decimal/+decimal/length decimal money +money percent/+money +money text/note", "class",
              {6: 6960000, 8: 6264000}, {6: ("product_of", (3, 4, 5))}),
    ),
    form(
        "kết quả thi nâng ngạch", """
KẾT QUẢ THI NÂNG NGẠCH CÔNG CHỨC
TT | Cơ quan, đơn vị | Số đăng ký dự thi | Số dự thi | Kết quả | < | < | Số vắng
^ | ^ | ^ | ^ | Trúng tuyển | Không trúng tuyển | Vi phạm quy chế | ^
""", "", {
        "Sở Nội vụ": "1 | Sở Nội vụ | 12 | 11 | 9 | 2 | 0 | 1",
        "Sở Y tế": "1 | Sở Y tế | 20 | 20 | 15 | 4 | 1 | 0",
        "Sở Tư pháp": "1 | Sở Tư pháp | 5 | 4 | 4 | 0 | 0 | 1",
        "Ban Dân tộc": "1 | Ban Dân tộc | 3 | 3 | 2 | 1 | 0 | 0",
    },
        Right("stt name +count +count +count +count +count +count", "unit", {2: 40, 3: 38, 4: 30, 5: 7, 6: 1, 7: 2}),
    ),
    form(
        "danh mục vị trí việc làm và biên chế", """
PHỤ LỤC 2: DANH MỤC VỊ TRÍ VIỆC LÀM
STT | Tên vị trí việc làm | Ngạch công chức tối thiểu | Biên chế giao năm 2026 | Số có mặt đến 31/12/2025 | Đề nghị tuyển dụng | Ghi chú
""", "", {
        "Xã Kim Sơn": """
I | Vị trí lãnh đạo
1 | Chủ tịch UBND | Chuyên viên | 1 | 1 | 0
2 | Phó Chủ tịch UBND | Chuyên viên | 2 | 1 | 1
II | Vị trí chuyên môn
1 | Công chức tư pháp | Chuyên viên | 3 | 2 | 1
""", "Xã Phát Diệm": """
I | Vị trí lãnh đạo
1 | Chủ tịch UBND | Chuyên viên | 1 | 1 | 0
II | Vị trí chuyên môn
1 | Công chức văn hóa | Cán sự | 2 | 0 | 2 | thiếu nguồn
"""},
        Right("stt name text decimal decimal +count note", "class", {5: 4}),
    ),
    form(
        "tổng hợp ý kiến, không có số", """
TỔNG HỢP Ý KIẾN GÓP Ý DỰ THẢO KẾ HOẠCH
STT | Nội dung dự thảo | Ý kiến góp ý | Cơ quan góp ý | Tiếp thu, giải trình
""", "", {
        "Sở Tài chính": "1 | Mục II.3 | Bổ sung nguồn kinh phí | Sở Tài chính | Tiếp thu",
        "Sở Tư pháp": "1 | Căn cứ | Thay Nghị định 101 bằng Nghị định 171 | Sở Tư pháp | Tiếp thu\n2 | Mục III | Sửa câu chữ | Sở Tư pháp | Tiếp thu",
    },
        Right("stt name text unit/text text", "class"),
    ),
    form(
        "xã hội hóa và ngân sách, tỷ trọng", """
CƠ CẤU NGUỒN KINH PHÍ ĐÀO TẠO 2025-2026
STT | Nguồn | Năm 2025 | < | Năm 2026 | < | Tăng/giảm (triệu đồng)
^ | ^ | Số tiền (triệu đồng) | Tỷ trọng (%) | Số tiền (triệu đồng) | Tỷ trọng (%) | ^
""", """
1 | Trung ương hỗ trợ
2 | Ngân sách tỉnh
3 | Ngân sách xã
_ | TỔNG CỘNG
""", {
        "Sở Tài chính": "= 100 20 150 25 50 / 300 60 350 58.3 50 / 100 20 100 16.7 0 / 500 100 600 100 100",
        "Sở Nội vụ": "= 0 0 0 0 0 / 80 80 90.5 78.7 10.5 / 20 20 24.5 21.3 4.5 / 100 100 115 100 15",
    },
        Right("stt name +money percent +money percent +money", "fixed", {2: 600, 4: 715, 6: 115}),
    ),
    form(
        "an ninh trật tự: vụ việc, đối tượng", """
TÌNH HÌNH AN NINH, TRẬT TỰ 6 THÁNG ĐẦU NĂM
STT | Nội dung | Số vụ | Số đối tượng | Số người bị thương | Thiệt hại tài sản (triệu đồng) | So với cùng kỳ (%)
""", """
1 | Trộm cắp tài sản
2 | Cố ý gây thương tích
3 | Tai nạn giao thông
_ | Cộng
""", {
        "Xã Đồng Văn": "= 3 4 0 25.5 80 / 1 2 1 0 100 / 2 2 3 40 66.7 / 6 8 4 65.5 75",
        "Xã Mèo Vạc": "= 1 1 0 5 50 / 0 0 0 0 _ / 1 1 1 10 100 / 2 2 1 15 66.7",
    },
        Right("stt name +count +count +count +money percent", "fixed", {2: 8, 3: 10, 4: 5, 5: 80.5}),
    ),
    form(
        "tiêu đề hai dòng, cột con trùng tên ba lần", """
BIỂU 02: TỔNG HỢP THEO CẤP
TT | Nội dung bồi dưỡng | Cấp tỉnh | < | Cấp xã | < | Tổng cộng | <
^ | ^ | Lớp | Học viên | Lớp | Học viên | Lớp | Học viên
1 | 2 | 3 | 4 | 5 | 6 | 7=3+5 | 8=4+6
""", """
I | Lý luận chính trị
1 | Sơ cấp
2 | Đảng viên mới
II | Nghiệp vụ
1 | Công tác Đảng
2 | Đoàn thể
_ | Tổng cộng
""", {
        "Xã Thạch Hà": "= 1 50 3 180 4 230 / 1 50 1 60 2 110 / 0 0 2 120 2 120 / 2 90 2 100 4 190 / 1 45 1 50 2 95 / 1 45 1 50 2 95 / 3 140 5 280 8 420",
        "Xã Toàn Lưu": "= 0 0 1 40 1 40 / 0 0 0 0 0 0 / 0 0 1 40 1 40 / 1 30 0 0 1 30 / 1 30 0 0 1 30 / 0 0 0 0 0 0 / 1 30 1 40 2 70",
    },
        Right("stt name +count +count +count +count +count +count", "fixed", {2: 4, 3: 170, 4: 6, 5: 320, 6: 10, 7: 490},
              {6: ("sum_of", (2, 4)), 7: ("sum_of", (3, 5))},
              {"Sơ cấp": "Lý luận chính trị", "Đoàn thể": "Nghiệp vụ"}),
    ),
    form(
        "học sinh, học bổng theo học kỳ", """
DANH SÁCH SINH VIÊN CỬ TUYỂN ĐƯỢC CẤP HỌC BỔNG
STT | Họ và tên sinh viên | Ngày sinh | Dân tộc | Trường | Năm thứ | Học bổng học kỳ I | Học bổng học kỳ II | Tổng cộng | Số tài khoản
""", "", {
        "Xã Bảo Lạc": """
1 | Hoàng A Páo | 05/06/2006 | Mông | Đại học Tây Bắc | 2 | 9000000 | 9000000 | 18000000 | 19034567890123
2 | Sùng Thị Dợ | 17/08/2005 | Mông | Đại học Y Thái Nguyên | 3 | 9000000 | 8000000 | 17000000 | 19034567890999
""", "Xã Bảo Lâm": """
1 | Triệu Mùi Pham | 21/10/2006 | Dao | Đại học Tân Trào | 2 | 7500000 | 7500000 | 15000000 | 19031112223334
"""},
        Right("stt name birth text text/unit decimal/year/text +money +money +money code/text", "class",
              {6: 25500000, 7: 24500000, 8: 50000000}, {8: ("sum_of", (6, 7))}),
    ),
    form(
        "công trình, số lượng và khối lượng", """
KẾ HOẠCH SỬA CHỮA CƠ SỞ VẬT CHẤT TRUNG TÂM CHÍNH TRỊ
TT | Hạng mục | Đơn vị tính | Khối lượng | Đơn giá (triệu đồng) | Thành tiền (triệu đồng) | Thời gian thực hiện
(1) | (2) | (3) | (4) | (5) | (6)=(4)*(5) | (7)
""", "", {
        "Trung tâm Chính trị Lộc Bình": """
1 | Sơn tường | m2 | 250 | 0.1 | 25 | Quý II/2027
2 | Thay bàn ghế | bộ | 40 | 1.5 | 60 | Quý III/2027
_ | Tổng cộng | _ | _ | _ | 85
""", "Trung tâm Chính trị Đình Lập": """
1 | Chống dột mái | m2 | 100 | 0.25 | 25 | Quý I/2027
_ | Tổng cộng | _ | _ | _ | 25
"""},
        Right("stt name text decimal money +money month/text/length", "class", {5: 110}, {5: ("product_of", (3, 4))}),
    ),
    form(
        "một cột số duy nhất ở giữa", """
DANH SÁCH CÁC LỚP ĐÃ KHAI GIẢNG
TT | Lớp | Khóa | Số lượng | Khai giảng | Bế giảng | Giáo viên chủ nhiệm
""", "", {
        "Trường Chính trị A": """
1 | Trung cấp LLCT | K60 | 52 | 3/2026 | 11/2026 | Cô Lan
2 | Chuyên viên | K81 | 60 | 4/2026 | 6/2026 | Thầy Hùng
""", "Trường Chính trị B": "1 | Chuyên viên chính | K12 | 44 | 5/2026 | 7/2026 | Cô Mai"},
        Right("stt name text +count month month text", "class", {3: 156}),
        says=("D11",),
    ),
    Form(
        "phụ lục đánh số, ba bảng trên hai trang",
        workbook(("PL01", """
PHỤ LỤC 01
KẾT QUẢ THỰC HIỆN NĂM 2026
STT | Nội dung | Số lớp | Số người | Ghi chú
1 | Đào tạo
2 | Bồi dưỡng
3 | Tập huấn
_ | Tổng
"""), ("PL02", """
PHỤ LỤC 02
A. NHU CẦU NĂM 2027
STT | Nội dung | Số người | Trong đó: nữ | Dự kiến kinh phí (triệu đồng)
1 | Đào tạo
2 | Bồi dưỡng
3 | Tập huấn
_ | Tổng
_
B. ĐỀ XUẤT, KIẾN NGHỊ
STT | Nội dung kiến nghị | Cơ quan giải quyết
""")), {
        "Sở Xây dựng": workbook(("PL01", """
PHỤ LỤC 01
KẾT QUẢ THỰC HIỆN NĂM 2026
STT | Nội dung | Số lớp | Số người | Ghi chú
1 | Đào tạo | 0 | 3
2 | Bồi dưỡng | 2 | 80
3 | Tập huấn | 4 | 200
_ | Tổng | 6 | 283
"""), ("PL02", """
PHỤ LỤC 02
A. NHU CẦU NĂM 2027
STT | Nội dung | Số người | Trong đó: nữ | Dự kiến kinh phí (triệu đồng)
1 | Đào tạo | 4 | 2 | 120
2 | Bồi dưỡng | 50 | 20 | 45.5
3 | Tập huấn | 100 | 40 | 30
_ | Tổng | 154 | 62 | 195.5
_
B. ĐỀ XUẤT, KIẾN NGHỊ
STT | Nội dung kiến nghị | Cơ quan giải quyết
1 | Mở lớp tại xã | Trường Chính trị
""")), "Sở Ngoại vụ": workbook(("PL01", """
PHỤ LỤC 01
KẾT QUẢ THỰC HIỆN NĂM 2026
STT | Nội dung | Số lớp | Số người | Ghi chú
1 | Đào tạo | 0 | 1
2 | Bồi dưỡng | 1 | 12
3 | Tập huấn | 0 | 0
_ | Tổng | 1 | 13
"""), ("PL02", """
PHỤ LỤC 02
A. NHU CẦU NĂM 2027
STT | Nội dung | Số người | Trong đó: nữ | Dự kiến kinh phí (triệu đồng)
1 | Đào tạo | 1 | 0 | 30
2 | Bồi dưỡng | 10 | 6 | 8
3 | Tập huấn | 5 | 2 | 2
_ | Tổng | 16 | 8 | 40
_
B. ĐỀ XUẤT, KIẾN NGHỊ
STT | Nội dung kiến nghị | Cơ quan giải quyết
1 | Hỗ trợ học ngoại ngữ | Sở Nội vụ
2 | Bổ sung kinh phí | Sở Tài chính
"""))}, (
            Right("stt name +count +count note", "fixed", {2: 7, 3: 296}),
            Right("stt name +count +count +money", "fixed", {2: 170, 3: 70, 4: 235.5}, {3: ("part_of", (2,))}),
            Right("stt name text/unit", "class"),
        ),
    ),
]  # fmt: skip
