"""What a run hands over to be judged: whose instruction each deal was, and what sizes come from."""

from fractions import Fraction
from pathlib import Path

from tests.unit.sim.market import D, broker_of, eurusd
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.sizing import FixedLots, SymbolOverride, VolumeRules
from tradecopy_desktop.domain.stop_rules import NO_STOPS
from tradecopy_desktop.domain.values import MarginMode, Platform, Reason, Side
from tradecopy_desktop.sim.broker import BookedDeal, CloseRequest, MarketRequest, SimBroker
from tradecopy_desktop.sim.running.histories import instruction_of, run_history
from tradecopy_desktop.sim.running.world import build_world
from tradecopy_desktop.sim.scenario import Scenario, SimAccount, SimRoute
from tradecopy_desktop.sim.scenario_sizes import FixedLotsForm, OverrideForm
from tradecopy_desktop.sim.terminal.journal import Done, Fill, Intent, Journal


def _journal() -> Journal:
    journal = Journal()
    journal.write(_intent("open", opens=True))
    return journal


def _intent(id_: str, *, opens: bool) -> Intent:
    return Intent(
        id=id_,
        copy="copy",
        revision=1,
        symbol="EURUSD",
        side=Side.BUY,
        volume=D(1),
        opens=opens,
        magic="7" if opens else "0",
    )


def _open(broker: SimBroker) -> str:
    request = MarketRequest(
        symbol="EURUSD",
        side=Side.BUY,
        volume=D(1),
        magic="7",
        reason=Reason.EXPERT,
        stop_loss=D("1.09"),
    )
    return broker.send(request).ticket


def _last(broker: SimBroker) -> BookedDeal:
    return list(broker.history.deals())[-1]


def test_deal_when_executed_after_its_answer_timed_out_belongs_to_its_magic() -> None:
    broker = broker_of()
    _open(broker)

    intent = instruction_of(_last(broker), _journal())

    assert intent is not None
    assert intent.id == "open"


def test_closing_when_journalled_belongs_to_the_instruction_that_closed() -> None:
    broker, journal = broker_of(), _journal()
    ticket = _open(broker)
    broker.send(CloseRequest(ticket=ticket, volume=D(1), magic="7", reason=Reason.EXPERT))
    closing = _last(broker)
    journal.write(_intent("close", opens=False))
    fill = Fill(ticket, closing.deal.ticket, closing.deal.order, D(1), D(1), 0)
    journal.write(Done(id="close", outcome="filled", code="", fills=(fill,)))

    intent = instruction_of(closing, journal)

    assert intent is not None
    assert intent.id == "close"


def test_deal_when_a_stop_or_the_trader_made_it_belongs_to_nobody() -> None:
    broker, journal = broker_of(), _journal()
    _open(broker)
    by_hand = _open(broker)

    broker.send(CloseRequest(ticket=by_hand, volume=D(1), magic="7"))
    trader = instruction_of(_last(broker), journal)
    broker.quote("EURUSD", D("1.08"), D("1.09"))
    stop = instruction_of(_last(broker), journal)

    assert _last(broker).deal.reason is Reason.STOP_LOSS
    assert (trader, stop) == (None, None)


GOLDEN = Path(__file__).parents[2] / "golden" / "recordings"


def _account(login: str, *symbols: str, currency: str = "USD") -> SimAccount:
    return SimAccount(
        login=login,
        server="S",
        name=login,
        platform=Platform.MT5,
        margin_mode=MarginMode.NETTING,
        currency=currency,
        is_master=login == "1",
        secret="s" * 20,
        instruments=tuple(eurusd(name, digits=2, point=D("0.01")) for name in symbols),
    )


def _scenario(*accounts: SimAccount, **other: object) -> Scenario:
    route = SimRoute(
        id="r1",
        name="route",
        master="1@S",
        follower="2@S",
        symbol_map={"MGCG6": "MGCG6.x", "MNQH6": "MNQH6.x"},
        sizing=FixedLotsForm(lots=D("0.5")),
        volume=VolumeRules(max_lots=D(2)),
        overrides=(OverrideForm(symbol="MGCG6", min_lots=D("0.1")),),
        stops=NO_STOPS,
        reverse=True,
        contract_ratios={"MNQH6": (1, 10)},
    )
    fields = {"url": "ws://127.0.0.1:1/ea", "accounts": accounts, "routes": (route,), **other}
    return Scenario(**fields)  # type: ignore[arg-type]


def test_route_when_judged_has_all_that_its_sizes_come_from() -> None:
    world = build_world(_scenario(_account("1", "EURUSD"), _account("2", "EURUSD")))

    (route,) = run_history(world).routes

    assert route.sizing == FixedLots(lots=D("0.5"))
    assert route.volume == VolumeRules(max_lots=D(2))
    assert route.overrides == (SymbolOverride(symbol="MGCG6", min_lots=D("0.1")),)
    assert (route.stops, route.reverse) == (NO_STOPS, True)
    assert route.contract_ratios == {"MNQH6": Fraction(1, 10)}


def test_master_when_judged_shows_its_orders_whole_with_stops_and_price() -> None:
    accounts = (_account("1", "EURUSD"), _account("2", "EURUSD", currency="EUR"))
    world = build_world(_scenario(*accounts, prices={"EURUSD": D("1.10")}))
    request = MarketRequest(
        symbol="EURUSD", side=Side.BUY, volume=D(1), stop_loss=D("1.05"), parts=(D("0.4"), D("0.6"))
    )

    world.masters[0].broker.send(request)
    history = run_history(world)

    first, second = history.accounts[AccountKey(login="1", server="S")].deals
    assert (first.volume, first.order_volume, second.volume) == (D("0.4"), D(1), D("0.6"))
    assert (second.stop_loss, second.take_profit, second.held_at) == (D("1.05"), None, D("1.1"))
    assert history.accounts[AccountKey(login="2", server="S")].currency == "EUR"


def test_recording_when_replayed_begins_with_the_first_price_of_every_symbol() -> None:
    # The gold of the sample is first bought at 2000.0, its Nasdaq at 21000.25.
    master, follower = _account("1", "MGCG6", "MNQH6"), _account("2", "MGCG6.x", "MNQH6.x")
    recording = str(GOLDEN / "tradovate.csv")

    world = build_world(_scenario(master, follower, recording=recording))

    bids = {name: quote.bid for name, quote in world.seats[1].broker.quotes.items()}
    assert bids == {"MGCG6.x": D("2000.0"), "MNQH6.x": D("21000.25")}
