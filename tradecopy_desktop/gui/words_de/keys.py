"""German words for giving an account's terminals another key."""

RENEW_KEY = "Neuer Schlüssel…"
RENEW_KEY_YES = "Neuen Schlüssel geben"
RENEW_KEY_DETAIL = (
    "Die Terminals des Kontos erhalten den neuen Schlüssel über ihre Verbindung und sind nach "
    "wenigen Sekunden damit zurück. Eines, das nicht da ist, behält seinen, bis es zurück ist."
)


def renew_key_ask(name: str) -> str:
    """Return the question before an account's key is renewed."""
    return f"{name} einen neuen Schlüssel geben?"


def key_on_its_way(name: str) -> str:
    """Return what is said after a new key was given out."""
    return f"{name} hat einen neuen Schlüssel. Ein Alarm meldet, wenn alle Terminals ihn haben."
