"""What units and the province wrote beside a finding, in a list that came back."""

from __future__ import annotations

from validators.batch import Batch
from validators.findings import Finding, twin_id
from workbook_templates.reading.replies import Replies, Reply
from workbook_templates.words.spelling import clean


def reply_to(batch: Batch, finding: Finding) -> tuple[str, str]:
    """The unit's reason and the province's decision, written into a list beside this finding; blank where
    none."""
    if finding.file is None:
        return "", ""
    replies = batch.returns[finding.file].replies
    found = _reply_in(replies, finding)
    if found is None and replies.beside and finding.unit:  # without a unit two files have one id
        found = _reply_in(replies.beside, finding)
    return (found.reason, found.decision) if found else ("", "")


def _reply_in(replies: Replies, finding: Finding) -> Reply | None:
    """What lists say of a finding: by its id; by the one it had while it had a twin, or none yet; and where
    the list has no ids, by its cell."""
    if not replies:
        return None
    found = replies.by_id.get(finding.id)
    if found is None and finding.lone_id:
        found = replies.by_id.get(finding.lone_id)
        found = found if found and found.value == clean(finding.value or "") else None
    elif found is None:
        second = twin_id(finding, 2)
        found = None if second in replies.ids else replies.by_id.get(twin_id(finding, 1))
    place = (finding.rule, finding.sheet or "", finding.cell or "", clean(finding.value or ""))
    return found or replies.by_cell.get(place)
