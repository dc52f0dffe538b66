"""The verbs of the command line: one function each, which gives back the exit code.

What a verb needs is loaded when it runs: `bieu --help` needs no pandas.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import contextmanager
from pathlib import Path

from xl_addin.command_line.guards import (
    NO_FOLDER,
    NO_REGISTER,
    Refused,
    must_exist,
    must_hold_workbooks,
    must_lie_outside,
    must_not_fall_on,
)

OK, ERRORS, UNREADABLE = 0, 1, 2


def kiem_tra(call: argparse.Namespace) -> int:
    from xl_addin.check import check_files
    from xl_addin.command_line import terminal

    must_exist([*call.paths, call.nam_truoc, call.so])
    must_hold_workbooks(call.paths)
    if call.ban_sao and call.an_danh:
        raise Refused(
            "--an-danh không dùng cùng --ban-sao: bản sao là tệp của chính đơn vị, có đủ họ tên trong đó. Đề "
            "nghị chạy hai lần."
        )
    if call.ban_sao:
        must_lie_outside(call.ban_sao, call.paths)
    if call.json:
        must_not_fall_on(call.json, call.paths, call.nam_truoc)
    with _form_set_of(call, call.paths) as (source, form_set, _), terminal.progress("Đang đọc") as advance:
        inbox, report = check_files(
            call.paths, form_set, source,
            last_year=call.nam_truoc, last_year_set=_last_year_set(call), register=call.so, progress=advance,
        )  # fmt: skip
    if call.an_danh:
        from xl_addin.roll_up import without_persons

        without_persons(inbox, report)
    call.made = inbox, report
    terminal.show_report(inbox, report)
    if call.json:
        from xl_addin.command_line.json_report import write_json

        write_json(call.json, inbox, report)
        terminal.say(f"Đã ghi “{call.json}”.")
    if call.ban_sao:
        from xl_addin.copies.answers import write_answers

        with terminal.progress("Đang ghi bản sao") as advance:
            written = write_answers(inbox, report, call.ban_sao, advance)
        terminal.say(f"Đã ghi {len(written)} bản sao vào “{call.ban_sao}”.")
    return exit_code(inbox, report)


def tong_hop(call: argparse.Namespace) -> int:
    must_exist([call.folder, call.nam_truoc, call.so])
    if not call.folder.is_dir():
        raise Refused(NO_FOLDER.format(call.folder))
    must_hold_workbooks([call.folder])
    with _form_set_of(call, [call.folder], call.output) as (source, form_set, learnt):
        return _rolled_up(call, source, form_set, learnt)


def _rolled_up(call: argparse.Namespace, source, form_set, learnt) -> int:
    from workbook_templates.reading.package import is_own_output
    from xl_addin.command_line import terminal
    from xl_addin.roll_up import roll_up

    target = call.output or call.folder.resolve().parent / f"Tong hop {form_set.id}.xlsx"
    if target.suffix.lower() != ".xlsx":
        raise Refused(f"Tệp kết quả phải có đuôi .xlsx (đang là “{target.name}”).")
    if target.exists() and not is_own_output(target):  # our own is made again
        must_not_fall_on(target, [call.folder, target], call.nam_truoc)
    with terminal.progress("Đang đọc") as advance, _said_as_refused():
        result = roll_up(
            call.folder, form_set, target, source,
            last_year=call.nam_truoc, last_year_set=_last_year_set(call), learnt=learnt,
            anonymous=call.an_danh, register=call.so, against=call.so_voi, progress=advance,
        )  # fmt: skip
    call.made = result
    terminal.show_roll_up(result, target)
    return exit_code(result.inbox, result.report)


def chot(call: argparse.Namespace) -> int:
    from xl_addin.closing.closing import close, snapshots_of
    from xl_addin.closing.file_state import form_set_of
    from xl_addin.command_line import terminal
    from xl_addin.form_sets import form_set_ids, load_form_set

    must_exist([call.working])
    with _said_as_refused():
        made_with = form_set_of(call.working)
        source = call.bo_bieu or (made_with if made_with in form_set_ids() else None)
        form_set = load_form_set(source) if source else None
        if call.ten:
            call.made = close(call.working, call.ten, form_set, issued=call.ban_hanh)
            terminal.say(call.made.told)
        else:
            terminal.show_snapshots(snapshots_of(call.working, made_with))
    return OK


@contextmanager
def _said_as_refused():
    """What the closing of figures cannot do, said as every refusal is."""
    from xl_addin.closing.file_state import CannotClose

    try:
        yield
    except CannotClose as error:
        raise Refused(str(error)) from None


def theo_doi(call: argparse.Namespace) -> int:
    from xl_addin.command_line import terminal
    from xl_addin.register.follow import follow
    from xl_addin.register.reading import CannotFollow

    must_exist([call.folder])
    if not call.folder.is_dir():
        raise Refused(NO_FOLDER.format(call.folder))
    if call.so and call.so.suffix.lower() != ".xlsx":
        raise Refused(NO_REGISTER.format(call.so.name))
    with _form_set_of(call, [call.folder]) as (source, form_set, _), terminal.progress("Đang đọc") as advance:
        try:
            followed = follow(call.folder, form_set, call.so, source, progress=advance)
        except CannotFollow as error:
            raise Refused(str(error)) from None
    call.made = followed
    terminal.show_followed(followed, only_missing=call.chua_gui)
    return UNREADABLE if followed.waits else OK


def tao_mau(call: argparse.Namespace) -> int:
    from xl_addin.command_line import terminal
    from xl_addin.make_blanks import blank_paths, make_blanks

    must_exist([call.nam_truoc])
    _, form_set = _form_set(call.form_set, [])
    carried = _carried_over(call, form_set) if call.nam_truoc else None
    with terminal.progress("Đang ghi") as advance:
        written, kept = make_blanks(form_set, call.output, advance, carried)
    terminal.say(f"Đã ghi {len(written)} biểu mẫu vào “{call.output}”.")
    if carried:
        terminal.show_carried_over(carried, [code for code, path in blank_paths(form_set, call.output)
                                             if path in written])  # fmt: skip
    if kept:
        terminal.say(f"Giữ nguyên {len(kept)} tệp đã có từ trước (có thể đã điền); muốn tạo lại thì xóa đi.")
    return OK


def _carried_over(call: argparse.Namespace, form_set):
    """The classes of last year's biểu that still run."""
    from xl_addin.carried_over import NoAnnex, carried_over
    from xl_addin.check import guess_form_set, read_last_year

    before = _last_year_set(call)
    if before is None:
        from xl_addin.form_sets import load_form_set

        before = load_form_set(guess_form_set([call.nam_truoc]) or call.form_set)
    try:
        return carried_over(form_set, read_last_year(call.nam_truoc, before))
    except NoAnnex as error:
        raise Refused(str(error)) from None


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
    from xl_addin.setup.locations import locations_of_user

    locations, python = locations_of_user(), Path(sys.executable)
    if install(locations, python):
        terminal.say("Đã cài. Đóng hết Excel nếu đang mở, rồi mở lại: có thẻ “Đào tạo – Bồi dưỡng”.")
    else:
        start_waiting(python)
        terminal.say("Đã ghi bản mới. Excel đang mở: đóng hết Excel, chờ khoảng năm giây rồi mở lại.")
    return OK


def go_cai_dat(call: argparse.Namespace) -> int:
    from xl_addin.command_line import terminal
    from xl_addin.setup.install import uninstall
    from xl_addin.setup.locations import locations_of_user

    found = uninstall(locations_of_user(), Path(sys.executable))
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
    """2 where something could not be read, 1 where errors were found that the province has not accepted or
    called false alarms, else 0."""
    if any(item.status == "unreadable" for item in inbox.returns):
        return UNREADABLE
    return ERRORS if report.unsettled("error") else OK


def _form_set(name: str | None, paths: list[Path]):
    """The form set asked for, or the one that fits the files; with the name other processes load it by."""
    from xl_addin.check import guess_form_set
    from xl_addin.form_sets import form_set_ids, load_form_set

    source = name or guess_form_set(paths) or form_set_ids()[0]
    return source, load_form_set(source)


@contextmanager
def _form_set_of(call: argparse.Namespace, paths: list[Path], *made: Path | None):
    """The form set of a call, with the name other processes load it by and how its forms were taken: learnt
    from an example, asked for, or the one that fits the files. made: working files of earlier runs, in which
    the clerk may have chosen how columns are to be taken."""
    must_exist([call.theo_mau, call.don_vi])
    if call.theo_mau is None:
        if call.don_vi:
            raise Refused("--don-vi chỉ dùng cùng --theo-mau; bộ biểu mẫu có danh mục đơn vị của nó.")
        yield *_form_set(call.bo_bieu, paths), ()
        return
    if call.bo_bieu:
        raise Refused("Chỉ dùng một trong hai: --bo-bieu hoặc --theo-mau.")
    from xl_addin.by_example import CannotLearn, form_set_by_example
    from xl_addin.command_line import terminal
    from xl_addin.summary.understanding import choices_in

    choices = choices_in(call.theo_mau, *filter(None, made))
    try:
        with form_set_by_example(call.theo_mau, paths, call.don_vi, choices) as learnt:
            terminal.show_learnt(learnt.forms)
            yield learnt.folder, learnt.form_set, learnt.forms
    except CannotLearn as error:
        raise Refused(str(error)) from None


def _last_year_set(call: argparse.Namespace):
    from xl_addin.form_sets import load_form_set

    return load_form_set(call.bo_bieu_nam_truoc) if call.bo_bieu_nam_truoc else None
