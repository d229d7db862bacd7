"""Whether both ends of a route are there, and whose money they trade (rules C9, W1)."""

from collections.abc import Iterator

from tradecopy_desktop.domain.accounts import AccountKey, Permissions, Role
from tradecopy_desktop.domain.preflight import Check, Finding, Level
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.engine.book import AccountState, Book

_SWITCHES = (
    ("connected", "the terminal has no connection to the broker"),
    ("terminal", "algo trading is off in the terminal"),
    ("program", "algo trading is off for the EA"),
    ("account", "the account may not trade (an investor password?)"),
    ("experts", "the broker allows no EAs on the account"),
)


def check_ends(book: Book, route: Route) -> tuple[Finding, ...]:
    """Return what there is to say about master and follower themselves."""
    master, follower = book.account(route.master), book.account(route.follower)
    return (
        *_connection(master, Role.MONITOR, "master"),
        *_connection(follower, Role.EXECUTOR, "follower"),
        *_kinds(master, follower),
        *_permission(follower.permissions, route.follower),
    )


def _connection(account: AccountState, role: Role, end: str) -> Iterator[Finding]:
    if role not in account.connected or account.profile is None:
        text = f"the {end}'s terminal is not connected: {account.key}"
        yield Finding(level=Level.WAIT, check=Check.CONNECTION, text=text)
    elif role not in account.whole or not account.listed:
        text = f"the {end}'s terminal has not shown all its positions and symbols yet"
        yield Finding(level=Level.WAIT, check=Check.CONNECTION, text=text)
    else:
        text = f"the {end} {account.key} is connected"
        yield Finding(level=Level.OK, check=Check.CONNECTION, text=text)


def _kinds(master: AccountState, follower: AccountState) -> Iterator[Finding]:
    if master.profile is None or follower.profile is None:
        return
    ours, theirs = master.profile.kind.value, follower.profile.kind.value
    if ours == theirs:
        text = f"both are {ours} accounts"
        yield Finding(level=Level.OK, check=Check.ACCOUNT_KIND, text=text)
    else:
        text = f"the master is a {ours} account and the follower is a {theirs} account"
        yield Finding(level=Level.ASK, check=Check.ACCOUNT_KIND, text=text)


def _permission(permissions: Permissions | None, follower: AccountKey) -> Iterator[Finding]:
    if permissions is None:
        text = f"whether {follower} may trade is not known yet"
        yield Finding(level=Level.WAIT, check=Check.PERMISSION, text=text)
    elif permissions.may_trade:
        text = f"{follower} may trade"
        yield Finding(level=Level.OK, check=Check.PERMISSION, text=text)
    else:
        off = [text for name, text in _SWITCHES if not getattr(permissions, name)]
        text = f"{follower} may not trade: {', '.join(off)}"
        yield Finding(level=Level.REFUSE, check=Check.PERMISSION, text=text)
