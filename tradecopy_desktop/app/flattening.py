"""Closes accounts for the guard, ahead of every queue, until their books show it done (rule G2).

It never asks whether they should be closed, and never ends by itself while something is open.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.facts import InstructionReported, Outcome
from tradecopy_desktop.domain.guarding import Scope
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.ports import Broker, Clock, GuardPost

_NS_PER_S = 1_000_000_000
_AGAIN_S = (1, 2, 5, 10, 30, 60)
"""How long after a flatten that did not close everything the next one leaves."""
_SILENT_S = 20
"""Without any sign of life of one for so long, another is sent."""
_TOLD_AFTER = 3
"""The trader hears of it once so many did not help."""


@dataclass(slots=True, kw_only=True)
class _Running:
    """One account that is being closed. `heard_ns` is when anything was last told of it."""

    id: str = ""
    tries: int = 0
    heard_ns: int = 0
    next_ns: int = 0
    is_over: bool = True
    why_not: str = ""


class Flattening:
    """Keeps closing what must be flat. `trouble` hears what does not work: account, sentence."""

    def __init__(
        self,
        book: Book,
        post: GuardPost,
        broker: Broker,
        clock: Clock,
        trouble: Callable[[AccountKey, str], None],
    ) -> None:
        self._book = book
        self._post = post
        self._broker = broker
        self._clock = clock
        self._trouble = trouble
        self._running: dict[AccountKey, _Running] = {}

    def is_ours(self, report: InstructionReported) -> bool:
        """Tell whether a report answers a flatten of ours."""
        running = self._running.get(report.account)
        return running is not None and running.id == report.id

    def reported(self, report: InstructionReported) -> None:
        """Take in how a flatten goes."""
        running = self._running[report.account]
        running.heard_ns = self._clock.monotonic_ns()
        if report.outcome is Outcome.ACCEPTED:
            return
        running.is_over = True
        running.why_not = "" if report.outcome is Outcome.DONE else report.message or report.code
        # Only the whole list proves that nothing is left.
        self._broker.ask_picture(report.account)

    def keep_flat(self, wanted: Mapping[AccountKey, Scope]) -> frozenset[AccountKey]:
        """Close what is open in the scope of each account; return those that are seen flat."""
        for gone in [key for key in self._running if key not in wanted]:
            del self._running[gone]
        return frozenset(key for key, scope in wanted.items() if self._keep(key, scope))

    def _keep(self, key: AccountKey, scope: Scope) -> bool:
        account = self._book.account(key)
        copies = None if scope is Scope.ACCOUNT else _copies_on(self._book, key)
        running = self._running.get(key)
        if is_flat(account, copies) and (running is None or self._is_done(running)):
            self._running.pop(key, None)
            return Role.EXECUTOR in account.whole
        if Role.EXECUTOR in account.connected:
            self._send(key, copies)
        return False

    def _is_done(self, running: _Running) -> bool:
        silent_ns = self._clock.monotonic_ns() - running.heard_ns
        return running.is_over or silent_ns > _SILENT_S * _NS_PER_S

    def _send(self, key: AccountKey, copies: Sequence[str] | None) -> None:
        running, now = self._running.setdefault(key, _Running()), self._clock.monotonic_ns()
        if not self._is_done(running) or now < running.next_ns:
            return
        id = uuid4().hex
        if not self._post.flatten(key, id, copies):
            return
        pause_s = _AGAIN_S[min(running.tries, len(_AGAIN_S) - 1)]
        self._running[key] = _Running(
            id=id,
            tries=running.tries + 1,
            heard_ns=now,
            next_ns=now + pause_s * _NS_PER_S,
            is_over=False,
        )
        if running.tries >= _TOLD_AFTER:
            why = running.why_not or "its terminal says nothing"
            self._trouble(key, f"not everything could be closed yet ({why}); it is tried again")


def is_flat(account: AccountState, copies: Sequence[str] | None) -> bool:
    """Tell whether nothing is open or waits on an account, or of these copies."""
    if copies is not None:
        return not copies
    nets = any(net.volume for net in account.net.values())
    return not (account.positions or account.pendings or nets)


def _copies_on(book: Book, key: AccountKey) -> list[str]:
    links = book.live_on(key)
    return [link.copy for link in links if link.filled > ZERO or link.pending is not None]
