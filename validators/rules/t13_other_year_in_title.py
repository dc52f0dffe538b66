"""T13: the title of another year's plan."""

import re

from validators.batch import Batch
from validators.findings import Finding
from validators.rule import found, rule, silent
from workbook_templates.reading.table import letters
from workbook_templates.words.spelling import quote, words

_YEAR = re.compile(r"20\d\d")


@rule(
    "T13",
    severity="warning",
    scope="file",
    since="2025",
    basis="Tên biểu trong bộ biểu mẫu",
    what="Tiêu đề biểu, hoặc tên cột số liệu, ghi năm khác với kế hoạch.",
    why="Có thể là biểu của năm trước chưa sửa, hoặc gửi nhầm.",
    wrong="“CÁC LỚP BỒI DƯỠNG, CẬP NHẬT KIẾN THỨC NĂM 2024” trong kế hoạch năm 2025.",
    mend="Sửa năm trên tiêu đề và xem lại số liệu có đúng của năm kế hoạch không.",
)
def other_year_in_title(batch: Batch, bounds: dict):
    for number in batch.used:
        for table in batch.returns[number].tables:
            form = batch.form_set.annexes[table.form]
            for column, text in table.other_year:
                yield Finding(
                    file=number,
                    sheet=table.sheet,
                    cell=f"{letters(column)}{table.header_row}",
                    row=table.header_row,
                    value=quote(text),
                    key=f"{table.form}|{text}",
                    message=(
                        f"Cột “{quote(text)}” ghi năm khác với năm kế hoạch {batch.form_set.year};"
                        " số liệu của cột vẫn được tính."
                    ),
                    suggestion="Sửa năm trên tên cột và xem lại số liệu có đúng của năm kế hoạch không.",
                )
            wanted = _YEAR.findall(form.title)
            bare = _without_years(form.title)
            for cell, text in table.titles:
                years = _YEAR.findall(text)
                if not years:
                    continue
                plan = re.search(r"năm (?:kế hoạch )?(20\d\d)\s*$", words(text))
                same_title = _without_years(text) == bare and years != wanted
                strange = (
                    plan
                    and len(years) == 1
                    and abs(int(plan[1]) - batch.form_set.year) == 1
                    and (plan[1] not in wanted and "ngày" not in words(text))
                )
                if wanted and (same_title or strange):
                    yield Finding(
                        file=number,
                        sheet=table.sheet,
                        cell=cell,
                        value=quote(text),
                        expected=form.title,
                        key=f"{table.form}|title",
                        message=(
                            f"Tiêu đề ghi năm {', '.join(years)}; biểu này của kế hoạch năm"
                            f" {batch.form_set.year} ghi {', '.join(wanted)}."
                        ),
                    )
                    break


def _without_years(text: str) -> str:
    return words(_YEAR.sub("", text)).removeprefix("biểu ")


EXAMPLES = (
    silent(
        """
        # Biểu 04
        | CÁC LỚP BỒI DƯỠNG, CẬP NHẬT KIẾN THỨC NĂM 2025 |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
    found(
        """
        # Biểu 04
        | CÁC LỚP BỒI DƯỠNG, CẬP NHẬT KIẾN THỨC NĂM 2024 |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Biểu 04!A1",
    ),
    found(  # a column of the year before, and none of the plan's
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên năm 2024 |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Biểu 04!D1",
    ),
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên năm 2025 |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
    found(  # a title of their own, of the plan of the year before
        """
        # Biểu 04
        | TỔNG HỢP NHU CẦU BỒI DƯỠNG NĂM 2024 |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Biểu 04!A1",
    ),
    found(  # and of the year after
        """
        # Biểu 04
        | TỔNG HỢP NHU CẦU BỒI DƯỠNG NĂM KẾ HOẠCH 2026 |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Biểu 04!A1",
    ),
    silent(  # two years away it speaks of something else
        """
        # Biểu 04
        | TỔNG HỢP THEO ĐỀ ÁN NĂM 2023 |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
    found(  # but not where the title is ours
        """
        # Biểu 04
        | CÁC LỚP BỒI DƯỠNG, CẬP NHẬT KIẾN THỨC NĂM 2022 |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Biểu 04!A1",
    ),
    silent(  # the day of a decision
        """
        # Biểu 04
        | (Kèm theo Kế hoạch ngày 05 tháng 12 năm 2024) |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
    silent(  # years between which something lasts
        """
        # Biểu 04
        | NHU CẦU BỒI DƯỠNG GIAI ĐOẠN 2021 - NĂM 2024 |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
)
