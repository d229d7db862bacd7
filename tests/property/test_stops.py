"""Whatever the rules, prices and symbols: stops lie on the grid, off the market, on their side."""

from dataclasses import dataclass, replace
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.engine.link_samples import LIVE
from tests.unit.engine.samples import EURUSD, FOLLOWER, book, position, route
from tradecopy_desktop.domain.decisions import NothingToDo
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.stop_rules import (
    RefusedStop,
    StopRule,
    StopRules,
    StopSource,
)
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.following import follow_stops
from tradecopy_desktop.engine.stops.plan import MasterStops, Stops, plan_stops

# Digits, tick and the middle of the prices, in ticks: five- and three-digit currencies, gold,
# indices in quarters and halves, a future in fives.
GRIDS = [
    (5, "0.00001", 110_000),
    (3, "0.001", 151_500),
    (2, "0.01", 241_000),
    (2, "0.25", 72_000),
    (1, "0.5", 10_000),
    (0, "5", 8_000),
]
SIDES = st.sampled_from(list(Side))


@dataclass(frozen=True, slots=True)
class Scene:
    """A symbol and its market; `middle` is the bid in ticks."""

    instrument: Instrument
    quote: Quote
    middle: int

    def at(self, ticks: int) -> Decimal:
        """Return the price so many ticks from the bid."""
        return (self.middle + ticks) * self.instrument.tick_size


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """Return a symbol with or without a stops level, and its price."""
    digits, tick, middle = draw(st.sampled_from(GRIDS))
    point = Decimal(1).scaleb(-digits)
    instrument = replace(
        EURUSD,
        digits=digits,
        point=point,
        tick_size=Decimal(tick),
        stops_level=draw(st.integers(0, 60)),
    )
    bid = middle * Decimal(tick)
    spread = draw(st.integers(0, 30)) * point
    quote = Quote(symbol="EURUSD", bid=bid, ask=bid + spread, at=0)
    return Scene(instrument, quote, middle)


def ticks_off() -> st.SearchStrategy[int]:
    """Return distances in ticks, most of them near the market."""
    return st.one_of(st.integers(-80, 80), st.integers(-2_000, 2_000))


@st.composite
def any_rules(draw: st.DrawFn, choice: RefusedStop = RefusedStop.NEAREST) -> StopRules:
    """Return any two rules with any offsets."""

    def rule() -> StopRule:
        source = draw(st.sampled_from(list(StopSource)))
        points = draw(st.integers(1, 500)) if source is StopSource.FIXED else None
        return StopRule(source=source, points=points, offset=draw(st.integers(-60, 60)))

    return StopRules(stop_loss=rule(), take_profit=rule(), refused=choice)


def _both(stops: Stops) -> list[Decimal]:
    return [stop for stop in (stops.stop_loss, stops.take_profit) if stop is not None]


@given(scenes(), SIDES, st.sampled_from([StopSource.PRICE, StopSource.DISTANCE]), st.data())
def test_r3_3_stops_when_reversed_twice_then_are_the_original(
    scene: Scene, side: Side, source: StopSource, data: st.DataObject
) -> None:
    rule = StopRule(source=source)
    rules = StopRules(stop_loss=rule, take_profit=rule)
    entry, own_entry, sl, tp = (scene.at(data.draw(ticks_off())) for _ in range(4))
    first = MasterStops(side=side, entry=entry, stop_loss=sl, take_profit=tp)

    there = plan_stops(
        rules, first, side.opposite, scene.instrument, entry=own_entry, quote=None
    ).stops
    second = MasterStops(
        side=side.opposite,
        entry=own_entry,
        stop_loss=there.stop_loss,
        take_profit=there.take_profit,
    )
    back = plan_stops(rules, second, side, scene.instrument, entry=entry, quote=None).stops

    assert back == Stops(stop_loss=sl, take_profit=tp)


@given(scenes(), SIDES, SIDES, any_rules(), st.booleans(), st.data())
def test_c7_stops_when_planned_then_lie_on_the_followers_grid(
    scene: Scene, side: Side, masters: Side, rules: StopRules, quoted: bool, data: st.DataObject
) -> None:
    # The master's prices come from a finer grid of another broker.
    sl, tp, entry = (
        scene.at(data.draw(ticks_off())) + data.draw(st.integers(0, 99)) * Decimal("0.0000137")
        for _ in range(3)
    )
    of = MasterStops(side=masters, entry=entry, stop_loss=sl, take_profit=tp)

    plan = plan_stops(
        rules,
        of,
        side,
        scene.instrument,
        entry=scene.quote.ask,
        quote=scene.quote if quoted else None,
    )

    for stop in (*_both(plan.stops), *_both(plan.wanted)):
        assert stop % scene.instrument.tick_size == 0
        assert stop.as_tuple().exponent == -scene.instrument.digits


@given(scenes(), SIDES, any_rules(), st.data())
def test_c7_stops_when_the_nearest_is_taken_then_are_allowed_and_never_tightened(
    scene: Scene, side: Side, rules: StopRules, data: st.DataObject
) -> None:
    sl, tp, entry = (scene.at(data.draw(ticks_off())) for _ in range(3))
    of = MasterStops(side=side, entry=entry, stop_loss=sl, take_profit=tp)
    market = scene.quote.bid if side is Side.BUY else scene.quote.ask
    level = scene.instrument.stops_level * scene.instrument.point
    tick = scene.instrument.tick_size

    as_it_is = plan_stops(rules, of, side, scene.instrument, entry=entry, quote=None).stops
    plan = plan_stops(rules, of, side, scene.instrument, entry=entry, quote=scene.quote)

    assume(plan.refusal is None)
    pairs = (
        (plan.stops.stop_loss, as_it_is.stop_loss, -side.sign),
        (plan.stops.take_profit, as_it_is.take_profit, side.sign),
    )
    for stop, asked, away in pairs:
        if stop is None or asked is None:
            assert stop is asked
            continue
        room = (stop - market) * away
        assert room > 0
        assert room >= level
        assert (stop - asked) * away >= 0
        # No nearer one would have done.
        assert stop == asked or room - tick < level


@given(scenes(), SIDES, any_rules(RefusedStop.AFTERWARDS), st.data())
def test_c7_stops_when_set_afterwards_then_what_is_sent_is_wanted_or_nothing(
    scene: Scene, side: Side, rules: StopRules, data: st.DataObject
) -> None:
    sl, tp, entry = (scene.at(data.draw(ticks_off())) for _ in range(3))
    of = MasterStops(side=side, entry=entry, stop_loss=sl, take_profit=tp)

    as_it_is = plan_stops(rules, of, side, scene.instrument, entry=entry, quote=None).stops
    plan = plan_stops(rules, of, side, scene.instrument, entry=entry, quote=scene.quote)

    assert plan.refusal is None
    assert plan.wanted == as_it_is
    assert plan.stops.stop_loss in (None, plan.wanted.stop_loss)
    assert plan.stops.take_profit in (None, plan.wanted.take_profit)


@given(scenes(), any_rules(), st.data())
def test_c7_stops_when_followed_again_at_the_same_price_then_nothing_more_is_sent(
    scene: Scene, rules: StopRules, data: st.DataObject
) -> None:
    sl, tp, old, entry = (scene.at(data.draw(ticks_off())) for _ in range(4))
    known = book(instrument=scene.instrument)
    known.account(FOLLOWER).quotes["EURUSD"] = scene.quote
    known.put(replace(LIVE, stops=rules, stop_loss=old, entry=entry, master_entry=entry))
    shown = replace(position("1"), stop_loss=sl, take_profit=tp)

    for decision in follow_stops(known, route(), shown):
        if decision.link is not None:
            known.put(decision.link)
    again = follow_stops(known, route(), shown)

    assert [type(each) for each in again] == [NothingToDo]
