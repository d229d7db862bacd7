"""Records for storage tests, as a running program would make them. Every value is made up."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.commands import Opening, OpenPosition, SetVolume
from tradecopy_desktop.domain.decisions import Copied, Decision, Step
from tradecopy_desktop.domain.facts import (
    EventKind,
    Fill,
    InstructionReported,
    Outcome,
    TradeEvent,
)
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.stop_rules import COPY_PRICES
from tradecopy_desktop.domain.trades import Deal, Position
from tradecopy_desktop.domain.values import DealEntry, Reason, Side
from tradecopy_desktop.ports import EventRecord, OutcomeRecord

MASTER = AccountKey(login="1001", server="Broker-Demo")
FOLLOWER = AccountKey(login="2002", server="Prop-Live")
NOON = datetime(2025, 3, 14, 12, 0, 0, 250_000, tzinfo=UTC)


def opened(seq: int, *, stream: str = "771", role: Role = Role.MONITOR) -> TradeEvent:
    """Return the opening of position 5000+seq by order 5000+seq and deal 7000+seq."""
    ticket = str(5000 + seq)
    return TradeEvent(
        account=MASTER,
        role=role,
        stream=stream,
        seq=seq,
        kind=EventKind.OPENED,
        at=1_741_953_600_250,
        age_us=850,
        received_ns=10_000_000,
        transit_us=120,
        position=Position(
            id=ticket,
            ticket=ticket,
            order=ticket,
            symbol="EURUSD",
            side=Side.BUY,
            volume=Decimal("0.50"),
            price=Decimal("1.08540"),
            stop_loss=Decimal("1.0800"),
            take_profit=None,
            magic="0",
            comment="",
            opened_at=1_741_953_600_250,
            profit=Decimal("-1.20"),
            swap=Decimal(0),
        ),
        deal=Deal(
            ticket=str(7000 + seq),
            order=ticket,
            entry=DealEntry.IN,
            side=Side.BUY,
            volume=Decimal("0.50"),
            price=Decimal("1.08540"),
            reason=Reason.CLIENT,
            magic="0",
            comment="",
            profit=Decimal(0),
            swap=Decimal(0),
            commission=Decimal("-3.50"),
        ),
        pending=None,
        was=None,
        amount=None,
    )


def link(seq: int, *, route: str = "r1", state: LinkState = LinkState.OPENING) -> Link:
    """Return route `route`'s copy of position 5000+seq."""
    ticket = str(5000 + seq)
    return Link(
        copy=f"copy-{route}-{seq}",
        route=route,
        master=MASTER,
        follower=FOLLOWER,
        position=ticket,
        order=ticket,
        source=ticket,
        master_symbol="EURUSD",
        symbol="EURUSD.pro",
        side=Side.BUY,
        master_side=Side.BUY,
        ratio=Fraction(1, 3),
        accepted=Fraction(1, 2),
        master_volume=Decimal("0.50"),
        base=Fraction(17, 100),
        original=Fraction(1, 2),
        target=Decimal("0.17"),
        filled=Decimal(0),
        stop_loss=Decimal("1.0800"),
        take_profit=None,
        revision=1,
        opens=(
            Opening(
                id=f"open-{route}-{seq}",
                magic="1560281089",
                volume=Decimal("0.17"),
                since=None,
            ),
        ),
        orders=(ticket,),
        version=str(7000 + seq),
        settings_version=4,
        stops=COPY_PRICES,
        state=state,
        exact=Fraction(1, 6),
    )


def open_command(seq: int, *, route: str = "r1", magic: str = "1560281089") -> OpenPosition:
    """Return the instruction that opens route `route`'s copy of position 5000+seq."""
    return OpenPosition(
        id=f"open-{route}-{seq}",
        copy=f"copy-{route}-{seq}",
        revision=1,
        route=route,
        master=MASTER,
        follower=FOLLOWER,
        source=str(5000 + seq),
        symbol="EURUSD.pro",
        side=Side.BUY,
        volume=Decimal("0.17"),
        stop_loss=Decimal("1.0800"),
        take_profit=None,
        magic=magic,
        life_ms=5000,
        max_slippage=None,
    )


def close_command(seq: int, *, route: str = "r1") -> SetVolume:
    """Return the instruction that closes route `route`'s copy of position 5000+seq."""
    return SetVolume(
        id=f"close-{route}-{seq}",
        copy=f"copy-{route}-{seq}",
        revision=2,
        route=route,
        follower=FOLLOWER,
        symbol="EURUSD.pro",
        side=Side.BUY,
        volume=Decimal(0),
        opens=(),
    )


def copied(seq: int, *, route: str = "r1") -> Copied:
    """Return the decision of `route` to copy position 5000+seq."""
    return Copied(
        route=route,
        link=link(seq, route=route),
        commands=(open_command(seq, route=route),),
        steps=(
            Step(rule="S1", text="0.50 lots x 1/3 = 0.1666 lots"),
            Step(rule="S4", text="rounded to 0.17, the nearest step of 0.01"),
        ),
        master_lots=Decimal("0.50"),
    )


def event_record(
    ordinal: int,
    *,
    event: TradeEvent | None = None,
    decisions: tuple[Decision, ...] | None = None,
    routes: tuple[str, ...] = ("r1",),
    decided_at: datetime = NOON,
) -> EventRecord:
    """Return the record of opening number `ordinal`, copied by each of `routes`."""
    if decisions is None:
        decisions = tuple(copied(ordinal, route=route) for route in routes)
    return EventRecord(
        ordinal=ordinal,
        decided_at=decided_at + timedelta(milliseconds=ordinal),
        event=event or opened(ordinal),
        decisions=decisions,
        links=tuple(each.link for each in decisions if each.link is not None),
    )


def filled(number: int, *, seq: int, route: str = "r1") -> InstructionReported:
    """Return report `number`: the opening of route `route`'s copy of position 5000+seq is done."""
    return InstructionReported(
        account=FOLLOWER,
        number=number,
        id=f"open-{route}-{seq}",
        copy=f"copy-{route}-{seq}",
        revision=1,
        outcome=Outcome.FILLED,
        code="10009",
        message="",
        fills=(
            Fill(
                ticket="88001",
                deal="99001",
                order="88001",
                volume=Decimal("0.17"),
                price=Decimal("1.08552"),
                at=1_741_953_600_412,
            ),
        ),
        remaining=Decimal("0.17"),
        net=None,
        stop_loss=Decimal("1.0800"),
        take_profit=None,
        received_us=5_000,
        sent_us=5_100,
        done_us=161_000,
        reported_ns=180_000_000,
        transit_us=90,
        confirm_us=170_000,
    )


def outcome_record(
    ordinal: int,
    report: InstructionReported,
    *,
    links: tuple[Link, ...] = (),
    commands: tuple[SetVolume, ...] = (),
    decided_at: datetime = NOON,
) -> OutcomeRecord:
    """Return the record of an executor's answer."""
    return OutcomeRecord(
        ordinal=ordinal,
        decided_at=decided_at + timedelta(milliseconds=ordinal),
        report=report,
        links=links,
        commands=commands,
    )
