"""Whatever a master does: a perfect follower is found exact, and any one wrong deal is found.

The follower here counts in whole numbers: lots in hundredths, targets in steps of its broker. It
shares no arithmetic with the oracle. Rules T1, S3, S4.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import ceil

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.sim.oracle_runs import FOLLOWER, HEDGING, MASTER, NETTING, account, one_route
from tradecopy_desktop.domain.values import DealEntry, MarginMode, Reason, Side
from tradecopy_desktop.sim.histories_of_run import HistoryDeal, RunHistory
from tradecopy_desktop.sim.oracle import judge

BUY, SELL = Side.BUY, Side.SELL
# What a master does: where (a symbol or an open position), how many hundredths, which side.
Wish = tuple[int, int, bool]
wishes = st.lists(
    st.tuples(st.integers(0, 4), st.integers(1, 60), st.booleans()), min_size=1, max_size=14
)


@dataclass(kw_only=True)
class Share:
    """One copy in whole numbers; accepted and original volume are numerator and denominator."""

    name: str
    source: str
    symbol: str
    side: Side
    accepted: tuple[int, int] = (0, 1)
    original: tuple[int, int] = (1, 1)
    base: int = 0
    target: int = 0
    tickets: list[tuple[str, int]] = field(default_factory=list)


@dataclass(kw_only=True)
class Perfect:
    """A follower without fault. `factor` in hundredths, `step` in hundredths of a lot."""

    mode: MarginMode
    factor: int
    step: int
    least: int
    deals: list[HistoryDeal] = field(default_factory=list)
    instructions: int = 0
    skipped: int = 0
    net: dict[str, tuple[str, int]] = field(default_factory=dict)

    def steps(self, volume: tuple[int, int]) -> int:
        return self.factor * volume[0] // (100 * self.step * volume[1])

    def grow(self, share: Share, source: str, lots: int, at_ms: int) -> bool:
        top, bottom = share.accepted
        more = (top + lots * bottom, bottom)
        # What is held above its share since a reduction was rounded up is not opened again.
        steps = self.steps(more) - max(self.steps(share.accepted), share.target)
        if steps < self.least:
            self.skipped += 1
            return False
        share.accepted = share.original = more
        share.base = share.target = share.target + steps
        self.instructions += 1
        self._open(replace(share, source=source, tickets=share.tickets), steps, at_ms)
        return True

    def shrink(self, share: Share, before: int, after: int, at_ms: int) -> None:
        share.accepted = (share.accepted[0] * after, share.accepted[1] * before)
        top = share.base * share.accepted[0] * share.original[1]
        bottom = share.accepted[1] * share.original[0]
        nearest = (2 * top + bottom) // (2 * bottom)
        target = min(share.target, max(nearest, self.least)) if after else 0
        if target < share.target:
            self.instructions += 1
            self._close(share, share.target - target, at_ms)
        share.target = target

    def _open(self, share: Share, steps: int, at_ms: int) -> None:
        place = f"{5000 + len(self.deals)}"
        if self.mode is NETTING:
            place, net = self.net.get(share.symbol, (place, 0))
            self.net[share.symbol] = (place, net + steps)
        share.tickets.append((place, steps))
        self._deal(share, place, DealEntry.IN, steps, at_ms)

    def _close(self, share: Share, steps: int, at_ms: int) -> None:
        if self.mode is NETTING:
            place, net = self.net.pop(share.symbol)
            if net > steps:
                self.net[share.symbol] = (place, net - steps)
            self._deal(share, place, DealEntry.OUT, steps, at_ms)
            return
        while steps:
            place, there = share.tickets.pop(0)
            part = min(steps, there)
            if there > part:
                share.tickets.insert(0, (place, there - part))
            self._deal(share, place, DealEntry.OUT, part, at_ms)
            steps -= part

    def _deal(self, share: Share, place: str, entry: DealEntry, steps: int, at_ms: int) -> None:
        side = share.side if entry is DealEntry.IN else share.side.opposite
        deal = _deal(len(self.deals), place, share.symbol, side, entry)
        self.deals.append(
            replace(
                deal,
                volume=Decimal(steps * self.step) / 100,
                at_ns=(at_ms + 200) * 1_000_000,
                reason=Reason.EXPERT,
                magic="77",
                copy=share.name,
                instruction=f"i{self.instructions}",
                route="r1",
                master=str(MASTER),
                source=share.source,
            )
        )


def _deal(n: int, place: str, symbol: str, side: Side, entry: DealEntry) -> HistoryDeal:
    return HistoryDeal(
        ticket=f"{9000 + n}",
        order=f"{9000 + n}",
        position=place,
        symbol=symbol,
        side=side,
        entry=entry,
        volume=Decimal(0),
        price=Decimal(1),
        reason=Reason.CLIENT,
        magic="0",
        at_ns=0,
    )


@dataclass(kw_only=True)
class Master:
    """Trades as wished and tells the follower in whole numbers what changed."""

    follower: Perfect
    gap_ms: int = 10_000
    deals: list[HistoryDeal] = field(default_factory=list)
    places: dict[str, tuple[str, Side, int]] = field(default_factory=dict)
    shares: dict[str, Share] = field(default_factory=dict)

    def trade_netting(self, where: int, lots: int, side: Side) -> None:
        symbol = ("EURUSD", "XAUUSD")[where % 2]
        order = f"{100 + len(self.deals)}"
        place, held_side, held = self.places.get(symbol, (order, side, 0))
        if held_side is side:
            self._record(order, place, symbol, side, DealEntry.IN, lots)
            self._grow(symbol, place, order, symbol, side, lots)
        elif lots <= held:
            self._record(order, place, symbol, side, DealEntry.OUT, lots)
            self._shrink(symbol, lots)
        else:
            self._record(order, place, symbol, side, DealEntry.INOUT, lots)
            self._shrink(symbol, held)
            self._grow(symbol, place, order, symbol, side, lots - held)

    def trade_hedging(self, where: int, lots: int, side: Side) -> None:
        order = f"{100 + len(self.deals)}"
        if where < len(self.places):
            place = list(self.places)[where]
            _, held_side, held = self.places[place]
            part = min(lots, held)
            self._record(order, place, "EURUSD", held_side.opposite, DealEntry.OUT, part)
            self._shrink(place, part)
        else:
            self._record(order, order, "EURUSD", side, DealEntry.IN, lots)
            self._grow(order, order, order, "EURUSD", side, lots)

    def _grow(self, key: str, place: str, order: str, symbol: str, side: Side, lots: int) -> None:
        _, _, held = self.places.get(key, (place, side, 0))
        self.places[key] = (place, side, held + lots)
        share = self.shares.get(key) or Share(
            name=f"c{order}", source=order, symbol=symbol, side=side
        )
        if self.follower.grow(share, order, lots, self._now()):
            self.shares[key] = share

    def _shrink(self, key: str, lots: int) -> None:
        place, side, held = self.places.pop(key)
        if held > lots:
            self.places[key] = (place, side, held - lots)
        if key in self.shares:
            self.follower.shrink(self.shares[key], held, held - lots, self._now())
            if held == lots:
                del self.shares[key]

    def _now(self) -> int:
        return self.gap_ms * len(self.deals)

    def _record(
        self, order: str, place: str, symbol: str, side: Side, entry: DealEntry, lots: int
    ) -> None:
        deal = _deal(len(self.deals), place, symbol, side, entry)
        at_ns = self.gap_ms * (len(self.deals) + 1) * 1_000_000
        volume = Decimal(lots) / 100
        self.deals.append(replace(deal, order=order, volume=volume, at_ns=at_ns))


def _traded(
    modes: tuple[MarginMode, MarginMode],
    broker: tuple[int, int, int],
    wished: list[Wish],
    gap_ms: int = 10_000,
) -> Master:
    factor, step, least = broker
    follower = Perfect(mode=modes[1], factor=factor, step=step, least=least)
    master = Master(follower=follower, gap_ms=gap_ms)
    for where, lots, buys in wished:
        if modes[0] is NETTING:
            master.trade_netting(where, lots, BUY if buys else SELL)
        else:
            # A netting follower cannot hold both sides of a hedged master.
            master.trade_hedging(where, lots, BUY if buys or modes[1] is NETTING else SELL)
    return master


def _run(master: Master, master_mode: MarginMode, deals: list[HistoryDeal]) -> RunHistory:
    ours = master.follower
    limits = (f"{Decimal(ours.least * ours.step) / 100}", f"{Decimal(ours.step) / 100}", "1000")
    return one_route(
        account(MASTER, master_mode, tuple(master.deals)),
        account(FOLLOWER, ours.mode, tuple(deals), limits),
        factor=f"{Decimal(ours.factor) / 100}",
    )


brokers = st.tuples(
    st.sampled_from([37, 50, 100, 133, 250, 1000]), st.sampled_from([1, 10]), st.integers(1, 3)
)
PAIRS = [(HEDGING, HEDGING), (HEDGING, NETTING), (NETTING, HEDGING), (NETTING, NETTING)]


@pytest.mark.parametrize("modes", PAIRS)
@given(broker=brokers, wished=wishes, gap_ms=st.sampled_from([60, 300, 1900, 10_000]))
def test_follower_when_perfect_is_found_exact(
    modes: tuple[MarginMode, MarginMode],
    broker: tuple[int, int, int],
    wished: list[Wish],
    gap_ms: int,
) -> None:
    # Each copy comes 200 ms after its deal, so at 60 ms the master is three deals ahead.
    master = _traded(modes, broker, wished, gap_ms)

    verdict = judge(_run(master, modes[0], master.follower.deals))

    assert verdict.details == ()
    assert verdict.exact
    assert verdict.events == len(wished)
    assert verdict.copies == master.follower.instructions
    assert verdict.skipped_expected == master.follower.skipped
    assert verdict.followers[0].drift_lots == 0


@pytest.mark.parametrize("fault", ["drop", "repeat", "twice", "more", "less", "flip"])
@pytest.mark.parametrize("modes", PAIRS)
@given(broker=brokers, wished=wishes, where=st.floats(0.01, 1))
def test_follower_when_one_deal_is_wrong_is_found_out(
    modes: tuple[MarginMode, MarginMode],
    fault: str,
    broker: tuple[int, int, int],
    wished: list[Wish],
    where: float,
) -> None:
    master = _traded(modes, broker, wished)
    deals = list(master.follower.deals)
    assume(deals)
    n = ceil(where * len(deals)) - 1
    step = Decimal(master.follower.step) / 100
    deal = deals[n]
    deals[n : n + 1] = {
        "drop": [],
        "repeat": [deal, replace(deal, ticket="1")],
        "twice": [deal, replace(deal, ticket="1", instruction="again")],
        "more": [replace(deal, volume=deal.volume + step)],
        "less": [replace(deal, volume=deal.volume - step)],
        "flip": [replace(deal, side=deal.side.opposite)],
    }[fault]

    verdict = judge(_run(master, modes[0], deals))

    assert not verdict.exact
    assert verdict.details
