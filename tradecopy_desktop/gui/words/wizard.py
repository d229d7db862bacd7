"""Words of the first steps: from nothing to an armed route."""

from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui.words.states import MODES, ROLES

SET_UP = "Set up\N{HORIZONTAL ELLIPSIS}"
SET_UP_KEYS = "Ctrl+Shift+S"
SET_UP_TIP = "Go step by step from your terminals to a first armed route"
WIZARD_TITLE = "Set up TradeCopy"
WIZARD_NEXT = "Next"
WIZARD_NEXT_TIP = "To the next step"
WIZARD_BACK = "Back"
WIZARD_BACK_TIP = "To the step before"
WIZARD_LEAVE = "Leave for now"
WIZARD_LEAVE_TIP = "Everything done so far stays; go on later with Set up"
STEP_DONE = "done"
STEP_NOW = "now"
STEP_LEFT = "still to do"


def wizard_steps() -> tuple[str, ...]:
    """Return the names of the steps, in their order."""
    return ("Begin", "Terminals", "Connect", "Sizes", "Rehearse", "Arm", "Done")


def step_state(step: str, state: str) -> str:
    """Return a step with its state, for those who hear it."""
    return f"{step}: {state}"


# ---- begin ---------------------------------------------------------------------------------------

START_TITLE = "Welcome to TradeCopy"
START_INTRO = (
    "TradeCopy copies the trades of one MetaTrader account, the master, to others, its followers. "
    "A few steps lead to a first copied trade. You can leave at any time and go on later."
)
START_DEMO = "Try it with simulated terminals"
START_DEMO_HINT = (
    "Three terminals with play money, on this machine alone. You walk through the same steps and "
    "see the first copies in a minute or two. Nothing of yours is touched."
)
START_DEMO_TIP = "Go on as the demo; quit it and start again to set up your own terminals"
START_DEMO_BESIDE = (
    "You have accounts here already, so the demo runs beside this program: start it with the "
    "command tradecopy-desktop demo --first-run"
)
START_IS_DEMO = "This is the demo: terminals and money are simulated."
START_REAL = "My MetaTrader terminals"
START_REAL_HINT = (
    "TradeCopy looks for MetaTrader 4 and 5 on this machine, puts its Expert Advisors into those "
    "that you choose, and tells you which clicks are yours. Nothing trades until you arm it."
)
START_REAL_LATER = "Quit the demo and start TradeCopy without it to set up your own terminals."

# ---- terminals -----------------------------------------------------------------------------------

TERMINALS_TITLE = "Which terminals take part?"
TERMINALS_INTRO = (
    "Choose the master, whose trades are copied, and the followers, which receive them. "
    "Give each a name that you will recognize."
)
ONE_MASTER_HINT = "One master here; more masters and routes can be added later."
ROLE_UNUSED = "Not used"
NAME_HERE = "Name"
BY_HAND_TITLE = "Added by hand"
BY_HAND_HINT = "on another machine, or a terminal that was not found"
ACCOUNT_NOT_KNOWN = "account not known yet"
TERMINAL_RUNS = "running"
TERMINAL_RUNS_NOT = "not running"
REGISTERED = "registered"
LOOKING = "Looking for terminals"
LOOKING_HINT = "This takes a few seconds."
NONE_FOUND = "No terminal found"
NONE_FOUND_HINT = (
    "Start MetaTrader and look again, point at its folder, or add the account by hand if the "
    "terminal runs on another machine."
)
LOOK_AGAIN_TIP = "Look for terminals that were installed or started meanwhile"
ADD_FOLDER = "Choose folder\N{HORIZONTAL ELLIPSIS}"
ADD_FOLDER_TIP = "Point at a terminal's program or data folder"
ADD_FOLDER_TITLE = "Program or data folder of a terminal"
ADD_BY_HAND = "Add by hand"
ADD_BY_HAND_TIP = "Type login and server of an account whose terminal is not listed"
INSTALL = "Install"
INSTALL_TIP = (
    "Register these accounts and put the Expert Advisors, port and key into their terminals"
)
NO_MASTER_CHOSEN = "Choose which terminal is the master: its trades are copied."
TWO_MASTERS_CHOSEN = "Choose one master only. Another one can be set up afterward."
NO_FOLLOWER_CHOSEN = "Choose at least one follower: it receives the copies."
MEND_ROWS = "Mend what is marked above."
SAME_ACCOUNT_TWICE = "This account is in the list twice: use one of the two."


def short_name(title: str) -> str:
    """Return a terminal's title without what every terminal is called."""
    parts = title.split()
    kept = [part for part in parts if part not in _NOT_A_NAME]
    return " ".join(kept) or title


_NOT_A_NAME = frozenset(
    ("Simulated", "MetaTrader", "MT4", "MT5", "4", "5", "Terminal", "terminal", "(64-bit)", "x64")
)


def name_with_login(name: str, login: str) -> str:
    """Return the name of the second terminal that would be called the same."""
    return f"{name} {login}".strip()


def role_of(terminal: str) -> str:
    """Return what the choice of a terminal's role is called."""
    return f"Role of {terminal}"


def login_at(login: str, server: str) -> str:
    """Return an account by login and server."""
    return f"{login} at {server}"


def folder_of(folder: str) -> str:
    """Return where a terminal keeps its data."""
    return f"Data folder: {folder}"


def registered_otherwise(roles: frozenset[Role]) -> str:
    """Return what is said where an account has another role already."""
    names = " and ".join(ROLES[role].lower() for role in Role if role in roles)
    return f"This account is registered as {names} already: choose that role."


# ---- connect -------------------------------------------------------------------------------------

CONNECT_TITLE = "Connect the terminals"
CONNECT_INTRO = (
    "Each account gets a key of its own and its Expert Advisor. What only you can do in "
    "MetaTrader is listed below and ticked off as it is done."
)
CONNECT_WAITS = "Waits until the master and at least one follower are connected"
INSTALL_AGAIN = "Install again"
SHOW_LOG = "Show log"
HIDE_LOG = "Hide log"
KEY_BY_HAND = (
    "This terminal is set up by hand. Here is its key; it is shown only until you finish here:"
)
INSTALLING = "Being registered and installed\N{HORIZONTAL ELLIPSIS}"
NOT_REGISTERED = "Not registered yet."
NOT_COMPILED = "The Expert Advisors were copied but could not be compiled."
NOT_SEEN_YET = "Not seen yet. After the steps below it connects by itself."
LIST_NOT_WHOLE = "Connected; its list of positions is not whole yet, which takes a few seconds."


def log_of(name: str) -> str:
    """Return what the log of an installation is called."""
    return f"Log of {name}"


def not_seen_yet(step: str) -> str:
    """Return that a terminal has not come yet, and what keeps it."""
    return f"Not seen yet. Next in the terminal: {step}."


def wrong_account(status: str) -> str:
    """Return that a key came from another account."""
    return f"This key belongs to another account: {status}. Log in to the account named above."


def mend_log_in(step: str) -> str:
    """Return that the terminal must be logged in otherwise."""
    return f"The terminal is not where it should be: {step}."


def role_missing(role: Role) -> str:
    """Return that one of an account's two Expert Advisors is not there."""
    return f"Connected, but its Expert Advisor for the {ROLES[role].lower()} is missing."


def old_experts(runs: str, there: str) -> str:
    """Return that another version runs than was installed."""
    return (
        f"Version {runs} of the Expert Advisor still runs, {there} is installed: "
        "take it off the chart and attach it again."
    )


def trading_off(step: str) -> str:
    """Return that a terminal may not trade, and what to do."""
    return (
        f"Connected, but trading is not allowed: {step}."
        if step
        else ("Connected, but trading is not allowed in this terminal.")
    )


def terminal_ready(company: str) -> str:
    """Return that a terminal can be used."""
    return f"Connected to {company}. Ready." if company else "Connected. Ready."


# ---- sizes ---------------------------------------------------------------------------------------

SIZES_TITLE = "How large does each follower copy?"
SIZES_INTRO = "Change the example to see what each follower would get. Nothing is sent."
EXAMPLE = "If the master buys"
EXAMPLE_OF = "lots of"
EXAMPLE_SYMBOL = "Symbol of the example"
EXAMPLE_LOTS = "Lots of the example"
EXAMPLE_NO_SYMBOLS = "The master's symbols are not known yet."
EXAMPLE_NO_PRICE = "Its price is being asked for."
MEND_SIZES = "A size is missing: see what is marked above."


def example_at(price: str, stop: str) -> str:
    """Return at which price the example is opened, and its stop loss."""
    return f"at {price}, SL {stop}"


def size_of(name: str) -> str:
    """Return what the choice of a follower's size is called."""
    return f"Size of {name}"


def gets(lots: str, symbol: str) -> str:
    """Return what a follower would get."""
    return f"\N{RIGHTWARDS ARROW} {lots} lots {symbol}"


def gets_nothing(reason: str) -> str:
    """Return that a follower would get nothing, and why."""
    return f"\N{RIGHTWARDS ARROW} nothing: {reason}"


def route_name(master: str, follower: str) -> str:
    """Return the name of a new route."""
    return f"{master} to {follower}"


def route_name_of(master: str, follower: str, account: str) -> str:
    """Return the name of a new route where the short one is taken."""
    return f"{master} to {follower} ({account})"


# ---- rehearse ------------------------------------------------------------------------------------

REHEARSE_TITLE = "Rehearse"
REHEARSE_INTRO = (
    "The routes watch the master and decide as they would when armed, but send nothing. "
    "Wait for a trade of the master, or go on."
)
REHEARSE_EMPTY = "Waiting for the master's next trade"
REHEARSE_EMPTY_HINT = "What each follower would have got appears here."
REHEARSE_ON_TIP = "To arming; there is no need to wait for a trade"
MASTER_DID = "Master's trade"
WOULD_GET = "Would have got"


def route_line(master: str, follower: str, size: str) -> str:
    """Return a route with its size."""
    return f"{master} \N{RIGHTWARDS ARROW} {follower}  ({size})"


def rehearsal_state(mode: RouteMode, *, refuses: bool) -> str:
    """Return how far a route is."""
    if mode is RouteMode.OFF:
        return "Cannot rehearse yet" if refuses else "Needs your yes"
    return "Armed already" if mode is RouteMode.LIVE else MODES[mode]


def did(action: str, side: str, lots: str, symbol: str) -> str:
    """Return what was done with what."""
    return " ".join(part for part in (action, side, lots, symbol) if part)


def rehearsed(number: int) -> str:
    """Return how many copies would have been made."""
    if not number:
        return "Nothing rehearsed yet"
    return (
        "1 order rehearsed, none sent" if number == 1 else (f"{number} orders rehearsed, none sent")
    )


# ---- arm -----------------------------------------------------------------------------------------

ARM_PAGE_TITLE = "Arm the routes"
ARM_PAGE_INTRO = (
    "From now on new trades of the master are copied. Untick what shall go on rehearsing; "
    "what is open at the master already is left alone unless you choose it."
)
NOT_ALL_ARMED = "Not every route could be armed: see why above."


def arm_routes(number: int) -> str:
    """Return what the button says that arms."""
    if not number:
        return "Next"
    return "Arm 1 route" if number == 1 else f"Arm {number} routes"


def open_already(number: int) -> str:
    """Return how much is open at the master already, beside the way to see it."""
    if not number:
        return "Nothing is open at the master that this route does not follow"
    if number == 1:
        return "1 position is open at the master already: choose whether to copy it"
    return f"{number} positions are open at the master already: choose which to copy"


# ---- done ----------------------------------------------------------------------------------------

DONE_TITLE = "It copies"
DONE_INTRO = "Closing a window does not end copying; the tray icon shows how it is."
WAITING_FOR_COPY = "With the master's next trade the first copy appears here."
FIRST_COPY = "The first copy is made"
FIRST_COPY_DID = ""
OPEN_COCKPIT = "Open the cockpit"
OPEN_COCKPIT_TIP = "All followers and their positions beside the master's"


def armed_now(number: int) -> str:
    """Return how many routes copy now."""
    return "1 route is armed" if number == 1 else f"{number} routes are armed"


def first_copy(follower: str, trade: str, price: str, milliseconds: str) -> str:
    """Return the first copy in a sentence."""
    took = f", {milliseconds} ms after the master" if milliseconds else ""
    return f"{follower}: {trade} at {price}{took}."
