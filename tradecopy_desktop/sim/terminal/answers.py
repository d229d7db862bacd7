"""What an EA does with each message of the bridge, one after the other as a single thread would."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tradecopy_desktop.sim.codec import Message
from tradecopy_desktop.sim.terminal import pictures
from tradecopy_desktop.sim.terminal.disk import Guard
from tradecopy_desktop.sim.terminal.executor import INSTRUCTIONS
from tradecopy_desktop.sim.terminal.inquiries import found
from tradecopy_desktop.sim.terminal.pages import symbol_pages

if TYPE_CHECKING:
    from tradecopy_desktop.sim.terminal.ea import SimEa


class Answers:
    """Answers the bridge for one EA."""

    def __init__(self, ea: "SimEa") -> None:
        """Answer for this EA."""
        self._ea = ea
        self.notices: list[str] = []
        self.errors: list[Message] = []
        self._simple: dict[str, Callable[[Message], None]] = {
            "get_snapshot": lambda m: ea.send_snapshot(m["request"]),
            "ack": lambda m: ea.events.forget(int(m["seq"])),
            "resume": self._resume,
            "report_ack": lambda m: ea.view.disk.journal.forget_reports(int(m["n"])),
            "inquire": lambda m: ea.post(found(ea.view, m)),
            "get_symbols": self._list_symbols,
            "subscribe": self._subscribe,
            "guard": self._store_guard,
            "notify": lambda m: self.notices.append(m["text"]),
            "new_key": self._change_key,
            "error": self.errors.append,
            "bye": self._drop,
        }

    async def handle(self, message: Message, received: int) -> None:
        """Do what one message asks for."""
        kind = message["type"]
        if kind in INSTRUCTIONS:
            await self._carry_out(message, received)
        elif kind == "heartbeat":
            self._echo(message, received)
        elif kind in self._simple:
            self._simple[kind](message)

    async def _carry_out(self, message: Message, received: int) -> None:
        if self._ea.executor is None:
            return
        self._ea.carrying_out = True
        try:
            await self._ea.executor.carry_out(message, received)
        finally:
            self._ea.carrying_out = False
        self._ea.scan()

    def _echo(self, message: Message, received: int) -> None:
        if self._ea.due is not None and not self._ea.frozen:
            self._ea.due.heard(message["ticks"], received)
            self._ea.due.beat()

    def _resume(self, message: Message) -> None:
        if self._ea.session is not None:
            self._ea.resend(self._ea.session, int(message["after"]))

    def _list_symbols(self, message: Message) -> None:
        instruments = self._ea.view.broker.instruments
        names = message["names"] or list(instruments)
        there = [pictures.symbol(instruments[name]) for name in names if name in instruments]
        missing = [name for name in names if name not in instruments]
        for page in symbol_pages(message["request"], there, missing):
            self._ea.post(page)

    def _subscribe(self, message: Message) -> None:
        if self._ea.due is not None:
            self._ea.due.subscribe(message["symbols"])

    def _store_guard(self, message: Message) -> None:
        self._ea.view.disk.guard = Guard(
            floor=message["floor"],
            block_after_ms=message["block_after_ms"],
            flatten_at_floor=message["flatten_at_floor"],
        )

    def _change_key(self, message: Message) -> None:
        disk = self._ea.view.disk
        if message["key"] != disk.key:
            disk.old_key, disk.key = disk.key, message["key"]
        self._ea.post({"type": "key_accepted"})
        self._ea.post({"type": "bye", "reason": "restarting"})
        if self._ea.session is not None:
            self._ea.session.end_when_written()

    def _drop(self, message: Message) -> None:
        self._ea.long_wait = message["reason"] in {"removed", "replaced"}
        if self._ea.session is not None:
            self._ea.session.end_when_written()
