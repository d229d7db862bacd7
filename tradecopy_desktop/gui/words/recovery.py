"""Words for what a route does about trades that it missed and copies that differ."""

from tradecopy_desktop.domain.recovery_rules import Corrections, LatePolicy, MasterAway
from tradecopy_desktop.domain.sizing import PartialFill
from tradecopy_desktop.domain.stop_rules import MovedByHand

RECOVERY = "Recovery"
RECOVERY_TIP = "What the route does about missed trades, and copies that differ"
RECOVERY_INTRO = (
    "For when a terminal was away, or a copy is not as it should be. "
    "What the master has closed is always closed."
)
SAVE = "Save"
UNIT_POINTS = "points"
UNIT_MINUTES = "minutes"

COPIES_THAT_DIFFER = "Copies that differ"
CORRECTIONS = {
    Corrections.BY_CLICK: "I correct them by a click",
    Corrections.AUTOMATIC: "Correct them automatically",
}
CORRECTION_HINTS = {
    Corrections.BY_CLICK: "The Reconciliation page shows what differs and waits for you.",
    Corrections.AUTOMATIC: "What can be put right for certain is put right within a minute.",
}
CORRECTIONS_SHORT = {Corrections.BY_CLICK: "By a click", Corrections.AUTOMATIC: "Automatically"}

LATE_TRADES = "Trades opened while a terminal was away"
LATE = {
    LatePolicy.SKIP: "Skip them",
    LatePolicy.WITHIN: "Copy while the price is near",
    LatePolicy.MARKET: "Copy at any price",
    LatePolicy.ASK: "Ask me",
}
LATE_HINTS = {
    LatePolicy.SKIP: "They are told of and not copied.",
    LatePolicy.WITHIN: "At market, if the price is not worse than the master's by more than this.",
    LatePolicy.MARKET: "At market as soon as both terminals are back, however far the price went.",
    LatePolicy.ASK: "A question waits on the Reconciliation page; unanswered, they are skipped.",
}
LATE_SHORT = {
    LatePolicy.SKIP: "Skipped",
    LatePolicy.WITHIN: "Copied while near",
    LatePolicy.MARKET: "Copied",
    LatePolicy.ASK: "Asked",
}

MASTER_AWAY = "Master away while copies are open"
AWAY = {
    MasterAway.HOLD: "Leave them open",
    MasterAway.CLOSE_ONLY: "Pause the route",
    MasterAway.CLOSE: "Close them after",
}
AWAY_HINTS = {
    MasterAway.HOLD: "You are told after 30 seconds; the copies keep their stops.",
    MasterAway.CLOSE_ONLY: "They stay open, and nothing new is opened until you arm it again.",
    MasterAway.CLOSE: "All of the route's copies are closed at market once it was away so long.",
}

STOPS_BY_HAND = "SL or TP moved by hand on the follower"
BY_HAND = {
    MovedByHand.UNTIL_NEXT: "Stays until the master changes its own",
    MovedByHand.ALWAYS: "Stays, whatever the master does",
    MovedByHand.NEVER: "Is put back at once",
}
BY_HAND_HINTS = {
    MovedByHand.UNTIL_NEXT: "The master's next change of its SL or TP sets the copy's again.",
    MovedByHand.ALWAYS: "A copy whose stops were moved keeps them until it is closed.",
    MovedByHand.NEVER: "The copy's stops are always those that the route prescribes.",
}

PARTIAL_FILLS = "Broker fills only a part of a copy"
PARTIAL = {
    PartialFill.NEW_BASE: "Keep what was filled",
    PartialFill.COMPLETE: "Order the rest",
}
PARTIAL_HINTS = {
    PartialFill.NEW_BASE: "The copy stays smaller, and follows the master in proportion.",
    PartialFill.COMPLETE: "The rest is ordered again while the trade is young enough.",
}

NEED_POINTS = "Enter whole points, 0 or more, such as 20."
NEED_MINUTES = "Enter whole minutes from 1 to 1,440."


def recovery_title(names: list[str]) -> str:
    """Return the title of the window in which recovery is set."""
    return f"{RECOVERY} of {names[0]}" if len(names) == 1 else f"{RECOVERY} of {len(names)} routes"


def recovery_saved(names: list[str]) -> str:
    """Return what is said after recovery was set."""
    which = names[0] if len(names) == 1 else f"{len(names)} routes"
    return f"{RECOVERY} of {which} is saved. It acts from now on."
