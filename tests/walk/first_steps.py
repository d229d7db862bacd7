"""First part of the walk: from the wizard, which comes by itself, to a copy at the broker."""

from tests.walk.desktop import WalkError
from tests.walk.trader import Trader
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.pages import COCKPIT

HAWTHORN, ALDER, BROOKFIELD = "700100", "810001", "810002"


def set_up(trader: Trader) -> None:
    """Walk through the wizard by mouse and keyboard until the first copy is made."""
    _choose_terminals(trader)
    _choose_sizes(trader)
    _rehearse_and_arm(trader)
    _see_the_copy(trader)


def _choose_terminals(trader: Trader) -> None:
    trader.see(words.TERMINALS_TITLE)
    role = words.role_of("Simulated Brookfield FX")
    trader.find("where", role)
    trader.note("wizard-comes-by-itself")
    trader.fill(words.NAME_HERE, "Hawthorn")
    trader.click(role)
    trader.hands.press("Home", "Return")
    trader.note("a-follower-not-used")
    trader.click(role)
    trader.hands.press("End", "Return")
    trader.click(words.INSTALL)
    trader.see(words.CONNECT_TITLE)
    trader.note("connecting")
    trader.find("where", words.WIZARD_NEXT)
    trader.note("terminals-connected")
    # The button has the keyboard as soon as it leads on.
    trader.hands.press("Return")
    trader.see(words.SIZES_TITLE)


def _choose_sizes(trader: Trader) -> None:
    trader.click(words.size_of("Alder Markets"))
    trader.hands.press("Home", "Down", "Return")
    trader.fill(f"{words.MULTIPLIER}, {words.UNIT_TIMES}", "2")
    trader.fill(words.EXAMPLE_LOTS, "0.3")
    # 0.3 lots of the master are 0.6 at twice the lots.
    trader.see(words.gets("0.60", ""))
    trader.note("sizes-explained")
    trader.click(words.REHEARSE)


def _rehearse_and_arm(trader: Trader) -> None:
    trader.see(words.REHEARSE_TITLE)
    table = words.REHEARSE_TITLE
    trader.wait(lambda: len(trader.rows(table)) >= 2, "an imagined copy for each follower")
    trader.note("rehearsed")
    for login in (ALDER, BROOKFIELD):
        if trader.book(login):
            raise WalkError(f"{login} holds something after a rehearsal: {trader.book(login)}")
    trader.click(words.WIZARD_NEXT)
    trader.see(words.ARM_PAGE_TITLE)
    _say_yes_where_asked(trader)
    trader.note("ready-to-arm")
    trader.click(words.arm_routes(2))
    trader.see(words.DONE_INTRO)
    trader.note("armed")
    trader.see(words.FIRST_COPY)
    trader.note("first-copy")


def _say_yes_where_asked(trader: Trader) -> None:
    asked = trader.program.ask("where", words.READ_THIS)
    if asked is not None:
        trader.click(words.READ_THIS)


def _see_the_copy(trader: Trader) -> None:
    trader.click(words.OPEN_COCKPIT)
    trader.wait(lambda: trader.program.ask("page") == COCKPIT, "the cockpit")
    trader.wait(lambda: trader.window(words.WIZARD_TITLE) is None, "the wizard's end")
    for login in (ALDER, BROOKFIELD):
        _wait_for_position(trader, login)
    trader.wait(lambda: _held(trader, "Alder Markets") >= 1, "a copy of Alder in the cockpit")
    trader.wait(lambda: _held(trader, "Brookfield FX") >= 1, "a copy of Brookfield")
    trader.note("copies-in-the-cockpit")


def _wait_for_position(trader: Trader, login: str) -> None:
    trader.wait(lambda: bool(trader.book(login)), f"a position of {login}")


def _held(trader: Trader, follower: str) -> int:
    lines = trader.rows(words.POSITIONS_OF_ALL)
    return sum(any(follower in cell for cell in line) for line in lines)
