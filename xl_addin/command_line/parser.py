"""The command line's verbs and options, said in Vietnamese.

argparse rather than typer: its words can be put into Vietnamese, and it starts in a fraction of the time.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from xl_addin.command_line import verbs
from xl_addin.command_line.form_set_verbs import add_form_set_verbs
from xl_addin.command_line.guards import Refused
from xl_addin.command_line.season_verbs import add_season_verbs

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
    "invalid %(type)s value: %(value)r": "phải là số, đang ghi %(value)r",
    "ignored explicit argument %r": "không nhận giá trị %r",
}


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
    offered = top.add_subparsers(dest="verb", metavar="LỆNH", required=True, title="Lệnh")
    _options_of_check(_verb(offered, "kiem-tra", "Kiểm tra các tệp Excel: chỗ nào sai, sửa thế nào."))
    _options_of_roll_up(_verb(offered, "tong-hop", "Tổng hợp biểu của các đơn vị thành biểu của tỉnh."))
    _options_of_closing(
        _verb(
            offered, "chot", "Chốt số liệu của tệp tổng hợp, để mọi lần tổng hợp sau cho biết đã thay đổi gì."
        )
    )
    _options_of_following(
        _verb(offered, "theo-doi", "Lập, cập nhật sổ theo dõi: đơn vị nào đã gửi, đang ở bước nào.")
    )
    _options_of_blanks(
        _verb(offered, "tao-mau", "Tạo biểu mẫu trắng, mỗi đơn vị một tệp Excel không có macro.")
    )
    catalogue = _verb(offered, "danh-muc", "Liệt kê các bộ biểu mẫu và các quy tắc kiểm tra.")
    catalogue.add_argument("--quy-tac", metavar="MÃ", help="xem đầy đủ một quy tắc, ví dụ D01")
    add_season_verbs(offered)
    add_form_set_verbs(offered)
    _verb(offered, "cai-dat", "Cài các nút bấm vào Excel của người dùng này (Windows).")
    _verb(offered, "go-cai-dat", "Gỡ các nút bấm khỏi Excel.")
    _options_of_packing(_verb(offered, "dong-goi", "Lập thư mục cài đặt cho máy Windows không có mạng."))
    return top


def _verb(offered, name: str, text: str) -> argparse.ArgumentParser:
    """A verb, carried out by the function of `verbs` that bears its name."""
    verb = offered.add_parser(name, help=text, description=text)
    verb.set_defaults(function=getattr(verbs, name.replace("-", "_")))
    return verb


def _options_of_check(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("paths", nargs="+", type=Path, metavar="TỆP|THƯ MỤC", help="tệp Excel hoặc thư mục")
    _form_set_option(verb)
    _anonymous_option(verb)
    _register_option(verb, "sổ theo dõi có các lựa chọn của tỉnh (mặc định: sổ cạnh thư mục)")
    verb.add_argument("--json", type=Path, metavar="TỆP", help="ghi kết quả dạng JSON")
    verb.add_argument("--ban-sao", type=Path, metavar="THƯ MỤC", help="ghi bản sao đã đánh dấu của từng tệp")
    _last_year_options(verb)


def _options_of_roll_up(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("folder", type=Path, metavar="THƯ MỤC", help="thư mục chứa tệp của các đơn vị")
    _form_set_option(verb)
    _anonymous_option(verb)
    verb.add_argument(
        "-o", "--output", type=Path, metavar="TỆP.xlsx", help="tệp kết quả (mặc định cạnh thư mục)"
    )
    _register_option(verb, "sổ theo dõi có các lựa chọn của tỉnh (mặc định: sổ cạnh thư mục)")
    verb.add_argument(
        "--so-voi", metavar="TÊN", help="so với lần chốt có tên này (mặc định: lần chốt gần nhất)"
    )
    _last_year_options(verb)


def _options_of_closing(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("working", type=Path, metavar="TỆP.xlsx", help="tệp tổng hợp (kết quả của 'tong-hop')")
    verb.add_argument("--ten", metavar="TÊN", help="tên lần chốt; bỏ trống thì liệt kê các lần đã chốt")
    verb.add_argument(
        "--ban-hanh",
        action="store_true",
        help="đây là bản đã ban hành: các lần tổng hợp sau ghi “Điều chỉnh lần n” dưới tiêu đề biểu",
    )
    verb.add_argument("--bo-bieu", metavar="ID", help="bộ biểu mẫu của tệp; bỏ trống thì tự nhận")


def _options_of_following(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("folder", type=Path, metavar="THƯ MỤC", help="thư mục chứa tệp của các đơn vị")
    _form_set_option(verb)
    _register_option(verb, "sổ theo dõi (mặc định: cạnh thư mục, lập mới nếu chưa có)")
    verb.add_argument("--chua-gui", action="store_true", help="chỉ in tên các đơn vị còn phải gửi")


def _options_of_blanks(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("form_set", metavar="ID", help="bộ biểu mẫu (xem 'bieu danh-muc')")
    verb.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path("bieu-mau"),
        metavar="THƯ MỤC",
        help="nơi ghi (mặc định: bieu-mau)",
    )
    _last_year_options(verb, "để điền sẵn các lớp chuyển tiếp")


def _options_of_packing(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("python", type=Path, metavar="PYTHON.zip", help="bản Python nhúng cho Windows 64 bit")
    verb.add_argument("-o", "--output", type=Path, metavar="THƯ MỤC", help="nơi ghi (mặc định: bieu-<bản>)")
    verb.add_argument(
        "--phien-ban",
        type=Path,
        default=Path("constraints.txt"),
        metavar="TỆP",
        help="tệp ghi phiên bản các thư viện (mặc định: constraints.txt)",
    )


def _register_option(verb: argparse.ArgumentParser, what: str) -> None:
    verb.add_argument("--so", type=Path, metavar="TỆP.xlsx", help=what)


def _form_set_option(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--bo-bieu",
        metavar="ID",
        help="bộ biểu mẫu (xem 'bieu danh-muc'), thư mục hoặc sổ Excel của nó; bỏ trống thì tự nhận",
    )
    verb.add_argument(
        "--theo-mau",
        type=Path,
        metavar="TỆP",
        help="đọc theo một tệp mẫu (biểu trắng, biểu đã điền hoặc biểu năm trước), không cần bộ biểu mẫu",
    )
    verb.add_argument(
        "--don-vi",
        type=Path,
        metavar="TỆP",
        help="danh sách đơn vị phải gửi, mỗi dòng một đơn vị (chỉ dùng với --theo-mau)",
    )


def _anonymous_option(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--an-danh",
        action="store_true",
        help="thay họ tên bằng mã (Người 001 …), bỏ ngày sinh, điện thoại, chức vụ ở mọi kết quả",
    )


def _last_year_options(verb: argparse.ArgumentParser, use: str = "để đối chiếu") -> None:
    verb.add_argument("--nam-truoc", type=Path, metavar="TỆP", help=f"biểu của kế hoạch năm trước, {use}")
    verb.add_argument("--bo-bieu-nam-truoc", metavar="ID", help="bộ biểu mẫu của biểu năm trước, nếu khác")
