"""A whole history, copied by compiled Expert Advisors and judged deal by deal (T1).

Histories that were made up are always played; real ones are read from the folder that
TRADECOPY_RECORDINGS names.
"""

import asyncio
import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.order_scene import HEDGING, KINDS, MT4, NETTING_MASTER, SETTINGS, Follows
from tests.e2e.order_seat import Account
from tests.ea.conftest import Programs
from tests.ea.drills.ea_histories import run_history
from tests.ea.drills.ea_replay import EaReplay, Trade, made_up, trades_of
from tests.ea.drills.ea_scene import MASTERS, ea_scene
from tradecopy_desktop.domain.pace import WIDE_PACE
from tradecopy_desktop.domain.values import MarginMode, Platform
from tradecopy_desktop.sim.oracle import Verdict, judge
from tradecopy_desktop.sim.recordings import read_recording

SAMPLES = Path(__file__).parents[1] / "golden" / "recordings"
REAL = (
    "mt5_netting_en_fxpro_2021-09.xlsx",
    "mt5_netting_es_fxpro_2021-10.xlsx",
    "performance_mnq_mgc_2025-12a.csv",
    "performance_mnq_ym_2025-12b.csv",
)
# However slow the machine: what matters here is what was copied, not how soon.
PATIENT = replace(SETTINGS, max_age_ms=600_000)
ALL = [Follows(account=account, settings=PATIENT) for account in KINDS]
HEDGED = [Follows(account=account, settings=PATIENT) for account in (HEDGING, MT4)]


async def _copied(
    programs: Programs, folder: Path, trades: list[Trade], master: Account, follows: list[Follows]
) -> Verdict:
    """Return the judgement on a history that was played and copied."""
    async with ea_scene(programs, folder, *follows, master=master, SIM_SYMBOLS="24") as scene:
        for seat in scene.followers:
            await scene.program.set_pace(seat.account.key, WIDE_PACE)
        # What is added and closed at once need not be sent: recorded hands are not so fast.
        adds = master.margin_mode is MarginMode.NETTING
        await EaReplay(scene.master).play(trades, scene.followed if adds else None)
        await scene.quiet()
        played = [(d.symbol, d.entry, d.side, d.lots) for d in scene.master.book.deals]
        await asyncio.gather(*(seat.leave() for seat in scene.seats))
        routes = [each.route_from(master) for each in follows]
        run = await asyncio.to_thread(run_history, scene.master, scene.followers, routes)
    # The master's own deals are the recording's, row by row.
    assert played == [(t.symbol, t.entry, t.side, f"{t.lots:.2f}") for t in trades]
    return judge(run)


def _assert_exact(verdict: Verdict, events: int) -> None:
    faults = (verdict.missed, verdict.duplicated, verdict.wrong_volume, verdict.unlinked)
    assert faults == (0, 0, 0, 0), verdict.details
    assert verdict.events == events
    assert verdict.copies == verdict.prescribed > 0
    assert [follower.drift_lots for follower in verdict.followers] == [0] * len(verdict.followers)


@pytest.mark.parametrize(("master", "seed"), [("mt5", 1), ("mt4", 2)])
async def test_made_up_history_when_copied_by_compiled_experts_then_every_deal_is_exact(
    programs: Programs, tmp_path: Path, master: str, seed: int
) -> None:
    trades = made_up(seed, 25)

    verdict = await _copied(programs, tmp_path, trades, MASTERS[master], ALL)

    _assert_exact(verdict, len(trades))


@pytest.mark.parametrize("name", ["mt4_statement.htm", "mt5_netting.html", "tradovate.csv"])
async def test_sample_when_copied_by_compiled_experts_then_every_deal_is_exact(
    programs: Programs, tmp_path: Path, name: str
) -> None:
    await _replay(programs, tmp_path, SAMPLES / name)


@pytest.mark.parametrize("name", REAL)
async def test_real_recording_when_copied_by_compiled_experts_then_every_deal_is_exact(
    programs: Programs, tmp_path: Path, name: str
) -> None:
    await _replay(programs, tmp_path, _found(name))


def _found(name: str) -> Path:
    folder = os.environ.get("TRADECOPY_RECORDINGS")
    if folder is None:
        pytest.skip("TRADECOPY_RECORDINGS names no folder with recordings")
    found = sorted(Path(folder).rglob(name))
    if not found:
        pytest.skip(f"{name} is not in the folder that TRADECOPY_RECORDINGS names")
    return found[0]


async def _replay(programs: Programs, folder: Path, path: Path) -> None:
    recording = read_recording(path)
    trades = trades_of(recording.deals)
    master = NETTING_MASTER
    if recording.margin_mode is MarginMode.HEDGING:
        master = MASTERS["mt4" if recording.platform is Platform.MT4 else "mt5"]
    # A master that may hold both sides of a symbol cannot be copied to a netting account.
    follows = ALL if recording.margin_mode is MarginMode.NETTING else HEDGED

    verdict = await _copied(programs, folder, trades, master, follows)

    _assert_exact(verdict, len(trades))
