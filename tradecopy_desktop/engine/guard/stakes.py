"""All lots of an account that may be stopped out: held, on their way, or waiting. Values nothing.

Whose a position is does not matter. What is not seen yet counts as it was ordered, and an order
that waits counts as filled at its trigger (rule G4). Nothing counts against anything else: an order
of the other side reduces a position only once it has.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.trades import PendingOrder, Position
from tradecopy_desktop.domain.values import ZERO, MarginMode, Side
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.money.quotes import entry_at
from tradecopy_desktop.engine.pendings.orders import lots_to_come


class Stake(NamedTuple):
    """Lots that are lost from `entry` to `stop`, None for no SL; `entry` None: there is no price.

    `copy` is whose they are, "" for nobody's or for several copies'. `told` is the floating profit
    that the terminal showed last, swap included, None for lots that it has not shown as held.
    """

    symbol: str
    side: Side
    lots: Decimal
    entry: Decimal | None
    stop: Decimal | None
    copy: str = ""
    swap: Decimal = ZERO
    told: Decimal | None = None


class _Terms(NamedTuple):
    price: Decimal
    limit_price: Decimal | None
    stop: Decimal | None


def stakes(
    book: Book, account: AccountState, *, imagined: str = "", without: str = ""
) -> Iterator[Stake]:
    """Yield what an account may lose lots with.

    The shadow copies of the route `imagined` count as held; of the copy `without` only what the
    terminal shows counts.
    """
    live = {link.copy: link for link in book.live_on(account.key)}
    magics = {(x.symbol, opening.magic): x.copy for x in live.values() for opening in x.opens}
    seen: dict[str, Decimal] = {}
    for position in account.positions.values():
        copy = _owner(account, position, live, magics)
        key = _key(account, position.symbol, position.side, copy)
        seen[key] = seen.get(key, ZERO) + position.volume
        yield _held(position, copy)
    waiting: dict[str, PendingOrder] = {}
    for order in account.pendings.values():
        copy = (order.link.copy if order.link else "") or magics.get(
            (order.symbol, order.magic), ""
        )
        link = live.get(copy)
        if link is not None and link.pending is not None:
            waiting[copy] = order
        else:
            yield _waiting(order.symbol, order.side, order.volume, copy, (_shown(order),))
    links = [link for link in live.values() if link.copy != without]
    links += [x for x in book.copies_of(imagined) if x.shadow] if imagined else []
    for key, group in _grouped(account, links).items():
        missing = _due(account, group) - seen.get(key, ZERO)
        yield from _unseen(account, group, missing, waiting)


def farther(side: Side, one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """Return the SL of the two at which more is lost; None, no SL, loses the most."""
    if one is None or other is None:
        return None
    return min(one, other) if side is Side.BUY else max(one, other)


def _owner(
    account: AccountState,
    position: Position,
    live: dict[str, Link],
    magics: dict[tuple[str, str], str],
) -> str:
    names = (
        position.link.copy if position.link else None,
        account.copies.get(position.id),
        account.copies.get(position.ticket),
        # A position may be seen before its executor's report; the magic tells whose it is.
        magics.get((position.symbol, position.magic)),
    )
    return next((name for name in names if name in live), "")


def _key(account: AccountState, symbol: str, side: Side, copy: str) -> str:
    # A netting account holds the lots of all copies of a side in one position.
    return f"{symbol} {side}" if account.margin_mode is MarginMode.NETTING else copy


def _grouped(account: AccountState, links: Iterable[Link]) -> dict[str, list[Link]]:
    groups: dict[str, list[Link]] = {}
    for link in links:
        key = _key(account, link.symbol, link.side, link.copy)
        groups.setdefault(key, []).append(link)
    return groups


def _due(account: AccountState, links: list[Link]) -> Decimal:
    """Return the most lots that copies of one side of a symbol may hold with all they share."""
    due = sum((_most(link) for link in links), ZERO)
    if account.margin_mode is not MarginMode.NETTING:
        return due
    net = account.net_position(links[0].symbol)
    held = net.volume if net.side is links[0].side else ZERO
    for link in links:
        held += _most(link) if link.shadow else _most(link) - link.filled
    return max(due, held)


def _most(link: Link) -> Decimal:
    # A waiting order brings all its lots, whatever the copy is reduced to afterwards.
    return max(link.target, link.filled + lots_to_come(link))


def _held(position: Position, copy: str) -> Stake:
    return Stake(
        symbol=position.symbol,
        side=position.side,
        lots=position.volume,
        entry=position.price,
        stop=position.stop_loss,
        copy=copy,
        swap=position.swap,
        told=position.profit + position.swap,
    )


def _waiting(symbol: str, side: Side, lots: Decimal, copy: str, terms: Iterable[_Terms]) -> Stake:
    """Return an order at the worst price, and with the farthest SL, that it may be filled with."""
    known = tuple(terms)
    prices = [price for each in known for price in (each.price, each.limit_price) if price]
    stop = known[0].stop
    for each in known[1:]:
        stop = farther(side, stop, each.stop)
    worst = max(prices) if side is Side.BUY else min(prices)
    return Stake(symbol=symbol, side=side, lots=lots, entry=worst, stop=stop, copy=copy)


def _unseen(
    account: AccountState, links: list[Link], missing: Decimal, shown: dict[str, PendingOrder]
) -> Iterator[Stake]:
    for link in links:
        lots = min(missing, lots_to_come(link))
        if lots > ZERO:
            missing -= lots
            terms = _ordered(link, shown.get(link.copy))
            yield _waiting(link.symbol, link.side, lots, link.copy, terms)
    if missing <= ZERO:
        return
    side, stop = links[0].side, links[0].stop_loss
    for link in links[1:]:
        stop = farther(side, stop, link.stop_loss)
    copy = links[0].copy if len(links) == 1 else ""
    entry = _entry(account, links)
    yield Stake(symbol=links[0].symbol, side=side, lots=missing, entry=entry, stop=stop, copy=copy)


def _ordered(link: Link, shown: PendingOrder | None) -> Iterator[_Terms]:
    """Yield the terms of a copy's waiting order; while a change is on its way, both."""
    if link.pending is not None:
        yield _Terms(link.pending.price, link.pending.limit_price, link.stop_loss)
    if shown is not None:
        yield _shown(shown)


def _shown(order: PendingOrder) -> _Terms:
    return _Terms(order.price, order.limit_price, order.stop_loss)


def _entry(account: AccountState, links: list[Link]) -> Decimal | None:
    """Return the worst price at which what is not seen may have been filled, or will be."""
    side = links[0].side
    prices = [link.entry for link in links if link.entry is not None and link.filled > ZERO]
    if len(prices) < len(links) or any(link.target > link.filled for link in links):
        now = entry_at(account.quotes.get(links[0].symbol), side)
        if now is None:
            return None
        prices.append(now)
    return max(prices) if side is Side.BUY else min(prices)
