"""Keeps what terminals say about their accounts in the book: connections, symbols, positions."""

from collections.abc import Iterable

from tradecopy_desktop.domain.facts import (
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
from tradecopy_desktop.domain.trades import FLAT, ClosedPosition, NetPosition, Position
from tradecopy_desktop.domain.values import ZERO, MarginMode
from tradecopy_desktop.engine.book import AccountState, Book

_KEPT_DEALS = 4_096


def note_account_fact(book: Book, fact: Fact) -> None:
    """Take over what a fact says about its account."""
    match fact:
        case TerminalConnected():
            account = book.account(fact.profile.key)
            account.profile = fact.profile
            account.permissions = fact.permissions
            account.connected.add(fact.role)
            account.whole.discard(fact.role)
        case TerminalLost():
            account = book.account(fact.account)
            account.connected.discard(fact.role)
            account.whole.discard(fact.role)
            if not account.connected:
                # What a terminal said is believed while it can take it back.
                account.quotes.clear()
        case PermissionsChanged():
            book.account(fact.account).permissions = fact.permissions
        case SymbolsListed():
            account = book.account(fact.account)
            account.instruments.update((i.name, i) for i in fact.instruments)
            account.listing += 1
            account.listed = account.listed or fact.complete
        case SnapshotTaken():
            _note_picture(book.account(fact.account), fact)
        case _:
            pass


def _note_picture(account: AccountState, picture: SnapshotTaken) -> None:
    if not picture.whole:
        account.whole.discard(picture.role)
        return
    account.whole.add(picture.role)
    account.positions = {position.id: position for position in picture.positions}
    account.pendings = {order.ticket: order for order in picture.pendings}
    _note_copies(account, picture.positions)
    account.closed = {ended.id: ended for ended in picture.closed}
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
        _note_closed(account, event, position)
    else:
        account.positions[position.id] = position
    _note_closed_by(account, event)
    ours = event.deal is not None and event.deal.ticket in account.own_deals
    if account.margin_mode is MarginMode.NETTING and not ours:
        account.net[position.symbol] = (
            NetPosition(side=position.side, volume=position.volume) if position.volume else FLAT
        )


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
    account.closed[position.id] = ClosedPosition(
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
    while len(account.closed) > _KEPT_DEALS:
        account.closed.pop(next(iter(account.closed)))


def note_report(book: Book, report: InstructionReported) -> None:
    """Take over the net position and the deals that an executor's answer names."""
    account = book.account(report.account)
    for fill in report.fills:
        account.own_deals[fill.deal] = None
        if report.copy is not None:
            _name_copy(account, fill.ticket, report.copy)
    while len(account.own_deals) > _KEPT_DEALS:
        account.own_deals.pop(next(iter(account.own_deals)))
    link = book.links.get(report.copy) if report.copy else None
    if report.net is not None and link is not None:
        account.net[link.symbol] = report.net
