"""What a guard sees of an account, and why it may be blind (rule G1). Judges no limit."""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.domain.accounts import Funds
from tradecopy_desktop.domain.trades import PendingOrder, Position
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.wording import plain

MOST_AGE_NS = 15_000_000_000
"""How old money may be to act on it: three heartbeats (rule W3)."""

_TOLERANCE = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An account's money and positions at `at`, in ms since 1970 UTC, as they may be believed."""

    at: int
    balance: Decimal
    equity: Decimal
    margin: Decimal
    credit: Decimal
    floating: Decimal
    positions: tuple[Position, ...]
    pendings: tuple[PendingOrder, ...]
    currency: str = ""

    @property
    def own(self) -> Decimal:
        """Return the equity without the broker's credit, which may be taken back at any time."""
        return self.equity - self.credit


def read(account: AccountState, now_ns: int, at: int) -> Reading | str:
    """Return what an account shows at `at`, or in one sentence why the guard is blind.

    `now_ns` is the same moment on the steady clock.
    """
    funds = account.funds
    if (blind := _unseen(account)) is not None:
        return blind
    if funds is None:
        return "its terminal has not told its money yet"
    age_ns = now_ns - account.funds_ns
    if age_ns > MOST_AGE_NS:
        return (
            f"its money was told {age_ns / 1e9:.1f} s ago, at most {MOST_AGE_NS // 10**9} s count"
        )
    if (blind := _unbelievable(funds, account.currency)) is not None:
        return blind
    return Reading(
        at=at,
        balance=funds.balance,
        equity=funds.equity,
        margin=funds.margin,
        credit=funds.credit,
        floating=funds.floating,
        positions=tuple(account.positions.values()),
        pendings=tuple(account.pendings.values()),
        currency=account.currency,
    )


def _unseen(account: AccountState) -> str | None:
    if not account.connected:
        return "its terminal is not connected"
    if account.frozen:
        return f"its terminal {next(iter(account.frozen.values())).text}"
    if account.permissions is None or not account.permissions.connected:
        return "its terminal has no connection to the broker"
    if not account.whole:
        return "its terminal has not shown all its positions yet"
    return None


def _unbelievable(funds: Funds, currency: str) -> str | None:
    if funds.balance <= 0:
        return f"its balance of {plain(funds.balance)} {currency} cannot be true"
    expected = funds.balance + funds.credit + funds.floating
    if abs(funds.equity - expected) > funds.balance * _TOLERANCE:
        return (
            f"its equity of {plain(funds.equity)} {currency} does not fit balance, credit and "
            f"floating profit, which make {plain(expected)} {currency}"
        )
    return None
