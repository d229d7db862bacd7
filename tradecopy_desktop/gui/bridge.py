"""Carries changes from the bus to models, at most four times a second. Draws nothing itself."""

from collections.abc import Callable, Hashable, Sequence
from itertools import islice
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from tradecopy_desktop.app.bus import Bus

T = TypeVar("T")

# A lone copy is not disturbed by drawing while its report is still on the way.
QUIET_MS = 120
GAP_MS = 250
# A hidden panel is told once this many rows wait, so that its store does not grow for days; 50
# followers with 500 positions stay below it.
FULL = 2_000
# So many rows are taken in at a time, and the rest in the loop's next turns.
MOST = 100


class Feed(QObject, Generic[T]):
    """Keeps the newest change per key and delivers them together while somebody looks."""

    def __init__(self, deliver: Callable[[list[T]], None], parent: QObject) -> None:
        super().__init__(parent)
        self._deliver = deliver
        self._waiting: dict[Hashable, T] = {}
        self._wanted = False
        self._asleep = False
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.deliver_some)

    @property
    def is_resting(self) -> bool:
        """Tell whether no timer runs."""
        return not self._timer.isActive()

    @property
    def due_in_ms(self) -> int:
        """How long until the next delivery; -1 when none is due."""
        return self._timer.remainingTime()

    def take(self, key: Hashable, change: T) -> None:
        """Keep `change` until the next delivery, in place of an earlier one with this key."""
        self._waiting[key] = change
        if not self._timer.isActive():
            self._arm()

    @property
    def has_waiting(self) -> bool:
        """Tell whether anything waits for delivery."""
        return bool(self._waiting)

    def set_wanted(self, wanted: bool) -> None:
        """Deliver from now on, and what has been waiting at once; or rest."""
        self._wanted = wanted
        self._wake()

    def set_asleep(self, asleep: bool) -> None:
        """Rest while the whole window is minimized."""
        self._asleep = asleep
        self._wake()

    def flush(self) -> None:
        """Deliver what waits, now."""
        self._timer.stop()
        if self._waiting:
            changes = list(self._waiting.values())
            self._waiting = {}
            self._since.start()
            self._deliver(changes)

    def deliver_some(self) -> None:
        """Deliver what waits longest, and let the loop have its turn before the rest."""
        if len(self._waiting) <= MOST:
            self.flush()
            return
        first = list(islice(self._waiting, MOST))
        changes = [self._waiting.pop(key) for key in first]
        self._since.start()
        self._timer.start(0)
        self._deliver(changes)

    def _wake(self) -> None:
        if self._wanted and not self._asleep:
            self.deliver_some()
        else:
            self._timer.stop()

    def _arm(self) -> None:
        looked_at = self._wanted and not self._asleep
        if not looked_at and len(self._waiting) < FULL:
            return
        past = self._since.elapsed() if self._since.isValid() else GAP_MS
        self._timer.start(max(QUIET_MS, int(GAP_MS - past)))


class AnyFeed(Protocol):
    """A feed, whatever it carries."""

    @property
    def is_resting(self) -> bool: ...
    @property
    def has_waiting(self) -> bool: ...
    def set_wanted(self, wanted: bool) -> None: ...
    def set_asleep(self, asleep: bool) -> None: ...
    def deliver_some(self) -> None: ...
    def flush(self) -> None: ...


class Bridge(QObject):
    """Subscribes feeds to the bus and ends the subscriptions when the window goes."""

    def __init__(self, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._feeds: list[AnyFeed] = []
        self._awake: list[AnyFeed] = []
        self._ends: list[Callable[[], None]] = []

    def feed(
        self,
        deliver: Callable[[list[T]], None],
        kinds: Sequence[type[T]],
        key: Callable[[T], Hashable],
        *,
        sleeps: bool = True,
    ) -> Feed[T]:
        """Return a feed of the named kinds of change; `key` tells the row that each is about.

        Not `sleeps`: it delivers also while the window is minimized.
        """
        feed: Feed[T] = Feed(deliver, self)

        def take(change: T) -> None:
            feed.take(key(change), change)

        for kind in kinds:
            self._ends.append(self._bus.subscribe(kind, take))
        (self._feeds if sleeps else self._awake).append(feed)
        return feed

    def listen(self, kind: type[T], listener: Callable[[T], None]) -> None:
        """Call `listener` at once with every change of `kind`: it must be quick and not draw."""
        self._ends.append(self._bus.subscribe(kind, listener))

    def set_asleep(self, asleep: bool) -> None:
        """Let all feeds rest while the window is minimized."""
        for feed in self._feeds:
            feed.set_asleep(asleep)

    def flush(self) -> None:
        """Deliver everything that waits, seen or not."""
        for feed in (*self._feeds, *self._awake):
            feed.flush()

    def close(self) -> None:
        """End all subscriptions."""
        for end in self._ends:
            end()
        self._ends.clear()
