"""Tells each executor the equity below which its account counts as broken (rule G5)."""

from collections.abc import Sequence
from decimal import ROUND_UP, Decimal

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.guard.ladder import floor_of
from tradecopy_desktop.engine.guard.levels import Stand
from tradecopy_desktop.ports import Clock, GuardPost

_BLOCK_AFTER_MS = 30_000
_EVERY_NS = 1_000_000_000
_CENT = Decimal("0.01")

_Told = tuple[Decimal | None, bool]


class Floors:
    """Keeps what executors know in step, at most once a second for each."""

    def __init__(self, post: GuardPost, clock: Clock) -> None:
        self._post = post
        self._clock = clock
        self._told: dict[AccountKey, tuple[_Told, int]] = {}

    def forget(self, key: AccountKey) -> None:
        """Tell an executor anew: it may be another life of it."""
        self._told.pop(key, None)

    def tell(self, account: AccountState, stands: Sequence[Stand]) -> None:
        """Tell an account's executor its floor, where that is another one than before."""
        exact_floor = floor_of(stands)
        floor = None if exact_floor is None else exact_floor.quantize(_CENT, ROUND_UP)
        wanted = (floor, account.guard.flattens_alone and floor is not None)
        told = self._told.get(account.key)
        if told is None and not account.guard.limits:
            return
        now = self._clock.monotonic_ns()
        if told is not None and (told[0] == wanted or now - told[1] < _EVERY_NS):
            return
        block_after_ms = _BLOCK_AFTER_MS if account.guard.limits else 0
        if self._post.set_floor(
            account.key, floor, flattens=wanted[1], block_after_ms=block_after_ms
        ):
            self._told[account.key] = (wanted, now)
