"""Where a table stands on a sheet of which nothing is declared, and what its header says.

A header is found by its form: several texts side by side and no figure among them, with STT, known words, a
row of column numbers or rows of a table below it. Merged areas say how many rows it has; where they are lost,
what stands below it and beside blanks does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from workbook_templates.reading.grid import Sheet
from workbook_templates.reading.headers import are_years, header_text
from workbook_templates.reading.row_words import (
    Cells,
    is_index,
    is_measures,
    is_signature,
    is_total_label,
    text_of_row,
)
from workbook_templates.words.spelling import clean, words

MOST_LEVELS = 4  # rows of a header, without the row of column numbers
_LONGEST = 160  # characters of a header cell
_NUMBER = re.compile(r"[\d.,()/\s%+=x*-]+$")
_SURE, _LIKELY = 4, 3
_AGES = re.compile(r"\d{2} ?[-–] ?\d{2}")  # 31-45 below “Độ tuổi”
_TERM = re.compile(r"\(?(\d{1,2})\)?")
_SAID = re.compile(r"\(?(\d{1,2})\)? ?= ?(\(?\d{1,2}\)?(?: ?[-+xX*×:/] ?\(?\d{1,2}\)?)+)\)?$")
_HUNDRED = re.compile(r" ?(?:[xX*×] ?100 ?%?|\(?%\)?)(?=\)?$)")  # 5=4/3*100, 5=4/3(%)


@dataclass(frozen=True)
class FoundHeader:
    """A header as found. top, bottom: its rows, from 0, with those of column numbers and units of measure;
    paths: of each column its texts from top to bottom; sums, products: of a column the columns that the row
    of column numbers says it is made of; ratios: columns that it says are quotients; measures: units that
    stand in a row of their own; titles: the texts above it; numbered: whether it has a row of
    column numbers; end: the first row that is no longer of its table; repeated: columns whose texts are those
    of one left of them, which cannot be told apart."""

    top: int
    bottom: int
    paths: dict[int, tuple[str, ...]]
    sums: dict[int, tuple[int, ...]] = field(default_factory=dict)
    products: dict[int, tuple[int, ...]] = field(default_factory=dict)
    ratios: frozenset[int] = frozenset()
    measures: dict[int, str] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    numbered: bool = False
    end: int = 0
    repeated: dict[int, tuple[str, ...]] = field(default_factory=dict)


def headers_of(sheet: Sheet, known: Collection[str]) -> list[FoundHeader]:
    """The headers of a sheet from top to bottom. known: wordings of header cells that are met often, as
    words are compared. One that is repeated, as on a new page, is given once."""
    found: list[FoundHeader] = []
    tops: list[int] = []
    row = 0
    while row < len(sheet.cells):
        score = _score(sheet, row, known)
        if score >= (_SURE if found else _LIKELY):
            header = _read(sheet, row, found[-1].end if found else 0)
            if header and not (found and header.paths == found[-1].paths and _is_again(sheet, header)):
                found.append(header)
                tops.append(row)
            row = header.bottom + 1 if header else row + 1
        else:
            row += 1
    if not found:
        return []
    ends = [*(_titles_above(sheet.cells, top) for top in tops[1:]), len(sheet.cells)]
    pairs = zip(found, ends, strict=True)
    return [replace(header, end=max(end, header.bottom + 1)) for header, end in pairs]


def _is_again(sheet: Sheet, header: FoundHeader) -> bool:
    """Whether a header that stands above too is that table's, repeated as on a new page: with no title of its
    own in the first column, but for “(tiếp theo)”."""
    first = min(header.paths)
    for cells in sheet.cells[_titles_above(sheet.cells, header.top) : header.top]:
        if len(cells) == 1 and cells[0][0] <= first and not _CONTINUED.match(words(str(cells[0][1]))):
            return False
    return True


_CONTINUED = re.compile(r"(?:tiếp theo|tiếp|trang \d+|\d+)$")


def _score(sheet: Sheet, row: int, known: Collection[str]) -> int:
    """How much a row looks like the first of a header; 0 for one that cannot be."""
    cells = sheet.cells[row]
    if len(cells) < 2 or not all(_is_caption(value) for _, value in cells):
        return 0
    if is_index(cells) or is_measures(cells) or is_total_label(str(cells[0][1])):
        return 0
    said = [words(str(value)) for _, value in cells]
    if is_signature(cells) and said[0] not in _ORDINALS:
        return 0
    meant = sum(one in known or bool(_BEGINS.match(one)) for one in said)
    score = min(2, len(cells) - 2) + 2 * (said[0] in _ORDINALS) + min(3, meant)
    below = next((c for c in sheet.cells[row + 1 : row + 1 + MOST_LEVELS] if is_index(c)), None)
    return score + (2 if below else 0) if len(set(said)) > 1 else 0


# How captions begin that are no wording known.
_BEGINS = re.compile(r"(?:số|tổng|tỷ lệ|tỉ lệ|họ|tên|ghi chú|nội dung|kinh phí|đơn vị|kế hoạch|trong đó)\b")
_ORDINALS = frozenset(("stt", "tt", "số tt", "số thứ tự", "thứ tự", "s tt", "no", "stt no", "tt no"))


def is_ordinal_header(text: str) -> bool:
    """Whether a header cell heads the running numbers."""
    return words(text) in _ORDINALS


def _is_caption(value: object) -> bool:
    if not isinstance(value, str) or len(value) > _LONGEST:
        return False
    return not _NUMBER.match(value) or bool(_AGES.fullmatch(value.strip()))


def _read(sheet: Sheet, top: int, floor: int) -> FoundHeader | None:
    bottom = _bottom(sheet, top)
    grid = _filled(sheet, top, bottom)
    width = max(map(len, grid))
    paths = {}
    for column in range(width):
        path: list[str] = []
        for level in grid:
            text = clean(header_text(level[column]))
            if text and (not path or words(path[-1]) != words(text)):
                path.append(text)
        if path:
            paths[column] = tuple(path)
    _one_a_caption(sheet, top, bottom, paths)
    paths, repeated = _each_once(paths)
    if len(paths) < 2:
        return None
    sums: dict[int, tuple[int, ...]] = {}
    products: dict[int, tuple[int, ...]] = {}
    ratios: frozenset[int] = frozenset()
    measures: dict[int, str] = {}
    numbered = False
    while bottom + 1 < len(sheet.cells):
        cells = sheet.cells[bottom + 1]
        if len(cells) >= 2 and is_index(cells):
            sums, products, ratios = _relations(cells)
            numbered = True
        elif cells and is_measures(cells):
            measures = {column: str(value).strip("() ") for column, value in cells}
        else:
            break
        bottom += 1
    start = max(_titles_above(sheet.cells, top), floor)
    titles = tuple(
        clean(value) for cells in sheet.cells[start:top] for _, value in cells if isinstance(value, str)
    )
    return FoundHeader(
        top, bottom, paths, sums, products, ratios, measures, titles, numbered, repeated=repeated
    )


def _one_a_caption(sheet: Sheet, top: int, bottom: int, paths: dict[int, tuple[str, ...]]) -> None:
    """Leave of columns that share one merged caption, with nothing below it, the first."""
    for first, left, _, right in sheet.facts.merges:
        row = sheet.rows[first] if top <= first <= bottom else ()
        if left in paths and left < len(row) and clean(str(row[left])) == paths[left][-1]:
            for column in range(left + 1, right + 1):
                if paths.get(column) == paths[left]:
                    del paths[column]


def _each_once(paths: dict[int, tuple[str, ...]]) -> tuple[dict, dict]:
    """The columns by their texts, and those whose texts stand left of them already."""
    own: dict[int, tuple[str, ...]] = {}
    repeated: dict[int, tuple[str, ...]] = {}
    seen: set[tuple[str, ...]] = set()
    for column, path in paths.items():
        key = tuple(map(words, path))
        (repeated if key in seen else own)[column] = path
        seen.add(key)
    return own, repeated


def _bottom(sheet: Sheet, top: int) -> int:
    """The last row of a header's texts."""
    lowest = min(top + MOST_LEVELS, len(sheet.cells)) - 1
    merged = [last for first, _, last, _ in sheet.facts.merges if first == top and last > top]
    bottom = min(max(merged, default=top), lowest)
    while bottom < lowest and _is_below(sheet, top, bottom + 1):
        bottom += 1
    return bottom


def _is_below(sheet: Sheet, top: int, row: int) -> bool:
    """Whether a row holds captions below wider ones: none under STT, and at least two."""
    cells = sheet.cells[row]
    if not cells or not (all(_is_caption(value) for _, value in cells) or are_years(cells)):
        return False
    if is_index(cells) or is_measures(cells):
        return False
    first = sheet.cells[top][0][0]
    taken = {column for column, _ in sheet.cells[top]}
    columns = [column for column, _ in cells]
    beside = [column for column in columns if column not in taken]
    under_group = any(
        first_row <= row - 1 and last_row == row - 1 and left < right and left <= column <= right
        for column in columns
        for first_row, left, last_row, right in sheet.facts.merges
        if first_row >= top
    )
    return first not in columns and (bool(beside) or under_group) and len(columns) >= 2


def _filled(sheet: Sheet, top: int, bottom: int) -> list[list[object]]:
    """The rows of a header, what is merged standing in all of its cells; a caption that lost its merge
    stands over the blanks right of it that have something below."""
    width = max(len(row) for row in sheet.rows[top : bottom + 1])
    grid = [[*row, *[""] * (width - len(row))] for row in sheet.rows[top : bottom + 1]]
    covered = set()
    for first, left, last, right in sheet.facts.merges:
        if top <= first <= bottom:
            value = grid[first - top][left] if left < width else ""
            for row in range(first, min(last, bottom) + 1):
                for column in range(left, min(right + 1, width)):
                    covered.add((row - top, column))
                    grid[row - top][column] = value if row == first else grid[row - top][column] or value
    for level, row in enumerate(grid[:-1]):
        for column in range(1, width):
            below = any(lower[column] != "" for lower in grid[level + 1 :])
            group = any(lower[column - 1] != "" for lower in grid[level + 1 :])
            if row[column] == "" and (level, column) not in covered and below and group:
                row[column] = row[column - 1]
    return grid


def _titles_above(rows: list[Cells], top: int) -> int:
    """The first of the rows of one or two texts right above a header."""
    index = top
    while index > 0 and len(rows[index - 1]) <= 2 and all(isinstance(v, str) for _, v in rows[index - 1]):
        if is_total_label(text_of_row(rows[index - 1]) or ""):
            break
        index -= 1
    return index


def _relations(
    cells: Cells,
) -> tuple[dict[int, tuple[int, ...]], dict[int, tuple[int, ...]], frozenset[int]]:
    """What a row of column numbers states: `3=4+6+8` is a sum, `6=3x4x5` a product, with the columns meant;
    `5=4/3` a quotient, whatever it is of; a difference states nothing that is added up."""
    place: dict[str, int] = {}
    stated: list[tuple[int, str]] = []
    for column, value in cells:
        text = str(int(value)) if isinstance(value, float) and value.is_integer() else clean(str(value))
        text = _HUNDRED.sub("", text)
        if said := _SAID.match(text):
            place[said[1]] = column
            stated.append((column, said[2]))
        elif number := _TERM.fullmatch(text):
            place[number[1]] = column
    sums, products, ratios = {}, {}, set()
    for column, formula in stated:
        terms = tuple(place[n] for n in _TERM.findall(formula) if n in place)
        signs = set(re.findall(r"[-+x*×:/]", formula.lower()))
        complete = len(terms) == len(_TERM.findall(formula)) and column not in terms
        if complete and signs == {"+"}:
            sums[column] = terms
        elif complete and signs <= {"x", "*", "×"}:
            products[column] = terms
        elif signs & {":", "/"}:
            ratios.add(column)
    return sums, products, frozenset(ratios)


def rows_below(sheet: Sheet, header: FoundHeader) -> Iterator[tuple[int, Cells]]:
    """The filled rows of a header's table, up to the signatures."""
    for row in range(header.bottom + 1, header.end):
        cells = sheet.cells[row]
        texts = [(c, v) for c, v in cells if isinstance(v, str)]
        if len(texts) == len(cells) and cells and is_signature(cells) and not _is_office(cells, header):
            return
        if cells:
            yield row, cells


def _is_office(cells: Cells, header: FoundHeader) -> bool:
    """Whether a row that could be a signature is a line of the table, as where positions are its lines:
    “- Phó bí thư đảng ủy” in the first column of names."""
    names = [column for column, path in header.paths.items() if not is_ordinal_header(path[-1])]
    (column, text) = cells[-1]
    alone = len(cells) == 1 or (len(cells) == 2 and cells[0][0] < names[0])
    signs = words(str(text)).startswith(("người", "nơi nhận", "xác nhận", "ngày", "ký", "lập"))
    return alone and bool(names) and column == names[0] and str(text) != str(text).upper() and not signs
