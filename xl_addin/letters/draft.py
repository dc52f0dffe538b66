"""Mail drafts: a letter with a workbook, as a file that mail programs open for editing. Nothing is sent.

A draft is an .eml (RFC 5322) with X-Unsent: 1, by which Outlook and others know that it is to be edited.
"""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

# A long Vietnamese file name is not cut into several parameters: not every mail program joins them again.
_WHOLE_NAMES = SMTP.clone(max_line_length=998)  # what RFC 5322 allows
_KINDS = {
    ".xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "vnd.ms-excel.sheet.macroEnabled.12",
    ".xls": "vnd.ms-excel",
    ".xlsb": "vnd.ms-excel.sheet.binary.macroEnabled.12",
    ".ods": "vnd.oasis.opendocument.spreadsheet",
}


def draft(subject: str, words: str, attachment: Path | None = None, to: str = "") -> bytes:
    """The draft as bytes. to: the address, or "" to leave the recipient to the clerk."""
    message = EmailMessage(policy=_WHOLE_NAMES)
    message["Subject"] = subject
    if to:
        message["To"] = to
    message["X-Unsent"] = "1"
    message.set_content(words)
    if attachment:
        message.add_attachment(
            attachment.read_bytes(),
            maintype="application",
            subtype=_KINDS.get(attachment.suffix.lower(), "octet-stream"),
            filename=attachment.name,
        )
    return message.as_bytes()
