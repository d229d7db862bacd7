"""The whole check-up, from what was learned to its lines. Looks at nothing itself."""

from collections.abc import Iterable, Iterator
from typing import Final

from tradecopy_desktop.app.doctor.account_checks import check_account, check_route
from tradecopy_desktop.app.doctor.machine_checks import (
    check_database,
    check_disk,
    check_environment,
    check_firewall,
    check_port,
    check_vault,
)
from tradecopy_desktop.app.doctor.terminal_checks import check_terminals
from tradecopy_desktop.app.doctor.windows_checks import check_windows
from tradecopy_desktop.domain.checkup import CheckLine, Verdict
from tradecopy_desktop.domain.machine_facts import AccountFacts, MachineFacts, RouteFacts

_WORST_FIRST: Final = tuple(Verdict)


def check_up(
    machine: MachineFacts, accounts: Iterable[AccountFacts], routes: Iterable[RouteFacts]
) -> tuple[CheckLine, ...]:
    """Return every line, what is wrong first."""
    lines = _all(machine, accounts, routes)
    return tuple(sorted(lines, key=lambda line: _WORST_FIRST.index(line.verdict)))


def _all(
    machine: MachineFacts, accounts: Iterable[AccountFacts], routes: Iterable[RouteFacts]
) -> Iterator[CheckLine]:
    yield check_environment(machine)
    yield check_port(machine.port)
    yield check_firewall()
    yield check_vault(machine.vault_fault)
    yield check_database(machine.database)
    yield check_disk(machine.database)
    for account in accounts:
        yield from check_account(account, machine.program)
    for route in routes:
        yield from check_route(route)
    yield from check_terminals(machine.terminals, machine.program)
    yield from check_windows(machine.windows)
