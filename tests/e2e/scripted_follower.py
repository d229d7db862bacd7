"""A follower that a test plays: it carries out instructions, each at most once, and remembers.

Book and journal outlive its links, as the files of a terminal do. Faults are set by the test.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from tests.e2e import terminal_frames as frames
from tests.e2e.rig import Terminal
from tests.e2e.scripted_terminal import ScriptedTerminal
from tests.e2e.terminal_frames import Json


@dataclass(slots=True, kw_only=True)
class _Answer:
    """What a report says beside its number and times."""

    outcome: str
    code: str = ""
    fills: list[Json] = field(default_factory=list)


class ScriptedFollower(ScriptedTerminal):
    """An executor of a hedging account.

    `refusals` are broker codes for the next trades of a type, `deals` what the broker has done:
    (`in` or `out`, copy, lots), `expired` the master's orders that came too late. A follower that
    `is_stuck` keeps instructions until `unstick`.
    """

    role = "executor"

    def __init__(self, who: Terminal) -> None:
        super().__init__(who)
        self.deals: list[tuple[str, str, str]] = []
        self.answers: list[Json] = []
        self.expired: set[str] = set()
        self.refusals: dict[str, list[str]] = {"open": [], "set_volume": [], "set_stops": []}
        self.is_stuck = False
        self._stuck: list[Json] = []
        self._lost = 0
        self._journal: dict[str, _Answer] = {}
        self._void: set[str] = set()
        self._revisions: dict[str, int] = {}
        self._magics: set[str] = set()
        self._number = 0
        self._unread: dict[int, Json] = {}
        self._ticket = 50_000
        self._copy_of: dict[str, str] = {}
        self._tickets_of: dict[str, list[str]] = {}
        # Of one execution the report goes first, then the events.
        self._held_back: list[int] | None = None

    @property
    def instructions(self) -> list[Json]:
        """Return every instruction received, oldest first."""
        return [message for message in self.received if "id" in message]

    @property
    def is_idle(self) -> bool:
        """Tell whether every instruction received was answered, or lost."""
        return len(self.answers) + self._lost == len(self.instructions)

    @property
    def volumes(self) -> list[str]:
        """Return the lots of the open positions, oldest first."""
        return [position["volume"] for position in self.positions.values()]

    @property
    def outcomes(self) -> list[str]:
        """Return how instructions went, oldest first."""
        return [answer["outcome"] for answer in self.answers]

    def copied(self) -> dict[str, tuple[str, str | None]]:
        """Return lots and stop loss by the master's order that they copy; never two for one."""
        held: dict[str, tuple[str, str | None]] = {}
        for position in self.positions.values():
            source = position["link"]["source"]
            assert source not in held, f"the master's order {source} was copied twice"
            held[source] = (position["volume"], position["sl"])
        return held

    async def _resend(self) -> None:
        known = int(self.welcome["report_after"])
        assert known <= self._number, f"report {known} was never written"
        self._read_through(known)
        for report in self._unread.values():
            await self._send(report)
        await super()._resend()

    async def _take_instruction(self, message: Json) -> None:
        if message["type"] == "report_ack":
            self._read_through(int(message["n"]))
        elif message["type"] == "inquire":
            raise AssertionError(f"this executor cannot answer {message}")
        elif self.is_stuck:
            self._stuck.append(message)
        else:
            await self._carry_out(message)

    async def unstick(self) -> None:
        """Carry out what was kept, and go on."""
        self.is_stuck = False
        waiting, self._stuck = self._stuck, []
        for message in waiting:
            await self._carry_out(message)

    def forget_waiting(self) -> None:
        """Lose the instructions that were kept, as a terminal does that ends."""
        self._lost += len(self._stuck)
        self._stuck.clear()

    def lose_reports(self) -> None:
        """Lose the reports that were written and not acknowledged; their numbers stay used."""
        self._unread.clear()

    def _read_through(self, number: int) -> None:
        for written in tuple(self._unread):
            if written <= number:
                del self._unread[written]

    # Carrying out

    async def _carry_out(self, order: Json) -> None:
        received = self.ticks()
        self._held_back = []
        match order["type"]:
            case "open":
                answer = await self._open(order)
            case "set_volume":
                answer = await self._set_volume(order)
            case "set_stops":
                answer = await self._set_stops(order)
            case "void":
                answer = self._take_back(order)
            case _:
                raise AssertionError(f"this executor cannot {order['type']}")
        await self._report(order, answer, received)
        waiting, self._held_back = self._held_back, None
        for number in waiting:
            await self._send_event(number)

    async def _send_event(self, number: int) -> None:
        if self._held_back is None:
            await super()._send_event(number)
        else:
            self._held_back.append(number)

    async def _open(self, order: Json) -> _Answer:
        id = order["id"]
        if id in self._void:
            return _Answer(outcome="refused", code="voided")
        if id in self._journal:
            return self._first_answer(id)
        assert order["magic"] not in self._magics, f"magic {order['magic']} names another id"
        if self.ticks() > order["expires"]:
            self.expired.add(order["source"])
            return self._settle(id, _Answer(outcome="refused", code="expired"))
        await self._call_broker(id)
        if self.refusals["open"]:
            return self._settle(id, _Answer(outcome="refused", code=self.refusals["open"].pop(0)))
        self._magics.add(order["magic"])
        self._raise_revision(order)
        self._copy_of[id] = order["copy"]
        return self._settle(id, _Answer(outcome="filled", fills=[await self._buy(order)]))

    def _first_answer(self, id: str) -> _Answer:
        first = self._journal[id]
        if first.outcome == "refused":
            return first
        return _Answer(outcome="already_done", fills=first.fills)

    def _settle(self, id: str, answer: _Answer) -> _Answer:
        self._journal[id] = answer
        return answer

    async def _buy(self, order: Json) -> Json:
        ticket, deal, number = (self._next() for _ in range(3))
        volume = f"{Decimal(order['volume']):.2f}"
        bought = self.positions[ticket] = frames.position(
            id=ticket,
            order=number,
            volume=volume,
            symbol=order["symbol"],
            side=order["side"],
            sl=order["sl"],
            tp=order["tp"],
            magic=order["magic"],
            comment=order["comment"],
            link={name: order[name] for name in ("copy", "id", "route", "master", "source")},
        )
        self._tickets_of.setdefault(order["copy"], []).append(ticket)
        self.deals.append(("in", order["copy"], volume))
        made = frames.deal(ticket=deal, order=number, entry="in", side=order["side"], volume=volume)
        await self._tell("opened", bought, made)
        return _fill(ticket, deal, number, volume)

    async def _set_volume(self, order: Json) -> _Answer:
        refusal = self._refused_change(order)
        if refusal is not None:
            return refusal
        tickets = self._tickets(order["copy"])
        # Copies of these tests are one ticket each, so a target is that ticket's.
        assert len(tickets) <= 1, tickets
        if not tickets or Decimal(tickets[0]["volume"]) <= Decimal(order["volume"]):
            self._raise_revision(order)
            return _Answer(outcome="already_done")
        await self._call_broker(order["id"])
        if self.refusals["set_volume"]:
            return _Answer(outcome="refused", code=self.refusals["set_volume"].pop(0))
        self._raise_revision(order)
        return _Answer(outcome="filled", fills=[await self._sell(tickets[0], order)])

    async def _sell(self, position: Json, order: Json) -> Json:
        volume = f"{Decimal(position['volume']) - Decimal(order['volume']):.2f}"
        deal, number = self._next(), self._next()
        self.deals.append(("out", order["copy"], volume))
        await self._tell_reduced(position, volume, order=number, deal=deal)
        return _fill(position["ticket"], deal, number, volume)

    async def _set_stops(self, order: Json) -> _Answer:
        refusal = self._refused_change(order)
        if refusal is not None:
            return refusal
        tickets = self._tickets(order["copy"])
        if not tickets:
            return _Answer(outcome="refused", code="no_copy")
        await self._call_broker(order["id"])
        if self.refusals["set_stops"]:
            return _Answer(outcome="refused", code=self.refusals["set_stops"].pop(0))
        self._raise_revision(order)
        for position in tickets:
            position.update(sl=order["sl"], tp=order["tp"])
        return _Answer(outcome="done")

    def _refused_change(self, order: Json) -> _Answer | None:
        highest = self._revisions.get(order["copy"])
        if highest is None:
            return _Answer(outcome="refused", code="no_copy")
        if order["revision"] < highest:
            return _Answer(outcome="refused", code="stale")
        return None

    def _take_back(self, order: Json) -> _Answer:
        first = self._journal.get(order["id"])
        if first is not None and first.outcome == "filled":
            return self._first_answer(order["id"])
        self._void.add(order["id"])
        return _Answer(outcome="done", code="voided")

    def _tickets(self, copy: str) -> list[Json]:
        named = self._tickets_of.get(copy, ())
        return [self.positions[ticket] for ticket in named if ticket in self.positions]

    def _raise_revision(self, order: Json) -> None:
        highest = self._revisions.get(order["copy"], 0)
        self._revisions[order["copy"]] = max(highest, order["revision"])

    async def _call_broker(self, id: str) -> None:
        await self._send({"type": "executing", "id": id, "ticks": self.ticks()})
        self._moment("executing")

    # Reporting

    async def _report(self, order: Json, answer: _Answer, received: int) -> None:
        self._number += 1
        tickets = self._tickets(order.get("copy") or self._copy_of.get(order["id"], ""))
        done = self.ticks()
        report = frames.report(
            n=self._number,
            id=order["id"],
            copy=order.get("copy"),
            revision=order.get("revision", 0),
            outcome=answer.outcome,
            code=answer.code,
            fills=answer.fills,
            remaining=tickets[0]["volume"] if tickets else "0",
            sl=tickets[0]["sl"] if tickets else None,
            tp=tickets[0]["tp"] if tickets else None,
            received=received,
            sent=received,
            done=done,
        )
        self._unread[self._number] = report
        self.answers.append(report)
        self._moment("executed")
        await self._send(report)
        self._news.set()

    def _moment(self, name: str) -> None:
        moment = self.at.get(name)
        if moment is not None:
            moment()

    def _next(self) -> str:
        self._ticket += 1
        return str(self._ticket)


def _fill(ticket: str, deal: str, order: str, volume: str) -> Json:
    return {
        "ticket": ticket,
        "deal": deal,
        "order": order,
        "volume": volume,
        "price": "1.08500",
        "at": frames.SERVER_TIME,
    }
