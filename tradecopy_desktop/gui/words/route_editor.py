"""Words of the editor in which a route is made and changed."""

from tradecopy_desktop.domain.filters import OrderKind
from tradecopy_desktop.domain.order_rules import OneSidedFill, PendingPolicy, WhenSlipped
from tradecopy_desktop.domain.sizing import AboveMaximum, BelowMinimum, FurtherOrders, Remainder
from tradecopy_desktop.domain.stop_rules import PassedStop, RefusedStop, StopSource
from tradecopy_desktop.domain.values import Side

EDIT_ROUTE = "Edit"
EDIT_ROUTE_TIP = "Change what the selected route copies, and how large"
EDIT_INTRO = "Changes act on later openings only: open copies keep what they were opened with."
TAB_SIZE = "Who and how large"
TAB_FILTERS = "What is copied"
TAB_ORDERS = "Orders and stops"
TAB_SYMBOLS = "Symbols"
TAB_RECOVERY = "Recovery"
TAB_TIP = "Ctrl+Page Down and Ctrl+Page Up go from tab to tab"
NEVER_LIMITED = "no limit"
ANY_OF_ALL = "all"
NONE_OF_ALL = "none"
ADVANCED_SIZE = "Bounds and rounding"
ENDS_FIXED_HINT = "Master and follower stay: make another route for other accounts."

# ---- who and how large ---------------------------------------------------------------------------

BELOW_TITLE = "Below the broker's minimum"
BELOW_MINIMUM = {
    BelowMinimum.SKIP: "Do not copy",
    BelowMinimum.MINIMUM: "Copy with the minimum",
    BelowMinimum.MINIMUM_WITHIN_RISK: "Copy with the minimum, if it is near",
}
BELOW_HINTS = {
    BelowMinimum.SKIP: "The safest: never more risk than you asked for.",
    BelowMinimum.MINIMUM: "Every order is copied, small ones with more risk than you asked for.",
    BelowMinimum.MINIMUM_WITHIN_RISK: "Only while the minimum is not many times what you asked.",
}
COEFFICIENT = "The minimum may be at most"
COEFFICIENT_HINT = "So many times what the size came to; 2 means at most twice the risk."
NEED_COEFFICIENT = "Enter a number of 1 or more, such as 2."
MIN_LOTS = "Least lots an order"
MIN_LOTS_HINT = "The follower's lots; smaller orders are not copied."
MAX_LOTS = "Most lots an order"
MAX_LOTS_HINT = "The follower's lots; larger orders are cut."
NEED_LOTS = "Enter lots above 0, such as 0.5, or leave it empty."
NEED_MORE_LOTS = "It must be at least as much as the least lots."
ABOVE_TITLE = "Above the broker's maximum"
ABOVE_MAXIMUM = {
    AboveMaximum.CAP: "Copy with the maximum",
    AboveMaximum.SPLIT: "Split into several orders",
}
ABOVE_HINTS = {
    AboveMaximum.CAP: "The copy is smaller than asked, and you are told.",
    AboveMaximum.SPLIT: "Together they have the lots that were asked for.",
}
FURTHER_TITLE = "When the master adds to a position"
FURTHER_ORDERS = {
    FurtherOrders.RATIO: "Add in the copy's proportion",
    FurtherOrders.IGNORE: "Do not add",
    FurtherOrders.ANEW: "Size each order anew",
}
FURTHER_HINTS = {
    FurtherOrders.RATIO: "The copy keeps its proportion to the master's position.",
    FurtherOrders.IGNORE: "The copy stays as it was opened.",
    FurtherOrders.ANEW: "Every further order is sized like a first one.",
}
REMAINDER_TITLE = "When a partial close would leave less than the minimum"
REMAINDERS = {
    Remainder.KEEP_MINIMUM: "Keep the minimum",
    Remainder.CLOSE: "Close the copy",
}
REMAINDER_HINTS = {
    Remainder.KEEP_MINIMUM: "Until the master closes its last piece.",
    Remainder.CLOSE: "The master's rest runs without you.",
}
COMMISSION = "Commission a lot"
COMMISSION_HINT = "Both ways, in the follower's money; counted into sizes by risk."
NEED_COMMISSION = "Enter an amount of 0 or more, such as 7."
ASSUMED_STOP = "Assumed SL, for sizes by risk"
ASSUMED_STOP_HINT = "For orders without an SL; empty: they are not copied."
NEED_WHOLE_POINTS = "Enter whole points above 0, or leave it empty."
FUNDS_AGE = "Money may be this old"
FUNDS_AGE_HINT = "Sizes by money need balance and equity that were told lately."
NEED_SECONDS_ABOVE = "Enter seconds above 0, such as 15."
LOTS_CONFIRMED = "I know what a lot is worth at both brokers"
LOTS_CONFIRMED_HINT = (
    "Needed where contract sizes differ and lots are copied as they are. Arming asks for it too."
)

# ---- what is copied ------------------------------------------------------------------------------

SYMBOLS_ALLOWED = "Only these symbols"
SYMBOLS_ALLOWED_HINT = "The master's names with commas between; * stands for any letters."
SYMBOLS_DENIED = "Never these symbols"
SYMBOLS_DENIED_HINT = "They win over the ones above."
SIDES_COPIED = "Sides"
SIDE_NAMES = {Side.BUY: "Buys", Side.SELL: "Sells"}
NEED_SIDE = "Tick at least one side."
KINDS_COPIED = "Orders that came as"
KIND_NAMES = {
    OrderKind.MARKET: "Market",
    OrderKind.LIMIT: "Limit",
    OrderKind.STOP: "Stop",
    OrderKind.STOP_LIMIT: "Stop limit",
}
NEED_KIND = "Tick at least one kind of order."
MASTER_LEAST = "Master's lots from"
MASTER_LEAST_HINT = "Smaller orders of the master are not copied."
MASTER_MOST = "Master's lots up to"
MASTER_MOST_HINT = "Larger orders of the master are not copied."
MAGICS_ALLOWED = "Only these magic numbers"
MAGICS_ALLOWED_HINT = "Such as 100, 2000-2999. Trades by hand have the number 0."
MAGICS_DENIED = "Never these magic numbers"
MAGICS_DENIED_HINT = "They win over the ones beside."
NEED_MAGICS = "Enter whole numbers or ranges, such as 100, 2000-2999."
COMMENTS_ALLOWED = "Only with these words in the comment"
COMMENTS_ALLOWED_HINT = "Commas between; capital or small letters are the same."
COMMENTS_DENIED = "Never with these words"
COMMENTS_DENIED_HINT = "They win over the ones beside."
MAX_AGE = "A signal may be this old"
MAX_AGE_HINT = "Older openings are not copied; closes always are."
MAX_SPREAD = "Spread at most"
MAX_SPREAD_HINT = "The follower's, when the order would be sent."
NEED_POINTS_OR_NONE = "Enter whole points of 0 or more, or leave it empty."
MAX_POSITIONS = "Open copies of this route at most"
MAX_POSITIONS_HINT = "One more is not opened."
NEED_COUNT_OR_NONE = "Enter a whole number above 0, or leave it empty."
MAX_SYMBOL_LOTS = "Lots of a symbol at most"
MAX_SYMBOL_LOTS_HINT = "On the follower, whoever opened them."
MAX_ACCOUNT_LOTS = "Lots of the account at most"
MAX_ACCOUNT_LOTS_HINT = "All symbols together, whoever opened them."
OPEN_HOURS = "Open only at certain hours"
OPEN_HOURS_HINT = "Closes are copied at any hour."
HOURS_ZONE = "In the time of"
ADD_HOURS = "Add hours"
REMOVE_HOURS = "Remove these hours"
HOURS_FROM = "from"
HOURS_TO = "to"
NEED_HOURS = "Tick a day, and enter times such as 08:00 and 17:30; add at least one line."
NEED_HOURS_ZONE = "Choose a time zone from the list."
SHORT_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


# ---- orders and stops ----------------------------------------------------------------------------

REVERSE_SIDES = "Copy to the opposite side"
REVERSE_SIDES_HINT = "Buys become sells; the master's TP becomes the copy's SL and its SL the TP."
SL_OF_COPIES = "Stop loss"
TP_OF_COPIES = "Take profit"
STOP_SOURCES = {
    StopSource.PRICE: "The master's price",
    StopSource.DISTANCE: "The master's distance",
    StopSource.FIXED: "A fixed distance",
    StopSource.NONE: "None",
}
STOP_SOURCE_HINTS = {
    StopSource.PRICE: "Best where both brokers quote the same prices.",
    StopSource.DISTANCE: "As far from the copy's own price as the master's is from its price.",
    StopSource.FIXED: "From the copy's own price, whatever the master sets.",
    StopSource.NONE: "The copy closes when the master closes.",
}
STOP_OFFSET = "Moved away by"
STOP_OFFSET_HINT = "Points; below 0 brings it nearer."
NEED_OFFSET = "Enter whole points, such as 0, 15 or -15."
NEED_FIXED_POINTS = "Enter whole points above 0, such as 500."
REFUSED_STOPS_TITLE = "When the broker would refuse a stop"
REFUSED_STOPS = {
    RefusedStop.NEAREST: "Use the nearest that is allowed",
    RefusedStop.AFTERWARDS: "Open without it, set it afterwards",
    RefusedStop.SKIP: "Do not copy",
}
REFUSED_STOPS_HINTS = {
    RefusedStop.NEAREST: "Brokers keep stops some points away from the price.",
    RefusedStop.AFTERWARDS: "It is tried again until it is set.",
    RefusedStop.SKIP: "Nothing is opened without its stops.",
}
PASSED_STOPS_TITLE = "When the price has passed a new SL already"
PASSED_STOPS = {
    PassedStop.KEEP_OLD: "Keep the old one and tell me",
    PassedStop.CLOSE: "Close the copy",
}
PASSED_STOPS_HINTS = {
    PassedStop.KEEP_OLD: "It is tried again; an alarm tells you.",
    PassedStop.CLOSE: "At market, as the new SL would have done.",
}
MAY_LOOSEN = "The master's SL may loosen a tighter one"
MAY_LOOSEN_HINT = "Unticked, an SL that you or a guard set nearer stays."
PENDINGS_TITLE = "Pending orders of the master"
PENDING_POLICIES = {
    PendingPolicy.AT_FILL: "Copy at market when they fill",
    PendingPolicy.AS_PENDINGS: "Copy as pending orders",
    PendingPolicy.IGNORE: "Do not copy",
}
PENDINGS_HINTS = {
    PendingPolicy.AT_FILL: "Nothing waits at the follower's broker.",
    PendingPolicy.AS_PENDINGS: "The follower's broker fills them by itself, at its own prices.",
    PendingPolicy.IGNORE: "Nor the positions that they become.",
}
ONE_SIDED = {
    OneSidedFill.CANCEL: "Take the copy back",
    OneSidedFill.TO_MARKET: "Open or keep the copy",
    OneSidedFill.ASK: "Ask me",
}
ONE_SIDED_HINTS = {
    OneSidedFill.CANCEL: "The copy's order is cancelled, or its position closed.",
    OneSidedFill.TO_MARKET: "The copy's order becomes a market order; a filled copy is kept.",
    OneSidedFill.ASK: "A question waits on the Reconciliation page.",
}
MASTER_FILLED = "Only the master's order was filled"
FOLLOWER_FILLED = "Only the follower's order was filled"
ONE_SIDED_AFTER = "One side alone for"
ONE_SIDED_AFTER_HINT = "Then the choices beside and above act."
NEED_SECONDS_OR_0 = "Enter seconds of 0 or more, such as 5."
KEEP_PENDINGS = "Leave pending orders when the route stops"
KEEP_PENDINGS_HINT = "Unticked, they are cancelled when you pause or switch off the route."
MAX_SLIPPAGE = "Slippage at most"
MAX_SLIPPAGE_HINT = "From the master's price to the follower's, when it is to your disadvantage."
SLIPPED_TITLE = "When the price has run away further"
WHEN_SLIPPED = {WhenSlipped.SKIP: "Do not copy", WhenSlipped.WAIT: "Wait for it to come back"}
SLIPPED_HINTS = {
    WhenSlipped.SKIP: "The trade is told of and left.",
    WhenSlipped.WAIT: "It is opened as soon as the price is near enough again.",
}
WAIT_FOR = "Wait for"
WAIT_FOR_HINT = "After that it is not copied."

# ---- symbols -------------------------------------------------------------------------------------

SYMBOL_MAP = "Master's symbol and the follower's"
SYMBOL_MAP_HINT = (
    "Names that are alike are found by themselves; what stands here always wins. "
    "Use it for names that the program cannot know."
)
MAP_MASTER = "Master's, such as XAUUSD"
MAP_FOLLOWER = "Follower's, such as GOLD.m"
MAP_TO = "is"
ADD_MAP = "Add a pair"
REMOVE_MAP = "Remove this pair"
NEED_PAIRS = "Fill in both names; each of the master's may stand there once."
OVERRIDES = "Other sizes for some symbols"
OVERRIDES_HINT = "For the master's symbol of this name; all else as on the first tab."
OVERRIDE_SYMBOL = "Master's symbol"
ADD_OVERRIDE = "Add a symbol"
REMOVE_OVERRIDE = "Remove this symbol"
OVERRIDE_LEAST = "least lots"
OVERRIDE_MOST = "most lots"
AS_THE_ROUTE = "Size as the route"
AS_THE_ROUTE_HINT = "Only the bounds beside differ."
NEED_OVERRIDES = "Name each symbol once; sizes and lots are numbers above 0."
CROSS_CONTRACT = "Mini and micro futures stand for each other"
CROSS_CONTRACT_HINT = "A mini is copied to ten micros and back; nothing is ever rounded up then."
SHARES_NETTING = "May share a symbol with other routes"
SHARES_NETTING_HINT = (
    "On a netting follower, which keeps one position a symbol. Each route closes its own share; "
    "stops are shared too."
)

# ---- saving --------------------------------------------------------------------------------------


def edit_title(route: str) -> str:
    """Return the title of the window in which a route is changed."""
    return f"Route {route}"


def route_saved(route: str) -> str:
    """Return what is said after a route's settings were saved."""
    return f"Route {route} is saved. It acts on later openings."


def marked_tab(tab: str) -> str:
    """Return the name of a tab on which something is wrong."""
    return f"{tab} (!)"


def tab_fault(tab: str) -> str:
    """Return what a screen reader says of a tab on which something is wrong."""
    return f"{tab}: something is wrong there"


def mend_first(tab: str, fault: str) -> str:
    """Return what is said instead of a preview while something is wrong."""
    return f"{tab}: {fault}"
