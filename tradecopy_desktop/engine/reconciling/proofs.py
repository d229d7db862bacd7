"""What a follower's whole picture shows of a copy: its lots, or the deals that closed them."""

from decimal import Decimal

from tradecopy_desktop.domain.facts import SnapshotTaken
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.trades import ClosedPosition, Position
from tradecopy_desktop.domain.values import ZERO, MarginMode
from tradecopy_desktop.engine.book import Book


def held_in(book: Book, link: Link, picture: SnapshotTaken) -> Decimal:
    """Return the lots of a copy that a picture shows."""
    if book.account(link.follower).margin_mode is MarginMode.NETTING:
        # Shares of one net position: what is there covers the copies as far as it goes.
        present = [p for p in picture.positions if p.symbol == link.symbol and p.side is link.side]
        return min(link.filled, sum((p.volume for p in present), ZERO))
    own = (p for p in picture.positions if _is_of(link, p))
    return sum((p.volume for p in own), ZERO)


def is_shown(book: Book, link: Link, picture: SnapshotTaken) -> bool:
    """Tell whether a picture shows what became of a copy: its lots, or its symbol turned round."""
    if book.account(link.follower).margin_mode is MarginMode.NETTING:
        return any(position.symbol == link.symbol for position in picture.positions)
    return held_in(book, link, picture) > ZERO


def follower_proofs(book: Book, link: Link, picture: SnapshotTaken) -> tuple[ClosedPosition, ...]:
    """Return the closing deals that a picture shows of a copy."""
    account = book.account(link.follower)
    if account.margin_mode is MarginMode.HEDGING:
        return tuple(
            ended
            for ended in picture.closed
            if (ended.link.copy if ended.link else account.copies.get(ended.id)) == link.copy
        )
    # Several copies share a position, and its link names the one that began it.
    before = {p.id for p in account.positions.values() if p.symbol == link.symbol}
    sharers = {each.copy for each in book.active_on(link.follower, link.symbol)}
    return tuple(
        ended
        for ended in picture.closed
        if (ended.symbol, ended.side) == (link.symbol, link.side)
        and (ended.id in before or (ended.link is not None and ended.link.copy in sharers))
    )


def _is_of(link: Link, position: Position) -> bool:
    if position.link is not None:
        return position.link.copy == link.copy
    # An executor whose journal is gone carries no links; the magic is the index (rule L2).
    return (
        position.symbol == link.symbol
        and position.side is link.side
        and position.magic in {opening.magic for opening in link.opens}
    )
