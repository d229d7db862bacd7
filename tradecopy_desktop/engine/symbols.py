"""Which of the follower's symbols a master's symbol means. A guess never trades."""

from dataclasses import dataclass

from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.engine.book import AccountState


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The follower's instrument and why it is the one; None with the reason for none."""

    instrument: Instrument | None
    reason: str


def resolve_symbol(
    symbol: str, mapping: tuple[tuple[str, str], ...], follower: AccountState
) -> Resolved:
    """Return the follower's instrument for a master's symbol: explicit map first, then exact."""
    mapped = dict(mapping).get(symbol)
    if mapped is not None:
        instrument = follower.instruments.get(mapped)
        if instrument is None:
            return Resolved(
                instrument=None,
                reason=f"{symbol} is mapped to {mapped}, which the follower's broker does not have",
            )
        return Resolved(instrument=instrument, reason=f"{symbol} is mapped to {mapped}")
    instrument = follower.instruments.get(symbol)
    if instrument is None:
        return Resolved(
            instrument=None, reason=f"the follower's broker has no symbol {symbol}; map it"
        )
    return Resolved(instrument=instrument, reason="same name")
