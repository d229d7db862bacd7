"""What a broker does wrong, how often, and in which platform's words. Dice come from a seed."""

from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from enum import StrEnum
from math import prod
from random import Random

from tradecopy_desktop.domain.values import Platform


class Fault(StrEnum):
    """One way in which a trade request can go wrong at the broker."""

    REQUOTE = "requote"
    REJECT = "reject"
    TIMEOUT_EXECUTED = "timeout_executed"
    TIMEOUT_LOST = "timeout_lost"
    TIMEOUT_LATE = "timeout_late"
    PARTIAL = "partial"
    INVALID_VOLUME = "invalid_volume"
    INVALID_STOPS = "invalid_stops"
    MARKET_CLOSED = "market_closed"
    NO_MONEY = "no_money"
    AUTOTRADING_OFF = "autotrading_off"
    OFF_QUOTES = "off_quotes"
    BUSY = "busy"
    TOO_MANY = "too_many"


_CODES: dict[Fault, tuple[str, str]] = {
    Fault.REQUOTE: ("10004", "138"),
    Fault.REJECT: ("10006", "2"),
    Fault.TIMEOUT_EXECUTED: ("10012", "128"),
    Fault.TIMEOUT_LOST: ("10012", "128"),
    Fault.TIMEOUT_LATE: ("10012", "128"),
    Fault.INVALID_VOLUME: ("10014", "131"),
    Fault.INVALID_STOPS: ("10016", "130"),
    Fault.MARKET_CLOSED: ("10018", "132"),
    Fault.NO_MONEY: ("10019", "134"),
    Fault.AUTOTRADING_OFF: ("10027", "4109"),
    Fault.OFF_QUOTES: ("10021", "136"),
    Fault.BUSY: ("10028", "146"),
    Fault.TOO_MANY: ("10024", "141"),
}
REFUSED_CLOSE = "refused_close"
"""Any of these that refused a closing."""

# MT4 fills whole or not at all.
_ONLY_MT5 = frozenset({Fault.PARTIAL})


def code_of(fault: Fault, platform: Platform) -> str:
    """Return the platform's return code for a fault."""
    return _CODES[fault][platform is Platform.MT4]


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """How a broker misbehaves: chances per trade request, and which of its kind it is.

    The switches stand for what differs between MT4 brokers and is promised by nobody: whether a
    partial close keeps magic and comment, and whether closed orders can be listed. `lists_late_s`
    is how long after a login positions are not all shown.

    The last three are faults of the executor, so that it can be tried whether they would be found:
    a `blind` one does not search after a silence, as if the price had moved; one that `closes_once`
    loses the repetitions of a closing; a `forgetful` one opens again what it is told again.
    """

    chances: tuple[tuple[Fault, float], ...] = ()
    late_ms: int = 400
    magic_zeroed: bool = False
    comment_cut: bool = False
    history_hidden: bool = False
    lists_late_s: float = 0.0
    blind: bool = False
    closes_once: bool = False
    forgetful: bool = False


class Dice:
    """Decides request by request; scripted faults come before thrown ones."""

    def __init__(self, faults: Faults, platform: Platform, seed: str) -> None:
        """Begin with the seed; the same requests in the same order meet the same faults."""
        self._faults = faults
        self._platform = platform
        self._random = Random(seed)
        self._script: deque[Fault | None] = deque()
        self._owed: defaultdict[Fault, float] = defaultdict(float)
        self._stopped = False
        self.injected: Counter[str] = Counter()

    def script(self, *faults: Fault | None) -> None:
        """Let the next requests meet these; None lets one pass untouched."""
        self._script.extend(faults)

    def stop(self) -> None:
        """Let nothing more go wrong by chance."""
        self._stopped = True

    def throw(self, *, divisible: bool = True) -> Fault | None:
        """Return what goes wrong with the next request, if anything.

        Only a `divisible` one, a market order, can be filled in part.
        """
        fault = self._script.popleft() if self._script else self._thrown(divisible=divisible)
        if fault is not None:
            self.injected[fault.value] += 1
        return fault

    def _thrown(self, *, divisible: bool) -> Fault | None:
        chances = [
            (fault, chance)
            for fault, chance in self._faults.chances
            if fault not in _ONLY_MT5 or (self._platform is Platform.MT5 and divisible)
        ]
        goes_well = prod(1 - chance for _, chance in chances)
        if self._stopped or not chances or self._random.random() < goes_well:
            return None
        # Which one is no chance: the one that is most behind its share, so that each has its turn.
        total = sum(chance for _, chance in chances)
        for fault, chance in chances:
            self._owed[fault] += chance / total
        order = self._random.sample([fault for fault, _ in chances], len(chances))
        due = max(order, key=self._owed.__getitem__)
        self._owed[due] -= 1
        return due

    def points(self, most: int) -> int:
        """Return adverse slippage of 0 to `most` points."""
        return self._random.randint(0, most) if most else 0

    def share(self) -> float:
        """Return which share of an order a partial fill takes."""
        return self._random.uniform(0.2, 0.8)
