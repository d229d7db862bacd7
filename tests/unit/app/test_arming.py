"""Arming, pausing and ending routes as the trader orders it (rules C3, C5, C6, C9)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.app.bench import Bench
from tests.unit.engine.samples import (
    MASTER,
    SETTINGS,
    added,
    closed,
    opened,
    picture,
    position,
    route,
)
from tradecopy_desktop.adapters.storage.memory_settings import (
    MemoryRouteMemory,
    MemorySettings,
)
from tradecopy_desktop.app.arming import Arming
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.preflight import Level, Wishes
from tradecopy_desktop.domain.routes import OpenCopies, Route, RouteMode
from tradecopy_desktop.domain.values import MarginMode

OFF = route(mode=RouteMode.OFF)
CONFIRMED = Wishes(confirmed=True)


class Stage:
    """A program, and the trader's orders about its routes."""

    def __init__(self, *routes: Route, master: MarginMode = MarginMode.HEDGING) -> None:
        self.bench = Bench(*routes, master=master)
        self.settings = MemorySettings()
        self.memory = MemoryRouteMemory()
        self.arming = self.new_arming()

    def new_arming(self) -> Arming:
        """Return the arming of a program that just started."""
        bench = self.bench
        return Arming(bench.book, bench.copying.carrying, self.settings, self.memory, bench.clock)

    @property
    def route(self) -> Route:
        """Return the route as it is now."""
        return self.bench.book.routes["r1"]

    async def order(self, mode: RouteMode, wishes: Wishes = CONFIRMED) -> None:
        """Change the route's mode."""
        await self.arming.change(self.route, mode, wishes)


@pytest.fixture
def stage() -> Stage:
    """Return a stage with a route that is off and a master that holds position 501."""
    ready = Stage(OFF)
    ready.bench.handle(picture(position("1", id="501")))
    return ready


async def test_c3_arming_when_the_master_holds_positions_then_they_stay_before_the_route(
    stage: Stage,
) -> None:
    await stage.order(RouteMode.LIVE)

    stage.bench.handle(added("2", "1", order="501", made_by="9502"), closed("2"))

    assert stage.bench.sent() == []
    assert stage.settings.routes()[0].mode is RouteMode.LIVE
    assert stage.memory.baselines() == (Baseline(route="r1", positions=frozenset({"501"})),)


async def test_c3_arming_when_something_opens_afterwards_then_it_is_copied(stage: Stage) -> None:
    await stage.order(RouteMode.LIVE)

    stage.bench.handle(opened("1", id="777"))

    assert stage.bench.sent() == ["open buy 1"]


async def test_c3_arming_when_a_position_is_to_be_copied_now_then_it_is_with_todays_lots(
    stage: Stage,
) -> None:
    stage.bench.handle(picture(position("0.4", id="501"), position("3", id="502")))

    await stage.order(RouteMode.LIVE, replace(CONFIRMED, copy_now=("501",)))
    stage.bench.answer()
    stage.bench.handle(closed("0.4"))

    assert stage.bench.sent() == ["open buy 0.4", "buy to 0"]


async def test_c3_arming_when_a_chosen_position_is_gone_then_says_so(stage: Stage) -> None:
    with pytest.raises(TradeCopyError, match="a position that was to be copied now is gone"):
        await stage.order(RouteMode.LIVE, replace(CONFIRMED, copy_now=("501", "999")))

    assert (stage.route.mode, stage.bench.sent()) == (RouteMode.OFF, [])


async def test_c3_netting_master_when_it_adds_to_what_was_there_then_only_that_is_copied() -> None:
    stage = Stage(OFF, master=MarginMode.NETTING)
    stage.bench.handle(picture(position("5", id="501")))
    await stage.order(RouteMode.LIVE)

    stage.bench.handle(added("7", "2", order="502", made_by="9502"))

    assert stage.bench.sent() == ["open buy 2"]


async def test_c3_baseline_when_the_program_starts_again_then_still_holds(stage: Stage) -> None:
    await stage.order(RouteMode.LIVE)
    stage.bench.restart()
    stage.bench.book.put_route(stage.settings.routes()[0])
    stage.new_arming().load()
    stage.bench.connect_master()
    stage.bench.connect()

    stage.bench.handle(added("2", "1", order="501", made_by="9502"))

    assert stage.bench.sent() == []


async def test_c3_arming_when_the_master_is_unseen_then_its_first_picture_is_the_baseline() -> None:
    stage = Stage(OFF)
    await stage.order(RouteMode.LIVE)
    assert stage.memory.baselines() == ()

    shown = picture(position("1", id="501"))
    stage.bench.handle(shown)
    taken = stage.arming.note_picture(MASTER)
    again = stage.arming.note_picture(MASTER)

    assert taken == (Baseline(route="r1", positions=frozenset({"501"})),)
    assert again == ()


async def test_c5_pause_when_a_copy_is_open_then_its_close_goes_on_and_nothing_opens(
    stage: Stage,
) -> None:
    await stage.order(RouteMode.LIVE)
    stage.bench.handle(opened("1", id="777"))
    stage.bench.answer()

    await stage.order(RouteMode.CLOSE_ONLY)
    stage.bench.handle(opened("1", id="778", seq=2), closed("1", id="777"))

    assert stage.bench.sent() == ["open buy 1", "buy to 0"]


@pytest.mark.parametrize(
    ("choice", "sent", "state"),
    [
        (OpenCopies.FOLLOW, [], LinkState.LIVE),
        (OpenCopies.CLOSE, ["buy to 0"], LinkState.CLOSING),
        (OpenCopies.HAND_OVER, [], LinkState.HANDED_OVER),
    ],
)
async def test_c5_off_when_copies_are_open_then_does_with_them_what_the_trader_chose(
    stage: Stage, choice: OpenCopies, sent: list[str], state: LinkState
) -> None:
    await stage.order(RouteMode.LIVE)
    stage.bench.handle(opened("1", id="777"))
    stage.bench.answer()

    await stage.order(RouteMode.OFF, Wishes(copies=choice))

    assert stage.bench.sent() == ["open buy 1", *sent]
    assert stage.bench.the_link().state is state


async def test_c5_handed_over_copy_when_the_master_closes_then_is_left_to_the_trader(
    stage: Stage,
) -> None:
    await stage.order(RouteMode.LIVE)
    stage.bench.handle(opened("1", id="777"))
    stage.bench.answer()
    await stage.order(RouteMode.OFF, Wishes(copies=OpenCopies.HAND_OVER))

    stage.bench.handle(closed("1", id="777"))
    stage.bench.restart()

    assert stage.bench.sent() == ["open buy 1"]
    assert stage.bench.the_link().state is LinkState.HANDED_OVER


async def test_c5_handed_over_copy_when_its_fill_is_told_later_then_is_not_taken_back(
    stage: Stage,
) -> None:
    await stage.order(RouteMode.LIVE)
    stage.bench.handle(opened("1", id="777"))

    await stage.order(RouteMode.OFF, Wishes(copies=OpenCopies.HAND_OVER))
    stage.bench.answer()

    assert stage.bench.the_link().state is LinkState.HANDED_OVER
    assert stage.bench.book.active == {}


async def test_shadow_when_it_ends_then_its_imagined_copies_do_too(stage: Stage) -> None:
    await stage.order(RouteMode.SHADOW)
    stage.bench.handle(opened("1", id="777"))
    assert [link.shadow for link in stage.bench.book.active.values()] == [True]

    await stage.order(RouteMode.LIVE)

    assert stage.bench.book.active == {}
    # It was opened before the route was armed for real.
    assert stage.bench.book.baselines["r1"].positions == {"501", "777"}
    stage.bench.handle(closed("1", id="777"))
    assert stage.bench.sent() == []


async def test_shadow_copies_when_the_program_is_killed_then_nothing_of_them_is_ever_sent(
    stage: Stage,
) -> None:
    await stage.order(RouteMode.SHADOW)
    stage.bench.handle(opened("1", id="777"))

    stage.bench.restart(stored=0)
    stage.bench.connect()

    assert stage.bench.sent() == []


async def test_c9_arming_when_the_preflight_asks_then_needs_the_traders_yes(stage: Stage) -> None:
    account = stage.bench.book.account(stage.route.follower)
    account.instruments["EURUSD"] = replace(
        account.instruments["EURUSD"], contract_size=Decimal(10_000)
    )

    with pytest.raises(TradeCopyError, match="it needs your yes first: "):
        await stage.order(RouteMode.LIVE, Wishes())

    before = stage.route.mode
    await stage.order(RouteMode.LIVE)
    stage.bench.handle(opened("1", id="777"))

    assert (before, stage.route.mode) == (RouteMode.OFF, RouteMode.LIVE)
    # The yes to what a lot means there is kept, and openings are copied.
    assert stage.settings.routes()[0].settings.literal_lots_confirmed
    assert stage.bench.sent() == ["open buy 1"]


async def test_c10_arming_when_routes_make_a_circle_then_is_refused() -> None:
    back = Route(
        id="r2",
        name="back",
        master=OFF.follower,
        follower=OFF.master,
        mode=RouteMode.LIVE,
        settings=SETTINGS,
    )
    stage = Stage(OFF)
    stage.bench.book.put_route(back)

    levels = {finding.level for finding in stage.arming.preflight(stage.route)}
    with pytest.raises(TradeCopyError, match="it cannot be armed: "):
        await stage.order(RouteMode.LIVE)

    assert Level.REFUSE in levels


def test_what_was_there_when_asked_then_names_the_masters_positions(stage: Stage) -> None:
    there = stage.arming.what_was_there(stage.route)

    assert [each.position.id for each in there] == ["501"]
