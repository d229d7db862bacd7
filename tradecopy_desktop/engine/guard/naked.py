"""Which copies hold lots without their SL, since when, and what is to be done. Sends nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.guarding import NakedAction, NakedRule
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO, MarginMode, Side
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.money.quotes import entry_at
from tradecopy_desktop.engine.stops.dues import WAITING
from tradecopy_desktop.engine.stops.levels import StopKind, nearest_allowed, on_grid, stop_market
from tradecopy_desktop.engine.wording import plain

_MS_OF_S = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Naked:
    """A copy of which `lots` are open without an SL since `since`, in ms since 1970 UTC.

    `prescribed` is the SL that it should have, None where none is known. `due` is what the rule
    says is to be done, None before its time; `stop` is the price of an emergency stop, None where
    there is none that the broker would take. `text` is for the trader.
    """

    copy: str
    route: str
    symbol: str
    lots: Decimal
    since: int
    prescribed: Decimal | None
    due: NakedAction | None
    stop: Decimal | None
    text: str


def naked(
    book: Book, account: AccountState, seen: Mapping[str, int], at: int, rule: NakedRule
) -> tuple[Naked, ...] | None:
    """Return the copies without their SL; `seen` says since when those found last time are.

    None while the account's terminal is not believed: nothing is concluded then, and the caller
    keeps what was `seen`.
    """
    if rule.after_s is None:
        return ()
    if Role.EXECUTOR not in account.whole or Role.EXECUTOR in account.frozen:
        return None
    links = [link for link in book.live_on(account.key) if _is_watched(link, rule)]
    if not links:
        return ()
    tickets = _tickets(account, book.live_on(account.key))
    found = []
    for link in links:
        bare = [each for each in tickets.get(link.copy, ()) if each.stop_loss is None]
        if bare:
            since = min(at, seen.get(link.copy, at))
            found.append(_found(account, link, bare, tickets[link.copy], (since, at), rule))
    return tuple(found)


def _is_watched(link: Link, rule: NakedRule) -> bool:
    if link.target <= ZERO:
        return False  # It is being closed.
    prescribed = link.stop_loss is not None or link.reason.startswith(
        f"{WAITING}{StopKind.STOP_LOSS}"
    )
    return prescribed or rule.watches_all


def _tickets(account: AccountState, links: Iterator[Link]) -> dict[str, list[Position]]:
    """Return the positions that show what each copy holds; on netting several may share one."""
    shown = tuple(account.positions.values())
    if account.margin_mode is MarginMode.NETTING:
        return {
            link.copy: [x for x in shown if (x.symbol, x.side) == (link.symbol, link.side)]
            for link in links
            if link.filled > ZERO
        }
    magics = {(x.symbol, opening.magic): x.copy for x in links for opening in x.opens}
    tickets: dict[str, list[Position]] = {}
    for position in shown:
        copy = (
            (position.link.copy if position.link else None)
            or account.copies.get(position.id)
            or account.copies.get(position.ticket)
            or magics.get((position.symbol, position.magic))
        )
        if copy is not None:
            tickets.setdefault(copy, []).append(position)
    return tickets


def _found(
    account: AccountState,
    link: Link,
    bare: list[Position],
    tickets: list[Position],
    times: tuple[int, int],
    rule: NakedRule,
) -> Naked:
    since, at = times
    lots = sum((each.volume for each in bare), ZERO)
    if account.margin_mode is MarginMode.NETTING:
        lots = min(lots, link.filled)
    is_due = at - since > (rule.after_s or 0) * _MS_OF_S
    due = rule.action if is_due else None
    stop = _emergency(account, link, tickets, rule) if due is NakedAction.EMERGENCY_STOP else None
    text = f"{plain(lots)} lots of {link.symbol} are open without an SL"
    text += f" for {(at - since) // _MS_OF_S} s"
    if link.stop_loss is not None:
        text += f"; it should be {link.stop_loss:f}"
    if due is NakedAction.EMERGENCY_STOP and stop is None:
        text += "; no price for an emergency SL is known"
    return Naked(
        copy=link.copy,
        route=link.route,
        symbol=link.symbol,
        lots=lots,
        since=since,
        prescribed=link.stop_loss,
        due=due,
        stop=stop,
        text=text,
    )


def _emergency(
    account: AccountState, link: Link, tickets: list[Position], rule: NakedRule
) -> Decimal | None:
    """Return the emergency stop of a copy: off the price at which it would be closed now.

    A tighter SL that some of its tickets have stays the one for all (rule C7).
    """
    instrument = account.instruments.get(link.symbol)
    quote = account.quotes.get(link.symbol)
    now = entry_at(quote, link.side.opposite)
    if instrument is None or not now:
        return None
    wanted = _off(instrument, link.side, now, rule.emergency_points)
    market = stop_market(link.side, instrument, quote)
    tighter = max if link.side is Side.BUY else min
    farther = min if link.side is Side.BUY else max
    wanted = farther(wanted, nearest_allowed(StopKind.STOP_LOSS, market))
    for ticket in tickets:
        if ticket.stop_loss is not None:
            wanted = tighter(wanted, ticket.stop_loss)
    return wanted if wanted > ZERO else None


def _off(instrument: Instrument, side: Side, price: Decimal, points: int) -> Decimal:
    outward = ROUND_FLOOR if side is Side.BUY else ROUND_CEILING
    return on_grid(price - side.sign * points * instrument.point, instrument, outward)
