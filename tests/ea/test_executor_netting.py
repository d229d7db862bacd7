"""Several copies share one position of a netting account, with whoever trades by hand."""

from pathlib import Path

import pytest

from tests.ea.conftest import Programs
from tests.ea.executing import (
    NO_SIDE,
    OTHER_COPY,
    OTHER_ID,
    OTHER_MAGIC,
    executor,
    flattening,
    journal_in,
    opens,
    other_opening,
    stops,
    told,
)
from tests.ea.instructions import COPY, OPENING, opening, target
from tests.ea.scripted_bridge import Frame
from tests.ea.terminal_process import Deal

BOUGHT = Deal("in", "buy", "1.00")


def bought(volume: str) -> Frame:
    """Return a position on the buyer's side."""
    return {"side": "buy", "volume": volume}


async def test_opening_when_the_symbol_is_flat_as_expected_then_tells_the_whole_position(
    programs: Programs, tmp_path: Path
) -> None:
    async with executor(programs, "netting", tmp_path) as (visit, now):
        report = await told(visit, opening(expected=NO_SIDE, sl="1.05"))
        await now.until_lots("1.00")

    assert (report["outcome"], report["remaining"], report["sl"]) == ("filled", "1", "1.05")
    assert report["net"] == bought("1")


@pytest.mark.parametrize("restarted", [False, True], ids=["same life", "restarted"])
async def test_copies_when_they_share_a_position_then_each_closes_its_own_share(
    programs: Programs, tmp_path: Path, restarted: bool
) -> None:
    close = target(2, "0", expected=bought("1.5"))
    async with executor(programs, "netting", tmp_path) as (visit, _):
        await told(visit, opening(expected=NO_SIDE))
        grown = await told(visit, other_opening(expected=bought("1"), volume="0.50"))
        first = grown if restarted else await told(visit, close)
    async with executor(programs, "netting", tmp_path) as (visit, now):
        first = await told(visit, close) if restarted else first
        rest = {"copy": OTHER_COPY, "opens": opens(OTHER_MAGIC, OTHER_ID)}
        second = await told(visit, target(2, "0.20", expected=bought("0.5"), **rest))
        await now.until_lots("0.20")

    assert (grown["remaining"], grown["net"]) == ("0.5", bought("1.5"))
    assert (first["outcome"], first["remaining"], first["net"]) == ("filled", "0", bought("0.5"))
    assert (second["outcome"], second["remaining"], second["net"]) == (
        "filled",
        "0.2",
        bought("0.2"),
    )
    assert [deal.lots for deal in now.book.deals] == ["1.00", "0.50", "1.00", "0.30"]


async def test_copy_when_it_was_opened_twice_then_closing_orders_bear_its_oldest_magic(
    programs: Programs, tmp_path: Path
) -> None:
    async with executor(programs, "netting", tmp_path) as (visit, now):
        await told(visit, opening(expected=NO_SIDE))
        await told(
            visit,
            opening(
                id=OTHER_ID, magic=OTHER_MAGIC, revision=2, volume="0.50", expected=bought("1")
            ),
        )
        both = [*opens(), *opens(OTHER_MAGIC, OTHER_ID)]
        first = await told(visit, target(3, "0.30", expected=bought("1.5"), opens=both))
        second = await told(visit, target(4, "0.10", expected=bought("0.3"), opens=both))
        await now.until_lots("0.10")
    book = (tmp_path / "book").read_text(encoding="utf-8")
    magics = [line.split()[4] for line in book.splitlines() if line.startswith("DEAL")]

    assert [first["remaining"], second["remaining"]] == ["0.3", "0.1"]
    # The first close took all of the first opening, so the second bears the second's magic.
    assert magics == ["1560281089", "1560281090", "1560281089", "1560281090"]


@pytest.mark.parametrize(
    ("by_hand", "net", "closed"),
    [("open EURUSD buy 0.50", "1.5", "1.00"), ("open EURUSD sell 0.70", "0.3", "0.30")],
    ids=["added", "reduced"],
)
async def test_close_when_the_trader_changed_the_position_then_takes_no_more_than_is_its_own(
    programs: Programs, tmp_path: Path, by_hand: str, net: str, closed: str
) -> None:
    async with executor(programs, "netting", tmp_path) as (visit, now):
        await told(visit, opening(expected=NO_SIDE))
        now.order(by_hand)
        await now.until(lambda book: len(book.deals) == 2)
        report = await told(visit, target(2, "0", expected=bought(net)))

    assert (report["outcome"], report["remaining"]) == ("filled", "0")
    assert now.book.deals[-1] == Deal("out", "sell", closed)
    assert [held.lots for held in now.book.positions] == (["0.50"] if net == "1.5" else [])


@pytest.mark.parametrize(
    ("taken", "added", "net", "share"),
    [("0.60", "0.50", "0.9", "0.4"), ("1.00", "0.50", "0.5", "0"), ("1.30", "0.80", "0.5", "0")],
    ids=["reduced", "closed", "turned"],
)
async def test_share_when_the_trader_took_of_it_and_added_his_own_then_does_not_grow_again(
    programs: Programs, tmp_path: Path, taken: str, added: str, net: str, share: str
) -> None:
    async with executor(programs, "netting", tmp_path) as (visit, now):
        await told(visit, opening(expected=NO_SIDE))
        now.order(f"open EURUSD sell {taken}\nopen EURUSD buy {added}")
        await now.until(lambda book: len(book.deals) == 3)
        report = await told(visit, target(2, "0", expected=bought(net)))
        await now.until_lots("0.50")

    assert report["outcome"] == ("already_done" if share == "0" else "filled")
    assert (report["remaining"], report["net"]) == ("0", bought("0.5"))
    assert [deal.lots for deal in now.book.deals[3:]] == ([] if share == "0" else ["0.40"])


async def test_share_when_the_trader_took_of_a_sold_one_and_added_his_own_then_does_not_grow_again(
    programs: Programs, tmp_path: Path
) -> None:
    sold = {"side": "sell", "volume": "0.9"}
    async with executor(programs, "netting", tmp_path) as (visit, now):
        await told(visit, opening(side="sell", expected=NO_SIDE))
        # 0.40 of the copy are left before half a lot of the trader's own comes to it.
        now.order("open EURUSD buy 0.60\nopen EURUSD sell 0.50")
        await now.until(lambda book: len(book.deals) == 3)
        await told(visit, target(2, "0", side="sell", expected=sold))
        await now.until_lots("0.50")

    assert now.book.deals[-1] == Deal("out", "buy", "0.40")


@pytest.mark.parametrize(
    "seen", [NO_SIDE, bought("0.99"), {"side": "sell", "volume": "1"}], ids=str
)
async def test_change_when_the_position_is_not_as_expected_then_nothing_is_done(
    programs: Programs, tmp_path: Path, seen: Frame
) -> None:
    async with executor(programs, "netting", tmp_path) as (visit, now):
        await told(visit, opening(expected=NO_SIDE))
        volume = await told(visit, target(2, "0.40", expected=seen))
        moved = await told(visit, stops(2, "1.05", None, expected=seen))
        # Nothing of it counts: the same revision is carried out when all is as expected.
        right = await told(visit, target(2, "0.40", expected=bought("1")))
        reached = await told(visit, target(3, "0.40", expected=seen))

    assert [volume["outcome"], moved["outcome"]] == ["changed", "changed"]
    assert (right["outcome"], right["remaining"]) == ("filled", "0.4")
    assert reached["outcome"] == "already_done"
    assert now.book.deals == (BOUGHT, Deal("out", "sell", "0.60"))


async def test_reduction_when_the_trader_left_less_than_the_share_then_counts_from_what_is_there(
    programs: Programs, tmp_path: Path
) -> None:
    async with executor(programs, "netting", tmp_path) as (visit, now):
        await told(visit, opening(expected=NO_SIDE))
        # The share is 1.00, of which 0.30 are left.
        now.order("open EURUSD sell 0.70")
        await now.until_lots("0.30")
        report = await told(visit, target(2, "0.20", expected=bought("0.3")))
        await now.until_lots("0.20")

    assert (report["outcome"], report["remaining"]) == ("filled", "0.2")
    assert now.book.deals[-1] == Deal("out", "sell", "0.10")


async def test_opening_when_the_position_is_not_as_expected_then_is_settled_for_ever(
    programs: Programs, tmp_path: Path
) -> None:
    async with executor(programs, "netting", tmp_path) as (visit, now):
        now.order("open EURUSD buy 0.10")
        await now.until_lots("0.10")
        first = await told(visit, opening(expected=NO_SIDE))
        again = await told(visit, opening(expected=bought("0.1")))

    assert [first["outcome"], again["outcome"]] == ["changed", "changed"]
    assert first["net"] == bought("0.1")
    assert len(now.book.deals) == 1


async def test_close_when_the_stop_fires_before_it_then_the_side_nobody_ordered_is_closed(
    programs: Programs, tmp_path: Path
) -> None:
    async with executor(programs, "netting", tmp_path) as (visit, now):
        await told(visit, opening(expected=NO_SIDE))
        now.order("race close 1001")
        report = await told(visit, target(2, "0", expected=bought("1")))
        await now.until(lambda book: len(book.deals) == 4)

    assert (report["code"], report["remaining"], report["net"]) == (
        "reversed_by_race",
        "0",
        NO_SIDE,
    )
    assert now.book.positions == ()
    # The trader's close; the executor's close, which opened the other side; the way back.
    assert now.book.deals[1:] == (
        Deal("out", "sell", "1.00"),
        Deal("in", "sell", "1.00"),
        Deal("out", "buy", "1.00"),
    )


async def test_close_when_the_position_was_turned_round_before_it_then_all_of_it_is_closed(
    programs: Programs, tmp_path: Path
) -> None:
    async with executor(programs, "netting", tmp_path) as (visit, now):
        await told(visit, opening(expected=NO_SIDE))
        now.order("race open EURUSD sell 1.60")
        report = await told(visit, target(2, "0.50", expected=bought("1")))

    assert (report["code"], report["net"]) == ("reversed_by_race", NO_SIDE)
    assert now.book.deals[-1] == Deal("out", "buy", "1.10")


async def test_opening_when_another_side_is_left_of_a_race_then_it_is_closed(
    programs: Programs, tmp_path: Path
) -> None:
    async with executor(programs, "netting", tmp_path) as (visit, now):
        now.order("race open EURUSD sell 1.50")
        report = await told(visit, opening(expected=NO_SIDE))

    assert (report["outcome"], report["code"]) == ("filled", "reversed_by_race")
    assert (report["remaining"], report["net"]) == ("0", NO_SIDE)
    assert now.book.positions == ()


async def test_share_when_the_journal_is_gone_then_is_counted_by_the_magics(
    programs: Programs, tmp_path: Path
) -> None:
    async with executor(programs, "netting", tmp_path) as (visit, now):
        await told(visit, opening(expected=NO_SIDE))
        await told(visit, target(2, "0.70", expected=bought("1")))
        now.order("open EURUSD buy 0.50")
        await now.until_lots("1.20")
    journal_in(tmp_path).unlink()
    async with executor(programs, "netting", tmp_path) as (visit, now):
        stranger = await told(
            visit, target(3, "0", copy=OTHER_COPY, opens=opens(OTHER_MAGIC, OTHER_ID))
        )
        report = await told(visit, target(3, "0", expected=bought("1.2")))
        await now.until_lots("0.50")

    assert (stranger["outcome"], stranger["code"]) == ("refused", "no_copy")
    assert (report["outcome"], report["fills"][0]["volume"]) == ("filled", "0.7")


async def test_share_when_a_trader_uses_the_same_magic_then_stays_what_it_was(
    programs: Programs, tmp_path: Path
) -> None:
    async with executor(programs, "netting", tmp_path) as (visit, now):
        await told(visit, opening(expected=NO_SIDE))
        now.order("magic 1560281089")
        now.order("open EURUSD buy 0.50")
        await now.until_lots("1.50")
        report = await told(visit, target(2, "0", expected=bought("1.5")))
        await now.until_lots("0.50")

    assert (report["outcome"], report["fills"][0]["volume"]) == ("filled", "1")


async def test_flatten_when_it_names_a_copy_then_leaves_the_share_of_others(
    programs: Programs, tmp_path: Path
) -> None:
    async with executor(programs, "netting", tmp_path) as (visit, now):
        await visit.until_whole()
        await told(visit, opening(expected=NO_SIDE))
        await told(visit, other_opening(expected=bought("1"), volume="0.50"))
        now.order("open EURUSD buy 0.25")
        await now.until_lots("1.75")
        await visit.send(**flattening(1, COPY))
        reports = [await visit.expect("report")]
        while reports[-1]["outcome"] == "accepted":
            reports.append(await visit.expect("report"))
        await now.until_lots("0.75")
        other = await told(visit, target(2, "0.50", copy=OTHER_COPY, opens=opens(OTHER_MAGIC)))

    assert [(r["outcome"], r["remaining"]) for r in reports[-1:]] == [("done", "0")]
    assert reports[0]["outcome"] == "accepted"
    assert (other["outcome"], other["remaining"]) == ("already_done", "0.5")


async def test_link_when_the_position_is_shared_then_is_that_of_the_opening_that_began_it(
    programs: Programs, tmp_path: Path
) -> None:
    async with executor(programs, "netting", tmp_path) as (visit, _):
        await told(visit, opening(expected=NO_SIDE))
        await told(visit, other_opening(expected=bought("1")))
        await visit.send(type="get_snapshot", request="3")
        snapshot = await visit.expect("snapshot")

    (position,) = snapshot["positions"]
    assert (position["link"]["id"], position["volume"]) == (OPENING, "2")
