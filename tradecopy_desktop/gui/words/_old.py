"""Every word the trader reads in the window. No other module of the window holds a sentence."""

from tradecopy_desktop.app.views import CopyState, Health, LogOutcome
from tradecopy_desktop.domain.accounts import AccountKind, Role
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.values import MarginMode, Platform, Side

PROGRAM = "TradeCopy Desktop"

# ---- words for states ---------------------------------------------------------------------------

HEALTH = {
    Health.IDLE: "Idle",
    Health.GOOD: "Good",
    Health.WARNING: "Attention",
    Health.BAD: "Problem",
}
ALERT_LEVELS = {
    Health.IDLE: "Note",
    Health.GOOD: "Note",
    Health.WARNING: "Attention",
    Health.BAD: "Problem",
}
ROLES = {Role.MONITOR: "Master", Role.EXECUTOR: "Follower"}
MODES = {
    RouteMode.LIVE: "Armed",
    RouteMode.CLOSE_ONLY: "Paused",
    RouteMode.SHADOW: "Shadow",
    RouteMode.OFF: "Off",
}
MODE_TIPS = {
    RouteMode.LIVE: "Copies everything the master does.",
    RouteMode.CLOSE_ONLY: "Opens nothing new; closes and stop changes are still copied.",
    RouteMode.SHADOW: "Decides and shows what it would do, and sends nothing.",
    RouteMode.OFF: "Copies nothing.",
}
COPY_STATES = {
    CopyState.IN_STEP: "In step",
    CopyState.WORKING: "Working",
    CopyState.DRIFT: "Drift",
    CopyState.UNLINKED: "Unlinked",
}
COPY_STATE_TIPS = {
    CopyState.IN_STEP: "The follower holds what the route prescribes.",
    CopyState.WORKING: "An order is on its way to the follower.",
    CopyState.DRIFT: "The follower holds more or less than the route prescribes.",
    CopyState.UNLINKED: "This position is not tied to a master's position any more.",
}
OUTCOMES = {
    LogOutcome.DONE: "Done",
    LogOutcome.PART: "Part done",
    LogOutcome.SKIPPED: "Skipped",
    LogOutcome.REFUSED: "Refused",
    LogOutcome.WAITING: "Waiting",
    LogOutcome.UNKNOWN: "Unknown",
}
SIDES = {Side.BUY: "Buy", Side.SELL: "Sell"}
PLATFORMS = {Platform.MT4: "MT4", Platform.MT5: "MT5"}
MARGIN_MODES = {MarginMode.HEDGING: "hedging", MarginMode.NETTING: "netting"}
KINDS = {AccountKind.DEMO: "Demo", AccountKind.CONTEST: "Contest", AccountKind.REAL: "Real"}
SAME_LOTS = "Same lots"

# ---- window -------------------------------------------------------------------------------------

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


def quit_detail(open_copies: int) -> str:
    """Return what quitting means for copies that are open."""
    if not open_copies:
        return "Nothing is copied until you start it again."
    return (
        f"{copies(open_copies)} will stay open at the broker without following the master "
        "until you start it again."
    )


def copies(number: int) -> str:
    """Return a number of open copies in words."""
    return "1 open copy" if number == 1 else f"{number} open copies"


def unexpected(name: str) -> str:
    """Return what is said when an order ended in a fault of the program itself."""
    return f"Something went wrong in the program itself ({name}). The log file has the details."


# ---- questions about routes ---------------------------------------------------------------------

PAUSE_ALL_ASK = "Pause all routes?"
PAUSE_ALL_DETAIL = "Nothing new is opened. Closes and stop changes are still copied."
ARM = "Arm"
PAUSE = "Pause"
SWITCH_OFF = "Switch off"
ARM_TIP = "Copy new trades from now on"
PAUSE_TIP = "Open nothing new; closes are still copied"
SWITCH_OFF_TIP = "Copy nothing"
ARM_DETAIL = (
    "New trades of the master are copied from now on. What the master holds already is left alone."
)
SWITCH_OFF_DETAIL = "New trades are no longer copied."


def paused(number: int) -> str:
    """Return what is said after pausing everything."""
    if not number:
        return "No route was armed, so there was nothing to pause."
    return "1 route paused." if number == 1 else f"{number} routes paused."


def ask_for_routes(verb: str, names: list[str]) -> str:
    """Return a question about one route by name, or about several by number."""
    what = names[0] if len(names) == 1 else f"{len(names)} routes"
    return f"{verb} {what}?"


def switch_off_detail(open_copies: int) -> str:
    """Return what switching off means."""
    if not open_copies:
        return SWITCH_OFF_DETAIL
    return (
        f"{SWITCH_OFF_DETAIL} What is open already ({copies(open_copies)}) "
        "still follows the master until it is closed."
    )


# ---- column titles ------------------------------------------------------------------------------

NAME = "Name"
STATE = "State"
STATUS = "Status"
LOGIN = "Login"
SERVER = "Server"
ROLE = "Role"
PLATFORM = "Platform"
KIND = "Money"
BALANCE = "Balance"
EQUITY = "Equity"
TRADING = "Trading"
ROUND_TRIP = "Ping ms"
ROUTE = "Route"
MASTER = "Master"
FOLLOWER = "Follower"
SIZE = "Size"
MODE = "Mode"
SKIPPED = "Skipped"
REFUSED = "Refused"
OPEN = "Open"
LAST_MS = "Last ms"
FLOATING = "Floating"
DRIFT_LOTS = "Drift lots"
SIDE = "Side"
SYMBOL = "Symbol"
LOTS = "Lots"
PRICE = "Price"
DUE = "Due"
HELD = "Held"
STOP_LOSS = "SL"
TAKE_PROFIT = "TP"
PROFIT = "Profit"
TIME = "Time"
ACTION = "Action"
SLIPPAGE = "Slip pts"
TOTAL_MS = "Total ms"
OUTCOME = "Outcome"
REASON = "Reason"
STAGE = "Stage"
LAST = "Last"
MEDIAN = "Median"
P95 = "p95"
P99 = "p99"
MAX = "Max"
COUNT = "Count"
WHAT_HAPPENED = "What happened"

CONNECTED = "connected"
NOT_CONNECTED = "not connected"
EA_VERSION = "Expert Advisor"
POSITIONS_TIP = "Open positions of the account"
TRADING_ALLOWED = "allowed"
TRADING_FORBIDDEN = "not allowed"
DUE_TIP = "Lots that the route prescribes for this copy"
HELD_TIP = "Lots that the follower holds"
DRIFT_TIP = "Lots held that differ from what the routes prescribe, over all copies"
SLIPPAGE_TIP = "Points by which the follower's fill was worse (+) or better than the master's"
ROUND_TRIP_TIP = "A heartbeat's way from the bridge to the terminal and back, in ms"
TOTAL_TIP = "From the master's trade to the follower's report, in ms"

# ---- panels -------------------------------------------------------------------------------------

POSITIONS_OF_ALL = "Positions of all followers"
SHOW_ALL = "Show all followers"
ADD_ACCOUNT = "Add account"
ADD_ROUTE = "Add route"
NO_FOLLOWERS = "No followers yet"
NO_FOLLOWERS_HINT = "Add a master's and a follower's account, then a route between them."
NO_COPIES = "No open copies"
NO_COPIES_HINT = "As soon as a master opens a trade on an armed route, its copies appear here."
NO_ACCOUNTS = "No accounts yet"
NO_ACCOUNTS_HINT = "Add the account you trade on, then the accounts that shall follow it."
NO_ROUTES = "No routes yet"
NO_ROUTES_HINT = "A route says which follower copies which master, and how large."
NO_LOG = "Nothing copied yet"
NO_LOG_HINT = "Every trade that a route sees gets a line here, with its times and its reason."
NO_MATCH = "No line matches"
NO_MATCH_HINT = "Change or clear the search above."
NO_ALERTS = "No alerts"
NO_ALERTS_HINT = "What needs your attention is written here and shown by the tray icon."
NO_SAMPLES = "No copies measured yet"
NO_SAMPLES_HINT = "With the next copy the chart begins to draw."
SEARCH = "Search symbol, route, follower, reason"
ALL_OUTCOMES = "All outcomes"


def positions_of(follower: str) -> str:
    """Return the title above one follower's positions."""
    return f"Positions of {follower}"


# ---- latency ------------------------------------------------------------------------------------

STAGES = ("Detect", "Transit", "Decide", "Send", "Execute", "Confirm")
STAGE_TIPS = (
    "master's terminal notices its trade and tells of it",
    "its message travels to TradeCopy",
    "the routes decide what each follower does",
    "the order leaves for the follower's terminal",
    "follower's terminal and broker fill the order",
    "the terminal's report comes back",
)
TOTAL = "Total"
LATENCY_CHART = "Times of the last copies"
WHOLE_WAY = "Whole way"
OUR_PART = "Without the broker"
WHOLE_WAY_TIP = "All six stages"
OUR_PART_TIP = "Without Execute: what terminals and TradeCopy add to the broker's own time"
LATENCY_NUMBERS = "Milliseconds, last 2,000 copies"
LATENCY_AXIS = "ms"
COPIES_AXIS = "copies ago"
LOOP_LAG = "Program's own lag"
LOOP_LAG_TIP = "How late the program's own timer came: everything waits that long"
LOOP_LAG_NOW = "last second"
LOOP_LAG_WORST = "worst of 5 min"

# ---- trade log's detail -------------------------------------------------------------------------

DETAIL_NONE = "Select a line to see how it came about."
DETAIL_TRADE = "Trade"
DETAIL_WAY = "Times, ms"
DETAIL_WHY = "Why"
NO_STEPS = "No explanation was recorded."
NO_TIMES = "Not measured."
SLIPPAGE_LONG = "Slippage"


def points(text: str) -> str:
    """Return slippage with its unit."""
    return f"{text} points"


# ---- dialogs ------------------------------------------------------------------------------------

ACCOUNT_INTRO = "TradeCopy gives each terminal a key of its own. No broker password is asked for."
ACCOUNT_NAME = "Name"
ACCOUNT_NAME_HINT = "Your name for it, such as “Gold master”"
ACCOUNT_LOGIN = "Login"
ACCOUNT_LOGIN_HINT = "The account number in the terminal's title bar"
ACCOUNT_SERVER = "Server"
ACCOUNT_SERVER_HINT = "Exactly as the terminal's login window shows it"
ACCOUNT_ROLES = "Used as"
ROLE_MASTER = "Master: its trades are copied"
ROLE_FOLLOWER = "Follower: receives copies"
CREATE_KEY = "Add account"
KEY_TITLE = "Account added"
KEY_LABEL = "Terminal's key"
COPY_KEY = "Copy key"
COPIED_KEY = "Copied"
KEY_STEPS = (
    "In the terminal choose File > Open Data Folder, then MQL5 > Files (MT4: MQL4 > Files).",
    "Put the key into TradeCopy's key file there, and nowhere else.",
    "Attach the TradeCopy Expert Advisor to a chart. The account then shows as connected here.",
)
DONE = "Done"
ROUTE_NAME = "Name"
ROUTE_NAME_HINT = "Such as “Gold to Nordpeak”"
ROUTE_MASTER = "Master"
ROUTE_FOLLOWER = "Follower"
ROUTE_SIZE = "Size"
MULTIPLIER = "Master's lots times"
ROUTE_INTRO = "The new route is off. Arm it when you are ready."
PICK_MASTER = "Choose a master"
PICK_FOLLOWER = "Choose a follower"
NEED_NAME = "Give it a name."
NEED_OTHER_NAME = "There is one of this name already."
NEED_LOGIN = "The login is a number, digits only."
NEED_SERVER = "Enter the server's name."
NEED_OTHER_ACCOUNT = "This account is there already."
NEED_ROLE = "Choose at least one."
NEED_MASTER = "Choose the account whose trades are copied."
NEED_FOLLOWER = "Choose the account that receives the copies."
NEED_OTHER_FOLLOWER = "Master and follower must be different accounts."
NEED_OTHER_ROUTE = "There is a route between these two already."
NEED_FACTOR = "Enter a number above 0, such as 0.5."
NO_MASTERS_HERE = "Add a master's account first."
NO_FOLLOWERS_HERE = "Add a follower's account first."

# ---- tray ---------------------------------------------------------------------------------------

TRAY_OPEN = "Open TradeCopy"
TRAY_STATES = {
    Health.IDLE: "Idle",
    Health.GOOD: "Copying",
    Health.WARNING: "Warning",
    Health.BAD: "Breach",
}


def route_added(name: str) -> str:
    """Return what is said after adding a route."""
    return f"Route {name} added. It is off until you arm it."


def latest_copies(number: int) -> str:
    """Return the title above the chart."""
    return f"Last {number} copies"


def copies_ago(number: int) -> str:
    """Return a place on the chart's axis."""
    return str(number) if number else "now"


def milliseconds(number: str) -> str:
    """Return a time with its unit."""
    return f"{number} ms"


def traded(symbol: str, lots: str, price: str) -> str:
    """Return what was traded, how much and at what price."""
    return f"{symbol}  {lots} at {price}"


def key_intro(account: str) -> str:
    """Return what is said above a new key."""
    return f"{account} is added. This is its terminal's key, and it is shown only now."


def account(name: str, login: str, server: str) -> str:
    """Return an account as it is offered for choice."""
    return f"{name}  ({login}, {server})"


def tray_tip(state: str, followers: str, open_copies: str, copied: str) -> str:
    """Return the figures that the tray icon shows, short: Windows cuts after 127 letters."""
    return (
        f"{PROGRAM}: {state}\n{FOLLOWERS}: {followers}\n"
        f"{OPEN_COPIES}: {open_copies}\n{COPIED}: {copied}"
    )
