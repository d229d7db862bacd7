"""When each terminal was not heard, or did not see its whole account. It only watches."""

import asyncio
from collections.abc import Sequence

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.sim.seat import Seat

_LOOK_EVERY_S = 0.02
Outage = tuple[int, int]


class Outages:
    """The outages of every account, from and until, on the run's steady clock."""

    def __init__(self, seats: Sequence[Seat]) -> None:
        """Watch these; nothing is seen before `watch`."""
        self._seats = seats
        self._begun: dict[AccountKey, int] = {}
        self._ended: dict[AccountKey, list[Outage]] = {seat.account.key: [] for seat in seats}
        self._looked_ns = 0

    async def watch(self) -> None:
        """Look again and again until cancelled."""
        while True:
            self._look()
            await asyncio.sleep(_LOOK_EVERY_S)

    def of(self, account: AccountKey) -> tuple[Outage, ...]:
        """Return an account's outages; one that lasts ends with the last look."""
        begun = self._begun.get(account)
        lasting = () if begun is None else ((begun, self._looked_ns),)
        return (*self._ended[account], *lasting)

    def _look(self) -> None:
        for seat in self._seats:
            key, now = seat.account.key, seat.broker.clock.steady_ns()
            if not seat.terminal.is_heard:
                # It may have begun right after the look before.
                self._begun.setdefault(key, self._looked_ns or now)
            elif (begun := self._begun.pop(key, None)) is not None:
                self._ended[key].append((begun, now))
        self._looked_ns = max(seat.broker.clock.steady_ns() for seat in self._seats)
