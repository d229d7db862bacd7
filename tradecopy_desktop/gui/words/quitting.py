"""Words of quitting, and of what becomes of open copies."""

from tradecopy_desktop.gui.words.window import copies

QUIT_LIVE_DETAIL = "Routes are armed, and nothing is copied until you start it again."
QUIT_LEAVE = "Quit and leave the copies open"
QUIT_LEAVE_HINT = (
    "Their stops stay at the broker. What the master closes meanwhile is closed here when you "
    "start TradeCopy again."
)
QUIT_CLOSE = "Close the copies first, then quit"
QUIT_CLOSE_HINT = (
    "Armed routes are paused, every copy is closed at the market's price, and TradeCopy quits "
    "when the last one is closed."
)
KEEP_RUNNING = "Keep running"
QUIT_NOW = "Quit now"
CLOSING_TITLE = "Closing copies"
CLOSING_UNDER_WAY = "its close is under way"
CLOSING_FIRST = "Pausing the routes…"
KEPT_RUNNING = (
    "TradeCopy keeps running. Closes that are under way go on, and the routes stay paused: arm "
    "them again when you want to copy."
)
START_FAILED = "TradeCopy could not start."
TRAY_GONE = "The tray has gone: TradeCopy goes on in this window until it is back."
TRAY_BACK = "The tray is there: closing the window keeps TradeCopy copying there."


def quit_intro(open_copies: int) -> str:
    """Return what stands above the choices."""
    if open_copies == 1:
        return "1 open copy follows its master only while TradeCopy runs. What shall become of it?"
    return (
        f"{copies(open_copies)} follow their masters only while TradeCopy runs. "
        "What shall become of them?"
    )


def closing_progress(closed: int, total: int) -> str:
    """Return how far closing has come."""
    return f"{closed} of {total} closed"


def copy_left(follower: str, symbol: str, why: str) -> str:
    """Return a copy that is not closed yet."""
    return f"{follower}, {symbol}: {why}"


def more_left(number: int) -> str:
    """Return how many more copies are not closed yet."""
    return f"and {number} more"


def quit_now_hint(open_copies: int) -> str:
    """Return what quitting now means."""
    return f"Quitting now leaves {copies(open_copies)} at the broker, with their stops."


def start_failure(why: str, folder: str) -> str:
    """Return why the program could not start, and where its settings and its log are."""
    return f"{why}.\n\nSettings (config.toml) and log file are in {folder}"
