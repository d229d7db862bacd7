"""German words of the proof: what was counted, how it was counted, and what it comes to."""

PROOF = "Nachweis"
PROOF_ROUTES = "Nach Route"
PROOF_FAULTS = "Fehler"
PROOF_TODAY = "Heute"
PROOF_WEEK = "7 Tage"
PROOF_MONTH = "30 Tage"
PROOF_TIP = "Zählen, was in dieser Zeit kopiert wurde"
COMPARE_AGAIN = "Jetzt vergleichen"
COMPARE_AGAIN_TIP = "Vergleichen, was jeder Follower hält und was seine Routen vorgeben"
FAULT_AT = "Wann"
FAULT = "Was falsch war"

PROOF_EVENTS = "Ereignisse"
PRESCRIBED = "Zu kopieren"
COPIES_MADE = "Kopiert"
SKIPPED_WITH_REASON = "Ausgelassen, mit Grund"
MISSED = "Verpasst"
DOUBLED = "Doppelt"
WRONG_LOTS = "Falsche Lots"
WRONG_SHORT = "Falsch"
LARGEST_DRIFT = "Größte Abweichung"
EVENTS_MEANING = "Jeder Trade, jede Änderung und Schließung eines Master-Terminals."
PRESCRIBED_MEANING = "Kopien, die die Routen nach ihren Regeln machen mussten."
COPIES_MEANING = "Kopien, die gemacht wurden, wie die Terminals der Follower melden."
SKIPPED_MEANING = "Trades, die eine Route ablehnte; der Grund steht im Handelsprotokoll."
MISSED_MEANING = "Kopien, die gemacht werden mussten und es nicht wurden."
DOUBLED_MEANING = "Kopien, die für einen Trade des Masters zweimal gemacht wurden."
WRONG_MEANING = "Kopien, die mit anderen Lots als vorgegeben gemacht wurden."
DRIFT_MEANING = "Die meisten Lots, um die ein Follower bei einem Vergleich abwich."

NO_PROOF = "In dieser Zeit wurde nichts kopiert"
NO_PROOF_HINT = "Wählen Sie eine längere Zeit, oder schalten Sie eine Route scharf."
PROOF_UNREAD = "Die Aufzeichnungen konnten nicht gelesen werden"
PROOF_READING = "Wird gezählt\N{HORIZONTAL ELLIPSIS}"
NEVER_COMPARED = (
    "In dieser Zeit noch kein Vergleich: Er kommt einmal in der Minute, solange Terminals da sind."
)
VERDICT_IDLE = "In dieser Zeit musste nichts kopiert werden."
VERDICT_UNPROVEN = (
    "Kein Fehler ist verzeichnet, aber in dieser Zeit wurde nichts mit den Brokern verglichen."
)


def verdict_good(number: int, text: str) -> str:
    """Return the sentence about copies without a fault."""
    return f"Nichts verpasst, nichts doppelt, kein falsches Lot bei {_copies(number, text)}."


def verdict_bad(faults: list[str], number: int, text: str) -> str:
    """Return the sentence about copies with faults, which are given in words."""
    return f"{_enumerated(faults)} bei {_copies(number, text)}: Siehe die Fehler unten."


def missed(number: int) -> str:
    """Return how many copies were missed."""
    return f"{number} verpasst"


def doubled(number: int) -> str:
    """Return how many copies were doubled."""
    return f"{number} doppelt"


def wrong(number: int) -> str:
    """Return how many copies had wrong lots."""
    return f"{number} mit falschen Lots"


def drifting(lots: str) -> str:
    """Return the sentence about a difference without any copy at fault."""
    return (
        f"Alle Kopien wurden gemacht, aber bei einem Vergleich wich ein Follower um {lots} Lots ab."
    )


def last_compared(ago: str, number: int, text: str) -> str:
    """Return when both ends were compared last, and how often."""
    times = "einmal" if number == 1 else f"{text}-mal"
    return f"Letzter Vergleich vor {ago}, in dieser Zeit {times} verglichen."


def drift_of(text: str) -> str:
    """Return lots with their unit."""
    return f"{text} Lots"


def how_long(seconds: int) -> str:
    """Return how long something is past, in the unit that says most."""
    for size, unit in ((86_400, "T"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def faults_counted(number: str) -> str:
    """Return how many faults are listed."""
    return f"{PROOF_FAULTS} ({number})"


def _copies(number: int, text: str) -> str:
    return "1 Kopie" if number == 1 else f"{text} Kopien"


def _enumerated(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} und {parts[-1]}"
