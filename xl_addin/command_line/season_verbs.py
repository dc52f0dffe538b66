"""The verbs of the season around the roll-up: letters in and out, the file to be signed. Each verb is a
function below and a few lines in `add_season_verbs`."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from xl_addin.command_line.guards import NO_FOLDER, NO_REGISTER, Refused, must_exist

OK, OPEN = 0, 1
_LETTERS = ("gui-mau", "hoan-thien", "don-doc", "cam-on")
_FORM_SET = "bộ biểu mẫu (xem 'bieu danh-muc'), thư mục hoặc sổ Excel của nó; bỏ trống thì tự nhận"


def add_season_verbs(verbs) -> None:
    """Add them to the verbs of the command line."""
    sign = verbs.add_parser(
        "trinh-ky",
        help="Xuất biểu trình ký từ tệp tổng hợp: chỉ có các biểu, số và ngày ghi một lần.",
        description="Xuất từ tệp tổng hợp, như người dùng để lại, một tệp chỉ có các biểu (không công thức, "
        "liên kết, trang phụ, cột ẩn), bản PDF bên cạnh nếu máy có LibreOffice, và một trang tổng hợp theo "
        "chương trình và khối. Số, ngày, người ký ghi ở trang “Trình ký” của tệp tổng hợp.",
        epilog="Mã thoát: 0 đã xuất; 1 các biểu còn nội dung phải xử lý (không xuất, trừ khi có --van-xuat); "
        "2 không đọc, ghi được hoặc lệnh chưa đúng.",
    )
    sign.add_argument("workbook", type=Path, metavar="TỆP.xlsx", help="tệp do bieu tong-hop lập")
    sign.add_argument("-o", "--output", type=Path, metavar="TỆP.xlsx", help="tệp được ghi ra")
    sign.add_argument("--bo-bieu", metavar="ID", help=_FORM_SET)
    sign.add_argument(
        "--van-xuat", action="store_true", help="xuất cả khi còn lỗi; trang đầu của tệp ghi rõ còn những gì"
    )
    sign.add_argument("--khong-pdf", action="store_true", help="không lập bản PDF")
    sign.set_defaults(function=trinh_ky)
    take = verbs.add_parser(
        "nhan",
        help="Lấy tệp đính kèm trong các thư đã lưu (.eml) vào thư mục tệp đã nhận.",
        description="Lấy biểu Excel và bản ký PDF đính kèm trong các thư đã lưu dạng .eml vào thư mục tệp "
        "đã nhận; ghi lại ngày nhận và người gửi để sổ theo dõi dùng. Không ghi đè tệp nào, thư giữ nguyên.",
        epilog="Mã thoát: 0 đã lấy hết; 1 có tệp, có thư chưa lấy được (được nêu tên); 2 lệnh chưa đúng, "
        "không ghi được.",
    )
    take.add_argument("folder", type=Path, metavar="THƯ MỤC", help="thư mục chứa các thư .eml")
    take.add_argument(
        "-o", "--output", type=Path, metavar="THƯ MỤC",
        help="thư mục tệp đã nhận (mặc định: “Don vi gui” cạnh thư mục thư)",
    )  # fmt: skip
    take.set_defaults(function=nhan)

    write = verbs.add_parser(
        "thu",
        help="Soạn thư cho từng đơn vị: gửi biểu mẫu, trả hoàn thiện, đôn đốc, cảm ơn.",
        description="Soạn thư cho những đơn vị cần thư, theo tình trạng ở sổ theo dõi; mỗi đơn vị một thư "
        "mục có nội dung để dán, thư nháp (.eml) và tệp kèm theo. Công cụ không tự gửi thư nào.",
        epilog="Mã thoát: 0 đã soạn (hoặc không đơn vị nào cần thư); 1 có đơn vị chưa soạn được (nêu tên); "
        "2 lệnh chưa đúng, không đọc, ghi được.",
    )
    write.add_argument("folder", type=Path, metavar="THƯ MỤC", help="thư mục chứa tệp của các đơn vị")
    write.add_argument(
        "-o", "--output", type=Path, metavar="THƯ MỤC", help="thư mục thư (mặc định cạnh thư mục tệp đã nhận)"
    )
    write.add_argument(
        "--loai", action="append", choices=_LETTERS,
        help="loại thư, ghi được nhiều lần (mặc định: hoan-thien và don-doc)",
    )  # fmt: skip
    write.add_argument("--bieu-mau", type=Path, metavar="THƯ MỤC", help="thư mục biểu mẫu trắng để kèm theo")
    write.add_argument(
        "--mau-thu", type=Path, metavar="THƯ MỤC",
        help="thư mục mẫu lời thư để tỉnh sửa; chưa có thì được ghi ra",
    )  # fmt: skip
    write.add_argument("--bo-bieu", metavar="ID", help=_FORM_SET)
    write.add_argument("--so", type=Path, metavar="TỆP.xlsx", help="sổ theo dõi (mặc định: cạnh thư mục)")
    write.set_defaults(function=thu)


def trinh_ky(call: argparse.Namespace) -> int:
    from xl_addin.check import guess_form_set
    from xl_addin.command_line import terminal
    from xl_addin.files.whole_files import fresh
    from xl_addin.form_sets import form_set_ids, load_form_set
    from xl_addin.signing.export import CannotSign, Unresolved, export_signing, signing_name
    from xl_addin.signing.pdf import pdf_beside

    must_exist([call.workbook])
    wanted = call.output or call.workbook.with_name(signing_name(call.workbook))
    if wanted.suffix.lower() != ".xlsx":
        raise Refused(f"Tệp trình ký phải có đuôi .xlsx (đang là “{wanted.name}”).")
    target = fresh(wanted)  # one that is there may have been written on, or is the working file itself
    form_set = load_form_set(call.bo_bieu or guess_form_set([call.workbook]) or form_set_ids()[0])
    try:
        signed = export_signing(call.workbook, form_set, target, anyway=call.van_xuat)
    except Unresolved as error:
        terminal.say(f"{error}\nChưa ghi tệp nào. Vẫn cần xuất thì thêm --van-xuat; trang đầu tệp ghi rõ.")
        return OPEN
    except CannotSign as error:
        raise Refused(str(error)) from None
    call.made = signed
    for text in signed.said:
        terminal.say(f"! {text}")
    if target != wanted:
        terminal.say(f"! “{wanted.name}” đã có từ trước nên giữ nguyên, tệp mới ghi ra tên khác.")
    if signed.open:
        terminal.say(f"! Còn {len(signed.open)} nội dung phải xử lý: xem trang đầu của tệp.")
    terminal.say(f"Đã ghi “{signed.path}”.\nĐã ghi “{signed.leaders}”.")
    for path in () if call.khong_pdf else (signed.path, signed.leaders):
        made, why = pdf_beside(path)
        terminal.say(f"Đã ghi “{made}”." if made else f"! {why}")
        if not made:
            break
    return OPEN if signed.open else OK


def nhan(call: argparse.Namespace) -> int:
    from xl_addin.command_line import terminal
    from xl_addin.letters.receiving import receive

    must_exist([call.folder])
    if not call.folder.is_dir():
        raise Refused(f"“{call.folder}” không phải là thư mục. Đề nghị chỉ ra thư mục chứa các thư .eml.")
    target = call.output or call.folder.resolve().parent / "Don vi gui"
    with terminal.progress("Đang đọc thư") as advance:
        taken = receive(call.folder, target, advance)
    call.made = taken
    for text in taken.told:
        terminal.say(text)
    terminal.say(taken.outcome)
    return OPEN if taken.left else OK


def thu(call: argparse.Namespace) -> int:
    from xl_addin.check import guess_form_set
    from xl_addin.command_line import terminal
    from xl_addin.files.whole_files import fresh
    from xl_addin.form_sets import load_form_set
    from xl_addin.letters.texts import BadTemplate, Letter, templates_in
    from xl_addin.letters.writing import USUAL, write_letters
    from xl_addin.register.follow import follow
    from xl_addin.register.reading import CannotFollow

    must_exist([call.folder, call.bieu_mau])
    kinds = [Letter(kind) for kind in call.loai] if call.loai else USUAL
    if not call.folder.is_dir():
        raise Refused(NO_FOLDER.format(call.folder))
    if Letter.SEND in kinds and not (call.bieu_mau and call.bieu_mau.is_dir()):
        raise Refused("Thư gửi biểu mẫu cần --bieu-mau THƯ-MỤC (thư mục do 'bieu tao-mau' ghi ra).")
    if call.so and call.so.suffix.lower() != ".xlsx":
        raise Refused(NO_REGISTER.format(call.so.name))
    source = call.bo_bieu or guess_form_set([call.folder])
    if source is None:  # whose letters are they? no set is guessed without a file
        raise Refused(
            f"Chưa rõ bộ biểu mẫu của “{call.folder}”. Đề nghị thêm --bo-bieu (xem 'bieu danh-muc')."
        )
    beside = call.folder.resolve()
    target = fresh(call.output or beside.with_name(f"{beside.name} - thư {date.today():%d-%m-%Y}"))
    try:
        templates = templates_in(call.mau_thu)
        with terminal.progress("Đang đọc") as advance:
            followed = follow(call.folder, load_form_set(source), call.so, source, progress=advance)
        with terminal.progress("Đang soạn thư") as advance:
            made = write_letters(followed, target, kinds, templates, call.bieu_mau, advance)
    except (BadTemplate, CannotFollow) as error:
        raise Refused(str(error)) from None
    call.made = made
    for text in (*followed.plan.told, *made.told):
        terminal.say(f"! {text}")
    for kind, names in made.by_kind.items():
        terminal.say(f"{kind.words}: {len(names)} thư")
    if made.without_blank:
        terminal.say(
            f"! {len(made.without_blank)} đơn vị chưa có tệp trong “{call.bieu_mau}” nên chưa soạn thư gửi "
            f"biểu mẫu: {', '.join(made.without_blank)}. Đề nghị tạo bằng 'bieu tao-mau' rồi chạy lại."
        )
    if followed.waits:
        terminal.say(f"! {followed.outcome}")
    said = f"Đã soạn {made.number} thư trong “{target}”. Đề nghị xem lại trước khi gửi."
    terminal.say(said if made.number else "Không có đơn vị nào cần thư loại này.")
    return OPEN if made.without_blank else OK
