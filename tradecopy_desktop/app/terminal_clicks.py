"""The trader's own steps in a terminal, ticked off by what is known of it. It does none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.refusals import Refusal
from tradecopy_desktop.domain.terminals import Click, ClickLeft, FoundTerminal
from tradecopy_desktop.domain.values import Platform
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.ports import AccountRecord

# An Expert Advisor that is not let in comes again every few seconds.
_LATELY: Final = timedelta(minutes=2)
_EXPERTS: Final = {Role.MONITOR: "TradeCopy_Monitor", Role.EXECUTOR: "TradeCopy_Executor"}
_OPTIONS: Final = "Tools > Options > Expert Advisors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that is known of an account's terminal. `refusals` are those of this account."""

    record: AccountRecord
    state: AccountState
    terminal: FoundTerminal | None
    refusals: tuple[Refusal, ...]
    now: datetime

    @property
    def platform(self) -> Platform | None:
        """Return the platform, None where nobody said."""
        if self.terminal is not None:
            return self.terminal.platform
        return None if self.state.profile is None else self.state.profile.platform

    @property
    def is_connected(self) -> bool:
        """Tell whether an Expert Advisor of the account speaks with us."""
        return bool(self.state.connected)

    @property
    def shown(self) -> AccountKey | None:
        """Return the account that its key came from lately instead of its own."""
        for refusal in reversed(self.refusals):
            if self.now - refusal.at <= _LATELY and refusal.shown is not None:
                return refusal.shown
        return None

    @property
    def came(self) -> bool:
        """Tell whether an Expert Advisor reached us lately, let in or not."""
        return self.is_connected or any(self.now - each.at <= _LATELY for each in self.refusals)


def clicks_of(known: Known) -> tuple[ClickLeft, ...]:
    """Return the steps for an account, in their order."""
    return tuple(_clicks(known))


def _clicks(known: Known) -> Iterator[ClickLeft]:
    yield _log_in(known)
    if known.platform is not Platform.MT4:
        yield _allow_address(known)
    if known.platform is not Platform.MT5:
        yield _allow_dll(known)
    if Role.EXECUTOR in known.record.roles:
        yield _allow_trading(known)
    yield _attach(known)


def _log_in(known: Known) -> ClickLeft:
    key, permissions = known.record.key, known.state.permissions
    where = f"File > Login to Trade Account: {key.login}, server {key.server}"
    if known.is_connected:
        reached = permissions is None or permissions.connected
        text = where if reached else f"{where}; its trade server is not reached"
        return ClickLeft(click=Click.LOG_IN, done=reached, text=text)
    other = known.shown
    if other is not None:
        return ClickLeft(
            click=Click.LOG_IN, done=False, text=f"{where}; it is logged in to {other}"
        )
    terminal = known.terminal
    if terminal is None:
        return ClickLeft(click=Click.LOG_IN, done=None, text=where)
    if not terminal.running:
        return ClickLeft(click=Click.LOG_IN, done=False, text=f"start the terminal; {where}")
    return ClickLeft(click=Click.LOG_IN, done=None, text=where)


def _allow_address(known: Known) -> ClickLeft:
    text = f"{_OPTIONS}: tick Allow WebRequest for listed URL, and add 127.0.0.1 to the list"
    if known.platform is None:
        text = f"MetaTrader 5: {text}"
    return ClickLeft(click=Click.ALLOW_ADDRESS, done=known.came or None, text=text)


def _allow_dll(known: Known) -> ClickLeft:
    text = f"{_OPTIONS}: tick Allow DLL imports"
    if known.platform is None:
        text = f"MetaTrader 4: {text}"
    # It could not have come without.
    return ClickLeft(click=Click.ALLOW_DLL, done=known.came or None, text=text)


def _allow_trading(known: Known) -> ClickLeft:
    button = "AutoTrading" if known.platform is Platform.MT4 else "Algo Trading"
    own_tick = "Allow live trading" if known.platform is Platform.MT4 else "Allow Algo Trading"
    text = f"press {button} in the toolbar until it is green"
    permissions = known.state.permissions
    if permissions is None or Role.EXECUTOR not in known.state.connected:
        return ClickLeft(click=Click.ALLOW_TRADING, done=None, text=text)
    if permissions.terminal and not permissions.program:
        text = f"F7 on the chart of TradeCopy_Executor, page Common: tick {own_tick}"
    elif permissions.terminal and not (permissions.account and permissions.experts):
        text = "log in with the master password: the broker lets this login not trade by programs"
    done = all(
        (permissions.terminal, permissions.program, permissions.account, permissions.experts)
    )
    return ClickLeft(click=Click.ALLOW_TRADING, done=done, text=text)


def _attach(known: Known) -> ClickLeft:
    missing = known.record.roles - known.state.connected
    names = " and ".join(_EXPERTS[role] for role in sorted(missing or known.record.roles))
    text = f"drag {names} from Navigator > Expert Advisors > TradeCopy onto a chart, press OK"
    if len(missing or known.record.roles) > 1:
        text = f"{text}; each needs a chart of its own"
    done = None if missing and not known.is_connected else not missing
    return ClickLeft(click=Click.ATTACH, done=done, text=text)
