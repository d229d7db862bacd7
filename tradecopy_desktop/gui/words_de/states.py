"""German words for states: of routes, copies, accounts and lines of the trade log."""

from tradecopy_desktop.app.queue_views import QueueState
from tradecopy_desktop.app.views import Health, LogOutcome
from tradecopy_desktop.domain.accounts import AccountKind, Role
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.values import MarginMode, Platform, Side

HEALTH = {
    Health.IDLE: "Ruht",
    Health.GOOD: "Gut",
    Health.WARNING: "Achtung",
    Health.BAD: "Problem",
}
ALERT_LEVELS = {
    Health.IDLE: "Hinweis",
    Health.GOOD: "Hinweis",
    Health.WARNING: "Achtung",
    Health.BAD: "Problem",
}
ROLES = {Role.MONITOR: "Master", Role.EXECUTOR: "Follower"}
MODES = {
    RouteMode.LIVE: "Scharf",
    RouteMode.CLOSE_ONLY: "Pausiert",
    RouteMode.SHADOW: "Probelauf",
    RouteMode.OFF: "Aus",
}
MODE_TIPS = {
    RouteMode.LIVE: "Kopiert alles, was der Master tut.",
    RouteMode.CLOSE_ONLY: (
        "Eröffnet nichts Neues; Schließungen und Stop-Änderungen werden weiter kopiert."
    ),
    RouteMode.SHADOW: "Entscheidet und zeigt, was sie tun würde, und sendet nichts.",
    RouteMode.OFF: "Kopiert nichts.",
}
OUTCOMES = {
    LogOutcome.DONE: "Erledigt",
    LogOutcome.PART: "Teilweise",
    LogOutcome.SKIPPED: "Ausgelassen",
    LogOutcome.REFUSED: "Abgelehnt",
    LogOutcome.WAITING: "Wartet",
    LogOutcome.UNKNOWN: "Unbekannt",
    LogOutcome.IMAGINED: "Nicht gesendet",
}
QUEUE_STATES = {
    QueueState.AWAY: "Das Terminal ist weg: Schließungen warten darauf, Eröffnungen veralten.",
    QueueState.CLOSES_ONLY: (
        "Die Anfragen von heute sind fast verbraucht: Der Rest bleibt für Schließungen."
    ),
    QueueState.WAITING: (
        "Es steht mehr an, als das Tempo des Kontos erlaubt; Schließungen gehen vor."
    ),
    QueueState.SAVING: "Anfragen sind heute knapp: SL und TP werden seltener geändert.",
    QueueState.FLOWING: "Alles geht sofort hinaus.",
}
SIDES = {Side.BUY: "Kauf", Side.SELL: "Verkauf"}
PLATFORMS = {Platform.MT4: "MT4", Platform.MT5: "MT5"}
MARGIN_MODES = {MarginMode.HEDGING: "Hedging", MarginMode.NETTING: "Netting"}
KINDS = {AccountKind.DEMO: "Demo", AccountKind.CONTEST: "Contest", AccountKind.REAL: "Real"}
