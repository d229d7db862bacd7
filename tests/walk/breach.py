"""Third part of the walk: a limit is breached, and the tray tells of it and leads to it."""

from tests.walk.desktop import WalkError
from tests.walk.first_steps import ALDER, BROOKFIELD
from tests.walk.hands import Spot
from tests.walk.trader import Trader, spot
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.limit_kinds import LIMIT_KINDS
from tradecopy_desktop.gui.pages import COCKPIT, GUARD

_EXPOSURE = [kind.name for kind in LIMIT_KINDS].index(words.EXPOSURE)
_FLATTEN_AT = f"{words.LADDER_FLATTEN}, {words.UNIT_PERCENT_ONLY}"
_NAME = "Alder Markets"

BREACH = f"{words.PROGRAM}: {words.TRAY_STATES[Health.BAD]}"


def breach(trader: Trader) -> None:
    """Let Alder hold next to nothing, and follow the tray's message to it."""
    trader.hands.press("ctrl+4")
    trader.wait(lambda: trader.program.ask("page") == GUARD, "the guard")
    trader.wait(lambda: bool(trader.book(ALDER)), "a position of Alder")
    before = _icon(trader)
    if _tip(trader).startswith(BREACH):
        raise WalkError(f"the tray tells of a breach before there is one: {_tip(trader)}")
    _set_limit(trader)
    trader.wait(lambda: _balloon(trader) is not None, "the tray's message")
    trader.note("breach-told-by-the-tray")
    trader.wait(lambda: trader.book(ALDER) == [], "a flat Alder")
    _follow_the_message(trader)
    trader.wait(lambda: _is_rid_of_messages(trader), "the messages' end")
    trader.wait(lambda: _icon(trader) != before, "another tray icon")
    trader.wait(lambda: _tip(trader).startswith(BREACH), "a tray icon that tells of a breach")
    trader.note("breach-shown-by-the-icon")
    _close_and_open_again(trader)


def _set_limit(trader: Trader) -> None:
    trader.hands.click(trader.find("row", words.GUARD, _NAME))
    trader.note("guard")
    trader.hands.press("ctrl+l")
    trader.wait(lambda: trader.window(words.guard_title(_NAME)) is not None, "the limits")
    trader.click(words.ADD_LIMIT)
    trader.wait(lambda: trader.window(words.ADD_LIMIT_TITLE) is not None, "the limit's form")
    trader.click(words.KIND_OF_LIMIT)
    trader.hands.press("Home", *["Down"] * _EXPOSURE, "Return")
    trader.fill(words.MOST_OPEN, "0.01")
    trader.fill(_FLATTEN_AT, "100")
    trader.note("limit-typed")
    trader.click(words.USE_LIMIT)
    trader.wait(lambda: trader.window(words.ADD_LIMIT_TITLE) is None, "the end of the limit's form")
    trader.note("limit-listed")
    trader.click(words.SAVE)


def _follow_the_message(trader: Trader) -> None:
    trader.hands.click(trader.find("row", words.GUARD, "Brookfield FX"))
    trader.hands.press("ctrl+1")
    trader.wait(lambda: trader.program.ask("page") == COCKPIT, "the cockpit")
    message = _balloon(trader)
    if message is None:
        raise WalkError("the tray's message went before it could be clicked")
    trader.hands.click(message)
    trader.wait(lambda: trader.program.ask("page") == GUARD, "the guard after a click")
    trader.wait(lambda: trader.program.ask("chosen", words.GUARD) == _NAME, "Alder selected")


def _close_and_open_again(trader: Trader) -> None:
    _close(trader)
    trader.see(words.KEEPS_COPYING)
    trader.note("goes-on-in-the-tray")
    held = trader.book(BROOKFIELD)
    trader.wait(lambda: trader.book(BROOKFIELD) != held, "a copy without a window")
    _open(trader)
    trader.note("opened-from-the-tray")
    _close(trader)
    if trader.program.ask("says", words.KEEPS_COPYING):
        raise WalkError("the tray says a second time that copying goes on")
    _open(trader)


def _close(trader: Trader) -> None:
    trader.hands.press("alt+F4")
    trader.wait(lambda: trader.window(words.PROGRAM) is None, "the window's end")


def _open(trader: Trader) -> None:
    icon = trader.tray()
    if icon is None:
        raise WalkError("the tray icon is gone")
    trader.hands.click(icon)
    trader.wait(lambda: trader.window(words.PROGRAM) is not None, "the window")


def _balloon(trader: Trader) -> Spot | None:
    """Return where Qt's own message stands; it has no title."""
    for each in trader.windows():
        if each["kind"] == "QBalloonTip":
            return spot(each["at"])
    return None


def _is_rid_of_messages(trader: Trader) -> bool:
    # One points at the icon and hides a part of it, and one that comes under the mouse stays.
    message = _balloon(trader)
    if message is not None:
        trader.hands.click(message)
    return message is None


def _tip(trader: Trader) -> str:
    tray = trader.program.ask("tray")
    return str(tray["tip"]) if isinstance(tray, dict) else ""


def _icon(trader: Trader) -> bytes:
    place = trader.tray()
    if place is None:
        raise WalkError("there is no tray icon on the screen")
    return trader.desktop.pixels(place.left, place.top, place.width, place.height)
