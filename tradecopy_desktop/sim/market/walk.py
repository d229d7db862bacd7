"""Prices that wander from a seed: small steps, either way alike."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from random import Random

from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.sim.market.ticks import Tick

_MOST_TICKS = 6
# Where no price was given: any plausible one for a symbol with that many digits.
_START = {0: "40000", 1: "5000.0", 2: "2000.00", 3: "150.000", 4: "1.1000"}


class RandomWalk:
    """Walks through the symbols in turn; each keeps within a fifth of where it began."""

    def __init__(
        self,
        instruments: Iterable[Instrument],
        *,
        seed: int,
        prices: Mapping[str, Decimal],
        every_s: float = 0.05,
    ) -> None:
        """Begin at `prices`, or at plausible ones."""
        self._instruments = tuple(instruments)
        self._random = Random(f"{seed}/walk")
        self._every_s = every_s
        self._start = {i.name: _start(i, prices) for i in self._instruments}
        self._now = dict(self._start)
        self._turn = 0

    def first(self) -> dict[str, Decimal]:
        """Return where every symbol begins."""
        return dict(self._start)

    def next(self) -> Tick | None:
        """Return the next tick; there is always one."""
        if not self._instruments:
            return None
        instrument = self._instruments[self._turn % len(self._instruments)]
        self._turn += 1
        step = self._random.randint(-_MOST_TICKS, _MOST_TICKS) * instrument.tick_size
        name = instrument.name
        start, price = self._start[name], self._now[name] + step
        if abs(price - start) * 5 <= start:
            self._now[name] = price
        return Tick(wait_s=self._every_s, symbol=name, bid=self._now[name], ask=None)


def _start(instrument: Instrument, prices: Mapping[str, Decimal]) -> Decimal:
    given = prices.get(instrument.name)
    return given if given is not None else Decimal(_START.get(instrument.digits, "1.10000"))
