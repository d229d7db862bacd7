"""Keeps what terminals say about their accounts in the book: connections, symbols, positions."""

from tradecopy_desktop.domain.facts import (
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
        case PermissionsChanged():
            book.account(fact.account).permissions = fact.permissions
        case SymbolsListed():
            account = book.account(fact.account)
            account.instruments.update((i.name, i) for i in fact.instruments)
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
    account.closed = {ended.id: ended for ended in picture.closed}
    if account.margin_mode is MarginMode.NETTING:
        account.net = {
            position.symbol: NetPosition(side=position.side, volume=position.volume)
            for position in picture.positions
        }


def note_event(book: Book, event: TradeEvent) -> None:
    """Take over the position that an event shows; own deals leave the net to their reports."""
    account, position = book.account(event.account), event.position
    if position is None:
        return
    if position.volume == ZERO:
        account.positions.pop(position.id, None)
        _note_closed(account, event, position)
    else:
        account.positions[position.id] = position
    ours = event.deal is not None and event.deal.ticket in account.own_deals
    if account.margin_mode is MarginMode.NETTING and not ours:
        account.net[position.symbol] = (
            NetPosition(side=position.side, volume=position.volume) if position.volume else FLAT
        )


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
    while len(account.own_deals) > _KEPT_DEALS:
        account.own_deals.pop(next(iter(account.own_deals)))
    link = book.links.get(report.copy) if report.copy else None
    if report.net is not None and link is not None:
        account.net[link.symbol] = report.net
