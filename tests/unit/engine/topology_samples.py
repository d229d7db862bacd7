"""Routes and copies between any accounts, for tests of how routes hang together."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tests.unit.engine.samples import EURUSD, SETTINGS, lots, profile, ready
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.commands import Opening
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.links import Link, LinkState, PendingTerms
from tradecopy_desktop.domain.order_rules import OrderRules
from tradecopy_desktop.domain.preflight import Finding
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.domain.stop_rules import COPY_PRICES
from tradecopy_desktop.domain.values import MarginMode, PendingKind, Side
from tradecopy_desktop.engine.book import Book

A, B, C, D, E = (AccountKey(login=str(n), server="S") for n in range(1, 6))
WAITING = PendingTerms(
    kind=PendingKind.LIMIT, price=Decimal("1.09"), limit_price=None, expires_at=None
)


def between(
    master: AccountKey,
    follower: AccountKey,
    settings: RouteSettings = SETTINGS,
    *,
    id: str = "",
    mode: RouteMode = RouteMode.LIVE,
) -> Route:
    """Return a route, called by both logins unless told: 1>2."""
    name = id or f"{master.login}>{follower.login}"
    return Route(id=name, name=name, master=master, follower=follower, mode=mode, settings=settings)


def only(*symbols: str, shares: bool = False) -> RouteSettings:
    """Return the settings of a route that takes these symbols alone."""
    filters = Filters(symbols_allowed=frozenset(symbols))
    return replace(SETTINGS, filters=filters, shares_netting=shares)


def all_but(*symbols: str) -> RouteSettings:
    """Return the settings of a route that takes all symbols but these."""
    return replace(SETTINGS, filters=Filters(symbols_denied=frozenset(symbols)))


def at_most_one() -> RouteSettings:
    """Return the settings of a route that holds one position at most."""
    return replace(SETTINGS, filters=Filters(max_positions=1))


def keeping_pendings() -> RouteSettings:
    """Return the settings of a route whose waiting orders outlive it."""
    return replace(SETTINGS, orders=OrderRules(keep_pendings=True))


def accounts(
    *routes: Route,
    netting: frozenset[AccountKey] = frozenset(),
    fifo: frozenset[AccountKey] = frozenset(),
) -> Book:
    """Return a book with these routes, all of whose accounts are whole in both roles."""
    book = Book()
    for route in routes:
        book.put_route(route)
    for key in (A, B, C, D, E):
        mode = MarginMode.NETTING if key in netting else MarginMode.HEDGING
        state = book.account(key)
        state.profile = replace(profile(key, mode), fifo=key in fifo)
        for role in Role:
            ready(state, role, EURUSD)
    return book


def copy(
    route: Route,
    *,
    name: str = "",
    position: str = "501",
    held: str = "1",
    side: Side = Side.BUY,
    state: LinkState = LinkState.LIVE,
    symbol: str = "EURUSD",
    shadow: bool = False,
    pending: PendingTerms | None = None,
    opens: bool = True,
) -> Link:
    """Return a copy of a master's position, opened with magic 77; `held` is target and filled."""
    opening = Opening(id="0" * 32, magic="77", volume=lots(held), since=None)
    return Link(
        copy=name or f"{route.id}:{position}",
        route=route.id,
        master=route.master,
        follower=route.follower,
        position=position,
        order=position,
        source=position,
        master_symbol="EURUSD",
        symbol=symbol,
        side=side,
        master_side=side,
        ratio=Fraction(1),
        accepted=Fraction(lots(held)),
        master_volume=lots(held),
        base=Fraction(lots(held)),
        original=Fraction(lots(held)),
        target=lots(held),
        filled=lots(held),
        stop_loss=None,
        take_profit=None,
        revision=1,
        opens=(opening,) if opens else (),
        orders=(position,),
        version="9501",
        settings_version=1,
        stops=COPY_PRICES,
        state=state,
        shadow=shadow,
        pending=pending,
    )


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    """Return checks and levels of findings as words."""
    return [(finding.check.value, finding.level.value) for finding in findings]
