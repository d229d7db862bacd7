"""Drills about knowing what is whose: magics, tickets, lists, lives of terminals (L1 to L6, W1)."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.order_scene import HEDGING, KINDS, MT4, SETTINGS, Follows
from tests.e2e.order_seat import Account
from tests.ea.conftest import Programs
from tests.ea.drills.ea_scene import MASTERS, MT4_MASTER, ea_scene
from tradecopy_desktop.domain.recovery_rules import Corrections, LatePolicy, RecoveryRules

EAGER = RecoveryRules(corrections=Corrections.AUTOMATIC, late=LatePolicy.MARKET)
AUTOMATIC = replace(SETTINGS, recovery=EAGER)
ALL = [Follows(account=account, settings=AUTOMATIC) for account in KINDS]
# Both platforms tell as masters; followers are of all kinds in any case.
ENDS = [("master", "mt5"), ("master", "mt4"), ("followers", "mt4")]
# What MT4 brokers let the rest of a position that was closed in part keep.
REMAINDERS = {"kept": "magic comment", "bare": "nothing"}


# -- magics ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("account", [HEDGING, MT4], ids=["mt5", "mt4"])
async def test_two_ids_on_one_magic_the_program_lost_its_count_then_both_are_copied(
    programs: Programs, tmp_path: Path, account: Account
) -> None:
    async with ea_scene(programs, tmp_path, Follows(account=account)) as scene:
        scene.master.order("open EURUSD buy 0.10")
        await scene.until_lots("0.10")
        scene.master.order("close last")
        await scene.until_lots("0.00")
        await scene.quiet()
        await scene.stop()
        # Of the two that count magics the terminal alone remembers.
        _forget_magics(tmp_path)

        await scene.begin()
        scene.master.order("open EURUSD buy 0.30")
        await scene.until_lots("0.30")
        scene.master.order("close last")
        await scene.until_lots("0.00")
        await scene.quiet()

        assert scene.follower.deals == ["in 0.10", "out 0.10", "in 0.30", "out 0.30"]


def _forget_magics(folder: Path) -> None:
    for file in folder.glob("intents.journal.*"):
        file.unlink()
    with closing(sqlite3.connect(folder / "tradecopy.sqlite")) as database:
        database.execute("DELETE FROM magic_counters")
        database.commit()


@pytest.mark.parametrize("account", [HEDGING, MT4], ids=["mt5", "mt4"])
async def test_two_ids_on_one_magic_the_traders_own_robot_uses_it_then_only_ours_is_closed(
    programs: Programs, tmp_path: Path, account: Account
) -> None:
    follows = Follows(account=account, settings=AUTOMATIC)
    magic = await _first_magic(programs, tmp_path / "before", follows)
    async with ea_scene(programs, tmp_path / "now", follows) as scene:
        scene.follower.order(f"magic {magic}")
        scene.follower.order("open EURUSD buy 0.70")
        await scene.quiet()

        scene.master.order("open EURUSD buy 0.30")
        await scene.until_lots("1.00")
        await scene.quiet()
        held = scene.follower.held
        scene.master.order("close last")
        await scene.until_lots("0.70")
        await scene.quiet()

        assert held == ["buy 0.70", "buy 0.30"]
        assert scene.follower.held == ["buy 0.70"]


async def _first_magic(programs: Programs, folder: Path, follows: Follows) -> int:
    async with ea_scene(programs, folder, follows) as scene:
        scene.master.order("open EURUSD buy 0.30")
        await scene.until_lots("0.30")
        (magic,) = scene.follower.book.magics
        return magic


# -- MT4 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", REMAINDERS.values(), ids=REMAINDERS)
async def test_mt4_partial_close_then_repeated_instruction_then_reduced_once(
    programs: Programs, tmp_path: Path, kept: str
) -> None:
    follows = Follows(account=MT4)
    async with ea_scene(
        programs, tmp_path, follows, master=MT4_MASTER, SIM_REMAINDER=kept
    ) as scene:
        copier = scene.follower
        scene.master.order("open EURUSD buy 0.40")
        await scene.until_lots("0.40")
        await scene.quiet()
        # The report is lost; the program asks for the reduction again.
        copier.relay.loses_what_the_terminal_says = True
        scene.master.order("close last 0.10")
        await scene.until_lots("0.30")
        copier.relay.cut()
        await copier.kill()
        await asyncio.to_thread(copier.forget_reports)
        copier.relay.mend()
        await scene.restart(copier)
        await scene.ready()
        await scene.quiet()
        reduced = copier.lots
        scene.master.order("close last")
        await scene.until_lots("0.00")
        await scene.quiet()

        assert reduced == "0.30"
        assert copier.deals == ["in 0.40", "out 0.10", "out 0.30"]


@pytest.mark.parametrize("kept", REMAINDERS.values(), ids=REMAINDERS)
async def test_several_equal_orders_in_one_second_on_mt4_then_each_has_one_copy_of_its_own(
    programs: Programs, tmp_path: Path, kept: str
) -> None:
    follows = Follows(account=MT4, settings=AUTOMATIC)
    async with ea_scene(
        programs, tmp_path, follows, master=MT4_MASTER, SIM_REMAINDER=kept
    ) as scene:
        copier, master = scene.follower, scene.master
        # The second and the fourth time out and are carried out all the same.
        copier.order("lose 0 1 0 1")
        master.order("repeat 5 open EURUSD buy 0.40")
        await scene.until(lambda: len(copier.held) == 5)
        await scene.quiet()

        _, second, _, fourth, _ = master.tickets
        master.order(f"close {second} 0.10")
        await scene.quiet()
        master.order(f"close {fourth}")
        await scene.quiet()
        master.order("open EURUSD buy 0.40")
        await scene.until(lambda: copier.deals.count("in 0.40") == 6)
        await scene.quiet()
        held = sorted(copier.held)
        for ticket in master.tickets:
            master.order(f"close {ticket}")
        await scene.until_lots("0.00")
        await scene.quiet()

        # Of five one was reduced by 0.1 and one closed; then came a sixth.
        assert held == ["buy 0.30", *["buy 0.40"] * 4]
        assert copier.deals.count("in 0.40") == 6
        assert len(copier.deals) == 6 + 1 + 6


# -- lists and lives -------------------------------------------------------------------------------


@pytest.mark.parametrize(("end", "master"), ENDS)
async def test_empty_list_on_reconnect_then_nothing_is_closed_or_opened(
    programs: Programs, tmp_path: Path, end: str, master: str
) -> None:
    async with ea_scene(programs, tmp_path, *ALL, master=MASTERS[master]) as scene:
        scene.master.order("repeat 4 open EURUSD buy 0.10")
        await scene.until_lots("0.40")
        await scene.quiet()
        before = scene.deals
        seats = [scene.master] if end == "master" else scene.followers

        # After its login a terminal shows nothing, then a part of what there is.
        for seat in seats:
            await seat.leave()
            # Its money is there: the list cannot be believed yet.
            await seat.start(SIM_SHOW="0", SIM_MARGIN="400")
        logins = {seat.account.login for seat in scene.seats}
        await scene.until_told(lambda told: logins <= told.connected)
        await scene.quiet()
        meanwhile = scene.deals
        for seat in seats:
            seat.order("show -1")
        await scene.ready()
        await scene.quiet()
        after = scene.deals
        scene.master.order("repeat 4 close last")
        await scene.until_lots("0.00")

        assert before == [["in 0.10"] * 4] * 3
        assert (meanwhile, after) == (before, before)


@pytest.mark.parametrize(("end", "master"), ENDS)
async def test_terminal_restarted_by_its_own_update_then_copies_are_followed_on(
    programs: Programs, tmp_path: Path, end: str, master: str
) -> None:
    async with ea_scene(programs, tmp_path, *ALL, master=MASTERS[master]) as scene:
        for lots in ("0.10", "0.40", "0.20"):
            scene.master.order(f"open EURUSD buy {lots}")
        await scene.until_lots("0.70")
        await scene.quiet()
        closed, reduced, _ = scene.master.tickets
        seats = [scene.master] if end == "master" else scene.followers

        # It says goodbye, and comes back with new numbers for its events.
        orders = (f"close {closed}", f"close {reduced} 0.10")
        for seat in seats:
            await seat.leave()
        if end == "master":
            await scene.master.by_phone(*orders)
        else:
            for words in orders:
                scene.master.order(words)
        await scene.restart(*seats)
        await scene.ready()
        # 0.4 - 0.1 and 0.2.
        await scene.until_lots("0.50")
        await scene.quiet()
        after = scene.lots
        for ticket in scene.master.tickets:
            scene.master.order(f"close {ticket}")
        await scene.until_lots("0.00")
        await scene.quiet()

        assert after == ["0.50"] * 3
        assert scene.ins == [["0.10", "0.20", "0.40"]] * 3
