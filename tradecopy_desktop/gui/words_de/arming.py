"""German words for arming, rehearsing, pausing and switching off routes."""

from tradecopy_desktop.domain.preflight import Level
from tradecopy_desktop.domain.routes import OpenCopies, RouteMode
from tradecopy_desktop.gui.words_de.window import copies

PAUSE_ALL_ASK = "Alle Routen pausieren?"
PAUSE_ALL_DETAIL = (
    "Es wird nichts Neues eröffnet. Schließungen und Stop-Änderungen werden weiter kopiert."
)
ARM = "Scharf schalten"
REHEARSE = "Probelauf"
PAUSE = "Pausieren"
SWITCH_OFF = "Ausschalten"
SKIP = "Überspringen"
ARM_TIP = "Ab jetzt neue Trades kopieren"
REHEARSE_TIP = "Entscheiden und zeigen, was kopiert würde, aber nichts senden"
PAUSE_TIP = "Nichts Neues eröffnen; Schließungen werden weiter kopiert"
SWITCH_OFF_TIP = "Nichts kopieren"
SKIP_TIP = "Diese Route lassen, wie sie ist, und zur nächsten gehen"
SWITCH_OFF_DETAIL = "Neue Trades werden nicht mehr kopiert."

# ---- arming --------------------------------------------------------------------------------------

LEVELS = {
    Level.REFUSE: "Muss zuerst behoben werden",
    Level.ASK: "Braucht Ihr Ja",
    Level.WAIT: "Noch nicht bekannt, wird so bald wie möglich erneut geprüft",
    Level.OK: "In Ordnung",
}
SHOW_FINE = "Zeigen"
HIDE_FINE = "Ausblenden"
READ_THIS = "Ich habe das gelesen und will es so"
MEND_FIRST = "Noch nicht möglich: Was zuerst behoben werden muss, steht oben."
TICK_FIRST = "Lesen Sie, was Ihr Ja braucht, und setzen Sie dann das Häkchen."
ALREADY_OPEN = "Beim Master schon offen"
ALREADY_OPEN_HINT = (
    "Diese gab es schon vorher. Weder sie noch ihre Änderungen werden kopiert, außer Sie kreuzen "
    "sie an: Dann werden sie jetzt zum Marktpreis eröffnet."
)
NOTHING_OPEN = "Der Master hält nichts, dem diese Route nicht schon folgt."
COPY_NOW = "Jetzt kopieren"
COPY_NOW_TIP = "Leertaste oder Klick: diese Position jetzt zum Marktpreis eröffnen"
LEFT_ALONE = "nein"
TICKED = "ja"
OPENED_AT = "Eröffnet zu"
PRICE_NOW = "Jetzt"
LOOK_AGAIN = "Erneut prüfen"


def arm_title(verb: str, route: str) -> str:
    """Return the title of the window in which a route is armed."""
    return f"{verb}: {route}"


def arm_intro(master: str, follower: str, size: str) -> str:
    """Return what an armed route does, in a sentence."""
    return f"Neue Trades von {master} werden ab jetzt auf {follower} kopiert ({size})."


def rehearse_intro(master: str, follower: str, size: str) -> str:
    """Return what a rehearsal does, in a sentence."""
    return (
        f"Das Handelsprotokoll zeigt, was von {master} auf {follower} kopiert würde ({size}). "
        "Gesendet wird nichts."
    )


def one_of(number: int, total: int) -> str:
    """Return which route of several it is about."""
    return f"Route {number} von {total}"


def arm_and_copy(number: int) -> str:
    """Return the word on the button that arms and copies positions at once."""
    if not number:
        return ARM
    which = "1 Position" if number == 1 else f"{number} Positionen"
    return f"{ARM} und {which} kopieren"


def group_title(level: Level, number: int) -> str:
    """Return the title above findings of one kind."""
    return f"{LEVELS[level]} ({number})"


def set_to(mode: RouteMode, route: str) -> str:
    """Return what is said after a route was armed or rehearses."""
    if mode is RouteMode.LIVE:
        return f"{route} ist scharf."
    return f"{route} ist im Probelauf: Gesendet wird nichts."


# ---- pausing and switching off -------------------------------------------------------------------

OPEN_COPIES_ASK = "Was soll mit den offenen Kopien geschehen?"
COPIES_WISHES = {
    OpenCopies.FOLLOW: "Dem Master folgen, bis sie geschlossen sind",
    OpenCopies.CLOSE: "Jetzt schließen",
    OpenCopies.HAND_OVER: "Mir übergeben",
}
COPIES_MEANINGS = {
    OpenCopies.FOLLOW: (
        "Schließungen und Stop-Änderungen werden weiter kopiert, bis nichts mehr offen ist."
    ),
    OpenCopies.CLOSE: "Alle werden zum Marktpreis geschlossen, was auch immer der Master tut.",
    OpenCopies.HAND_OVER: (
        "Sie bleiben offen und werden nie mehr angefasst: Sie schließen sie selbst. "
        "Das lässt sich nicht rückgängig machen."
    ),
}


def paused(number: int) -> str:
    """Return what is said after pausing everything."""
    if not number:
        return "Keine Route war scharf, es gab also nichts zu pausieren."
    return "1 Route pausiert." if number == 1 else f"{number} Routen pausiert."


def ask_for_routes(verb: str, names: list[str]) -> str:
    """Return a question about one route by name, or about several by number."""
    return f"{_routes(names)} {verb[:1].lower()}{verb[1:]}?"


def switch_off_title(names: list[str]) -> str:
    """Return the title of the window in which routes are switched off."""
    return f"{SWITCH_OFF}: {_routes(names)}"


def switch_off_intro(open_copies: int) -> str:
    """Return what switching off means while copies are open."""
    return (
        f"{SWITCH_OFF_DETAIL} Orders, die auf einen Preis warten, werden gelöscht, außer die "
        f"Route behält sie. Es gibt {copies(open_copies)}."
    )


def _routes(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} Routen"
