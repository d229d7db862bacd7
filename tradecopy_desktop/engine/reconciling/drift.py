"""By how many lots copies are off what was prescribed. Corrects nothing."""

from decimal import Decimal

from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book


def largest_drift(book: Book, route: Route, busy: frozenset[str]) -> Decimal:
    """Return the most lots that one copy of a route holds otherwise than prescribed.

    A copy that may be worked on (`busy`), waits for its price or is only imagined has no drift.
    """
    return max(
        (
            abs(link.filled - link.target)
            for link in book.copies_of(route.id)
            if not link.shadow and link.pending is None and link.copy not in busy
        ),
        default=ZERO,
    )
