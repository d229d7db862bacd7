"""Long work on a thread that leaves copying its turns. Never works on the loop itself."""

import time
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

_Item = TypeVar("_Item")

# A waiting thread wakes up in less.
_REST_S: Final = 0.0003


def gently(items: Iterable[_Item], *, every: int = 16) -> Iterator[_Item]:
    """Yield the items, and rest for a moment after `every` of them.

    A thread that only computes gives the interpreter up every 5 ms; an order would wait as long.
    So `every` items should not take much more than a millisecond.
    """
    for count, item in enumerate(items, start=1):
        yield item
        if count % every == 0:
            time.sleep(_REST_S)
