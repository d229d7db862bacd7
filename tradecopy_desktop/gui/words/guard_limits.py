"""Words of the window in which an account's limits are set, but for the limits themselves."""

from tradecopy_desktop.domain.guarding import NakedAction, Scope

GUARD_INTRO = (
    "Limits are watched at every change of price, copied or not. They act as soon as they are "
    "saved."
)
GUARD_PARTS = ("Limits", "Day and balance", "Before a trade", "Safeguards")
ACCOUNT_LIMITS = "Limits of this account"
NO_LIMITS_SET = "No limits yet"
NO_LIMITS_SET_HINT = "Add one, or load a rule set below and change what differs."
ADD_LIMIT = "Add limit"
CHANGE_LIMIT = "Change"
REMOVE_LIMIT = "Remove"
LIMIT_LADDER = "Warn / close-only / flatten"

DAY_BEGINS = "A day begins at"
DAY_BEGINS_HINT = "The time on the wall clocks of the zone below, such as 00:00 or 17:00."
ZONE = "Time zone"
ZONE_HINT = "Type a city to search. Daylight saving is kept right on both days of the change."
NEED_ZONE = "Choose a zone from the list; type a city, such as London."
WEEK_BEGINS = "A week begins on"
WEEK_BEGINS_HINT = "The week's losses are counted from that day's reset."
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
INITIAL_BALANCE = "Initial balance"
INITIAL_BALANCE_HINT = (
    "Empty: the balance that is seen first. Deposits and withdrawals move it, unless told below."
)
FIXED_INITIAL = "Deposits and withdrawals do not move it"
FIXED_INITIAL_HINT = (
    "For accounts whose profits are paid out: a payout leaves every level where it was."
)
NEED_BALANCE = "Enter an amount above 0, such as 100,000, or leave it empty."

WORST_CASE = "Hold every opening against what is left"
WORST_CASE_HINT = (
    "Everything open and the new position, all at their SL, must fit into what is left of the "
    "loss limits. Else the copy is refused, with the figures."
)
CUT_TO_FIT = "Make it smaller instead of refusing it"
CUT_TO_FIT_HINT = "The volume is cut to what fits; refused only where nothing does."
NO_STOP = "A position without an SL"
REFUSE_NO_STOP = "Refuse the opening"
REFUSE_NO_STOP_HINT = (
    "Nobody knows what it could cost. This also holds while any other is open without an SL."
)
ASSUME_STOP = "Count an SL of"
ASSUME_STOP_HINT = "It counts as if its SL stood so many points from its price."
GAP = "Allowance for gaps"
GAP_HINT = "Fills beyond the SL: so many percent are added to each SL's distance. 0 adds nothing."
UNIT_PERCENT_ONLY = "%"
NEED_GAP = "Enter a percentage, 0 or more, such as 10."
NEED_STOP_POINTS = "Enter whole points, 1 or more, such as 500."

NAKED = "A copy without an SL"
NAKED_NEVER = "Is left as it is"
NAKED_NEVER_HINT = "Nothing is said about copies without an SL."
NAKED_AFTER = "Is not left so for more than"
NAKED_AFTER_HINT = "Then this is done:"
UNIT_SECONDS = "seconds"
NEED_SECONDS = "Enter whole seconds from 1 to 86,400."
NAKED_ACTION = "What is done about it"
NAKED_ACTIONS = {
    NakedAction.ALARM: "Sound the alarm",
    NakedAction.EMERGENCY_STOP: "Set an emergency SL at",
    NakedAction.CLOSE: "Close the copy",
}
NAKED_ACTION_HINTS = {
    NakedAction.ALARM: "You are told, and nothing is changed.",
    NakedAction.EMERGENCY_STOP: "An SL is set so many points from the price of the opening.",
    NakedAction.CLOSE: "The copy is closed at market.",
}
CIRCUIT = "Refusals in a row"
CIRCUIT_NEVER = "Never mind them"
CIRCUIT_NEVER_HINT = "Orders go on being sent, however often the broker refuses."
CIRCUIT_AFTER = "Pause the routes after"
CIRCUIT_AFTER_HINT = (
    "The account's routes open nothing more after so many refusals in a row; closes go on."
)
UNIT_REFUSALS = "refusals"
NEED_REFUSALS = "Enter a whole number from 1 to 1,000."
NEEDS_SIGHT = "Open nothing while the account's equity cannot be seen"
NEEDS_SIGHT_HINT = "Without it trades are copied while no limit can be watched."
FLATTENS_ALONE = "Let the terminal close everything at the floor by itself"
FLATTENS_ALONE_HINT = (
    "If TradeCopy is away for 30 s, the terminal's EA flattens at the floor of the loss limits. "
    "Without this it only opens nothing."
)

RULE_SETS = "Rule sets"
RULE_SETS_HINT = "Limits and day under a name. Loading one replaces those above; save to use them."
NO_RULE_SETS = "None is kept yet"
LOAD_SET = "Load"
SAVE_SET = "Save as…"
FORGET_SET = "Forget"
SAVE_SET_TITLE = "Save as a rule set"
SAVE_SET_INTRO = (
    "The limits and the day of this account are kept under a name, to be loaded elsewhere."
)
SET_NAME = "Name"
SET_NAME_HINT = "Such as “Evaluation, step 1”"
SET_DATE = "As of"
SET_DATE_HINT = "When the rules were as they are here, such as 2026-03-31. May be left empty."
SET_SOURCE = "Source"
SET_SOURCE_HINT = "Where the rules are written, such as a page or a contract. May be left empty."
NEED_DATE = "Write it like 2026-03-31, or leave it empty."
UNDATED = "Undated"
SAVE_TO_USE = "Nothing is set until you save."
RULE_SET_FULL = "Add at least one limit before you keep them as a rule set."

SCOPES = {
    Scope.ACCOUNT: "Everything on the account",
    Scope.COPIES: "Only what was copied",
}
SCOPE_HINTS = {
    Scope.ACCOUNT: "Copies, your own trades and those of others are closed alike.",
    Scope.COPIES: "Your own trades stay open.",
}


def guard_title(account: str) -> str:
    """Return the title of the window in which an account's limits are set."""
    return f"Limits of {account}"


def guard_saved(account: str, number: int) -> str:
    """Return what is said after an account's limits were set."""
    limits = "1 limit" if number == 1 else f"{number} limits"
    if not number:
        return f"{account} has no limits any more."
    return f"{account} is guarded by {limits} from now on."


def about_set(dated: str, source: str) -> str:
    """Return how old a rule set is and where it comes from."""
    return f"As of {dated}. Source: {source}." if source else f"As of {dated}."


def undated_set(source: str) -> str:
    """Return where a rule set without a date comes from."""
    return f"{UNDATED}. Source: {source}." if source else f"{UNDATED}."


def set_loaded(name: str, number: int) -> str:
    """Return what is said after a rule set was loaded."""
    limits = "1 limit" if number == 1 else f"{number} limits"
    return f"{name}: {limits} loaded. {SAVE_TO_USE}"


def set_saved(name: str) -> str:
    """Return what is said after a rule set was kept."""
    return f"Rule set {name} is kept."


def set_forgotten(name: str) -> str:
    """Return what is said after a rule set was dropped."""
    return f"Rule set {name} is forgotten."


def set_replaces(name: str) -> str:
    """Return that a rule set of this name exists."""
    return f"{name} exists already and will be replaced."


KEY_INSERT = "Ins"
KEY_F2 = "F2"
KEY_DELETE = "Del"


def with_key(text: str, key: str) -> str:
    """Return what a button does, with its key."""
    return f"{text} ({key})"
