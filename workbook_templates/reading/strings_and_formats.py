"""What the cells of a usual workbook refer to: its shared strings, and what its number formats show.

Both are read so that nothing is guessed: what is not in the form that Excel, LibreOffice, WPS, XlsxWriter
and openpyxl write, or what readers understand in different ways, raises Unusual (see one_pass.py).
"""

from __future__ import annotations

import re
from sys import intern

from defusedxml.ElementTree import fromstring

ATTRIBUTES = r'(?: [\w:]+="[^"<>]*")*'
PROLOG = (
    r"(?:\xef\xbb\xbf)?(?:<\?xml version=['\"]1\.0['\"] encoding=['\"](?i:utf-8)['\"]"
    r"(?: standalone=['\"](?:yes|no)['\"])? ?\?>)?\s*"
)
_STRINGS = re.compile(rf"{PROLOG}<sst{ATTRIBUTES}>(.*)</sst>\s*", re.S)
_TEXT = r'<t(?: xml:space="(preserve)")?>([^<]*)</t>'
_ANY_TEXT = r'<t(?: xml:space="preserve")?>[^<]*</t>'
_PHONETIC = rf"(?:<phoneticPr{ATTRIBUTES} ?/>)?"
_STRING = re.compile(
    rf"<si>(?:{_TEXT}|<t ?/>|((?:<r>(?:<rPr>(?:<\w+{ATTRIBUTES} ?/>)*</rPr>|<rPr/>)?{_ANY_TEXT}</r>)+))"
    rf"{_PHONETIC}</si>|(?s:(.+))"
)
_RUN = re.compile(_TEXT)
_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#(9|10|13|3[2-9]|[4-9][0-9]|[1-9][0-9]{2,3}));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

_LITERAL = re.compile(r'"[^"\\_*]*"|[\\_*].|\[(?![hmsHMS]+\])[^\[\]"\\_*;]*\]')
_DATE = re.compile(r'[^A-Za-z"\[\]\\]*[dmyhsDMYHS]')
_PLAIN = re.compile(r'(?: *General *|[^A-DF-Za-z"\[\]\\]*)')
_DATE_IDS = frozenset(map(str, (*range(14, 23), 45, 47)))


class Unusual(Exception):
    """Something that is left to the general path."""


def plain_text(raw: str) -> str:
    """A text of the XML as a reader sees it."""
    if "\r" in raw or "_x" in raw:  # _x000D_ and its like
        raise Unusual
    return resolved(raw)


def resolved(raw: str) -> str:
    """The same with its references resolved: &amp; and its like, &#10;."""
    if "&" not in raw:
        return raw
    text, count = _REFERENCE.subn(lambda found: _NAMED.get(found[1]) or chr(int(found[2])), raw)
    if count != raw.count("&"):
        raise Unusual
    return text


def trimmed(text: str, preserve: str | bool) -> str:
    """A text without the white space around it, unless that is to be preserved."""
    return text if preserve else text.strip(" \t\r\n")


def shared_strings(text: str) -> list[str]:
    """The strings of xl/sharedStrings.xml, those of several looks in one."""
    whole = _STRINGS.fullmatch(text)
    if whole is None:
        raise Unusual
    found = []
    for preserve, plain, rich, unknown in _STRING.findall(whole[1]):
        if unknown:
            raise Unusual
        if rich:
            runs = _RUN.findall(rich)
            if len(runs) != rich.count("<r>"):
                raise Unusual
            plain = "".join(trimmed(plain_text(run), kept) for kept, run in runs)
        else:
            plain = trimmed(plain_text(plain), preserve)
        found.append(intern(plain))  # workbooks share most texts: looked up, and sent on, as one
    return found


def number_formats(styles: bytes | None) -> tuple[frozenset[int], frozenset[int]]:
    """The cell styles that show numbers as dates, and those that are left to the general path."""
    codes: dict[str, str] = {}
    shown: list[str] = []
    for part in fromstring(styles).iter() if styles else ():
        if _is(part, "numFmts"):
            known = [(e.get("numFmtId"), e.get("formatCode")) for e in part.iter() if _is(e, "numFmt")]
            codes |= {number: code for number, code in known if number is not None and code is not None}
        elif _is(part, "cellXfs"):
            shown += [_shows(look.get("numFmtId", ""), codes) for look in part.iter() if _is(look, "xf")]
    dated, unclear = (
        frozenset(style for style, what in enumerate(shown) if what == kind) for kind in ("date", "unclear")
    )
    return dated, unclear


def _is(element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name


def _shows(number: str, codes: dict[str, str]) -> str:
    """What a number format makes of a number: date, number or, where it is not sure, unclear."""
    if number not in codes:
        return "date" if number in _DATE_IDS else "unclear" if number == "46" else "number"
    code = _LITERAL.sub("", codes[number]).partition(";")[0]
    return "date" if _DATE.match(code) else "number" if _PLAIN.fullmatch(code) else "unclear"
