"""Who sent a frame and when it came: what a fact needs beyond the frame. Reads no clock."""

from dataclasses import dataclass

from tradecopy_desktop.domain.accounts import AccountKey, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """`received_ns` is our steady clock; `transit_us` is None while the EA's is not yet known."""

    account: AccountKey
    role: Role
    stream: str
    received_ns: int
    transit_us: int | None
