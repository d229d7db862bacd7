"""Openings that were missed while an end was away, and what a route does about them (rule C3).

A remainder of a partial close, a rollover or a split is no opening: what cannot be told from one
is asked about, never opened unasked (rule L6).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from tradecopy_desktop.domain.decisions import Copied, Decision, Skipped, SkipReason
from tradecopy_desktop.domain.findings import Missed
from tradecopy_desktop.domain.order_rules import PendingPolicy
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO, MarginMode, Reason
from tradecopy_desktop.engine.arming import is_before_route
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.copier import imagined
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.opening.decide import decide_opening
from tradecopy_desktop.engine.opening.signal import TAKEN_LATE, Signal
from tradecopy_desktop.engine.reconciling.missing import again
from tradecopy_desktop.engine.stops.slippage import slipped

LATE = frozenset(
    {
        SkipReason.TOO_OLD,
        SkipReason.FOLLOWER_AWAY,
        SkipReason.FOLLOWER_NOT_WHOLE,
        SkipReason.FOLLOWER_MAY_NOT_TRADE,
        SkipReason.FROZEN,
    }
)
"""Why an opening was passed over that nobody decided against: what was away, comes late."""


_OPENINGS = (["monitor", "opened"], ["monitor", "reversed"])


@dataclass(slots=True, kw_only=True)
class Known:
    """What was ever told of a master: its positions, and the newest time at which one was opened.

    `newest` is on the server's clock in ms. Before the first whole picture nothing is `proven` to
    be new: what was there before is not known. `sides` are positions with the order that opened
    their present side, and `lots` what each of them held.
    """

    positions: set[str] = field(default_factory=set)
    newest: int = 0
    proven: bool = False
    sides: set[tuple[str, str]] = field(default_factory=set)
    lots: dict[str, Decimal] = field(default_factory=dict)

    def note_event(self, position: Position) -> None:
        """Take over a position that an event told of."""
        self._note(position)
        self.positions.add(position.id)
        self.newest = max(self.newest, position.opened_at)

    def note_picture(self, positions: Iterable[Position]) -> None:
        """Take over a whole picture."""
        shown = tuple(positions)
        times = (position.opened_at for position in shown)
        self.lots.clear()
        for position in shown:
            self._note(position)
        self.positions.update(position.id for position in shown)
        self.newest = max(self.newest, *times, 0)
        self.proven = True

    def _note(self, position: Position) -> None:
        self.sides.add((position.id, position.order))
        self.lots[position.id] = position.volume


def sides_told_before(seen: Iterable[tuple[str, str]], account: str) -> Iterator[tuple[str, str]]:
    """Yield the sides of an account's positions whose opening stored event keys name."""
    for of, key in seen:
        parts = key.split("|")
        if of == account and len(parts) == 5 and parts[:2] in _OPENINGS:
            yield parts[2], parts[3]


def told_before(seen: Iterable[tuple[str, str]], account: str) -> Iterator[str]:
    """Yield the positions of an account that stored event keys name."""
    for of, key in seen:
        parts = key.split("|")
        if of == account and len(parts) == 5 and parts[0] == "monitor":
            yield parts[2]


def missed_openings(
    book: Book, route: Route, known: Known, late: frozenset[str]
) -> tuple[Missed, ...]:
    """Return the master's positions that a route has not answered yet.

    `known` is as before the present picture; `late` are positions whose opening was told and
    passed over because something was away.
    """
    master = book.account(route.master)
    return tuple(
        Missed(
            route=route.id,
            position=position.id,
            proven=position.id in late or _is_opening(master, route, known, position),
        )
        for position in master.positions.values()
        if (position.id in late or not _is_known(master, known, position))
        and is_missed(book, route, position)
    )


def is_missed(book: Book, route: Route, position: Position) -> bool:
    """Tell whether an armed route has neither taken a position nor found it when it was armed."""
    takes = route.mode in (RouteMode.LIVE, RouteMode.SHADOW)
    if not takes or route.id not in book.baselines:
        # What its master held when it was armed is not known yet.
        return False
    if _was_taken(book, route, position):
        return False
    return not is_before_route(book, route, position.id, position.order)


def _was_taken(book: Book, route: Route, position: Position) -> bool:
    taken = (order for of, id, order in book.orders if (of, id) == (route.id, position.id))
    if book.account(route.master).margin_mode is MarginMode.HEDGING:
        return any(taken)
    # A position that was turned round twice keeps its name, and its new side is another opening.
    return position.order in taken or book.followed_link(route.id, position.id) is not None


def _is_known(master: AccountState, known: Known, position: Position) -> bool:
    if master.margin_mode is MarginMode.NETTING:
        return (position.id, position.order) in known.sides
    return position.id in known.positions


def _is_opening(master: AccountState, route: Route, known: Known, position: Position) -> bool:
    if route.settings.orders.pendings is PendingPolicy.IGNORE:
        # A picture does not tell whether a pending order became of it.
        return False
    if not known.proven or position.opened_at <= known.newest:
        return False
    return not any(
        ended.reason is Reason.ROLLOVER
        and (ended.symbol, ended.side) == (position.symbol, position.side)
        for ended in master.closed.values()
    )


def open_late(
    book: Book,
    route: Route,
    position: Position,
    moment: Moment,
    *,
    points: int | None = None,
    refused_before: bool = False,
) -> tuple[Decision, ...]:
    """Return the late opening of a master's position at market, by all questions of an opening.

    With `points` the follower's price must be known and not be worse than the master's by more.
    `refused_before`: its copy was prescribed, and refused.
    """
    signal = _signal(book, route, position, refused_before)
    return open_signal(book, route, signal, moment, points=points)


def open_signal(
    book: Book, route: Route, signal: Signal, moment: Moment, *, points: int | None = None
) -> tuple[Decision, ...]:
    """Return the late opening of a signal at market; `points` are as for a whole position."""
    decisions = decide_opening(book, route, signal, moment)
    if points is not None:
        decisions = tuple(_within(book, each, signal.price, points) for each in decisions)
    return tuple(imagined(each) for each in decisions)


def _signal(book: Book, route: Route, position: Position, refused_before: bool) -> Signal:  # noqa: FBT001
    # An order that was filled in parts can have made several positions: each gets its share (S2).
    of_order = (
        each.volume
        for each in book.account(route.master).positions.values()
        if (each.order, each.symbol) == (position.order, position.symbol)
    )
    return Signal(
        position=position,
        order=again(position.order) if refused_before else position.order,
        added=position.volume,
        version=f"{TAKEN_LATE}{position.ticket}",
        order_volume=sum(of_order, ZERO),
        price=position.price,
    )


def _within(book: Book, decision: Decision, price: Decimal, points: int) -> Decision:
    if not isinstance(decision, Copied):
        return decision
    link = decision.link
    follower = book.account(link.follower)
    instrument = follower.instruments[link.symbol]
    quote = follower.quotes.get(link.symbol)
    refusal = slipped(link.side, price, quote, instrument, points)
    if refusal is None:
        return decision
    reason, detail = refusal
    return Skipped(
        route=decision.route,
        reason=reason,
        detail=f"opened while an end was away: {detail}",
        alarming=True,
        settings_version=decision.settings_version,
    )


def skip_late(route: Route, position: Position, why: str) -> Skipped:
    """Return what the trader is told of a missed opening that is not copied."""
    text = f"the master opened {position.volume:f} {position.symbol} while an end was away; {why}"
    return Skipped(
        route=route.id,
        reason=SkipReason.MISSED_WHILE_AWAY,
        detail=text,
        alarming=True,
        settings_version=route.settings.version,
    )
