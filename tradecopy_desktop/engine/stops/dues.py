"""What the SL and TP of an open copy are to become, from all that is known of the copy.

Looks into the book and changes nothing in it.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from tradecopy_desktop.domain.decisions import Step
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO, MarginMode
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.stops.changes import HeldStop, StopChange, change_stop, held_stop
from tradecopy_desktop.engine.stops.levels import StopKind, is_frozen, stop_market
from tradecopy_desktop.engine.stops.plan import MasterStops, Stops, stop_prices
from tradecopy_desktop.engine.stops.prices import StopPrice

WAITING = "not set yet: "
"""How the reason of a copy begins while a stop of it could not be set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueStops:
    """Both stops of a copy from now: as `ordered`, and as a change must say them, `sent`.

    `acts`: there is something to send. `trouble` is what the trader must be told, and `waiting`
    the same without the market's figures, so that it is told once. `note` explains why stops are
    others than the master's. `closes`: the copy must be closed instead. `bare` is an SL that could
    not be set on a copy that has none.
    """

    ordered: Stops
    sent: Stops
    acts: bool = False
    closes: bool = False
    trouble: str = ""
    waiting: str = ""
    note: str = ""
    bare: Decimal | None = None
    steps: tuple[Step, ...] = ()


def due_stops(
    book: Book, link: Link, position: Position, instrument: Instrument, *, busy: bool = False
) -> DueStops:
    """Return what the copy's stops become by those of the master's position.

    `busy`: an instruction of the copy is under way, and what its tickets show proves no hand.
    """
    master = MasterStops(
        side=link.master_side,
        entry=position.price if link.master_entry is None else link.master_entry,
        stop_loss=position.stop_loss,
        take_profit=position.take_profit,
    )
    shown = tickets_of(book, link)
    prices = stop_prices(link.stops, master, link.side, instrument, entry=_entry(link, shown))
    return _due(book, link, prices, instrument, () if busy else shown)


def ordered_stops(book: Book, link: Link, instrument: Instrument) -> DueStops:
    """Return what the copy's stops become if they are to be again what was ordered."""
    text = "moved on the follower; the route puts it back"
    loss, profit = (
        StopPrice(kind=kind, price=price, step=Step(rule=kind.value, text=text))
        for kind, price in (
            (StopKind.STOP_LOSS, link.stop_loss),
            (StopKind.TAKE_PROFIT, link.take_profit),
        )
    )
    return _due(book, link, (loss, profit), instrument, tickets_of(book, link))


def tickets_of(book: Book, link: Link) -> tuple[Position, ...]:
    """Return the follower's positions that show the stops of this copy and of no other."""
    account = book.account(link.follower)
    if account.margin_mode is MarginMode.NETTING:
        sharers = [each for each in book.active_on(link.follower, link.symbol) if each.filled]
        if [each.copy for each in sharers] != [link.copy]:
            return ()
    return tuple(
        position
        for position in account.positions.values()
        if position.side is link.side
        and (position.link.copy if position.link else account.copies.get(position.id)) == link.copy
    )


def held_stops(link: Link, shown: tuple[Position, ...]) -> tuple[HeldStop, HeldStop]:
    """Return SL and TP of a copy as ordered and as its tickets show them."""
    losses = tuple(each.stop_loss for each in shown)
    profits = tuple(each.take_profit for each in shown)
    return (
        held_stop(StopKind.STOP_LOSS, link.side, link.stop_loss, losses),
        held_stop(StopKind.TAKE_PROFIT, link.side, link.take_profit, profits),
    )


def _entry(link: Link, shown: tuple[Position, ...]) -> Decimal | None:
    if link.entry is not None:
        return link.entry
    # Distances count from the fill: the market's price would let the stop wander with it.
    return shown[0].price if len(shown) == 1 else None


def _due(
    book: Book,
    link: Link,
    prices: tuple[StopPrice, StopPrice],
    instrument: Instrument,
    shown: tuple[Position, ...],
) -> DueStops:
    quote = book.account(link.follower).quotes.get(link.symbol)
    market = stop_market(link.side, instrument, quote)
    held = held_stops(link, shown)
    loss, profit = (
        _missed(link, each, change_stop(link.stops, each, has, market))
        for each, has in zip(prices, held, strict=True)
    )
    has_loss, has_profit = held[0].present, held[1].present
    due = _joined(link, prices, loss, profit)
    if (
        due.acts
        and not due.closes
        and is_frozen(instrument, link.side, quote, has_loss, has_profit)
    ):
        return _frozen(link, prices, instrument)
    bare = prices[0].price if loss.trouble and has_loss is None else None
    return replace(due, bare=bare)


def _missed(link: Link, due: StopPrice, change: StopChange) -> StopChange:
    """Make it a trouble that a stop hangs on a fill whose price nobody told."""
    if due.known or link.filled == ZERO or link.shadow:
        return change
    text = f"the fill price of the copy is not known, so its {due.kind.value} stays as it is"
    return replace(change, note="", trouble=text)


def _joined(
    link: Link, prices: tuple[StopPrice, StopPrice], loss: StopChange, profit: StopChange
) -> DueStops:
    pairs = tuple(zip(prices, (loss, profit), strict=True))
    return DueStops(
        ordered=Stops(stop_loss=loss.ordered, take_profit=profit.ordered),
        sent=Stops(stop_loss=loss.sent, take_profit=profit.sent),
        acts=loss.acts or profit.acts,
        closes=loss.closes,
        trouble="; ".join(change.trouble for _, change in pairs if change.trouble),
        waiting=_waiting(tuple(due for due, change in pairs if change.trouble)),
        note="; ".join(change.note for _, change in pairs if change.note),
        steps=tuple(step for _, change in pairs for step in change.steps),
    )


def _waiting(dues: tuple[StopPrice, ...]) -> str:
    names = (
        due.kind.value if due.price is None else f"{due.kind.value} {due.price:f}" for due in dues
    )
    return f"{WAITING}{', '.join(names)}" if dues else ""


def _frozen(link: Link, prices: tuple[StopPrice, StopPrice], instrument: Instrument) -> DueStops:
    stops = Stops(stop_loss=link.stop_loss, take_profit=link.take_profit)
    text = (
        f"the price is within {instrument.freeze_level} points of the copy's SL or TP, where the "
        "broker lets nothing be changed; the new stops are tried again"
    )
    return DueStops(ordered=stops, sent=stops, trouble=text, waiting=_waiting(prices))
