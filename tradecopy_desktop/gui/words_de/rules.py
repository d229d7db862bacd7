"""German words for what the program's rules tell. What is not known here stays as it is."""

import re

_TEXTS = {
    # ---- how routes, accounts and followers are
    "no routes yet": "noch keine Routen",
    "all routes are off": "alle Routen sind aus",
    "copying": "aktiv",
    "watching": "beobachtet",
    "off": "aus",
    "paused: closes only": "pausiert: nur Schließungen",
    "waiting for a terminal": "wartet auf ein Terminal",
    "connected": "verbunden",
    "waiting for its terminal": "wartet auf sein Terminal",
    "terminal not connected": "Terminal nicht verbunden",
    "terminal is still loading": "Terminal lädt noch",
    "trading is switched off in the terminal": "Handel ist im Terminal ausgeschaltet",
    "its terminal is not connected": "sein Terminal ist nicht verbunden",
    "its terminal has not shown all it holds": "sein Terminal hat noch nicht alles gezeigt",
    "trading is switched off in its terminal": "Handel ist in seinem Terminal ausgeschaltet",
    "1 position has no SL": "1 Position ohne SL",
    "an order's outcome is unknown": "Ausgang einer Order unbekannt",
    "opens nothing new; closes are copied": "eröffnet nichts Neues; Schließungen werden kopiert",
    "decides and sends nothing": "entscheidet und sendet nichts",
    "its routes are off": "seine Routen sind aus",
    "no route leads to it": "keine Route führt zu ihm",
    "1 of its routes is paused": "1 seiner Routen ist pausiert",
    # ---- what alerts say
    "Copying": "Kopieren",
    "its limits are kept": "seine Limits werden überwacht",
    "the follower's terminal is not connected": "das Terminal des Followers ist nicht verbunden",
    "the follower's terminal has not shown all its positions and symbols yet": (
        "das Terminal des Followers hat noch nicht alle Positionen und Symbole gezeigt"
    ),
    # ---- what was done
    "open": "Eröffnung",
    "add": "Aufstockung",
    "close part": "Teilschluss",
    "close": "Schließung",
    "reverse": "Drehung",
    "pending order": "Pending-Order",
    "place order": "Order setzen",
    "change order": "Order ändern",
    "cancel order": "Order löschen",
    "take back": "Zurücknehmen",
    # ---- how a copy came about
    "same lots": "gleiche Lots",
    "fixed lots": "feste Lots",
    "same size": "gleiche Größe",
    "multiplier": "Faktor",
    "round down": "Abrunden",
    "contract size": "Kontraktgröße",
    "size": "Größe",
    "risk": "Risiko",
    "leverage": "Hebel",
    "guard": "Schutz",
    "expiry": "Ablauf",
    "worst case": "schlimmster Fall",
    "stops level": "Stop-Abstand",
    "partial close": "Teilschluss",
    "emergency SL": "Not-SL",
    "linked again": "wieder verknüpft",
    "the master closed: nothing is kept": "der Master hat geschlossen: nichts bleibt",
}
_SENTENCES = tuple(
    (re.compile(english), german)
    for english, german in (
        (r"(\d+) positions have no SL", r"\1 Positionen ohne SL"),
        (r"1 late trade waits for your answer", r"1 später Trade wartet auf Ihre Antwort"),
        (r"the master has no (SL|TP)", r"der Master hat keinen \1"),
        (r"the master's (SL|TP)", r"\1 des Masters"),
        (r"(\d+) late trades wait for your answer", r"\1 späte Trades warten auf Ihre Antwort"),
        (r"(\d+) of its routes are paused", r"\1 seiner Routen sind pausiert"),
        (r"(\S+) lots differ from what is due", r"\1 Lots weichen von der Vorgabe ab"),
        (r"(.+): its master is not there", r"\1: sein Master ist nicht da"),
        (r"(.+) lets nothing be opened now", r"\1 lässt jetzt nichts eröffnen"),
        # ---- how limits stand
        (r"(\S+) of (\S+) (\S+) used \((\S+ %)\)", r"\1 von \2 \3 genutzt (\4)"),
        (r"(\S+) of (\S+) (\S+) earned \((\S+ %)\)", r"\1 von \2 \3 verdient (\4)"),
        (r"(\S+) of (\S+) lots open \((\S+ %)\)", r"\1 von \2 Lots offen (\3)"),
        (r"(\S+) of (\S+) lots of (\S+) open \((\S+ %)\)", r"\1 von \2 Lots in \3 offen (\4)"),
        (r"(\S+) of (\S+) positions open \((\S+ %)\)", r"\1 von \2 Positionen offen (\3)"),
        (r"(\S+) of (\S+) trades today \((\S+ %)\)", r"\1 von \2 Trades heute (\3)"),
        (
            r"(\S+) of (\S+) losing trades in a row \((\S+ %)\)",
            r"\1 von \2 Verlusttrades in Folge (\3)",
        ),
        (
            r"margin level (\S+) %, at least (\S+) % \((\S+ %)\)",
            r"Margin-Level \1 %, mindestens \2 % (\3)",
        ),
        # ---- what waits and what is missing
        (
            r"the copy in (\S+) has no SL; (\S+) was ordered",
            r"Kopie in \1 ohne SL; \2 war angeordnet",
        ),
        (r"set the SL to (\S+)", r"SL auf \1 setzen"),
        (
            r"the master opened (\S+) (\S+) while an end was away",
            r"der Master eröffnete \1 \2, während ein Terminal weg war",
        ),
        (r"(.+): the guard sees again", r"\1: der Schutz sieht wieder"),
        (r"(.+): copy a late opening\?", r"\1: späte Eröffnung kopieren?"),
        (
            r"the master opened (\S+) (\S+) while an end was away; "
            r"answer within (.+), or it is skipped",
            r"der Master eröffnete \1 \2, während ein Terminal weg war; "
            r"Antwort binnen \3, sonst wird sie ausgelassen",
        ),
        (
            r"the follower's terminal has shown no price of (\S+) yet",
            r"das Terminal des Followers hat noch keinen Preis von \1 gezeigt",
        ),
        (r"(\S+) is mapped to (\S+)", r"\1 wird zu \2"),
    )
)


_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*(?![\w.])")
_ESTIMATED = ", estimated"
_SWAPPED = str.maketrans(".,", ",.")


def told(text: str) -> str:
    """Return what the rules tell, in the language of the window."""
    if text.endswith(_ESTIMATED):
        return f"{told(text.removesuffix(_ESTIMATED))}, geschätzt"
    known = _known(text)
    if known is not None:
        return known
    # A route's name stands before its state.
    name, colon, state = text.rpartition(": ")
    return f"{name}: {_known(state) or state}" if colon else text


def _known(text: str) -> str | None:
    if text in _TEXTS:
        return _TEXTS[text]
    found = ((pattern.fullmatch(text), german) for pattern, german in _SENTENCES)
    said = next((match.expand(german) for match, german in found if match is not None), None)
    return None if said is None else _NUMBER.sub(lambda each: each[0].translate(_SWAPPED), said)
