"""What differs between a route's master and its follower, by volume, and what would put it right.

Looks into the book and changes nothing in it. Only when both ends are whole, and never about a
copy of which an instruction is under way (rules C2, C7, L3, W1, W2).
"""

from collections.abc import Iterator
from dataclasses import replace

from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.decisions import Copied, Decision, NothingToDo, Step
from tradecopy_desktop.domain.findings import Finding, FindingKind, Force
from tradecopy_desktop.domain.freezes import FreezeCause
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.following import order_volume
from tradecopy_desktop.engine.freezing import freeze_of, is_proof_missing
from tradecopy_desktop.engine.pendings.following import follow_close, follow_reduction
from tradecopy_desktop.engine.reconciling.missing import missing_copies
from tradecopy_desktop.engine.reconciling.stops import stop_finding
from tradecopy_desktop.engine.reconciling.strays import stray_findings


def findings(book: Book, route: Route, busy: frozenset[str]) -> tuple[Finding, ...]:
    """Return what differs on a route; `busy` copies have an instruction under way or waiting."""
    if not ends_are_whole(book, route):
        return (*_waiting(book, route), *_unproven(book, route, busy))
    found: list[Finding] = []
    for link in book.copies_of(route.id):
        if not link.shadow and link.pending is None and link.copy not in busy:
            found.extend(_about(book, route, link))
    found.extend(stray_findings(book, route, busy))
    found.extend(missing_copies(book, route, busy))
    return tuple(found)


def ends_are_whole(book: Book, route: Route) -> bool:
    """Tell whether both ends of a route have shown all that they hold (rule W1)."""
    master, follower = book.account(route.master), book.account(route.follower)
    return Role.MONITOR in master.whole and Role.EXECUTOR in follower.whole


def _waiting(book: Book, route: Route) -> Iterator[Finding]:
    copies = sum(1 for link in book.copies_of(route.id) if not link.shadow)
    if not copies:
        return
    master_seen = Role.MONITOR in book.account(route.master).whole
    end = "follower" if master_seen else "master"
    why = freeze_of(book, route) or f"the {end}'s terminal has not shown all it holds"
    yield Finding(
        key=f"waiting {route.id}",
        kind=FindingKind.WAITING,
        route=route.id,
        follower=route.follower,
        symbol="",
        text=f"{copies} open copies wait: {why}",
    )


def _unproven(book: Book, route: Route, busy: frozenset[str]) -> Iterator[Finding]:
    """Find what a terminal that is not believed shows no more, and has shown no deal of (W2)."""
    follower = book.account(route.follower).frozen.get(Role.EXECUTOR)
    for link in book.copies_of(route.id):
        if link.shadow or link.copy in busy:
            continue
        if is_proof_missing(book, link):
            yield _gone(book, route, link, turned=False)
        elif follower is not None and follower.cause is FreezeCause.VANISHED and link.filled:
            yield _lost(link)


def _lost(link: Link) -> Finding:
    text = (
        f"the follower shows its copy of {link.filled:f} {link.symbol} no more, "
        "and no deal that closed it"
    )
    over = replace(link, filled=ZERO, state=LinkState.ENDED_EARLY, reason="it is gone")
    decision = NothingToDo(route=link.route, link=over, detail=text)
    remedy = "take it as ended"
    return _finding(link, FindingKind.UNPROVEN, text, remedy, (decision,), force=Force.BY_CLICK)


def _about(book: Book, route: Route, link: Link) -> Iterator[Finding]:
    position = book.account(route.master).positions.get(link.position)
    if link.accepted == 0:
        yield from _unfinished(link)
    elif position is None or position.side is not link.master_side:
        yield _gone(book, route, link, turned=position is not None)
    elif position.volume < link.master_volume:
        yield from _reduced(book, route, link, position)
    elif link.state in (LinkState.OPENING, LinkState.UNKNOWN) and link.filled == ZERO:
        text = f"it is not known whether the copy in {link.symbol} was opened; look at the terminal"
        yield _finding(link, FindingKind.MISSING, text)
    elif link.filled != link.target:
        yield _wrong_size(link)
    elif link.filled > ZERO:
        found = stop_finding(book, route, link, position)
        if found is not None:
            yield found


def _unfinished(link: Link) -> Iterator[Finding]:
    """Find a close that ended without its proof: it is ordered again (rule C4)."""
    if link.filled > link.target and link.opens:
        text = f"the copy in {link.symbol} still holds {link.filled:f} lots; it is to be closed"
        decision = _ordered(link, text, "close")
        yield _finding(link, FindingKind.EXTRA, text, "close it", (decision,), force=Force.ALWAYS)


def _gone(book: Book, route: Route, link: Link, *, turned: bool) -> Finding:
    proven = turned or link.position in book.account(route.master).closed
    decisions = follow_close(book, route, link.position, version=_version(link))
    if proven:
        text = f"the master closed {link.master_symbol}; the copy holds {link.filled:f} lots"
        return _finding(link, FindingKind.EXTRA, text, "close it", decisions, force=Force.ALWAYS)
    text = (
        f"the master's {link.master_symbol} position is gone without a closing deal; "
        "its copy stays until the terminal shows one"
    )
    return _finding(
        link, FindingKind.UNPROVEN, text, "close the copy", decisions, force=Force.BY_CLICK
    )


def _reduced(book: Book, route: Route, link: Link, position: Position) -> Iterator[Finding]:
    decisions = follow_reduction(book, route, position, version=_version(link))
    if not any(isinstance(each, Copied) for each in decisions):
        return
    text = f"the master keeps {position.volume:f} of {link.master_volume:f} {link.master_symbol}"
    yield _finding(
        link, FindingKind.WRONG_SIZE, text, "reduce the copy", decisions, force=Force.ALWAYS
    )


def _wrong_size(link: Link) -> Finding:
    text = f"the copy in {link.symbol} holds {link.filled:f} lots; {link.target:f} are due"
    if link.filled < link.target:
        # What was lost on the follower never returns by itself (rules C2, S3).
        return _finding(link, FindingKind.WRONG_SIZE, text)
    decision = _ordered(link, text, "reduction")
    remedy = f"reduce it to {link.target:f} lots"
    return _finding(link, FindingKind.WRONG_SIZE, text, remedy, (decision,))


def _ordered(link: Link, text: str, rule: str) -> Copied:
    ordered, command = order_volume(link, link.target, version=_version(link))
    return Copied(
        route=link.route,
        link=ordered,
        commands=(command,),
        steps=(Step(rule=rule, text=text, result=f"{link.target:f}"),),
        settings_version=link.settings_version,
    )


def _version(link: Link) -> str:
    # Each correction has an id of its own: the executor would not carry one out twice.
    return f"reconciled {link.revision}"


def _finding(
    link: Link,
    kind: FindingKind,
    text: str,
    remedy: str = "",
    decisions: tuple[Decision, ...] = (),
    *,
    force: Force = Force.AS_SET,
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
