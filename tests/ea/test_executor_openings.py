"""Openings meet what a trade server does wrong: refusals that pass, stops, parts, doubt."""

from pathlib import Path

import pytest

from tests.ea.conftest import Programs
from tests.ea.executing import KINDS, by_kind, executor, told
from tests.ea.instructions import COPY, opening, target
from tests.ea.scripted_bridge import Frame, Visit
from tests.ea.terminal_process import Deal

OPENED_ONCE = (Deal("in", "buy", "1.00"),)
# Requote, off quotes or its like, too many requests, somebody else trades.
PASSING = [(138, 10004), (135, 10020), (136, 10021), (8, 10024), (146, 10028), (145, 10029)]


def calls(visit: Visit) -> int:
    """Return how many trade calls were announced so far."""
    return sum('"executing"' in text for text in visit.texts)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("codes", PASSING, ids=str)
async def test_opening_when_the_refusal_passes_then_is_tried_again(
    programs: Programs, tmp_path: Path, kind: str, codes: tuple[int, int]
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        now.order(f"refuse {by_kind(kind, *codes)}")
        report = await told(visit, opening())

    assert (report["outcome"], report["remaining"]) == ("filled", "1")
    assert calls(visit) == 2
    assert now.book.deals == OPENED_ONCE


@pytest.mark.parametrize("kind", KINDS)
async def test_opening_when_requotes_do_not_end_then_gives_up_after_three_calls(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    code = by_kind(kind, 138, 10004)
    async with executor(programs, kind, tmp_path) as (visit, now):
        now.order(f"refuse {code} {code} {code}")
        report = await told(visit, opening())
        again = await told(visit, opening())

    assert [(r["outcome"], r["code"]) for r in (report, again)] == [("refused", str(code))] * 2
    assert calls(visit) == 3
    assert now.book.deals == ()


@pytest.mark.parametrize("kind", KINDS)
async def test_opening_when_it_gets_too_late_between_two_tries_then_ends(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    busy = by_kind(kind, 136, 10024)
    # No clock may jump over what an order has left.
    real = {"SIM_JUMPS_MS": "0"}
    async with executor(programs, kind, tmp_path, **real) as (visit, now):
        await visit.send(type="heartbeat", ticks=1, echo=None)
        ticks = (await visit.expect("heartbeat"))["ticks"]
        # The second try comes half a second after the first.
        now.order(f"refuse {busy} {busy} {busy}")
        report = await told(visit, opening(expires=ticks + 300_000))

    assert (report["outcome"], report["code"]) == ("refused", "expired")
    assert calls(visit) == 1
    assert now.book.deals == ()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("mt4", "mt5"), [(132, 10018), (134, 10019), (133, 10017)], ids=["closed", "no money", "off"]
)
async def test_opening_when_no_try_can_help_then_is_refused_at_once(
    programs: Programs, tmp_path: Path, kind: str, mt4: int, mt5: int
) -> None:
    code = by_kind(kind, mt4, mt5)
    async with executor(programs, kind, tmp_path) as (visit, now):
        now.order(f"refuse {code}")
        report = await told(visit, opening())

    assert (report["outcome"], report["code"]) == ("refused", str(code))
    assert calls(visit) == 1
    assert now.book.deals == ()


@pytest.mark.parametrize("kind", KINDS)
async def test_opening_when_the_server_takes_no_stops_then_they_follow_at_once(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        now.order(f"refuse {by_kind(kind, 130, 10016)}")
        report = await told(visit, opening(sl="1.05", tp="1.20"))
        book = await now.until(lambda seen: [held.sl for held in seen.positions] == [1.05])

    assert (report["outcome"], report["sl"], report["tp"]) == ("filled", "1.05", "1.2")
    assert book.positions[0].tp == 1.2
    # Refused with stops, opened without, stops set.
    assert calls(visit) == 3
    assert now.book.deals == OPENED_ONCE


@pytest.mark.parametrize("kind", KINDS)
async def test_opening_when_its_stops_are_refused_twice_then_the_report_says_so(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    code = by_kind(kind, 130, 10016)
    async with executor(programs, kind, tmp_path) as (visit, now):
        now.order(f"refuse {code} 0 {code}")
        report = await told(visit, opening(sl="1.05"))
        await now.until_lots("1.00")

    assert (report["outcome"], report["code"], report["sl"]) == ("filled", str(code), None)
    assert "without stops" in report["message"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stops", [{"sl": "1.15"}, {"tp": "1.05"}], ids=["sl", "tp"])
async def test_opening_when_the_price_is_beyond_its_stops_then_nothing_is_opened(
    programs: Programs, tmp_path: Path, kind: str, stops: Frame
) -> None:
    code = by_kind(kind, 130, 10016)
    async with executor(programs, kind, tmp_path) as (visit, now):
        now.order(f"refuse {code}")
        report = await told(visit, opening(**stops))

    assert (report["outcome"], report["code"]) == ("refused", str(code))
    assert calls(visit) == 1
    assert now.book.deals == ()


@pytest.mark.parametrize("kind", ["mt5", "netting"])
async def test_opening_when_the_kind_of_filling_is_refused_then_another_is_tried(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        # The second kind that is tried is refused by the simulated server, the third is taken.
        now.order("refuse 10030")
        report = await told(visit, opening())

    assert report["outcome"] == "filled"
    assert now.book.deals == OPENED_ONCE


@pytest.mark.parametrize("kind", ["mt5", "netting"])
@pytest.mark.parametrize(
    ("parts", "outcome", "lots"),
    [("0.30 0.70", "filled", ["0.3", "0.7"]), ("0.40", "partly_filled", ["0.4"])],
    ids=["whole", "less"],
)
async def test_opening_when_filled_in_parts_then_every_part_is_told(
    programs: Programs, tmp_path: Path, kind: str, parts: str, outcome: str, lots: list[str]
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        now.order(f"parts {parts}")
        report = await told(visit, opening())
        again = await told(visit, opening())

    assert report["outcome"] == outcome
    assert [fill["volume"] for fill in report["fills"]] == lots
    assert again["outcome"] == "already_done"
    assert again["fills"] == report["fills"]
    assert len(now.book.deals) == len(lots)


async def test_opening_when_its_parts_become_positions_then_all_are_the_copy(
    programs: Programs, tmp_path: Path
) -> None:
    async with executor(programs, "mt5", tmp_path, SIM_PARTS="several") as (visit, now):
        now.order("parts 0.30 0.70")
        report = await told(visit, opening())
        await now.until_lots("0.30", "0.70")
        reduced = await told(visit, target(2, "0.60"))
        book = await now.until_lots("0.60")

    assert len({fill["ticket"] for fill in report["fills"]}) == 2
    assert [fill["volume"] for fill in reduced["fills"]] == ["0.3", "0.1"]
    # The oldest ticket goes first.
    assert book.positions[0].ticket > 1001


@pytest.mark.parametrize("kind", KINDS)
async def test_opening_when_trading_is_off_then_is_refused_without_a_call(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        now.order("allowed 0")
        await visit.expect("permissions")
        report = await told(visit, opening())

    assert (report["outcome"], report["code"]) == ("refused", "not_allowed")
    assert report["sent"] == report["received"]
    assert now.book.deals == ()


@pytest.mark.parametrize("kind", KINDS)
async def test_opening_when_executed_long_after_its_timeout_then_is_found_by_the_repeat(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        now.order("late 20000")
        first = await told(visit, opening())
        void = await told(visit, {"type": "void", "id": opening()["id"]})
        now.order("pass 20000")
        await now.until_lots("1.00")
        late = await told(visit, {"type": "void", "id": opening()["id"]})
        closed = await told(visit, target(2, "0"))

    assert [first["outcome"], void["outcome"]] == ["unknown", "unknown"]
    assert (late["outcome"], late["remaining"]) == ("already_done", "1")
    assert closed["outcome"] == "filled"
    assert now.book.deals == (*OPENED_ONCE, Deal("out", "sell", "1.00"))


@pytest.mark.parametrize("kind", KINDS)
async def test_opening_when_the_disk_is_full_then_is_refused_and_nothing_is_sent(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        now.order("full 1")
        refused = await told(visit, opening())
        now.order("full 0")
        other = await told(visit, opening(id="00000000000000000000000000000001", magic="4712"))
        await now.until_lots("1.00")
    async with executor(programs, kind, tmp_path) as (visit, now):
        again = await told(visit, opening(id="00000000000000000000000000000001", magic="4712"))
        # The journal is whole: what the full disk let in of a line is no part of another.
        third = await told(visit, opening(id="00000000000000000000000000000002", magic="4713"))

    assert (refused["outcome"], refused["code"]) == ("refused", "not_allowed")
    assert (other["outcome"], again["outcome"]) == ("filled", "already_done")
    assert (again["copy"], third["outcome"]) == (COPY, "filled")
    assert now.book.deals == OPENED_ONCE * 2


@pytest.mark.parametrize("kind", KINDS)
async def test_bridge_when_calls_are_slow_then_hears_of_the_terminal_between_them(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    busy = by_kind(kind, 136, 10024)
    async with executor(programs, kind, tmp_path) as (visit, now):
        await visit.send(type="heartbeat", ticks=1, echo=None)
        await visit.expect("heartbeat")
        now.order(f"refuse {busy} {busy}")
        now.order("slow 300")
        now.order("deposit 5")
        visit.texts.clear()
        await told(visit, opening())

    told_of = [text.split('"')[3] for text in visit.texts]
    first = told_of.index("executing")
    # The deposit shows after the first call at the latest, long before the report.
    assert "funds" in told_of[: told_of.index("report")]
    assert told_of.count("executing") == 3
    assert first < told_of.index("report")
