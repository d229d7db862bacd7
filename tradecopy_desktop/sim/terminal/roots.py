"""Which chain an MT4 ticket belongs to: partial closes give the remainder a new ticket.

Found by the comment where the broker keeps it, otherwise by what the remainder inherits: symbol,
side, opening time and price. What cannot be found stays a chain of its own.
"""

import re
from collections.abc import Iterable, Mapping

from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.sim.broker.mt4 import ClosedTicket
from tradecopy_desktop.sim.broker.sim_broker import SimBroker

_FROM = re.compile(r"from #(\d+)", re.ASCII)


def follow(roots: dict[str, str], old: str, new: str) -> None:
    """Remember that ticket `new` goes on where `old` ended."""
    roots[new] = roots.get(old, old)


def root_of(roots: dict[str, str], position: Position, broker: SimBroker) -> str:
    """Return the first ticket of the position's chain, and remember it."""
    root = roots.get(position.ticket)
    if root is None:
        parent = _by_comment(position) or _by_evidence(roots, position, broker)
        root = roots.get(parent, parent) if parent else position.ticket
        roots[position.ticket] = root
    return root


def _by_comment(position: Position) -> str | None:
    found = _FROM.search(position.comment)
    return found[1] if found else None


def _by_evidence(roots: Mapping[str, str], position: Position, broker: SimBroker) -> str | None:
    known = (broker.closed_ticket(ticket) for ticket in roots)
    parents = [*(t for t in known if t is not None), *broker.closed_tickets()]
    # A chain goes on in one ticket: what else looks like its remainder is a trade of its own.
    going_on = {roots[each.ticket] for each in broker.holdings() if each.ticket in roots}
    free = (t for t in parents if roots.get(t.ticket, t.ticket) not in going_on)
    return _earliest(t for t in free if _inherits(position, t))


def _inherits(position: Position, parent: ClosedTicket) -> bool:
    return (
        parent.symbol == position.symbol
        and parent.side is position.side
        and parent.price == position.price
        and parent.opened_at == position.opened_at
        and int(parent.ticket) < int(position.ticket)
        and position.magic in {parent.magic, "0"}
    )


def _earliest(parents: Iterable[ClosedTicket]) -> str | None:
    return min((t.ticket for t in parents), key=int, default=None)
