"""What a compiled run hands over to be judged: the brokers' books and the executors' journals."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from tests.ea.drills.ea_seat import EaSeat
from tests.unit.sim.market import eurusd
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import DealEntry, Reason, Side
from tradecopy_desktop.sim.histories_of_run import (
    AccountHistory,
    HistoryDeal,
    RouteUnderTest,
    RunHistory,
)

ENTRIES = (DealEntry.IN, DealEntry.OUT, DealEntry.INOUT, DealEntry.OUT_BY)
MS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Intent:
    id: str
    copy: str
    opens: bool
    route: str
    master: str
    source: str


@dataclass(slots=True)
class _Journal:
    """Which instruction made a deal, as an executor wrote it down."""

    intents: dict[str, _Intent] = field(default_factory=dict)
    # MetaTrader 4 gives the opening and the closing of a ticket one number.
    by_deal: dict[tuple[str, bool], _Intent] = field(default_factory=dict)
    openings: dict[str, _Intent] = field(default_factory=dict)

    def read(self, path: Path) -> None:
        """Take a file in."""
        for line in path.read_text(encoding="utf-8").splitlines():
            word, *parts = line.split("\t")
            if word == "INTENT":
                self._take_intent(parts)
            elif word == "DONE" and parts[0] in self.intents:
                intent = self.intents[parts[0]]
                for fill in json.loads(f"[{parts[6][1:]}]"):
                    self.by_deal.setdefault((fill["deal"], intent.opens), intent)

    def _take_intent(self, parts: list[str]) -> None:
        intent = _Intent(
            id=parts[0],
            copy=parts[1],
            opens=parts[3] in ("open", "place"),
            route=parts[8][1:],
            master=parts[9][1:],
            source=parts[10][1:],
        )
        self.intents[intent.id] = intent
        if intent.opens:
            self.openings.setdefault(intent.copy, intent)


def run_history(master: EaSeat, followers: list[EaSeat], routes: list[Route]) -> RunHistory:
    """Return the histories of closed terminals and the routes between them."""
    accounts = [_account(seat) for seat in (master, *followers)]
    symbols = sorted({deal.symbol for account in accounts for deal in account.deals})
    # All brokers have the same ones.
    known = {name: eurusd(name) for name in symbols}
    return RunHistory(
        accounts={each.key: replace(each, instruments=known) for each in accounts},
        routes=tuple(
            RouteUnderTest(
                id=route.id, name=route.name, master=route.master, follower=route.follower
            )
            for route in routes
        ),
    )


def _account(seat: EaSeat) -> AccountHistory:
    journal = _Journal()
    for path in (seat.folder / "files").rglob("journal-*"):
        journal.read(path)
    deals = tuple(_linked(deal, journal) for deal in _deals(seat))
    return AccountHistory(
        key=seat.account.key,
        name=seat.account.login,
        platform=seat.account.platform,
        margin_mode=seat.account.margin_mode,
        instruments={},
        deals=deals,
        open_positions=tuple(_open_positions(seat)),
        asked=frozenset(intent.source for intent in journal.intents.values() if intent.opens),
    )


def _deals(seat: EaSeat) -> Iterator[HistoryDeal]:
    ahead_ms = seat.account.utc_offset_s * 1_000
    for line in (seat.folder / "book").read_text(encoding="utf-8").splitlines():
        word, *parts = line.split(" ")
        # Money has types above those of both sides.
        if word != "DEAL" or int(parts[4]) > 1:
            continue
        yield HistoryDeal(
            ticket=parts[0],
            order=parts[1],
            position=parts[2],
            magic=parts[3],
            side=Side.SELL if int(parts[4]) else Side.BUY,
            entry=ENTRIES[int(parts[5])],
            reason=Reason.CLIENT if parts[3] == "0" else Reason.EXPERT,
            symbol=parts[7],
            volume=Decimal(parts[9]),
            price=Decimal(parts[10]),
            at_ns=(int(parts[12]) - ahead_ms) * MS,
        )


def _open_positions(seat: EaSeat) -> Iterator[Position]:
    for line in (seat.folder / "book").read_text(encoding="utf-8").splitlines():
        word, *parts = line.split(" ")
        # Orders that wait have types above those of both sides.
        if word != "OPEN" or int(parts[2]) > 1:
            continue
        yield Position(
            id=parts[1],
            ticket=parts[0],
            order=parts[0],
            symbol=parts[3],
            side=Side.SELL if int(parts[2]) else Side.BUY,
            volume=Decimal(parts[5]),
            price=Decimal(parts[6]),
            stop_loss=None,
            take_profit=None,
            magic=parts[10],
            comment=parts[4],
            opened_at=int(parts[11]),
            profit=Decimal(0),
            swap=Decimal(0),
        )


def _linked(deal: HistoryDeal, journal: _Journal) -> HistoryDeal:
    intent = journal.by_deal.get((deal.ticket, deal.entry is DealEntry.IN))
    if intent is None:
        return deal
    # A change names its copy alone; whose trade that is, its opening knows.
    opening = journal.openings.get(intent.copy, intent)
    return replace(
        deal,
        copy=intent.copy,
        instruction=intent.id,
        route=opening.route,
        master=opening.master,
        source=opening.source,
    )
