"""Second part of the walk: a route is edited by the keyboard, and one is drawn that is there."""

from tests.walk.trader import Trader
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.pages import ROUTES

_ROUTE = words.route_name("Hawthorn", "Brookfield FX")
_SIZE = 4


def change_routes(trader: Trader) -> None:
    """Give Brookfield three times the master's lots, then draw its route once more."""
    trader.hands.press("ctrl+3")
    trader.wait(lambda: trader.program.ask("page") == ROUTES, "the routes")
    trader.hands.click(trader.find("row", words.ROUTES, _ROUTE))
    trader.note("routes")
    _edit(trader)
    _draw(trader)


def _edit(trader: Trader) -> None:
    trader.hands.press("F2")
    trader.wait(lambda: trader.window(words.edit_title(_ROUTE)) is not None, "the route's editor")
    trader.click(words.ROUTE_SIZE)
    trader.hands.press("Home", "Down", "Return")
    trader.fill(f"{words.MULTIPLIER}, {words.UNIT_TIMES}", "3")
    # So much would be copied of the one lot that the preview begins with.
    trader.see("3.00")
    trader.note("route-edited")
    trader.hands.press("Return")
    trader.see(words.route_saved(_ROUTE))
    times = "\N{MULTIPLICATION SIGN} 3.00"
    trader.wait(lambda: _size(trader) == times, "three times the lots in the table")
    trader.note("route-saved")
    trader.hands.press("Escape")


def _draw(trader: Trader) -> None:
    start = trader.find("node", "master", "Hawthorn")
    end = trader.find("node", "follower", "Alder Markets")
    trader.hands.drag(start, end)
    trader.see(words.ALREADY_A_ROUTE)
    trader.note("there-is-a-route-already")
    trader.hands.press("Escape")


def _size(trader: Trader) -> str:
    return next(line[_SIZE] for line in trader.rows(words.ROUTES) if _ROUTE in line)
