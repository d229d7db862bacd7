"""The executor's journal: what it was about to do, and what came of it. Appended, never changed."""

from decimal import Decimal
from pathlib import Path

import msgspec

from tradecopy_desktop.domain.trades import CarriedLink
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.sim.codec import Message


class Fill(msgspec.Struct, frozen=True):
    """A part that the broker executed; `ticket` is the position's, `at` the server's time in ms."""

    ticket: str
    deal: str
    order: str
    volume: Decimal
    price: Decimal
    at: int


class Intent(msgspec.Struct, frozen=True, tag="INTENT"):
    """Written before anything is sent. `opens` tells an opening from a change."""

    id: str
    copy: str
    revision: int
    symbol: str
    side: Side
    volume: Decimal
    opens: bool
    route: str = ""
    master: str = ""
    source: str = ""
    magic: str = "0"

    def link(self) -> CarriedLink:
        """Return what the position that this opens is told to stand for."""
        return CarriedLink(
            copy=self.copy, id=self.id, route=self.route, master=self.master, source=self.source
        )


class Done(msgspec.Struct, frozen=True, tag="DONE"):
    """What came of an intent. `tickets` are the positions or pending orders that it made."""

    id: str
    outcome: str
    code: str
    tickets: tuple[str, ...] = ()
    fills: tuple[Fill, ...] = ()


class Void(msgspec.Struct, frozen=True, tag="VOID"):
    """An id that must never be carried out from here on."""

    id: str


class Revision(msgspec.Struct, frozen=True, tag="REVISION"):
    """A revision of a copy that was carried out."""

    copy: str
    revision: int


class Reported(msgspec.Struct, frozen=True, tag="REPORT"):
    """A report as it was sent, to be sent again until the bridge has stored it."""

    n: int
    message: Message


Line = Intent | Done | Void | Revision | Reported
_decoder = msgspec.json.Decoder(Line)


class Journal:
    """Looks up what was journalled. With a path every line is also flushed to that file."""

    def __init__(self, path: Path | None = None) -> None:
        """Read the file where there is one."""
        self._path = path
        self.intents: dict[str, Intent] = {}
        self.dones: dict[str, Done] = {}
        self.voids: set[str] = set()
        self.revisions: dict[str, int] = {}
        self.reports: dict[int, Message] = {}
        self.last_report = 0
        self.lines = 0
        self._by_copy: dict[str, list[Intent]] = {}
        self._by_magic: dict[str, Intent] = {}
        self._by_ticket: dict[str, Intent] = {}
        self.can_write = True
        self._by_deal: dict[tuple[str, bool], Intent] = {}
        if path is not None and path.exists():
            for line in path.read_bytes().splitlines():
                self._take(_decoder.decode(line))

    def write(self, line: Line) -> None:
        """Append a line."""
        if self._path is not None:
            with self._path.open("ab") as file:
                file.write(msgspec.json.encode(line) + b"\n")
        self._take(line)

    def forget_reports(self, through: int) -> None:
        """Drop reports that the bridge has stored."""
        for n in [n for n in self.reports if n <= through]:
            del self.reports[n]

    def openings(self, copy: str) -> tuple[Intent, ...]:
        """Return the openings journalled for a copy, oldest first."""
        return tuple(i for i in self._by_copy.get(copy, ()) if i.opens)

    def of_copy(self, copy: str) -> tuple[Intent, ...]:
        """Return everything journalled for a copy, oldest first."""
        return tuple(self._by_copy.get(copy, ()))

    def knows(self, copy: str) -> bool:
        """Tell whether any opening of a copy is journalled."""
        return bool(self.openings(copy))

    def of_magic(self, magic: str) -> Intent | None:
        """Return the opening that this magic was used for."""
        return self._by_magic.get(magic)

    def of_ticket(self, ticket: str) -> Intent | None:
        """Return the opening whose order this is, or whose position."""
        return self._by_ticket.get(ticket)

    def of_deal(self, ticket: str, *, closing: bool) -> Intent | None:
        """Return the instruction behind a deal."""
        return self._by_deal.get((ticket, closing))

    def standing(self, instruction: str) -> str:
        """Return what is known of an id, in the protocol's words."""
        if instruction in self.voids:
            return "void"
        if instruction in self.dones:
            return "done"
        return "intent" if instruction in self.intents else "none"

    def _take(self, line: Line) -> None:
        self.lines += 1
        match line:
            case Intent():
                self._take_intent(line)
            case Done():
                self._take_done(line)
            case Void():
                self.voids.add(line.id)
            case Revision():
                self._raise_revision(line.copy, line.revision)
            case Reported():
                self.reports[line.n] = line.message
                self.last_report = max(self.last_report, line.n)

    def _take_intent(self, intent: Intent) -> None:
        known = self.intents.get(intent.id)
        self.intents[intent.id] = intent
        if known is None:
            self._by_copy.setdefault(intent.copy, []).append(intent)
        if intent.opens:
            self._by_magic[intent.magic] = intent

    def _take_done(self, done: Done) -> None:
        self.dones[done.id] = done
        intent = self.intents.get(done.id)
        if intent is None:
            return
        for fill in done.fills:
            if fill.deal == "0":
                continue
            self._by_deal[fill.deal, not intent.opens] = intent
        if intent.opens:
            for ticket in (*done.tickets, *(fill.order for fill in done.fills)):
                self._by_ticket[ticket] = intent

    def _raise_revision(self, copy: str, revision: int) -> None:
        self.revisions[copy] = max(revision, self.revisions.get(copy, 0))
