"""What makes two reports of a trade event the same event. Never asks when or in what stream.

A sequence number dies with the life of an EA; the broker's tickets stay. MT5 gives every change
of volume a deal of its own, and its order; MT4 closes a ticket with every close and partial close,
which the protocol tells as deal ticket and order. So one form serves both platforms:

    monitor|partly_closed|<position id>|<order of the deal>|<deal ticket>
    monitor|pending_placed|<ticket>
    monitor|balance|<deal ticket>

The role takes part, because an account can be follower and master at once: what its Executor
reported first must not hide the same deal from the routes that follow its Monitor. The account
does not take part; keys are compared within one account.
"""

from tradecopy_desktop.domain.facts import EventKind, TradeEvent

_VOLUME_CHANGES = frozenset(
    {
        EventKind.OPENED,
        EventKind.ADDED,
        EventKind.PARTLY_CLOSED,
        EventKind.CLOSED,
        EventKind.REVERSED,
    }
)
# A pending order can be changed often, but placed and ended only once.
_PENDING_TURNS = frozenset(
    {
        EventKind.PENDING_PLACED,
        EventKind.PENDING_CANCELLED,
        EventKind.PENDING_FILLED,
        EventKind.PENDING_EXPIRED,
    }
)


def event_key(event: TradeEvent) -> str | None:
    """Return the lasting name of an event within its account, or None where it has none.

    Changes of stops and of pending orders have none: the same values can be set twice.
    """
    parts = _tickets(event)
    return None if parts is None else "|".join((event.role, event.kind, *parts))


def _tickets(event: TradeEvent) -> tuple[str, ...] | None:
    if event.kind in _VOLUME_CHANGES and event.position and event.deal:
        return event.position.id, event.deal.order, event.deal.ticket
    if event.kind in _PENDING_TURNS and event.pending:
        return (event.pending.ticket,)
    if event.kind is EventKind.BALANCE and event.deal:
        return (event.deal.ticket,)
    return None
