"""What the terminal knows of an id, a copy, a position or an order. It changes nothing."""

from tradecopy_desktop.domain.trades import ClosedPosition, PendingOrder, Position
from tradecopy_desktop.sim.codec import Message
from tradecopy_desktop.sim.terminal import pictures
from tradecopy_desktop.sim.terminal.account_view import AccountView
from tradecopy_desktop.sim.terminal.journal import Journal

_STRENGTH = ("none", "intent", "done", "void")


def found(view: AccountView, message: Message) -> Message:
    """Return the answer to an `inquire`."""
    by, value = message["by"], message["value"]
    journal = view.disk.journal
    return {
        "type": "found",
        "request": message["request"],
        "sure": view.is_whole() and not view.broker.setup.faults.history_hidden,
        "journal": _strongest(journal, by, value),
        "positions": [pictures.position(p) for p in view.positions() if _meant(p, by, value)],
        "pendings": [pictures.pending(p) for p in view.pendings() if _meant(p, by, value)],
        "closed": [pictures.closing(c) for c in view.closings() if _meant(c, by, value)],
    }


def _meant(item: Position | PendingOrder | ClosedPosition, by: str, value: str) -> bool:
    match by:
        case "id":
            return item.link is not None and item.link.id == value
        case "copy":
            return item.link is not None and item.link.copy == value
        case "position":
            return not isinstance(item, PendingOrder) and value in _names(item)
        case _:
            order = item.ticket if isinstance(item, PendingOrder) else item.order
            return order == value


def _names(item: Position | ClosedPosition) -> set[str]:
    return {item.id, item.ticket} if isinstance(item, Position) else {item.id}


def _strongest(journal: Journal, by: str, value: str) -> str:
    if by == "id":
        return journal.standing(value)
    intent = journal.of_ticket(value)
    intents = journal.of_copy(value) if by == "copy" else () if intent is None else (intent,)
    standings = [journal.standing(known.id) for known in intents]
    return max(standings, key=_STRENGTH.index, default="none")
