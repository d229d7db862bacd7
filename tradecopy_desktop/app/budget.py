"""How many requests each account has made today, told to the book. It refuses nothing itself."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from tradecopy_desktop.app.lines import Line, Order
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.commands import Command, SetStops, SetVolume, VoidInstruction
from tradecopy_desktop.domain.decisions import Copied
from tradecopy_desktop.domain.pace import HOURS_OF_DAY, Pace, hour_of
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.pace_budget import (
    SentStops,
    day_of,
    is_kept_for_closes,
    is_short,
    stops_wait_until,
    warning_of,
)
from tradecopy_desktop.ports import Clock, EventRecord, OutcomeRecord, Record

Hours = Mapping[tuple[str, int], int]
"""Requests by account (login@server) and hour since 1970 UTC."""


class Budget:
    """Counts what is sent, and keeps changes of stops back once the day's budget runs short.

    A void is a question to the executor alone; everything else is a request to the broker.
    """

    def __init__(self, book: Book, clock: Clock) -> None:
        # Told a key that is the same for the same trouble, and the sentence.
        self.on_trouble: Callable[[str, str], None] = lambda *_: None
        self._book = book
        self._clock = clock
        self._hour = 0
        self._days: dict[AccountKey, int] = {}
        # By hour, for when the trader lets the day begin at another one.
        self._sent: dict[AccountKey, Counter[int]] = {}
        self._warned: dict[AccountKey, int] = {}
        self._stops: dict[AccountKey, dict[str, SentStops]] = {}

    def restore(self, hours: Hours, later: Iterable[Record]) -> None:
        """Count what was sent before a restart; `later` are the records that the hours lack."""
        self._hour = hour_of(self._clock.now())
        counts = [(AccountKey.parse(name), hour, n) for (name, hour), n in hours.items()]
        counts += [(key, hour_of(each.decided_at), 1) for each in later for key in _asked(each)]
        for key, hour, number in counts:
            self._sent.setdefault(key, Counter())[hour] += number
        for key in self._sent:
            self._count_again(key)
            # What was told before the restart is not told again.
            self._warned[key] = _level(self._book.account(key))

    def change_pace(self, key: AccountKey, pace: Pace) -> None:
        """Give an account another pace; what it has sent in the day as it is now stays counted."""
        account = self._book.account(key)
        account.pace = pace
        if key in self._sent:
            self._count_again(key)
            # Where more was allowed, running short is told again.
            self._warned[key] = min(self._warned.get(key, 0), _level(account))

    def turn_days(self) -> None:
        """Begin a new day where it has come."""
        hour = hour_of(self._clock.now())
        if hour == self._hour:
            return
        self._hour = hour
        for key, day in self._days.items():
            account = self._book.account(key)
            today = day_of(account.pace, hour)
            if today != day:
                self._days[key] = today
                account.requests = 0
                kept = self._sent[key].items()
                self._sent[key] = Counter({h: n for h, n in kept if h > hour - HOURS_OF_DAY})
                self._warned.pop(key, None)
                self._stops.pop(key, None)

    def note(self, command: Command, now_ns: int) -> None:
        """Count a command that has just left."""
        if not _counts(command):
            return
        key = command.follower
        account = self._book.account(key)
        account.requests += 1
        if key not in self._days:
            self._hour = self._hour or hour_of(self._clock.now())
            self._days[key] = day_of(account.pace, self._hour)
            self._sent[key] = Counter()
        self._sent[key][self._hour] += 1
        if account.pace.daily_budget is None:
            return
        self._note_stops(command, now_ns)
        self._warn(account)

    def stops_wait_until(self, line: Line, order: Order) -> int:
        """Return before which steady time a change of stops must not leave; 0 for at once.

        What another order of its copy waits behind is not kept: a reduction must not wait for it.
        """
        command = order.command
        account = self._book.account(line.follower)
        if not isinstance(command, SetStops) or order.tries > 1 or order.recovered:
            return 0
        if not is_short(account.pace, account.requests):
            return 0
        if any(each is not order and each.command.copy == command.copy for each in line.waiting):
            return 0
        last = self._stops.get(line.follower, {}).get(command.copy)
        instrument = account.instruments.get(command.symbol)
        point = instrument.point if instrument else None
        return stops_wait_until(account.pace, last, command, point)

    def _count_again(self, key: AccountKey) -> None:
        account = self._book.account(key)
        today = self._days[key] = day_of(account.pace, self._hour)
        sent = self._sent[key].items()
        account.requests = sum(n for hour, n in sent if day_of(account.pace, hour) == today)

    def _note_stops(self, command: Command, now_ns: int) -> None:
        if isinstance(command, SetStops):
            self._stops.setdefault(command.follower, {})[command.copy] = SentStops(
                stop_loss=command.stop_loss, take_profit=command.take_profit, at_ns=now_ns
            )
        elif isinstance(command, SetVolume) and command.volume == ZERO:
            self._stops.get(command.follower, {}).pop(command.copy, None)

    def _warn(self, account: AccountState) -> None:
        level = _level(account)
        if level > self._warned.get(account.key, 0):
            self._warned[account.key] = level
            key = f"budget {account.key} {self._days[account.key]} {level}"
            text = warning_of(account.pace, account.requests)
            self.on_trouble(key, f"{account.key}: {text}")


def _asked(record: Record) -> Iterator[AccountKey]:
    """Yield the follower of each request of a record; nothing of a shadow copy was sent."""
    commands = list(record.commands) if isinstance(record, OutcomeRecord) else []
    if isinstance(record, EventRecord):
        copied = (each for each in record.decisions if isinstance(each, Copied))
        commands += [c for each in copied if not each.link.shadow for c in each.commands]
    return (each.follower for each in commands if _counts(each))


def _counts(command: Command) -> bool:
    return not isinstance(command, VoidInstruction)


def _level(account: AccountState) -> int:
    pace, requests = account.pace, account.requests
    return is_short(pace, requests) + is_kept_for_closes(pace, requests)
