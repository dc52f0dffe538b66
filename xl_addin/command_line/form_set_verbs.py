"""`bieu mau …`: what is done with form sets themselves. Each sub-verb is a function below and a few lines in
`add_form_set_verbs`."""

from __future__ import annotations

import argparse

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
        description="Kiểm tra các tệp CSV của một bộ biểu mẫu; mọi chỗ sai được nêu cùng một lần, kèm tệp, "
        "dòng, cột, đang ghi gì và được ghi gì.",
        epilog="Mã thoát: 0 dùng được; 1 có chỗ chưa đúng; 2 không có bộ biểu mẫu ấy hoặc lệnh chưa đúng.",
    )
    check.add_argument(
        "form_set", metavar="THƯ MỤC|ID", help="thư mục của bộ biểu mẫu, hoặc mã (xem 'bieu danh-muc')"
    )
    check.set_defaults(function=mau_kiem_tra)


def mau_kiem_tra(call: argparse.Namespace) -> int:
    """Each mistake on a line, or what a form set that can be used holds. Raises FormSetError where there is
    no such form set."""
    from workbook_templates.declared.complaints import FormSetError
    from xl_addin.command_line import terminal
    from xl_addin.form_sets import read_form_set

    try:
        form_set = read_form_set(call.form_set)
    except FormSetError as refused:
        if not refused.complaints:
            raise
        for complaint in refused.complaints:
            terminal.say(str(complaint))
        terminal.say(f"Bộ biểu mẫu chưa dùng được: có {len(refused.complaints)} chỗ chưa đúng.")
        return MISTAKES
    for line in summary_of(form_set):
        terminal.say(line)
    return OK


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
