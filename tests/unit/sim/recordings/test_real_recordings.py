"""Real exports, read from the folder that TRADECOPY_RECORDINGS names; none lies in the project."""

import os
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from tradecopy_desktop.domain.values import DealEntry, MarginMode, Side
from tradecopy_desktop.sim.recordings import RecordedDeal, Recording, RecordingError, read_recording

_EN = "mt5_netting_en_fxpro_2021-09.xlsx"
_ES = "mt5_netting_es_fxpro_2021-10.xlsx"
_A = "performance_mnq_mgc_2025-12a.csv"
_B = "performance_mnq_ym_2025-12b.csv"
_ALL = (_EN, _ES, _A, _B)
# Dollars per point and contract, from the exchange.
_MULTIPLIERS = {"MNQ": 2, "MGC": 10, "MES": 5, "YM": 5, "NQ": 20, "ES": 50}
# Units per lot of the symbols whose profit is in dollars without conversion.
_UNITS = {
    "EURUSD": 100_000,
    "AUDUSD": 100_000,
    "GOLD": 100,
    "SILVER": 5_000,
    "NAT.GAS": 10_000,
    "BTCUSD": 1,
}


def _file(name: str) -> Path:
    folder = os.environ.get("TRADECOPY_RECORDINGS")
    if not folder:
        pytest.skip("TRADECOPY_RECORDINGS names no folder of real recordings")
    found = next(Path(folder).rglob(name), None)
    if found is None:
        pytest.skip(f"{name} is not in the folder that TRADECOPY_RECORDINGS names")
    return found


def _read(name: str) -> Recording:
    return read_recording(_file(name))


@pytest.mark.parametrize(("name", "deals"), [(_EN, 30), (_ES, 19), (_A, 69), (_B, 89)])
def test_real_recording_when_read_then_it_has_every_deal(name: str, deals: int) -> None:
    recording = _read(name)

    assert len(recording.deals) == deals
    assert recording.margin_mode is MarginMode.NETTING
    assert recording.currency == "USD"
    assert len({deal.deal for deal in recording.deals}) == deals


@pytest.mark.parametrize("name", _ALL)
def test_real_recording_when_followed_deal_by_deal_then_volumes_fit_and_end_flat(
    name: str,
) -> None:
    recording = _read(name)

    held: defaultdict[str, Decimal] = defaultdict(Decimal)
    for deal in recording.deals:
        before = held[deal.symbol]
        after = before + (deal.volume if deal.side is Side.BUY else -deal.volume)
        assert deal.entry is _what_happened(before, after), deal
        held[deal.symbol] = after

    assert set(held.values()) == {Decimal(0)}


def _what_happened(before: Decimal, after: Decimal) -> DealEntry:
    if before * after < 0:
        return DealEntry.INOUT
    return DealEntry.IN if abs(after) > abs(before) else DealEntry.OUT


@pytest.mark.parametrize("name", _ALL)
def test_real_recording_when_grouped_by_position_then_the_first_order_names_it(name: str) -> None:
    recording = _read(name)

    first: dict[str, RecordedDeal] = {}
    for deal in recording.deals:
        first.setdefault(deal.position, deal)

    assert all(deal.order == position for position, deal in first.items())
    assert all(deal.entry is DealEntry.IN for deal in first.values())


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        (_EN, {"in": 15, "out": 15}),
        (_ES, {"in": 10, "out": 9}),
        (_A, {"in": 36, "out": 31, "inout": 2}),
        (_B, {"in": 42, "out": 47}),
    ],
)
def test_real_recording_when_counted_then_entries_are_as_in_the_file(
    name: str, entries: dict[str, int]
) -> None:
    recording = _read(name)

    assert Counter(deal.entry.value for deal in recording.deals) == entries


@pytest.mark.parametrize(
    ("name", "positions", "moved", "total"),
    # Rows of the table of positions; how many had their levels moved; the total under the deals.
    [(_EN, 14, 7, "34.64"), (_ES, 9, 9, "-3717.06")],
)
def test_mt5_recording_when_read_then_positions_and_total_are_those_of_the_file(
    name: str, positions: int, moved: int, total: str
) -> None:
    recording = _read(name)

    assert len({deal.position for deal in recording.deals}) == positions
    assert sum(deal.profit for deal in recording.deals) == Decimal(total)
    notes = [note for note in recording.notes if note.startswith("Positions whose S/L or T/P")]
    assert len(notes) == 1
    assert f"opening order: {moved} (" in notes[0]
    assert not any("balance" in note for note in recording.notes)


@pytest.mark.parametrize("name", [_EN, _ES])
def test_mt5_recording_when_quoted_in_dollars_then_profits_follow_from_prices(name: str) -> None:
    recording = _read(name)

    for symbol, (points, profit) in _points_and_profits(recording).items():
        if symbol in _UNITS:
            assert points * _UNITS[symbol] == profit, symbol


@pytest.mark.parametrize("name", [_A, _B])
def test_performance_recording_when_multiplied_then_profits_follow_from_prices(name: str) -> None:
    recording = _read(name)

    for symbol, (points, profit) in _points_and_profits(recording).items():
        assert points * _MULTIPLIERS[symbol[:-2]] == profit, symbol


def _points_and_profits(recording: Recording) -> dict[str, tuple[Decimal, Decimal]]:
    # All end flat, so what was paid and received is the gain, whichever fills belong together.
    gains: dict[str, tuple[Decimal, Decimal]] = {}
    for deal in recording.deals:
        points, profit = gains.get(deal.symbol, (Decimal(0), Decimal(0)))
        points -= deal.side.sign * deal.volume * deal.price
        gains[deal.symbol] = points, profit + deal.profit
    return gains


def test_performance_recording_when_reversed_twice_then_the_position_is_kept() -> None:
    recording = _read(_A)

    turns = [deal for deal in recording.deals if deal.entry is DealEntry.INOUT]
    assert [(d.symbol, d.side, d.volume) for d in turns] == [
        ("MGCG6", Side.SELL, Decimal(6)),
        ("MGCG6", Side.BUY, Decimal(6)),
    ]
    assert len({deal.position for deal in turns}) == 1


def test_performance_recording_when_a_deal_only_opens_then_it_has_no_profit() -> None:
    recording = _read(_B)

    assert not any(deal.profit for deal in recording.deals if deal.entry is DealEntry.IN)


@pytest.mark.parametrize("name", [_EN, _ES])
def test_mt5_recording_when_cut_then_refused(name: str, tmp_path: Path) -> None:
    content = _file(name).read_bytes()
    cut = tmp_path / "cut"

    for share in (1, 10, 50, 90, 99):
        cut.write_bytes(content[: len(content) * share // 100])
        with pytest.raises(RecordingError):
            read_recording(cut)
