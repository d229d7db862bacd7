"""Which stops of an open copy are not as ordered, and what would set them (rule C7)."""

from tradecopy_desktop.domain.decisions import Copied, Decision, Step
from tradecopy_desktop.domain.findings import Finding, FindingKind, Force
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.stop_rules import MovedByHand
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.following import order_stops
from tradecopy_desktop.engine.pendings.following import follow_stop_change
from tradecopy_desktop.engine.stops.dues import due_stops, held_stops, tickets_of
from tradecopy_desktop.engine.stops.plan import Stops


def stop_finding(book: Book, route: Route, link: Link, position: Position) -> Finding | None:
    """Return what is wrong with the stops of a copy that holds lots, None if nothing is.

    What follows from the master's own stops, or from a route that puts stops back, is no question
    to the trader. A stop that was moved by hand stays unless the trader wants it otherwise; a copy
    without any SL is corrected as the route corrects.
    """
    due = follow_stop_change(book, route, position)
    acts = any(isinstance(each, Copied) for each in due)
    is_naked = _is_naked(book, link)
    if acts:
        kind = FindingKind.UNPROTECTED if is_naked else FindingKind.STOP_DIFFERS
        text = f"the copy in {link.symbol} does not have the stops that are due"
        return _finding(link, kind, text, "set them", due, Force.ALWAYS)
    if is_naked and link.stop_loss is None:
        return _without_any(book, link, position)
    return _moved(book, link, is_naked=is_naked)


def _is_naked(book: Book, link: Link) -> bool:
    shown = tickets_of(book, link)
    if not shown:
        # Nothing shows this copy's stops alone: what was ordered is all that is known.
        return link.stop_loss is None
    return any(ticket.stop_loss is None for ticket in shown)


def _without_any(book: Book, link: Link, position: Position) -> Finding | None:
    instrument = book.account(link.follower).instruments.get(link.symbol)
    if instrument is None:
        return None
    due = due_stops(book, link, position, instrument)
    if due.bare is None:
        return None
    text = f"the copy in {link.symbol} has no SL: {due.trouble}"
    return _finding(link, FindingKind.UNPROTECTED, text, "", (), Force.BY_CLICK)


def _moved(book: Book, link: Link, *, is_naked: bool) -> Finding | None:
    loss, profit = held_stops(link, tickets_of(book, link))
    stays = link.stops.moved_by_hand is MovedByHand.ALWAYS
    if is_naked and link.stop_loss is not None:
        text = f"the copy in {link.symbol} has no SL; {link.stop_loss:f} was ordered"
        remedy = f"set the SL to {link.stop_loss:f}"
        put_back = (_put_back(link, text),)
        # It may have been taken away by hand, which stays until the master's next change.
        return _finding(link, FindingKind.UNPROTECTED, text, remedy, put_back, Force.BY_CLICK)
    if stays or not (loss.moved or profit.moved):
        return None
    moved, name = (loss, "SL") if loss.moved else (profit, "TP")
    has = "none" if moved.present is None else f"{moved.present:f}"
    due = "none" if moved.ordered is None else f"{moved.ordered:f}"
    text = f"the copy's {name} in {link.symbol} is {has}; {due} was ordered"
    put_back = (_put_back(link, text),)
    remedy = f"set the {name} to {due}"
    return _finding(link, FindingKind.STOP_DIFFERS, text, remedy, put_back, Force.BY_CLICK)


def _put_back(link: Link, text: str) -> Copied:
    wanted = Stops(stop_loss=link.stop_loss, take_profit=link.take_profit)
    moved, command = order_stops(link, wanted)
    return Copied(
        route=link.route,
        link=moved,
        commands=(command,),
        steps=(Step(rule="stops put back", text=text),),
        settings_version=link.settings_version,
    )


def _finding(
    link: Link,
    kind: FindingKind,
    text: str,
    remedy: str,
    decisions: tuple[Decision, ...],
    force: Force,
) -> Finding:
    return Finding(
        key=f"{kind} {link.copy}",
        kind=kind,
        route=link.route,
        follower=link.follower,
        symbol=link.symbol,
        text=text,
        remedy=remedy,
        copy=link.copy,
        decisions=decisions,
        force=force,
    )
