"""Words for states: of routes, copies, accounts and lines of the trade log."""

from tradecopy_desktop.app.queue_views import QueueState
from tradecopy_desktop.app.views import Health, LogOutcome
from tradecopy_desktop.domain.accounts import AccountKind, Role
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.values import MarginMode, Platform, Side

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
    RouteMode.SHADOW: "Rehearsal",
    RouteMode.OFF: "Off",
}
MODE_TIPS = {
    RouteMode.LIVE: "Copies everything the master does.",
    RouteMode.CLOSE_ONLY: "Opens nothing new; closes and stop changes are still copied.",
    RouteMode.SHADOW: "Decides and shows what it would do, and sends nothing.",
    RouteMode.OFF: "Copies nothing.",
}
OUTCOMES = {
    LogOutcome.DONE: "Done",
    LogOutcome.PART: "Part done",
    LogOutcome.SKIPPED: "Skipped",
    LogOutcome.REFUSED: "Refused",
    LogOutcome.WAITING: "Waiting",
    LogOutcome.UNKNOWN: "Unknown",
    LogOutcome.IMAGINED: "Not sent",
}
QUEUE_STATES = {
    QueueState.AWAY: "Its terminal is away: closes wait for it, openings grow too old.",
    QueueState.CLOSES_ONLY: "Today's requests are nearly used up: the rest is kept for closes.",
    QueueState.WAITING: "More is to leave than the account's pace allows; closes go first.",
    QueueState.SAVING: "Requests are short today: SL and TP are changed less often.",
    QueueState.FLOWING: "Everything leaves at once.",
}
SIDES = {Side.BUY: "Buy", Side.SELL: "Sell"}
PLATFORMS = {Platform.MT4: "MT4", Platform.MT5: "MT5"}
MARGIN_MODES = {MarginMode.HEDGING: "hedging", MarginMode.NETTING: "netting"}
KINDS = {AccountKind.DEMO: "Demo", AccountKind.CONTEST: "Contest", AccountKind.REAL: "Real"}
