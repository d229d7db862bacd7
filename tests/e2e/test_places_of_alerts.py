"""What must be heard of raises an alert, and each alert leads to where it is seen to."""

from pathlib import Path

from tests.e2e.drills.guard_scene import BELOW, DAILY, guard, guarded, is_locked
from tests.e2e.drills.passing_time import PassingScene, passing_scene
from tests.e2e.order_scene import HEDGING, Follows, order_scene
from tests.e2e.order_seat import BUY
from tradecopy_desktop.app.places import Place
from tradecopy_desktop.app.views import AlertRaised, Health


def _about(passing: PassingScene, words: str) -> list[AlertRaised]:
    return [each for each in passing.scene.program.alerts() if words in each.title]


async def test_terminal_when_away_for_more_than_ten_seconds_then_it_is_told_once_with_its_place(
    tmp_path: Path,
) -> None:
    async with passing_scene(tmp_path, Follows(account=HEDGING)) as passing:
        scene = passing.scene
        scene.master.market(BUY, "1")
        await scene.until(lambda: scene.follower.lots == "1")
        await scene.quiet()
        await scene.follower.terminal.kill()
        await scene.until(lambda: scene.program.state().followers_connected == 0)
        at_once = _about(passing, "terminal not connected")

        await passing.pass_time(seconds=20)
        await scene.until(lambda: bool(_about(passing, "terminal not connected")))
        await passing.pass_time(seconds=60)
        told = _about(passing, "terminal not connected")
        scene.follower.terminal.start()
        await scene.until(lambda: bool(_about(passing, "terminal connected again")))
        (back,) = _about(passing, "terminal connected again")

        assert at_once == []
        assert [(each.health, each.place, each.account) for each in told] == [
            (Health.BAD, Place.ACCOUNTS, HEDGING.key)
        ]
        assert told[0].text == "1 open copy cannot be closed from here; start its terminal"
        # It takes the place of the one before.
        assert (back.health, back.key) == (Health.GOOD, told[0].key)


async def test_breach_when_it_flattens_then_its_alerts_lead_to_the_guard_of_its_account(
    tmp_path: Path,
) -> None:
    async with order_scene(tmp_path, Follows(account=HEDGING)) as scene:
        await guarded(scene, guard(DAILY))
        scene.master.market(BUY, "1")
        await scene.until(lambda: scene.follower.lots == "1")

        scene.quote(BELOW)
        await scene.until(lambda: is_locked(scene))
        loud = [each for each in scene.program.alerts() if each.health is Health.BAD]

        assert [each.title for each in loud] == ["2001: limit 1", "2001: flat and locked"]
        assert {(each.place, each.account) for each in loud} == {(Place.GUARD, HEDGING.key)}


async def test_close_when_it_is_refused_then_its_alert_is_loud_and_leads_to_the_cockpit(
    tmp_path: Path,
) -> None:
    async with order_scene(tmp_path, Follows(account=HEDGING)) as scene:
        ticket = scene.master.market(BUY, "1")
        await scene.until(lambda: scene.follower.lots == "1")
        await scene.quiet()
        scene.follower.terminal.switch_algo_trading(on=False)

        scene.master.close(ticket, "1")
        await scene.until(scene.alerted("closing was not carried out"))
        refused = next(
            each
            for each in scene.program.alerts()
            if each.text.startswith("closing was not carried out")
        )
        scene.follower.terminal.switch_algo_trading(on=True)
        await scene.until(lambda: scene.follower.lots == "0")

        assert (refused.health, refused.place, refused.account) == (
            Health.BAD,
            Place.COCKPIT,
            HEDGING.key,
        )
