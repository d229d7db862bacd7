"""Words of the cockpit: how followers are, and their positions beside the master's."""

from tradecopy_desktop.app.follower_views import FollowerState
from tradecopy_desktop.app.views import CopyState
from tradecopy_desktop.domain.findings import FindingKind

FOLLOWER_STATES = {
    FollowerState.FROZEN: "Not believed",
    FollowerState.NEW: "New",
    FollowerState.DISCONNECTED: "Disconnected",
    FollowerState.FLATTENING: "Closing all",
    FollowerState.LOCKED: "Locked",
    FollowerState.LOADING: "Loading",
    FollowerState.TRADING_OFF: "Trading off",
    FollowerState.NAKED: "Without SL",
    FollowerState.OUT_OF_STEP: "Out of step",
    FollowerState.BARRED: "Close-only",
    FollowerState.BLIND: "Blind",
    FollowerState.MASTER_AWAY: "Master away",
    FollowerState.NEAR_LIMIT: "Limit warning",
    FollowerState.PAUSED: "Paused",
    FollowerState.REHEARSING: "Rehearsal",
    FollowerState.NO_ROUTE: "Off",
    FollowerState.IN_STEP: "In step",
}
FOLLOWER_STATE_TIPS = {
    FollowerState.FROZEN: "What its terminal shows cannot be true: nothing is opened or closed.",
    FollowerState.NEW: "Its terminal has not come yet.",
    FollowerState.DISCONNECTED: "Nothing reaches it until its terminal is back.",
    FollowerState.FLATTENING: "Closes are sent until the broker shows the account empty.",
    FollowerState.LOCKED: "Nothing is opened here until you unlock it.",
    FollowerState.LOADING: "Nothing is opened until it has shown all its positions.",
    FollowerState.TRADING_OFF: "Allow algo trading in its terminal.",
    FollowerState.NAKED: "A copy is open without the SL that it should have.",
    FollowerState.OUT_OF_STEP: "It does not hold what its routes prescribe.",
    FollowerState.BARRED: "A limit is nearly used up: only closes are copied.",
    FollowerState.BLIND: "Its money cannot be seen: nothing is opened.",
    FollowerState.MASTER_AWAY: "The master's terminal does not show what it holds.",
    FollowerState.NEAR_LIMIT: "A limit comes near, or is used up and only warns. Copying goes on.",
    FollowerState.PAUSED: "Nothing new is opened; closes and stop changes are copied.",
    FollowerState.REHEARSING: "Its routes decide and send nothing.",
    FollowerState.NO_ROUTE: "No route copies to it.",
    FollowerState.IN_STEP: "It holds what its routes prescribe.",
}
COPY_STATES = {
    CopyState.IN_STEP: "In step",
    CopyState.WORKING: "Working",
    CopyState.PENDING: "Pending",
    CopyState.MISSING: "Missing",
    CopyState.EXTRA: "Extra",
    CopyState.DRIFT: "Wrong size",
    CopyState.WRONG_SIDE: "Wrong side",
    CopyState.NAKED: "Without SL",
    CopyState.STOP_DIFFERS: "SL or TP differs",
    CopyState.UNKNOWN: "Not known",
    CopyState.UNPROVEN: "Not proven",
    CopyState.UNLINKED: "Unlinked",
}
COPY_STATE_TIPS = {
    CopyState.IN_STEP: "The follower holds what the route prescribes.",
    CopyState.WORKING: "An order is on its way to the follower.",
    CopyState.PENDING: "Its order waits for its price, or for lots enough to open.",
    CopyState.MISSING: "The master holds it; the follower should, and does not.",
    CopyState.EXTRA: "The follower holds it, and the master's position is closed.",
    CopyState.DRIFT: "The follower holds more or less than the route prescribes.",
    CopyState.WRONG_SIDE: "The follower holds the other side.",
    CopyState.NAKED: "It is open without the SL that it should have.",
    CopyState.STOP_DIFFERS: "Its SL or TP is not the one that was ordered.",
    CopyState.UNKNOWN: "The outcome of its order is not known: look at the terminal.",
    CopyState.UNPROVEN: "The master's position is gone, and no closing deal was shown.",
    CopyState.UNLINKED: "This position is not tied to a master's position any more.",
}
DO_ABOUT = {
    FindingKind.MISSING: "Open now…",
    FindingKind.EXTRA: "Close…",
    FindingKind.WRONG_SIZE: "Reduce…",
    FindingKind.WRONG_SIDE: "Correct…",
    FindingKind.UNPROTECTED: "Set SL…",
    FindingKind.STOP_DIFFERS: "Set stops…",
    FindingKind.UNLINKED: "Settle…",
    FindingKind.UNPROVEN: "Settle…",
    FindingKind.WAITING: "Correct…",
}
COPY_LATE_SHORT = "Copy now…"

DAY = "Day"
DAY_TIP = "Profit or loss since the account's day began; deposits and withdrawals are not counted"
ROOM = "Room left"
ROOM_TIP = "What is left of the nearest limit; point at it to see all of them"
DRIFT = "Drift"
QUEUE_TIPS = (
    "Orders that wait to leave for the follower's terminal; below them its requests to the broker "
    "today, of how many a day is allowed"
)
OPEN_SHORT_TIP = "Open positions copied to this account"
PROFIT_TIP = "Floating profit as the follower's terminal told it last, once a minute or sooner"
TO_DO = "To do"
TO_DO_TIP = "What puts it right; Enter on a selected row does the same"
WHAT = "Note"
OPENED = "Opened"
NOT_OPENED = "Enter opens its positions"
OPEN_TIP = "Show its positions over the whole room (Enter)"
CLOSE_TIP = "Back to all followers (Left)"

RESUME = "Resume"
RESUME_TIP = "Arm this follower's paused routes again"
PAUSE_FOLLOWER_TIP = "Let this follower open nothing new; closes are still copied"
CORRECT_ROW = "Correct…"
CORRECT_ROW_TIP = "Do what stands on the selected row"
SKIP_ROW = "Leave it uncopied"
NO_COPIES_OF_ONE_HINT = "What its masters open from now on appears here."


def day_since(percent: str, time: str) -> str:
    """Return a gain in percent where the day's begin was not seen."""
    return f"{percent} since {time}"


def day_detail(amount: str, begun_with: str, moment: str) -> str:
    """Return how a day's gain is counted."""
    return f"{amount} since {moment}, when the equity was {begun_with}"


def day_not_whole(detail: str) -> str:
    """Return that the begin of the day was not seen."""
    return f"{detail}. What the day was like before was not seen."


def money_detail(equity: str, balance: str, floating: str) -> str:
    """Return an account's money, a line each."""
    return f"Equity {equity}\nBalance {balance}\nFloating {floating}"


def room_left(left: str, limit: str) -> str:
    """Return what is left of a limit, and of which."""
    return f"{left} of {limit}"


def limit_line(limit: str, text: str) -> str:
    """Return how a limit stands, in a line."""
    return f"{limit}: {text}"


def limits_count(number: int) -> str:
    """Return the name of a row of bars to a screen reader."""
    return "1 limit" if number == 1 else f"{number} limits"


def positions_counted(title: str, number: int) -> str:
    """Return a title with how many positions stand below it."""
    return f"{title} ({number})"


def spoken(title: str, text: str) -> str:
    """Return what a screen reader says of a cell."""
    return f"{title}: {text}"


def correct_ask(what: str, follower: str, symbol: str) -> str:
    """Return the question before something is put right."""
    return f"{without_dots(what)} on {follower}: {symbol}?"


def correct_detail(wrong: str, remedy: str) -> str:
    """Return what is wrong and what would be done about it."""
    return f"{wrong}. {remedy}."


def late_ask(follower: str, side: str, lots: str, symbol: str) -> str:
    """Return the question before a late trade is copied."""
    return f"Copy to {follower} now: {side} {lots} {symbol}?"


def late_detail(text: str, then: str, now: str) -> str:
    """Return what was missed, and what it costs now."""
    return f"{text}. It opened at {then}; the price is {now} now. It is opened at market."


def late_note(text: str) -> str:
    """Return what is said of a trade that waits for the trader's word."""
    return f"{text}; copy it now?"


def corrected(follower: str, symbol: str) -> str:
    """Return what is said after something was ordered right."""
    return f"{follower}, {symbol}: the correction is on its way."


def is_settled(follower: str, symbol: str) -> str:
    """Return what is said where there is nothing left to correct."""
    return f"{follower}, {symbol}: this is settled already."


def row_refused(follower: str, symbol: str, why: str) -> str:
    """Return why something on a row was not done."""
    return f"{follower}, {symbol}: {why}"


def follower_paused(follower: str, routes: int) -> str:
    """Return what is said after a follower was paused."""
    which = "1 route opens" if routes == 1 else f"{routes} routes open"
    return f"{follower} is paused: {which} nothing new. Closes are still copied."


def nothing_to_pause(follower: str) -> str:
    """Return what is said where no route was armed."""
    return f"No route to {follower} was armed."


def stop_due(price: str) -> str:
    """Return which SL was ordered, where another or none is there."""
    return f"{price} was ordered"


def without_dots(action: str) -> str:
    """Return what a button does, once nothing more is asked."""
    return action.removesuffix("…")
