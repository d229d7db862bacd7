"""What the oracle found, counted and in sentences; never judges by itself."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.sim.oracle_copies import Change, Copy, closed_before_sent
from tradecopy_desktop.sim.oracle_masters import MasterChange
from tradecopy_desktop.sim.oracle_sizes import in_lots

MOST_DETAILS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowerEnd:
    """A follower at the end of the run: open positions, and lots off what its routes prescribe.

    `prescribed` and `copies` are this follower's part of the verdict's; `wrong_lot_seconds` is by
    how many lots copies were off, times how long.
    """

    name: str
    prescribed: int
    copies: int
    open_positions: int
    drift_lots: Decimal
    wrong_lot_seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How well a run was copied, counted from the brokers' histories alone.

    `events` are the masters' deals; `prescribed` the openings and closings that followers owe for
    them, each in one of `copies` (exact, once), `missed`, `wrong_volume` or `duplicated`.
    `wrong_side` (direction or symbol) is counted in `wrong_volume` too. `late`: over 2 s;
    `recovered`: late but exact. `ended_early`: ended on the follower alone, owed nothing since.
    `slow_closes`: late closings for which the broker was not even asked within 5 s.
    `skipped_expected`: below the broker's minimum, owed nothing. `refused_by_broker`: openings that
    the broker by its own fault refused or filled in part; what it did not give is owed no more.
    `missed_while_away`: openings that an end was away for, so that nobody could send them in time.
    `closed_before_sent`: the master ended within 2 s what no executor was asked for; not in
    `prescribed`. `details` are the first findings.
    """

    events: int
    prescribed: int
    copies: int
    missed: int
    duplicated: int
    wrong_volume: int
    unlinked: int
    late: int
    recovered: int
    ended_early: int
    wrong_side: int
    skipped_expected: int
    slow_closes: int
    refused_by_broker: int
    missed_while_away: int
    closed_before_sent: int
    followers: tuple[FollowerEnd, ...]
    details: tuple[str, ...]

    @property
    def wrong_lot_seconds(self) -> float:
        """Return by how many lots all followers' copies were off, times how long."""
        return round(sum(follower.wrong_lot_seconds for follower in self.followers), 3)

    @property
    def exact(self) -> bool:
        """Tell whether every prescription was carried out exactly, and nothing else was done."""
        faults = (self.missed, self.duplicated, self.wrong_volume, self.wrong_side, self.unlinked)
        return self.copies == self.prescribed and not any(faults)


@dataclass(slots=True)
class Findings:
    """Counts by the names of the verdict's fields, and a sentence for each that is a fault."""

    counts: Counter[str] = field(default_factory=Counter)
    sentences: list[tuple[int, str]] = field(default_factory=list)

    def add(self, kind: str, at_ns: int, sentence: str) -> None:
        """Count a fault of this kind and say what it was."""
        self.counts[kind] += 1
        self.sentences.append((at_ns, f"{kind.replace('_', ' ')}: {sentence}"))

    @property
    def faults(self) -> int:
        """Return how much was found that must not be."""
        kinds = ("missed", "duplicated", "wrong_volume", "wrong_side", "unlinked", "slow_closes")
        return sum(self.counts[kind] for kind in kinds)

    def owe_unknown(self, copy: Copy, change: MasterChange) -> None:
        """Count an opening as missed that nobody could size, for nothing was told."""
        self.counts["prescribed"] += 1
        why = "nothing was told of the prices or the money that its size comes from"
        self.add("missed", change.at_ns, f"{_name(copy)} had to open: {why}")

    def _slow_close(self, copy: Copy, change: Change) -> None:
        owed = f"{_name(copy)} had to close {_lots(change.volume)} lots"
        self.add("slow_closes", change.at_ns, f"{owed}, the broker was not asked within 5 s")

    def conclude(self, copy: Copy, is_slow: Callable[[Change], bool]) -> None:
        """Count what became of each prescription of a copy."""
        unsent = closed_before_sent(copy)
        self.counts["closed_before_sent"] += len(unsent)
        owed = [
            change
            for change in copy.changes
            # By identity: two changes may well have equal values.
            if not any(change is other for other in unsent)
            and not (change.excused and change.done == 0)
        ]
        self.counts["prescribed"] += len(owed)
        exact = [self._conclude_change(copy, change) for change in owed]
        for change in filter(is_slow, owed):
            self._slow_close(copy, change)
        if all(exact) and not copy.flawed and copy.held != copy.size.target:
            kind = "missed" if copy.held > copy.size.target else "wrong_volume"
            at_ns = copy.changes[-1].at_ns if copy.changes else 0
            self.add(kind, at_ns, f"{_name(copy)} holds {_lots(copy.held)} lots at the end")

    def _conclude_change(self, copy: Copy, change: Change) -> bool:
        owed = f"{'open' if change.grows else 'close'} {_lots(change.volume)} lots"
        sentence = f"{_name(copy)} had to {owed}"
        faults = len(self.sentences)
        if change.done == 0:
            self.add("missed", change.at_ns, sentence)
            return False
        done = f"{sentence}, did {_lots(change.done)}"
        if change.wrong_side:
            self.add("wrong_side", change.at_ns, f"{done} in the wrong direction or symbol")
        if change.wrong_side or change.done != change.volume:
            self.add("wrong_volume", change.at_ns, done)
        for _ in range(change.duplicates):
            self.add("duplicated", change.at_ns, f"{sentence}, did it again")
        exact = len(self.sentences) == faults
        self.counts["copies"] += exact
        if change.late:
            self.add("late", change.at_ns, sentence)
            self.counts["recovered"] += exact
        return exact

    def verdict(self, followers: tuple[FollowerEnd, ...]) -> Verdict:
        """Return all counts, with the sentences in the order of the master's deals."""
        count = self.counts
        return Verdict(
            events=count["events"],
            prescribed=count["prescribed"],
            copies=count["copies"],
            missed=count["missed"],
            duplicated=count["duplicated"],
            wrong_volume=count["wrong_volume"],
            unlinked=count["unlinked"],
            late=count["late"],
            recovered=count["recovered"],
            ended_early=count["ended_early"],
            wrong_side=count["wrong_side"],
            skipped_expected=count["skipped_expected"],
            slow_closes=count["slow_closes"],
            refused_by_broker=count["refused_by_broker"],
            missed_while_away=count["missed_while_away"],
            closed_before_sent=count["closed_before_sent"],
            followers=followers,
            details=tuple(text for _, text in sorted(self.sentences)[:MOST_DETAILS]),
        )


def _name(copy: Copy) -> str:
    return f"route {copy.route.name}: {copy.side} {copy.symbol} of order {copy.source}"


def _lots(lots: Fraction) -> str:
    return format(in_lots(lots).normalize(), "f")
