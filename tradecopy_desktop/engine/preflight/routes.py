"""What is wrong with a route among the others and between its two accounts (rules C10, R3.5).

Knows the routes and what the accounts are; asks nothing about symbols, prices or money.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.preflight import Check, Finding, Level
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.values import MarginMode
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.preflight.hedges import opposed_to
from tradecopy_desktop.engine.preflight.overlap import apart
from tradecopy_desktop.engine.preflight.paths import DoublePath, double_paths, standing, way_back

Accounts = Mapping[AccountKey, AccountState]


def what_is_wrong(
    routes: Iterable[Route],
    candidate: Route,
    accounts: Accounts,
    *,
    funded: frozenset[AccountKey] = frozenset(),
) -> tuple[Finding, ...]:
    """Return what arming the candidate beside the routes that are not off would do wrong.

    `funded` are the accounts that the trader marked as a funding firm's.
    """
    present = standing(routes, candidate)
    return (
        *_loop(present, candidate),
        *_two_paths(present, candidate),
        *_shared(present, candidate, accounts.get(candidate.follower)),
        *_both_sides(candidate, accounts),
        *_fifo(candidate, accounts),
        *_funded(present, candidate, funded),
    )


def _loop(present: tuple[Route, ...], candidate: Route) -> Iterator[Finding]:
    way = way_back(present, candidate)
    if way:
        circle = " > ".join(str(account) for account in (candidate.master, *way))
        text = f"trades would come back to where they started: {circle}"
        yield Finding(level=Level.REFUSE, check=Check.LOOP, text=text)


def _two_paths(present: tuple[Route, ...], candidate: Route) -> Iterator[Finding]:
    before = double_paths([route for route in present if route is not candidate])
    for path in double_paths(present):
        if path not in before:
            yield Finding(level=Level.ASK, check=Check.TWO_PATHS, text=_about_path(path, present))


def _about_path(path: DoublePath, present: tuple[Route, ...]) -> str:
    arriving = [route for route in present if route.id in path.last]
    ways = ", ".join(f"{route.name!r} from {route.master}" for route in arriving)
    text = f"the trades of {path.origin} reach {path.reached} by several routes: {ways}"
    if all(apart(one, other) for one, other in combinations(arriving, 2)):
        return f"{text}; their symbols are apart"
    return f"{text}; a trade that both take is copied twice"


def _shared(
    present: tuple[Route, ...], candidate: Route, follower: AccountState | None
) -> Iterator[Finding]:
    if follower is None:
        return
    for other in present:
        if other is candidate or other.follower != candidate.follower or apart(candidate, other):
            continue
        if follower.margin_mode is MarginMode.NETTING:
            yield from _shared_netting(candidate, other)
        elif _is_fifo(follower):
            text = (
                f"route {other.name!r} ends at the same account, whose broker closes the oldest "
                "first: of two trades in one symbol only the first is copied"
            )
            yield Finding(level=Level.ASK, check=Check.FIFO, text=text)


def _shared_netting(candidate: Route, other: Route) -> Iterator[Finding]:
    if candidate.settings.shares_netting and other.settings.shares_netting:
        return
    text = (
        f"{candidate.follower} nets its positions and route {other.name!r} may trade the same "
        "symbols; allow different symbols, or let both routes share positions"
    )
    yield Finding(level=Level.REFUSE, check=Check.SHARED_SYMBOL, text=text)


def _both_sides(candidate: Route, accounts: Accounts) -> Iterator[Finding]:
    master, follower = accounts.get(candidate.master), accounts.get(candidate.follower)
    if master is None or follower is None or master.profile is None:
        return
    if master.margin_mode is not MarginMode.HEDGING:
        return
    if follower.margin_mode is not MarginMode.NETTING:
        return
    text = (
        f"{candidate.master} can hold both sides of a symbol and {candidate.follower} cannot: "
        "while one side is open the other is not copied"
    )
    now = _held_both_ways(master)
    if now:
        text = f"{text}; both are open now in {', '.join(now)}"
    yield Finding(level=Level.ASK, check=Check.BOTH_SIDES, text=text)


def _held_both_ways(master: AccountState) -> list[str]:
    held = {(position.symbol, position.side) for position in master.positions.values()}
    return sorted({symbol for symbol, side in held if (symbol, side.opposite) in held})


def _fifo(candidate: Route, accounts: Accounts) -> Iterator[Finding]:
    master, follower = accounts.get(candidate.master), accounts.get(candidate.follower)
    if master is None or follower is None or master.profile is None:
        return
    if MarginMode.NETTING in (master.margin_mode, follower.margin_mode):
        return
    if not _is_fifo(follower) or candidate.settings.filters.max_positions == 1:
        return
    text = (
        f"the broker of {candidate.follower} closes the oldest position first and allows no "
        "hedging; let the route hold 1 position at most"
    )
    yield Finding(level=Level.REFUSE, check=Check.FIFO, text=text)


def _is_fifo(follower: AccountState) -> bool:
    return follower.profile is not None and follower.profile.fifo


def _funded(
    present: tuple[Route, ...], candidate: Route, funded: frozenset[AccountKey]
) -> Iterator[Finding]:
    for one, other in opposed_to(present, candidate, funded):
        text = (
            f"{one} and {other} are funded accounts and would hold opposite sides of the same "
            "trades; most firms forbid that"
        )
        yield Finding(level=Level.ASK, check=Check.FUNDED, text=text)
