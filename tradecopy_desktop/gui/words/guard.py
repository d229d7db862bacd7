"""Words of the guard's page: how accounts stand, flattening, unlocking, and what was done."""

from tradecopy_desktop.domain.guarding import Rung

GUARD = "Guard"
ACCOUNT = "Account"
NEAREST_LIMIT = "Nearest limit"
LIMIT = "Limit"
USED = "Used"
USED_TIP = "How much of the limit is used; at 100 % it is reached"
ROOM_LEFT = "Left"
ROOM_LEFT_TIP = "How much of the limit is left"
STANDING = "How it stands"
WHY = "Why"
WHAT_WAS_DONE = "What was done"
LIMITS_TAB = "Limits"
AUDIT_TAB = "Audit trail"

STANDINGS = {
    Rung.FINE: "Within limits",
    Rung.WARN: "Warning",
    Rung.CLOSE_ONLY: "Close-only",
    Rung.FLATTEN: "Breached",
}
STANDING_TIPS = {
    Rung.FINE: "Every limit has room left.",
    Rung.WARN: "A limit comes near. Copying goes on.",
    Rung.CLOSE_ONLY: "A limit is nearly used up: nothing new is opened, closes go on.",
    Rung.FLATTEN: "A limit is reached: everything is closed and the account is locked.",
}
LOCKED = "Locked"
FLATTENING = "Flattening"
BLIND = "Guard blind"
NO_LIMITS = "No limits"
NO_LIMITS_TIP = "Nothing guards this account yet: set its limits."
FLATTENING_TIP = "Closes are sent until the broker's own list of positions is empty."
WARNS_ONLY = "Warns only"
WATCHED_ONLY = "Only a master's terminal is connected: limits can warn, and close nothing."
ESTIMATED = "Estimated"
ESTIMATED_TIP = "The money at the last reset was not seen; it was worked out from what is known."
SHOWN_ONLY = "Shown only"
SHOWN_ONLY_TIP = "This limit bars nothing and closes nothing."
NOT_KNOWN = "Not known yet"

GUARD_LIMITS = "Limits…"
GUARD_LIMITS_TIP = "What this account may lose, hold and earn, and what happens then"
FLATTEN = "Flatten…"
FLATTEN_TIP = "Close everything on this account and lock it"
UNLOCK = "Unlock…"
UNLOCK_TIP = "Let this account open positions again"
FLATTEN_YES = "Flatten and lock"
FLATTEN_ALL = "Flatten all"
FLATTEN_ALL_TIP = "Close everything on every follower and lock them"
FLATTEN_ALL_MENU = "Flatten all…"
FLATTEN_ALL_ASK = "Flatten all followers?"
FLATTEN_ALL_YES = "Flatten and lock all"
RELOAD = "Look again"
NO_GUARDS = "No accounts to guard"
NO_GUARDS_HINT = "Add an account first; then set what it may lose, hold and earn."
NO_STANDS = "No limits on this account"
NO_STANDS_HINT = "Set its limits: they are watched at every change of price, copied or not."
SELECT_ACCOUNT = "Select an account"
SELECT_ACCOUNT_HINT = "Its limits are shown here, each with what is used and what is left."
NO_AUDIT = "Nothing was done yet"
NO_AUDIT_HINT = "Every warning, lock and flatten is kept here, and every unlocking with its reason."

AUDITED = {
    "limits": "Limits set",
    "warn": "Warned",
    "close_only": "Close-only",
    "flatten": "Flatten",
    "locked": "Locked",
    "unlocked": "Unlocked",
}

UNLOCK_YES = "Unlock"
UNLOCK_REASON = "Why do you unlock it?"
UNLOCK_REASON_HINT = "It is kept in the audit trail, with the time."
NEED_REASON = "Write down why: a few words are enough."
UNLOCK_MEANS = (
    "Unlocking opens nothing. What the master opened meanwhile is not copied; its next trades are."
)


def limits_of(account: str) -> str:
    """Return the title above an account's limits."""
    return f"Limits of {account}"


def left(percent: str) -> str:
    """Return the room that is left of a limit."""
    return f"{percent} left"


def flatten_ask(account: str) -> str:
    """Return the question before an account is flattened."""
    return f"Flatten {account}?"


def flatten_detail(positions: int | None) -> str:
    """Return what flattening an account means."""
    open_now = "" if positions is None else f" ({positions} open now)"
    return (
        f"Every position on it{open_now} is closed at market, your own too, its pending orders "
        "are cancelled, and it stays locked until you unlock it."
    )


def flatten_all_detail(followers: int, open_copies: int) -> str:
    """Return what flattening all followers means."""
    which = "1 follower" if followers == 1 else f"{followers} followers"
    copies = "1 open copy" if open_copies == 1 else f"{open_copies} open copies"
    return (
        f"{which}, {copies}: every position is closed at market, your own too, pending orders are "
        "cancelled, and the accounts stay locked until you unlock them."
    )


def flattening(account: str) -> str:
    """Return what is said after an account was ordered flat."""
    return f"{account} is being flattened. It is locked as soon as its broker shows it empty."


def flattening_all(number: int) -> str:
    """Return what is said after all followers were ordered flat."""
    which = "1 follower is" if number == 1 else f"{number} followers are"
    return f"{which} being flattened, then locked."


def unlock_title(account: str) -> str:
    """Return the title of the window in which an account is unlocked."""
    return f"Unlock {account}"


def locked_because(why: str) -> str:
    """Return why an account is locked."""
    return f"Locked: {why}."


def unlocked(account: str) -> str:
    """Return what is said after an account was unlocked."""
    return f"{account} is unlocked. The reason is in the audit trail."
