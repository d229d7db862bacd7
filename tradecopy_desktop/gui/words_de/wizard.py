"""German words of the first steps: from nothing to an armed route."""

from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui.words_de.states import MODES, ROLES

SET_UP = "Einrichten\N{HORIZONTAL ELLIPSIS}"
SET_UP_KEYS = "Ctrl+Shift+S"
SET_UP_TIP = "Schritt für Schritt von Ihren Terminals zur ersten scharfen Route"
WIZARD_TITLE = "TradeCopy einrichten"
WIZARD_NEXT = "Weiter"
WIZARD_NEXT_TIP = "Zum nächsten Schritt"
WIZARD_BACK = "Zurück"
WIZARD_BACK_TIP = "Zum vorigen Schritt"
WIZARD_LEAVE = "Später weiter"
WIZARD_LEAVE_TIP = "Alles bisher Getane bleibt; fahren Sie später mit Einrichten fort"
STEP_DONE = "erledigt"
STEP_NOW = "jetzt"
STEP_LEFT = "noch zu tun"


def wizard_steps() -> tuple[str, ...]:
    """Return the names of the steps, in their order."""
    return ("Beginn", "Terminals", "Verbinden", "Größen", "Probelauf", "Scharf", "Fertig")


def step_state(step: str, state: str) -> str:
    """Return a step with its state, for those who hear it."""
    return f"{step}: {state}"


# ---- begin ---------------------------------------------------------------------------------------

START_TITLE = "Willkommen bei TradeCopy"
START_INTRO = (
    "TradeCopy kopiert die Trades eines MetaTrader-Kontos, des Masters, auf andere, seine "
    "Follower. Wenige Schritte führen zum ersten kopierten Trade. Sie können jederzeit aufhören "
    "und später weitermachen."
)
START_DEMO = "Mit simulierten Terminals ausprobieren"
START_DEMO_HINT = (
    "Drei Terminals mit Spielgeld, nur auf diesem Rechner. Sie gehen dieselben Schritte und sehen "
    "nach ein, zwei Minuten die ersten Kopien. Von Ihren Konten wird nichts berührt."
)
START_DEMO_TIP = "Als Demo weitermachen; zum Einrichten eigener Terminals beenden und neu starten"
START_DEMO_BESIDE = (
    "Sie haben hier schon Konten, darum läuft die Demo neben diesem Programm: Starten Sie sie mit "
    "dem Befehl tradecopy-desktop demo --first-run"
)
START_IS_DEMO = "Das ist die Demo: Terminals und Geld sind simuliert."
START_REAL = "Meine MetaTrader-Terminals"
START_REAL_HINT = (
    "TradeCopy sucht MetaTrader 4 und 5 auf diesem Rechner, installiert seine Expert Advisors in "
    "die gewählten und sagt Ihnen, welche Klicks Ihre sind. Gehandelt wird erst, wenn Sie scharf "
    "schalten."
)
START_REAL_LATER = (
    "Beenden Sie die Demo und starten Sie TradeCopy ohne sie, um Ihre eigenen Terminals "
    "einzurichten."
)

# ---- terminals -----------------------------------------------------------------------------------

TERMINALS_TITLE = "Welche Terminals machen mit?"
TERMINALS_INTRO = (
    "Wählen Sie den Master, dessen Trades kopiert werden, und die Follower, die sie erhalten. "
    "Geben Sie jedem einen Namen, den Sie wiedererkennen."
)
ONE_MASTER_HINT = "Hier ein Master; weitere Master und Routen können später hinzukommen."
ROLE_UNUSED = "Unbenutzt"
NAME_HERE = "Name"
BY_HAND_TITLE = "Von Hand hinzugefügt"
BY_HAND_HINT = "auf einem anderen Rechner oder ein nicht gefundenes Terminal"
ACCOUNT_NOT_KNOWN = "Konto noch nicht bekannt"
TERMINAL_RUNS = "läuft"
TERMINAL_RUNS_NOT = "läuft nicht"
REGISTERED = "registriert"
LOOKING = "Terminals werden gesucht"
LOOKING_HINT = "Das dauert einige Sekunden."
NONE_FOUND = "Kein Terminal gefunden"
NONE_FOUND_HINT = (
    "Starten Sie MetaTrader und suchen Sie neu, wählen Sie seinen Ordner, oder fügen Sie das Konto "
    "von Hand hinzu, wenn das Terminal auf einem anderen Rechner läuft."
)
LOOK_AGAIN_TIP = "Terminals suchen, die inzwischen installiert oder gestartet wurden"
ADD_FOLDER = "Ordner wählen\N{HORIZONTAL ELLIPSIS}"
ADD_FOLDER_TIP = "Programm- oder Datenordner eines Terminals angeben"
ADD_FOLDER_TITLE = "Programm- oder Datenordner eines Terminals"
ADD_BY_HAND = "Von Hand hinzufügen"
ADD_BY_HAND_TIP = "Login und Server eines Kontos eingeben, dessen Terminal nicht in der Liste steht"
INSTALL = "Installieren"
INSTALL_TIP = (
    "Diese Konten registrieren und Expert Advisors, Port und Schlüssel in ihre Terminals bringen"
)
NO_MASTER_CHOSEN = "Wählen Sie, welches Terminal der Master ist: Seine Trades werden kopiert."
TWO_MASTERS_CHOSEN = "Wählen Sie nur einen Master. Ein weiterer lässt sich danach einrichten."
NO_FOLLOWER_CHOSEN = "Wählen Sie mindestens einen Follower: Er erhält die Kopien."
MEND_ROWS = "Beheben Sie, was oben markiert ist."
SAME_ACCOUNT_TWICE = "Dieses Konto steht zweimal in der Liste: Nehmen Sie nur eines davon."


def short_name(title: str) -> str:
    """Return a terminal's title without what every terminal is called."""
    parts = title.split()
    kept = [part for part in parts if part not in _NOT_A_NAME]
    return " ".join(kept) or title


_NOT_A_NAME = frozenset(
    ("Simulated", "MetaTrader", "MT4", "MT5", "4", "5", "Terminal", "terminal", "(64-bit)", "x64")
)


def name_with_login(name: str, login: str) -> str:
    """Return the name of the second terminal that would be called the same."""
    return f"{name} {login}".strip()


def role_of(terminal: str) -> str:
    """Return what the choice of a terminal's role is called."""
    return f"Rolle von {terminal}"


def login_at(login: str, server: str) -> str:
    """Return an account by login and server."""
    return f"{login} bei {server}"


def folder_of(folder: str) -> str:
    """Return where a terminal keeps its data."""
    return f"Datenordner: {folder}"


def registered_otherwise(roles: frozenset[Role]) -> str:
    """Return what is said where an account has another role already."""
    names = " und ".join(ROLES[role] for role in Role if role in roles)
    return f"Dieses Konto ist schon als {names} registriert: Wählen Sie diese Rolle."


# ---- connect -------------------------------------------------------------------------------------

CONNECT_TITLE = "Terminals verbinden"
CONNECT_INTRO = (
    "Jedes Konto bekommt einen eigenen Schlüssel und seinen Expert Advisor. Was nur Sie in "
    "MetaTrader tun können, steht unten und wird abgehakt, sobald es getan ist."
)
CONNECT_WAITS = "Wartet, bis der Master und mindestens ein Follower verbunden sind"
INSTALL_AGAIN = "Neu installieren"
SHOW_LOG = "Log zeigen"
HIDE_LOG = "Log ausblenden"
KEY_BY_HAND = (
    "Dieses Terminal richten Sie von Hand ein. Hier ist sein Schlüssel; er ist nur zu sehen, bis "
    "Sie hier fertig sind:"
)
INSTALLING = "Wird registriert und installiert\N{HORIZONTAL ELLIPSIS}"
NOT_REGISTERED = "Noch nicht registriert."
NOT_COMPILED = "Die Expert Advisors wurden kopiert, ließen sich aber nicht kompilieren."
NOT_SEEN_YET = "Noch nicht gesehen. Nach den Schritten unten verbindet es sich von selbst."
LIST_NOT_WHOLE = (
    "Verbunden; die Liste seiner Positionen ist noch nicht vollständig, das dauert einige Sekunden."
)


def log_of(name: str) -> str:
    """Return what the log of an installation is called."""
    return f"Log von {name}"


def not_seen_yet(step: str) -> str:
    """Return that a terminal has not come yet, and what keeps it."""
    return f"Noch nicht gesehen. Als Nächstes im Terminal: {step}."


def wrong_account(status: str) -> str:
    """Return that a key came from another account."""
    return (
        f"Dieser Schlüssel gehört zu einem anderen Konto: {status}. "
        "Melden Sie sich beim oben genannten Konto an."
    )


def mend_log_in(step: str) -> str:
    """Return that the terminal must be logged in otherwise."""
    return f"Das Terminal ist nicht dort, wo es sein soll: {step}."


def role_missing(role: Role) -> str:
    """Return that one of an account's two Expert Advisors is not there."""
    return f"Verbunden, aber sein Expert Advisor für den {ROLES[role]} fehlt."


def old_experts(runs: str, there: str) -> str:
    """Return that another version runs than was installed."""
    return (
        f"Version {runs} des Expert Advisors läuft noch, {there} ist installiert: "
        "Entfernen Sie ihn vom Chart und ziehen Sie ihn neu darauf."
    )


def trading_off(step: str) -> str:
    """Return that a terminal may not trade, and what to do."""
    return (
        f"Verbunden, aber der Handel ist nicht erlaubt: {step}."
        if step
        else "Verbunden, aber der Handel ist in diesem Terminal nicht erlaubt."
    )


def terminal_ready(company: str) -> str:
    """Return that a terminal can be used."""
    return f"Verbunden mit {company}. Bereit." if company else "Verbunden. Bereit."


# ---- sizes ---------------------------------------------------------------------------------------

SIZES_TITLE = "Wie groß kopiert jeder Follower?"
SIZES_INTRO = (
    "Ändern Sie das Beispiel, um zu sehen, was jeder Follower bekäme. Nichts wird gesendet."
)
EXAMPLE = "Wenn der Master kauft:"
EXAMPLE_OF = "Lots"
EXAMPLE_SYMBOL = "Symbol des Beispiels"
EXAMPLE_LOTS = "Lots des Beispiels"
EXAMPLE_NO_SYMBOLS = "Die Symbole des Masters sind noch nicht bekannt."
EXAMPLE_NO_PRICE = "Der Preis wird gerade abgefragt."
MEND_SIZES = "Eine Größe fehlt: siehe oben, was markiert ist."


def example_at(price: str, stop: str) -> str:
    """Return at which price the example is opened, and its stop loss."""
    return f"zu {price}, SL {stop}"


def size_of(name: str) -> str:
    """Return what the choice of a follower's size is called."""
    return f"Größe von {name}"


def gets(lots: str, symbol: str) -> str:
    """Return what a follower would get."""
    return f"\N{RIGHTWARDS ARROW} {lots} Lots {symbol}"


def gets_nothing(reason: str) -> str:
    """Return that a follower would get nothing, and why."""
    return f"\N{RIGHTWARDS ARROW} nichts: {reason}"


def route_name(master: str, follower: str) -> str:
    """Return the name of a new route."""
    return f"{master} auf {follower}"


def route_name_of(master: str, follower: str, account: str) -> str:
    """Return the name of a new route where the short one is taken."""
    return f"{master} auf {follower} ({account})"


# ---- rehearse ------------------------------------------------------------------------------------

REHEARSE_TITLE = "Probelauf"
REHEARSE_INTRO = (
    "Die Routen beobachten den Master und entscheiden wie scharf geschaltet, senden aber nichts. "
    "Warten Sie auf einen Trade des Masters, oder gehen Sie weiter."
)
REHEARSE_EMPTY = "Warten auf den nächsten Trade des Masters"
REHEARSE_EMPTY_HINT = "Was jeder Follower bekommen hätte, erscheint hier."
REHEARSE_ON_TIP = "Zum Scharfschalten; auf einen Trade müssen Sie nicht warten"
MASTER_DID = "Trade des Masters"
WOULD_GET = "Hätte bekommen"


def route_line(master: str, follower: str, size: str) -> str:
    """Return a route with its size."""
    return f"{master} \N{RIGHTWARDS ARROW} {follower}  ({size})"


def rehearsal_state(mode: RouteMode, *, refuses: bool) -> str:
    """Return how far a route is."""
    if mode is RouteMode.OFF:
        return "Probelauf noch nicht möglich" if refuses else "Braucht Ihr Ja"
    return "Schon scharf" if mode is RouteMode.LIVE else MODES[mode]


def did(action: str, side: str, lots: str, symbol: str) -> str:
    """Return what was done with what."""
    return " ".join(part for part in (action, side, lots, symbol) if part)


def rehearsed(number: int) -> str:
    """Return how many copies would have been made."""
    if not number:
        return "Noch nichts geprobt"
    if number == 1:
        return "1 Order geprobt, keine gesendet"
    return f"{number} Orders geprobt, keine gesendet"


# ---- arm -----------------------------------------------------------------------------------------

ARM_PAGE_TITLE = "Routen scharf schalten"
ARM_PAGE_INTRO = (
    "Ab jetzt werden neue Trades des Masters kopiert. Entfernen Sie den Haken, wo der Probelauf "
    "weitergehen soll; was beim Master schon offen ist, bleibt unberührt, wenn Sie es nicht wählen."
)
NOT_ALL_ARMED = "Nicht jede Route ließ sich scharf schalten: siehe oben, warum."


def arm_routes(number: int) -> str:
    """Return what the button says that arms."""
    if not number:
        return "Weiter"
    return "1 Route scharf schalten" if number == 1 else f"{number} Routen scharf schalten"


def open_already(number: int) -> str:
    """Return how much is open at the master already, beside the way to see it."""
    if not number:
        return "Beim Master ist nichts offen, dem diese Route nicht schon folgt"
    if number == 1:
        return "1 Position ist beim Master schon offen: wählen, ob sie kopiert wird"
    return f"{number} Positionen sind beim Master schon offen: wählen, welche kopiert werden"


# ---- done ----------------------------------------------------------------------------------------

DONE_TITLE = "Es wird kopiert"
DONE_INTRO = "Fenster schließen beendet das Kopieren nicht; den Stand zeigt der Infobereich."
WAITING_FOR_COPY = "Mit dem nächsten Trade des Masters erscheint hier die erste Kopie."
FIRST_COPY = "Die erste Kopie ist da"
FIRST_COPY_DID = ""
OPEN_COCKPIT = "Cockpit öffnen"
OPEN_COCKPIT_TIP = "Alle Follower und ihre Positionen neben denen des Masters"


def armed_now(number: int) -> str:
    """Return how many routes copy now."""
    return "1 Route ist scharf" if number == 1 else f"{number} Routen sind scharf"


def first_copy(follower: str, trade: str, price: str, milliseconds: str) -> str:
    """Return the first copy in a sentence."""
    took = f", {milliseconds} ms nach dem Master" if milliseconds else ""
    return f"{follower}: {trade} zu {price}{took}."
