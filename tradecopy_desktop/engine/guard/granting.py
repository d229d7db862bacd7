"""Asked before an opening: what its account's guard lets of it be opened by the worst case."""

from datetime import UTC, datetime, timedelta

from tradecopy_desktop.domain.decisions import Refusal, SkipReason
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.guard.reading import read
from tradecopy_desktop.engine.guard.room import Asked, Fit, room_for
from tradecopy_desktop.engine.moment import Moment

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def granted(
    book: Book, follower: AccountState, asked: Asked, moment: Moment | None
) -> Fit | Refusal | None:
    """Return how much of an opening may be made, None where the guard does not count it.

    Without a `moment` the money counts as of when it was told.
    """
    if not follower.guard.worst_case:
        return None
    if follower.guard_memory.last_at == 0:
        return SkipReason.GUARDED, "the guard has not read the account's money yet"
    if moment is None:
        now_ns, at = follower.funds_ns, follower.guard_memory.last_at
    else:
        now_ns, at = moment.now_ns, (moment.utc - _EPOCH) // _MS
    reading = read(follower, now_ns, at)
    if isinstance(reading, str):
        return SkipReason.GUARDED, f"the account's equity cannot be seen: {reading}"
    return room_for(book, follower, reading, asked)
