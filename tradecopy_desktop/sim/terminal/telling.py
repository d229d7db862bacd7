"""Remembers which prices and money went out in a message, for who judges the run. Sends nothing."""

from decimal import Decimal

from tradecopy_desktop.sim.codec import Message
from tradecopy_desktop.sim.told import Told


def note_told(told: Told, message: Message, at_ns: int) -> None:
    """Remember the prices and the money in a message that is about to be written."""
    match message["type"]:
        case "quotes":
            for quote in message["quotes"]:
                bid, ask = Decimal(quote["bid"]), Decimal(quote["ask"])
                told.note_quote(at_ns, quote["symbol"], bid=bid, ask=ask)
        case "funds":
            _note_funds(told, message, at_ns)
        case "snapshot":
            _note_funds(told, message["funds"], at_ns)
        case "heartbeat":
            _note_funds(told, message["state"], at_ns)


def _note_funds(told: Told, money: Message, at_ns: int) -> None:
    told.note_funds(
        at_ns,
        balance=Decimal(money["balance"]),
        equity=Decimal(money["equity"]),
        free_margin=Decimal(money["free_margin"]),
    )
