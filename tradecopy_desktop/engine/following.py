"""How a copy follows its master down: closes, reductions and stops. These pass every filter."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.commands import SetStops, SetVolume
from tradecopy_desktop.domain.decisions import (
    Copied,
    Decision,
    NothingToDo,
    Skipped,
    SkipReason,
    Step,
)
from tradecopy_desktop.domain.ids import stops_id, volume_id
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.stop_rules import MovedByHand
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.sizing.steps import reduced_target
from tradecopy_desktop.engine.stops.dues import (
    WAITING,
    DueStops,
    due_stops,
    held_stops,
    ordered_stops,
    tickets_of,
)
from tradecopy_desktop.engine.stops.plan import Stops
from tradecopy_desktop.engine.wording import plain


def close_copy(book: Book, route: Route, position: str, *, version: str) -> tuple[Decision, ...]:
    """Return the close of the copy of a master position, which is always carried out."""
    link = book.followed_link(route.id, position)
    if link is None:
        return ()
    if link.pending is not None:
        return (_still_pending(link),)
    ended = replace(without_master(link), version=version)
    if not link.opens:
        reason = "the master closed before anything was opened"
        ended = replace(ended, target=ZERO, state=LinkState.CLOSED, reason=reason)
        steps = (Step(rule="close", text=reason, result="0"),)
        return (_copied(ended, (), steps, master_lots=link.master_volume),)
    ordered, command = order_volume(ended, ZERO, version=version)
    steps = (_close_step("the master closed: nothing is kept", link),)
    return (_copied(ordered, (command,), steps, master_lots=link.master_volume),)


def reduce_copy(
    book: Book, route: Route, position: Position, *, version: str
) -> tuple[Decision, ...]:
    """Return the reduction that follows a partial close of the master (rules S3, S4)."""
    link = book.followed_link(route.id, position.id)
    if link is None:
        return ()
    if link.pending is not None:
        return (_still_pending(link),)
    if position.volume >= link.master_volume:
        return (NothingToDo(route=route.id, link=None, detail="applied before"),)
    instrument = book.account(route.follower).instruments.get(link.symbol)
    if instrument is None:
        # Not taken as applied: the next picture of the master finds it again.
        return (NothingToDo(route=route.id, link=None, detail=f"{link.symbol} is unknown"),)
    smaller = _shrunk(link, position.volume, version)
    if not link.opens:
        text = "nothing of it is open yet; less is due once it is"
        return (NothingToDo(route=route.id, link=smaller, detail=text),)
    return (_reduced(link, smaller, instrument),)


def _reduced(link: Link, smaller: Link, instrument: Instrument) -> Decision:
    target = reduced_target(
        base=link.base,
        accepted=smaller.accepted,
        original=link.original,
        target=link.target,
        instrument=instrument,
        remainder=link.remainder,
    )
    if target == link.target:
        text = f"{link.target:f} stays: it is the nearest the broker allows"
        return NothingToDo(route=link.route, link=smaller, detail=text)
    steps: tuple[Step, ...] = (_partial_close(smaller, target, instrument),)
    closed_by_master = link.master_volume - smaller.master_volume
    if target == ZERO:
        # What is left at the master is no part of the copy any more, and never returns.
        smaller = without_master(smaller)
        text = "less than the broker's minimum would be left: nothing is kept"
        steps = (*steps, _close_step(text, link))
    ordered, command = order_volume(smaller, target, version=smaller.version)
    return _copied(ordered, (command,), steps, master_lots=closed_by_master)


def follow_stops(
    book: Book, route: Route, position: Position, *, busy: bool = False
) -> tuple[Decision, ...]:
    """Return the stop change that follows the master's; ask again later for what must wait.

    `busy`: an instruction of the copy is under way, so what its tickets show is not yet its
    answer.
    """
    link = book.followed_link(route.id, position.id)
    if link is None:
        return ()
    instrument = book.account(route.follower).instruments.get(link.symbol)
    if instrument is None:
        return (NothingToDo(route=route.id, link=None, detail=f"{link.symbol} is unknown"),)
    if link.pending is not None or not link.opens:
        return (_still_pending(link),)
    due = due_stops(book, link, position, instrument, busy=busy)
    if link.reason.startswith(WAITING) and not due.trouble:
        return _decided(replace(link, reason=""), due, told=link.reason)
    return _decided(link, due, told=link.reason)


def restore_stops(book: Book, link: Link) -> Decision | None:
    """Return what puts stops back that were moved on the follower, where the route wants that.

    A tighter SL stays, whoever set it, unless the route may loosen it: the guard would set it
    again.
    """
    instrument = book.account(link.follower).instruments.get(link.symbol)
    if link.stops.moved_by_hand is not MovedByHand.NEVER or instrument is None:
        return None
    if not _holds(link):
        return None
    decision = _decided(link, ordered_stops(book, link, instrument), told=link.reason)[0]
    return None if isinstance(decision, NothingToDo) else decision


def stops_after_fill(book: Book, link: Link) -> tuple[Link, SetStops] | None:
    """Return the stops that follow from a copy's fill, None if it has them.

    What cannot be set yet is found and told by `follow_stops`; only an SL of a copy that has none
    is sent all the same: the broker's refusal is repeated and told at once.
    """
    position = book.account(link.master).positions.get(link.position)
    instrument = book.account(link.follower).instruments.get(link.symbol)
    if position is None or instrument is None or not _holds(link):
        return None
    if position.side is not link.master_side:
        return None
    due = due_stops(book, link, position, instrument)
    if due.bare is not None:
        return order_stops(link, replace(due.sent, stop_loss=due.bare))
    return _order(link, due) if due.acts else None


def still_due(book: Book, link: Link, command: SetStops) -> bool:
    """Tell whether a change of stops that was refused is still what the copy is to have."""
    loss, profit = held_stops(link, tickets_of(book, link))
    return command.stop_loss in (loss.ordered, loss.present) and command.take_profit in (
        profit.ordered,
        profit.present,
    )


def order_volume(
    link: Link, target: Decimal, *, version: str, attempt: int = 0
) -> tuple[Link, SetVolume]:
    """Return the link with a new target and the command that brings the copy there."""
    revision = link.revision + 1
    command = SetVolume(
        id=volume_id(copy=link.copy, state_version=version, attempt=attempt),
        copy=link.copy,
        revision=revision,
        route=link.route,
        follower=link.follower,
        symbol=link.symbol,
        side=link.side,
        volume=target,
        opens=link.opens,
    )
    state = LinkState.CLOSING if target == ZERO else link.state
    return replace(link, target=target, revision=revision, state=state), command


def order_stops(link: Link, stops: Stops) -> tuple[Link, SetStops]:
    """Return the link with new stops and the command that sets them."""
    revision = link.revision + 1
    command = SetStops(
        id=stops_id(copy=link.copy, stop_loss=stops.stop_loss, take_profit=stops.take_profit),
        copy=link.copy,
        revision=revision,
        route=link.route,
        follower=link.follower,
        symbol=link.symbol,
        side=link.side,
        stop_loss=stops.stop_loss,
        take_profit=stops.take_profit,
        opens=link.opens,
    )
    moved = replace(
        link, stop_loss=stops.stop_loss, take_profit=stops.take_profit, revision=revision
    )
    return moved, command


def _order(link: Link, due: DueStops) -> tuple[Link, SetStops]:
    moved, command = order_stops(link, due.sent)
    # A stop that was moved by hand and stays is told again, and still not what we ordered.
    ordered = due.ordered
    kept = replace(moved, stop_loss=ordered.stop_loss, take_profit=ordered.take_profit)
    return kept, command


def _decided(link: Link, due: DueStops, *, told: str) -> tuple[Decision, ...]:
    if due.closes:
        return (_closed_at_stop(link, due),)
    decisions: list[Decision] = []
    after = link
    if due.acts:
        after, command = _order(link, due)
        decisions.append(_copied(after, (command,), due.steps))
    if due.trouble and due.waiting != told:
        decisions.append(
            Skipped(
                route=link.route,
                reason=SkipReason.STOP_REFUSED,
                detail=due.trouble,
                steps=due.steps,
                link=replace(after, reason=due.waiting),
                alarming=True,
                settings_version=link.settings_version,
            )
        )
    if not decisions:
        cleared = link if told != link.reason else None
        text = due.trouble or due.note or "the copy has these stops"
        decisions.append(NothingToDo(route=link.route, link=cleared, detail=text))
    return tuple(decisions)


def _closed_at_stop(link: Link, due: DueStops) -> Copied:
    ended = replace(without_master(link), reason=due.trouble)
    ordered, command = order_volume(ended, ZERO, version=due.waiting)
    return _copied(ordered, (command,), (*due.steps, _close_step(due.trouble, link)))


def without_master(link: Link) -> Link:
    """Return a copy with nothing accepted of its master's any more, so that it can be closed."""
    nothing = Fraction(0)
    return replace(link, accepted=nothing, exact=nothing, waiting=nothing, master_volume=ZERO)


def _shrunk(link: Link, left: Decimal, version: str) -> Link:
    # What the route refused shrinks in the same proportion as what it accepted.
    share = Fraction(left) / Fraction(link.master_volume)
    return replace(
        link,
        accepted=link.accepted * share,
        exact=link.exact * share,
        waiting=link.waiting * share,
        master_volume=left,
        version=version,
    )


def _holds(link: Link) -> bool:
    return link.is_live and link.pending is None and link.target > ZERO and link.filled > ZERO


def _still_pending(link: Link) -> NothingToDo:
    # Not taken as applied: the next picture of the master finds it again.
    return NothingToDo(route=link.route, link=None, detail="nothing of the copy is open yet")


def _copied(
    link: Link,
    commands: tuple[SetVolume | SetStops, ...],
    steps: tuple[Step, ...],
    *,
    master_lots: Decimal = ZERO,
) -> Copied:
    return Copied(
        route=link.route,
        link=link,
        commands=commands,
        steps=steps,
        master_lots=master_lots,
        settings_version=link.settings_version,
    )


def _close_step(text: str, link: Link) -> Step:
    return Step(rule="close", text=text, inputs=(("copy", f"{link.target:f}"),), result="0")


def _partial_close(link: Link, target: Decimal, instrument: Instrument) -> Step:
    return Step(
        rule="partial close",
        text="the copy's share of what the master keeps, to the nearest step",
        inputs=(
            ("copy", plain(link.base)),
            ("master keeps", plain(link.accepted)),
            ("of", plain(link.original)),
            ("step", plain(instrument.lot_step)),
            ("minimum", plain(instrument.lot_min)),
        ),
        result=plain(target),
    )
