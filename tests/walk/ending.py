"""Last part of the walk: the program is quit, and closes its copies first."""

from tests.walk.desktop import WalkError
from tests.walk.first_steps import ALDER, BROOKFIELD
from tests.walk.trader import Trader
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.pages import ALERTS


def quit_program(trader: Trader) -> None:
    """Quit, close the copies first, and see the process end with 0 and both followers flat."""
    trader.wait(lambda: bool(trader.book(BROOKFIELD)), "a position to be asked about")
    trader.hands.press("ctrl+9")
    trader.wait(lambda: trader.program.ask("page") == ALERTS, "the alerts")
    trader.note("alerts")
    trader.hands.press("ctrl+q")
    trader.wait(lambda: trader.window(words.QUIT_ASK) is not None, "the question")
    for choice in (words.QUIT_LEAVE, words.QUIT_CLOSE, words.KEEP_RUNNING):
        trader.find("where", choice)
    trader.note("quit-asks")
    trader.click(words.QUIT_CLOSE)
    status = trader.program.process.wait(timeout=60)
    trader.note("the-program-has-ended")
    if status:
        raise WalkError(f"the program ended with {status}")
    for login in (ALDER, BROOKFIELD):
        if trader.book(login):
            raise WalkError(f"{login} is not flat after closing first: {trader.book(login)}")
