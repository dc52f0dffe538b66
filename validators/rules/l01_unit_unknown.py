"""L01: a return whose unit is not in the catalogue."""

from validators.batch import Batch
from validators.findings import Finding
from validators.former_names import told_of, told_of_alike
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.words.spelling import quote


@rule(
    "L01",
    severity="error",
    scope="all",
    since="2025",
    basis="Danh mục đơn vị",
    what="Không xác định được đơn vị gửi.",
    why=(
        "Không đoán đơn vị: xã Ba Tơ và xã Ba Tô là hai xã. Số liệu của tệp chưa được tính cho đến khi rõ"
        " đơn vị."
    ),
    wrong="Tên đơn vị ghi “Huyện Đại Tư”; mã đơn vị bỏ trống.",
    mend="Ghi đúng tên, mã đơn vị ở trang “Thông tin”.",
)
def unit_unknown(batch: Batch, bounds: dict):
    for number in batch.used:
        source = batch.returns[number]
        if source.status != "ok" or not source.tables or source.unit:
            continue
        if source.claims:
            yield _of_several(batch, number)
            continue
        if not source.cover and (not batch.together or source.level == "province"):
            continue  # a biểu of many units is no unit's return
        yield _unknown(batch, number)


def _unknown(batch: Batch, number: int) -> Finding:
    source, catalogue = batch.returns[number], batch.form_set.catalogue
    named, (sheet, cell) = _named(batch, number)
    code = catalogue.match(code=source.cover.get("unit_code"))
    former = told_of(catalogue, named) if named and not code else None
    if code and named:
        message = f"Mã đơn vị là của “{code.name}”, tên ghi “{quote(named)}”: chưa rõ là đơn vị nào."
    elif not named:
        message = "Tệp không ghi tên, mã đơn vị."
    elif former:
        message = f"“{quote(named)}” là tên trước sắp xếp: {former.message}."
    else:
        message = f"“{quote(named)}” không có trong danh mục đơn vị."
    likely = catalogue.suggest(named) if named and not former else None
    if likely:
        suggestion = (
            f"Có phải “{likely.name}” (mã {likely.code})? Nếu đúng, đề nghị ghi lại tên hoặc mã ở trang"
            " “Thông tin”."
        )
    else:
        former = former or (told_of_alike(catalogue, named) if named and not code else None)
        suggestion = former.suggestion if former else "Ghi đúng tên, mã đơn vị ở trang “Thông tin”."
    return Finding(
        file=number,
        sheet=sheet,
        cell=cell,
        value=named,
        key=named or source.path.name,
        expected=likely.name if likely else former and former.expected,
        message=message,
        suggestion=suggestion,
    )


def _named(batch: Batch, number: int) -> tuple[str | None, tuple[str | None, str | None]]:
    """What a file calls its unit, with sheet and cell: on its cover, or above a table."""
    source = batch.returns[number]
    if "unit_name" in source.cover_cells:
        return source.named, source.cover_cells["unit_name"]
    for table in source.tables:
        for cell, text in table.titles:
            if source.named and text.endswith(source.named):
                return source.named, (table.sheet, cell)
    return source.named, (source.tables[0].sheet, None)


def _of_several(batch: Batch, number: int) -> Finding:
    """A file that names another unit, where its own has sent one that does not."""
    source, units = batch.returns[number], batch.form_set.catalogue.units
    own, *others = (units[code].name for code in source.claims)
    sheet, cell = source.others[source.claims[1]]
    cover = source.cover_cells.get("unit_name")
    places = [cover, *(source.others[code] for code in source.claims[2:])]
    return Finding(
        file=number,
        sheet=sheet,
        cell=cell,
        value=others[0],
        expected=own,
        key="|".join(source.claims),
        message=(
            f"Tệp ghi là của “{own}” nhưng biểu ghi “{'”, “'.join(others)}”, trong khi “{own}” còn gửi tệp"
            " khác. Chưa rõ tệp này của đơn vị nào nên chưa tính."
        ),
        suggestion=(
            f"Nếu là tệp của “{own}” thì sửa tên ghi trong biểu; nếu là tệp của “{others[0]}” thì sửa"
            " trang “Thông tin”."
        ),
        related=["!".join(place) for place in places if place],
    )


EXAMPLES = (
    silent(
        """
        % unit_name: Huyện uỷ Đại Từ
        % unit_code:
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
    found(
        """
        % unit_name: Huyện ủy Đại Tư
        % unit_code:
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Thông tin!B1",
    ),
    silent(  # a biểu of many units is nobody's
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Sở Xây dựng | 1 | 1 |
        | 2 | Tỉnh đoàn | 1 | 1 |
        """,
    ),
    silent(  # nor in a folder
        """
        ## a.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        ## tinh.xlsx
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Sở Xây dựng | 1 | 1 |
        | 2 | Tỉnh đoàn | 1 | 1 |
        """,
    ),
    found(  # a unit's table that names nobody, in a folder
        """
        ## a.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        ## b.xlsx
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "",
    ),
    found(  # the code of one, the name of another
        """
        % unit_name: Huyện ủy Phú Bình
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Thông tin!B1",
    ),
    found(  # neither
        """
        % unit_code:
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "",
    ),
    *(  # a name of before the reorganisation leads to those of today, and is none
        found(
            f"""
            % unit_name: {name}
            % unit_code:
            % form_set: moi-loai-cot
            # Biểu 1
            | BIỂU SỐ 1 |
            | TT | Tên lớp | Số học viên |
            | 1 | Bồi dưỡng cấp phòng | 70 |
            """,
            "Thông tin!B1",
            form_set=EVERY_KIND,
        )
        for name in ("Xã Mười", "Đảng ủy xã Chín", "Huyện ủy Một", "UBND xã Tám, huyện Ba")
    ),
    found(  # above the table alone
        """
        ## a.xlsx
        % unit_code: MOT
        % form_set: moi-loai-cot
        # Biểu 1
        | BIỂU SỐ 1 |
        | TT | Tên lớp | Số học viên |
        | 1 | Bồi dưỡng cấp phòng | 90 |
        ## b.xlsx
        # Biểu 1
        | HUYỆN ỦY MỘT |
        | BIỂU SỐ 1 |
        | TT | Tên lớp | Số học viên |
        | 1 | Bồi dưỡng cấp phòng | 70 |
        | 2 | Bồi dưỡng cấp phòng khóa 2 | 80 |
        """,
        "Biểu 1!A1",
        form_set=EVERY_KIND,
    ),
    silent(  # a commune of before whose name lives on
        """
        % unit_name: Đảng ủy xã Một
        % unit_code:
        % form_set: moi-loai-cot
        # Biểu 1
        | BIỂU SỐ 1 |
        | TT | Tên lớp | Số học viên |
        | 1 | Bồi dưỡng cấp phòng | 70 |
        """,
        form_set=EVERY_KIND,
    ),
)
