"""Commands of the sample copy and the answers of an executor to them."""

from decimal import Decimal

from tests.unit.engine.link_samples import COPY, LIVE, MAGIC, OPEN
from tests.unit.engine.samples import FOLLOWER, MASTER, book
from tradecopy_desktop.domain.commands import (
    CancelPending,
    Command,
    ModifyPending,
    OpenPosition,
    PlacePending,
    SetStops,
    SetVolume,
    VoidInstruction,
)
from tradecopy_desktop.domain.facts import Fill, InstructionReported, Outcome
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.values import PendingKind, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.outcomes.conclude import Consequence, conclude

OPEN_ONE = OpenPosition(
    id=OPEN,
    copy=COPY,
    revision=1,
    route="r1",
    master=MASTER,
    follower=FOLLOWER,
    source="501",
    symbol="EURUSD",
    side=Side.BUY,
    volume=Decimal(1),
    stop_loss=None,
    take_profit=None,
    magic=MAGIC,
    life_ms=5_000,
    max_slippage=None,
    master_lots=Decimal(1),
)
PLACE = PlacePending(
    id=OPEN,
    copy=COPY,
    revision=1,
    route="r1",
    master=MASTER,
    follower=FOLLOWER,
    source="501",
    symbol="EURUSD",
    side=Side.BUY,
    kind=PendingKind.LIMIT,
    volume=Decimal(1),
    price=Decimal("1.09000"),
    limit_price=None,
    stop_loss=None,
    take_profit=None,
    expires_at=None,
    magic=MAGIC,
    life_ms=5_000,
)
MODIFY = ModifyPending(
    id="d" * 32,
    copy=COPY,
    revision=2,
    route="r1",
    follower=FOLLOWER,
    symbol="EURUSD",
    side=Side.BUY,
    price=Decimal("1.09000"),
    limit_price=None,
    stop_loss=None,
    take_profit=None,
    expires_at=None,
    opens=LIVE.opens,
)
CANCEL = CancelPending(
    id="e" * 32,
    copy=COPY,
    revision=2,
    route="r1",
    follower=FOLLOWER,
    symbol="EURUSD",
    side=Side.BUY,
    opens=LIVE.opens,
)
VOID = VoidInstruction(id=OPEN, copy=COPY, follower=FOLLOWER)


def set_volume(volume: str, *, id: str = "a" * 32, revision: int = 2) -> SetVolume:
    """Return the order to bring the sample copy to `volume` lots."""
    return SetVolume(
        id=id,
        copy=COPY,
        revision=revision,
        route="r1",
        follower=FOLLOWER,
        symbol="EURUSD",
        side=Side.BUY,
        volume=Decimal(volume),
        opens=LIVE.opens,
    )


def set_stops(sl: str, *, revision: int = 2) -> SetStops:
    """Return the order to give the sample copy a stop loss."""
    return SetStops(
        id="b" * 32,
        copy=COPY,
        revision=revision,
        route="r1",
        follower=FOLLOWER,
        symbol="EURUSD",
        side=Side.BUY,
        stop_loss=Decimal(sl),
        take_profit=None,
        opens=LIVE.opens,
    )


def fill(volume: str, *, deal: str = "8801") -> Fill:
    """Return a fill of ticket 7701."""
    return Fill(
        ticket="7701",
        deal=deal,
        order="7701",
        volume=Decimal(volume),
        price=Decimal("1.10002"),
        at=1_741_953_600_400,
    )


def answer(
    command: Command,
    outcome: Outcome,
    *,
    remaining: str = "0",
    code: str = "",
    message: str = "",
    fills: tuple[Fill, ...] = (),
    number: int = 1,
) -> InstructionReported:
    """Return a report about a command, as the follower's executor would number it."""
    is_void = isinstance(command, VoidInstruction)
    return InstructionReported(
        account=command.follower,
        number=number,
        id=command.id,
        copy=None if is_void else command.copy,
        revision=getattr(command, "revision", 0),
        outcome=outcome,
        code=code,
        message=message,
        fills=fills,
        remaining=Decimal(remaining),
        net=None,
        stop_loss=None,
        take_profit=None,
        received_us=0,
        sent_us=0,
        done_us=0,
        reported_ns=0,
        transit_us=0,
        confirm_us=0,
    )


def concluded(
    link: Link,
    command: Command,
    report: InstructionReported,
    *,
    known: Book | None = None,
    tries: int = 1,
    life_left_ms: float = 4_000,
) -> Consequence:
    """Return what an answer means for a link of an ordinary book."""
    known = known or book()
    known.put(link)
    return conclude(known, link, command, report, tries=tries, life_left_ms=life_left_ms)
