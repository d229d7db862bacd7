"""A ledger in a database that a test writes record by record, and the proof that is read of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from tests.unit.adapters.storage.samples import (
    FOLLOWER,
    NOON,
    close_command,
    copied,
    event_record,
    filled,
    link,
    opened,
    outcome_record,
)
from tradecopy_desktop.adapters.storage.batch_writes import store_all
from tradecopy_desktop.adapters.storage.comparisons_store import SqlComparisons
from tradecopy_desktop.adapters.storage.ledger_reader import SqlLedgerReader
from tradecopy_desktop.adapters.storage.open_database import open_database, writing
from tradecopy_desktop.app.history_views import Proof
from tradecopy_desktop.app.proof import make_proof
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.commands import Command
from tradecopy_desktop.domain.decisions import Copied, Decision
from tradecopy_desktop.domain.facts import EventKind, Fill, InstructionReported, Outcome, TradeEvent
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.history_ports import Compared
from tradecopy_desktop.ports import Record

Edit = Callable[[InstructionReported], InstructionReported]
# The samples' copies are of 0.17 lots.
LOTS = Decimal("0.17")
CALLED = {"r1": "Master to Prop"}


class ProofLedger:
    """Positions of the master are numbered; `at` is when the next records are decided."""

    def __init__(self, folder: Path) -> None:
        self.engine = open_database(folder / "ledger.db")
        self.comparisons = SqlComparisons(self.engine)
        self.at = NOON
        self._ordinal = 0
        self._number = 0

    def proof(
        self,
        *,
        after: timedelta = timedelta(minutes=5),
        days: int = 7,
        latest: tuple[Compared, ...] = (),
    ) -> Proof:
        """Return the proof as it is a while after the last record."""
        reader = SqlLedgerReader(self.engine)
        now = self.at + after
        names: tuple[dict[str, str], Callable[[AccountKey], str]] = (CALLED, lambda _: "Prop")
        return make_proof(reader, self.comparisons, now, days, names, latest)

    def open(self, position: int, *, decisions: tuple[Decision, ...] | None = None) -> None:
        """Store that the master opened a position, and what was decided: to copy it."""
        decided = (copied(position),) if decisions is None else decisions
        self._tell(opened(position), position, decided)

    def close(self, position: int, *, decided: bool = True, of: Link | None = None) -> None:
        """Store that the master closed a position, and that its copy is to be closed."""
        event = replace(opened(position), kind=EventKind.CLOSED)
        assert event.deal is not None
        event = replace(event, deal=replace(event.deal, ticket=f"9{position}"))
        closing = replace(
            of or link(position),
            target=ZERO,
            filled=LOTS,
            state=LinkState.CLOSING,
            revision=2,
        )
        decision = Copied(route="r1", link=closing, commands=(close_command(position),))
        self._tell(event, position, (decision,) if decided else ())

    def fill(self, position: int, *, edit: Edit = lambda report: report, **changes: object) -> None:
        """Store that the opening was filled; `changes` are of the copy after it."""
        self._answer(edit(filled(self._count(), seq=position)), position, **changes)

    def closed(self, position: int, *, edit: Edit = lambda report: report) -> None:
        """Store that the copy was closed, with a deal of its own."""
        done = replace(
            filled(self._count(), seq=position),
            id=f"close-r1-{position}",
            revision=2,
            fills=(deal(f"x{position}", LOTS),),
            remaining=ZERO,
        )
        self._answer(
            edit(done), position, target=ZERO, filled=ZERO, state=LinkState.CLOSED, revision=2
        )

    def answer(
        self, report: InstructionReported, after: Link, *, commands: tuple[Command, ...] = ()
    ) -> None:
        """Store an answer with the copy after it and what was sent on it."""
        record = outcome_record(self._next(), replace(report, number=self._count()), links=(after,))
        self.store(replace(record, commands=commands, decided_at=self.at))

    def find(self, after: Link) -> None:
        """Store that a copy is other than before without an event, such as a dropped order."""
        ordinal = self._next()
        event = replace(
            opened(ordinal),
            account=FOLLOWER,
            stream=f"finding-{ordinal}",
            kind=EventKind.MODIFIED,
            position=None,
            deal=None,
        )
        record = event_record(ordinal, event=event, decisions=())
        self.store(replace(record, links=(after,), decided_at=self.at))

    def store(self, record: Record) -> None:
        """Store a record as the program does."""
        with writing(self.engine) as connection:
            store_all(connection, [record])

    def _tell(self, event: TradeEvent, position: int, decisions: tuple[Decision, ...]) -> None:
        ordinal = self._next()
        record = event_record(position, decisions=decisions)
        told = replace(event, seq=ordinal)
        self.store(replace(record, ordinal=ordinal, event=told, decided_at=self.at))

    def _answer(self, report: InstructionReported, position: int, **changes: object) -> None:
        after = replace(link(position, state=LinkState.LIVE), filled=report.remaining)
        self.answer(report, replace(after, **changes))  # type: ignore[arg-type]

    def _next(self) -> int:
        self._ordinal += 1
        return self._ordinal

    def _count(self) -> int:
        self._number += 1
        return self._number


def deal(ticket: str, lots: Decimal) -> Fill:
    """Return a deal of the follower."""
    return Fill(
        ticket="88001",
        deal=ticket,
        order="88001",
        volume=lots,
        price=Decimal("1.08552"),
        at=1_741_953_600_412,
    )


def unfilled(outcome: Outcome, *, code: str = "10006") -> Edit:
    """Return how a report says that nothing was filled."""
    return lambda report: replace(report, outcome=outcome, code=code, fills=(), remaining=ZERO)
