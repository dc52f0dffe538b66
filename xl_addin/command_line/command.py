"""The command line `bieu`: the same verbs as the ribbon's buttons, without accents.

Exit codes (DESIGN section 5): 0 no errors; 1 errors found; 2 something could not be read, or the call
is wrong (2 beats 1). argparse rather than typer: its words can be put into Vietnamese, and it starts
in a fraction of the time.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from xl_addin.command_line.form_set_verbs import add_form_set_verbs

OK, ERRORS, UNREADABLE = 0, 1, 2

_WORDS = {
    "usage: ": "Cách dùng: ",
    "positional arguments": "Tham số",
    "options": "Tùy chọn",
    "show this help message and exit": "xem hướng dẫn này",
    "the following arguments are required: %s": "thiếu %s",
    "unrecognized arguments: %s": "không hiểu %s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "không có %(value)r, đề nghị chọn: %(choices)s",
    "expected one argument": "cần một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s có thể là %(matches)s",
    "ignored explicit argument %r": "không nhận giá trị %r",
}


class Refused(Exception):
    """The call cannot be carried out; the text says in Vietnamese why and what to do."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:
        raise Refused(f"Lệnh chưa đúng: {message}. Gõ '{self.prog} --help' để xem hướng dẫn.")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    argparse._ = lambda text: _WORDS.get(text, text)
    argparse.ngettext = lambda one, many, number: _WORDS.get(one if number == 1 else many, one)
    top = _Parser(
        prog="bieu",
        description="Kiểm tra và tổng hợp biểu đào tạo, bồi dưỡng cán bộ từ các tệp Excel của đơn vị.",
        epilog="Mã thoát: 0 không có lỗi; 1 có lỗi phải sửa; 2 có tệp không đọc được hoặc lệnh chưa đúng.",
    )
    verbs = top.add_subparsers(dest="verb", metavar="LỆNH", required=True, title="Lệnh")

    check = _verb(verbs, "kiem-tra", kiem_tra, "Kiểm tra các tệp Excel: chỗ nào sai, sửa thế nào.")
    check.add_argument("paths", nargs="+", type=Path, metavar="TỆP|THƯ MỤC", help="tệp Excel hoặc thư mục")
    _form_set_option(check)
    check.add_argument("--json", type=Path, metavar="TỆP", help="ghi kết quả dạng JSON")
    check.add_argument("--ban-sao", type=Path, metavar="THƯ MỤC", help="ghi bản sao đã đánh dấu của từng tệp")
    _last_year_options(check)

    total = _verb(verbs, "tong-hop", tong_hop, "Tổng hợp biểu của các đơn vị thành biểu của tỉnh.")
    total.add_argument("folder", type=Path, metavar="THƯ MỤC", help="thư mục chứa tệp của các đơn vị")
    _form_set_option(total)
    total.add_argument(
        "-o", "--output", type=Path, metavar="TỆP.xlsx", help="tệp kết quả (mặc định cạnh thư mục)"
    )
    _last_year_options(total)

    blanks = _verb(verbs, "tao-mau", tao_mau, "Tạo biểu mẫu trắng, mỗi đơn vị một tệp Excel không có macro.")
    blanks.add_argument("form_set", metavar="ID", help="bộ biểu mẫu (xem 'bieu danh-muc')")
    blanks.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path("bieu-mau"),
        metavar="THƯ MỤC",
        help="nơi ghi (mặc định: bieu-mau)",
    )

    catalogue = _verb(verbs, "danh-muc", danh_muc, "Liệt kê các bộ biểu mẫu và các quy tắc kiểm tra.")
    catalogue.add_argument("--quy-tac", metavar="MÃ", help="xem đầy đủ một quy tắc, ví dụ D01")

    add_form_set_verbs(verbs)
    _verb(verbs, "cai-dat", cai_dat, "Cài các nút bấm vào Excel của người dùng này (Windows).")
    _verb(verbs, "go-cai-dat", go_cai_dat, "Gỡ các nút bấm khỏi Excel.")

    pack = _verb(verbs, "dong-goi", dong_goi, "Lập thư mục cài đặt cho máy Windows không có mạng.")
    pack.add_argument("python", type=Path, metavar="PYTHON.zip", help="bản Python nhúng cho Windows 64 bit")
    pack.add_argument("-o", "--output", type=Path, metavar="THƯ MỤC", help="nơi ghi (mặc định: bieu-<bản>)")
    pack.add_argument(
        "--phien-ban",
        type=Path,
        default=Path("constraints.txt"),
        metavar="TỆP",
        help="tệp ghi phiên bản các thư viện (mặc định: constraints.txt)",
    )
    return top


def _verb(verbs, name: str, function, text: str) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=text, description=text)
    verb.set_defaults(function=function)
    return verb


def _form_set_option(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--bo-bieu",
        metavar="ID",
        help="bộ biểu mẫu (xem 'bieu danh-muc') hoặc thư mục của nó; bỏ trống thì tự nhận",
    )


def _last_year_options(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--nam-truoc", type=Path, metavar="TỆP", help="biểu của kế hoạch năm trước để đối chiếu"
    )
    verb.add_argument("--bo-bieu-nam-truoc", metavar="ID", help="bộ biểu mẫu của biểu năm trước, nếu khác")


def kiem_tra(call: argparse.Namespace) -> int:
    from xl_addin.check import check_files
    from xl_addin.command_line import terminal

    _must_exist([*call.paths, call.nam_truoc])
    _must_hold_workbooks(call.paths)
    if call.ban_sao:
        _must_lie_outside(call.ban_sao, call.paths)
    if call.json:
        _must_not_fall_on(call.json, call.paths, call.nam_truoc)
    source, form_set = _form_set(call.bo_bieu, call.paths)
    with terminal.progress("Đang đọc") as advance:
        inbox, report = check_files(
            call.paths, form_set, source,
            last_year=call.nam_truoc, last_year_set=_last_year_set(call), progress=advance,
        )  # fmt: skip
    call.made = inbox, report
    terminal.show_report(inbox, report)
    if call.json:
        from xl_addin.command_line.json_report import write_json

        write_json(call.json, inbox, report)
        terminal.say(f"Đã ghi “{call.json}”.")
    if call.ban_sao:
        from xl_addin.copies.writing import write_copies

        with terminal.progress("Đang ghi bản sao") as advance:
            written = write_copies(inbox, report, call.ban_sao, advance)
        terminal.say(f"Đã ghi {len(written)} bản sao vào “{call.ban_sao}”.")
    return exit_code(inbox, report)


def tong_hop(call: argparse.Namespace) -> int:
    from workbook_templates.reading.package import is_own_output
    from xl_addin.command_line import terminal
    from xl_addin.roll_up import roll_up

    _must_exist([call.folder, call.nam_truoc])
    if not call.folder.is_dir():
        raise Refused(
            f"“{call.folder}” không phải là thư mục. Đề nghị chỉ ra thư mục chứa tệp của các đơn vị."
        )
    _must_hold_workbooks([call.folder])
    source, form_set = _form_set(call.bo_bieu, [call.folder])
    target = call.output or call.folder.resolve().parent / f"Tong hop {form_set.id}.xlsx"
    if target.suffix.lower() != ".xlsx":
        raise Refused(f"Tệp kết quả phải có đuôi .xlsx (đang là “{target.name}”).")
    if target.exists() and not is_own_output(target):  # our own is made again
        _must_not_fall_on(target, [call.folder, target], call.nam_truoc)
    with terminal.progress("Đang đọc") as advance:
        result = roll_up(
            call.folder, form_set, target, source,
            last_year=call.nam_truoc, last_year_set=_last_year_set(call), progress=advance,
        )  # fmt: skip
    call.made = result
    terminal.show_roll_up(result, target)
    return exit_code(result.inbox, result.report)


def tao_mau(call: argparse.Namespace) -> int:
    from xl_addin.command_line import terminal
    from xl_addin.make_blanks import make_blanks

    _, form_set = _form_set(call.form_set, [])
    with terminal.progress("Đang ghi") as advance:
        written, kept = make_blanks(form_set, call.output, advance)
    terminal.say(f"Đã ghi {len(written)} biểu mẫu vào “{call.output}”.")
    if kept:
        terminal.say(f"Giữ nguyên {len(kept)} tệp đã có từ trước (có thể đã điền); muốn tạo lại thì xóa đi.")
    return OK


def danh_muc(call: argparse.Namespace) -> int:
    from validators.rule import all_rules
    from xl_addin.command_line import terminal

    rules = all_rules()
    if not call.quy_tac:
        terminal.show_catalogue(rules)
        return OK
    rule = rules.get(call.quy_tac.upper())
    if rule is None:
        raise Refused(f"Không có quy tắc “{call.quy_tac}”. Gõ 'bieu danh-muc' để xem các mã.")
    terminal.show_rule(rule)
    return OK


def cai_dat(call: argparse.Namespace) -> int:
    from xl_addin.command_line import terminal
    from xl_addin.setup.install import install, start_waiting
    from xl_addin.setup.locations import places_of_user

    places, python = places_of_user(), Path(sys.executable)
    if install(places, python):
        terminal.say("Đã cài. Đóng hết Excel nếu đang mở, rồi mở lại: có thẻ “Đào tạo – Bồi dưỡng”.")
    else:
        start_waiting(python)
        terminal.say("Đã ghi bản mới. Excel đang mở: đóng hết Excel, chờ khoảng năm giây rồi mở lại.")
    return OK


def go_cai_dat(call: argparse.Namespace) -> int:
    from xl_addin.command_line import terminal
    from xl_addin.setup.install import uninstall
    from xl_addin.setup.locations import places_of_user

    found = uninstall(places_of_user(), Path(sys.executable))
    terminal.say("Đã gỡ. Cài đặt và nhật ký được giữ lại." if found else "Chưa cài nên không có gì để gỡ.")
    return OK


def dong_goi(call: argparse.Namespace) -> int:
    from xl_addin.command_line import terminal
    from xl_addin.setup.folder import make_folder
    from xl_addin.version import VERSION

    target = call.output or Path(f"bieu-{VERSION}")
    made = make_folder(call.python, target, call.phien_ban, terminal.say)
    terminal.say(f"Đã lập “{made}”. Chép cả thư mục sang máy Windows rồi chạy “Cai dat.bat”.")
    return OK


def exit_code(inbox, report) -> int:
    """2 where something could not be read, 1 where errors were found, else 0."""
    if any(item.status == "unreadable" for item in inbox.returns):
        return UNREADABLE
    return ERRORS if report.count("error") else OK


def _must_exist(paths: list[Path | None]) -> None:
    for path in filter(None, paths):
        if not path.exists():
            raise Refused(f"Không tìm thấy “{path}”. Đề nghị kiểm tra lại tên tệp, thư mục.")


def _must_hold_workbooks(paths: list[Path]) -> None:
    from xl_addin.inbox import collect

    workbooks, others, root = collect(paths)
    if not workbooks:
        found = f" ({len(others)} tệp loại khác)" if others else ""
        raise Refused(f"Không có tệp Excel nào trong “{root}”{found}. Đề nghị kiểm tra lại thư mục.")


def _must_lie_outside(target: Path, paths: list[Path]) -> None:
    """Copies never fall on the files they are made from, nor among them to be read as returns."""
    for path in paths:
        folder = path if path.is_dir() else path.parent
        inside = target.resolve() == folder.resolve() or (
            path.is_dir() and target.resolve().is_relative_to(folder.resolve())
        )
        if inside:
            raise Refused(
                f"Thư mục ghi bản sao “{target}” trùng hoặc nằm trong thư mục đang kiểm tra. "
                "Đề nghị chọn thư mục khác, để tệp của đơn vị được giữ nguyên."
            )


def _must_not_fall_on(target: Path, paths: list[Path], last_year: Path | None) -> None:
    """A result never takes the place of a file that somebody has filled in."""
    from xl_addin.inbox import collect

    workbooks, others, _ = collect(paths)
    inputs = {*workbooks, *(other.path for other in others), *filter(None, [last_year])}
    if target.resolve() in {path.resolve() for path in inputs}:
        raise Refused(
            f"“{target}” là tệp có sẵn, không phải kết quả của công cụ nên không ghi đè. "
            "Đề nghị chọn tên khác sau -o hoặc --json."
        )


def _form_set(name: str | None, paths: list[Path]):
    """The form set asked for, or the one that fits the files; with the name other processes load it by."""
    from xl_addin.check import guess_form_set
    from xl_addin.form_sets import form_set_ids, load_form_set

    source = name or guess_form_set(paths) or form_set_ids()[0]
    return source, load_form_set(source)


def _last_year_set(call: argparse.Namespace):
    from xl_addin.form_sets import load_form_set

    return load_form_set(call.bo_bieu_nam_truoc) if call.bo_bieu_nam_truoc else None


def run(arguments: list[str] | None = None, call: argparse.Namespace | None = None) -> int:
    """Run the command line and return its exit code; unexpected trouble is one sentence and a log.

    call: where the arguments go, and what the verb has made, which lives as long as it."""
    from workbook_templates.declared.complaints import FormSetError
    from xl_addin.check import CannotCompare
    from xl_addin.files.log import log_trouble, start_log
    from xl_addin.files.whole_files import CannotWrite
    from xl_addin.setup.locations import CannotInstall

    start_log()
    try:
        call = parser().parse_args(arguments, call)
        return call.function(call)
    except (Refused, FormSetError, CannotWrite, CannotInstall, CannotCompare) as refused:
        message = str(refused)
    except KeyboardInterrupt:
        message = (
            "Đã dừng theo yêu cầu. Tệp nào ghi xong trước khi dừng thì được giữ lại, không tệp nào bị ghi dở."
        )
    except MemoryError:
        message = "Máy không đủ bộ nhớ. Đề nghị đóng bớt chương trình, hoặc chia thư mục làm nhiều phần."
    except Exception as error:  # the clerk gets a sentence, the log gets the place
        message = (
            "Có trục trặc ngoài dự kiến; tệp của đơn vị không bị thay đổi. Đề nghị gửi cho người hỗ trợ "
            f"nhật ký “{log_trouble(error)}” (nhật ký không chứa số liệu)."
        )
    sys.stderr.write(message + "\n")
    return UNREADABLE


def main() -> None:
    """Entry point of `bieu`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console of another code page still gets Vietnamese
            stream.reconfigure(encoding="utf-8", errors="replace")
    call = argparse.Namespace()
    leave(run(call=call))


def leave(code: int) -> NoReturn:
    """End the process at once: the system takes back the memory of a thousand workbooks faster than
    Python frees it object by object."""
    with suppress(OSError):  # nobody reads what was printed
        sys.stdout.flush()
        sys.stderr.flush()
    logging.shutdown()
    os._exit(code)


if __name__ == "__main__":
    main()
