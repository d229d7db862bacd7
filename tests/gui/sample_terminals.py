"""Two terminals on a trader's machine, and what is left to do in one of them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tradecopy_desktop import __version__
from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.views import AccountRemoved, AccountRow
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.terminals import Click, ClickLeft, FoundTerminal, Installed
from tradecopy_desktop.domain.values import Platform

PLAIN = FoundTerminal(
    data_folder=Path("Terminal/50CA3DFB510CC5A8F28B48D1BF2A5702"),
    program=Path("Program Files/Northgate MT4"),
    platform=Platform.MT4,
    title="Northgate MetaTrader 4",
    portable=False,
    running=False,
    build="1420",
)
WITH_EXPERTS = FoundTerminal(
    data_folder=Path("Terminal/D0E8209F77C8CF37AD8BF550E51FF075"),
    program=Path("Program Files/Fairmont MT5"),
    platform=Platform.MT5,
    title="Fairmont MetaTrader 5",
    portable=False,
    running=True,
    build="4153",
    account=AccountKey(login="5012345", server="Fairmont-Demo"),
    experts="0.3.0",
)
STEPS = (
    ClickLeft(click=Click.LOG_IN, done=True, text="File > Login to Trade Account"),
    ClickLeft(
        click=Click.ALLOW_ADDRESS,
        done=None,
        text="Tools > Options > Expert Advisors: tick Allow WebRequest for listed URL, and add "
        "127.0.0.1 to the list",
    ),
    ClickLeft(
        click=Click.ALLOW_TRADING,
        done=False,
        text="press Algo Trading in the toolbar until it is green",
    ),
    ClickLeft(
        click=Click.ATTACH,
        done=False,
        text="drag TradeCopy_Executor from Navigator > Expert Advisors > TradeCopy onto a chart, "
        "press OK",
    ),
)
DONE = Installed(
    compiled=True,
    log=(
        "TradeCopy_Executor.mq5",
        "Result: 0 errors, 0 warnings, 1204 ms elapsed",
        "TradeCopy_Monitor.mq5",
        "Result: 0 errors, 0 warnings, 987 ms elapsed",
    ),
)


class SampleTerminals:
    """A machine with terminals. `installed` answers an installation, `steps` are what is left."""

    refusal: str
    orders: list[str]
    bus: Bus
    _accounts: dict[AccountKey, AccountRow]

    def __init__(self, *, empty: bool = False) -> None:
        self.found = [] if empty else [WITH_EXPERTS, PLAIN]
        self.installed = DONE
        self.steps: tuple[ClickLeft, ...] = STEPS

    async def rename_account(self, account: AccountKey, name: str) -> None:
        self._take_account(f"rename {account} {name}", account)
        self._accounts[account] = replace(self._accounts[account], name=name)
        self.bus.publish(self._accounts[account])

    async def remove_account(self, account: AccountKey) -> None:
        self._take_account(f"remove {account}", account)
        del self._accounts[account]
        self.bus.publish(AccountRemoved(key=account))

    def _take_account(self, order: str, account: AccountKey) -> None:
        self.orders.append(order)
        if self.refusal or account not in self._accounts:
            raise TradeCopyError(self.refusal or f"{account} is not registered any more")

    async def find_terminals(self) -> Sequence[FoundTerminal]:
        return tuple(self.found)

    async def look_at_terminal(self, folder: Path) -> FoundTerminal:
        if self.refusal:
            raise TradeCopyError(self.refusal)
        return replace(PLAIN, data_folder=folder, title=folder.name, portable=True)

    async def install_experts(self, terminal: FoundTerminal, account: AccountKey) -> Installed:
        self.orders.append(f"install {terminal.title} {account}")
        if self.refusal:
            raise TradeCopyError(self.refusal)
        newer = replace(terminal, experts=__version__ if self.installed.compiled else "")
        self.found = [newer if each.title == terminal.title else each for each in self.found]
        return self.installed

    async def remove_experts(self, terminal: FoundTerminal) -> None:
        self.orders.append(f"remove {terminal.title}")
        if self.refusal:
            raise TradeCopyError(self.refusal)
        bare = replace(terminal, experts="")
        self.found = [bare if each.title == terminal.title else each for each in self.found]

    def clicks_left(
        self, account: AccountKey, terminal: FoundTerminal | None
    ) -> Sequence[ClickLeft]:
        del account, terminal
        return self.steps
