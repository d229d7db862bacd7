"""What follows when a copy's pending order was not placed: another try, the market, or nothing."""

from dataclasses import replace

from tradecopy_desktop.domain.commands import Opening, PlacePending
from tradecopy_desktop.domain.facts import InstructionReported
from tradecopy_desktop.domain.ids import open_id
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.order_rules import OneSidedFill
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.magic import free_magic
from tradecopy_desktop.engine.outcomes.consequence import Consequence
from tradecopy_desktop.engine.outcomes.repeating import (
    NOW_WAIT_MS,
    may_retry_opening,
    wait_before_opening_ms,
)
from tradecopy_desktop.engine.pendings.market import order_at_market, refused_at_market
from tradecopy_desktop.engine.pendings.orders import lots_to_come, without_waiting

# The price is where the order would be filled at once, or too near to it: MT5 "invalid price",
# MT4 "invalid price" and "invalid stops", which an MT4 server answers for open prices too.
PRICE_PASSED = frozenset({"10015", "129", "130"})
# MT5 "invalid expiration", MT4 "expirations are denied by broker".
_NO_EXPIRY = frozenset({"10022", "147"})


def placed_again(
    book: Book,
    link: Link,
    command: PlacePending,
    report: InstructionReported,
    tries: int,
    life_left_ms: float,
) -> Consequence | None:
    """Return the next try of a refused placing under a new id and magic, None if there is none.

    A broker that takes no expiry gets the order without one: it is taken back with the master's.
    """
    if link.state in (LinkState.CLOSING, LinkState.OPENING) or link.pending is None:
        return None
    terms = link.pending
    without_expiry = report.code in _NO_EXPIRY and command.expires_at is not None
    if without_expiry and life_left_ms > NOW_WAIT_MS:
        terms = replace(terms, expires_at=None)
    elif not may_retry_opening(report, tries, life_left_ms):
        return None
    id = open_id(copy=link.copy, order=command.id, attempt=tries)
    magic = free_magic(book, link.follower, id)
    revision = link.revision + 1
    again = replace(command, id=id, magic=magic, revision=revision, expires_at=terms.expires_at)
    opening = Opening(id=id, magic=magic, volume=command.volume, since=None)
    return Consequence(
        link=replace(link, opens=(opening, *link.opens[1:]), revision=revision, pending=terms),
        commands=(again,),
        wait_ms=wait_before_opening_ms(report, life_left_ms),
    )


def not_placed(link: Link, why: str, *, book: Book | None = None) -> Consequence:
    """Return the copy of an order that was definitely not placed.

    With a `book`, a copy whose route goes to the market once the master's order is filled waits for
    that instead: nothing is wrong with the copy, only with waiting at its price.
    """
    if link.state is LinkState.OPENING:
        # It is being taken back for the market: the answer to that finds nothing and goes on.
        return Consequence(link=link)
    if link.state is LinkState.CLOSING:
        without = replace(link, pending=None, opens=link.opens[1:])
        # What was opened beside it is found by the answer to its end.
        state = LinkState.CLOSING if without.opens else LinkState.CANCELLED
        return Consequence(link=replace(without, state=state))
    route = book.routes.get(link.route) if book is not None else None
    if book is None or route is None:
        return _refused(link, f"the pending order was refused: {why}", why)
    return _instead_at_market(book, route, link, why)


def _instead_at_market(book: Book, route: Route, link: Link, why: str) -> Consequence:
    if route.settings.orders.master_filled is not OneSidedFill.TO_MARKET:
        return _refused(link, f"the pending order was refused: {why}", why)
    if link.accepted == 0:
        text = f"the pending order was refused ({why}); it is opened at market with the master's"
        waits = replace(link, pending=None, opens=(), state=LinkState.PENDING, reason=text)
        return Consequence(link=waits, trouble=text)
    refusal = refused_at_market(book, route, link)
    if refusal is not None:
        text = f"the pending order was refused ({why}), and not opened at market: {refusal[1]}"
        return _refused(link, text, refusal[1])
    lots = min(link.target - link.filled, lots_to_come(link))
    opened, command = order_at_market(book, route, link, lots)
    return Consequence(link=opened, commands=(command,))


def _refused(link: Link, text: str, why: str) -> Consequence:
    if len(link.opens) > 1:
        return Consequence(link=without_waiting(link), trouble=text)
    refused = replace(link, pending=None, opens=(), state=LinkState.REFUSED, reason=why)
    return Consequence(link=replace(refused, target=ZERO, filled=ZERO), trouble=text)
