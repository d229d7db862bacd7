"""Words for arming, rehearsing, pausing and switching off routes."""

from tradecopy_desktop.domain.preflight import Level
from tradecopy_desktop.domain.routes import OpenCopies, RouteMode
from tradecopy_desktop.gui.words.window import copies

PAUSE_ALL_ASK = "Pause all routes?"
PAUSE_ALL_DETAIL = "Nothing new is opened. Closes and stop changes are still copied."
ARM = "Arm"
REHEARSE = "Rehearse"
PAUSE = "Pause"
SWITCH_OFF = "Switch off"
SKIP = "Skip"
ARM_TIP = "Copy new trades from now on"
REHEARSE_TIP = "Decide and show what would be copied, and send nothing"
PAUSE_TIP = "Open nothing new; closes are still copied"
SWITCH_OFF_TIP = "Copy nothing"
SKIP_TIP = "Leave this route as it is and go to the next"
SWITCH_OFF_DETAIL = "New trades are no longer copied."

# ---- arming --------------------------------------------------------------------------------------

LEVELS = {
    Level.REFUSE: "Must be mended first",
    Level.ASK: "Needs your yes",
    Level.WAIT: "Not known yet, looked at again as soon as it can be",
    Level.OK: "Fine",
}
SHOW_FINE = "Show"
HIDE_FINE = "Hide"
READ_THIS = "I have read this and want it so"
MEND_FIRST = "It cannot be armed yet: what must be mended is listed above."
TICK_FIRST = "Read what needs your yes, then tick the box."
ALREADY_OPEN = "Open at the master already"
ALREADY_OPEN_HINT = (
    "These were there before. Neither they nor their changes are copied, unless you tick them: "
    "then they are opened now at the market's price."
)
NOTHING_OPEN = "The master holds nothing that this route does not follow already."
COPY_NOW = "Copy now"
COPY_NOW_TIP = "Space or a click: open this position now at the market's price"
LEFT_ALONE = "no"
TICKED = "yes"
OPENED_AT = "Opened at"
PRICE_NOW = "Now"
LOOK_AGAIN = "Look again"


def arm_title(verb: str, route: str) -> str:
    """Return the title of the window in which a route is armed."""
    return f"{verb} {route}"


def arm_intro(master: str, follower: str, size: str) -> str:
    """Return what an armed route does, in a sentence."""
    return f"New trades of {master} are copied to {follower} from now on ({size})."


def rehearse_intro(master: str, follower: str, size: str) -> str:
    """Return what a rehearsal does, in a sentence."""
    return (
        f"The trade log shows what would be copied from {master} to {follower} ({size}). "
        "Nothing is sent."
    )


def one_of(number: int, total: int) -> str:
    """Return which route of several it is about."""
    return f"Route {number} of {total}"


def arm_and_copy(number: int) -> str:
    """Return the word on the button that arms and copies positions at once."""
    if not number:
        return ARM
    return f"{ARM} and copy 1 position" if number == 1 else f"{ARM} and copy {number} positions"


def group_title(level: Level, number: int) -> str:
    """Return the title above findings of one kind."""
    return f"{LEVELS[level]} ({number})"


def set_to(mode: RouteMode, route: str) -> str:
    """Return what is said after a route was armed or rehearses."""
    if mode is RouteMode.LIVE:
        return f"{route} is armed."
    return f"{route} rehearses: nothing is sent."


# ---- pausing and switching off -------------------------------------------------------------------

OPEN_COPIES_ASK = "What shall become of the open copies?"
COPIES_WISHES = {
    OpenCopies.FOLLOW: "Follow the master until they are closed",
    OpenCopies.CLOSE: "Close them now",
    OpenCopies.HAND_OVER: "Hand them over to me",
}
COPIES_MEANINGS = {
    OpenCopies.FOLLOW: "Closes and stop changes are still copied until nothing is left.",
    OpenCopies.CLOSE: "All of them are closed at the market's price, whatever the master does.",
    OpenCopies.HAND_OVER: (
        "They stay open and are never touched again: you close them yourself. "
        "This cannot be undone."
    ),
}


def paused(number: int) -> str:
    """Return what is said after pausing everything."""
    if not number:
        return "No route was armed, so there was nothing to pause."
    return "1 route paused." if number == 1 else f"{number} routes paused."


def ask_for_routes(verb: str, names: list[str]) -> str:
    """Return a question about one route by name, or about several by number."""
    return f"{verb} {_routes(names)}?"


def switch_off_title(names: list[str]) -> str:
    """Return the title of the window in which routes are switched off."""
    return f"{SWITCH_OFF} {_routes(names)}"


def switch_off_intro(open_copies: int) -> str:
    """Return what switching off means while copies are open."""
    return (
        f"{SWITCH_OFF_DETAIL} Orders that wait for a price are canceled, unless the route keeps "
        f"them. There {'is' if open_copies == 1 else 'are'} {copies(open_copies)}."
    )


def _routes(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} routes"
