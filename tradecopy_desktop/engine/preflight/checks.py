"""All that is looked at before a route is armed, and again on reconnect (rule C9). Arms nothing."""

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.preflight import Check, Finding, Level
from tradecopy_desktop.domain.routes import Route, RouteSettings
from tradecopy_desktop.domain.sizing import Sizing
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.preflight.ends import check_ends
from tradecopy_desktop.engine.preflight.margin import check_margin
from tradecopy_desktop.engine.preflight.prices import (
    check_contracts,
    check_conversion,
    compare_prices,
)
from tradecopy_desktop.engine.preflight.routes import what_is_wrong
from tradecopy_desktop.engine.preflight.sizes import Preview, preview_size
from tradecopy_desktop.engine.preflight.symbols import (
    Pair,
    check_pair,
    check_pendings,
    pair_of,
    symbols_to_check,
)


def preflight(
    book: Book,
    route: Route,
    *,
    moment: Moment,
    funded: frozenset[AccountKey] = frozenset(),
) -> tuple[Finding, ...]:
    """Return everything to tell about arming the route as given, good news too.

    The route need not be in the book yet. `funded` are the accounts marked as a funding firm's.
    Symbols are looked at once both ends are whole.
    """
    ends = check_ends(book, route)
    wrong = what_is_wrong(book.routes.values(), route, book.accounts, funded=funded)
    if not wrong:
        text = "no trade comes back or arrives twice, and both accounts can hold it"
        wrong = (Finding(level=Level.OK, check=Check.LOOP, text=text),)
    if any(each.check is Check.CONNECTION and each.level is Level.WAIT for each in ends):
        return (*ends, *wrong)
    return (*ends, *wrong, *_check_symbols(book, route, moment))


def _check_symbols(book: Book, route: Route, moment: Moment) -> tuple[Finding, ...]:
    symbols = symbols_to_check(book, route)
    if not symbols:
        text = "the master holds nothing and no symbol is mapped: symbols are checked as it trades"
        return (Finding(level=Level.OK, check=Check.SYMBOL, text=text),)
    master, follower = book.account(route.master), book.account(route.follower)
    findings: list[Finding] = []
    pairs: list[Pair] = []
    previews: list[Preview] = []
    for symbol in symbols:
        pair, found = pair_of(book, route, symbol)
        findings.append(found)
        if pair is None:
            continue
        pairs.append(pair)
        findings += check_pair(route, pair, follower)
        findings += compare_prices(route.settings, pair, master, follower)
        if pair.follower.is_complete:
            sizing = _sizing_of(route.settings, symbol)
            findings += check_contracts(route.settings, sizing, pair, master, follower)
            findings += check_conversion(sizing, pair, master, follower)
            preview = preview_size(book, route, pair, moment)
            if preview is not None:
                previews.append(preview)
                findings.append(preview.finding)
    findings += check_pendings(route, pairs, master, follower)
    findings += check_margin(previews, master, follower)
    return tuple(findings)


def _sizing_of(settings: RouteSettings, symbol: str) -> Sizing:
    own = next((each.sizing for each in settings.overrides if each.symbol == symbol), None)
    return own or settings.sizing
