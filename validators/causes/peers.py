"""Peers: classes of the same programme, form of study and kind of day, in the same plan year.

A value is far from its peers when it lies beyond 3.5 robust scales of their median, where the scale is
max(1.4826·MAD, 10 % of the median) and there are at least five of them besides itself. Subjects of
“nghiệp vụ” are no peers of each other, and sizes of running classes are facts (domain.md 3, 5.3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from validators.batch import Batch
from validators.frame import Frame
from validators.measures import carried, groups

LEAST, BEYOND, SHARE = 5, 3.5, 0.10
LEAST_FOR_A_HINT = 4
HALF = 0.5
Measure = Callable[[Frame], np.ndarray]


class Peer(NamedTuple):
    """One class's value: where it stands and how much it is."""

    frame: Frame
    position: int
    value: float


class Peers:
    """Classes that can be compared, each with its value; a sequence of Peer."""

    def __init__(self) -> None:
        self.parts: list[tuple[Frame, np.ndarray, np.ndarray]] = []

    def __len__(self) -> int:
        return sum(len(positions) for _, positions, _ in self.parts)

    def __iter__(self) -> Iterator[Peer]:
        for frame, positions, values in self.parts:
            for position, value in zip(positions.tolist(), values.tolist(), strict=True):
                yield Peer(frame, position, value)

    @property
    def values(self) -> np.ndarray:
        return np.concatenate([values for _, _, values in self.parts])


def peers_of(batch: Batch, measure: Measure, *, running: bool) -> dict[tuple, Peers]:
    """Classes with a value, by programme, form of study, weekend and arrangement. measure: one of
    validators.measures (per_class, months_long); running: whether carry-over classes take part."""
    made = batch.peers.get((measure, running))
    if made is None:
        made = batch.peers[measure, running] = _peers(batch, measure, running)
    return made


def _peers(batch: Batch, measure: Measure, running: bool) -> dict[tuple, Peers]:
    comparable = {p.id for p in batch.form_set.programmes if p.peers}
    found: defaultdict[tuple, Peers] = defaultdict(Peers)
    for frame in batch.frames.values():
        of_row, names = groups(frame)
        values = measure(frame)
        known = ~np.isnan(values) if running else ~np.isnan(values) & ~carried(frame)
        for number, name in enumerate(names):
            positions = np.flatnonzero(known & (of_row == number))
            if name.programme in comparable and len(positions):
                found[name.peers].parts.append((frame, positions, values[positions]))
    return found


def far_from(peers: Peers, least: int = LEAST) -> list[tuple[Peer, float]]:
    """The members that lie far from the others, with the others' median; none where the others are fewer
    than `least`."""
    if len(peers) <= least:
        return []
    values = np.sort(peers.values)
    medians: dict[float, float] = {}
    for value in np.unique(values):  # peers of equal size share one answer
        others = np.delete(values, np.searchsorted(values, value))
        median = float(np.median(others))
        scale = max(1.4826 * float(np.median(np.abs(others - median))), SHARE * abs(median))
        if abs(value - median) > BEYOND * scale:
            medians[float(value)] = median
    return [(peer, medians[peer.value]) for peer in peers if peer.value in medians] if medians else []


def shorter_than_any(peers: Peers) -> list[tuple[Peer, float, int]]:
    """The members that last less than others usually do, and as long as no other, to a tenth; with the usual
    length and how many share it: at least half of the others, which are four or more. A programme has its
    hours: holidays make a class longer, nothing makes it shorter."""
    if len(peers) <= LEAST_FOR_A_HINT:
        return []
    lengths, counts = np.unique(peers.values, return_counts=True)
    usual, sharing, others = float(lengths[counts.argmax()]), int(counts.max()), len(peers) - 1
    if sharing < max(2, HALF * others):
        return []
    gaps = np.diff(lengths, prepend=-np.inf, append=np.inf)
    apart = np.minimum(gaps[:-1], gaps[1:]) > SHARE * lengths
    odd = set(lengths[(counts == 1) & apart & (lengths < usual)].tolist())
    return [(peer, usual, sharing) for peer in peers if peer.value in odd] if odd else []
