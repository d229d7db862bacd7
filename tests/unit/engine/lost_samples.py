"""A follower's tickets of the sample copy, of which nothing was stored, and what they come from."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from tests.unit.engine.link_samples import COPY, MAGIC, OPEN
from tests.unit.engine.samples import FOLLOWER, MASTER, SETTINGS, book, carried, ended, position
from tests.unit.engine.samples import route as route_of
from tradecopy_desktop.domain.commands import Opening
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import Route, RouteSettings
from tradecopy_desktop.domain.trades import CarriedLink, ClosedPosition, Position
from tradecopy_desktop.domain.values import ZERO, MarginMode, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.reconciling.rebuilding import Lost

# 1 772 625 600 s after the beginning of 1970.
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
OURS = replace(carried(COPY), id=OPEN)
HELD = position("1", id="7701", magic=MAGIC, link=OURS)
ORIGIN = replace(position("2"), price=Decimal("1.09990"))
CLOSED = ended("501")
LOST = Lost(copy=COPY, tickets=(HELD,), origin=ORIGIN, is_proven=True)
# What the tickets alone tell.
REBUILT = Link(
    copy=COPY,
    route="r1",
    master=MASTER,
    follower=FOLLOWER,
    position="501",
    order="501",
    source="501",
    master_symbol="EURUSD",
    symbol="EURUSD",
    side=Side.BUY,
    master_side=Side.BUY,
    ratio=Fraction(1),
    accepted=Fraction(0),
    master_volume=ZERO,
    base=Fraction(1),
    original=Fraction(1),
    target=Decimal(1),
    filled=Decimal(1),
    stop_loss=None,
    take_profit=None,
    revision=1_772_625_600,
    opens=(Opening(id=OPEN, magic=MAGIC, volume=Decimal(1), since=None),),
    orders=("501", "501/linked again"),
    version="linked again 1772625600",
    settings_version=1,
    stops=SETTINGS.stops,
    state=LinkState.LIVE,
    entry=Decimal("1.10000"),
)


def link(**changed: str) -> CarriedLink:
    """Return what the executor journalled with the sample copy, with some of it changed."""
    return replace(OURS, **changed)


def showing(
    *held: Position,
    holds: tuple[Position, ...] = (ORIGIN,),
    closed: tuple[ClosedPosition, ...] = (),
    of: RouteSettings = SETTINGS,
    master: MarginMode = MarginMode.HEDGING,
    follower: MarginMode = MarginMode.HEDGING,
) -> tuple[Book, Route]:
    """Return a book without copies whose ends show this, and its route."""
    known = book(route_of(of), master=master, follower=follower)
    known.account(MASTER).positions.update((each.id, each) for each in holds)
    known.account(MASTER).sides_closed.update(((each.id, each.order), each) for each in closed)
    known.account(FOLLOWER).positions.update((each.id, each) for each in held)
    return known, known.routes["r1"]
