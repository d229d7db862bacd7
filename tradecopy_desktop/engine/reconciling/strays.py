"""Positions on a follower that carry our link and belong to no live copy (rules L2, L3, W2).

What the ledger does not know is told and never touched by guess.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tradecopy_desktop.domain.commands import Opening
from tradecopy_desktop.domain.decisions import Copied, Step
from tradecopy_desktop.domain.findings import Finding, FindingKind, Force
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO, MarginMode
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.following import order_volume, without_master
from tradecopy_desktop.engine.reconciling.rebuilding import Lost
from tradecopy_desktop.engine.reconciling.relinking import held_by_copy, lost_copies


def stray_findings(book: Book, route: Route, busy: frozenset[str]) -> Iterator[Finding]:
    """Yield what the follower holds by a link of this route that no live copy explains."""
    for lost in lost_copies(book, route):
        if not lost.is_proven and lost.copy not in busy:
            yield _unlinked(route, lost)
    for copy, tickets in held_by_copy(book, route).items():
        if copy in busy:
            continue
        live, known = book.active.get(copy), book.links.get(copy)
        if live is not None:
            if any(each.side is not live.side for each in tickets) and not _nets(book, route):
                yield _wrong_side(live, tickets)
        elif known is not None and known.state is not LinkState.HANDED_OVER:
            yield from _of_ended(book, route, known, tickets)


def _unlinked(route: Route, lost: Lost) -> Finding:
    text, remedy = "carries our link, but no such copy is known; it is left alone", "close it"
    if isinstance(lost.origin, Position):
        master = f"the master's {lost.origin.volume:f} {lost.origin.symbol}"
        text = f"carries our link to {master}, but side, symbol or order do not fit"
        remedy = f"let it follow {master}"
    found = _finding(route, lost.copy, lost.tickets, FindingKind.UNLINKED, text)
    return replace(found, remedy=remedy, force=Force.BY_CLICK)


def _nets(book: Book, route: Route) -> bool:
    return book.account(route.follower).margin_mode is MarginMode.NETTING


def _wrong_side(link: Link, tickets: tuple[Position, ...]) -> Finding:
    text = f"the copy in {link.symbol} should be a {link.side.value}, and holds the other side"
    return Finding(
        key=f"{FindingKind.WRONG_SIDE} {link.copy}",
        kind=FindingKind.WRONG_SIDE,
        route=link.route,
        follower=link.follower,
        symbol=tickets[0].symbol,
        text=text,
        copy=link.copy,
    )


def _of_ended(
    book: Book, route: Route, link: Link, tickets: tuple[Position, ...]
) -> Iterator[Finding]:
    if _nets(book, route):
        # Whose share of a shared position is left cannot be told (rule S5).
        if not any(book.active_on(route.follower, tickets[0].symbol)):
            text = "is left where a copy of ours was, which is over; it is left alone"
            yield _finding(route, link.copy, tickets, FindingKind.UNLINKED, text)
        return
    if not _is_flat(book, route, link):
        text = f"belongs to a copy that is over ({link.state.value}); it is left alone"
        yield _finding(route, link.copy, tickets, FindingKind.UNLINKED, text)
        return
    text = "belongs to a position that the master has closed"
    found = _finding(route, link.copy, tickets, FindingKind.EXTRA, text)
    decision = _closed(link, tickets, found.text)
    yield replace(found, remedy="close it", decisions=(decision,), force=Force.ALWAYS)


def _is_flat(book: Book, route: Route, link: Link) -> bool:
    master = book.account(route.master)
    return link.position not in master.positions and link.position in master.closed


def _closed(link: Link, tickets: tuple[Position, ...], text: str) -> Copied:
    held = replace(
        without_master(link),
        filled=_lots(tickets),
        # A refused opening was taken out of the copy; one that was carried out late names itself.
        opens=link.opens or tuple(_opening(each) for each in tickets),
    )
    ordered, command = order_volume(held, ZERO, version=f"extra {link.revision}")
    return Copied(
        route=link.route,
        link=ordered,
        commands=(command,),
        steps=(Step(rule="close", text=text, result="0"),),
        settings_version=link.settings_version,
    )


def _opening(position: Position) -> Opening:
    id = position.link.id if position.link else ""
    return Opening(id=id, magic=position.magic, volume=position.volume, since=None)


def _lots(tickets: tuple[Position, ...]) -> Decimal:
    return sum((each.volume for each in tickets), ZERO)


def _finding(
    route: Route, copy: str, tickets: tuple[Position, ...], kind: FindingKind, text: str
) -> Finding:
    symbol = tickets[0].symbol
    return Finding(
        key=f"{kind} {copy}",
        kind=kind,
        route=route.id,
        follower=route.follower,
        symbol=symbol,
        text=f"{_lots(tickets):f} {symbol} {text}",
        copy=copy,
    )
