"""Believable followers, a state each, and what is ordered about one of them."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from tests.gui.sample_rows import ACCOUNTS
from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.follower_views import DayGain, FollowerState
from tradecopy_desktop.app.views import AccountRow, FollowerRow, Health, RouteRow
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.routes import RouteMode

D = Decimal
_MIDNIGHT = datetime(2025, 3, 14, tzinfo=UTC)


def _gain(amount: str, begun_with: str, percent: str, *, whole: bool = True) -> DayGain:
    return DayGain(
        amount=D(amount),
        percent=D(percent),
        begun_with=D(begun_with),
        since=_MIDNIGHT if whole else _MIDNIGHT.replace(hour=9, minute=12),
        whole=whole,
    )


def _follower(
    account: AccountRow, copies: int, floating: str, drift: str, day: DayGain | None, **rest: object
) -> FollowerRow:
    values: dict[str, object] = {
        "state": FollowerState.IN_STEP,
        "health": Health.GOOD,
        "status": "",
    } | rest
    return FollowerRow(
        key=account.key,
        name=account.name,
        platform=account.platform,
        currency=account.currency,
        balance=account.balance,
        equity=account.equity,
        floating=D(floating),
        open_copies=copies,
        drift_lots=D(drift),
        day=day,
        **values,  # type: ignore[arg-type]
    )


FOLLOWERS = (
    _follower(ACCOUNTS[2], 5, "267.62", "0", _gain("412.30", "50767.72", "0.812"),
              state=FollowerState.NAKED, health=Health.BAD, status="1 position has no SL"),
    _follower(ACCOUNTS[3], 4, "-366.45", "0.20", _gain("-3815.00", "104688.55", "-3.644"),
              state=FollowerState.OUT_OF_STEP, health=Health.WARNING,
              status="the copy in XAUUSD.r holds 1.2 lots; 1 are due"),
    _follower(ACCOUNTS[4], 3, "22.44", "0", _gain("18.05", "2415.05", "0.747", whole=False),
              state=FollowerState.BARRED, health=Health.BAD,
              status="Weekly loss lets nothing be opened now"),
    _follower(ACCOUNTS[5], 5, "-45.79", "0", _gain("-506.00", "10460.21", "-4.837"),
              state=FollowerState.LOCKED, health=Health.BAD,
              status="Daily loss: 506.00 of 500.00 USD used"),
    _follower(ACCOUNTS[6], 3, "318.90", "0", None,
              state=FollowerState.DISCONNECTED, health=Health.BAD,
              status="its terminal is not connected"),
    _follower(ACCOUNTS[7], 0, "0", "0", _gain("0", "18000.00", "0"),
              state=FollowerState.NO_ROUTE, health=Health.IDLE,
              status="no route leads to it"),
)  # fmt: skip


class SampleFollowers:
    """What is ordered about one follower; `_take` and `_set_mode` are the desk's."""

    bus: Bus
    _routes: dict[str, RouteRow]
    _followers: dict[AccountKey, FollowerRow]

    async def pause_follower(self, account: AccountKey) -> int:
        self._take(f"pause {account}")
        mine = (row for row in self._routes.values() if row.follower == account)
        live = [row for row in mine if row.mode is RouteMode.LIVE]
        for row in live:
            self._set_mode(row, RouteMode.CLOSE_ONLY)
        self.follow(account, state=FollowerState.PAUSED, health=Health.WARNING, status="")
        return len(live)

    def follow(self, account: AccountKey, **values: object) -> None:
        """Publish a follower with other values."""
        row = self._followers[account]
        self._followers[account] = replace(row, **values)  # type: ignore[arg-type]
        self.bus.publish(self._followers[account])

    def _set_mode(self, row: RouteRow, mode: RouteMode) -> None:
        raise NotImplementedError

    def _take(self, order: str) -> None:
        raise NotImplementedError
