"""Rows about accounts and followers, made from the book and the newest values."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from tradecopy_desktop.app.follower_states import Seen, drift_lots, how_is
from tradecopy_desktop.app.follower_views import DayGain
from tradecopy_desktop.app.views import AccountRow, FollowerRow, Health
from tradecopy_desktop.domain.accounts import Funds, Role
from tradecopy_desktop.domain.facts import AccountConfirmed, Quote
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.guard.day_gain import gained_today
from tradecopy_desktop.ports import AccountRecord, Latest, RoundTrip

_MS = 1_000


@dataclass(slots=True, kw_only=True)
class Newest:
    """The newest values of one account, each replacing the one before (rule E14)."""

    funds: Funds | None = None
    confirmed: AccountConfirmed | None = None
    round_trip_ms: float | None = None
    quotes: dict[str, Quote] = field(default_factory=dict)

    def take(self, latest: Latest) -> None:
        """Replace what `latest` is newer than."""
        match latest:
            case Funds():
                self.funds = latest
            case AccountConfirmed():
                self.confirmed = latest
            case RoundTrip():
                self.round_trip_ms = latest.ms
            case _:
                self.quotes.update((quote.symbol, quote) for quote in latest)


def account_row(book: Book, record: AccountRecord, newest: Newest) -> AccountRow:
    """Return one account as the trader sees it."""
    state = book.account(record.key)
    profile = state.profile
    health, status = _account_health(book, record)
    return AccountRow(
        key=record.key,
        name=record.name,
        roles=record.roles,
        connected=frozenset(state.connected),
        platform=profile.platform if profile else None,
        margin_mode=profile.margin_mode if profile else None,
        kind=profile.kind if profile else None,
        company=profile.company if profile else "",
        currency=profile.currency if profile else "",
        balance=newest.funds.balance if newest.funds else None,
        equity=newest.funds.equity if newest.funds else None,
        positions=len(state.positions) if state.whole else None,
        may_trade=state.permissions.may_trade if state.permissions else None,
        ea_version=profile.ea_version if profile else "",
        round_trip_ms=newest.round_trip_ms,
        health=health,
        status=status,
    )


def _account_health(book: Book, record: AccountRecord) -> tuple[Health, str]:
    state = book.account(record.key)
    if state.frozen:
        return Health.BAD, f"its terminal {next(iter(state.frozen.values())).text}"
    if not state.connected:
        is_new = state.profile is None
        idle = (Health.IDLE, "waiting for its terminal")
        return idle if is_new else (Health.BAD, "terminal not connected")
    missing = record.roles - state.connected
    if missing:
        return Health.WARNING, f"{next(iter(missing)).value} not connected"
    if not record.roles <= state.whole:
        return Health.WARNING, "terminal is still loading"
    trades = Role.EXECUTOR in record.roles
    if trades and state.permissions is not None and not state.permissions.may_trade:
        return Health.BAD, "trading is switched off in the terminal"
    return Health.GOOD, "connected"


def follower_row(book: Book, record: AccountRecord, newest: Newest, seen: Seen) -> FollowerRow:
    """Return one follower as the trader sees it."""
    state = book.account(record.key)
    how = how_is(book, record, seen)
    return FollowerRow(
        key=record.key,
        name=record.name,
        platform=state.profile.platform if state.profile else None,
        currency=state.profile.currency if state.profile else "",
        balance=newest.funds.balance if newest.funds else None,
        equity=newest.funds.equity if newest.funds else None,
        floating=newest.funds.floating if newest.funds else None,
        open_copies=sum(1 for _ in book.live_on(record.key)),
        drift_lots=drift_lots(book, record.key),
        health=how.health,
        status=how.why,
        state=how.state,
        day=_day(state, newest.funds, seen.at),
    )


def _day(account: AccountState, funds: Funds | None, at: int) -> DayGain | None:
    if funds is None:
        return None
    own = funds.equity - funds.credit
    gained = gained_today(account.guard, account.guard_memory, own, at)
    if gained is None:
        return None
    return DayGain(
        amount=gained.amount,
        percent=gained.percent,
        begun_with=gained.begun_with,
        since=datetime.fromtimestamp(gained.since / _MS, UTC),
        whole=gained.whole,
    )
