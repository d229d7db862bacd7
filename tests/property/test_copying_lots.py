"""Whatever a master does, the follower's lots stay within what was accepted (S2 to S4, L5)."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.engine.deciding import commands_of, decided
from tests.unit.engine.link_samples import COPY
from tests.unit.engine.samples import (
    SETTINGS,
    added,
    book,
    closed,
    opened,
    partly_closed,
    position,
    route,
    with_step,
)
from tradecopy_desktop.domain.commands import OpenPosition, SetVolume
from tradecopy_desktop.domain.facts import TradeEvent
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.sizing import Multiplier, VolumeRules
from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.sizing.steps import Bounds, Held, bound_order, lots_to_open

HUNDREDTHS = st.integers(1, 2_000).map(lambda n: Decimal(n) / 100)
RATIOS = st.fractions(Fraction(1, 50), 20, max_denominator=50)


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    """Return a symbol with an ordinary or an odd step and a minimum of one or more steps."""
    step = Decimal(draw(st.sampled_from(["0.01", "0.02", "0.05", "0.03", "0.1", "0.5", "1"])))
    low = step * draw(st.integers(1, 10))
    return with_step(str(step), low=str(low), high=str(low * draw(st.integers(1, 100))))


@dataclass(frozen=True, slots=True)
class Turn:
    """What a master does next: add lots, or close a share of what there is."""

    add: Decimal | None
    keep: Fraction


TURNS = st.lists(
    st.one_of(
        HUNDREDTHS.map(lambda lots: Turn(lots, Fraction(1))),
        st.fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=20).map(
            lambda keep: Turn(None, keep)
        ),
    ),
    max_size=12,
)


def _events(first: Decimal, turns: list[Turn]) -> list[TradeEvent]:
    """Return the events of a netting master, ending flat; each order and deal has a number."""
    events, held = [opened(str(first))], first
    for number, turn in enumerate(turns, start=1):
        if turn.add is not None:
            held += turn.add
            told = added(str(held), str(turn.add), order=f"5{number:03}", made_by=f"7{number:03}")
        else:
            left = Decimal(int(Fraction(held) * turn.keep * 100)) / 100
            if not 0 < left < held:
                continue
            told = partly_closed(str(left), str(held - left), made_by=f"8{number:03}")
            held = left
        events.append(replace(told, seq=number + 1))
    return [*events, closed(str(held))]


def _book(ratio: Fraction, instrument: Instrument) -> Book:
    factor = Decimal(ratio.numerator) / Decimal(ratio.denominator)
    settings = replace(SETTINGS, sizing=Multiplier(factor=factor))
    return book(route(settings), master=MarginMode.NETTING, instrument=instrument)


@given(RATIOS, HUNDREDTHS, HUNDREDTHS, instruments(), HUNDREDTHS)
def test_opening_when_sized_then_is_whole_steps_within_bounds_and_never_above_the_ratio(
    ratio: Fraction, accepted: Decimal, add: Decimal, instrument: Instrument, cap: Decimal
) -> None:
    asked = ratio * Fraction(accepted + add)
    bounds = Bounds(instrument=instrument, rules=VolumeRules(), min_lots=None, max_lots=cap)

    lots = lots_to_open(Held(), bound_order(asked, Held(), bounds).lots, instrument)

    assert lots % instrument.lot_step == 0
    assert lots == 0 or instrument.lot_min <= lots
    assert lots <= min(cap, instrument.lot_max)
    assert Fraction(lots) <= asked


@given(RATIOS, HUNDREDTHS, TURNS, instruments())
def test_l5_target_when_the_master_adds_and_reduces_then_never_exceeds_what_was_accepted(
    ratio: Fraction, first: Decimal, turns: list[Turn], instrument: Instrument
) -> None:
    known = _book(ratio, instrument)
    factor = Fraction(Decimal(ratio.numerator) / Decimal(ratio.denominator))

    for told in _events(first, turns):
        decided(known, told)
        for link in known.active.values():
            # A reduction is rounded by half a step at most, and the minimum is kept.
            slack = max(
                factor * link.accepted + Fraction(instrument.lot_step) / 2,
                Fraction(instrument.lot_min),
            )
            assert 0 <= link.target <= slack or link.accepted == link.target == 0
            assert link.target % instrument.lot_step == 0


@given(RATIOS, HUNDREDTHS, TURNS, instruments())
def test_openings_when_decided_then_are_valid_volumes_and_reductions_only_go_down(
    ratio: Fraction, first: Decimal, turns: list[Turn], instrument: Instrument
) -> None:
    known = _book(ratio, instrument)
    held: dict[str, Decimal] = {}

    for told in _events(first, turns):
        for command in commands_of(decided(known, told)):
            if isinstance(command, OpenPosition):
                assert instrument.lot_min <= command.volume <= instrument.lot_max
                assert command.volume % instrument.lot_step == 0
                held[command.copy] = held.get(command.copy, Decimal(0)) + command.volume
            elif isinstance(command, SetVolume):
                assert command.volume < held[command.copy]
                held[command.copy] = command.volume

    # The master is flat, in whatever pieces it closed.
    assert set(held.values()) <= {Decimal(0)}


@given(HUNDREDTHS, TURNS)
def test_same_lots_when_steps_are_the_masters_then_the_copy_is_the_masters_volume(
    first: Decimal, turns: list[Turn]
) -> None:
    known = book(master=MarginMode.NETTING, instrument=with_step("0.01", high="1000000"))

    for told in _events(first, turns):
        decided(known, told)
        assert told.position is not None
        assert known.links[COPY].target == told.position.volume


@given(HUNDREDTHS, TURNS)
def test_l1_events_when_all_are_decided_twice_then_ids_are_stable_and_nothing_opens_again(
    first: Decimal, turns: list[Turn]
) -> None:
    events = _events(first, turns)
    known, other = book(master=MarginMode.NETTING), book(master=MarginMode.NETTING)

    once = [c.id for told in events for c in commands_of(decided(known, told))]
    same = [c.id for told in events for c in commands_of(decided(other, told))]
    again = [
        command
        for told in events
        for command in commands_of(decided(known, told))
        if isinstance(command, OpenPosition)
    ]

    assert once == same
    assert len(set(once)) == len(once)
    assert again == []


@given(HUNDREDTHS, TURNS)
def test_l1_event_when_decided_again_at_once_then_opens_nothing(
    first: Decimal, turns: list[Turn]
) -> None:
    known = book(master=MarginMode.NETTING)

    for told in _events(first, turns):
        decided(known, told)
        target = {copy: link.target for copy, link in known.links.items()}
        assert commands_of(decided(known, told)) == []
        assert {copy: link.target for copy, link in known.links.items()} == target


@given(
    st.builds(
        Filters,
        symbols_allowed=st.frozensets(st.sampled_from(["EURUSD", "XAUUSD"])),
        symbols_denied=st.frozensets(st.sampled_from(["EURUSD", "XAUUSD"])),
        sides=st.frozensets(st.sampled_from(Side)),
    ),
    st.sampled_from(RouteMode),
    st.integers(0, 10**9),
    st.integers(1, 99),
)
def test_c4_close_when_filters_mode_and_age_are_anything_then_is_never_stopped(
    filters: Filters, mode: RouteMode, age_ms: int, left: int
) -> None:
    known = book()
    decided(known, opened("1"))
    known.put_route(route(replace(SETTINGS, filters=filters, max_age_ms=0), mode=mode))
    rest = Decimal(left) / 100
    smaller = replace(partly_closed(str(rest), "0.5"), position=position(str(rest)))

    sent = [
        command
        for told in (smaller, closed(str(rest)))
        for command in commands_of(decided(known, told, age_ms=age_ms))
    ]

    assert [command.volume for command in sent if isinstance(command, SetVolume)] == [rest, 0]
