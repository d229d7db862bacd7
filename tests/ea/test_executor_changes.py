"""Targets for volume and stops, whatever the trade server answers and whoever trades besides."""

from pathlib import Path

import pytest

from tests.ea.conftest import Programs
from tests.ea.executing import (
    HEDGING,
    KINDS,
    OTHER_ID,
    OTHER_MAGIC,
    by_kind,
    executor,
    expected,
    journal_in,
    next_second,
    opens,
    stops,
    told,
)
from tests.ea.instructions import opening, target
from tests.ea.terminal_process import Deal

BOUGHT = Deal("in", "buy", "1.00")


@pytest.mark.parametrize("kind", KINDS)
async def test_close_when_requoted_then_is_tried_again(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, opening())
        now.order(f"refuse {by_kind(kind, 138, 10004)} {by_kind(kind, 136, 10021)}")
        report = await told(visit, target(2, "0.40"))

    assert (report["outcome"], report["remaining"]) == ("filled", "0.4")
    assert [fill["volume"] for fill in report["fills"]] == ["0.6"]
    assert now.book.deals == (BOUGHT, Deal("out", "sell", "0.60"))


@pytest.mark.parametrize("kind", KINDS)
async def test_close_when_carried_out_after_a_timeout_then_its_deals_prove_it(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, opening())
        now.order("lose 1")
        report = await told(visit, target(2, "0.40"))

    assert (report["outcome"], report["remaining"]) == ("filled", "0.4")
    assert [fill["volume"] for fill in report["fills"]] == ["0.6"]
    assert now.book.deals == (BOUGHT, Deal("out", "sell", "0.60"))


@pytest.mark.parametrize("kind", KINDS)
async def test_close_when_nothing_tells_what_came_of_it_then_the_repeat_closes(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, opening())
        now.order(f"refuse {by_kind(kind, 128, 10012)}")
        doubtful = await told(visit, target(2, "0"))
        again = await told(visit, target(2, "0"))
        reached = await told(visit, target(2, "0"))

    assert (doubtful["outcome"], doubtful["remaining"]) == ("unknown", "1")
    assert [again["outcome"], reached["outcome"]] == ["filled", "already_done"]
    assert reached["fills"] == again["fills"]
    assert now.book.deals == (BOUGHT, Deal("out", "sell", "1.00"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("mt4", "mt5"), [(132, 10018), (4109, 10027)], ids=["closed", "off"])
async def test_close_when_the_market_or_trading_is_off_then_is_refused_and_stays_possible(
    programs: Programs, tmp_path: Path, kind: str, mt4: int, mt5: int
) -> None:
    code = by_kind(kind, mt4, mt5)
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, opening())
        now.order(f"refuse {code}")
        refused = await told(visit, target(2, "0"))
        later = await told(visit, target(2, "0"))

    assert (refused["outcome"], refused["code"]) == ("refused", str(code))
    assert (refused["remaining"], later["outcome"]) == ("1", "filled")


@pytest.mark.parametrize("kind", KINDS)
async def test_close_when_the_trader_closed_before_then_is_already_done(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, opening())
        now.order("close 1001")
        await now.until_lots()
        report = await told(visit, target(2, "0", expected=expected(kind)))
        moved = await told(visit, stops(3, "1.05", None))

    assert report["outcome"] == "already_done"
    assert (moved["outcome"], moved["code"]) == ("refused", "no_copy")
    assert len(now.book.deals) == 2


@pytest.mark.parametrize("kind", HEDGING)
async def test_close_when_the_stop_fires_before_it_then_is_no_failure(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, opening())
        now.order("race close 1001")
        report = await told(visit, target(2, "0"))

    assert (report["outcome"], report["remaining"]) == ("already_done", "0")
    assert len(now.book.deals) == 2


@pytest.mark.parametrize("kind", HEDGING)
async def test_close_when_the_copy_has_several_tickets_then_takes_the_oldest_first(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, opening())
        added = await told(
            visit, opening(id=OTHER_ID, magic=OTHER_MAGIC, revision=2, volume="0.50")
        )
        both = [*opens(), *opens(OTHER_MAGIC, OTHER_ID)]
        reduced = await told(visit, target(3, "0.30", opens=both))
        book = await now.until_lots("0.30")

    assert (added["remaining"], reduced["remaining"]) == ("1.5", "0.3")
    assert [fill["volume"] for fill in reduced["fills"]] == ["1", "0.2"]
    assert book.deals[-2:] == (Deal("out", "sell", "1.00"), Deal("out", "sell", "0.20"))


@pytest.mark.parametrize("kind", HEDGING)
async def test_close_when_one_of_two_tickets_is_refused_then_a_part_is_told(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    code = by_kind(kind, 133, 10017)
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, opening())
        await told(visit, opening(id=OTHER_ID, magic=OTHER_MAGIC, revision=2))
        both = [*opens(), *opens(OTHER_MAGIC, OTHER_ID)]
        now.order(f"refuse 0 {code}")
        part = await told(visit, target(3, "0", opens=both))
        rest = await told(visit, target(3, "0", opens=both))
        await now.until_lots()

    assert (part["outcome"], part["code"], part["remaining"]) == ("partly_filled", str(code), "1")
    assert rest["outcome"] == "filled"


@pytest.mark.parametrize("kind", ["mt5", "netting"])
async def test_close_when_filled_in_parts_then_the_rest_is_asked_for_again(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, opening())
        now.order("parts 0.20")
        report = await told(visit, target(2, "0.30"))

    assert (report["outcome"], report["remaining"]) == ("filled", "0.3")
    assert [fill["volume"] for fill in report["fills"]] == ["0.2", "0.5"]
    assert [held.lots for held in now.book.positions] == ["0.30"]


@pytest.mark.parametrize("kind", ["mt5", "netting"])
async def test_close_when_the_list_of_positions_is_late_then_waits_for_it(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, opening())
        now.order("race lag 6")
        report = await told(visit, target(2, "0"))
        await now.until_lots()

    assert (report["outcome"], report["remaining"]) == ("filled", "0")
    assert len(now.book.deals) == 2


@pytest.mark.parametrize("kind", HEDGING)
async def test_position_when_a_traders_program_uses_the_magic_then_is_left_alone(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, opening())
        # Open times of MT4 are whole seconds: one made in the same second would pass for the rest.
        await next_second(visit)
        now.order("magic 1560281089")
        now.order("open EURUSD buy 0.50")
        await now.until_lots("1.00", "0.50")
        await visit.send(type="get_snapshot", request="1")
        snapshot = await visit.expect("snapshot")
        closed = await told(visit, target(2, "0"))
        await now.until_lots("0.50")

    links = {held["volume"]: held["link"] is not None for held in snapshot["positions"]}
    assert links == {"1": True, "0.5": False}
    assert (closed["outcome"], closed["remaining"]) == ("filled", "0")


@pytest.mark.parametrize("kind", KINDS)
async def test_stops_when_set_then_are_in_force_and_a_repeat_does_nothing(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, opening())
        # Too close for the moment, then fine.
        now.order(f"refuse {by_kind(kind, 145, 10029)}")
        first = await told(visit, stops(2, "1.05", "1.2"))
        again = await told(visit, stops(2, "1.05", "1.2"))
        book = await now.until(lambda seen: seen.positions[0].tp == 1.2)
        taken = await told(visit, stops(3, None, None))

    assert [first["outcome"], again["outcome"]] == ["done", "already_done"]
    assert (first["sl"], first["tp"]) == ("1.05", "1.2")
    assert book.positions[0].sl == 1.05
    assert (taken["outcome"], taken["sl"], taken["tp"]) == ("done", None, None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", ["lose 1", "refuse"])
async def test_stops_when_the_answer_is_in_doubt_then_the_position_tells(
    programs: Programs, tmp_path: Path, kind: str, fault: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, opening())
        now.order(fault if fault == "lose 1" else f"refuse {by_kind(kind, 128, 10012)}")
        report = await told(visit, stops(2, "1.05", None))

    assert report["outcome"] == ("done" if fault == "lose 1" else "unknown")
    assert report["sl"] == ("1.05" if fault == "lose 1" else None)


@pytest.mark.parametrize("kind", KINDS)
async def test_stops_when_the_server_refuses_them_then_the_old_ones_stay(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    code = by_kind(kind, 130, 10016)
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, opening(sl="1.05"))
        now.order(f"refuse {code}")
        report = await told(visit, stops(2, "1.15", None))

    assert (report["outcome"], report["code"], report["sl"]) == ("refused", str(code), "1.05")


@pytest.mark.parametrize("kind", HEDGING)
async def test_stops_when_the_copy_has_several_tickets_then_all_get_them(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, opening(sl="1.05"))
        await told(visit, opening(id=OTHER_ID, magic=OTHER_MAGIC, revision=2))
        both = [*opens(), *opens(OTHER_MAGIC, OTHER_ID)]
        report = await told(visit, stops(3, "1.05", None, opens=both))
        book = await now.until(lambda seen: [held.sl for held in seen.positions] == [1.05] * 2)

    assert report["outcome"] == "done"
    assert len(book.positions) == 2


@pytest.mark.parametrize("kind", KINDS)
async def test_change_when_the_journal_is_gone_then_finds_the_copy_by_its_magics(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, _):
        await told(visit, opening())
    journal_in(tmp_path).unlink()
    async with executor(programs, kind, tmp_path) as (visit, now):
        moved = await told(visit, stops(2, "1.05", None))
        closed = await told(visit, target(3, "0"))
        held = await told(visit, target(4, "0"))
    journal_in(tmp_path).unlink()
    async with executor(programs, kind, tmp_path) as (visit, now):
        history = await told(visit, target(5, "0"))
        stopped = await told(visit, stops(6, "1.05", None))

    assert [moved["outcome"], closed["outcome"]] == ["done", "filled"]
    assert [held["outcome"], history["outcome"]] == ["already_done"] * 2
    assert (stopped["outcome"], stopped["code"]) == ("refused", "no_copy")
    assert now.book.deals == (BOUGHT, Deal("out", "sell", "1.00"))


@pytest.mark.parametrize("kind", KINDS)
async def test_target_when_the_lists_are_still_empty_then_nothing_counts_as_reached(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, _):
        await told(visit, opening())
    # The account's money says that something is open.
    async with executor(programs, kind, tmp_path, SIM_SHOW="0") as (visit, now):
        doubtful = await told(visit, target(2, "0"))
        stopped = await told(visit, stops(2, "1.05", None))
        now.order("show -1")
        closed = await told(visit, target(2, "0"))

    assert [doubtful["outcome"], stopped["outcome"]] == ["unknown", "unknown"]
    assert closed["outcome"] == "filled"
    assert now.book.deals == (BOUGHT, Deal("out", "sell", "1.00"))


@pytest.mark.parametrize("kind", KINDS)
async def test_target_when_the_end_is_proven_then_counts_though_the_lists_are_empty(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, opening())
        now.order("close 1001")
        await now.until_lots()
    async with executor(programs, kind, tmp_path) as (visit, now):
        now.order("margin 100")
        now.order("show 0")
        report = await told(visit, target(2, "0"))

    assert (report["outcome"], report["remaining"]) == ("already_done", "0")
    assert len(now.book.deals) == 2


@pytest.mark.parametrize("kind", KINDS)
async def test_opening_when_there_is_no_journal_then_waits_until_the_lists_are_steady(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, _):
        await told(visit, opening())
    journal_in(tmp_path).unlink()
    async with executor(programs, kind, tmp_path, SIM_SHOW="0") as (visit, now):
        early = await told(visit, opening(id=OTHER_ID, magic=OTHER_MAGIC))
        now.order("show -1")
        later = await told(visit, opening())

    assert [early["outcome"], later["outcome"]] == ["unknown", "already_done"]
    assert now.book.deals == (BOUGHT,)


@pytest.mark.parametrize("history", ["all", "hidden", "none"])
@pytest.mark.parametrize("kept", ["magic comment", "magic", "comment", "none"])
async def test_mt4_copy_when_little_is_kept_and_shown_then_is_reduced_and_closed(
    programs: Programs, tmp_path: Path, kept: str, history: str
) -> None:
    settings = {"SIM_REMAINDER": kept, "SIM_HISTORY": history}
    async with executor(programs, "mt4", tmp_path, **settings) as (visit, _):
        await visit.until_whole()
        await told(visit, opening())
        first = await told(visit, target(2, "0.70"))
        again = await told(visit, opening())
    async with executor(programs, "mt4", tmp_path, **settings) as (visit, now):
        second = await told(visit, target(3, "0.20"))
        third = await told(visit, target(4, "0"))
        await now.until_lots()

    assert [first["remaining"], again["remaining"], second["remaining"]] == ["0.7", "0.7", "0.2"]
    assert again["outcome"] == "already_done"
    assert [fill["volume"] for fill in third["fills"]] == ["0.2"]
    assert [deal.lots for deal in now.book.deals] == ["1.00", "0.30", "0.50", "0.20"]
