"""A netting master adds, closes and turns round while its terminal is away (rules C3, L6)."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.order_scene import (
    IDS,
    KINDS,
    NETTING_MASTER,
    SETTINGS,
    Follows,
    OrderScene,
    order_scene,
    until,
)
from tests.e2e.order_seat import BUY, SELL, Account
from tradecopy_desktop.domain.recovery_rules import LatePolicy, RecoveryRules

of_every_kind = pytest.mark.parametrize("account", KINDS, ids=IDS)
EAGER = replace(SETTINGS, recovery=RecoveryRules(late=LatePolicy.MARKET))
ASKS = replace(SETTINGS, recovery=RecoveryRules(late=LatePolicy.ASK))


async def _leaves(scene: OrderScene) -> None:
    await scene.master.terminal.kill()
    await until(lambda: scene.program.state().masters_connected == 0)


async def _returns(scene: OrderScene) -> None:
    await scene.master.terminal.restart()
    await until(scene.program.is_ready)
    await scene.quiet()


@of_every_kind
async def test_c3_addition_when_missed_and_taken_at_market_then_all_of_it_is_followed(
    tmp_path: Path, account: Account
) -> None:
    follows = Follows(account=account, settings=EAGER)
    async with order_scene(tmp_path, follows, master=NETTING_MASTER) as scene:
        position = scene.master.market(BUY, "0.40")
        await scene.quiet()
        await _leaves(scene)
        scene.master.market(BUY, "0.20")
        await _returns(scene)
        await until(lambda: scene.follower.lots == "0.6")
        await scene.quiet()

        scene.master.close(position, "0.60")
        await scene.quiet()

        assert [deal for deal in scene.follower.deals if "in" in deal] == ["in 0.4", "in 0.2"]
        assert scene.follower.held == []


@of_every_kind
async def test_c3_addition_when_missed_and_asked_about_then_a_yes_copies_it(
    tmp_path: Path, account: Account
) -> None:
    follows = Follows(account=account, settings=ASKS)
    async with order_scene(tmp_path, follows, master=NETTING_MASTER) as scene:
        scene.master.market(BUY, "0.40")
        await scene.quiet()
        await _leaves(scene)
        scene.master.market(BUY, "0.20")
        await _returns(scene)
        (question,) = scene.program.late_openings()
        before = scene.follower.lots

        await scene.program.answer_late(question.key, opens=True)
        await scene.quiet()

        assert (before, scene.follower.lots) == ("0.4", "0.6")


@of_every_kind
@pytest.mark.parametrize(
    ("settings", "lots", "deals"),
    [(SETTINGS, "0", ["in 0.4", "out 0.4"]), (EAGER, "0.3", ["in 0.4", "out 0.4", "in 0.3"])],
    ids=["skip", "market"],
)
@pytest.mark.parametrize("turns", [("0.80", "0.70"), ("0.40", "0.30")], ids=["round", "flat"])
async def test_c3_buy_sell_buy_when_missed_then_the_old_copy_closes_and_the_new_part_is_late(
    tmp_path: Path,
    account: Account,
    settings: object,
    lots: str,
    deals: list[str],
    turns: tuple[str, str],
) -> None:
    follows = replace(Follows(account=account), settings=settings)  # type: ignore[arg-type]
    async with order_scene(tmp_path, follows, master=NETTING_MASTER) as scene:
        scene.master.market(BUY, "0.40")
        await scene.quiet()
        await _leaves(scene)
        # To a sell of 0.40 and back to a buy of 0.30, or through flat to it.
        scene.master.clock.let_pass(seconds=60)
        scene.master.market(SELL, turns[0])
        scene.master.market(BUY, turns[1])
        assert scene.master.held == ["buy 0.3"]
        await _returns(scene)
        await until(lambda: scene.follower.lots == lots)
        await scene.quiet()

        assert scene.follower.deals == deals
