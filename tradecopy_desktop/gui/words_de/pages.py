"""German words of the pages: what stands there while they are empty, latency, a trade's detail."""

POSITIONS_OF_ALL = "Positionen aller Follower"
SHOW_ALL = "Alle Follower zeigen"
ADD_ACCOUNT = "Konto hinzufügen"
ADD_ROUTE = "Route hinzufügen"
NO_FOLLOWERS = "Noch keine Follower"
NO_FOLLOWERS_HINT = (
    "Fügen Sie das Konto eines Masters und eines Followers hinzu, dann eine Route dazwischen."
)
NO_COPIES = "Keine offenen Kopien"
NO_COPIES_HINT = (
    "Sobald ein Master einen Trade auf einer scharfen Route eröffnet, erscheinen die Kopien hier."
)
NO_ACCOUNTS = "Noch keine Konten"
NO_ACCOUNTS_HINT = (
    "Fügen Sie das Konto hinzu, auf dem Sie handeln, dann die Konten, die ihm folgen sollen."
)
NO_ROUTES = "Noch keine Routen"
NO_ROUTES_HINT = "Eine Route sagt, welcher Follower welchen Master kopiert, und wie groß."
NO_LOG = "Noch nichts kopiert"
NO_LOG_HINT = (
    "Jeder Trade, den eine Route sieht, bekommt hier eine Zeile, mit Zeiten und Begründung."
)
NO_MATCH = "Keine Zeile passt"
NO_MATCH_HINT = "Ändern oder leeren Sie die Suche oben."
NO_ALERTS = "Keine Alarme"
NO_ALERTS_HINT = (
    "Was Ihre Aufmerksamkeit braucht, steht hier und wird vom Symbol im Infobereich gezeigt."
)
NO_SAMPLES = "Noch keine Kopien gemessen"
NO_SAMPLES_HINT = "Mit der nächsten Kopie beginnt das Diagramm."
SEARCH = "Symbol, Route, Follower, Grund suchen"
ALL_OUTCOMES = "Alle Ergebnisse"


def positions_of(follower: str) -> str:
    """Return the title above one follower's positions."""
    return f"Positionen von {follower}"


STAGES = ("Erkennen", "Transit", "Planen", "Senden", "Ausführen", "Melden")
STAGE_TIPS = (
    "das Terminal des Masters bemerkt seinen Trade und meldet ihn",
    "seine Nachricht reist zu TradeCopy",
    "die Routen entscheiden, was jeder Follower tut",
    "die Order geht hinaus zum Terminal des Followers",
    "Terminal und Broker des Followers führen die Order aus",
    "die Meldung des Terminals kommt zurück",
)
TOTAL = "Gesamt"
LATENCY_CHART = "Zeiten der letzten Kopien"
WHOLE_WAY = "Ganzer Weg"
OUR_PART = "Ohne den Broker"
WHOLE_WAY_TIP = "Alle sechs Stufen"
OUR_PART_TIP = "Ohne Ausführen: was Terminals und TradeCopy zur Zeit des Brokers hinzufügen"
LATENCY_NUMBERS = "Millisekunden, letzte 2.000 Kopien"
LATENCY_AXIS = "ms"
COPIES_AXIS = "Kopien zuvor"
LOOP_LAG = "Eigener Verzug"
LOOP_LAG_TIP = (
    "Wie spät der eigene Zeitgeber des Programms in der letzten Sekunde kam; so lange wartet alles"
)
LOOP_LAG_NOW = "jetzt"
LOOP_LAG_WORST = "Maximum in 5 min"
LEDGER_LAG = "Zu speichern"
LEDGER_LAG_TIP = "Was kopiert ist und noch aufgeschrieben wird; nichts wartet darauf"
LEDGER_RECORDS = "wartend"
LEDGER_OLDEST = "älteste"


DETAIL_NONE = "Wählen Sie eine Zeile, um zu sehen, wie sie zustande kam."
DETAIL_TRADE = "Trade"
DETAIL_WAY = "Zeiten, ms"
DETAIL_WHY = "Warum"
NO_STEPS = "Keine Erklärung wurde festgehalten."
NO_TIMES = "Nicht gemessen."
SLIPPAGE_LONG = "Slippage"


def points(text: str) -> str:
    """Return slippage with its unit."""
    return f"{text} Punkte"


def latest_copies(number: int) -> str:
    """Return the title above the chart."""
    return f"Letzte {number} Kopien"


def copies_ago(number: int) -> str:
    """Return a place on the chart's axis."""
    return str(number) if number else "jetzt"


def milliseconds(number: str) -> str:
    """Return a time with its unit."""
    return f"{number} ms"


def seconds(number: str) -> str:
    """Return a time in seconds with its unit."""
    return f"{number} s"


def traded(symbol: str, lots: str, price: str) -> str:
    """Return what was traded, how much and at what price."""
    return f"{symbol}  {lots} zu {price}"


def named(name: str, value: str) -> str:
    """Return a value behind its name."""
    return f"{name} {value}"


def listed(parts: list[str]) -> str:
    """Return values one after the other, apart enough to be told from each other."""
    return "  \N{MIDDLE DOT}  ".join(parts)
