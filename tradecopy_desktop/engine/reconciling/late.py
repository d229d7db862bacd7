"""Openings that were missed while an end was away, and what a route does about them (rule C3).

A remainder of a partial close, a rollover or a split is no opening: what cannot be told from one
is asked about, never opened unasked (rule L6).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tradecopy_desktop.domain.decisions import Copied, Decision, Skipped, SkipReason
from tradecopy_desktop.domain.findings import Missed
from tradecopy_desktop.domain.order_rules import PendingPolicy
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO, Reason
from tradecopy_desktop.engine.arming import is_before_route
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.copier import imagined
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.opening.decide import decide_opening
from tradecopy_desktop.engine.opening.signal import Signal
from tradecopy_desktop.engine.reconciling.missing import again
from tradecopy_desktop.engine.stops.slippage import slipped

LATE = frozenset(
    {
        SkipReason.TOO_OLD,
        SkipReason.FOLLOWER_AWAY,
        SkipReason.FOLLOWER_NOT_WHOLE,
        SkipReason.FOLLOWER_MAY_NOT_TRADE,
    }
)
"""Why an opening was passed over that nobody decided against: what was away, comes late."""


@dataclass(slots=True, kw_only=True)
class Known:
    """What was ever told of a master: its positions, and the newest time at which one was opened.

    `newest` is on the server's clock in ms. Before the first whole picture nothing is `proven` to
    be new: what was there before is not known.
    """

    positions: set[str] = field(default_factory=set)
    newest: int = 0
    proven: bool = False

    def note_event(self, position: Position) -> None:
        """Take over a position that an event told of."""
        self.positions.add(position.id)
        self.newest = max(self.newest, position.opened_at)

    def note_picture(self, positions: Iterable[Position]) -> None:
        """Take over a whole picture."""
        shown = tuple(positions)
        times = (position.opened_at for position in shown)
        self.positions.update(position.id for position in shown)
        self.newest = max(self.newest, *times, 0)
        self.proven = True


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
        if (position.id in late or position.id not in known.positions)
        and is_missed(book, route, position)
    )


def is_missed(book: Book, route: Route, position: Position) -> bool:
    """Tell whether an armed route has neither taken a position nor found it when it was armed."""
    takes = route.mode in (RouteMode.LIVE, RouteMode.SHADOW)
    if not takes or route.id not in book.baselines:
        # What its master held when it was armed is not known yet.
        return False
    if any((of, id) == (route.id, position.id) for of, id, _ in book.orders):
        return False
    return not is_before_route(book, route, position.id, position.order)


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
    decisions = decide_opening(book, route, _signal(book, route, position, refused_before), moment)
    if points is not None:
        decisions = tuple(_within(book, each, position, points) for each in decisions)
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
        version=f"late {position.ticket}",
        order_volume=sum(of_order, ZERO),
        price=position.price,
    )


def _within(book: Book, decision: Decision, position: Position, points: int) -> Decision:
    if not isinstance(decision, Copied):
        return decision
    link = decision.link
    follower = book.account(link.follower)
    instrument = follower.instruments[link.symbol]
    quote = follower.quotes.get(link.symbol)
    refusal = slipped(link.side, position.price, quote, instrument, points)
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
