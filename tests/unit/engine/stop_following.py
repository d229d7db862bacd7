"""An open copy with stops, what its follower shows, and what the master's change becomes."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.engine.link_samples import COPY, LIVE
from tests.unit.engine.samples import EURUSD, FOLLOWER, book, carried, position, price, route
from tests.unit.engine.stop_samples import quote
from tradecopy_desktop.domain.commands import SetStops
from tradecopy_desktop.domain.decisions import Copied, Decision
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.stop_rules import MovedByHand, PassedStop, StopRules
from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.following import follow_stops

# The copy has an SL at 1.09500 and a TP at 1.11000, as the master had.
PROTECTED = replace(LIVE, stop_loss=Decimal("1.09500"), take_profit=Decimal("1.11000"))
SELLING = replace(
    LIVE,
    side=Side.SELL,
    master_side=Side.SELL,
    stop_loss=Decimal("1.10500"),
    take_profit=Decimal("1.09000"),
)
AT_110 = quote("1.10000", "1.10010")
FIFTY = replace(EURUSD, stops_level=50)
ALWAYS = StopRules(moved_by_hand=MovedByHand.ALWAYS)
NEVER = StopRules(moved_by_hand=MovedByHand.NEVER)
LOOSENING = StopRules(may_loosen=True)
CLOSING_AT = StopRules(passed=PassedStop.CLOSE)


def holding(
    link: Link = PROTECTED,
    *,
    at: Quote | None = AT_110,
    instrument: Instrument = EURUSD,
    follower: MarginMode = MarginMode.HEDGING,
) -> Book:
    """Return a book with the copy, the follower's price and symbol."""
    known = book(instrument=instrument, follower=follower)
    known.put(link)
    if at is not None:
        known.account(FOLLOWER).quotes[at.symbol] = at
    return known


def shows(known: Book, sl: str | None, tp: str | None, *, ticket: str = "7701") -> None:
    """Let the follower show a ticket of the copy with these stops."""
    side = known.links[COPY].side
    shown = position("1", id=ticket, side=side, sl=sl, tp=tp, link=carried(COPY))
    known.account(FOLLOWER).positions[ticket] = shown


def follow(
    known: Book, sl: str | None, tp: str | None, *, busy: bool = False
) -> tuple[Decision, ...]:
    """Let the master's position have these stops, and keep what is decided."""
    side = known.links[COPY].master_side
    decisions = follow_stops(known, route(), position("1", side=side, sl=sl, tp=tp), busy=busy)
    for decision in decisions:
        if decision.link is not None:
            known.put(decision.link)
    return decisions


def sent(*decisions: Decision) -> SetStops:
    """Return the only change of stops that was decided."""
    (copied,) = [each for each in decisions if isinstance(each, Copied)]
    (command,) = copied.commands
    assert isinstance(command, SetStops)
    return command


def ordered(known: Book) -> tuple[Decimal | None, Decimal | None]:
    """Return SL and TP as the link has them."""
    link = known.links[COPY]
    return link.stop_loss, link.take_profit


def said(sl: str | None, tp: str | None) -> tuple[Decimal | None, Decimal | None]:
    """Return SL and TP as written."""
    return price(sl), price(tp)


def values(command: SetStops) -> tuple[Decimal | None, Decimal | None]:
    """Return SL and TP as a change says them."""
    return command.stop_loss, command.take_profit
