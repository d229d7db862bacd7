"""The real program keeps its past: over a stop, a start and a kill, and proves itself from it."""

import csv
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from tests.e2e.killable_bridge import killable_bridge
from tests.e2e.rig import MASTER, follower
from tests.e2e.scripted_follower import ScriptedFollower
from tests.e2e.scripted_master import ScriptedMaster
from tests.e2e.storage_scene import StorageScene
from tests.e2e.test_demo import report_of
from tradecopy_desktop.adapters.storage.comparisons_store import SqlComparisons
from tradecopy_desktop.adapters.storage.ledger_reader import SqlLedgerReader
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.adapters.storage.settings_store import SqlSettings
from tradecopy_desktop.app.desk_history import DeskPast
from tradecopy_desktop.app.history_views import ExportOrder, LatencyQuery, LogExtent, LogQuery
from tradecopy_desktop.app.proof import make_proof
from tradecopy_desktop.app.views import LogOutcome
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.routes import RouteMode

EVERYTHING = LogQuery()
HOUR = timedelta(hours=1)


async def trade(scene: StorageScene) -> None:
    """Let the master open 0.10, close 0.04 of it, and the rest; each is copied."""
    position = await scene.master.open("0.10")
    await scene.follower.until(lambda: scene.follower.volumes == ["0.10"])
    await scene.master.reduce(position, "0.04")
    await scene.follower.until(lambda: scene.follower.volumes == ["0.06"])
    await scene.master.close(position)
    await scene.follower.until(lambda: not scene.follower.positions)
    await scene.master.acknowledgement()
    await scene.follower.settle()


async def test_log_when_the_program_was_stopped_then_is_there_whole_after_the_start(
    tmp_path: Path,
) -> None:
    scene = StorageScene(tmp_path)
    async with scene.program():
        await trade(scene)

    async with scene.program() as program:
        past: DeskPast = program
        extent = await past.log_extent(EVERYTHING)
        rows = await past.log_page(EVERYTHING, newest=extent.newest, first=0, count=10)
        closes = await past.log_extent(LogQuery(text="CLOSE", route=scene.route.id))
        refused = await past.log_extent(LogQuery(outcomes=frozenset({LogOutcome.REFUSED})))

    assert extent == LogExtent(lines=3, newest=3)
    assert [(row.action, row.lots) for row in rows] == [
        ("close", Decimal("0.06")),
        ("close part", Decimal("0.04")),
        ("open", Decimal("0.10")),
    ]
    opened = rows[2]
    assert (opened.route, opened.route_name) == (scene.route.id, "to 2001")
    assert opened.follower == follower(1).key
    assert opened.outcome is LogOutcome.DONE
    assert opened.stages is not None
    assert [step.rule for step in opened.steps][-1] == "round down"
    assert (closes.lines, refused) == (2, LogExtent(lines=0, newest=0))


async def test_log_when_exported_then_the_file_has_every_line(tmp_path: Path) -> None:
    scene = StorageScene(tmp_path / "data")
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    async with scene.program():
        await trade(scene)
    async with scene.program() as program:
        order = ExportOrder(query=EVERYTHING, file=tmp_path / "log.csv", progress=progress)
        lines = await program.export_log(order)

    with (tmp_path / "log.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (lines, told) == (3, [(3, 3)])
    assert [row["Lots"] for row in rows] == ["0.06", "0.04", "0.10"]


async def test_latency_when_asked_for_then_is_of_what_was_copied(tmp_path: Path) -> None:
    scene = StorageScene(tmp_path)
    async with scene.program():
        await trade(scene)

    async with scene.program() as program:
        everything = await program.latency_history(LatencyQuery(span=HOUR))
        other = AccountKey(login="1", server="Nowhere")
        nothing = await program.latency_history(LatencyQuery(span=HOUR, follower=other))

    counts = {figures.stage: figures.count for figures in everything.figures}
    assert (counts["decide"], counts["total"]) == (3, 3)
    assert sum(bucket.count for bucket in everything.buckets) == 3
    assert sum(bar.count for bar in everything.bars) == 3
    assert nothing.buckets == ()


async def test_proof_when_all_was_copied_then_every_count_is_exact(tmp_path: Path) -> None:
    scene = StorageScene(tmp_path)
    async with scene.program():
        await trade(scene)

    async with scene.program() as program:
        program.compare_now()
        proof = await program.proof(1)

    row = proof.routes[0]
    assert (row.route_name, row.events) == ("to 2001", 3)
    assert (row.prescribed, row.copies, row.skipped) == (3, 3, 0)
    assert (row.missed, row.duplicated, row.wrong) == (0, 0, 0)
    assert (proof.faults, proof.whole.drift_lots) == ((), Decimal(0))
    # Both ends showed all they held in the first life, and that is remembered.
    assert proof.comparisons > 0
    assert proof.compared is not None


async def test_proof_when_a_route_was_removed_then_is_told_by_the_name_it_had(
    tmp_path: Path,
) -> None:
    scene = StorageScene(tmp_path)

    async with scene.program() as program:
        await trade(scene)
        await program.set_route_mode(scene.route.id, RouteMode.OFF)
        await program.remove_route(scene.route.id)
        proof = await program.proof(1)

    assert [(row.route_name, row.copies) for row in proof.routes] == [("to 2001", 3)]


async def test_proof_when_ends_were_compared_just_now_then_counts_it_at_once(
    tmp_path: Path,
) -> None:
    scene = StorageScene(tmp_path)

    async with scene.program() as program:
        await trade(scene)
        proof = await program.proof(1)
        kept = scene.stored("SELECT * FROM reconciliations")

    # It is kept within a minute only.
    assert kept == []
    assert proof.comparisons > 0
    assert proof.compared is not None


async def test_log_when_the_program_is_killed_then_what_a_second_ago_was_kept_is_there(
    tmp_path: Path,
) -> None:
    master, copier = ScriptedMaster(MASTER), ScriptedFollower(follower(1))
    async with killable_bridge(tmp_path, 1) as program:
        port = await program.start(again=False)
        for terminal in (copier, master):
            await terminal.connect(port)
            await terminal.settle()
        await master.open("0.10")
        await copier.until(lambda: copier.volumes == ["0.10"])
        await copier.until(lambda: kept_lines(tmp_path) == 1)

        await program.ended()
        for terminal in (copier, master):
            await terminal.drop()

    assert kept_lines(tmp_path) == 1


def kept_lines(folder: Path) -> int:
    """Return how many lines of the log are in the database."""
    with closing(sqlite3.connect(folder / "tradecopy.sqlite")) as connection:
        (lines,) = connection.execute("SELECT count(*) FROM trade_log").fetchone()
    return int(lines)


def test_proof_when_a_demo_was_copied_then_agrees_with_the_oracle(tmp_path: Path) -> None:
    data = tmp_path / "data"
    report = report_of(tmp_path / "r.json", "--hurry", "--seed", "5", "--data-dir", str(data))

    engine = open_database(data / "tradecopy.sqlite")
    names = {route.id: route.name for route in SqlSettings(engine).routes()}
    # A minute later, when nothing counts as under way any more.
    now = datetime.now(UTC) + timedelta(minutes=2)
    ledger, comparisons = SqlLedgerReader(engine), SqlComparisons(engine)
    proof = make_proof(ledger, comparisons, now, 2, (names, str))
    engine.dispose()

    assert report["exit"] == "ok"
    assert proof.whole.events == report["events"] >= 200
    assert proof.whole.prescribed == report["prescribed"] >= 1_000
    assert proof.whole.copies == report["copies"]
    assert (proof.faults, proof.whole.skipped) == ((), 0)
    assert (proof.whole.missed, proof.whole.duplicated, proof.whole.wrong) == (0, 0, 0)
    assert [(row.prescribed, row.copies) for row in proof.routes] == [
        (end["prescribed"], end["copies"]) for end in report["followers"]
    ]
