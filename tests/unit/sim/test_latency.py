"""How long copies took, by stamps that are written here by hand."""

from tests.unit.sim.market import eurusd
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.values import MarginMode, Platform, Reason, Side
from tradecopy_desktop.sim.broker import BookedDeal, MarketRequest
from tradecopy_desktop.sim.running.latency import latencies, summary
from tradecopy_desktop.sim.running.world import World, build_world
from tradecopy_desktop.sim.scenario import Scenario, SimAccount
from tradecopy_desktop.sim.terminal.journal import Done, Fill, Intent
from tradecopy_desktop.sim.terminal.measure import EventSent, InstructionReceived

MS = 1_000_000


def _account(login: str, *, is_master: bool) -> SimAccount:
    return SimAccount(
        login=login,
        server="S",
        name=login,
        platform=Platform.MT5,
        margin_mode=MarginMode.HEDGING,
        currency="USD",
        is_master=is_master,
        secret="s" * 20,
        instruments=(eurusd(),),
    )


def _world() -> World:
    accounts = (_account("1", is_master=True), _account("2", is_master=False))
    return build_world(Scenario(url="ws://127.0.0.1:1/ea", accounts=accounts, routes=()))


def _event(at_ms: int, kind: str, deal_at_ms: int) -> EventSent:
    return EventSent(
        at_ns=at_ms * MS,
        seq=at_ms,
        kind=kind,
        position="70",
        source="70",
        deal="1",
        deal_at_ns=deal_at_ms * MS,
    )


def _instruction(at_ms: int, kind: str, id_: str, source: str = "") -> InstructionReceived:
    master = "1@S" if source else ""
    return InstructionReceived(at_ms * MS, kind, id_, "copy", master, source)


def test_percentiles_when_summed_up_are_those_of_the_nearest_rank() -> None:
    # 1 to 100 ms in a jumble.
    samples = [n * 37 % 101 * MS for n in range(1, 101)]

    assert summary(samples) == {"count": 100, "p50": 50.0, "p95": 95.0, "p99": 99.0, "max": 100.0}
    assert summary([]) is None


def test_instruction_when_received_is_counted_from_the_event_that_caused_it() -> None:
    world = _world()
    master, follower = world.seats
    master.terminal.measures[Role.MONITOR].events += [
        _event(100, "opened", 99),
        _event(200, "modified", 0),
        _event(300, "partly_closed", 299),
        _event(400, "closed", 399),
    ]
    follower.terminal.measures[Role.EXECUTOR].instructions += [
        _instruction(103, "open", "a", source="70"),
        _instruction(205, "set_stops", "b"),
        _instruction(307, "set_volume", "c"),
        _instruction(411, "set_volume", "d"),
        # Of a copy that no event of this run began.
        InstructionReceived(500 * MS, "set_volume", "e", "other", "", ""),
    ]

    bridge = latencies(world)["bridge"]

    # 3, 5, 7 and 11 ms.
    assert bridge == {"count": 4, "p50": 5.0, "p95": 11.0, "p99": 11.0, "max": 11.0}


def test_fill_when_booked_is_counted_from_the_masters_deal() -> None:
    world = _world()
    master, follower = world.seats
    world.feed.show("EURUSD", world.ticks[0].next().bid)  # type: ignore[union-attr]
    request = MarketRequest(
        symbol="EURUSD", side=Side.BUY, volume=eurusd().lot_min, reason=Reason.EXPERT
    )
    follower.broker.send(request)
    (booked,) = follower.broker.history.deals()
    assert isinstance(booked, BookedDeal)
    deal_ms = booked.when.at_ns / MS - 20
    master.terminal.measures[Role.MONITOR].events.append(
        EventSent(int((deal_ms + 1) * MS), 1, "opened", "70", "70", "1", int(deal_ms * MS))
    )
    follower.terminal.measures[Role.EXECUTOR].instructions.append(
        InstructionReceived(int((deal_ms + 5) * MS), "open", "a", "copy", "1@S", "70")
    )
    _journal_fill(world, booked)

    measured = latencies(world)

    assert measured["end_to_end"] is not None
    assert abs(measured["end_to_end"]["max"] - 20) < 0.01


def _journal_fill(world: World, booked: BookedDeal) -> None:
    journal = world.seats[1].terminal.disk.journal
    deal = booked.deal
    journal.write(
        Intent(
            id="a",
            copy="copy",
            revision=1,
            symbol="EURUSD",
            side=Side.BUY,
            volume=deal.volume,
            opens=True,
            magic="7",
        )
    )
    fill = Fill(
        ticket=booked.position,
        deal=deal.ticket,
        order=deal.order,
        volume=deal.volume,
        price=deal.price,
        at=booked.when.at,
    )
    journal.write(Done(id="a", outcome="filled", code="", tickets=(fill.ticket,), fills=(fill,)))
