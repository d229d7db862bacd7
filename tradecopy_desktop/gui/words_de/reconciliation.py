"""German words of the page on which both ends of every route are compared."""

from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.findings import FindingKind

RECONCILIATION = "Abgleich"
FINDINGS = {
    FindingKind.MISSING: "Nicht eröffnet",
    FindingKind.EXTRA: "Zu schließen",
    FindingKind.WRONG_SIZE: "Falsche Größe",
    FindingKind.WRONG_SIDE: "Falsche Seite",
    FindingKind.UNPROTECTED: "Ohne SL",
    FindingKind.STOP_DIFFERS: "SL/TP weicht ab",
    FindingKind.UNLINKED: "Ohne Zuordnung",
    FindingKind.UNPROVEN: "Nicht belegt",
    FindingKind.WAITING: "Wartet",
}
FINDING_TIPS = {
    FindingKind.MISSING: "Die Route sah diese Kopie vor, sie wurde aber nie eröffnet.",
    FindingKind.EXTRA: "Der Master hat geschlossen, der Follower hält noch.",
    FindingKind.WRONG_SIZE: "Der Follower hält mehr oder weniger, als er soll.",
    FindingKind.WRONG_SIDE: "Der Follower hält die Gegenseite.",
    FindingKind.UNPROTECTED: "Die Kopie soll einen SL haben und hat keinen.",
    FindingKind.STOP_DIFFERS: "SL oder TP der Kopie ist nicht der angewiesene.",
    FindingKind.UNLINKED: "Eine Position von TradeCopy, die zu keiner bekannten Kopie gehört.",
    FindingKind.UNPROVEN: "Die Position des Masters ist weg, ein schließender Deal nicht belegt.",
    FindingKind.WAITING: "Ein Terminal hat noch nicht alles gemeldet, was es hält.",
}
FOUND = "Befund"
ROUTE_AND_FOLLOWER = "Route, Follower"
WHAT_IS_WRONG = "Was nicht stimmt"
SINCE = "Seit"
DIFFERENCES = "Abweichungen"
CORRECT = "Korrigieren"
CORRECT_TIP = "Ausführen, was unter jeder gewählten Abweichung steht"
COMPARE_NOW = "Jetzt abgleichen"
COMPARE_NOW_TIP = "Alle Terminals fragen, was sie halten, und abgleichen"
COMPARING = "Alle Terminals werden gefragt, was sie halten."
CORRECTING = "Korrektur"
NO_REMEDY = "Hier lässt sich nichts tun; sehen Sie im Terminal nach."
STILL_THERE = "Nicht korrigiert: derzeit nicht möglich. Binnen einer Minute wird neu geprüft."
CAME_AGAIN = (
    "Sie haben das korrigiert, und es ist wieder da: Im Handelsprotokoll steht, "
    "was der Broker geantwortet hat."
)
SELECT_FINDING = "Wählen Sie eine Abweichung, um sie hier ganz zu lesen."

QUESTIONS = "Warten auf Ihre Antwort"
QUESTIONS_HINT = (
    "Der Master hat sie eröffnet, während ein Terminal weg war. "
    "Ohne Antwort werden sie übersprungen."
)
LEFT = "Rest"
LEFT_TIP = "Minuten und Sekunden, bis der Trade übersprungen wird"
THEN = "Damals"
THEN_TIP = "Zu welchem Preis der Master eröffnet hat"
NOW_TIP = "Zu welchem Preis der Master jetzt eröffnen würde"
COPY_LATE_TIP = "Die gewählten Kopien zum Marktpreis eröffnen"
SKIP_LATE_TIP = "Die gewählten Trades nicht kopieren"
ANSWERING = "Antwort"

COMPARISONS = "Letzter Abgleich"
COMPARED = "Geprüft"
RESULT = "Ergebnis"
DIFFERENCES_ARE = "Korrektur"
LATE_TRADES_ARE = "Verspätete"
AGREES = "beide Seiten gleich"
NEVER = "noch nie"
WAITS_FOR = {
    Role.MONITOR: "wartet, bis das Terminal des Masters meldet, was es hält",
    Role.EXECUTOR: "wartet, bis das Terminal des Followers meldet, was es hält",
}

ALL_AGREE = "Beide Seiten stimmen überein"
NOT_COMPARED = "Noch nicht abgeglichen"
NOT_COMPARED_HINT = (
    "Eine Route wird abgeglichen, sobald ihre beiden Terminals gemeldet haben, was sie halten."
)
NOTHING_TO_COMPARE = "Noch nichts abzugleichen"
SOME_WAIT = "Bisher keine Abweichung"


def agree_hint(at: str) -> str:
    """Return when everything was looked at last."""
    return f"Auf jeder Route hält der Follower, was er soll. Zuletzt geprüft um {at}."


def some_wait_hint(waiting: int) -> str:
    """Return that some routes cannot be compared now."""
    which = "1 Route wartet" if waiting == 1 else f"{waiting} Routen warten"
    return f"{which} auf ein Terminal, siehe Liste unten; die übrigen stimmen überein."


def remedy_line(remedy: str) -> str:
    """Return what a correction would do."""
    return f"{CORRECT}: {remedy}"


def not_corrected(why: str) -> str:
    """Return why a correction was not carried out."""
    return f"Nicht korrigiert: {why}"


def differ(number: int) -> str:
    """Return how many things differ on a route."""
    return "1 Abweichung" if number == 1 else f"{number} Abweichungen"


def questions(number: int) -> str:
    """Return the title above the questions."""
    return f"{QUESTIONS} ({number})"


def worse(by: str) -> str:
    """Return by how much a price is worse than the master's."""
    return f"schlechter um {by}"


def better(by: str) -> str:
    """Return by how much a price is better than the master's."""
    return f"besser um {by}"
