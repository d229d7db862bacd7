"""One copy under judgment: what was prescribed for it and which deals of the follower did it.

Knows one copy at a time; which deal belongs to which copy is decided elsewhere.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.sim.histories_of_run import HistoryDeal, RouteUnderTest
from tradecopy_desktop.sim.oracle_actions import TOLERANCE_NS, Action
from tradecopy_desktop.sim.oracle_masters import MasterChange
from tradecopy_desktop.sim.oracle_sizes import (
    Bounds,
    Size,
    cut_to,
    grown,
    reduced,
    without,
)


@dataclass(slots=True, kw_only=True)
class Change:
    """One prescribed opening or closing of `volume` lots, and how much of it was done.

    `taken`: done by somebody else than the copier.
    """

    at_ns: int
    grows: bool
    volume: Fraction
    done: Fraction = Fraction(0)
    late: bool = False
    wrong_side: bool = False
    duplicates: int = 0
    excused: bool = False
    taken: bool = False

    @property
    def left(self) -> Fraction:
        """Return the lots still to be done."""
        return self.volume - self.done

    @property
    def settled(self) -> bool:
        """Tell whether no further deal is expected."""
        return self.left <= 0

    def do(self, lots: Fraction, action: Action) -> None:
        """Count `lots` of an action as done for this change."""
        self.done += lots
        self.late = action.is_late_for(self.at_ns)


@dataclass(slots=True, kw_only=True)
class Copy:
    """What one route makes of one side of a master's position. `held` is by the broker's deals.

    `asked` tells whether the executor received, or made, an opening for any of its sources.
    `dropped`: what a reduction would have left was too little, so all was closed. `wrong` is by how
    many lots it was off the target, times the nanoseconds, until `seen_ns`. `wrongs` are the deals
    that fit no prescription, with what was wrong.
    """

    route: RouteUnderTest
    leg: str
    source: str
    symbol: str
    side: Side
    bounds: Bounds
    size: Size = field(default_factory=Size)
    held: Fraction = Fraction(0)
    changes: list[Change] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    orders: set[str] = field(default_factory=set)
    ended_by: Action | None = None
    dropped: bool = False
    flawed: bool = False
    asked: bool = False
    opening: HistoryDeal | None = None
    wrong: Fraction = Fraction(0)
    seen_ns: int = 0
    wrongs: list[tuple[str, Action]] = field(default_factory=list)

    def anew(self) -> "Copy":
        """Return the copy as it was before anything happened."""
        return Copy(
            route=self.route,
            leg=self.leg,
            source=self.source,
            symbol=self.symbol,
            side=self.side,
            bounds=self.bounds,
            asked=self.asked,
            opening=self.opening,
        )

    @property
    def drift(self) -> Fraction:
        """Return by how many lots the follower is off the target."""
        opposite = self.opening is not None and self.opening.side is not self.side
        return abs(self.size.target - (-self.held if opposite else self.held))

    def pass_time(self, now_ns: int) -> None:
        """Count how long the copy has been off its target."""
        self.wrong += self.drift * (now_ns - self.seen_ns)
        self.seen_ns = now_ns

    def opens_rightly(self, deal: HistoryDeal) -> bool:
        """Tell whether a deal opens the side and symbol that were prescribed."""
        return deal.side is self.side and deal.symbol == self.symbol

    @property
    def ended(self) -> bool:
        """Tell whether somebody else than the copier ended it while its master lived (rule C2)."""
        return self.ended_by is not None

    @property
    def over(self) -> bool:
        """Tell whether the copy no longer follows, though its master may live."""
        return self.ended or self.dropped

    def grow(self, change: MasterChange, asked: Fraction | None) -> bool:
        """Prescribe an opening for the master's; return False where the order is not accepted.

        `asked` is what the route's mode wants for the whole order, if it is asked at all.
        """
        after = grown(self.size, change, asked, self.bounds)
        if after is None:
            self.refused.add(change.source)
            return False
        lots = after.target - self.size.target
        self.size = after
        self.orders.add(change.order)
        if lots:
            self.changes.append(Change(at_ns=change.at_ns, grows=True, volume=lots))
        return True

    def forgo(self, lots: Fraction, before: Size, source: str) -> None:
        """Take `lots` of the opening just prescribed back, which the broker did not give.

        `before` is the size without the whole opening.
        """
        opening = self.changes[-1]
        if lots < opening.volume:
            opening.volume -= lots
            self.size = without(self.size, lots)
            return
        self.changes.pop()
        self.size = before
        self.refused.add(source)

    def shrink(self, change: MasterChange) -> None:
        """Prescribe the closing that follows from the master's, if any."""
        before = self.size.target
        self.size = reduced(self.size, change.before, change.after, self.bounds)
        lots = before - self.size.target
        if lots == 0:
            return
        self.dropped = self.size.target == 0 < change.after
        self.changes.append(Change(at_ns=change.at_ns, grows=False, volume=lots))

    def take(self, action: Action, *, opens: bool, wrong_side: bool) -> str:
        """Count an instruction's deals; return what was wrong if they fit no prescription."""
        self.held += action.volume if opens else -action.volume
        self.asked |= opens
        done = self._matching(action, opens=opens)
        for change in done:
            change.wrong_side |= wrong_side
        if done:
            return ""
        if wrong_side:
            self.flawed = True
            return "wrong side"
        return self._extra_opening(action) if opens else self._extra_closing()

    def lose(self, lots: Fraction, action: Action, was_tried: Callable[[Change], bool]) -> bool:
        """Count deals that no instruction made; return True if they ended the copy early.

        `was_tried` tells whether the broker was asked for a closing in time and did not do it.
        """
        self.held -= lots
        due = [c for c in self._open(grows=False) if action.is_near(c.at_ns) or was_tried(c)]
        if due and self.held == self.size.target:
            for change in due:
                change.do(change.left, action)
                change.taken = True
            return False
        if self.held <= 0:
            return self._end(action, due)
        if due and self.held > self.size.target:
            # The copier was about to take these lots off; it finds that many less to close.
            for change in _in_turn(due, lots, action):
                change.taken = True
            return False
        awaited = sum((c.left for c in self._open(grows=True)), Fraction(0))
        if self.held + awaited < self.size.target:
            # More went than the copier still had to take off.
            for change in due:
                change.do(change.left, action)
                change.taken = True
            self.size = cut_to(self.size, self.held + awaited)
        return False

    def _end(self, action: Action, due: Sequence[Change]) -> bool:
        early = self.size.target > 0
        for change in self.changes:
            # What was under way when the copy ended can no longer be asked for.
            was_due = any(change is each for each in due)
            change.excused |= early and (was_due or action.is_near(change.at_ns))
        self.ended_by = action if early else self.ended_by
        self.size = Size()
        return early

    def _open(self, *, grows: bool) -> list[Change]:
        return [c for c in self.changes if c.grows is grows and not c.settled]

    def _matching(self, action: Action, *, opens: bool) -> list[Change]:
        open_changes = [c for c in self._open(grows=opens) if c.at_ns <= action.begun_ns]
        done = _best_run(open_changes, action)
        if not done and not opens and self.held == self.size.target:
            # An opening was wrong before, and this closing brings the copy where it should be.
            done = open_changes
        for change in done:
            change.do(change.left, action)
        if done or not open_changes:
            return done
        if not opens and action.volume < sum(c.left for c in open_changes):
            return _in_turn(open_changes, action.volume, action)
        timely = [c for c in open_changes if not action.is_late_for(c.at_ns)]
        nearest = (timely or open_changes)[0]
        nearest.do(action.volume, action)
        return [nearest]

    def _extra_opening(self, action: Action) -> str:
        self.flawed = True
        opened = [c for c in self.changes if c.grows and c.done > 0]
        if not opened or action.first.source in self.refused:
            return "wrong volume"
        opened[-1].duplicates += 1
        return "duplicated"

    def _extra_closing(self) -> str:
        if self.held >= self.size.target:
            return ""  # Takes back what should not have been opened.
        self.flawed = True
        return "wrong volume"


def closed_before_sent(copy: Copy) -> list[Change]:
    """Return what was never sent and need not have been: the master ended it within 2 s.

    An addition may go out under its copy's source, so a copy asked for at all is owed whole.
    """
    ends = [c.at_ns for c in copy.changes if not c.grows]
    if copy.asked or not ends or copy.size.target > 0 or copy.ended:
        return []
    openings = [c for c in copy.changes if c.grows]
    unsent = [c for c in openings if c.done == 0 and ends[-1] - c.at_ns <= TOLERANCE_NS]
    if len(unsent) < len(openings):
        return unsent
    return [c for c in copy.changes if c.done == 0]


def _in_turn(changes: Sequence[Change], lots: Fraction, action: Action) -> list[Change]:
    """Do closings one after the other: `lots` of an action are a part of what they add up to."""
    done = []
    for change in changes:
        part = min(lots, change.left)
        if part > 0:
            change.do(part, action)
            done.append(change)
            lots -= part
    return done


def _best_run(changes: Sequence[Change], action: Action) -> list[Change]:
    """Return the changes in a row that the action did exactly: in time before late, few first.

    An executor told a new target before it reached the old one does both in one step.
    """

    def rank(run: list[Change]) -> tuple[int, int]:
        return sum(action.is_late_for(c.at_ns) for c in run), len(run)

    return min(_runs_of(changes, action.volume), key=rank, default=[])


def _runs_of(changes: Sequence[Change], lots: Fraction) -> Iterator[list[Change]]:
    for start in range(len(changes)):
        left = lots
        for end in range(start, len(changes)):
            left -= changes[end].left
            if left == 0:
                yield list(changes[start : end + 1])
            if left <= 0:
                break
