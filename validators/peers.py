"""Peers: classes of the same programme, form of study and kind of day, in the same plan year.

A value is far from its peers when it lies beyond 3.5 robust scales of their median, where the scale is
max(1.4826·MAD, 10 % of the median) and there are at least five of them besides itself. Subjects of
“nghiệp vụ” are no peers of each other, and sizes of running classes are facts (domain.md 3, 5.3).
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import numpy as np

from validators.frames import Batch, Frame

LEAST, BEYOND, SHARE = 5, 3.5, 0.10


class Peer(NamedTuple):
    """One class's value: where it stands and how much it is."""

    frame: Frame
    position: int
    value: float


def groups(batch: Batch, measure: str, *, running: bool) -> dict[tuple, list[Peer]]:
    """Classes with a value, by programme, form of study and weekend. measure: an array attribute of
    Frame ('per_class', 'months_long'); running: whether carry-over classes take part."""
    made = batch.peers.get((measure, running))
    if made is None:
        made = batch.peers[measure, running] = _groups(batch, measure, running)
    return made


def _groups(batch: Batch, measure: str, running: bool) -> dict[tuple, list[Peer]]:
    comparable = {p.id for p in batch.form_set.programmes if p.peers}
    found: defaultdict[tuple, list[Peer]] = defaultdict(list)
    for frame in batch.frames.values():
        names, carried = frame.names, frame.carried.tolist()
        for position, value in enumerate(getattr(frame, measure).tolist()):
            name = names[position]
            if value != value or name.programme not in comparable or (carried[position] and not running):
                continue
            key = (name.programme, name.study_form, name.weekend, name.arrangement)
            found[key].append(Peer(frame, position, value))
    return found


def far_from(peers: list[Peer]) -> list[tuple[Peer, float]]:
    """The members that lie far from the others, with the others' median."""
    if len(peers) <= LEAST:
        return []
    values = np.sort([peer.value for peer in peers])
    medians: dict[float, float] = {}
    for value in np.unique(values):  # peers of equal size share one answer
        others = np.delete(values, np.searchsorted(values, value))
        median = float(np.median(others))
        scale = max(1.4826 * float(np.median(np.abs(others - median))), SHARE * abs(median))
        if abs(value - median) > BEYOND * scale:
            medians[float(value)] = median
    return [(peer, medians[peer.value]) for peer in peers if peer.value in medians]
