"""`bieu mau …`: what is done with form sets themselves. Each sub-verb is a function below and a few lines in
`add_form_set_verbs`."""

from __future__ import annotations

import argparse
from pathlib import Path

from xl_addin.command_line.guards import Refused

OK, MISTAKES = 0, 1


def add_form_set_verbs(verbs) -> None:
    """Add `mau` and its sub-verbs to the verbs of the command line."""
    text = "Lập và kiểm tra bộ biểu mẫu của tỉnh."
    offered = verbs.add_parser("mau", help=text, description=text).add_subparsers(
        dest="sub_verb", metavar="VIỆC", required=True, title="Việc"
    )
    check = offered.add_parser(
        "kiem-tra",
        help="Xem bộ biểu mẫu khai đúng chưa: tệp nào, dòng nào, cột nào sai, được ghi gì.",
        description="Kiểm tra các tệp CSV, hoặc sổ Excel, của một bộ biểu mẫu; mọi chỗ sai được nêu cùng một "
        "lần, kèm tệp, dòng, cột, đang ghi gì và được ghi gì.",
        epilog="Mã thoát: 0 dùng được; 1 có chỗ chưa đúng; 2 không có bộ biểu mẫu ấy hoặc lệnh chưa đúng.",
    )
    check.add_argument(
        "form_set",
        metavar="THƯ MỤC|TỆP.xlsx|ID",
        help="thư mục hoặc sổ Excel của bộ biểu mẫu, hoặc mã (xem 'bieu danh-muc')",
    )
    check.set_defaults(function=mau_kiem_tra)
    _add_workbook_verbs(offered)


def _add_workbook_verbs(offered) -> None:
    export = offered.add_parser(
        "xuat",
        help="Ghi bộ biểu mẫu thành một sổ Excel để xem và sửa.",
        description="Ghi bộ biểu mẫu thành một sổ Excel: mỗi bảng một trang, có giải thích trên từng cột "
        "và danh sách để chọn. Tệp đã có thì không ghi đè.",
    )
    export.add_argument("form_set", metavar="ID|THƯ MỤC", help="mã hoặc thư mục của bộ biểu mẫu")
    export.add_argument(
        "-o", "--output", type=Path, required=True, metavar="TỆP.xlsx", help="sổ Excel được ghi ra"
    )
    export.set_defaults(function=mau_xuat)
    take = offered.add_parser(
        "nhap",
        help="Ghi sổ Excel của bộ biểu mẫu thành thư mục các bảng CSV.",
        description="Ghi sổ Excel của bộ biểu mẫu thành thư mục các bảng CSV, đủ mọi tệp hoặc không tệp "
        "nào. Sổ còn chỗ sai thì không ghi; mọi chỗ sai được nêu cùng một lần, kèm trang và ô.",
        epilog="Mã thoát: 0 đã ghi, hoặc không có gì đổi; 1 sổ có chỗ chưa đúng; 2 không đọc, ghi được.",
    )
    take.add_argument("workbook", type=Path, metavar="TỆP.xlsx", help="sổ Excel của bộ biểu mẫu")
    take.add_argument(
        "-o", "--output", type=Path, required=True, metavar="THƯ MỤC",
        help="thư mục mới, thư mục trống, hoặc thư mục đang giữ chính bộ biểu mẫu này",
    )  # fmt: skip
    take.set_defaults(function=mau_nhap)
    _add_learning_verb(offered)
    _add_province_verb(offered)


def _add_province_verb(offered) -> None:
    make = offered.add_parser(
        "tinh",
        help="Lập bộ biểu mẫu cho một tỉnh, thành phố: đủ các xã, phường, đặc khu và danh sách cơ quan.",
        description="Lập bộ biểu mẫu cho một tỉnh, thành phố hiện nay: các biểu của bộ mẫu, đảng ủy các xã, "
        "phường, đặc khu với mã chính thức và tên cũ, danh sách cơ quan cấp tỉnh để sửa. Thư mục đã có thì "
        "không ghi đè.",
        epilog="Mã thoát: 0 đã ghi; 2 không có tỉnh ấy, không ghi được hoặc lệnh chưa đúng.",
    )
    make.add_argument("province", metavar="TỈNH", help='tên tỉnh, đủ dấu; ví dụ "Lạng Sơn"')
    make.add_argument(
        "-o", "--output", type=Path, required=True, metavar="THƯ MỤC", help="thư mục mới của bộ biểu mẫu"
    )
    make.add_argument("--nam", type=int, metavar="NĂM", help="năm kế hoạch (mặc định: năm của bộ mẫu)")
    make.add_argument(
        "--theo-bo", metavar="ID|THƯ MỤC|TỆP.xlsx",
        help="bộ biểu mẫu lấy làm mẫu (mặc định: ke-hoach-2027)",
    )  # fmt: skip
    make.set_defaults(function=mau_tinh)


def _add_learning_verb(offered) -> None:
    learn = offered.add_parser(
        "lap",
        help="Lập bộ biểu mẫu từ một tệp mẫu, ghi thành một sổ Excel.",
        description="Đọc một tệp mẫu (biểu trắng, biểu đã điền hoặc biểu năm trước) rồi ghi những gì hiểu "
        "được thành sổ Excel của một bộ biểu mẫu, để xem, sửa và dùng lâu dài.",
    )
    learn.add_argument("example", type=Path, metavar="MAU.xlsx", help="tệp mẫu")
    learn.add_argument(
        "returns", type=Path, nargs="*", metavar="TỆP|THƯ MỤC",
        help="tệp đơn vị đã điền theo mẫu ấy, nếu có: nhờ đó hiểu các cột chắc hơn",
    )  # fmt: skip
    learn.add_argument(
        "--don-vi", type=Path, metavar="TỆP", help="danh sách đơn vị phải gửi, mỗi dòng một đơn vị"
    )
    learn.add_argument(
        "-o", "--output", type=Path, required=True, metavar="BO-BIEU.xlsx", help="sổ Excel được ghi ra"
    )
    learn.set_defaults(function=mau_lap)


def mau_kiem_tra(call: argparse.Namespace) -> int:
    """Each mistake on a line, or what a form set that can be used holds. Raises FormSetError where there is
    no such form set."""
    from xl_addin.command_line import terminal
    from xl_addin.form_sets import source_of

    source = source_of(call.form_set)
    form_set = _judged(source)
    if form_set is None:
        return MISTAKES
    for line in (*summary_of(form_set), *against_inherited(form_set, Path(call.form_set).parent)):
        terminal.say(line)
    return OK


def against_inherited(form_set, beside: Path) -> list[str]:
    """What a form set has other than the one that it inherits, in lines. beside: the folder in which that may
    lie. Raises FormSetError."""
    from workbook_templates.declared.differences import differences
    from xl_addin.form_sets import form_set_ids, load_form_set

    name = form_set.settings.get("inherits", "")
    if not name:
        return []
    before = load_form_set(name if name in form_set_ids() else beside / name)
    told = list(differences(before, form_set)) or ["không có gì khác"]
    return [f"  So với bộ biểu mẫu “{name}”:", *(f"    {line}" for line in told)]


def mau_xuat(call: argparse.Namespace) -> int:
    """The workbook of a form set. Raises FormSetError, Refused, CannotWrite."""
    from workbook_templates.declared.set_tables import raw_tables
    from workbook_templates.paper.set_workbook import write_set_workbook
    from xl_addin.command_line import terminal
    from xl_addin.files.whole_files import whole_file
    from xl_addin.form_sets import rules_to_choose, source_of

    target = _new_workbook(call.output)
    source = source_of(call.form_set)
    if _judged(source) is None:
        return MISTAKES
    with whole_file(target) as path:
        write_set_workbook(path, raw_tables(source), rules_to_choose())
    terminal.say(f'Đã ghi “{target}”. Sửa xong, xem đúng chưa bằng lệnh: bieu mau kiem-tra "{target}".')
    return OK


def mau_lap(call: argparse.Namespace) -> int:
    """The workbook of a form set that an example shows. Raises Refused, CannotWrite."""
    from tempfile import TemporaryDirectory

    from workbook_templates.declared.set_tables import raw_tables
    from workbook_templates.declared.tables_in_folder import TablesInFolder
    from workbook_templates.paper.set_workbook import write_set_workbook
    from xl_addin.by_example import CannotLearn, learn_into
    from xl_addin.command_line import terminal
    from xl_addin.command_line.guards import must_exist
    from xl_addin.files.whole_files import whole_file
    from xl_addin.form_sets import rules_to_choose
    from xl_addin.summary.understanding import choices_in

    must_exist([call.example, *call.returns, call.don_vi])
    target = _new_workbook(call.output)
    with TemporaryDirectory(prefix="bieu-mau-") as folder:
        try:
            choices = choices_in(call.example)
            learnt = learn_into(Path(folder), call.example, call.returns, call.don_vi, choices, lasting=True)
        except CannotLearn as error:
            raise Refused(str(error)) from None
        terminal.show_learnt(learnt.forms)
        with whole_file(target) as path:
            write_set_workbook(path, raw_tables(TablesInFolder(learnt.folder)), rules_to_choose())
    terminal.say(
        f'Đã ghi “{target}”. Xem lại, sửa, rồi dùng ngay: bieu tong-hop THƯ-MỤC --bo-bieu "{target}".'
    )
    return OK


def _new_workbook(target: Path) -> Path:
    """A workbook to write. Raises Refused for another suffix, or where there is one already."""
    if target.suffix.lower() != ".xlsx":
        raise Refused(f"Tệp kết quả phải có đuôi .xlsx (đang là “{target.name}”).")
    if target.exists():
        raise Refused(
            f"Đã có “{target}” nên không ghi đè. Đề nghị chọn tên khác sau -o, hoặc xóa tệp ấy trước."
        )
    return target


def mau_nhap(call: argparse.Namespace) -> int:
    """The folder of a form set's workbook. Raises FormSetError, CannotWrite."""
    from workbook_templates.declared.set_tables import raw_tables
    from workbook_templates.declared.set_words import SHEETS
    from xl_addin.command_line import terminal
    from xl_addin.form_set_folder import write_form_set
    from xl_addin.form_sets import read_workbook

    source = read_workbook(call.workbook)
    if _judged(source) is None:
        return MISTAKES
    changed = write_form_set(call.output, raw_tables(source))
    if changed:
        sheets = ", ".join(SHEETS[table].sheet for table in changed)
        terminal.say(f"Đã ghi bộ biểu mẫu vào “{call.output}”. Các bảng có thay đổi: {sheets}.")
    else:
        terminal.say(f"“{call.output}” đã giống hệt sổ này nên không ghi gì.")
    return OK


def mau_tinh(call: argparse.Namespace) -> int:
    """The folder of a province's form set. Raises FormSetError, Refused, CannotWrite."""
    from xl_addin.command_line import terminal
    from xl_addin.province_set import PATTERN, CannotMake, make_province_set, write_province_set

    try:
        made = make_province_set(call.province, call.nam, call.theo_bo or PATTERN)
    except CannotMake as error:
        raise Refused(str(error)) from None
    write_province_set(made, call.output)
    terminal.say(f"Đã ghi bộ biểu mẫu “{made.form_set.id}” vào “{call.output}”.")
    for note in made.notes:
        terminal.say(f"  {note}")
    terminal.say(
        f'Sửa bằng Excel: bieu mau xuat "{call.output}" -o {made.form_set.id}.xlsx; '
        f'tạo biểu gửi đơn vị: bieu tao-mau "{call.output}" -o bieu-mau.'
    )
    return OK


def _judged(source):
    """The form set that tables declare, notes on its workbook said; None where there are mistakes, each said
    on a line."""
    from workbook_templates.declared.complaints import FormSetError
    from xl_addin.command_line import terminal
    from xl_addin.form_sets import form_set_of

    for note in getattr(source, "notes", ()):
        terminal.say(note)
    try:
        return form_set_of(source)
    except FormSetError as refused:
        if not refused.complaints:
            raise
        for complaint in refused.complaints:
            terminal.say(str(complaint))
        terminal.say(f"Bộ biểu mẫu chưa dùng được: có {len(refused.complaints)} chỗ chưa đúng.")
        return None


def summary_of(form_set) -> list[str]:
    """What a form set holds, in a few lines."""
    rules = form_set.rule_settings
    off = [rule for rule, own in rules.items() if own.get("enabled") == "no"]
    bounds = [
        f"{rule} {key} = {value}"
        for rule, own in rules.items()
        for key, value in own.items()
        if key != "enabled"
    ]
    annexes = [annex.name for annex in form_set.annexes.values()]
    entering = {annex.id for one in form_set.bieu.values() for annex in one.sources}
    outside = [annex.name for annex in form_set.annexes.values() if annex.id not in entering]
    bieu = [one.name for one in form_set.bieu.values()]
    return [
        f"Bộ biểu mẫu “{form_set.id}” dùng được: {form_set.title}.",
        f"  Biểu đơn vị: {len(annexes)} ({', '.join(annexes) or 'chưa có'})",
        f"  Biểu tổng hợp: {len(bieu)} ({', '.join(bieu) or 'chưa có'})",
        *([f"  Chưa vào biểu tổng hợp nào: {', '.join(outside)}"] if outside else []),
        f"  Đơn vị: {len(form_set.catalogue.units)}, phải gửi: {len(form_set.expected_units)}",
        f"  Chương trình: {len(form_set.programmes)}; định mức: {len(form_set.norms)}",
        f"  Quy tắc tắt: {', '.join(off) or 'không'}; đổi ngưỡng: {', '.join(bounds) or 'không'}",
    ]
