"""What a follower is told to do: imperative, and targets rather than steps."""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.values import ZERO, PendingKind, Side

MOST_OPENINGS = 64
"""How many openings a copy can hold: a change names them all, for an executor without journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One opening instruction of a copy, so that an executor without journal can find it."""

    id: str
    magic: str
    volume: Decimal
    since: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPosition:
    """Open `volume` lots for a copy. Lives `life_ms` and no longer; None price means none.

    `master_lots` is what the master traded, `worst_price` what the follower's own quote must not
    be worse than when it is sent, None for any; both stay with us.
    """

    id: str
    copy: str
    revision: int
    route: str
    master: AccountKey
    follower: AccountKey
    source: str
    symbol: str
    side: Side
    volume: Decimal
    stop_loss: Decimal | None
    take_profit: Decimal | None
    magic: str
    life_ms: int
    max_slippage: int | None
    master_lots: Decimal = ZERO
    worst_price: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetVolume:
    """Reduce a copy to `volume` lots; 0 closes it. Never opens, never expires."""

    id: str
    copy: str
    revision: int
    route: str
    follower: AccountKey
    symbol: str
    side: Side
    volume: Decimal
    opens: tuple[Opening, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStops:
    """Give all tickets of a copy these stops; None takes one away. Never expires."""

    id: str
    copy: str
    revision: int
    route: str
    follower: AccountKey
    symbol: str
    side: Side
    stop_loss: Decimal | None
    take_profit: Decimal | None
    opens: tuple[Opening, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePending:
    """Place a pending order for a copy; `expires_at` is on the follower's server clock."""

    id: str
    copy: str
    revision: int
    route: str
    master: AccountKey
    follower: AccountKey
    source: str
    symbol: str
    side: Side
    kind: PendingKind
    volume: Decimal
    price: Decimal
    limit_price: Decimal | None
    stop_loss: Decimal | None
    take_profit: Decimal | None
    expires_at: int | None
    magic: str
    life_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModifyPending:
    """Change a copy's pending order to these values."""

    id: str
    copy: str
    revision: int
    route: str
    follower: AccountKey
    symbol: str
    side: Side
    price: Decimal
    limit_price: Decimal | None
    stop_loss: Decimal | None
    take_profit: Decimal | None
    expires_at: int | None
    opens: tuple[Opening, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelPending:
    """Take a copy's pending order back."""

    id: str
    copy: str
    revision: int
    route: str
    follower: AccountKey
    symbol: str
    side: Side
    opens: tuple[Opening, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidInstruction:
    """Make sure that an instruction id is never carried out from now on (rule L9)."""

    id: str
    copy: str
    follower: AccountKey


Command = (
    OpenPosition
    | SetVolume
    | SetStops
    | PlacePending
    | ModifyPending
    | CancelPending
    | VoidInstruction
)
