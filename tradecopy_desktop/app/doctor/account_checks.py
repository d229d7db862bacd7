"""Judges the registered accounts and their connections. Looks at nothing itself."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from tradecopy_desktop.domain.accounts import Permissions, Role
from tradecopy_desktop.domain.checkup import CheckLine, Unknown, fine, hint, unknown, wrong
from tradecopy_desktop.domain.machine_facts import AccountFacts, RouteFacts

_MOST_CLOCK_S: Final = 1.0
_LATELY: Final = timedelta(minutes=2)
_SWITCHES: Final = (
    ("connected", "the terminal has no connection to the broker"),
    ("terminal", "algo trading is off in the terminal"),
    ("program", "algo trading is off for the Expert Advisor"),
    ("account", "the account may not trade (an investor password?)"),
    ("experts", "the broker allows no Expert Advisors on the account"),
)


def check_account(facts: AccountFacts, program: str) -> Iterator[CheckLine]:
    """Judge one account; what only a running program knows is unknown without one."""
    yield check_connection(facts)
    yield from check_refusals(facts)
    version = check_version(facts, program)
    if version is not None:
        yield version
    if isinstance(facts.connected, Unknown) or not facts.connected:
        return
    yield check_clock(facts)
    if Role.EXECUTOR in facts.roles:
        yield check_permissions(facts)


def check_connection(facts: AccountFacts) -> CheckLine:
    """Judge whether all Expert Advisors of an account are there."""
    title = f"{facts.name}: connection"
    if isinstance(facts.connected, Unknown):
        return unknown(title, facts.connected.why)
    missing = sorted(role.value for role in facts.roles - facts.connected)
    if not missing:
        return fine(title, f"connected as {' and '.join(sorted(facts.connected))}")
    remedy = "start its terminal; Accounts > Terminals shows what is left to do there"
    return wrong(title, f"not connected: {' and '.join(missing)}", remedy)


def check_refusals(facts: AccountFacts) -> Iterator[CheckLine]:
    """Judge the terminals that came by the account's key and were not let in."""
    codes = {}
    for refusal in facts.refusals:
        # One that is running already stays quiet and does not come again.
        if refusal.code == "already_running" or facts.now - refusal.at <= _LATELY:
            codes[refusal.code] = refusal
    twice, other = codes.get("already_running"), codes.get("wrong_account")
    if twice is not None:
        yield hint(
            f"{facts.name}: twice",
            f"its Expert Advisor was on a second chart at {twice.at:%H:%M} UTC, and was refused",
            "take one of the two off its chart",
        )
    if other is not None:
        yield wrong(
            f"{facts.name}: wrong account",
            other.text,
            f"log in to {facts.key} in that terminal, or install with the key of the other account",
        )
    if "wrong_role" in codes:
        remedy = "add the account for both roles, or take that Expert Advisor off its chart"
        yield wrong(f"{facts.name}: wrong role", codes["wrong_role"].text, remedy)


def check_version(facts: AccountFacts, program: str) -> CheckLine | None:
    """Judge the version that an account's Expert Advisor told last; None where it never came."""
    if facts.profile is None:
        return None
    title, told = f"{facts.name}: version", facts.profile.ea_version
    if told == program:
        return fine(title, f"its Expert Advisor is version {told}, as this program")
    text = f"its Expert Advisor is version {told}, this program is {program}"
    return hint(title, text, "Accounts > Terminals > Update")


def check_clock(facts: AccountFacts) -> CheckLine:
    """Judge how far the machine's clock is from the broker's."""
    title = f"{facts.name}: clock"
    if isinstance(facts.clock_s, Unknown):
        return unknown(title, facts.clock_s.why)
    if abs(facts.clock_s) <= _MOST_CLOCK_S:
        return fine(title, "this machine's clock and the broker's agree within 1 s")
    way = "behind" if facts.clock_s > 0 else "ahead of"
    return hint(
        title,
        f"this machine's clock is {abs(facts.clock_s):.1f} s {way} the broker's",
        "Settings > Time & language > Date & time > Sync now; ages and daily limits go by it",
    )


def check_permissions(facts: AccountFacts) -> CheckLine:
    """Judge whether copies can be made on an account."""
    title = f"{facts.name}: permissions"
    if isinstance(facts.permissions, Unknown):
        return unknown(title, facts.permissions.why)
    if facts.permissions.may_trade:
        return fine(title, "copies can be made")
    off = ", ".join(_off(facts.permissions))
    return wrong(title, f"no copies can be made: {off}", "Accounts > Terminals shows where")


def _off(permissions: Permissions) -> Iterator[str]:
    return (text for name, text in _SWITCHES if not getattr(permissions, name))


def check_route(facts: RouteFacts) -> Iterator[CheckLine]:
    """Judge whether a route's symbols are mapped and its sizes can be traded."""
    for title, found, good, remedy in (
        (
            f"{facts.name}: symbols",
            facts.symbols,
            "every symbol that was looked at has one at the follower's broker",
            "Routes > Edit: map the symbol, or leave it out",
        ),
        (
            f"{facts.name}: lots",
            facts.sizes,
            "the follower's broker takes the sizes that the route would ask for",
            "Routes > Edit: choose a larger size, or what happens below the broker's minimum",
        ),
    ):
        if isinstance(found, Unknown):
            yield unknown(title, found.why)
        elif found:
            yield wrong(title, "; ".join(found), remedy)
        else:
            yield fine(title, good)
