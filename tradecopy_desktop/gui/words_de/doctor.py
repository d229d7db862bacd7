"""German words of the check-up page."""

from tradecopy_desktop.domain.checkup import Verdict

DOCTOR = "Prüfung"
CHECK_AGAIN = "Erneut prüfen"
CHECK_AGAIN_TIP = "Alles noch einmal ansehen"
COPY_CHECKS = "Bericht kopieren"
COPY_CHECKS_TIP = "Alle Zeilen kopieren, um sie jemandem zu senden, der hilft"
CHECKED_WHAT = "Was"
CHECKED_HOW = "Ergebnis"
CHECKED_FOUND = "Befund, und was zu tun ist"
NOT_CHECKED = "Noch nichts geprüft"
NOT_CHECKED_HINT = "Es dauert wenige Sekunden und ändert nichts."
CHECKING = "Wird geprüft…"
CHECKING_HINT = "Terminals, Konten, Schlüsselbund, Datenbank und Windows werden angesehen."
ALL_FINE = "Alles in Ordnung"
CHECKS_COPIED = "Der Bericht ist kopiert."
CHECK_DETAIL_NONE = "Wählen Sie eine Zeile, um sie ganz zu lesen."
VERDICTS = {
    Verdict.WRONG: "Problem",
    Verdict.HINT: "Hinweis",
    Verdict.UNKNOWN: "Unbekannt",
    Verdict.FINE: "In Ordnung",
}


def checks_summary(wrong: int, hints: int, unknown: int, at: str) -> str:
    """Return what a check-up found, in one line."""
    if not (wrong or hints or unknown):
        return f"{ALL_FINE}, geprüft um {at}"
    problems = "Kein Problem" if not wrong else f"{wrong} Problem{'e' if wrong > 1 else ''}"
    parts = [problems]
    if hints:
        parts.append(f"{hints} Hinweis{'e' if hints > 1 else ''}")
    if unknown:
        parts.append(f"{unknown} unbekannt")
    return f"{', '.join(parts)}, geprüft um {at}"


def check_detail(text: str, remedy: str) -> str:
    """Return a line of a check-up as a whole."""
    return f"{text}.\nZu tun: {remedy}." if remedy else f"{text}."
