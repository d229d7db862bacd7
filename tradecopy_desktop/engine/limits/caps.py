"""An account's own limits, which no route can loosen (rule C11). Refuses; never cuts an order.

A cap that cannot be proven, for lack of a quote, a rate or fresh money, refuses too. Lots and
values are gross: a hedge counts with both of its sides.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.accounts import Funds
from tradecopy_desktop.domain.caps import NO_CAPS
from tradecopy_desktop.domain.decisions import Refusal, SkipReason
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO, MarginMode, Side, exact
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.money.tellers import Tellers
from tradecopy_desktop.engine.money.worth import lot_value
from tradecopy_desktop.engine.pendings.orders import lots_to_come
from tradecopy_desktop.engine.wording import plain

MOST_FUNDS_AGE_NS = 15_000_000_000
"""How old the money may be that a cap is measured by: three heartbeats (rule W3)."""


def refused_by_caps(
    book: Book,
    follower: AccountState,
    instrument: Instrument,
    side: Side,
    lots: Decimal,
    now_ns: int | None = None,
) -> Refusal | None:
    """Return which of the account's caps `lots` more would break, or None.

    Asked in the order of the caps' fields. `lots` is the whole order, also where it is sent in
    parts. `now_ns` is the steady clock; without it no money counts as fresh.
    """
    caps = follower.caps
    if caps is NO_CAPS:
        return None
    if caps.order_lots is not None and lots > caps.order_lots:
        return SkipReason.ACCOUNT_CAP, (
            f"an order to {side.value} {plain(lots)} lots is above this account's cap of "
            f"{plain(caps.order_lots)} lots an order"
        )
    counts = caps.total_lots is not None or caps.leverage is not None
    held = lots_held(book, follower) if counts else {}
    if caps.total_lots is not None:
        total = sum(held.values(), lots)
        if total > caps.total_lots:
            return SkipReason.ACCOUNT_CAP, (
                f"with {plain(lots)} lots more the account would hold {plain(total)} lots, "
                f"its cap is {plain(caps.total_lots)} lots"
            )
    if caps.leverage is None and caps.min_free_margin is None:
        return None
    held[instrument.name] = held.get(instrument.name, ZERO) + lots
    return _refused_by_money(book, follower, instrument, lots, held, now_ns)


def lots_held(book: Book, follower: AccountState, imagined: str = "") -> dict[str, Decimal]:
    """Return per symbol the most lots that an account may hold once all is done, both sides added.

    Positions lag behind orders on the wire, so each copy counts with its target or with what it
    holds, whichever is more. What belongs to no live copy counts as it is. The shadow copies of
    the route `imagined` count as held.
    """
    held: dict[str, Decimal] = {}
    links = tuple(book.live_on(follower.key))
    shadows = tuple(link for link in book.copies_of(imagined) if link.shadow) if imagined else ()
    for link in links + shadows:
        held[link.symbol] = held.get(link.symbol, ZERO) + most_lots(link)
    if follower.margin_mode is MarginMode.NETTING:
        return _with_net(follower, links, held)
    for position in _foreign(follower, links):
        held[position.symbol] = held.get(position.symbol, ZERO) + position.volume
    return held


def most_lots(link: Link) -> Decimal:
    """Return the most lots that a copy may hold once its orders are done."""
    # An order that waits counts as if it were filled (rule G4).
    waits = lots_to_come(link) if link.accepted == 0 else ZERO
    return max(link.target, link.filled + waits)


def _with_net(
    follower: AccountState, links: tuple[Link, ...], held: dict[str, Decimal]
) -> dict[str, Decimal]:
    # One position holds our shares and those of others: it counts with what we add to it.
    signed = {
        symbol: net.volume * net.side.sign for symbol, net in follower.net.items() if net.side
    }
    for link in links:
        growth = (most_lots(link) - link.filled) * link.side.sign
        signed[link.symbol] = signed.get(link.symbol, ZERO) + growth
    for symbol, lots in signed.items():
        held[symbol] = max(held.get(symbol, ZERO), abs(lots))
    return held


def _foreign(follower: AccountState, links: tuple[Link, ...]) -> Iterator[Position]:
    if not follower.positions:
        return
    copies = {link.copy for link in links}
    # A position may be seen before its executor's report; until then the magic tells whose it is.
    magics = {(link.symbol, opening.magic) for link in links for opening in link.opens}
    for position in follower.positions.values():
        names = {
            position.link.copy if position.link else None,
            follower.copies.get(position.id),
            follower.copies.get(position.ticket),
        }
        if not (names & copies or (position.symbol, position.magic) in magics):
            yield position


def _refused_by_money(
    book: Book,
    follower: AccountState,
    instrument: Instrument,
    lots: Decimal,
    held: Mapping[str, Decimal],
    now_ns: int | None,
) -> Refusal | None:
    funds = follower.funds
    if funds is None or now_ns is None or now_ns - follower.funds_ns > MOST_FUNDS_AGE_NS:
        return _stale(follower, now_ns)
    if funds.equity <= 0:
        text = f"the account's equity is {_money(funds.equity, follower)}: nothing may be opened"
        return SkipReason.ACCOUNT_CAP, text
    leverage, margin = follower.caps.leverage, follower.caps.min_free_margin
    refusal = None
    if leverage is not None:
        refusal = _above_leverage(book, follower, held, funds, leverage)
    if refusal is None and margin is not None:
        wanted = _on_the_wire(book, follower)
        wanted[instrument.name] = wanted.get(instrument.name, ZERO) + lots
        refusal = _below_margin(book, follower, wanted, funds, margin)
    return refusal


def _stale(follower: AccountState, now_ns: int | None) -> Refusal:
    if follower.funds is None or now_ns is None:
        text = "what the account's equity is now is not known, so its caps cannot be kept"
    else:
        age, limit = (now_ns - follower.funds_ns) / 1e9, MOST_FUNDS_AGE_NS // 10**9
        text = (
            f"the account's money was told {age:.1f} s ago, its caps allow {limit} s; "
            "check that its terminal is connected"
        )
    return SkipReason.STALE_FUNDS, text


def _above_leverage(
    book: Book, follower: AccountState, held: Mapping[str, Decimal], funds: Funds, cap: Decimal
) -> Refusal | None:
    value = _value(book, follower, held)
    if not isinstance(value, Fraction):
        return value
    leverage = value / exact(funds.equity)
    if leverage <= exact(cap):
        return None
    return SkipReason.ACCOUNT_CAP, (
        f"all positions would be worth {_money(value, follower)}, {plain(leverage)} times the "
        f"equity of {_money(funds.equity, follower)}; this account's cap is {plain(cap)} times"
    )


def _on_the_wire(book: Book, follower: AccountState) -> dict[str, Decimal]:
    # What was sent and is not filled yet is not in the free margin that the terminal told.
    wanted: dict[str, Decimal] = {}
    for link in book.live_on(follower.key):
        wanted[link.symbol] = wanted.get(link.symbol, ZERO) + most_lots(link) - link.filled
    return wanted


def _below_margin(
    book: Book, follower: AccountState, wanted: Mapping[str, Decimal], funds: Funds, cap: Decimal
) -> Refusal | None:
    if follower.profile is None or follower.profile.leverage <= 0:
        text = "the account's leverage is not known, so the free margin left cannot be proven"
        return SkipReason.ACCOUNT_CAP, text
    value = _value(book, follower, wanted)
    if not isinstance(value, Fraction):
        return value
    needed = value / follower.profile.leverage
    free = Fraction(funds.free_margin) - needed
    percent = free * 100 / Fraction(funds.equity)
    if percent >= cap:
        return None
    return SkipReason.ACCOUNT_CAP, (
        f"about {_money(needed, follower)} of margin would leave {_money(free, follower)} free, "
        f"{plain(percent)} percent of equity; this account's cap is at least {plain(cap)} percent"
    )


def _value(book: Book, follower: AccountState, lots: Mapping[str, Decimal]) -> Fraction | Refusal:
    accounts, values = Tellers(book, follower), []
    for symbol, volume in lots.items():
        if volume == ZERO:
            continue
        quote = follower.quotes.get(symbol)
        if quote is None or not (quote.bid and quote.ask):
            text = f"there is no price of {symbol} yet, so this account's caps cannot be kept"
            return SkipReason.NO_QUOTE, text
        listed = follower.instruments.get(symbol)
        mid = (quote.bid + quote.ask) / 2
        worth = lot_value(listed, mid, follower.currency, accounts) if listed else None
        if worth is None:
            text = (
                f"what {symbol} is worth in {follower.currency or 'the currency of the account'} "
                "is not known, so this account's caps cannot be kept"
            )
            return SkipReason.NO_RATE, text
        values.append(worth * exact(volume))
    return sum(values[1:], start=values[0]) if values else Fraction(0)


def _money(amount: Decimal | Fraction, follower: AccountState) -> str:
    return f"{plain(round(Fraction(amount), 2))} {follower.currency}"
