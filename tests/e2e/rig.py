"""A real bridge on a free port with registered accounts and live routes, for end-to-end tests."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tradecopy_desktop.adapters.keys import hash_key
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.bootstrap import Running, Setup, running
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.pace import WIDE_PACE, Pace
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import Multiplier, SameLots
from tradecopy_desktop.ports import AccountRecord, SecretVault, Settings

Run = Callable[[Setup], AbstractAsyncContextManager[Running]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """An account that a test's client plays, with the key that lets it in."""

    key: AccountKey
    roles: frozenset[Role]
    secret: str


MASTER = Terminal(
    key=AccountKey(login="1001", server="Master-Demo"),
    roles=frozenset({Role.MONITOR}),
    secret="master-key-0123456789",
)


def follower(number: int) -> Terminal:
    """Return the follower terminal with this number."""
    return Terminal(
        key=AccountKey(login=str(2000 + number), server="Follower-Demo"),
        roles=frozenset({Role.EXECUTOR}),
        secret=f"follower-key-{number:010d}",
    )


def same_lots(master: Terminal, copier: Terminal, factor: Decimal | None = None) -> Route:
    """Return a live route; a factor makes it a multiplier."""
    sizing = SameLots() if factor is None else Multiplier(factor=factor)
    return Route(
        id=f"00000000-0000-4000-8000-{int(copier.key.login):012d}",
        name=f"to {copier.key.login}",
        master=master.key,
        follower=copier.key,
        mode=RouteMode.LIVE,
        settings=RouteSettings(version=1, sizing=sizing, literal_lots_confirmed=True),
    )


@asynccontextmanager
async def bridge(
    folder: Path,
    terminals: Sequence[Terminal],
    routes: Sequence[Route],
    pace: Pace = WIDE_PACE,
    run: Run = running,
) -> AsyncIterator[Running]:
    """Run the program in `folder` on a free port."""

    def install(settings: Settings, _: SecretVault) -> None:
        for terminal in terminals:
            settings.save_account(
                AccountRecord(
                    key=terminal.key,
                    name=terminal.key.login,
                    roles=terminal.roles,
                    key_hash=hash_key(terminal.secret),
                    secret_name=f"terminal {terminal.key}",
                )
            )
        for route in routes:
            settings.save_route(route)

    setup = Setup(data_dir=folder, port=0, vault=MemoryVault(), install=install, pace=pace)
    async with run(setup) as now:
        yield now
