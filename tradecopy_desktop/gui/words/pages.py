"""Words of the pages: what stands there while they are empty, latency, the trade log's detail."""

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
LOOP_LAG_TIP = "How late the program's own timer came in the last second; everything waits so long"
LOOP_LAG_NOW = "now"
LOOP_LAG_WORST = "worst of 5 min"
LEDGER_LAG = "Records to store"
LEDGER_LAG_TIP = "What was copied and waits to be written down; nothing waits for it"
LEDGER_RECORDS = "waiting"
LEDGER_OLDEST = "oldest"


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


def latest_copies(number: int) -> str:
    """Return the title above the chart."""
    return f"Last {number} copies"


def copies_ago(number: int) -> str:
    """Return a place on the chart's axis."""
    return str(number) if number else "now"


def milliseconds(number: str) -> str:
    """Return a time with its unit."""
    return f"{number} ms"


def seconds(number: str) -> str:
    """Return a time in seconds with its unit."""
    return f"{number} s"


def traded(symbol: str, lots: str, price: str) -> str:
    """Return what was traded, how much and at what price."""
    return f"{symbol}  {lots} at {price}"


def named(name: str, value: str) -> str:
    """Return a value behind its name."""
    return f"{name} {value}"


def listed(parts: list[str]) -> str:
    """Return values one after the other, apart enough to be told from each other."""
    return "  \N{MIDDLE DOT}  ".join(parts)
