"""Values as they are typed behind options; each raises ArgumentTypeError in one clear line."""

import argparse
import math

from tradecopy_desktop.domain.accounts import AccountKey


def account(text: str) -> AccountKey:
    """Return an account, LOGIN@SERVER."""
    try:
        return AccountKey.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def name(text: str) -> str:
    """Return a name that is not empty."""
    if not text.strip():
        raise argparse.ArgumentTypeError("must be a symbol, was blank")
    return text.strip()


def mapping(text: str) -> tuple[str, str]:
    """Return the master's name of a symbol and the follower's."""
    master, _, follower = (part.strip() for part in text.partition("="))
    if not (master and follower):
        raise argparse.ArgumentTypeError(f"must be MASTER=FOLLOWER, was {text!r}")
    return master, follower


def whole(text: str) -> int:
    """Return a whole number from 0 on."""
    try:
        number = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a whole number, was {text!r}") from None
    if not 0 <= number < 2**63:
        raise argparse.ArgumentTypeError(f"must be 0 or more, was {text}")
    return number


def between(low: int, high: int, text: str) -> int:
    """Return a whole number within two bounds."""
    number = whole(text)
    if not low <= number <= high:
        raise argparse.ArgumentTypeError(f"must be {low} to {high}, was {text}")
    return number


def port(text: str) -> int:
    """Return a port; 0 for any free one."""
    return between(0, 65_535, text)


def followers(text: str) -> int:
    """Return a number of followers."""
    return between(1, 50, text)


def trades(text: str) -> int:
    """Return a number of trades."""
    return between(1, 1_000_000, text)


def seconds(text: str) -> float:
    """Return seconds."""
    try:
        seconds = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a number of seconds, was {text!r}") from None
    if not (math.isfinite(seconds) and seconds >= 0):
        raise argparse.ArgumentTypeError(f"must be 0 or more seconds, was {text}")
    return seconds


def share(text: str) -> float:
    """Return a share from 0 to 1."""
    try:
        share = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a number, was {text!r}") from None
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"must be 0 to 1, was {text}")
    return share


def speed(text: str) -> float | None:
    """Return a speed, None for as fast as can be."""
    if text == "max":
        return None
    try:
        speed = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a number or max, was {text!r}") from None
    if not (math.isfinite(speed) and speed > 0):
        raise argparse.ArgumentTypeError(f"must be above 0, was {text}")
    return speed
