"""Class sizes that are odd among classes held alike, whatever they teach.

Alike are classes of one arrangement, kind and form of study that last equally long; for what is many times
as much, those that last about as long. A size is odd when it lies far from the others (causes.peers), none of
the ordinary ones comes near it, nor do two that last about as long, and few are odd: where many differ, the
plan has no habit to measure by.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import numpy as np

from validators.batch import Batch
from validators.causes.peers import LEAST, LEAST_FOR_A_HINT, Peer, Peers, far_from, peers_of
from validators.frame import Frame
from validators.measures import carried, days_long, norms, per_class

SPANS = (1, 14, 60)  # days: talks; short courses; up to two months; long classes
NEAR = 0.25  # of a size: an ordinary one as near as this stands beside it
FEW, SHARE_OF_FEW = 2, 0.03  # so many odd ones in a group, or this part of it, are still exceptions


class Odd(NamedTuple):
    """A class of odd size; usual: the median of the others; others: how many they are; alike: whether they
    last equally long."""

    peer: Peer
    usual: float
    others: int
    alike: bool


def odd_sizes(batch: Batch, times: float) -> list[Odd]:
    """Classes of odd size, each once: new ones that no norm and no peers of their own programme judge, and
    running ones of at least `times` the size of the others."""
    exact, about = _groups(batch)
    judged = _judged(batch)
    found: dict[tuple[str, int], Odd] = {}
    for (manner, days), peers in exact.items():
        wider = about[manner, _span(days)].values
        for peer, usual in _exceptions(peers, LEAST):
            if (np.abs(wider - peer.value) <= _near(peer.value, usual)).sum() <= FEW:  # itself is one
                found[peer.frame.form.id, peer.position] = Odd(peer, usual, len(peers) - 1, True)
    for peers in about.values():
        for peer, usual in _exceptions(peers, LEAST_FOR_A_HINT):
            few = peer.value * times <= usual and not carried(peer.frame)[peer.position]
            if few or peer.value >= times * usual:
                odd = Odd(peer, usual, len(peers) - 1, False)
                found.setdefault((peer.frame.form.id, peer.position), odd)
    return [odd for key, odd in found.items() if key not in judged]


def _exceptions(peers: Peers, least: int) -> list[tuple[Peer, float]]:
    """The members far from the others, where they are few, but for those near an ordinary one."""
    far = far_from(peers, least)
    if not far or len(far) > max(FEW, SHARE_OF_FEW * len(peers)):
        return []
    ordinary = peers.values[~np.isin(peers.values, [peer.value for peer, _ in far])]
    return [
        (peer, usual) for peer, usual in far if np.abs(ordinary - peer.value).min() > _near(peer.value, usual)
    ]


def _near(value: float, usual: float) -> float:
    return NEAR * max(value, usual)


def _span(days: float) -> int:
    """Which of SPANS a length falls in; -1 where it is not known, which is -1 too."""
    return -1 if days < 0 else int(np.searchsorted(SPANS, days))


def _groups(batch: Batch) -> tuple[dict[tuple, Peers], dict[tuple, Peers]]:
    """Classes of known size: new ones that last equally long; all that last about as long."""
    exact: defaultdict[tuple, Peers] = defaultdict(Peers)
    about: defaultdict[tuple, Peers] = defaultdict(Peers)
    for frame in batch.frames.values():
        values, running, days = per_class(frame), carried(frame), days_long(frame)
        known = np.flatnonzero(values > 0)
        lengths = np.where(np.isnan(days), -1, np.round(days, 1))
        spans = np.where(lengths < 0, -1, np.searchsorted(SPANS, lengths)).tolist()
        new = known[~running[known]]
        manners = [(name.arrangement, name.kind, name.study_form) for name in frame.names]
        for groups, rows, lasting in ((exact, new, lengths.tolist()), (about, known, spans)):
            of_key: defaultdict[tuple, list[int]] = defaultdict(list)
            for position in rows.tolist():
                of_key[manners[position], lasting[position]].append(position)
            for key, positions in of_key.items():
                groups[key].parts.append((frame, np.array(positions), values[positions]))
    return exact, about


def _judged(batch: Batch) -> set[tuple[str, int]]:
    """New classes whose size a norm, or enough classes of their own programme, judge better."""
    judged = {
        (peer.frame.form.id, peer.position)
        for peers in peers_of(batch, per_class, running=False).values()
        if len(peers) > LEAST
        for peer in peers
    }
    return judged | {
        (frame.form.id, position)
        for frame in batch.frames.values()
        for position in np.flatnonzero(with_norm(frame)).tolist()
    }


def with_norm(frame: Frame) -> np.ndarray:
    """Which rows are new classes with a norm of their size."""
    return ~np.isnan(norms(frame, "learners")[0]) & ~carried(frame)
