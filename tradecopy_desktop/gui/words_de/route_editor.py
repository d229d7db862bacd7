"""German words of the editor in which a route is made and changed."""

from tradecopy_desktop.domain.filters import OrderKind
from tradecopy_desktop.domain.order_rules import OneSidedFill, PendingPolicy, WhenSlipped
from tradecopy_desktop.domain.sizing import AboveMaximum, BelowMinimum, FurtherOrders, Remainder
from tradecopy_desktop.domain.stop_rules import PassedStop, RefusedStop, StopSource
from tradecopy_desktop.domain.values import Side

EDIT_ROUTE = "Bearbeiten"
EDIT_ROUTE_TIP = "Ändern, was die gewählte Route kopiert und wie groß"
EDIT_INTRO = (
    "Änderungen gelten nur für spätere Eröffnungen: Offene Kopien behalten, womit sie eröffnet "
    "wurden."
)
TAB_SIZE = "Wer und wie groß"
TAB_FILTERS = "Was kopiert wird"
TAB_ORDERS = "Orders und Stops"
TAB_SYMBOLS = "Symbole"
TAB_RECOVERY = "Wiederanlauf"
TAB_TIP = "Strg+Bild ab und Strg+Bild auf gehen von Tab zu Tab"
NEVER_LIMITED = "ohne Limit"
ANY_OF_ALL = "alle"
NONE_OF_ALL = "keine"
ADVANCED_SIZE = "Grenzen und Rundung"
ENDS_FIXED_HINT = "Master und Follower bleiben: Für andere Konten legen Sie eine andere Route an."

# ---- who and how large ---------------------------------------------------------------------------

BELOW_TITLE = "Unter dem Minimum des Brokers"
BELOW_MINIMUM = {
    BelowMinimum.SKIP: "Nicht kopieren",
    BelowMinimum.MINIMUM: "Mit dem Minimum kopieren",
    BelowMinimum.MINIMUM_WITHIN_RISK: "Mit dem Minimum, wenn es nahe ist",
}
BELOW_HINTS = {
    BelowMinimum.SKIP: "Am sichersten: nie mehr Risiko, als Sie wollten.",
    BelowMinimum.MINIMUM: "Jede Order wird kopiert, kleine mit mehr Risiko, als Sie wollten.",
    BelowMinimum.MINIMUM_WITHIN_RISK: (
        "Nur solange das Minimum nicht ein Vielfaches des Gewollten ist."
    ),
}
COEFFICIENT = "Minimum darf höchstens sein"
COEFFICIENT_HINT = "So viele Male die errechnete Größe; 2 heißt höchstens doppeltes Risiko."
NEED_COEFFICIENT = "Geben Sie eine Zahl ab 1 ein, z. B. 2."
MIN_LOTS = "Mindest-Lots je Order"
MIN_LOTS_HINT = "Lots des Followers; kleinere Orders werden nicht kopiert."
MAX_LOTS = "Höchst-Lots je Order"
MAX_LOTS_HINT = "Lots des Followers; größere Orders werden gekürzt."
NEED_LOTS = "Geben Sie Lots über 0 ein, z. B. 1, oder lassen Sie es leer."
NEED_MORE_LOTS = "Es muss mindestens so viel sein wie die Mindest-Lots."
ABOVE_TITLE = "Über dem Maximum des Brokers"
ABOVE_MAXIMUM = {
    AboveMaximum.CAP: "Mit dem Maximum kopieren",
    AboveMaximum.SPLIT: "Auf mehrere Orders aufteilen",
}
ABOVE_HINTS = {
    AboveMaximum.CAP: "Die Kopie ist kleiner als gewollt, und Sie werden informiert.",
    AboveMaximum.SPLIT: "Zusammen haben sie die gewollten Lots.",
}
FURTHER_TITLE = "Wenn der Master aufstockt"
FURTHER_ORDERS = {
    FurtherOrders.RATIO: "Im Verhältnis aufstocken",
    FurtherOrders.IGNORE: "Nicht aufstocken",
    FurtherOrders.ANEW: "Jede Order neu berechnen",
}
FURTHER_HINTS = {
    FurtherOrders.RATIO: "Die Kopie behält ihr Verhältnis zur Position des Masters.",
    FurtherOrders.IGNORE: "Die Kopie bleibt, wie sie eröffnet wurde.",
    FurtherOrders.ANEW: "Jede weitere Order wird wie eine erste berechnet.",
}
REMAINDER_TITLE = "Teilschließung mit Rest unter dem Minimum"
REMAINDERS = {
    Remainder.KEEP_MINIMUM: "Das Minimum behalten",
    Remainder.CLOSE: "Die Kopie schließen",
}
REMAINDER_HINTS = {
    Remainder.KEEP_MINIMUM: "Bis der Master seinen letzten Teil schließt.",
    Remainder.CLOSE: "Der Rest des Masters läuft ohne Sie.",
}
COMMISSION = "Kommission je Lot"
COMMISSION_HINT = "Hin und zurück, in der Währung des Followers; zählt bei Größen nach Risiko mit."
NEED_COMMISSION = "Geben Sie einen Betrag ab 0 ein, z. B. 7."
ASSUMED_STOP = "Angenommener SL bei Risiko"
ASSUMED_STOP_HINT = "Für Orders ohne SL; leer: Sie werden nicht kopiert."
NEED_WHOLE_POINTS = "Geben Sie ganze Punkte über 0 ein, oder lassen Sie es leer."
FUNDS_AGE = "Alter der Kontodaten bis"
FUNDS_AGE_HINT = "Größen nach Geld brauchen kürzlich gemeldeten Kontostand und Equity."
NEED_SECONDS_ABOVE = "Geben Sie Sekunden über 0 ein, z. B. 15."
LOTS_CONFIRMED = "Ich kenne den Lot-Wert bei beiden Brokern"
LOTS_CONFIRMED_HINT = (
    "Nötig, wo die Kontraktgrößen abweichen und Lots unverändert kopiert werden. "
    "Auch beim Scharfschalten wird danach gefragt."
)

# ---- what is copied ------------------------------------------------------------------------------

SYMBOLS_ALLOWED = "Nur diese Symbole"
SYMBOLS_ALLOWED_HINT = "Namen beim Master, durch Komma getrennt; * steht für beliebige Zeichen."
SYMBOLS_DENIED = "Nie diese Symbole"
SYMBOLS_DENIED_HINT = "Sie gehen denen darüber vor."
SIDES_COPIED = "Seiten"
SIDE_NAMES = {Side.BUY: "Käufe", Side.SELL: "Verkäufe"}
NEED_SIDE = "Mindestens eine Seite ankreuzen."
KINDS_COPIED = "Orders, die kamen als"
KIND_NAMES = {
    OrderKind.MARKET: "Market",
    OrderKind.LIMIT: "Limit",
    OrderKind.STOP: "Stop",
    OrderKind.STOP_LIMIT: "Stop-Limit",
}
NEED_KIND = "Mindestens eine Orderart ankreuzen."
MASTER_LEAST = "Lots des Masters ab"
MASTER_LEAST_HINT = "Kleinere Orders des Masters werden nicht kopiert."
MASTER_MOST = "Lots des Masters bis"
MASTER_MOST_HINT = "Größere Orders des Masters werden nicht kopiert."
MAGICS_ALLOWED = "Nur diese Magic Numbers"
MAGICS_ALLOWED_HINT = "Z. B. 100, 2000-2999. Von Hand eröffnete Trades haben die 0."
MAGICS_DENIED = "Nie diese Magic Numbers"
MAGICS_DENIED_HINT = "Sie gehen denen daneben vor."
NEED_MAGICS = "Geben Sie ganze Zahlen oder Bereiche ein, z. B. 100, 2000-2999."
COMMENTS_ALLOWED = "Nur mit diesen Wörtern im Kommentar"
COMMENTS_ALLOWED_HINT = "Durch Komma getrennt; Groß- und Kleinschreibung ist egal."
COMMENTS_DENIED = "Nie mit diesen Wörtern"
COMMENTS_DENIED_HINT = "Sie gehen denen daneben vor."
MAX_AGE = "Signal höchstens so alt"
MAX_AGE_HINT = "Ältere Eröffnungen werden nicht kopiert, Schließungen immer."
MAX_SPREAD = "Spread höchstens"
MAX_SPREAD_HINT = "Der des Followers, wenn die Order gesendet würde."
NEED_POINTS_OR_NONE = "Geben Sie ganze Punkte ab 0 ein, oder lassen Sie es leer."
MAX_POSITIONS = "Kopien dieser Route höchstens"
MAX_POSITIONS_HINT = "Eine weitere wird nicht eröffnet."
NEED_COUNT_OR_NONE = "Geben Sie eine ganze Zahl über 0 ein, oder lassen Sie es leer."
MAX_SYMBOL_LOTS = "Lots je Symbol höchstens"
MAX_SYMBOL_LOTS_HINT = "Beim Follower, egal wer sie eröffnet hat."
MAX_ACCOUNT_LOTS = "Lots des Kontos höchstens"
MAX_ACCOUNT_LOTS_HINT = "Alle Symbole zusammen, egal wer sie eröffnet hat."
OPEN_HOURS = "Nur zu gewissen Zeiten eröffnen"
OPEN_HOURS_HINT = "Schließungen werden jederzeit kopiert."
HOURS_ZONE = "In der Zeit von"
ADD_HOURS = "Zeiten hinzufügen"
REMOVE_HOURS = "Diese Zeiten entfernen"
HOURS_FROM = "von"
HOURS_TO = "bis"
NEED_HOURS = (
    "Kreuzen Sie einen Tag an und geben Sie Zeiten wie 08:00 und 17:30 ein; mindestens eine Zeile."
)
NEED_HOURS_ZONE = "Wählen Sie eine Zeitzone aus der Liste."
SHORT_DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


# ---- orders and stops ----------------------------------------------------------------------------

REVERSE_SIDES = "Auf die Gegenseite kopieren"
REVERSE_SIDES_HINT = (
    "Käufe werden Verkäufe; der TP des Masters wird zum SL der Kopie und sein SL zum TP."
)
SL_OF_COPIES = "Stop Loss"
TP_OF_COPIES = "Take Profit"
STOP_SOURCES = {
    StopSource.PRICE: "Preis des Masters",
    StopSource.DISTANCE: "Abstand des Masters",
    StopSource.FIXED: "Fester Abstand",
    StopSource.NONE: "Keiner",
}
STOP_SOURCE_HINTS = {
    StopSource.PRICE: "Am besten, wo beide Broker dieselben Preise stellen.",
    StopSource.DISTANCE: "So weit vom Preis der Kopie wie beim Master von seinem Preis.",
    StopSource.FIXED: "Vom Preis der Kopie aus, egal was der Master setzt.",
    StopSource.NONE: "Die Kopie schließt, wenn der Master schließt.",
}
STOP_OFFSET = "Weiter weg um"
STOP_OFFSET_HINT = "Punkte; unter 0 rückt er näher heran."
NEED_OFFSET = "Geben Sie ganze Punkte ein, z. B. 0, 15 oder -15."
NEED_FIXED_POINTS = "Geben Sie ganze Punkte über 0 ein, z. B. 500."
REFUSED_STOPS_TITLE = "Wenn der Broker SL/TP ablehnen würde"
REFUSED_STOPS = {
    RefusedStop.NEAREST: "Den nächsten erlaubten nehmen",
    RefusedStop.AFTERWARDS: "Ohne ihn eröffnen, danach setzen",
    RefusedStop.SKIP: "Nicht kopieren",
}
REFUSED_STOPS_HINTS = {
    RefusedStop.NEAREST: "Broker verlangen einige Punkte Abstand vom Preis.",
    RefusedStop.AFTERWARDS: "Es wird versucht, bis er gesetzt ist.",
    RefusedStop.SKIP: "Nichts wird ohne seinen SL und TP eröffnet.",
}
PASSED_STOPS_TITLE = "Wenn der Preis den neuen SL schon passiert hat"
PASSED_STOPS = {
    PassedStop.KEEP_OLD: "Den alten behalten und melden",
    PassedStop.CLOSE: "Die Kopie schließen",
}
PASSED_STOPS_HINTS = {
    PassedStop.KEEP_OLD: "Es wird wieder versucht; ein Alarm meldet es Ihnen.",
    PassedStop.CLOSE: "Zum Markt, wie es der neue SL getan hätte.",
}
MAY_LOOSEN = "Master-SL darf einen engeren lockern"
MAY_LOOSEN_HINT = "Ohne Haken bleibt ein SL, den Sie oder der Schutz enger gesetzt haben."
PENDINGS_TITLE = "Pending-Orders des Masters"
PENDING_POLICIES = {
    PendingPolicy.AT_FILL: "Erst bei Ausführung kopieren",
    PendingPolicy.AS_PENDINGS: "Als Pending-Orders kopieren",
    PendingPolicy.IGNORE: "Nicht kopieren",
}
PENDINGS_HINTS = {
    PendingPolicy.AT_FILL: "Zum Markt; beim Broker des Followers wartet nichts.",
    PendingPolicy.AS_PENDINGS: "Der Broker des Followers führt sie selbst aus, zu seinen Preisen.",
    PendingPolicy.IGNORE: "Auch nicht die Positionen, die daraus werden.",
}
ONE_SIDED = {
    OneSidedFill.CANCEL: "Zurücknehmen",
    OneSidedFill.TO_MARKET: "Eröffnen oder behalten",
    OneSidedFill.ASK: "Mich fragen",
}
ONE_SIDED_HINTS = {
    OneSidedFill.CANCEL: "Die Order der Kopie wird gelöscht oder ihre Position geschlossen.",
    OneSidedFill.TO_MARKET: (
        "Die Order der Kopie wird zur Market-Order; eine ausgeführte Kopie bleibt."
    ),
    OneSidedFill.ASK: "Eine Frage wartet auf der Seite Abgleich.",
}
MASTER_FILLED = "Nur Master-Order ausgeführt"
FOLLOWER_FILLED = "Nur Follower-Order ausgeführt"
ONE_SIDED_AFTER = "Nur eine Seite seit"
ONE_SIDED_AFTER_HINT = "Danach gilt die Wahl daneben und darüber."
NEED_SECONDS_OR_0 = "Geben Sie Sekunden ab 0 ein, z. B. 5."
KEEP_PENDINGS = "Pending-Orders beim Anhalten stehen lassen"
KEEP_PENDINGS_HINT = (
    "Ohne Haken werden sie gelöscht, wenn Sie die Route pausieren oder ausschalten."
)
MAX_SLIPPAGE = "Slippage höchstens"
MAX_SLIPPAGE_HINT = "Vom Preis des Masters zu dem des Followers, wenn sie zu Ihrem Nachteil ist."
SLIPPED_TITLE = "Wenn der Preis weiter weggelaufen ist"
WHEN_SLIPPED = {WhenSlipped.SKIP: "Nicht kopieren", WhenSlipped.WAIT: "Auf Rückkehr warten"}
SLIPPED_HINTS = {
    WhenSlipped.SKIP: "Der Trade wird gemeldet und ausgelassen.",
    WhenSlipped.WAIT: "Eröffnet wird, sobald der Preis wieder nahe genug ist.",
}
WAIT_FOR = "Warten"
WAIT_FOR_HINT = "Danach wird nicht kopiert."

# ---- symbols -------------------------------------------------------------------------------------

SYMBOL_MAP = "Symbol des Masters und des Followers"
SYMBOL_MAP_HINT = (
    "Ähnliche Namen werden von selbst gefunden; was hier steht, geht immer vor. "
    "Nutzen Sie es für Namen, die das Programm nicht kennen kann."
)
MAP_MASTER = "Beim Master, z. B. XAUUSD"
MAP_FOLLOWER = "Beim Follower, z. B. GOLD.m"
MAP_TO = "ist"
ADD_MAP = "Paar hinzufügen"
REMOVE_MAP = "Dieses Paar entfernen"
NEED_PAIRS = "Füllen Sie beide Namen aus; jeder des Masters darf einmal vorkommen."
OVERRIDES = "Andere Größen für einzelne Symbole"
OVERRIDES_HINT = "Für das Symbol des Masters mit diesem Namen; alles andere wie auf dem ersten Tab."
OVERRIDE_SYMBOL = "Symbol des Masters"
ADD_OVERRIDE = "Symbol hinzufügen"
REMOVE_OVERRIDE = "Dieses Symbol entfernen"
OVERRIDE_LEAST = "Mindest-Lots"
OVERRIDE_MOST = "Höchst-Lots"
AS_THE_ROUTE = "Größe wie die Route"
AS_THE_ROUTE_HINT = "Nur die Grenzen daneben weichen ab."
NEED_OVERRIDES = "Nennen Sie jedes Symbol einmal; Größen und Lots sind Zahlen über 0."
CROSS_CONTRACT = "Mini- und Micro-Futures stehen füreinander"
CROSS_CONTRACT_HINT = (
    "Ein Mini wird zu zehn Micros kopiert und umgekehrt; aufgerundet wird dabei nie."
)
SHARES_NETTING = "Darf ein Symbol mit anderen Routen teilen"
SHARES_NETTING_HINT = (
    "Bei einem Netting-Follower, der je Symbol eine Position hält. Jede Route schließt ihren "
    "Anteil; auch SL und TP sind gemeinsam."
)

# ---- saving --------------------------------------------------------------------------------------


def edit_title(route: str) -> str:
    """Return the title of the window in which a route is changed."""
    return f"Route {route}"


def route_saved(route: str) -> str:
    """Return what is said after a route's settings were saved."""
    return f"Route {route} ist gespeichert. Das gilt für spätere Eröffnungen."


def marked_tab(tab: str) -> str:
    """Return the name of a tab on which something is wrong."""
    return f"{tab} (!)"


def tab_fault(tab: str) -> str:
    """Return what a screen reader says of a tab on which something is wrong."""
    return f"{tab}: Dort stimmt etwas nicht"


def mend_first(tab: str, fault: str) -> str:
    """Return what is said instead of a preview while something is wrong."""
    return f"{tab}: {fault}"
