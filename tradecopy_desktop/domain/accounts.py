"""Trading accounts and the sessions that terminals hold for them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tradecopy_desktop.domain.values import MarginMode, Platform


class Role(StrEnum):
    """What one connection of a terminal does: report a master, or carry out copies."""

    MONITOR = "monitor"
    EXECUTOR = "executor"


class AccountKind(StrEnum):
    """Whose money it is."""

    DEMO = "demo"
    CONTEST = "contest"
    REAL = "real"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class AccountKey:
    """An account's identity: login and trade server. Logins repeat between brokers."""

    login: str
    server: str

    def __str__(self) -> str:
        return f"{self.login}@{self.server}"

    @property
    def secret_name(self) -> str:
        """Return under which name the key of the account's terminals is kept."""
        return f"terminal {self}"

    @staticmethod
    def parse(text: str) -> "AccountKey":
        """Return the key written as login@server; raise ValueError otherwise."""
        login, at, server = text.partition("@")
        if not (at and login.isascii() and login.isdigit() and server):
            raise ValueError(f"an account is written login@server, was {text!r}")
        return AccountKey(login=login, server=server)


@dataclass(frozen=True, slots=True, kw_only=True)
class Permissions:
    """What terminal, program and account allow at present."""

    connected: bool
    terminal: bool
    program: bool
    account: bool
    experts: bool
    dlls: bool

    @property
    def may_trade(self) -> bool:
        """Tell whether an order sent now could be accepted."""
        return self.connected and self.terminal and self.program and self.account and self.experts


@dataclass(frozen=True, slots=True, kw_only=True)
class Funds:
    """Money of an account, in its own currency."""

    balance: Decimal
    equity: Decimal
    margin: Decimal
    free_margin: Decimal
    credit: Decimal
    floating: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountProfile:
    """What a terminal says about its account when it connects."""

    key: AccountKey
    platform: Platform
    margin_mode: MarginMode
    kind: AccountKind
    company: str
    holder: str
    currency: str
    fifo: bool
    leverage: int
    order_limit: int
    stop_out_mode: str
    stop_out: Decimal
    build: int
    ea_version: str
    utc_offset_s: int | None
