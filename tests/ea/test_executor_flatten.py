"""A flatten closes all that is in its scope, and says so only when the book shows it."""

from pathlib import Path

import pytest

from tests.ea.conftest import Programs
from tests.ea.executing import (
    HEDGING,
    KINDS,
    OTHER_COPY,
    OTHER_ID,
    by_kind,
    executor,
    final,
    flattening,
    opens,
    other_opening,
    placing,
    told,
)
from tests.ea.instructions import COPY, opening, target
from tests.ea.scripted_bridge import Frame, Visit
from tests.ea.terminal_process import TerminalProcess


async def three_trades(visit: Visit, now: TerminalProcess) -> None:
    """Open a copy, place a pending order for another one, and trade another symbol by hand."""
    await visit.until_whole()
    await told(visit, opening())
    await told(visit, placing(id=OTHER_ID, copy=OTHER_COPY, magic="4711"))
    now.order("open SYM2 sell 0.30")
    await now.until(lambda book: len(book.positions) == 2 and len(book.pendings) == 1)


@pytest.mark.parametrize("kind", KINDS)
async def test_account_when_flattened_then_nothing_is_left(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await three_trades(visit, now)
        reports = await final(visit, flattening(1))
        gone = await told(visit, target(2, "0"))

    assert now.book.positions == ()
    assert now.book.pendings == ()
    assert [r["outcome"] for r in reports[:-1]] == ["accepted"] * (len(reports) - 1)
    # 1.00 and 0.30 open, 1.00 waiting: the first report comes after the first calls were made.
    assert reports[0]["remaining"] == "2.3"
    assert (reports[-1]["outcome"], reports[-1]["remaining"]) == ("done", "0")
    assert reports[-1]["copy"] is None
    assert gone["outcome"] == "already_done"


@pytest.mark.parametrize("kind", KINDS)
async def test_account_when_flattened_without_pendings_then_they_stay(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await three_trades(visit, now)
        reports = await final(visit, flattening(1, cancels=False))

    assert reports[-1]["outcome"] == "done"
    assert now.book.positions == ()
    assert len(now.book.pendings) == 1


@pytest.mark.parametrize("kind", KINDS)
async def test_copies_when_flattened_then_all_else_stays(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await three_trades(visit, now)
        one = await final(visit, flattening(1, COPY))
        book = await now.until(lambda seen: len(seen.positions) == 1)
        both = await final(visit, flattening(2, COPY, OTHER_COPY))

    assert one[-1]["outcome"] == both[-1]["outcome"] == "done"
    assert (book.positions[0].symbol, len(book.pendings)) == ("SYM2", 1)
    assert [held.symbol for held in now.book.positions] == ["SYM2"]
    assert now.book.pendings == ()


@pytest.mark.parametrize("kind", KINDS)
async def test_copy_when_the_journal_does_not_know_it_then_is_not_called_closed(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await three_trades(visit, now)
        reports = await final(visit, flattening(1, COPY, "0" * 32))

    assert (reports[-1]["outcome"], reports[-1]["code"]) == ("refused", "no_copy")
    assert [held.symbol for held in now.book.positions] == ["SYM2"]


@pytest.mark.parametrize("kind", KINDS)
async def test_flatten_when_closes_are_refused_for_the_moment_then_goes_on(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await three_trades(visit, now)
        requote, busy, doubt = (
            by_kind(kind, *codes) for codes in ((138, 10004), (146, 10028), (128, 10012))
        )
        now.order(f"refuse {requote} {busy} {doubt} {busy}")
        reports = await final(visit, flattening(1))

    assert (reports[-1]["outcome"], reports[-1]["remaining"]) == ("done", "0")
    assert now.book.positions == ()
    # Nothing was closed twice: two openings, two closings.
    assert len(now.book.deals) == 4


@pytest.mark.parametrize("kind", KINDS)
async def test_flatten_when_the_market_is_closed_then_ends_with_its_code(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    code = by_kind(kind, 132, 10018)
    async with executor(programs, kind, tmp_path) as (visit, now):
        await visit.until_whole()
        await told(visit, opening())
        now.order(f"refuse {code} {code}")
        reports = await final(visit, flattening(1))
        again = await told(visit, flattening(1))
        anew = await final(visit, flattening(2))

    assert (reports[-1]["outcome"], reports[-1]["code"]) == ("refused", str(code))
    assert reports[-1]["remaining"] == "1"
    assert (again["outcome"], again["code"]) == ("refused", str(code))
    assert anew[-1]["outcome"] == "done"
    assert now.book.positions == ()


@pytest.mark.parametrize("kind", KINDS)
async def test_flatten_when_trading_is_off_then_is_refused(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await three_trades(visit, now)
        now.order("allowed 0")
        await visit.expect("permissions")
        report = await told(visit, flattening(1))

    assert (report["outcome"], report["code"]) == ("refused", "not_allowed")
    assert len(now.book.positions) == 2


@pytest.mark.parametrize("kind", KINDS)
async def test_flatten_when_told_again_after_its_end_then_closes_nothing_new(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await three_trades(visit, now)
        await final(visit, flattening(1))
    async with executor(programs, kind, tmp_path) as (visit, now):
        await visit.until_whole()
        now.order("open EURUSD buy 0.20")
        await now.until_lots("0.20")
        again = await final(visit, flattening(1))
        await told(visit, other_opening(id="1" * 32, magic="4713", volume="0.10"))

    assert [r["outcome"] for r in again] == ["already_done"]
    assert sum(float(held.lots) for held in now.book.positions) == pytest.approx(0.3)


@pytest.mark.parametrize("kind", KINDS)
async def test_flatten_when_the_terminal_died_in_it_then_the_repeat_finishes_it(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, dying):
        await three_trades(visit, dying)
        dying.order("die 1")
        await visit.send(**flattening(1))
        assert await dying.ended() == 9
    async with executor(programs, kind, tmp_path) as (visit, now):
        await visit.until_whole()
        reports = await final(visit, flattening(1))

    assert reports[-1]["outcome"] == "done"
    assert now.book.positions == ()
    assert now.book.pendings == ()


@pytest.mark.parametrize("kind", KINDS)
async def test_opening_when_a_flatten_goes_on_then_is_refused(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    busy = by_kind(kind, 136, 10024)
    async with executor(programs, kind, tmp_path) as (visit, now):
        await visit.until_whole()
        await told(visit, opening())
        now.order(f"refuse {busy} {busy} {busy}")
        await visit.send(**flattening(1))
        await visit.send(**other_opening())
        reports: dict[str, Frame] = {}
        while len(reports) < 2:
            report = await visit.expect("report")
            if report["outcome"] != "accepted":
                reports[report["id"]] = report
        after = await told(visit, other_opening(id="2" * 32, magic="4714"))

    refused = reports[OTHER_ID]
    assert (refused["outcome"], refused["code"]) == ("refused", "not_allowed")
    assert reports[flattening(1)["id"]]["outcome"] == "done"
    assert after["outcome"] == "filled"


@pytest.mark.parametrize("kind", HEDGING)
async def test_bridge_when_a_long_flatten_goes_on_then_is_answered_in_between(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await visit.until_whole()
        now.order("repeat 20 open EURUSD buy 0.10")
        await now.until(lambda book: len(book.positions) == 20)
        now.order("slow 60")
        await visit.send(**flattening(1))
        await visit.expect("report")
        await visit.send(type="heartbeat", ticks=77, echo=None)
        beat = await visit.expect("heartbeat")
        left = [await visit.expect("report")]
        while left[-1]["outcome"] == "accepted":
            left.append(await visit.expect("report"))

    assert beat["echo"]["ticks"] == 77
    assert left[-1]["outcome"] == "done"
    # Progress was told, and it fell.
    remaining = [float(report["remaining"]) for report in left]
    assert remaining == sorted(remaining, reverse=True)
    assert now.book.positions == ()


async def test_mt5_flatten_when_it_starts_then_sends_all_closes_before_any_answer(
    programs: Programs, tmp_path: Path
) -> None:
    async with executor(programs, "mt5", tmp_path) as (visit, now):
        await visit.until_whole()
        now.order("repeat 40 open EURUSD buy 0.10")
        await now.until(lambda book: len(book.positions) == 40)
        visit.texts.clear()
        reports = await final(visit, flattening(1))

    told_of = [text.split('"')[3] for text in visit.texts]
    first = told_of.index("report")
    assert told_of[:first].count("executing") == 40
    assert reports[-1]["outcome"] == "done"
    assert len(now.book.deals) == 80


@pytest.mark.parametrize("kind", HEDGING)
async def test_copy_when_named_by_two_flattens_then_both_end(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    busy = by_kind(kind, 136, 10024)
    async with executor(programs, kind, tmp_path) as (visit, now):
        await visit.until_whole()
        await told(visit, opening())
        await told(visit, other_opening())
        now.order(f"refuse {busy} {busy}")
        await visit.send(**flattening(1, COPY))
        await visit.send(**flattening(2))
        ended: set[str] = set()
        while len(ended) < 2:
            report = await visit.expect("report")
            if report["outcome"] == "done":
                ended.add(report["id"])
        held = await told(visit, target(2, "0", copy=OTHER_COPY, opens=opens()))

    assert held["outcome"] == "already_done"
    assert now.book.positions == ()
    assert len(now.book.deals) == 4
