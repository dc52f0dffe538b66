"""L10: where no catalogue says which units there are, two senders whose names are nearly the same."""

from validators.batch import Batch
from validators.findings import Finding
from validators.rule import ANY_SENDER, found, rule, silent
from workbook_templates.words.spelling import fold, quote

_ALIKE = 88  # of 100, as rapidfuzz reckons: one letter of eight or more is another


@rule(
    "L10",
    severity="hint",
    scope="all",
    since="2026",
    basis="So tên các đơn vị gửi tệp với nhau",
    together=True,
    what="Tên đơn vị gần giống tên đơn vị ở tệp khác.",
    why="Có thể là một đơn vị ghi tên hai cách; khi đó số liệu bị tính hai lần, mỗi tên một lần.",
    wrong="Tệp này ghi “Sở Nội vụ”, tệp kia ghi “Sở Nội vu”.",
    mend="Một đơn vị thì ghi cùng một tên rồi tổng hợp lại; hai đơn vị khác nhau thì để nguyên.",
)
def names_alike(batch: Batch, bounds: dict):
    if not batch.form_set.open_units:
        return
    from rapidfuzz import fuzz, process

    senders: dict[str, int] = {}
    for number in batch.used:
        name = batch.returns[number].named
        if not name or fold(name) in senders:
            continue
        close = process.extract(fold(name), list(senders), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        close = [known for known, *_ in close if not _numbered_apart(known, fold(name))]
        senders[fold(name)] = number
        if close:
            other = batch.returns[senders[close[0]]]
            yield Finding(
                file=number,
                value=quote(name),
                key=f"alike|{fold(name)}",
                message=f"Tên “{quote(name)}” gần giống “{quote(other.named)}” ở tệp “{other.name}”; đang "
                "được tính là hai đơn vị.",
            )


def _numbered_apart(one: str, other: str) -> bool:
    """Whether two names are told apart by a number or a single letter: Trường A and B, lớp K5 and K6."""
    apart = set(one.split()) ^ set(other.split())
    return any(len(word) == 1 or any(map(str.isdigit, word)) for word in apart)


_TWO = """
    ## a.xlsx
    # Biểu 1
    | Đơn vị: {one} |
    | TT | Tên lớp | Số học viên |
    | 1 | Bồi dưỡng cấp ủy | 40 |
    | 2 | Bồi dưỡng đảng viên mới | 30 |
    ## b.xlsx
    # Biểu 1
    | Đơn vị: {other} |
    | TT | Tên lớp | Số học viên |
    | 1 | Bồi dưỡng cấp ủy | 42 |
    | 2 | Bồi dưỡng đảng viên mới | 35 |
    """

EXAMPLES = (
    found(_TWO.format(one="Sở Nội vụ", other="Sở Nội vu"), "", form_set=ANY_SENDER),
    silent(_TWO.format(one="Sở Nội vụ", other="SỞ NỘI  VỤ"), form_set=ANY_SENDER),  # one unit
    silent(_TWO.format(one="Sở Nội vụ", other="Sở Y tế"), form_set=ANY_SENDER),
    silent(_TWO.format(one="Trường Chính trị A", other="Trường Chính trị B"), form_set=ANY_SENDER),
    silent(_TWO.format(one="Lớp bồi dưỡng K5", other="Lớp bồi dưỡng K6"), form_set=ANY_SENDER),
    silent(_TWO.format(one="Sở Nội vụ", other="Sở Nội vu")),  # a catalogue knows its units
)
