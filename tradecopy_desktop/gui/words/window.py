"""Words of the window itself: pages, header, quitting, tray."""

from tradecopy_desktop.app.views import Health

PROGRAM = "TradeCopy Desktop"

COCKPIT = "Cockpit"
ACCOUNTS = "Accounts"
ROUTES = "Routes"
LATENCY = "Latency"
LOG = "Trade log"
ALERTS = "Alerts"

MASTERS = "Masters"
FOLLOWERS = "Followers"
OPEN_COPIES = "Open copies"
COPIED = "Copied"
BRIDGE = "Bridge"
DEMO = "DEMO"
DEMO_TIP = "Simulated terminals and money: nothing here reaches a broker."
PAUSE_ALL = "Pause all"
PAUSE_ALL_TIP = "Stop opening new copies on every route"
THEME_TIPS = {
    "system": "Colors of the desktop",
    "light": "Light colors",
    "dark": "Dark colors",
}
CANCEL = "Cancel"
DISMISS = "Dismiss"
NO_TRAY = (
    "This desktop has no tray: TradeCopy runs as long as this window is open. "
    "Minimize it to get it out of the way."
)
KEEPS_COPYING = "TradeCopy keeps copying here. Quit it from this icon's menu."
QUIT = "Quit"
QUIT_ASK = "Quit TradeCopy Desktop?"


def connected_of(connected: int, known: int) -> str:
    """Return how many of the known terminals are there."""
    return f"{connected} of {known}"


def bridge_address(port: int) -> str:
    """Return where terminals find the bridge."""
    return f"127.0.0.1:{port}"


def copies(number: int) -> str:
    """Return a number of open copies in words."""
    return "1 open copy" if number == 1 else f"{number} open copies"


def unexpected(name: str) -> str:
    """Return what is said when an order ended in a fault of the program itself."""
    return f"Something went wrong in the program itself ({name}). The log file has the details."


TRAY_OPEN = "Open TradeCopy"
TRAY_STATES = {
    Health.IDLE: "Idle",
    Health.GOOD: "Copying",
    Health.WARNING: "Warning",
    Health.BAD: "Breach",
}


def tray_tip(state: str, masters: str, followers: str, open_copies: str, copied: str) -> str:
    """Return the figures that the tray icon shows, short: Windows cuts after 127 letters."""
    return (
        f"{PROGRAM}: {state}\n{MASTERS}: {masters}\n{FOLLOWERS}: {followers}\n"
        f"{OPEN_COPIES}: {open_copies}\n{COPIED}: {copied}"
    )
