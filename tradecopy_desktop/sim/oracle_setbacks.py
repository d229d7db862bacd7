"""What followers could not do because their brokers did not; never what copiers failed to ask for.

Only what a broker's own record shows to be its fault counts.
"""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from tradecopy_desktop.domain.values import DealEntry
from tradecopy_desktop.sim.attempts_of_run import HistoryAttempt, Setback
from tradecopy_desktop.sim.histories_of_run import AccountHistory
from tradecopy_desktop.sim.oracle_actions import TOLERANCE_NS, Action
from tradecopy_desktop.sim.oracle_masters import MasterChange

ENOUGH_TRIES = 3
"""How often an opening is asked for that the broker refuses for the moment."""
_LATE_NS = 1_000_000_000
"""How long a broker at most takes to carry out what it was silent about."""
CLOSE_WITHIN_NS = 5_000_000_000
"""How long after the master's closing the follower's is with its broker, whatever goes wrong."""


class Setbacks:
    """What one follower's broker refused or filled in part, by the trade that was copied."""

    def __init__(self, account: AccountHistory) -> None:
        """Read the broker's record."""
        self._attempts: defaultdict[tuple[str, str], list[HistoryAttempt]] = defaultdict(list)
        self._opened: defaultdict[tuple[str | None, str | None], Fraction] = defaultdict(Fraction)
        for attempt in sorted(account.attempts, key=lambda each: each.at_ns):
            self._attempts[attempt.route, attempt.source].append(attempt)
        for deal in account.deals:
            if deal.entry is DealEntry.IN:
                self._opened[deal.route, deal.source] += Fraction(deal.volume)

    @property
    def has_record(self) -> bool:
        """Tell whether anything is known of what reached the broker."""
        return bool(self._attempts)

    def refused(
        self, route: str, source: str, lots: Fraction, coming: Sequence[MasterChange]
    ) -> Fraction:
        """Return how many of the `lots` of an opening the broker is to blame for not filling.

        `coming` are the master's changes from this opening on.
        """
        tries = [a for a in self._attempts.get((route, source), ()) if a.opens]
        if not tries or not _is_settled(tries, coming):
            return Fraction(0)
        short = Fraction(tries[-1].asked - tries[-1].filled)
        return max(Fraction(0), min(lots - self._opened[route, source], short))

    def held_up(self, route: str, source: str, at_ns: int) -> bool:
        """Tell whether the broker failed a trade around a moment, so that its lots were unsure."""
        return any(
            attempt.setback is not None
            and at_ns - CLOSE_WITHIN_NS <= attempt.at_ns <= at_ns + TOLERANCE_NS
            for attempt in self._attempts.get((route, source), ())
        )

    def was_asked(self, route: str, source: str) -> bool:
        """Tell whether the broker was ever asked to open."""
        return any(attempt.opens for attempt in self._attempts.get((route, source), ()))

    def asked_ns(
        self, route: str | None, source: str | None, action: Action, *, opens: bool
    ) -> int:
        """Return when a broker that carried deals out late was asked; else when they were made.

        Nobody can take back what is under way, so it counts as of then.
        """
        if route is None or source is None:
            return action.ended_ns
        asked = (
            attempt
            for attempt in self._attempts.get((route, source), ())
            if attempt.opens is opens
            and Fraction(attempt.filled) == action.volume
            and 0 <= action.begun_ns - attempt.at_ns <= _LATE_NS
        )
        newest = max(asked, key=lambda attempt: attempt.at_ns, default=None)
        if newest is None or newest.setback is not Setback.SILENT:
            return action.ended_ns
        return newest.at_ns

    def unopened(self, route: str, source: str, lots: Fraction) -> Fraction:
        """Return how many of the `lots` of an opening never came, whoever is to blame."""
        return max(Fraction(0), lots - self._opened[route, source])

    def closed_in_time(self, route: str, source: str, at_ns: int, whole_ns: int) -> bool:
        """Tell whether a closing was with the broker soon after the master's.

        From `whole_ns` on both ends were there.
        """
        return any(
            at_ns <= attempt.at_ns <= whole_ns + CLOSE_WITHIN_NS
            for attempt in self._attempts.get((route, source), ())
            if not attempt.opens
        )


def _is_settled(tries: Sequence[HistoryAttempt], coming: Sequence[MasterChange]) -> bool:
    """Tell whether the copier was right to ask no more."""
    last = tries[-1]
    if last.setback is None:
        return False
    if last.setback is not Setback.AGAIN or len(tries) >= ENOUGH_TRIES:
        # For good; or it might be executed twice, so it is not asked for again (rule L9).
        return True
    ended = next((change.at_ns for change in coming if change.after == 0), None)
    return ended is not None and ended <= last.at_ns + TOLERANCE_NS
