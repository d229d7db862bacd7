"""German words of the window in which an account's limits are set, but for the limits."""

from tradecopy_desktop.domain.guarding import NakedAction, Scope

GUARD_INTRO = (
    "Limits werden bei jeder Preisänderung geprüft, kopiert oder nicht. Sie gelten, sobald sie "
    "gespeichert sind."
)
GUARD_PARTS = ("Limits", "Tag und Saldo", "Vor dem Trade", "Sicherungen")
ACCOUNT_LIMITS = "Limits dieses Kontos"
NO_LIMITS_SET = "Noch keine Limits"
NO_LIMITS_SET_HINT = "Fügen Sie eines hinzu, oder laden Sie unten ein Regelwerk und passen es an."
ADD_LIMIT = "Limit hinzufügen"
CHANGE_LIMIT = "Ändern"
REMOVE_LIMIT = "Entfernen"
LIMIT_LADDER = "Warnen / nur schließen / glattstellen"

DAY_BEGINS = "Ein Tag beginnt um"
DAY_BEGINS_HINT = "Die Uhrzeit in der Zeitzone unten, etwa 00:00 oder 17:00."
ZONE = "Zeitzone"
ZONE_HINT = "Tippen Sie eine Stadt, um zu suchen. Die Sommerzeit wird berücksichtigt."
NEED_ZONE = "Wählen Sie eine Zone aus der Liste; tippen Sie eine Stadt, etwa London."
WEEK_BEGINS = "Eine Woche beginnt am"
WEEK_BEGINS_HINT = "Wochenverluste werden ab dem Reset dieses Tages gezählt."
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
INITIAL_BALANCE = "Anfangssaldo"
INITIAL_BALANCE_HINT = (
    "Leer: der zuerst gesehene Kontostand. Ein- und Auszahlungen verschieben ihn, außer unten "
    "ist es anders gewählt."
)
FIXED_INITIAL = "Ein- und Auszahlungen verschieben ihn nicht"
FIXED_INITIAL_HINT = (
    "Für Konten, deren Gewinne ausgezahlt werden: Eine Auszahlung lässt alle Stufen, wo sie sind."
)
NEED_BALANCE = "Geben Sie einen Betrag über 0 ein, etwa 100000, oder lassen Sie das Feld leer."

WORST_CASE = "Jede Eröffnung an dem messen, was übrig ist"
WORST_CASE_HINT = (
    "Alles Offene und die neue Position, alle an ihrem SL, müssen in den Rest der Verlustlimits "
    "passen. Sonst wird die Kopie abgelehnt, mit den Zahlen."
)
CUT_TO_FIT = "Verkleinern statt ablehnen"
CUT_TO_FIT_HINT = (
    "Das Volumen wird gekürzt, bis es passt; abgelehnt wird nur, wenn gar nichts passt."
)
NO_STOP = "Eine Position ohne SL"
REFUSE_NO_STOP = "Eröffnung ablehnen"
REFUSE_NO_STOP_HINT = (
    "Niemand weiß, was sie kosten könnte. Das gilt auch, solange eine andere ohne SL offen ist."
)
ASSUME_STOP = "Mit einem SL rechnen von"
ASSUME_STOP_HINT = "Sie zählt, als stünde ihr SL so viele Punkte von ihrem Preis."
GAP = "Zuschlag für Kurslücken"
GAP_HINT = (
    "Ausführungen hinter dem SL: Jeder SL-Abstand zählt um so viel Prozent mehr. 0: kein Zuschlag."
)
UNIT_PERCENT_ONLY = "%"
NEED_GAP = "Geben Sie einen Prozentsatz ein, 0 oder mehr, etwa 10."
NEED_STOP_POINTS = "Geben Sie ganze Punkte ein, 1 oder mehr, etwa 500."

NAKED = "Eine Kopie ohne SL"
NAKED_NEVER = "Bleibt, wie sie ist"
NAKED_NEVER_HINT = "Über Kopien ohne SL wird nichts gemeldet."
NAKED_AFTER = "Bleibt so nicht länger als"
NAKED_AFTER_HINT = "Dann geschieht dies:"
UNIT_SECONDS = "Sekunden"
NEED_SECONDS = "Geben Sie ganze Sekunden von 1 bis 86.400 ein."
NAKED_ACTION = "Was dagegen getan wird"
NAKED_ACTIONS = {
    NakedAction.ALARM: "Alarm schlagen",
    NakedAction.EMERGENCY_STOP: "Einen Not-SL setzen bei",
    NakedAction.CLOSE: "Die Kopie schließen",
}
NAKED_ACTION_HINTS = {
    NakedAction.ALARM: "Es wird gemeldet und nichts geändert.",
    NakedAction.EMERGENCY_STOP: "Ein SL wird so viele Punkte vom Eröffnungspreis gesetzt.",
    NakedAction.CLOSE: "Die Kopie wird am Markt geschlossen.",
}
CIRCUIT = "Ablehnungen in Folge"
CIRCUIT_NEVER = "Nicht beachten"
CIRCUIT_NEVER_HINT = "Orders werden weiter gesendet, wie oft der Broker auch ablehnt."
CIRCUIT_AFTER = "Routen pausieren nach"
CIRCUIT_AFTER_HINT = (
    "Die Routen des Kontos eröffnen nach so vielen Ablehnungen in Folge nichts mehr; "
    "Schließungen gehen weiter."
)
UNIT_REFUSALS = "Ablehnungen"
NEED_REFUSALS = "Geben Sie eine ganze Zahl von 1 bis 1.000 ein."
NEEDS_SIGHT = "Nichts eröffnen, solange die Equity des Kontos nicht zu sehen ist"
NEEDS_SIGHT_HINT = "Sonst wird kopiert, während kein Limit geprüft werden kann."
FLATTENS_ALONE = "Das Terminal am Boden selbst alles schließen lassen"
FLATTENS_ALONE_HINT = (
    "Ist TradeCopy 30 s weg, stellt der EA des Terminals am Boden der Verlustlimits glatt. "
    "Sonst eröffnet er nur nichts."
)

RULE_SETS = "Regelwerke"
RULE_SETS_HINT = (
    "Limits und Tag unter einem Namen. Laden ersetzt die oben; sie gelten nach dem Speichern."
)
NO_RULE_SETS = "Noch keines vorhanden"
LOAD_SET = "Laden"
SAVE_SET = "Speichern als…"
FORGET_SET = "Löschen"
SAVE_SET_TITLE = "Als Regelwerk speichern"
SAVE_SET_INTRO = (
    "Limits und Tag dieses Kontos werden unter einem Namen behalten, um sie anderswo zu laden."
)
SET_NAME = "Name"
SET_NAME_HINT = "Etwa „Evaluation, Stufe 1“"
SET_DATE = "Stand"
SET_DATE_HINT = "Wann die Regeln so waren wie hier, etwa 2026-03-31. Darf leer bleiben."
SET_SOURCE = "Quelle"
SET_SOURCE_HINT = "Wo die Regeln stehen, etwa eine Seite oder ein Vertrag. Darf leer bleiben."
NEED_DATE = "Schreiben Sie es wie 2026-03-31, oder lassen Sie es leer."
UNDATED = "Ohne Datum"
SAVE_TO_USE = "Nichts gilt, bevor Sie speichern."
RULE_SET_FULL = "Fügen Sie mindestens ein Limit hinzu, bevor Sie ein Regelwerk speichern."

SCOPES = {
    Scope.ACCOUNT: "Alles auf dem Konto",
    Scope.COPIES: "Nur das Kopierte",
}
SCOPE_HINTS = {
    Scope.ACCOUNT: "Kopien, Ihre eigenen Trades und die anderer werden alle geschlossen.",
    Scope.COPIES: "Ihre eigenen Trades bleiben offen.",
}


def guard_title(account: str) -> str:
    """Return the title of the window in which an account's limits are set."""
    return f"Limits von {account}"


def guard_saved(account: str, number: int) -> str:
    """Return what is said after an account's limits were set."""
    if not number:
        return f"{account} hat keine Limits mehr."
    return f"{account} ist ab jetzt durch {_limits(number)} geschützt."


def about_set(dated: str, source: str) -> str:
    """Return how old a rule set is and where it comes from."""
    return f"Stand {dated}. Quelle: {source}." if source else f"Stand {dated}."


def undated_set(source: str) -> str:
    """Return where a rule set without a date comes from."""
    return f"{UNDATED}. Quelle: {source}." if source else f"{UNDATED}."


def set_loaded(name: str, number: int) -> str:
    """Return what is said after a rule set was loaded."""
    return f"{name}: {_limits(number)} geladen. {SAVE_TO_USE}"


def set_saved(name: str) -> str:
    """Return what is said after a rule set was kept."""
    return f"Regelwerk {name} ist gespeichert."


def set_forgotten(name: str) -> str:
    """Return what is said after a rule set was dropped."""
    return f"Regelwerk {name} ist gelöscht."


def set_replaces(name: str) -> str:
    """Return that a rule set of this name exists."""
    return f"{name} gibt es schon und wird ersetzt."


KEY_INSERT = "Einfg"
KEY_F2 = "F2"
KEY_DELETE = "Entf"


def with_key(text: str, key: str) -> str:
    """Return what a button does, with its key."""
    return f"{text} ({key})"


def _limits(number: int) -> str:
    return "1 Limit" if number == 1 else f"{number} Limits"
