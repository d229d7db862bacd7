"""Names of copies and instructions, derived from what the broker keeps, so a replay finds them.

A name is the first 128 bits of SHA-256 over its parts (rules L1, E1). Sequence numbers, times
and volumes never take part: one trade seen live, resent, in a snapshot or through a pending order
has one name.
"""

from decimal import Decimal
from hashlib import sha256

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.values import MarginMode


def source_key(*, order: str, position: str, margin_mode: MarginMode) -> str:
    """Return what names the master's opening: its order, and the position where they differ.

    On hedging accounts one order filled in steps can make several positions; on netting accounts
    the position's identifier is older than an order that adds to it or reverses it.
    """
    if margin_mode is MarginMode.NETTING or order == position:
        return order
    return f"{order}.{position}"


def copy_id(*, route: str, master: AccountKey, source: str, attempt: int = 0) -> str:
    """Return the name of the copy that `route` makes of the master's opening `source`."""
    return _name("copy", route, str(master), source, str(attempt))


def open_id(*, copy: str, order: str, attempt: int = 0) -> str:
    """Return the id of the instruction that opens a copy's share of one master order."""
    return _name("open", copy, order, str(attempt))


def volume_id(*, copy: str, state_version: str, attempt: int = 0) -> str:
    """Return the id of a reduction; `state_version` is the deal (MT5) or ticket (MT4) behind it."""
    return _name("volume", copy, state_version, str(attempt))


def stops_id(*, copy: str, stop_loss: Decimal | None, take_profit: Decimal | None) -> str:
    """Return the id of a stop change; the same values again are told apart by the revision."""
    return _name("stops", copy, _text(stop_loss), _text(take_profit))


def _text(price: Decimal | None) -> str:
    return "-" if price is None else format(price.normalize(), "f")


def _name(*parts: str) -> str:
    # Lengths keep ("a", "bc") and ("ab", "c") apart.
    framed = "".join([f"{len(part)}:{part}" for part in parts])
    return sha256(framed.encode()).hexdigest()[:32]
