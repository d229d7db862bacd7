"""Watches what passes between a program and a guarded account, and notes what must not happen.

It counts money from the broker's books alone, and decides from what went over the wire who could
know of it. It sends nothing.
"""

import json
from collections.abc import Callable
from decimal import Decimal

from tests.rig.books import Books, Lot
from tests.rig.limit_floor import LimitFloor
from tests.rig.seat import RigSeat
from tradecopy_desktop.domain.filters import OrderKind
from tradecopy_desktop.domain.values import ZERO, DealEntry
from tradecopy_desktop.sim.broker.records import BookedDeal

TICK_S = 0.1
MOST_TICKS = 5
"""Within so many ticks of the breaching one the instruction is on the wire."""
_CALM_S = 4.0
"""After a trouble so long nothing is asked of the guard: links and lists come back."""
_AT_ONCE_S = 0.02
_SAVED_S = 0.05
"""A program that lives on so long after its decision has written it down."""
_ONE_CLOSE_S = 0.04
_ROUNDING = Decimal("0.02")
_ENTERING = (DealEntry.IN, DealEntry.INOUT)


class Breach:
    """A limit that is broken: when, with which positions, and how low they went since."""

    def __init__(self, at_s: float, books: Books, *, is_clean: bool) -> None:
        self.at_s = at_s
        self.lots: list[Lot] = books.lots()
        self.balance = books.balance
        self.flows = books.flows
        self.lowest = [lot.profit(books.quote) for lot in self.lots]
        self.others = ZERO
        self.is_clean = is_clean

    def fell(self, at_s: float, books: Books) -> None:
        """Note what its positions would be worth, at the ticks that may pass until the closing."""
        if at_s <= self.at_s + MOST_TICKS * TICK_S + _ONE_CLOSE_S * (len(self.lots) + 3):
            # They are closed one after the other, each at a tick of its own.
            worth = (lot.profit(books.quote) for lot in self.lots)
            self.lowest = [min(pair) for pair in zip(self.lowest, worth, strict=True)]

    def lost_more(self, books: Books, slippage_points: int) -> Decimal:
        """Return by how much more was lost than these ticks and the scripted slippage explain."""
        lots = sum((lot.volume for lot in self.lots), ZERO)
        # A point of one lot is worth 1 USD.
        least = self.balance + sum(self.lowest, ZERO) - lots * slippage_points + self.others
        return least - (books.balance - (books.flows - self.flows))


class Watch:
    """One guarded account. `wrong` collects what must not have happened."""

    def __init__(
        self,
        seat: RigSeat,
        limit: LimitFloor,
        now: Callable[[], float],
        is_alive: Callable[[], bool],
        slippage_points: int,
    ) -> None:
        self.seat = seat
        self.limit = limit
        self.wrong: list[str] = []
        self.books = Books(seat.broker)
        self.is_shut = False
        self.has_faults = False
        self._now = now
        self._is_alive = is_alive
        self._slippage_points = slippage_points
        self._shut_s: float | None = None
        self._told_s: float | None = None
        self._due_s: float | None = None
        self._breach: Breach | None = None
        self._may_be_broken = False
        self._sent: set[str] = set()
        self._delivered: dict[str, float] = {}
        self._disturbed_s = 0.0
        self._is_deaf = True
        self._is_whole = False
        seat.broker.history.listeners.append(self.look)

    # What happens to it

    def disturb(self, *, deafens: bool = False) -> None:
        """Ask nothing of the guard for a while; what `deafens` lasts until the next welcome."""
        self._disturbed_s = self._now()
        self._is_deaf = self._is_deaf or deafens
        self._due_s = None
        self.trouble()

    def trouble(self) -> None:
        """Expect no good price of the closing that is going on."""
        if self._breach is not None:
            self._breach.is_clean = False

    def program_died(self, at_s: float) -> None:
        """Forget what a dead program knew and had not written down."""
        self.limit.forget_unsaved(at_s)
        self.disturb(deafens=True)
        self._told_s = None
        if self._shut_s is not None and at_s - self._shut_s < _SAVED_S:
            # It may have been written down all the same.
            self._shut_s, self.is_shut, self._may_be_broken = None, False, True

    def shut_by_hand(self) -> None:
        """Expect the account to be closed and locked: the trader said so."""
        if not self.is_shut:
            self._shut_s, self.is_shut = self._now(), True
            self._due_s = None
        self.trouble()

    def unlocked(self) -> None:
        """Begin anew: the lock was lifted."""
        self._shut_s = self._told_s = self._due_s = self._breach = None
        self.is_shut = self._may_be_broken = False
        self.look()

    @property
    def was_asked_to_open(self) -> bool:
        """Tell whether any opening was put on the wire."""
        return bool(self._sent)

    @property
    def is_open(self) -> bool:
        """Tell whether there is anything to close; without, an account is locked in silence."""
        return bool(self.seat.broker.holdings() or self.seat.broker.pendings())

    @property
    def is_broken(self) -> bool:
        """Tell whether the broker's books show the limit broken now."""
        return self.books.equity <= self.limit.must_act(self.books.flows) - _ROUNDING

    @property
    def sees(self) -> bool:
        """Tell whether the program is connected to an account that it can believe."""
        is_calm = self._now() - self._disturbed_s >= _CALM_S
        is_shown = self._is_whole and not self._is_deaf and self.seat.broker.shown is None
        return is_calm and is_shown and self._is_alive()

    # What the broker's books show

    def look(self) -> None:
        """Look at the books after a price or a change of them."""
        now, deals = self._now(), self.books.read_on()
        equity, flows = self.books.equity, self.books.flows
        self.limit.note_true(equity - flows)
        self._may_be_broken |= equity <= self.limit.may_act(flows) + _ROUNDING
        for deal in deals:
            self._judge_deal(deal, now)
        if self._breach is not None:
            self._breach.fell(now, self.books)
        if self.is_shut:
            self._judge_loss()
        elif not self.is_broken:
            self._breach = None
        elif self._breach is None:
            may_close = self.seat.terminal.permissions.may_trade
            self._breach = Breach(now, self.books, is_clean=self.sees and may_close)

    def _judge_deal(self, booked: BookedDeal, now: float) -> None:
        deal, breach = booked.deal, self._breach
        if breach is not None and all(lot.position != booked.position for lot in breach.lots):
            breach.others += deal.profit
        if deal.entry not in _ENTERING:
            return
        if self.seat.nets:
            self.trouble()
        known = [at for at in (self._told_s, self._shut_s) if at is not None]
        if not known or deal.magic == "0":
            return
        intent = self.seat.terminal.disk.journal.of_magic(deal.magic)
        assert intent is not None
        sent_s = self._delivered.get(intent.id)
        if deal.order_kind is not OrderKind.MARKET:
            self._judge_pending(deal.volume, now, min(known))
        elif sent_s is None or sent_s > min(known) + 1e-6:
            self._note(f"{deal.volume} were opened, sent {sent_s}, broken since {min(known)}")

    def _judge_pending(self, volume: Decimal, now: float, known_s: float) -> None:
        # Until the flatten is through its line of calls, an order may still be filled.
        if self.sees and now - known_s > 2.0 + _CALM_S:
            self._note(f"an order of {volume} was filled, broken since {known_s}")

    def _judge_loss(self) -> None:
        breach = self._breach
        if breach is None or self.books.lots():
            return
        more = breach.lost_more(self.books, self._slippage_points)
        if breach.is_clean and not self.has_faults and more > _ROUNDING * 10:
            self._note(f"{more} more were lost than ticks and slippage explain")
        self._breach = None

    # What goes over the wire

    def put(self, frame: str) -> None:
        """The program lets a frame go."""
        head = frame[:40]
        if '"flatten"' in head:
            self._flattened()
        elif '"open"' in head or '"place"' in head:
            self._judge_sending(json.loads(frame)["id"])
        elif '"welcome"' in head:
            self._disturbed_s = self._now()
            self._is_deaf = self._is_whole = False

    def _flattened(self) -> None:
        if self.is_shut:
            return
        if not self._may_be_broken:
            self._note("it was flattened, and no limit was broken")
        elif self.seat.broker.shown is not None and self._told_s is None:
            self._note("it was flattened on what nobody can believe")
        self._shut_s, self.is_shut = self._now(), True
        if self._due_s is not None and self._now() > self._due_s:
            self._note("it was flattened late")
        self._due_s = None

    def _judge_sending(self, opening: str) -> None:
        """An executor refuses below its floor by itself; it should not even be asked to open."""
        is_late = self._shut_s is not None and self._now() > self._shut_s + 1e-6
        if is_late and opening not in self._sent:
            self._note(f"an opening was sent, closed since {self._shut_s}")
        # What was under way when the link broke is told again, for the answer that is missing.
        self._sent.add(opening)

    def arrived(self, frame: str, put_s: float) -> None:
        """A frame comes out at the terminal."""
        head = frame[:40]
        if '"open"' in head or '"place"' in head:
            self._delivered.setdefault(json.loads(frame)["id"], put_s)

    def told(self, frame: str) -> None:
        """A frame comes out at the program."""
        head = frame[:40]
        if '"snapshot"' in head:
            told = json.loads(frame)
            self._is_whole = told["whole"]
            self._take(told["funds"])
        elif '"funds"' in head:
            self._take(json.loads(frame))
        elif '"heartbeat"' in head:
            self._take(json.loads(frame)["state"])

    def _take(self, money: dict[str, str]) -> None:
        flows = self.books.flows_at.get(Decimal(money["balance"]))
        if flows is None or not self._is_alive():
            # Nobody can believe it.
            return
        equity, now = Decimal(money["equity"]), self._now()
        if self.seat.broker.shown is not None:
            return
        if equity > self.limit.must_act(flows) - _ROUNDING:
            self._told_s = None
        elif self._told_s is None:
            self._told_s = now
            if self.sees and not self.is_shut and self.is_open:
                self._oblige(now + _AT_ONCE_S)
        if self.sees:
            self.limit.note_told(equity - flows, now)

    def _oblige(self, due_s: float) -> None:
        self._due_s = due_s if self._due_s is None else min(self._due_s, due_s)

    def check(self) -> None:
        """Note what is overdue."""
        now, breach = self._now(), self._breach
        if self.is_shut or not self.sees:
            return
        if self._due_s is not None and now > self._due_s:
            self._due_s = None
            self._note("its limit was told broken, and nothing was closed")
        if breach is not None and self.is_open and self._has_been_seen(breach, now):
            breach.at_s = now
            self._note(f"its limit has been broken for {MOST_TICKS} ticks, and nothing was closed")

    def _has_been_seen(self, breach: Breach, now: float) -> bool:
        due_s = max(breach.at_s, self._disturbed_s + _CALM_S) + MOST_TICKS * TICK_S
        return now > due_s

    def _note(self, text: str) -> None:
        self.wrong.append(f"{self._now():.3f} {self.seat.login}: {text}")
