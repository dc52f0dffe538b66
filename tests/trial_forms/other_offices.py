"""Forms of other offices, declared before anything was learnt of them: farming, health, budget, Party, youth …"""

# ruff: noqa: E501 – rows of tables stand on one line

from __future__ import annotations

from tests.trial_forms.notation import Right, form

FORMS = [
    form(
        "chăn nuôi: tổng đàn, xuất chuồng", """
BÁO CÁO TÌNH HÌNH CHĂN NUÔI 6 THÁNG ĐẦU NĂM 2026
STT | Loại vật nuôi | Tổng đàn (con) | Trong đó: con cái sinh sản | Xuất chuồng trong kỳ (con) | Thịt hơi xuất chuồng (tấn) | Số hộ nuôi | Ghi chú
""", """
1 | Trâu
2 | Bò
3 | Lợn
4 | Gia cầm
""", {
        "Xã Cao Lộc": "= 320 150 20 8.5 140 / 510 260 45 12.6 210 / 4200 380 6100 549 610 / 52000 9000 81000 145.8 1320",
        "Xã Đồng Đăng": "= 210 90 11 4.4 98 / 130 70 9 2.7 66 / 2900 250 3900 351.5 420 / 31000 5200 44000 79.2 880",
        "Xã Hội Hoan": "= 640 310 35 14 400 / 220 120 14 3.9 131 / 1150 140 1800 162 390 / 18000 3100 23000 41.4 610",
    },
        Right("stt name +count/decimal +count/decimal +count +quantity/+decimal/+count +count note", "fixed",
              {4: 159934, 5: 1375}, {3: ("part_of", (2,))}),
    ),
    form(
        "tiêm phòng theo thôn", """
KẾT QUẢ TIÊM PHÒNG VỤ XUÂN HÈ
TT | Thôn, bản | Tổng số liều | Trong đó | < | < | Tiền công tiêm (đồng) | Người tiêm
^ | ^ | ^ | Lở mồm long móng | Tụ huyết trùng | Dại chó | ^ | ^
(1) | (2) | (3)=(4)+(5)+(6) | (4) | (5) | (6) | (7) | (8)
""", "", {
        "Xã Yên Bình": """
1 | Bản Khuổi Dề | 180 | 60 | 75 | 45 | 900000 | Lò Văn Páo
2 | Bản Nà Lầu | 235 | 90 | 85 | 60 | 1175000 | Lò Văn Páo
_ | Tổng cộng | 415 | 150 | 160 | 105 | 2075000
""", "Xã Yên Sơn": """
1 | Thôn Làng Chương | 130 | 40 | 50 | 40 | 650000 | Hà Thị Nhàn
2 | Thôn Cây Thị | 96 | 30 | 36 | 30 | 480000 | Hà Thị Nhàn
3 | Thôn Đồng Tâm | 74 | 20 | 24 | 30 | 370000 | Bế Văn Tình
_ | Tổng cộng | 300 | 90 | 110 | 100 | 1500000
"""},
        Right("stt name +count +count +count +count +money text", "class", {2: 715, 3: 240, 4: 270, 5: 205, 6: 3575000},
              {2: ("sum_of", (3, 4, 5))}),
    ),
    form(
        "tiêm chủng mở rộng: kế hoạch, thực hiện", """
BÁO CÁO TIÊM CHỦNG MỞ RỘNG QUÝ III/2026
STT | Loại vắc xin | Đối tượng | Số mũi tiêm | < | Tỷ lệ đạt (%) | Vắc xin (liều) | < | <
^ | ^ | ^ | Kế hoạch | Thực hiện | ^ | Tồn đầu kỳ | Nhận trong kỳ | Tồn cuối kỳ
1 | 2 | 3 | 4 | 5 | 6=5/4 | 7 | 8 | 9
""", """
1 | BCG | Trẻ sơ sinh
2 | Bại liệt (IPV) | Trẻ 5 tháng
3 | Sởi | Trẻ 9 tháng
4 | Uốn ván | Phụ nữ có thai
""", {
        "Trạm Y tế xã Mai Sơn": "= 40 38 95 12 40 14 / 40 36 90 8 40 12 / 42 42 100 20 40 18 / 35 28 80 5 30 7",
        "Trạm Y tế xã Chiềng Mung": "= 50 50 100 10 50 10 / 48 36 75 15 40 19 / 50 45 90 6 50 11 / 40 30 75 9 30 9",
    },
        Right("stt name text +count +count percent +count/decimal +count +count/decimal", "fixed",
              {3: 345, 4: 305, 7: 320}),
    ),
    form(
        "thu, chi ngân sách xã", """
BÁO CÁO QUYẾT TOÁN THU, CHI NGÂN SÁCH XÃ NĂM 2026
Đơn vị tính: triệu đồng
STT | Nội dung | Dự toán | < | Quyết toán | < | So sánh QT/DT (%) | <
^ | ^ | Tổng số | Ngân sách xã hưởng | Tổng số | Ngân sách xã hưởng | Tổng số | Ngân sách xã
A | B | 1 | 2 | 3 | 4 | 5=3/1 | 6=4/2
""", """
A | TỔNG THU
I | Các khoản thu hưởng 100%
1 | Phí, lệ phí
2 | Thu từ quỹ đất công ích
II | Thu phân chia theo tỷ lệ
III | Thu bổ sung từ ngân sách cấp trên
- | Bổ sung cân đối
- | Bổ sung có mục tiêu
B | TỔNG CHI
I | Chi đầu tư phát triển
II | Chi thường xuyên
1 | Chi sự nghiệp giáo dục
2 | Chi quản lý hành chính
""", {
        "Xã Hương Khê": "= 11200 10900 12650 12300 112.9 112.8 / 200 200 250 250 125 125 / 80 80 90 90 112.5 112.5"
        " / 120 120 160 160 133.3 133.3 / 1000 700 1400 1050 140 150 / 10000 10000 11000 11000 110 110"
        " / 8000 8000 8000 8000 100 100 / 2000 2000 3000 3000 150 150 / 10900 10900 12000 12000 110.1 110.1"
        " / 2000 2000 2600 2600 130 130 / 8900 8900 9400 9400 105.6 105.6 / 400 400 400 400 100 100 / 8500 8500 9000 9000 105.9 105.9",
        "Xã Phúc Trạch": "= 8320 8120 8580.5 8370.5 103.1 103.1 / 120 120 130.5 130.5 108.8 108.8 / 50 50 55.5 55.5 111 111"
        " / 70 70 75 75 107.1 107.1 / 500 300 450 240 90 80 / 7700 7700 8000 8000 103.9 103.9"
        " / 7000 7000 7000 7000 100 100 / 700 700 1000 1000 142.9 142.9 / 8100 8100 8200 8200 101.2 101.2"
        " / 600 600 650 650 108.3 108.3 / 7500 7500 7550 7550 100.7 100.7 / 300 300 310 310 103.3 103.3 / 7200 7200 7240 7240 100.6 100.6",
    },
        Right("stt name +money +money +money +money percent percent", "fixed", {}, {},
              {"Phí, lệ phí": "Các khoản thu hưởng 100%", "Bổ sung có mục tiêu": "Thu bổ sung từ ngân sách cấp trên",
               "Chi thường xuyên": "TỔNG CHI", "Chi quản lý hành chính": "Chi thường xuyên"}),
    ),
    form(
        "biến động đảng viên", """
BIỂU TỔNG HỢP BIẾN ĐỘNG ĐẢNG VIÊN NĂM 2026
TT | Tổ chức đảng | Đảng viên đầu kỳ | Tăng trong kỳ | < | Giảm trong kỳ | < | < | Đảng viên cuối kỳ
^ | ^ | ^ | Kết nạp | Chuyển đến | Chuyển đi | Từ trần | Xóa tên, khai trừ | ^
1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9=3+4+5-6-7-8
""", "", {
        "Đảng ủy xã Bảo Yên": """
1 | Chi bộ thôn Múi | 42 | 2 | 1 | 1 | 1 | 0 | 43
2 | Chi bộ thôn Lự | 35 | 1 | 0 | 2 | 0 | 1 | 33
3 | Chi bộ Trường THCS | 28 | 3 | 2 | 0 | 0 | 0 | 33
_ | Tổng cộng | 105 | 6 | 3 | 3 | 1 | 1 | 109
""", "Đảng ủy xã Nghĩa Đô": """
1 | Chi bộ bản Rịa | 51 | 2 | 0 | 1 | 2 | 0 | 50
2 | Chi bộ bản Hốc | 47 | 1 | 1 | 0 | 1 | 0 | 48
_ | Tổng cộng | 98 | 3 | 1 | 1 | 3 | 0 | 98
"""},
        Right("stt name +count/decimal +count +count +count +count +count +count/decimal", "class",
              {3: 9, 4: 4, 5: 4, 6: 4, 7: 1}),
    ),
    form(
        "kiểm tra, giám sát, kỷ luật đảng", """
KẾT QUẢ CÔNG TÁC KIỂM TRA, GIÁM SÁT VÀ THI HÀNH KỶ LUẬT ĐẢNG
STT | Nội dung | Số cuộc | Tổ chức đảng | < | Đảng viên | < | Ghi chú
^ | ^ | ^ | Được kiểm tra | Có vi phạm | Được kiểm tra | Có vi phạm | ^
(1) | (2) | (3) | (4) | (5) | (6) | (7) | (8)
""", """
I | Cấp ủy kiểm tra
1 | Kiểm tra theo chương trình
2 | Kiểm tra đột xuất
II | Ủy ban kiểm tra kiểm tra
1 | Kiểm tra khi có dấu hiệu vi phạm
2 | Kiểm tra tài chính đảng
_ | Cộng (I + II)
""", {
        "Đảng ủy phường Hà Giang 1": "= 6 12 1 20 2 / 5 11 0 18 1 / 1 1 1 2 1 / 7 9 3 11 5 / 4 4 3 11 5 / 3 5 0 0 0 / 13 21 4 31 7",
        "Đảng ủy xã Vị Xuyên": "= 3 6 0 9 0 / 3 6 0 9 0 / 0 0 0 0 0 / 4 5 1 6 2 / 2 2 1 6 2 / 2 3 0 0 0 / 7 11 1 15 2",
        "Đảng ủy xã Quản Bạ": "= 2 4 0 5 1 / 2 4 0 5 1 / 0 0 0 0 0 / 3 3 0 2 1 / 1 1 0 2 1 / 2 2 0 0 0 / 5 7 0 7 2",
    },
        Right("stt name +count +count +count +count +count note", "fixed", {2: 25, 3: 39, 4: 5, 5: 53, 6: 11},
              {}, {"Kiểm tra đột xuất": "Cấp ủy kiểm tra", "Kiểm tra tài chính đảng": "Ủy ban kiểm tra kiểm tra"}),
    ),
    form(
        "đoàn thanh niên: công trình, đội hình", """
SỐ LIỆU CÔNG TÁC ĐOÀN VÀ PHONG TRÀO THANH THIẾU NHI
TT | Đơn vị | Đoàn viên mới kết nạp | Công trình thanh niên | < | Đội hình tình nguyện | Thanh niên được tư vấn hướng nghiệp | Ghi chú
^ | ^ | ^ | Số lượng | Trị giá (triệu đồng) | ^ | ^ | ^
""", "", {
        "Đoàn xã Tân Uyên": "1 | Đoàn xã Tân Uyên | 45 | 3 | 120 | 4 | 210",
        "Đoàn xã Than Uyên": "1 | Đoàn xã Than Uyên | 60 | 2 | 85.5 | 5 | 305 | vượt chỉ tiêu",
        "Đoàn phường Đoàn Kết": "1 | Đoàn phường Đoàn Kết | 38 | 5 | 240 | 6 | 150",
    },
        Right("stt name +count +count +money +count +count note", "unit", {2: 143, 3: 10, 4: 445.5, 5: 15, 6: 665}),
        says=("L10",),  # “Than Uyên” and “Tân Uyên” are nearly one name
    ),
    form(
        "dân số: tiêu đề bốn hàng", """
BIỂU SỐ 3. DÂN SỐ VÀ BIẾN ĐỘNG DÂN SỐ
STT | Thôn, tổ dân phố | Dân số | < | < | < | Biến động trong năm | < | < | Tỷ lệ sinh con thứ 3 trở lên (%)
^ | ^ | Số hộ | Nhân khẩu | < | < | Sinh | < | Chết | ^
^ | ^ | ^ | Tổng số | Chia ra | < | Tổng số | Trong đó: nữ | ^ | ^
^ | ^ | ^ | ^ | Nam | Nữ | ^ | ^ | ^ | ^
A | B | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8
""", "", {
        "Phường Mường Thanh": """
1 | Tổ dân phố 1 | 210 | 820 | 400 | 420 | 12 | 5 | 4 | 8.3
2 | Tổ dân phố 2 | 185 | 701 | 350 | 351 | 9 | 4 | 6 | 0
_ | Tổng cộng | 395 | 1521 | 750 | 771 | 21 | 9 | 10 | 4.8
""", "Xã Thanh Nưa": """
1 | Bản Mển | 132 | 590 | 301 | 289 | 11 | 6 | 3 | 9.1
2 | Bản Tâu | 98 | 455 | 230 | 225 | 8 | 3 | 2 | 12.5
3 | Bản Co Mỵ | 77 | 340 | 171 | 169 | 6 | 4 | 1 | 0
_ | Tổng cộng | 307 | 1385 | 702 | 683 | 25 | 13 | 6 | 8
"""},
        Right("stt name +count +count +count +count +count +count +count percent", "class",
              {2: 702, 3: 2906, 4: 1452, 5: 1454, 6: 46, 7: 22, 8: 16}, {3: ("sum_of", (4, 5)), 7: ("part_of", (6,))}),
    ),
    form(
        "lao động đi làm việc ở nước ngoài", """
DANH SÁCH LAO ĐỘNG ĐI LÀM VIỆC Ở NƯỚC NGOÀI THEO HỢP ĐỒNG
STT | Họ và tên | Giới tính | Ngày sinh | Số hộ chiếu | Nước đến | Ngày xuất cảnh | Thời hạn hợp đồng (tháng) | Mức lương (USD/tháng) | SĐT người thân | Ghi chú
""", """
1 | Trương Văn Lợi | Nam | 12/02/1998 | C1234567 | Nhật Bản | 15/01/2026 | 36 | 1200 | '0963111222
2 | Cao Thị Hậu | Nữ | 30/06/2000 | C2345678 | Đài Loan | 20/03/2026 | 36 | 850 | '0963333444
""", {
        "Xã Quỳnh Lưu": """
1 | Hồ Sỹ Tùng | Nam | 05/08/1999 | C3456789 | Hàn Quốc | 02/04/2026 | 58 | 1600 | '0977000111
2 | Nguyễn Thị Thơ | Nữ | 11/11/2001 | C4567890 | Nhật Bản | 18/05/2026 | 36 | 1150.5 | '0977222333 | tu nghiệp
""", "Xã Quỳnh Văn": """
1 | Lê Văn Chung | Nam | 21/04/1996 | C5678901 | Nhật Bản | 09/06/2026 | 36 | 1250 | '0988555666
"""},
        Right("stt name text/choice birth text/code text date length/decimal money/decimal text/code note", "class", {}),
    ),
    form(
        "tiếp nhận, xử lý đơn khiếu nại, tố cáo", """
TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN
STT | Loại đơn | Tổng số đơn phải xử lý | Chia ra | < | Đủ điều kiện xử lý | Kết quả | < | < | Số công dân được trả quyền lợi
^ | ^ | ^ | Kỳ trước chuyển sang | Tiếp nhận trong kỳ | ^ | Đã giải quyết | Chuyển cơ quan khác | Lưu đơn | ^
1 | 2 | 3=4+5 | 4 | 5 | 6=7+8 | 7 | 8 | 9 | 10
""", """
1 | Khiếu nại
2 | Tố cáo
3 | Kiến nghị, phản ánh
_ | Tổng
""", {
        "Xã Bình Xuyên": "= 14 2 12 11 8 3 3 2 / 6 1 5 4 2 2 2 0 / 31 4 27 30 22 8 1 5 / 51 7 44 45 32 13 6 7",
        "Xã Tam Dương": "= 9 0 9 9 6 3 0 1 / 3 0 3 2 2 0 1 0 / 18 3 15 17 12 5 1 2 / 30 3 27 28 20 8 2 3",
    },
        Right("stt name +count +count +count +count +count +count +count +count", "fixed",
              {2: 81, 3: 10, 4: 71, 5: 73, 6: 52, 7: 21, 8: 8, 9: 10}, {2: ("sum_of", (3, 4)), 5: ("sum_of", (6, 7))}),
    ),
    form(
        "kê khai tài sản, thu nhập", """
KẾT QUẢ KÊ KHAI TÀI SẢN, THU NHẬP NĂM 2026
TT | Cơ quan | Số người phải kê khai | Đã kê khai | < | Công khai bản kê khai | < | Chưa kê khai, lý do
^ | ^ | ^ | Số người | Tỷ lệ % | Niêm yết | Tại cuộc họp | ^
1 | 2 | 3 | 4 | 5=4/3*100 | 6 | 7 | 8
""", "", {
        "Sở Nông nghiệp": "1 | Sở Nông nghiệp | 120 | 120 | 100 | 80 | 40",
        "Sở Công Thương": "1 | Sở Công Thương | 64 | 63 | 98.4 | 50 | 13 | 01 người đi công tác nước ngoài",
        "Sở Văn hóa": "1 | Sở Văn hóa | 75 | 75 | 100 | 75 | 0",
    },
        Right("stt name +count +count percent +count +count text/note", "unit", {2: 259, 3: 258, 5: 205, 6: 53}),
    ),
    form(
        "chất thải rắn sinh hoạt", """
HIỆN TRẠNG THU GOM CHẤT THẢI RẮN SINH HOẠT
STT | Địa bàn | Dân số (người) | Khối lượng phát sinh (tấn/ngày) | Khối lượng thu gom (tấn/ngày) | Tỷ lệ thu gom (%) | Số điểm tập kết | Số xe ép rác | Đơn vị thu gom
""", """
1 | Tên thôn | 1000 | 0.5 | 0.4 | 80 | 1 | 1 | Hợp tác xã
""", {
        "Xã Kiến Xương": """
1 | Thôn Đông | 2400 | 1.2 | 1.1 | 91.7 | 2 | 1 | HTX Môi trường
2 | Thôn Đoài | 1850 | 0.9 | 0.9 | 100 | 1 | 1 | HTX Môi trường
""", "Xã Tiền Hải": """
1 | Thôn Tây An | 3100 | 1.6 | 1.4 | 87.5 | 3 | 2 | Công ty Đô thị
2 | Thôn Vũ Lăng | 2200 | 1.1 | 0.8 | 72.7 | 2 | 1 | Tổ tự quản
"""},
        Right("stt name +count/decimal +quantity/decimal/+decimal +quantity/decimal/+decimal percent +count +count text/unit", "class", {6: 8, 7: 5}),
    ),
    form(
        "danh mục tuyến đường", """
DANH MỤC CÁC TUYẾN ĐƯỜNG XÃ QUẢN LÝ
TT | Tên đường | Mã tuyến | Điểm đầu | Điểm cuối | Chiều dài (km) | Bề rộng mặt (m) | Kết cấu | Năm xây dựng | Kinh phí sửa chữa (triệu đồng) | Tình trạng
""", "", {
        "Xã Lương Tài": """
1 | Đường liên thôn Trung – Phú | LT.01 | Ngã ba Trung | Cầu Phú | 2.4 | 5.5 | Bê tông | 2015 | 350 | Xuống cấp
2 | Đường trục xã | LT.02 | UBND xã | Đê Thái Bình | 3.75 | 7 | Nhựa | 2019 | 0 | Tốt
_ | Cộng | _ | _ | _ | 6.15 | _ | _ | _ | 350
""", "Xã Gia Bình": """
1 | Đường Xuân Lai | GB.01 | Quốc lộ 17 | Chợ Xuân Lai | 1.8 | 5 | Bê tông | 2012 | 420.5 | Hư hỏng
_ | Cộng | _ | _ | _ | 1.8 | _ | _ | _ | 420.5
"""},
        Right("stt name text/code text text +quantity/+decimal decimal/quantity text year +money text", "class",
              {5: 7.95, 9: 770.5}),
    ),
    form(
        "danh hiệu văn hóa", """
KẾT QUẢ BÌNH XÉT DANH HIỆU VĂN HÓA NĂM 2026
STT | Khu dân cư | Gia đình văn hóa | < | < | Khu dân cư văn hóa
^ | ^ | Số hộ đăng ký | Số hộ đạt | Tỷ lệ | Đạt/Không đạt
""", "", {
        "Xã Mỹ Lộc": """
1 | Thôn Liên | 210 | 200 | 95.2% | Đạt
2 | Thôn Vị Hạ | 180 | 162 | 90% | Đạt
_ | Tổng cộng | 390 | 362 | 92.8% | _
""", "Xã Vụ Bản": """
1 | Thôn Hào Kiệt | 150 | 120 | 80% | Không đạt
2 | Thôn Tiền | 240 | 228 | 95% | Đạt
_ | Tổng cộng | 390 | 348 | 89.2% | _
"""},
        Right("stt name +count +count percent text/choice", "class", {2: 780, 3: 710}),
    ),
    form(
        "hội phụ nữ: vốn vay ủy thác", """
TÌNH HÌNH QUẢN LÝ VỐN VAY ỦY THÁC (tính đến 31/10/2026)
STT | Cơ sở hội | Tổ tiết kiệm và vay vốn | Hội viên còn dư nợ | Tổng dư nợ (triệu đồng) | Trong đó: nợ quá hạn | < | Tiền gửi tiết kiệm (triệu đồng)
^ | ^ | ^ | ^ | ^ | Số tiền | Tỷ lệ (%) | ^
""", "", {
        "Hội LHPN xã Đăk Hà": "1 | Hội LHPN xã Đăk Hà | 12 | 480 | 21500.5 | 32 | 0.15 | 1240",
        "Hội LHPN xã Ngọc Hồi": "1 | Hội LHPN xã Ngọc Hồi | 9 | 350 | 15820 | 0 | 0 | 910.4",
        "Hội LHPN xã Sa Thầy": "1 | Hội LHPN xã Sa Thầy | 15 | 602 | 28400 | 85 | 0.3 | 1755",
    },
        Right("stt name +count +count +money/money +money/money percent +money/money", "unit", {2: 36, 3: 1432}),
        says=("O13",),  # 0.15 below “%” may be 15%
    ),
]  # fmt: skip
