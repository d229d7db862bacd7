"""Puts the guard together from the program's parts. It decides nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from tradecopy_desktop.app.board import Board
from tradecopy_desktop.app.carrying_out import CarryingOut
from tradecopy_desktop.app.circuit import Circuit
from tradecopy_desktop.app.flattening import Flattening
from tradecopy_desktop.app.floors import Floors
from tradecopy_desktop.app.guard_board import GuardBoard
from tradecopy_desktop.app.guard_telling import GuardTelling
from tradecopy_desktop.app.guarding import Guarding, GuardParts
from tradecopy_desktop.app.naked_watch import NakedWatch
from tradecopy_desktop.app.pausing import Pausing
from tradecopy_desktop.app.remembering import Remembering
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.guard_ports import Audit, Guards, RuleSets
from tradecopy_desktop.ports import Broker, Clock, GuardPost


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardStores:
    """Where guards are kept, and their way to the terminals."""

    guards: Guards
    rule_sets: RuleSets
    audit: Audit
    post: GuardPost
    broker: Broker


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a guard lives among. `can_act` tells which accounts can be acted on."""

    book: Book
    board: Board
    carrying: CarryingOut
    pausing: Pausing
    remembering: Remembering
    clock: Clock
    can_act: Callable[[AccountKey], bool]


def make_guarding(stores: GuardStores, around: Surroundings) -> Guarding:
    """Return the guard of all accounts; nothing is loaded yet."""
    book, board, clock = around.book, around.board, around.clock
    telling = GuardTelling(board)
    parts = GuardParts(
        book=book,
        carrying=around.carrying,
        flattening=Flattening(book, stores.post, stores.broker, clock, telling.trouble),
        floors=Floors(stores.post, clock),
        telling=telling,
        naked=NakedWatch(book, around.carrying, telling.naked),
        circuit=Circuit(book, around.pausing, telling.paused),
        board=GuardBoard(board.bus.publish, board.name_of, board.is_registered),
        guards=stores.guards,
        audit=stores.audit,
        remembering=around.remembering,
        clock=clock,
    )
    return Guarding(parts, around.can_act)
