"""What a monitor tells of money that comes and goes without a trade."""

from pathlib import Path

import pytest

from tests.ea.conftest import Programs
from tests.ea.monitors import MODES, MT4, kinds, monitor


@pytest.mark.parametrize("mode", MODES)
async def test_money_when_paid_in_paid_out_or_lent_then_each_is_told_with_its_amount(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    async with monitor(programs, mode, tmp_path) as (visit, now):
        now.order("deposit 500 Deposit by card")
        (deposit,) = await visit.events(1)
        now.order("deposit -120.55 Withdrawal")
        (withdrawal,) = await visit.events(1)
        now.order("credit 50")
        (credit,) = await visit.events(1)
        while (funds := await visit.expect("funds"))["credit"] == "0":
            pass

    events = [deposit, withdrawal, credit]
    assert kinds(events) == ["balance"] * 3
    assert [event["amount"] for event in events] == ["500", "-120.55", "50"]
    assert deposit["deal"] == {
        "ticket": deposit["deal"]["ticket"],
        "order": "0",
        "entry": "none",
        "side": "buy",
        "volume": "0",
        "price": "0",
        "reason": "other",
        "magic": "0",
        "comment": "Deposit by card",
        "profit": "500",
        "swap": "0",
        "commission": "0",
        "order_volume": "0",
        "order_kind": "market",
    }
    assert (withdrawal["deal"]["side"], withdrawal["deal"]["profit"]) == ("sell", "-120.55")
    assert deposit["position"] is None
    # 10,000 + 500 - 120.55; a credit counts in the equity alone.
    assert (funds["balance"], funds["credit"], funds["equity"]) == ("10379.45", "50", "10429.45")


async def test_mt4_money_when_the_history_is_hidden_then_only_the_sums_tell(
    programs: Programs, tmp_path: Path
) -> None:
    async with monitor(programs, MT4, tmp_path, SIM_HISTORY="hidden") as (visit, now):
        now.order("deposit 500")
        while (await visit.expect("funds"))["balance"] != "10500":
            pass
        now.order("open EURUSD buy 0.10")
        (opened,) = await visit.events(1)

    assert (opened["seq"], opened["kind"]) == ("1", "opened")
