"""Keeps what terminals say about their accounts in the book: connections, symbols, positions."""

from collections.abc import Iterable

from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.facts import (
    AccountSwitched,
    EventKind,
    Fact,
    InstructionReported,
    PermissionsChanged,
    SnapshotTaken,
    SymbolsListed,
    TerminalConnected,
    TerminalLost,
    TradeEvent,
)
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.trades import FLAT, ClosedPosition, NetPosition, Position
from tradecopy_desktop.domain.values import ZERO, MarginMode, Platform
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.freezing import LOST_BROKER, freeze_of_switch, judge_picture

_KEPT_DEALS = 4_096
_BEGINNINGS = ([Role.MONITOR, EventKind.OPENED], [Role.MONITOR, EventKind.REVERSED])


def note_account_fact(book: Book, fact: Fact) -> None:
    """Take over what a fact says about its account."""
    match fact:
        case TerminalConnected():
            account = book.account(fact.profile.key)
            account.profile = fact.profile
            account.permissions = fact.permissions
            account.connected.add(fact.role)
            account.whole.discard(fact.role)
            note_link_to_broker(book, fact.profile.key, fact.role, is_up=fact.permissions.connected)
        case TerminalLost():
            _note_lost(book.account(fact.account), fact.role)
        case PermissionsChanged():
            book.account(fact.account).permissions = fact.permissions
            note_link_to_broker(book, fact.account, fact.role, is_up=fact.permissions.connected)
        case AccountSwitched():
            account = book.account(fact.account)
            if fact.role not in account.connected:
                # Beside the right terminal, a second one says nothing about the account.
                account.frozen[fact.role] = freeze_of_switch(fact.account, fact.shown)
        case SymbolsListed():
            account = book.account(fact.account)
            account.instruments.update((i.name, i) for i in fact.instruments)
            account.listing += 1
            account.listed = account.listed or fact.complete
        case SnapshotTaken():
            _note_picture(book, fact)
        case _:
            pass


def _note_lost(account: AccountState, role: Role) -> None:
    account.connected.discard(role)
    account.whole.discard(role)
    if account.frozen.get(role) is LOST_BROKER:
        # Nothing is known any more of its link to the broker.
        del account.frozen[role]
    if not account.connected:
        # What a terminal said is believed while it can take it back.
        account.quotes.clear()


def note_link_to_broker(book: Book, key: AccountKey, role: Role, *, is_up: bool) -> None:
    """Take over whether a terminal reaches its trade server; a list without it is not whole (W1).

    A link that is up again thaws nothing: the next whole picture does.
    """
    account = book.account(key)
    if not is_up:
        account.whole.discard(role)
        account.frozen[role] = LOST_BROKER


def _note_picture(book: Book, picture: SnapshotTaken) -> None:
    account = book.account(picture.account)
    if not picture.whole:
        account.whole.discard(picture.role)
        return
    freeze = judge_picture(book, picture)
    # The newest come first, and a side of a position that was turned round has its name.
    account.closed = {ended.id: ended for ended in reversed(picture.closed)}
    account.sides_closed = {(ended.id, ended.order): ended for ended in picture.closed}
    if freeze is not None:
        # Nothing of it is believed but its closing deals, which prove themselves (rule W2).
        account.frozen[picture.role] = freeze
        account.whole.discard(picture.role)
        return
    account.frozen.pop(picture.role, None)
    account.whole.add(picture.role)
    account.positions = {position.id: position for position in picture.positions}
    account.pendings = {order.ticket: order for order in picture.pendings}
    _note_copies(account, picture.positions)
    if account.margin_mode is MarginMode.NETTING:
        account.net = {
            position.symbol: NetPosition(side=position.side, volume=position.volume)
            for position in picture.positions
        }


def _note_copies(account: AccountState, positions: Iterable[Position]) -> None:
    for position in positions:
        if position.link is not None:
            _name_copy(account, position.id, position.link.copy)
            _name_copy(account, position.ticket, position.link.copy)


def _name_copy(account: AccountState, ticket: str, copy: str) -> None:
    account.copies[ticket] = copy
    while len(account.copies) > _KEPT_DEALS:
        account.copies.pop(next(iter(account.copies)))


def note_event(book: Book, event: TradeEvent) -> None:
    """Take over the position that an event shows; own deals leave the net to their reports."""
    account, position = book.account(event.account), event.position
    _note_pending(account, event)
    if position is None:
        return
    _note_copies(account, (position,))
    if position.volume == ZERO:
        account.positions.pop(position.id, None)
        account.sides.pop(position.id, None)
        _note_closed(account, event, position)
    else:
        account.positions[position.id] = position
        account.sides[position.id] = position.order
    _note_closed_by(account, event)
    ours = event.deal is not None and event.deal.ticket in account.own_deals
    if account.margin_mode is MarginMode.NETTING and not ours:
        account.net[position.symbol] = (
            NetPosition(side=position.side, volume=position.volume) if position.volume else FLAT
        )


def note_sides(book: Book, picture: SnapshotTaken) -> None:
    """Take over by which orders the sides of a whole picture began, once it was compared."""
    account = book.account(picture.account)
    if picture.role in account.whole:
        account.sides = {position.id: position.order for position in picture.positions}


def restore_sides(book: Book, seen: Iterable[tuple[str, str]]) -> None:
    """Take over by which orders sides began, from the names of the events that were stored."""
    newest: dict[tuple[str, str], int] = {}
    for key, name in seen:
        parts = name.split("|")
        if parts[:2] not in _BEGINNINGS or len(parts) != 5 or not parts[4].isdigit():
            continue
        position, deal = parts[2], int(parts[4])
        if deal >= newest.get((key, position), 0):
            newest[key, position] = deal
            book.account(AccountKey.parse(key)).sides[position] = parts[3]


def _note_closed_by(account: AccountState, event: TradeEvent) -> None:
    deal = event.deal
    if deal is None or account.margin_mode is not MarginMode.NETTING:
        return
    closed = ZERO
    if event.kind is EventKind.PARTLY_CLOSED:
        closed = deal.volume
    elif event.kind is EventKind.REVERSED and event.was is not None:
        closed = event.was.volume
    if closed:
        account.closed_by[deal.order] = account.closed_by.get(deal.order, ZERO) + closed
        while len(account.closed_by) > _KEPT_DEALS:
            account.closed_by.pop(next(iter(account.closed_by)))


def _note_pending(account: AccountState, event: TradeEvent) -> None:
    if event.pending is None:
        return
    if event.kind in (EventKind.PENDING_PLACED, EventKind.PENDING_MODIFIED):
        account.pendings[event.pending.ticket] = event.pending
    else:
        account.pendings.pop(event.pending.ticket, None)


def _note_closed(account: AccountState, event: TradeEvent, position: Position) -> None:
    deal = event.deal
    if deal is None:
        return
    proof = ClosedPosition(
        id=position.id,
        order=position.order,
        deal=deal.ticket,
        symbol=position.symbol,
        side=position.side,
        volume=deal.volume,
        closed_at=event.at,
        reason=deal.reason,
        link=position.link,
    )
    account.closed[position.id] = account.sides_closed[position.id, position.order] = proof
    while len(account.closed) > _KEPT_DEALS:
        account.closed.pop(next(iter(account.closed)))
    while len(account.sides_closed) > _KEPT_DEALS:
        account.sides_closed.pop(next(iter(account.sides_closed)))


def note_report(book: Book, report: InstructionReported) -> None:
    """Take over the net position and the deals that an executor's answer names."""
    account = book.account(report.account)
    link = book.links.get(report.copy) if report.copy else None
    # An MT4 ticket names its opening and its closing, and the closing may be somebody else's.
    is_mt4_opening = account.platform is Platform.MT4 and _opens(link, report)
    for fill in report.fills:
        if not is_mt4_opening:
            account.own_deals[fill.deal] = None
        if report.copy is not None:
            _name_copy(account, fill.ticket, report.copy)
    while len(account.own_deals) > _KEPT_DEALS:
        account.own_deals.pop(next(iter(account.own_deals)))
    if report.net is not None and link is not None:
        account.net[link.symbol] = report.net


def _opens(link: Link | None, report: InstructionReported) -> bool:
    if report.copy is None:
        return True  # The answer to a void, and only openings are declared void.
    return link is not None and any(opening.id == report.id for opening in link.opens)
