"""The demo: the real program, with simulated terminals in a process of their own around it."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tradecopy_desktop.adapters.keys import hash_key, make_key
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.adapters.system_clock import SystemClock
from tradecopy_desktop.app.program import Program
from tradecopy_desktop.bootstrap.assembly import Running, Setup, run_plain
from tradecopy_desktop.bootstrap.demo_limits import guard_demo_accounts
from tradecopy_desktop.bootstrap.demo_trouble import stage_trouble
from tradecopy_desktop.bootstrap.weakening import defence_left_out
from tradecopy_desktop.bootstrap.window import has_display, run_window
from tradecopy_desktop.cli.arguments import DEFAULT_PORT, DemoChoice
from tradecopy_desktop.cli.demo import DemoRun
from tradecopy_desktop.cli.demo_scenario import write_scenario
from tradecopy_desktop.cli.demo_world import DemoAccount, DemoWorld, plan_world
from tradecopy_desktop.cli.live_table import LiveTable
from tradecopy_desktop.cli.near_simulation import NearSimulation
from tradecopy_desktop.cli.report import Report, summary, write_report
from tradecopy_desktop.cli.simulation import FarSimulation, Simulation
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.pace import WIDE_PACE
from tradecopy_desktop.ports import AccountRecord, SecretVault, Settings
from tradecopy_desktop.sim.hurrying import HurriedClock, HurriedLoop
from tradecopy_desktop.sim.recordings import Recording, RecordingError, read_recording

if TYPE_CHECKING:
    from tradecopy_desktop.gui.main_window import MainWindow

_UNSEEN_SECONDS = 30.0
_PICTURE_SECONDS = 12.0
_COMPARED_WITHIN_S = 1.5
_CHECKED_AFTER_S = 8.0
_ENDLESS_TRADES = 1_000_000
_PICTURES = Path("demo-screenshots")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stage:
    """What a run needs to know of its surroundings."""

    choice: DemoChoice
    world: DemoWorld
    secrets: dict[str, str]
    recording: Recording | None
    folder: Path
    hurried: HurriedClock | None = None


def run_demo(choice: DemoChoice) -> int:
    """Run the demo in the way that was asked for, and that this machine allows."""
    recording = _read(choice.replay)
    world = plan_world(
        choice.followers, recording, hurried=choice.speed is None, sizes=choice.sizes
    )
    seen = has_display()
    watched = seen and not choice.headless and choice.screenshots is None
    with tempfile.TemporaryDirectory(
        prefix="tradecopy-demo-", ignore_cleanup_errors=True
    ) as folder:
        stage = _Stage(
            choice=_decided(choice, watched=watched),
            world=world,
            secrets={str(a.key): make_key() for a in (world.master, *world.followers)},
            recording=recording,
            folder=choice.common.data_dir or Path(folder),
            hurried=HurriedClock() if choice.hurried and choice.headless else None,
        )
        if choice.headless:
            loop = None if stage.hurried is None else partial(HurriedLoop, stage.hurried)
            return run_plain(_setup(stage), lambda now: _headless(stage, now), loop)
        if watched:
            return run_window(_setup(stage), lambda now, window: _watched(stage, now, window))
        if choice.screenshots is None:
            _say(
                "there is no display here, so the window stays unseen: "
                f"{_UNSEEN_SECONDS:.0f} seconds of copying follow as a table"
            )
        return run_window(_setup(stage), lambda now, window: _unseen(stage, now, window), seen=seen)


def _read(path: Path | None) -> Recording | None:
    if path is None:
        return None
    try:
        return read_recording(path)
    except RecordingError as error:
        raise TradeCopyError(str(error)) from error


def _decided(choice: DemoChoice, *, watched: bool) -> DemoChoice:
    """Return the choice with what was left open filled in; 0 seconds: until all is traded."""
    seconds = _seconds(choice, watched=watched)
    # Who watches, or has time, is not to run out of trades.
    trades = _ENDLESS_TRADES if seconds or (watched and not choice.replay) else choice.trades
    return replace(choice, seconds=seconds, trades=trades)


def _seconds(choice: DemoChoice, *, watched: bool) -> float:
    if choice.seconds is not None:
        return choice.seconds
    if choice.headless or watched:
        return 0.0
    return _PICTURE_SECONDS if choice.screenshots else _UNSEEN_SECONDS


def _setup(stage: _Stage) -> Setup:
    common = stage.choice.common
    # The usual port may be taken by the real program; the demo's terminals are told theirs.
    port = 0 if common.port == DEFAULT_PORT else common.port
    return Setup(
        data_dir=stage.folder,
        port=port,
        vault=MemoryVault(),
        demo=True,
        pace=WIDE_PACE,
        install=lambda settings, vault: _install(stage, settings, vault),
        clock=stage.hurried or SystemClock(),
        without=defence_left_out(os.environ),
    )


def _install(stage: _Stage, settings: Settings, vault: SecretVault) -> None:
    world = stage.world
    for account in (world.master, *world.followers):
        role = Role.MONITOR if account is world.master else Role.EXECUTOR
        secret = stage.secrets[str(account.key)]
        record = _record(account, role, secret)
        vault.put(record.secret_name, secret)
        settings.save_account(record)
    for route in world.routes:
        settings.save_route(route)


def _record(account: DemoAccount, role: Role, secret: str) -> AccountRecord:
    return AccountRecord(
        key=account.key,
        name=account.name,
        roles=frozenset({role}),
        key_hash=hash_key(secret),
        secret_name=account.key.secret_name,
    )


def _begin(
    stage: _Stage,
    program: Program,
    show: Callable[[], None],
    settled: Callable[[], Awaitable[None]],
) -> DemoRun:
    scenario, result = stage.folder / "scenario.json", stage.folder / "result.json"
    write_scenario(
        scenario,
        world=stage.world,
        secrets=stage.secrets,
        url=f"ws://127.0.0.1:{program.port}/ea",
        choice=stage.choice,
    )
    clock = stage.hurried or SystemClock()
    simulation: Simulation
    before_end = None
    if stage.hurried is not None:
        simulation = NearSimulation(scenario, stage.hurried, os.environ)
    else:
        simulation = far = FarSimulation(scenario, result, asyncio.get_running_loop())
        if stage.choice.screenshots is not None:
            before_end = partial(stage_trouble, program, far, clock)
        if settled is not _no_more:
            far.hold()
            settled = partial(_then_release, settled, far)
    return DemoRun(
        program=program,
        simulation=simulation,
        clock=clock,
        seconds=stage.choice.seconds or 0.0,
        show=show,
        settled=settled,
        before_end=before_end,
    )


async def _then_release(settled: Callable[[], Awaitable[None]], simulation: FarSimulation) -> None:
    # What the pages show of the past is read first, and terminals shall be there on the pictures.
    try:
        await settled()
    finally:
        simulation.release()


async def _headless(stage: _Stage, now: Running) -> int:
    report = await _play(stage, now, _table(now))
    return _finish(stage, report)


async def _unseen(stage: _Stage, now: Running, window: "MainWindow") -> int:
    folder = stage.choice.screenshots or _PICTURES
    # What these pages show comes from the disk, and pictures do not wait for it.
    window.settings.read()
    window.help.read()

    async def take_pictures() -> None:
        # The proof shall have a comparison to tell of.
        now.program.compare_now()
        await SystemClock().sleep(_COMPARED_WITHIN_S)
        now.board.flush()
        await _take_pictures(window, folder)

    # It takes a second, and its page is pictured when it is done.
    asyncio.get_running_loop().call_later(_CHECKED_AFTER_S, window.doctor.begin)
    report = await _play(stage, now, _table(now), settled=take_pictures)
    _say(f"pictures of the window are in {folder.resolve()}")
    return _finish(stage, report)


async def _take_pictures(window: "MainWindow", folder: Path) -> None:
    from tradecopy_desktop.gui.screenshots import read_pages, take_screenshots

    await read_pages(window)
    try:
        take_screenshots(window, folder)
    except OSError as error:
        raise TradeCopyError(f"pictures cannot be written to {folder}: {error}") from error


async def _watched(stage: _Stage, now: Running, _: "MainWindow") -> int:
    report = await _play(stage, now, lambda: None)
    status = _finish(stage, report)
    if not stage.choice.seconds:
        # What was traded stays to be looked at until the trader quits.
        await asyncio.get_running_loop().create_future()
    return status


async def _no_more() -> None:
    pass


async def _play(
    stage: _Stage,
    now: Running,
    show: Callable[[], None],
    *,
    settled: Callable[[], Awaitable[None]] = _no_more,
) -> Report:
    guard_demo_accounts(now.program, is_seen=not stage.choice.headless)
    run = _begin(stage, now.program, show, settled)
    try:
        return await run.play()
    finally:
        run.simulation.kill()


def _table(now: Running) -> Callable[[], None]:
    table = LiveTable()
    clock = SystemClock()
    shown_ns = 0
    gap_ns = 1_000_000_000 if sys.stdout.isatty() else 5_000_000_000

    def show() -> None:
        nonlocal shown_ns
        if clock.monotonic_ns() - shown_ns < gap_ns:
            return
        shown_ns = clock.monotonic_ns()
        program = now.program
        table.show(program.state(), program.followers(), program.routes(), tuple(now.board.samples))

    return show


def _finish(stage: _Stage, report: Report) -> int:
    if stage.recording is not None:
        report["recording"] = {
            "form": stage.recording.form,
            "deals": len(stage.recording.deals),
            "notes": list(stage.recording.notes),
        }
    _say(summary(report))
    if stage.choice.report is not None:
        write_report(report, stage.choice.report)
        _say(f"report: {stage.choice.report}")
    return 0 if report["exit"] == "ok" else 1


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
