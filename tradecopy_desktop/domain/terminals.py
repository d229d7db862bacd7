"""MetaTrader terminals on this machine, and what is left to do in them. It looks for nothing."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.values import Platform


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTerminal:
    """A terminal, named by its data folder.

    `program` is the folder of its program, None where that is not known. `title` is what a trader
    knows it by, mostly the broker. `account` is the last one that it was logged in to, None where
    it does not say. `build` and `experts` (the version of the Expert Advisors that are there) are
    "" where there are none.
    """

    data_folder: Path
    program: Path | None
    platform: Platform
    title: str
    portable: bool
    running: bool
    build: str = ""
    account: AccountKey | None = None
    experts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """What an installation of the Expert Advisors did.

    `log` are the compiler's lines. `compiled`: every Expert Advisor was made, newer than its
    source. `to_do` says in one sentence what the trader must do by hand, "" for nothing.
    """

    compiled: bool
    log: tuple[str, ...]
    to_do: str = ""


class Click(StrEnum):
    """What only the trader can do in a terminal, in the order in which it is done."""

    LOG_IN = "log_in"
    ALLOW_ADDRESS = "allow_address"  # MT5: Tools, Options, Expert Advisors, WebRequest list
    ALLOW_DLL = "allow_dll"  # MT4
    ALLOW_TRADING = "allow_trading"  # the Algo Trading or AutoTrading button
    ATTACH = "attach"  # drag the Expert Advisor onto a chart


@dataclass(frozen=True, slots=True, kw_only=True)
class ClickLeft:
    """One of the trader's steps. `done` None: it cannot be told from here yet."""

    click: Click
    done: bool | None
    text: str
