"""Attachments of letters into the folder of returns: names in any encoding, letters within letters, hostile
names; nothing is written over, nothing left out in silence."""

import io
import os
import zipfile
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from workbook_templates.declared.loading import load_form_set
from workbook_templates.paper.blank import Filled, write_blank
from xl_addin.command_line.command import run
from xl_addin.inbox import collect
from xl_addin.letters import mail_file
from xl_addin.letters.mail_file import harmless, read_letter
from xl_addin.letters.received_note import NOTE, received_in
from xl_addin.letters.receiving import receive
from xl_addin.register.columns import line_key
from xl_addin.register.follow import follow
from xl_addin.register.reading import read_register

XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
BOOK = b"PK\x03\x04" + b"a" * 20
BYTES = b"application/octet-stream"
NAME = "Biểu xã Ba Tơ.xlsx"
HEAD = b"From: Xa <xa.bato@tinh.gov.vn>\r\nDate: Mon, 02 Nov 2026 08:30:00 +0700\r\nMIME-Version: 1.0\r\n"


def letter(*attached, sender="Xã Ba Tơ <xa.bato@tinh.gov.vn>", when="Mon, 02 Nov 2026 08:30:00 +0700"):
    made = EmailMessage(policy=SMTP)
    made["From"], made["Date"], made["Subject"] = sender, when, "Gửi biểu"
    made["Message-ID"] = f"<{abs(hash((sender, when)))}@x>"
    made.set_content("Kính gửi")
    for name, content in attached:
        if isinstance(content, EmailMessage):
            made.add_attachment(content)
        else:
            kind = ("application", "octet-stream")
            made.add_attachment(content, maintype=kind[0], subtype=kind[1], filename=name)
    return made


class Post:
    def __init__(self, folder):
        self.mails, self.returns = folder / "thư", folder / "đơn vị gửi"
        self.mails.mkdir()

    def lies(self, content, name="a.eml"):
        raw = content if isinstance(content, bytes) else content.as_bytes()
        (self.mails / name).write_bytes(raw)
        return self

    def takes(self):
        self.taken = receive(self.mails, self.returns)
        return sorted(p.relative_to(self.returns).as_posix() for p in collect([self.returns])[0])


@pytest.fixture
def post(tmp_path):
    return Post(tmp_path)


def raw(disposition: bytes, kind=b"application/octet-stream") -> bytes:
    return (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
        b"Kinh gui\r\n--b\r\nContent-Type: " + kind + b"\r\n" + disposition + b"\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n"
        b"UEsDBGFhYWFhYWFhYWFhYWFhYWFhYWFh\r\n--b--\r\n"
    )


@pytest.mark.parametrize(
    ("disposition", "kind"),
    [
        (b"Content-Disposition: attachment;"
         b" filename*=UTF-8''Bi%E1%BB%83u%20x%C3%A3%20Ba%20T%C6%A1.xlsx", BYTES),
        (b"Content-Disposition: attachment; filename*0*=UTF-8''Bi%E1%BB%83u%20x%C3%A3;\r\n"
         b" filename*1*=%20Ba%20T%C6%A1.xlsx", BYTES),
        (b'Content-Disposition: attachment;\r\n filename="=?UTF-8?Q?Bi=E1=BB=83u_x=C3=A3?=\r\n'
         b' =?UTF-8?Q?_Ba_T=C6=A1=2Exlsx?="', BYTES),
        (b"Content-Disposition: attachment;"
         b" filename==?UTF-8?Q?Bi=E1=BB=83u_x=C3=A3_Ba_T=C6=A1=2Exlsx?=", BYTES),
        (f'Content-Disposition: attachment; filename="{NAME}"'.encode(), BYTES),
        (b"Content-Disposition: attachment",
         b"application/octet-stream;\r\n name*=UTF-8''Bi%E1%BB%83u%20x%C3%A3%20Ba%20T%C6%A1.xlsx"),
    ],
)  # fmt: skip
def test_names_in_any_encoding(post, disposition, kind):
    assert post.lies(raw(disposition, kind)).takes() == [NAME] and not post.taken.left
    assert (post.returns / NAME).read_bytes()[:4] == b"PK\x03\x04"


def test_a_workbook_without_a_name(post):
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    [name] = post.lies(raw(b"Content-Disposition: attachment", kind)).takes()
    assert name.endswith(".xlsx")


def test_sender_and_day_are_kept(post):
    received = b"Received: from a by b; Tue, 03 Nov 2026 09:00:00 +0700\r\n"
    post.lies(received + letter((NAME, BOOK)).as_bytes()).takes()
    [one] = received_in(post.returns).values()
    assert (one.day, one.sender, one.file) == (date(2026, 11, 3), "xa.bato@tinh.gov.vn", NAME)
    assert datetime.fromtimestamp((post.returns / NAME).stat().st_mtime).date() == date(2026, 11, 3)


def test_of_a_forwarded_letter_the_inner_one_counts(post):
    inner = letter((NAME, BOOK), sender="xa@x.vn", when="Sun, 01 Nov 2026 07:00:00 +0700")
    outer = letter(("", inner), ("Của huyện.xlsx", BOOK + b"2"), sender="vt@tinh.vn")
    assert post.lies(outer).takes() == [NAME, "Của huyện.xlsx"]
    assert {(one.file, one.sender, one.day.day) for one in received_in(post.returns).values()} == {
        (NAME, "xa@x.vn", 1), ("Của huyện.xlsx", "vt@tinh.vn", 2)
    }  # fmt: skip


def test_an_eml_attached_as_a_file_and_letters_without_end(post):
    made = letter((NAME, BOOK), sender="xa@x.vn")
    for _ in range(3):
        made = letter(("thư.eml", made.as_bytes()))
    assert post.lies(made).takes() == [NAME]
    for _ in range(9):
        made = letter(("thư.eml", made.as_bytes()))
    (post.returns / NAME).unlink()
    assert post.lies(made).takes() == [] and post.taken.left


def test_the_same_again_is_said_once_another_content_gets_another_name(post):
    post.lies(letter((NAME, BOOK)), "1.eml").lies(letter((NAME, BOOK + b"2")), "2.eml")
    assert post.takes() == ["Biểu xã Ba Tơ (2).xlsx", NAME]
    assert {(post.returns / n).read_bytes() for n in post.takes()} == {BOOK, BOOK + b"2"}
    assert len(post.taken.again) == 2 and not post.taken.saved
    post.lies(letter(("Tên khác.xlsx", BOOK)), "3.eml").takes()
    assert len(post.taken.again) == 3 and not post.taken.saved


def test_what_the_clerk_took_away_does_not_come_back(post):
    post.lies(letter((NAME, BOOK))).takes()
    (post.returns / NAME).unlink()
    assert post.takes() == [] and len(post.taken.again) == 1


def test_what_lay_there_already_gets_its_day(post):
    """Saved by hand before; or a run was killed between the file and its note."""
    post.returns.mkdir()
    (post.returns / "lưu tay.xlsx").write_bytes(BOOK)
    (post.returns / NOTE).write_text('{"mark": "cut o', encoding="utf-8")
    assert post.lies(letter((NAME, BOOK))).takes() == ["lưu tay.xlsx"]
    [one] = received_in(post.returns).values()
    assert one.day == date(2026, 11, 2) and one.file == "lưu tay.xlsx"


def zipped(*members, **how):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", **how) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_compressed_file_is_unpacked(post):
    made = zipped(("../../a/" + NAME, BOOK), ("b/trong.zip", b"x"), ("c.docx", b"x"),
                  ("__MACOSX/._a.xlsx", b"y"))  # fmt: skip
    assert post.lies(letter(("nén.zip", made))).takes() == [NAME]
    assert len(post.taken.left) == 2 and not (post.returns.parent / "a").exists()


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 not whole", zipped(*((f"{n}.xlsx", b"x") for n in range(201)))],
)
def test_a_compressed_file_that_is_none_is_said(post, content):
    assert post.lies(letter(("nén.zip", content))).takes() == [] and len(post.taken.left) == 1


def test_a_compressed_file_that_unpacks_to_too_much(post, monkeypatch):
    monkeypatch.setattr(mail_file, "LARGEST", 4_000)
    made = zipped(("a.xlsx", b"0" * 5_000), compression=zipfile.ZIP_DEFLATED)
    assert post.lies(letter(("nén.zip", made))).takes() == [] and len(post.taken.left) == 1


def test_what_is_no_workbook_is_said_pictures_of_the_words_are_not(post):
    made = letter(("winmail.dat", b"x"), ("công văn.docx", b"x"), ("nén.rar", b"x"),
                  ("ảnh.jpg", b"x"), (NAME, BOOK))  # fmt: skip
    made.add_attachment(b"logo", maintype="image", subtype="png", cid="<logo>", filename="logo.png")
    made.add_attachment(b"x", maintype="image", subtype="png", disposition="inline", filename="chữ ký.png")
    assert post.lies(made).takes() == [NAME]
    said = [why for _, why in post.taken.left]
    assert len(said) == 4 and len(set(why.partition(":")[2] for why in said)) == 4


def test_letters_of_other_kinds_and_files_that_are_none(post):
    post.lies(b"\xd0\xcf\x11\xe0", "thư.msg").lies(b"\x00\x01\x02", "rác.eml").lies(letter(), "không.eml")
    assert post.takes() == [] and len(post.taken.left) == 3
    assert run(["nhan", str(post.mails), "-o", str(post.returns)]) == 1


def test_a_scan_lies_with_its_workbook(post):
    post.lies(letter((NAME, BOOK), ("scan da ky.pdf", b"%PDF")))
    [path] = post.takes()
    assert "/" in path and (post.returns / path).with_name("scan da ky.pdf").exists()
    [other] = collect([post.returns])[1]
    assert other.kind == "signed"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/cron.xlsx", "cron.xlsx"),
        ("C:\\Windows\\a.xlsx", "a.xlsx"),
        ("..\\..\\.xlsx", "Khong ten.xlsx"),
        (".ẩn.xlsx", "ẩn.xlsx"),
        ("~$a.xlsx", "a.xlsx"),
        ("CON.xlsx", "_CON.xlsx"),
        ("com1.a.xlsx", "_com1.a.xlsx"),
        ("a\u202excod.xlsx", "axcod.xlsx"),
        ("a\x00b\r\n.xlsx", "ab.xlsx"),
        ("a:b|c?.xlsx", "a-b-c-.xlsx"),
        ("x" * 300 + ".xlsx", "x" * 80 + ".xlsx"),
        ("Xã Ba Tơ (lần 2).xlsx", "Xã Ba Tơ (lần 2).xlsx"),
    ],
)
def test_hostile_names_are_harmless(name, expected):
    assert harmless(name) == expected


def test_a_day_that_no_letter_says_or_that_is_to_come(post):
    post.lies(letter((NAME, BOOK), when="Mon, 02 Nov 2099 08:30:00 +0700")).takes()
    [one] = received_in(post.returns).values()
    assert one.day == date.today() and post.taken.left


def test_letters_are_never_changed(post):
    post.lies(letter((NAME, BOOK)))
    before = (post.mails / "a.eml").read_bytes()
    post.takes()
    assert (post.mails / "a.eml").read_bytes() == before and os.listdir(post.mails) == ["a.eml"]
    assert read_letter(post.mails / "a.eml").attached[0].sender == "xa.bato@tinh.gov.vn"


def test_the_register_knows_day_and_sender(post, tmp_path):
    form_set, unit = load_form_set("thai-nguyen-2025"), "TN-HU-DT"
    blank = tmp_path / "dt.xlsx"
    rows = [[1, "Lớp bồi dưỡng cấp phòng", "12 ngày", 70]]
    write_blank(blank, form_set, unit, Filled({"bieu-04": rows}, {}))
    post.lies(letter(("dt.xlsx", blank.read_bytes()))).takes()
    follow(post.returns, form_set, tmp_path / "so.xlsx", now=datetime(2026, 11, 20))
    line = read_register(tmp_path / "so.xlsx").lines[line_key(unit)]
    assert line.day("received") == date(2026, 11, 2) and "xa.bato@tinh.gov.vn" in line.cells["contact"]
