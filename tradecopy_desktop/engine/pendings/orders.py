"""The instructions about a copy's waiting order, and how its copy is found. Decides nothing.

A copy is made of a pending order from the moment that its master places it. While `pending` is set
its order waits, or is on its way, and is the first of `opens`. Until the master's order is filled
`accepted` is 0, and until either order is filled `target` is 0: what only waits is not held and
not owed, so a count of lots, a netting account's sum and a comparison of pictures pass it over.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.commands import CancelPending, Command, ModifyPending
from tradecopy_desktop.domain.ids import copy_id, volume_id
from tradecopy_desktop.domain.links import Link, LinkState, PendingTerms
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.following import order_stops, order_volume
from tradecopy_desktop.engine.stops.plan import Stops


def placed_as(ticket: str) -> str:
    """Return what a copy's `orders` say once the master's pending order was taken."""
    return f"{ticket}/placed"


def is_of_pending(link: Link) -> bool:
    """Tell whether a copy was made of a pending order, filled or not."""
    return placed_as(link.order) in link.orders


def pending_copy(book: Book, route: Route, ticket: str) -> Link | None:
    """Return the copy that a route made of a master's pending order, ended or not."""
    if route.id not in book.placing:
        return None
    link = book.links.get(copy_id(route=route.id, master=route.master, source=ticket))
    return link if link is not None and is_of_pending(link) else None


def lots_to_come(link: Link) -> Decimal:
    """Return the lots that a copy's waiting order may still bring, 0 if none waits.

    What further orders of the master opened beside it counts as theirs first.
    """
    if link.pending is None:
        return ZERO
    placed, *others = (opening.volume for opening in link.opens)
    return placed - min(placed, max(ZERO, link.filled - sum(others)))


def without_waiting(link: Link) -> Link:
    """Return a copy once its waiting order is out of it, and what was opened beside it goes on."""
    placed = link.opens[0].volume
    share = max(Fraction(0), 1 - Fraction(placed) / link.base)
    return replace(
        link,
        pending=None,
        opens=link.opens[1:],
        accepted=link.accepted * share,
        exact=link.exact * share,
        base=link.base * share,
        original=link.original * share,
        target=max(link.filled, link.target - placed),
        state=LinkState.LIVE if link.filled > ZERO else LinkState.OPENING,
    )


def order_change(link: Link, terms: PendingTerms, stops: Stops) -> tuple[Link, ModifyPending]:
    """Return the copy with other terms of its waiting order, and the command that sets them."""
    revision = link.revision + 1
    command = ModifyPending(
        id=volume_id(copy=link.copy, state_version=f"order {_values(terms, stops)}"),
        copy=link.copy,
        revision=revision,
        route=link.route,
        follower=link.follower,
        symbol=link.symbol,
        side=link.side,
        price=terms.price,
        limit_price=terms.limit_price,
        stop_loss=stops.stop_loss,
        take_profit=stops.take_profit,
        expires_at=terms.expires_at,
        opens=link.opens,
    )
    changed = replace(
        link,
        pending=terms,
        stop_loss=stops.stop_loss,
        take_profit=stops.take_profit,
        revision=revision,
    )
    return changed, command


def order_stops_of_waiting(link: Link, stops: Stops) -> tuple[Link, tuple[Command, ...]]:
    """Return a copy with other stops and the commands for its waiting order and what it holds."""
    if link.pending is None:
        moved, command = order_stops(link, stops)
        return moved, (command,)
    changed, change = order_change(link, link.pending, stops)
    if link.filled == ZERO:
        return changed, (change,)
    moved, command = order_stops(changed, stops)
    return moved, (change, command)


def order_cancel(link: Link) -> tuple[Link, CancelPending]:
    """Return the copy and the command that takes its waiting order back."""
    revision = link.revision + 1
    command = CancelPending(
        id=volume_id(copy=link.copy, state_version="order taken back"),
        copy=link.copy,
        revision=revision,
        route=link.route,
        follower=link.follower,
        symbol=link.symbol,
        side=link.side,
        opens=link.opens,
    )
    return replace(link, revision=revision), command


def order_end(link: Link) -> tuple[Link, tuple[Command, ...]]:
    """Return the copy on its way to nothing: its order is taken back, and what it holds closed."""
    nothing = Fraction(0)
    ending = replace(link, target=ZERO, accepted=nothing, exact=nothing, master_volume=ZERO)
    ending = replace(ending, state=LinkState.CLOSING)
    commands: list[Command] = []
    if link.pending is not None:
        # What is filled before it is gone must be found by the close behind it.
        ending, cancel = order_cancel(ending)
        commands.append(cancel)
    if link.filled > ZERO:
        ending, close = order_volume(ending, ZERO, version=f"order ended {link.revision}")
        commands.append(close)
    if not commands:
        ending = replace(ending, state=LinkState.CANCELLED)
    return ending, tuple(commands)


def order_reduction(
    link: Link, target: Decimal, *, version: str
) -> tuple[Link, tuple[Command, ...]]:
    """Return a copy with a smaller target and what must be sent for it while its order waits.

    The lots of a waiting order cannot be changed: what it brings beyond the target is closed then.
    """
    if target == ZERO:
        ended, commands = order_end(link)
        return replace(ended, version=link.version), commands
    if link.filled <= target:
        return replace(link, target=target), ()
    reduced, command = order_volume(link, target, version=version)
    return reduced, (command,)


def _values(terms: PendingTerms, stops: Stops) -> str:
    values = (
        terms.price,
        terms.limit_price,
        stops.stop_loss,
        stops.take_profit,
        terms.expires_at,
    )
    return " ".join("-" if each is None else f"{Decimal(each).normalize():f}" for each in values)
