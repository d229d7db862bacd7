"""How a simulated terminal is set up. Values only."""

from dataclasses import dataclass, field

from tradecopy_desktop.domain.accounts import AccountKind, Permissions, Role

ALL_ALLOWED = Permissions(
    connected=True, terminal=True, program=True, account=True, experts=True, dlls=True
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long a terminal waits, in seconds; tests make these small.

    `backoff` is the wait before reconnecting, from first to longest. `settle` is how long after
    the login at the trade server a list may count as whole, `logged_in` how long ago that login
    was when the terminal starts. `scan` is the MT4 timer, `push` the least time between quotes or
    funds, `refused` the wait after a refusal that will last.
    """

    backoff: tuple[float, float] = (0.5, 5.0)
    refused: float = 30.0
    too_many: float = 10.0
    settle: float = 2.0
    logged_in: float = 3.0
    scan: float = 0.010
    push: float = 0.1
    hello: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalSetup:
    """One terminal: where it connects, with which key, in which roles."""

    url: str
    key: str
    roles: tuple[Role, ...] = (Role.EXECUTOR,)
    name: str = ""
    company: str = "Simulated Broker"
    currency: str = "USD"
    kind: AccountKind = AccountKind.DEMO
    seed: int = 1
    buffer: int = 8_192
    pace: Pace = field(default=Pace())
