"""Forms of odd shapes, declared before anything was learnt of them: tables side by side, a unit of measure in
each row, several tables and sheets, words that no list of ours holds."""

# ruff: noqa: E501 – rows of tables stand on one line

from __future__ import annotations

from tests.trial_forms.notation import Form, Right, form, workbook

_TWO = """
Đơn vị: {unit}
BÁO CÁO CÔNG KHAI TÀI CHÍNH QUÝ III
TT | Nội dung thu | Số tiền (nghìn đồng) | _ | TT | Nội dung chi | Số tiền (nghìn đồng)
1 | Học phí | {0} | _ | 1 | Lương hợp đồng | {4}
2 | Tiền ăn bán trú | {1} | _ | 2 | Thực phẩm | {5}
3 | Tài trợ | {2} | _ | 3 | Sửa chữa nhỏ | {6}
_ | Tổng thu | {3} | _ | _ | Tổng chi | {7}
"""

_ASSETS = """
Đơn vị: {unit}
KIỂM KÊ TÀI SẢN
STT | Tên xe | Biển số | Số km đã chạy | _ | STT | Tên thiết bị | Số lượng | Nguyên giá (đồng)
{rows}
"""


def _two(unit: str, *figures: str) -> str:
    return _TWO.format(*(figures or ["_"] * 8), unit=unit)


FORMS = [
    Form(
        "thu và chi cạnh nhau",
        workbook(("Công khai", _two(".........."))),
        {
            "Trường Mầm non Hoa Sen": workbook(("Công khai", _two(
                "Trường Mầm non Hoa Sen", "120000", "340000", "15000", "475000", "90000", "335000", "22000.5", "447000.5"))),
            "Trường Tiểu học Kim Đồng": workbook(("Công khai", _two(
                "Trường Tiểu học Kim Đồng", "0", "510000", "30000", "540000", "60000", "505000", "12000", "577000"))),
        },
        (Right("stt name +money", "fixed", {2: 1015000}), Right("stt name +money", "fixed", {2: 1024000.5})),
    ),
    Form(
        "xe và thiết bị cạnh nhau",
        workbook(("Tài sản", _ASSETS.format(unit="..........", rows="1 | _ | _ | _ | _ | 1"))),
        {
            "Sở Y tế": workbook(("Tài sản", _ASSETS.format(unit="Sở Y tế", rows="""
1 | Xe ô tô 7 chỗ | 20A-001.23 | 82000 | _ | 1 | Máy tính để bàn | 25 | 375000000
2 | Xe cứu thương | 20A-004.56 | 41000 | _ | 2 | Máy in | 6 | 30000000
_ | _ | _ | _ | _ | 3 | Máy chiếu | 2 | 24000000
""".strip()))),
            "Sở Xây dựng": workbook(("Tài sản", _ASSETS.format(unit="Sở Xây dựng", rows="""
1 | Xe ô tô 5 chỗ | 20A-007.89 | 120500 | _ | 1 | Máy tính xách tay | 12 | 240000000
""".strip()))),
        },
        (Right("stt name text/code decimal/text/+count", "class", {}), Right("stt name +count +money/money", "class", {2: 45})),
    ),
    form(
        "chỉ tiêu kinh tế – xã hội, mỗi dòng một đơn vị tính", """
TÌNH HÌNH THỰC HIỆN CÁC CHỈ TIÊU KINH TẾ - XÃ HỘI NĂM 2026
STT | Chỉ tiêu | Đơn vị tính | Kế hoạch năm 2026 | Ước thực hiện | So sánh (%) | Ghi chú
""", """
1 | Tổng diện tích gieo trồng | ha
2 | Sản lượng lương thực | tấn
3 | Thu ngân sách trên địa bàn | triệu đồng
4 | Số lao động được giải quyết việc làm | người
5 | Tỷ lệ hộ nghèo | %
""", {
        "Xã Nậm Nhùn": "= 850 862.5 101.5 / 3100 3150 101.6 / 4200 5010 119.3 / 120 131 109.2 / 12 10.5 87.5",
        "Xã Pa Tần": "= 640 640 100 / 2200 2105.4 95.7 / 1500 1600 106.7 / 90 77 85.6 / 25.4 22 86.6",
    },
        Right("stt name text decimal decimal percent note", "fixed", {}),
    ),
    form(
        "cây trồng: dòng con diện tích, năng suất, sản lượng", """
KẾT QUẢ SẢN XUẤT TRỒNG TRỌT
TT | Chỉ tiêu | ĐVT | Vụ Đông Xuân | Vụ Mùa | Cả năm
""", """
1 | Lúa
- | Diện tích | ha
- | Năng suất | tạ/ha
- | Sản lượng | tấn
2 | Ngô
- | Diện tích | ha
- | Năng suất | tạ/ha
- | Sản lượng | tấn
""", {
        "Xã Phù Yên": "\n".join(("1 | Lúa", "- | Diện tích | ha | 120 | 200.5 | 320.5", "- | Năng suất | tạ/ha | 62 | 50 | 54.5",
                                 "- | Sản lượng | tấn | 744 | 1002.5 | 1746.5", "2 | Ngô", "- | Diện tích | ha | 40 | 30 | 70",
                                 "- | Năng suất | tạ/ha | 45 | 40 | 42.9", "- | Sản lượng | tấn | 180 | 120 | 300")),
        "Xã Gia Phù": "\n".join(("1 | Lúa", "- | Diện tích | ha | 90 | 110 | 200", "- | Năng suất | tạ/ha | 60 | 52 | 55.6",
                                 "- | Sản lượng | tấn | 540 | 572 | 1112", "2 | Ngô", "- | Diện tích | ha | 15 | 25 | 40",
                                 "- | Năng suất | tạ/ha | 44 | 42 | 42.8", "- | Sản lượng | tấn | 66 | 105 | 171")),
    },
        Right("stt name text decimal decimal decimal", "fixed", {}),
    ),
    form(
        "thiệt hại do thiên tai: tiêu đề ba hàng không gộp", """
BÁO CÁO NHANH THIỆT HẠI DO MƯA LŨ (từ 01/9 đến 05/9/2026)
STT | Thôn | Nhà ở | _ | Sản xuất | _ | Ước thiệt hại
_ | _ | Sập, trôi | Tốc mái | Lúa ngập | Gia súc chết | _
_ | _ | (cái) | (cái) | (ha) | (con) | (triệu đồng)
""", "", {
        "Xã Mồ Dề": """
1 | Thôn Háng Sung | 2 | 14 | 6.5 | 9 | 420
2 | Thôn Cung 11 | 0 | 8 | 3 | 2 | 95.5
_ | Tổng cộng | 2 | 22 | 9.5 | 11 | 515.5
""", "Xã Púng Luông": """
1 | Thôn Nả Háng | 1 | 5 | 2.2 | 0 | 130
2 | Thôn Đề Chờ Chua | 3 | 11 | 0 | 4 | 310
_ | Tổng cộng | 4 | 16 | 2.2 | 4 | 440
"""},
        Right("stt name +count +count +quantity/+decimal/+count +count +money", "class",
              {2: 6, 3: 38, 4: 11.7, 5: 15, 6: 955.5}),
    ),
    form(
        "tôn giáo: từ ngữ lạ, có dòng tổng", """
TÌNH HÌNH HOẠT ĐỘNG TÔN GIÁO
TT | Tôn giáo | Điểm nhóm | Chức sắc | Chức việc | Tín đồ | Ghi chú
""", """
1 | Công giáo
2 | Tin Lành
3 | Phật giáo
_ | Tổng cộng
""", {
        "Xã Ea Kar": "= 4 2 11 3200 / 9 5 20 1810 / 1 3 0 640 / 14 10 31 5650",
        "Xã Cư Ni": "= 2 1 6 1500 / 5 2 12 905 / 2 4 1 710 / 9 7 19 3115",
        "Xã Ea Ô": "= 0 0 0 0 / 3 1 8 460 / 0 0 0 120 / 3 1 8 580",
    },
        Right("stt name +count +count +count +count note", "fixed", {2: 26, 3: 18, 4: 58, 5: 9345}),
    ),
    form(
        "thể thao: huy chương", """
THÀNH TÍCH THI ĐẤU THỂ THAO NĂM 2026
STT | Đơn vị | Tổng số huy chương | Vàng | Bạc | Đồng | Vận động viên cấp I | Kinh phí tập huấn (triệu đồng)
(1) | (2) | (3=4+5+6) | (4) | (5) | (6) | (7) | (8)
""", "", {
        "Phường Tân An": "1 | Phường Tân An | 9 | 2 | 3 | 4 | 1 | 60",
        "Phường Buôn Hồ": "1 | Phường Buôn Hồ | 5 | 0 | 2 | 3 | 0 | 35.5",
        "Xã Krông Năng": "1 | Xã Krông Năng | 12 | 5 | 4 | 3 | 2 | 80",
    },
        Right("stt name +count +count +count +count +count +money", "unit",
              {2: 26, 3: 7, 4: 9, 5: 10, 6: 3, 7: 175.5}, {2: ("sum_of", (3, 4, 5))}),
    ),
    Form(
        "tư pháp: chứng thực, hộ tịch, hòa giải viên trên ba trang",
        workbook(("Chứng thực", """
SỐ LIỆU CHỨNG THỰC
STT | Loại việc | Số việc | Lệ phí (đồng)
1 | Chứng thực bản sao
2 | Chứng thực chữ ký
_ | Tổng cộng
"""), ("Hộ tịch", """
SỐ LIỆU ĐĂNG KÝ HỘ TỊCH
STT | Việc hộ tịch | Đăng ký mới | Đăng ký lại | Trực tuyến (hồ sơ)
1 | Khai sinh
2 | Kết hôn
3 | Khai tử
"""), ("Hòa giải viên", """
DANH SÁCH HÒA GIẢI VIÊN Ở CƠ SỞ
STT | Họ và tên | Năm sinh | Dân tộc | Tổ hòa giải | Số vụ hòa giải thành | Điện thoại
""")),
        {
            "Xã Tân Sơn": workbook(("Chứng thực", """
SỐ LIỆU CHỨNG THỰC
STT | Loại việc | Số việc | Lệ phí (đồng)
1 | Chứng thực bản sao | 1520 | 6080000
2 | Chứng thực chữ ký | 230 | 2300000
_ | Tổng cộng | 1750 | 8380000
"""), ("Hộ tịch", """
SỐ LIỆU ĐĂNG KÝ HỘ TỊCH
STT | Việc hộ tịch | Đăng ký mới | Đăng ký lại | Trực tuyến (hồ sơ)
1 | Khai sinh | 140 | 3 | 120
2 | Kết hôn | 61 | 0 | 20
3 | Khai tử | 44 | 1 | 15
"""), ("Hòa giải viên", """
DANH SÁCH HÒA GIẢI VIÊN Ở CƠ SỞ
STT | Họ và tên | Năm sinh | Dân tộc | Tổ hòa giải | Số vụ hòa giải thành | Điện thoại
1 | Hà Văn Bộ | 1968 | Mường | Khu 1 | 3 | '0368111222
2 | Đinh Thị Sáu | 1972 | Kinh | Khu 2 | 1 | '0368333444
""")), "Xã Minh Đài": workbook(("Chứng thực", """
SỐ LIỆU CHỨNG THỰC
STT | Loại việc | Số việc | Lệ phí (đồng)
1 | Chứng thực bản sao | 800 | 3200000
2 | Chứng thực chữ ký | 95 | 950000
_ | Tổng cộng | 895 | 4150000
"""), ("Hộ tịch", """
SỐ LIỆU ĐĂNG KÝ HỘ TỊCH
STT | Việc hộ tịch | Đăng ký mới | Đăng ký lại | Trực tuyến (hồ sơ)
1 | Khai sinh | 88 | 0 | 70
2 | Kết hôn | 35 | 1 | 11
3 | Khai tử | 29 | 0 | 9
"""), ("Hòa giải viên", """
DANH SÁCH HÒA GIẢI VIÊN Ở CƠ SỞ
STT | Họ và tên | Năm sinh | Dân tộc | Tổ hòa giải | Số vụ hòa giải thành | Điện thoại
1 | Phùng Văn Quế | 1975 | Dao | Xóm Mận | 2 | '0397555666
"""))},
        (
            Right("stt name +count +money", "fixed", {2: 2645, 3: 12530000}),
            Right("stt name +count +count +count", "fixed", {2: 397, 3: 5, 4: 245}),
            Right("stt name birth text text +count text/code", "class", {5: 6}),
        ),
    ),
    Form(
        "du lịch: ba bảng trên một trang",
        workbook(("Du lịch", """
Đơn vị báo cáo: ..........
I. CƠ SỞ LƯU TRÚ
STT | Tên cơ sở | Hạng sao | Số phòng | Năm hoạt động
1

II. LƯỢT KHÁCH
TT | Loại khách | Kỳ trước | Kỳ này | Tăng, giảm (%)
1 | Khách quốc tế
2 | Khách nội địa
_ | Cộng

III. DOANH THU (tỷ đồng)
STT | Nguồn thu | Quý I | Quý II | Cộng
1 | Lưu trú
2 | Ăn uống
_ | Tổng cộng
""")),
        {
            "Phường Sa Pa": workbook(("Du lịch", """
Đơn vị báo cáo: Phường Sa Pa
I. CƠ SỞ LƯU TRÚ
STT | Tên cơ sở | Hạng sao | Số phòng | Năm hoạt động
1 | Khách sạn Hoa Ban | 3 | 64 | 2014
2 | Nhà nghỉ Mây Núi | 1 | 18 | 2019

II. LƯỢT KHÁCH
TT | Loại khách | Kỳ trước | Kỳ này | Tăng, giảm (%)
1 | Khách quốc tế | 4200 | 5040 | 20
2 | Khách nội địa | 60000 | 57000 | -5
_ | Cộng | 64200 | 62040 | -3.4

III. DOANH THU (tỷ đồng)
STT | Nguồn thu | Quý I | Quý II | Cộng
1 | Lưu trú | 12.5 | 14 | 26.5
2 | Ăn uống | 8 | 9.4 | 17.4
_ | Tổng cộng | 20.5 | 23.4 | 43.9
""")), "Xã Tả Van": workbook(("Du lịch", """
Đơn vị báo cáo: Xã Tả Van
I. CƠ SỞ LƯU TRÚ
STT | Tên cơ sở | Hạng sao | Số phòng | Năm hoạt động
1 | Homestay Giàng A Chu | 0 | 6 | 2021

II. LƯỢT KHÁCH
TT | Loại khách | Kỳ trước | Kỳ này | Tăng, giảm (%)
1 | Khách quốc tế | 900 | 1200 | 33.3
2 | Khách nội địa | 2100 | 2520 | 20
_ | Cộng | 3000 | 3720 | 24

III. DOANH THU (tỷ đồng)
STT | Nguồn thu | Quý I | Quý II | Cộng
1 | Lưu trú | 1.2 | 1.3 | 2.5
2 | Ăn uống | 0.4 | 0.5 | 0.9
_ | Tổng cộng | 1.6 | 1.8 | 3.4
"""))},
        (
            Right("stt name decimal/text +count year", "class", {3: 88}),
            Right("stt name +count +count percent/decimal", "fixed", {2: 67200, 3: 65760}),
            Right("stt name +money +money +money", "fixed", {2: 22.1, 3: 25.2, 4: 47.3}),
        ),
    ),
    form(
        "danh mục dự án theo mục, có mã và thời gian", """
DANH MỤC DỰ ÁN ĐẦU TƯ CÔNG TRUNG HẠN
Đvt: triệu đồng
STT | Danh mục dự án | Mã số dự án | Địa điểm xây dựng | Thời gian KC-HT | Quyết định đầu tư | < | Vốn bố trí năm 2027 | Chủ đầu tư
^ | ^ | ^ | ^ | ^ | Số, ngày | Tổng mức đầu tư | ^ | ^
""", "", {
        "Sở Giáo dục": """
I | Dự án chuyển tiếp
1 | Trường THPT Lê Lợi | 7980011 | Phường 1 | 2025-2027 | 123/QĐ-UBND ngày 05/3/2025 | 45000 | 15000 | Ban QLDA
2 | Nhà công vụ giáo viên | 7980012 | Xã Ia Grai | 2026-2027 | 77/QĐ-UBND ngày 10/2/2026 | 6200 | 2500.5 | Ban QLDA
_ | Cộng mục I | _ | _ | _ | _ | 51200 | 17500.5
II | Dự án khởi công mới
1 | Trường Mầm non 20/10 | 8011200 | Xã Chư Sê | 2027-2029 | 301/QĐ-UBND ngày 20/9/2026 | 18000 | 4000 | Sở Giáo dục
_ | Cộng mục II | _ | _ | _ | _ | 18000 | 4000
_ | TỔNG CỘNG | _ | _ | _ | _ | 69200 | 21500.5
""", "Sở Y tế": """
I | Dự án chuyển tiếp
1 | Trạm y tế Ia Hrú | 7985550 | Xã Ia Hrú | 2026-2027 | 88/QĐ-UBND ngày 15/2/2026 | 5100 | 2100 | Sở Y tế
_ | Cộng mục I | _ | _ | _ | _ | 5100 | 2100
II | Dự án khởi công mới
1 | Bệnh viện đa khoa khu vực | 8022001 | Phường An Khê | 2027-2030 | 410/QĐ-UBND ngày 01/10/2026 | 120000 | 20000 | Sở Y tế
2 | Kho lạnh vắc xin | 8022002 | Phường Pleiku | 2027-2028 | 411/QĐ-UBND ngày 01/10/2026 | 3000 | 900 | Sở Y tế
_ | Cộng mục II | _ | _ | _ | _ | 123000 | 20900
_ | TỔNG CỘNG | _ | _ | _ | _ | 128100 | 23000
"""},
        Right("stt name code/text text text/month text +money +money text/unit", "class", {6: 197300, 7: 44500.5}),
    ),
    form(
        "bầu cử: cử tri và phiếu bầu", """
KẾT QUẢ KIỂM PHIẾU THEO KHU VỰC BỎ PHIẾU
STT | Khu vực bỏ phiếu | Tổng số cử tri | Cử tri đã bỏ phiếu | Tỷ lệ | Phiếu phát ra | Phiếu thu vào | Phiếu hợp lệ | Phiếu không hợp lệ
A | B | 1 | 2 | 3=2:1 | 4 | 5=6+7 | 6 | 7
""", "", {
        "Xã Vĩnh Thuận": """
1 | Khu vực số 1 | 1200 | 1194 | 99.5% | 1194 | 1194 | 1180 | 14
2 | Khu vực số 2 | 980 | 980 | 100% | 980 | 979 | 970 | 9
_ | Tổng cộng | 2180 | 2174 | 99.7% | 2174 | 2173 | 2150 | 23
""", "Xã Phong Đông": """
1 | Khu vực số 1 | 760 | 758 | 99.7% | 758 | 758 | 750 | 8
2 | Khu vực số 2 | 842 | 842 | 100% | 842 | 842 | 840 | 2
3 | Khu vực số 3 | 655 | 650 | 99.2% | 650 | 650 | 641 | 9
_ | Tổng cộng | 2257 | 2250 | 99.7% | 2250 | 2250 | 2231 | 19
"""},
        Right("stt name +count +count percent +count +count +count +count", "class",
              {2: 4437, 3: 4424, 5: 4424, 6: 4423, 7: 4381, 8: 42}, {6: ("sum_of", (7, 8))}),
    ),
    form(
        "thuế theo quý, tiêu đề bốn hàng", """
TIẾN ĐỘ THU THUẾ, PHÍ
STT | Sắc thuế | Số thu (triệu đồng) | < | < | < | < | <
^ | ^ | Cả năm | < | Chia theo kỳ | < | < | <
^ | ^ | ^ | ^ | 6 tháng đầu năm | < | 6 tháng cuối năm | <
^ | ^ | Giao | Thu | Giao | Thu | Giao | Thu
1 | 2 | 3=5+7 | 4=6+8 | 5 | 6 | 7 | 8
""", """
1 | Thuế sử dụng đất phi nông nghiệp
2 | Lệ phí trước bạ
3 | Thuế thu nhập cá nhân
_ | TỔNG CỘNG
""", {
        "Xã Ea Súp": "= 120 131 60 66 60 65 / 900 870.5 450 400.5 450 470 / 300 322 150 160 150 162 / 1320 1323.5 660 626.5 660 697",
        "Xã Buôn Đôn": "= 80 77 40 40 40 37 / 610 655 300 320 310 335 / 150 150 75 70 75 80 / 840 882 415 430 425 452",
    },
        Right("stt name +money +money +money +money +money +money", "fixed",
              {2: 2160, 3: 2205.5, 4: 1075, 5: 1056.5, 6: 1085, 7: 1149}, {2: ("sum_of", (4, 6)), 3: ("sum_of", (5, 7))}),
    ),
    form(
        "dịch vụ công trực tuyến: mẫu là biểu năm trước của nhiều xã", """
TỔNG HỢP KẾT QUẢ CUNG CẤP DỊCH VỤ CÔNG TRỰC TUYẾN NĂM 2025
TT | Xã, phường | Số TTHC cung cấp | Hồ sơ tiếp nhận | Trong đó trực tuyến | Tỷ lệ trực tuyến | Thanh toán trực tuyến | <
^ | ^ | ^ | ^ | ^ | ^ | Số giao dịch | Giá trị (nghìn đồng)
""", """
1 | Xã An Phú | 212 | 1800 | 900 | 50% | 410 | 20500
2 | Xã Châu Đốc | 212 | 2500 | 2000 | 80% | 1200 | 66000
3 | Xã Tịnh Biên | 210 | 950 | 380 | 40% | 95 | 4100.5
_ | Tổng cộng | 634 | 5250 | 3280 | 62.5% | 1705 | 90600.5
""", {
        "Xã An Phú": "1 | Xã An Phú | 215 | 2000 | 1600 | 80% | 900 | 41000",
        "Xã Châu Đốc": "1 | Xã Châu Đốc | 215 | 2600 | 2470 | 95% | 1500 | 80200.5",
        "Xã Tịnh Biên": "1 | Xã Tịnh Biên | 215 | 1000 | 700 | 70% | 300 | 12000",
    },
        Right("stt name +count/decimal +count +count percent +count +money", "unit",
              {3: 5600, 4: 4770, 6: 2700, 7: 133200.5}, {4: ("part_of", (3,))}),
    ),
    form(
        "danh bạ đầu mối: mã, tài khoản, điện thoại", """
DANH SÁCH ĐẦU MỐI PHỤ TRÁCH CHUYỂN ĐỔI SỐ
STT | Họ và tên | Chức vụ | Di động | Thư điện tử | Mã định danh cơ quan | Số tài khoản | Phòng làm việc | Năm bổ nhiệm
""", "", {
        "UBND xã Phong Thổ": """
1 | Lù Thị Dính | Chánh Văn phòng | 912000111 | dinhlt@laichau.gov.vn | H35.12.08 | 101010203 | 204 | 2023
2 | Vàng A Sáng | Công chức CNTT | 983222333 | sangva@laichau.gov.vn | H35.12.08 | 101010777 | 205 | 2021
""", "UBND xã Sìn Hồ": """
1 | Tẩn Lở Mẩy | Phó Chánh Văn phòng | 978444555 | mayt@laichau.gov.vn | H35.12.11 | 202020304 | 101 | 2024
"""},
        Right("stt name text text/code text text/code text/code text/code/decimal year", "class", {}),
    ),
    form(
        "gạo cho học sinh bán trú: tích ba cột", """
TỔNG HỢP NHU CẦU GẠO HỖ TRỢ HỌC SINH HỌC KỲ I
STT | Tên trường | Số học sinh được hỗ trợ | Mức hỗ trợ (kg/tháng) | Số tháng | Tổng số gạo (kg) | Người nhận | Điện thoại
(1) | (2) | (3) | (4) | (5) | (6)=(3)x(4)x(5) | (7) | (8)
""", "", {
        "Xã Mường Tè": """
1 | Trường PTDTBT Tiểu học Mường Tè | 210 | 15 | 4 | 12600 | Pờ Go Xá | '0346111000
2 | Trường PTDTBT THCS Mường Tè | 180 | 15 | 4 | 10800 | Lỳ Mé Xừ | '0346222000
_ | Tổng cộng | 390 | _ | _ | 23400
""", "Xã Bum Nưa": """
1 | Trường PTDTBT THCS Bum Nưa | 95 | 15 | 4 | 5700 | Giàng A Dê | '0346333000
_ | Tổng cộng | 95 | _ | _ | 5700
"""},
        Right("stt name +count decimal decimal/length +quantity/+count/+decimal text text/code", "class",
              {2: 485, 5: 29100}, {5: ("product_of", (2, 3, 4))}),
    ),
]  # fmt: skip
