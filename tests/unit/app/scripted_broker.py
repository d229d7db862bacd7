"""A follower's executor and its broker with a memory: what was carried out stays carried out.

It answers when asked to, as scripted or else as well as it can, by the rules of the protocol: an
id is carried out once, a target is reached and not passed, an older revision is stale.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.commands import (
    CancelPending,
    Command,
    ModifyPending,
    OpenPosition,
    PlacePending,
    SetStops,
    SetVolume,
    VoidInstruction,
)
from tradecopy_desktop.domain.facts import Fill, InstructionReported, Outcome
from tradecopy_desktop.domain.trades import NetPosition
from tradecopy_desktop.domain.values import ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the script: how the next instruction goes. `part`: how much is executed."""

    outcome: Outcome
    code: str = ""
    part: Decimal | None = None


@dataclass(slots=True)
class ScriptedBroker:
    """What was sent, what is held, and what was acknowledged."""

    sent: list[Command] = field(default_factory=list)
    expected: list[NetPosition | None] = field(default_factory=list)
    unanswered: deque[Command] = field(default_factory=deque)
    asked_pictures: list[AccountKey] = field(default_factory=list)
    watched: dict[AccountKey, tuple[str, ...]] = field(default_factory=dict)
    held: dict[str, Decimal] = field(default_factory=dict)
    waiting: dict[str, PlacePending] = field(default_factory=dict)
    stops: dict[str, Decimal | None] = field(default_factory=dict)
    done: dict[str, tuple[Fill, ...]] = field(default_factory=dict)
    voids: set[str] = field(default_factory=set)
    away: set[AccountKey] = field(default_factory=set)
    acknowledged: list[str] = field(default_factory=list)
    _script: deque[Line] = field(default_factory=deque)
    _revisions: dict[str, int] = field(default_factory=dict)
    _reports: int = 0
    _deals: int = 8_800

    # What the program may do (the port)

    def send(self, command: Command, *, expected: NetPosition | None) -> bool:
        """Take a command in; False while the follower is away."""
        if command.follower in self.away:
            return False
        self.sent.append(command)
        self.expected.append(expected)
        self.unanswered.append(command)
        return True

    def ask_picture(self, account: AccountKey, role: Role = Role.EXECUTOR) -> None:
        """Note who was asked for a picture."""
        self.asked_pictures.append(account)

    def watch_quotes(self, account: AccountKey, symbols: Sequence[str]) -> tuple[str, ...]:
        """Note whose prices are asked for."""
        self.watched[account] = tuple(symbols)
        return ()

    def acknowledge_event(self, account: AccountKey, role: Role, stream: str, seq: int) -> None:
        """Note an acknowledgement."""
        self.acknowledged.append(f"{role} {stream} {seq}")

    def acknowledge_report(self, account: AccountKey, number: int) -> None:
        """Note an acknowledgement."""
        self.acknowledged.append(f"report {number}")

    # What a test may do

    def plan(self, outcome: Outcome, *, code: str = "", part: str | None = None) -> None:
        """Script how the next instruction goes that is not planned yet."""
        executed = None if part is None else Decimal(part)
        self._script.append(Line(outcome=outcome, code=code, part=executed))

    def break_link(self, follower: AccountKey) -> None:
        """Lose the connection and what was on the wire."""
        self.away.add(follower)
        self.unanswered.clear()

    def take_lots(self, copy: str, volume: str) -> None:
        """Close a part of what a copy holds, as the trader or a stop loss does."""
        self.held[copy] -= Decimal(volume)

    def meet(self, copy: str) -> None:
        """Let the price reach the order that waits for a copy."""
        order = self.waiting.pop(copy)
        self.held[copy] = self.held.get(copy, ZERO) + order.volume

    def next_deal(self) -> str:
        """Return the ticket of the next deal."""
        self._deals += 1
        return str(self._deals)

    def answer(self) -> InstructionReported:
        """Carry the oldest unanswered instruction out and return the report about it."""
        command = self.unanswered.popleft()
        line = self._script.popleft() if self._script else None
        match command:
            case OpenPosition():
                return self._open(command, line)
            case SetVolume():
                return self._set_volume(command, line)
            case SetStops():
                return self._set_stops(command, line)
            case PlacePending():
                return self._place(command, line)
            case ModifyPending() | CancelPending():
                return self._change_order(command, line)
            case VoidInstruction():
                return self._void(command, line)

    def _open(self, command: OpenPosition, line: Line | None) -> InstructionReported:
        if command.id in self.voids:
            return self._report(command, Outcome.REFUSED, code="voided")
        if command.id in self.done:
            return self._report(command, Outcome.ALREADY_DONE, fills=self.done[command.id])
        volume = command.volume
        if line is not None and line.outcome is not Outcome.FILLED:
            volume = line.part or ZERO
        if volume:
            self.done[command.id] = self._filled(volume)
            self.held[command.copy] = self.held.get(command.copy, ZERO) + volume
        outcome = line.outcome if line else Outcome.FILLED
        told = () if outcome is Outcome.UNKNOWN else self.done.get(command.id, ())
        return self._report(command, outcome, code=line.code if line else "", fills=told)

    def _set_volume(self, command: SetVolume, line: Line | None) -> InstructionReported:
        if command.revision < self._revisions.get(command.copy, 0):
            return self._report(command, Outcome.REFUSED, code="stale")
        if command.copy not in self.held:
            return self._report(command, Outcome.REFUSED, code="no_copy")
        self._revisions[command.copy] = command.revision
        if line is not None and line.outcome is not Outcome.FILLED:
            part = line.part or ZERO
            self.held[command.copy] -= part
            fills = self._filled(part) if part else ()
            return self._report(command, line.outcome, code=line.code, fills=fills)
        over = self.held[command.copy] - command.volume
        if over <= ZERO:
            return self._report(command, Outcome.ALREADY_DONE)
        self.held[command.copy] = command.volume
        return self._report(command, Outcome.FILLED, fills=self._filled(over))

    def _set_stops(self, command: SetStops, line: Line | None) -> InstructionReported:
        if not self.held.get(command.copy):
            return self._report(command, Outcome.REFUSED, code="no_copy")
        self._revisions[command.copy] = command.revision
        if line is not None and line.outcome is not Outcome.DONE:
            return self._report(command, line.outcome, code=line.code)
        self.stops[command.copy] = command.stop_loss
        return self._report(command, Outcome.DONE)

    def _place(self, command: PlacePending, line: Line | None) -> InstructionReported:
        if command.id in self.voids:
            return self._report(command, Outcome.REFUSED, code="voided")
        if command.id in self.done:
            return self._report(command, Outcome.ALREADY_DONE, fills=self.done[command.id])
        if line is None or line.part is not None:
            (fill,) = self._filled(command.volume)
            self.done[command.id] = (replace(fill, deal="0", price=command.price),)
            self.waiting[command.copy] = command
        if line is not None and line.outcome is not Outcome.DONE:
            return self._report(command, line.outcome, code=line.code)
        return self._report(command, Outcome.DONE, fills=self.done[command.id])

    def _change_order(
        self, command: ModifyPending | CancelPending, line: Line | None
    ) -> InstructionReported:
        if line is not None and line.outcome is not Outcome.DONE:
            return self._report(command, line.outcome, code=line.code)
        order = self.waiting.get(command.copy)
        if isinstance(command, CancelPending):
            self.waiting.pop(command.copy, None)
            return self._report(command, Outcome.DONE if order else Outcome.ALREADY_DONE)
        if order is None:
            return self._report(command, Outcome.REFUSED, code="no_copy")
        self.waiting[command.copy] = replace(order, price=command.price)
        return self._report(command, Outcome.DONE)

    def _void(self, command: VoidInstruction, line: Line | None) -> InstructionReported:
        if line is not None and line.outcome is Outcome.UNKNOWN:
            return self._report(command, Outcome.UNKNOWN)
        self.voids.add(command.id)
        if command.id in self.done:
            return self._report(command, Outcome.ALREADY_DONE, fills=self.done[command.id])
        return self._report(command, Outcome.DONE, code="voided")

    def _filled(self, volume: Decimal) -> tuple[Fill, ...]:
        deal = self.next_deal()
        return (
            Fill(
                ticket=deal,
                deal=deal,
                order=deal,
                volume=volume,
                price=Decimal("1.1"),
                at=1_741_953_600_400,
            ),
        )

    def _report(
        self,
        command: Command,
        outcome: Outcome,
        *,
        code: str = "",
        fills: tuple[Fill, ...] = (),
    ) -> InstructionReported:
        self._reports += 1
        is_void = isinstance(command, VoidInstruction)
        return InstructionReported(
            account=command.follower,
            number=self._reports,
            id=command.id,
            copy=None if is_void else command.copy,
            revision=getattr(command, "revision", 0),
            outcome=outcome,
            code=code,
            message="",
            fills=fills,
            # A report about a void is about no copy.
            remaining=ZERO if is_void else self.held.get(command.copy, ZERO),
            net=None,
            stop_loss=None,
            take_profit=None,
            received_us=0,
            sent_us=0,
            done_us=0,
            reported_ns=0,
            transit_us=0,
            confirm_us=0,
        )
