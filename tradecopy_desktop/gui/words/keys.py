"""Words for giving an account's terminals another key."""

RENEW_KEY = "New key…"
RENEW_KEY_YES = "Give a new key"
RENEW_KEY_DETAIL = (
    "Its terminals get the new key over their connection and come back with it within seconds. "
    "One that is away keeps its key until it is back."
)


def renew_key_ask(name: str) -> str:
    """Return the question before an account's key is renewed."""
    return f"Give {name} a new key?"


def key_on_its_way(name: str) -> str:
    """Return what is said after a new key was given out."""
    return f"{name} has a new key. An alert follows when every terminal came by it."
