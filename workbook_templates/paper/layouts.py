"""How papers of Party and State look in 2026: sizes of the heading and the signature, and the page number.

Both allow margins of 20, 20, 30 and 15 mm (NĐ 30/2020: 20–25, 20–25, 30–35, 15–20), so that a table has the
same room on either. Neither says anything of the inside of tables. HD 05 is known from guides alone
(domain facts 10.3); what they leave open is as in HD 36 of 2018 or as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from workbook_templates.declared.form_set import FormSet


class Layout(NamedTuple):
    """number: size of the page number; star: whether a star stands below the issuing body; styles: what is
    otherwise than usual in the styles of `formats`."""

    number: int = 13
    star: bool = False
    styles: Mapping[str, Mapping[str, object]] = {}

    def size(self, style: str, usual: int) -> int:
        """The size of a style in points."""
        return int(self.styles.get(style, {}).get("font_size", usual))


USUAL = Layout()
# HD 05-HD/VPTW 2026: bodies 14, place and date 14 italic, authority and name 14 bold, office 14 not bold,
# page number 14; the Party's name 15 (HD 36-HD/VPTW 2018).
PARTY = Layout(
    number=14,
    star=True,
    styles={
        "superior": {"font_size": 14},
        "issuer": {"font_size": 14},
        "party": {"font_size": 15},
        "place": {"font_size": 14},
        "sign": {"font_size": 14},
        "office": {"font_size": 14, "bold": False},
    },
)
# NĐ 30/2020/NĐ-CP, annex I: Quốc hiệu 12–13, Tiêu ngữ 13–14, bodies 12–13, place and signature 13–14.
STATE = Layout(
    styles={
        "state": {"font_size": 13},
        "motto": {"font_size": 14},
        "place": {"font_size": 14},
        "sign": {"font_size": 14},
        "office": {"font_size": 14},
    },
)
LAYOUTS = {"party-2026": PARTY, "state-2020": STATE}  # the words of the setting `layout`


def layout_of(form_set: FormSet, party: bool) -> Layout:
    """The layout of a paper: as the form set says, but a paper with the State's name follows NĐ 30 wherever
    a layout is said. party: whether it bears the Party's name, or none."""
    said = form_set.settings.get("layout", "")
    if not said:
        return USUAL
    return LAYOUTS[said] if party else STATE
