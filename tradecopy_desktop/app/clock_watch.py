"""Compares the machine's clock with those of brokers, by the times of their quotes. Sets none."""

from typing import Final

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.checkup import Unknown
from tradecopy_desktop.domain.facts import Quote

_NS_PER_MS: Final = 1_000_000
_WINDOW_NS: Final = 60 * 1_000_000_000
# Fewer may all have been late.
_FEWEST: Final = 10


class ClockWatch:
    """Keeps the least late quote of each account's last minute.

    A quote can come late, never early: the one that came soonest shows how the clocks differ.
    """

    def __init__(self) -> None:
        self._seen: dict[AccountKey, tuple[int, int, int]] = {}
        self._before: dict[AccountKey, tuple[int, int]] = {}

    def note(
        self, account: AccountKey, quotes: tuple[Quote, ...], *, utc_ms: int, now_ns: int
    ) -> None:
        """Take over when quotes were made, as their server's clock says, and when they came."""
        if not quotes:
            return
        soonest = max(quote.at for quote in quotes) - utc_ms
        began, best, count = self._seen.get(account, (now_ns, soonest, 0))
        if now_ns - began > _WINDOW_NS:
            self._before[account] = (best, count)
            began, best, count = now_ns, soonest, 0
        self._seen[account] = (began, max(best, soonest), count + len(quotes))

    def ahead_s(self, account: AccountKey, utc_offset_s: int | None) -> float | Unknown:
        """Return by how many seconds a broker's clock is ahead of this machine's."""
        if utc_offset_s is None:
            return Unknown("the time zone of the broker's clock is not known yet")
        _, best, count = self._seen.get(account, (0, 0, 0))
        older, more = self._before.get(account, (best, 0))
        if count + more < _FEWEST:
            return Unknown("too few prices have come yet to compare the clocks")
        soonest = max(best, older) if count else older
        return soonest / 1_000 - utc_offset_s
