"""What is wrong with copies as they stand now, whatever was decided about them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from tradecopy_desktop.domain.evidence import CopyNow, Evidence, Told
from tradecopy_desktop.domain.facts import EventKind
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.proving.verdicts import STILL_UNDER_WAY, Fate, Fault

_ENDS = frozenset({EventKind.CLOSED, EventKind.REVERSED})
# Nothing of these is held, and nothing is sent that could be.
_NOT_OPEN = frozenset({LinkState.PENDING, LinkState.GATHERING})


def unfollowed_closes(
    evidence: Evidence, copies: Iterable[CopyNow], settled: Collection[str], now: datetime
) -> list[tuple[str, Fault]]:
    """Return the live copies, but the settled, of positions that their master was told to close.

    The copy must have begun before that close: on a netting account a later side bears its name.
    """
    ends: defaultdict[tuple[object, str], list[Told]] = defaultdict(list)
    for told in evidence.told:
        if told.kind in _ENDS and now - told.at > STILL_UNDER_WAY:
            ends[told.account, told.position].append(told)
    found = []
    for copy in copies:
        link = copy.link
        if not link.is_live or link.state in _NOT_OPEN or link.copy in settled:
            continue
        later = [t for t in ends[link.master, link.position] if copy.begun < t.ordinal]
        if later:
            text = (
                f"the master closed {link.master_symbol}, and its copy still holds "
                f"{link.filled:f} {link.symbol}"
            )
            found.append((link.copy, _fault(copy, later[0].at, Fate.MISSED, text)))
    return found


def standing_faults(
    copies: Iterable[CopyNow], settled: Collection[str], now: datetime
) -> list[Fault]:
    """Return what differs of copies at rest, but for those of which a fault is known already."""
    at_rest = [
        copy
        for copy in copies
        if copy.link.is_live
        and copy.link.state not in _NOT_OPEN
        and copy.link.copy not in settled
        and now - copy.changed_at > STILL_UNDER_WAY
    ]
    return [*_twins(at_rest), *_off_target(at_rest)]


def _twins(copies: Iterable[CopyNow]) -> list[Fault]:
    first: dict[tuple[str, str, str], CopyNow] = {}
    faults = []
    for copy in copies:
        link = copy.link
        other = first.setdefault((link.route, link.position, link.order), copy)
        if other is not copy:
            text = (
                f"two copies of one {link.master_symbol} order are open: "
                f"{other.link.filled:f} and {link.filled:f} {link.symbol}"
            )
            faults.append(_fault(copy, copy.changed_at, Fate.DUPLICATED, text))
    return faults


def _off_target(copies: Iterable[CopyNow]) -> list[Fault]:
    faults = []
    for copy in copies:
        link = copy.link
        if link.state is LinkState.LIVE and link.filled != link.target and link.target > ZERO:
            text = f"the copy holds {link.filled:f} {link.symbol}; {link.target:f} are due"
            faults.append(_fault(copy, copy.changed_at, Fate.WRONG, text))
    return faults


def _fault(copy: CopyNow, at: datetime, fate: Fate, text: str) -> Fault:
    link = copy.link
    return Fault(at=at, route=link.route, follower=link.follower, fate=fate, text=text)
