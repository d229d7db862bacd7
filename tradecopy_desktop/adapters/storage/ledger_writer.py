"""The thread that stores records in batches, in order. Drops none, whatever the database does.

A record that the database refuses by itself is set aside, so that those behind it are stored. When
nothing waits, old records are removed, a few at a time.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from tradecopy_desktop.adapters.storage.database_trouble import is_of_record, meaning
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.ports import Clock, Record

_BATCH: Final = 64
# What belongs together, an event and its answers, then shares a transaction.
_GATHER_S: Final = 0.005
_FIRST_PAUSE_S: Final = 0.1
_LONGEST_PAUSE_S: Final = 5.0
_PAUSE_WHILE_CLOSING_S: Final = 0.2
_SETTLED_S: Final = 5.0
_NOTHING_OLD_S: Final = 3_600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What the thread does, all of it called on the thread.

    `store` stores all of the oldest records or none of them; `refuse` sets a record aside that
    the database does not take, and why; `tidy` removes a few old records and returns whether
    there are more. `stored` hears the last ordinal, and `trouble` why nothing can be stored, None
    when it can again.
    """

    store: Callable[[Sequence[Record]], None]
    refuse: Callable[[Record, str], None]
    tidy: Callable[[], bool]
    stored: Callable[[int], None]
    trouble: Callable[[str | None], None]


class LedgerWriter:
    """Owns the queue of records that are not stored yet.

    `rest_s` is how long nothing must have waited before each turn of removing.
    """

    def __init__(self, work: Work, clock: Clock, *, rest_s: float = 0.05) -> None:
        self._work = work
        self._clock = clock
        self._between_turns_s = rest_s
        self._rest_s = min(_SETTLED_S, 100 * rest_s)
        self._waiting: deque[tuple[Record, int]] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._given_up = False
        self._trouble: str | None = None
        # Records of the batch that failed first and are not stored yet.
        self._doubtful = 0
        # A daemon: a disk that hangs must not keep the program from ending.
        self._thread = threading.Thread(target=self._run, name="ledger writer", daemon=True)
        self._thread.start()

    def put(self, record: Record) -> None:
        """Queue a record; returns at once."""
        with self._changed:
            if self._closing:
                raise RuntimeError(f"record {record.ordinal} came after the ledger was closed")
            self._waiting.append((record, self._clock.monotonic_ns()))
            # Waking the thread for every record would take the interpreter from the loop each time.
            if len(self._waiting) in (1, _BATCH):
                self._changed.notify_all()

    @property
    def lag_records(self) -> int:
        """Return how many records are not stored yet."""
        return len(self._waiting)

    @property
    def lag_seconds(self) -> float:
        """Return the age of the oldest record that is not stored yet."""
        with self._changed:
            if not self._waiting:
                return 0.0
            return (self._clock.monotonic_ns() - self._waiting[0][1]) / 1e9

    def close(self, seconds: float) -> None:
        """Store what is queued, for at most `seconds`; raise TradeCopyError if some is left."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(seconds)
        with self._changed:
            self._given_up = True
            self._changed.notify_all()
            left = len(self._waiting)
        if left:
            why = self._trouble or "the disk is too slow"
            raise TradeCopyError(
                f"{left} records were not stored in the ledger, {why}; they stay in the journal "
                "of intents and are stored at the next start"
            )

    def _run(self) -> None:
        pause_s = _FIRST_PAUSE_S
        while batch := self._next_batch():
            error = self._try_to_store(batch)
            if error is None or self._is_set_aside(batch, error):
                pause_s = _FIRST_PAUSE_S
                self._take_off(batch)
            elif is_of_record(error) and len(batch) > 1:
                # The one at fault is found by storing them one by one.
                self._doubtful = len(batch)
            elif self._wait_before_retry(pause_s):
                pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
            else:
                return

    def _next_batch(self) -> list[Record]:
        while not self._is_needed():
            self._tidy()
        with self._changed:
            self._changed.wait_for(self._need_not_gather, _GATHER_S)
            # One by one in trouble: what comes before the record at fault need not wait for it.
            size = 1 if self._doubtful else _BATCH
            return [record for record, _ in islice(self._waiting, size)]

    def _is_needed(self) -> bool:
        with self._changed:
            return self._changed.wait_for(
                lambda: bool(self._waiting) or self._closing, self._rest_s
            )

    def _tidy(self) -> None:
        try:
            there_is_more = self._work.tidy()
        except SQLAlchemyError:
            # It can wait; records that cannot be stored make themselves heard.
            there_is_more = False
        self._rest_s = self._between_turns_s if there_is_more else _NOTHING_OLD_S

    def _need_not_gather(self) -> bool:
        return self._closing or self._doubtful > 0 or len(self._waiting) >= _BATCH

    def _try_to_store(self, batch: Sequence[Record]) -> Exception | None:
        try:
            self._work.store(batch)
        except Exception as e:  # noqa: BLE001 - a dead thread would lose every later record
            if not is_of_record(e):
                self._fail(batch, e)
            return e
        self._succeed(batch)
        return None

    def _is_set_aside(self, batch: Sequence[Record], error: Exception) -> bool:
        if len(batch) > 1 or not is_of_record(error):
            return False
        try:
            self._work.refuse(batch[0], _told(error))
        except OSError as e:
            self._fail(batch, e)
            return False
        self._succeed(batch)
        return True

    def _fail(self, batch: Sequence[Record], error: Exception) -> None:
        why = _told(error)
        if self._trouble is None:
            self._doubtful = max(self._doubtful, len(batch))
            self._work.trouble(why)
        self._trouble = why

    def _succeed(self, batch: Sequence[Record]) -> None:
        self._doubtful = max(0, self._doubtful - len(batch))
        if self._trouble is not None and not self._doubtful:
            self._trouble = None
            self._work.trouble(None)

    def _wait_before_retry(self, pause_s: float) -> bool:
        with self._changed:
            if self._closing:
                self._changed.wait_for(lambda: self._given_up, _PAUSE_WHILE_CLOSING_S)
            else:
                self._changed.wait_for(lambda: self._closing, pause_s)
            return not self._given_up

    def _take_off(self, batch: Sequence[Record]) -> None:
        with self._changed:
            for _ in batch:
                self._waiting.popleft()
        self._work.stored(batch[-1].ordinal)


def _told(error: Exception) -> str:
    if isinstance(error, SQLAlchemyError):
        return meaning(error)
    return f"{type(error).__name__}: {error}"
