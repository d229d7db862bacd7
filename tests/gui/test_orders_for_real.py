"""Clicks and keys in the window, to what they do in the engine and at the simulated brokers."""

import asyncio
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.e2e.order_scene import LOOK_EVERY_S
from tests.gui.coming import come
from tests.gui.conftest import Run, is_in_front
from tests.gui.newcomer import ALDER, BROOKFIELD, HAWTHORN, Newcomer, newcomer
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.preflight import Wishes
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.sizing import Multiplier
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.gui.main_window import COCKPIT, ROUTES
from tradecopy_desktop.gui.size_kinds import SIZE_KINDS

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
_NAMES = {HAWTHORN: "Hawthorn", ALDER: "Alder", BROOKFIELD: "Brookfield"}


async def _register(trader: Newcomer) -> None:
    """Register a master and two followers whose terminals then come by themselves."""
    program = trader.program
    found = {each.account: each for each in await program.find_terminals()}
    for key, name in _NAMES.items():
        role = Role.MONITOR if key == HAWTHORN else Role.EXECUTOR
        await program.add_account(name, key, frozenset({role}))
        await program.install_experts(found[key], key)
    await trader.wait(lambda: all(row.connected for row in program.accounts()))
    trader.wizard.close()


async def _come_forward(trader: Newcomer) -> None:
    # Keys go to the window that is in front.
    trader.window.come_forward()
    await trader.wait(lambda: is_in_front(trader.window))


def _mode(trader: Newcomer, name: str) -> RouteMode | None:
    return next((row.mode for row in trader.program.routes() if row.name == name), None)


async def _make_route(trader: Newcomer, follower: AccountKey, times: str) -> None:
    """Pull an arrow on the map, fill the form that opens, and save it."""
    window = trader.window
    window.show_page(ROUTES)
    window.refresh()
    shown = window.routes.map.map
    start, end = (
        shown.placed.node(HAWTHORN, leads=True),
        shown.placed.node(follower, leads=False),
    )
    assert start is not None
    assert end is not None
    first, last = start.rect.center().toPoint(), end.rect.center().toPoint()
    QTest.mousePress(shown, LEFT, pos=first)
    QTest.mouseMove(shown, (first + last) / 2)
    QTest.mouseMove(shown, last)
    QTest.mouseRelease(shown, LEFT, pos=last)
    editor = come(window.routes.editing.editors[None])
    kinds = [kind.name for kind in SIZE_KINDS]
    editor.sizing.kinds.setCurrentIndex(kinds.index("Multiplier of lots"))
    editor.sizing.number.clear()
    QTest.keyClicks(editor.sizing.number, times)
    editor.name.clear()
    QTest.keyClicks(editor.name, f"to {_NAMES[follower]}")
    trader.click(editor.accept_button)
    await trader.wait(lambda: _mode(trader, f"to {_NAMES[follower]}") is not None)
    await window.tasks.settled()


async def _arm_all(trader: Newcomer) -> None:
    # By clicks the first steps are walked to this point, in a test of their own.
    await trader.wait(trader.program.is_ready)
    for row in trader.program.routes():
        await trader.program.set_route_mode(row.id, RouteMode.LIVE, Wishes(confirmed=True))


async def _select(trader: Newcomer, follower: AccountKey) -> None:
    cockpit = trader.window.cockpit
    trader.window.show_page(COCKPIT)
    await _come_forward(trader)

    def is_selected() -> bool:
        # An account that was made a moment ago comes with the program's next look.
        trader.window.refresh()
        cockpit.select(follower)
        each = cockpit.selected()
        return each is not None and each.key == follower

    await trader.wait(is_selected)


async def _until_offered(trader: Newcomer, action: QAction) -> None:
    """Wait until the window has heard of what makes an order possible."""

    def is_offered() -> bool:
        trader.window.refresh()
        return action.isEnabled()

    await trader.wait(is_offered)


def test_orders_when_given_in_the_window_then_engine_and_brokers_follow(
    qapp: QApplication, run: Run, tmp_path: Path
) -> None:
    async def walk() -> None:
        async with newcomer(tmp_path, qapp) as trader:
            await _register(trader)
            await _make_route(trader, ALDER, "2")
            await _make_route(trader, BROOKFIELD, "3")
            sizes = [trader.program.settings_of(r.id).sizing for r in trader.program.routes()]
            assert sizes == [Multiplier(factor=Decimal(2)), Multiplier(factor=Decimal(3))]
            await _arm_all(trader)
            await copied(trader)
            await paused(trader)
            await flattened(trader)
            await unlocked(trader)

    run(walk())


async def copied(trader: Newcomer) -> None:
    trader.buy("EURUSD", "0.1")

    await trader.wait(lambda: bool(trader.holds(ALDER)) and bool(trader.holds(BROOKFIELD)))
    assert trader.holds(ALDER) == [("EURUSD", Side.BUY, Decimal("0.2"))]
    assert trader.holds(BROOKFIELD) == [("EURUSD.b", Side.BUY, Decimal("0.3"))]


async def paused(trader: Newcomer) -> None:
    await _select(trader, ALDER)
    await _until_offered(trader, trader.window.cockpit.orders.pause)

    QTest.keyClick(trader.window.cockpit.follower_table, Qt.Key.Key_P, CTRL | SHIFT)
    await trader.wait(lambda: _mode(trader, "to Alder") is RouteMode.CLOSE_ONLY)
    trader.buy("GBPUSD", "0.1")

    await trader.wait(lambda: len(trader.holds(BROOKFIELD)) == 2)
    assert trader.holds(ALDER) == [("EURUSD", Side.BUY, Decimal("0.2"))]
    assert _mode(trader, "to Brookfield") is RouteMode.LIVE


async def flattened(trader: Newcomer) -> None:
    window = trader.window
    await _select(trader, BROOKFIELD)

    QTest.keyClick(window.cockpit.follower_table, Qt.Key.Key_F, CTRL | SHIFT)
    trader.click(window.notices.accept_button)

    await trader.wait(lambda: trader.holds(BROOKFIELD) == [])
    guard = next(row for row in trader.program.guards() if row.account == BROOKFIELD)
    assert guard.locked
    assert len(trader.holds(ALDER)) == 1
    trader.buy("EURUSD", "0.1")
    await trader.wait(
        lambda: any("locked" in row.reason for row in trader.program.log() if row.reason)
    )
    assert trader.holds(BROOKFIELD) == []


async def unlocked(trader: Newcomer) -> None:
    window = trader.window
    await trader.wait(
        lambda: not next(r for r in trader.program.guards() if r.account == BROOKFIELD).closing
    )
    await _select(trader, BROOKFIELD)
    await _until_offered(trader, window.cockpit.orders.unlock)

    QTest.keyClick(window.cockpit.follower_table, Qt.Key.Key_U, CTRL)
    dialog = window.cockpit.orders.guards.unlocking
    assert dialog is not None
    reason: QLineEdit = dialog.reason
    QTest.keyClicks(reason, "seen and understood")
    trader.click(dialog.accept_button)

    await trader.wait(
        lambda: not next(r for r in trader.program.guards() if r.account == BROOKFIELD).locked
    )
    # It is written down by another thread, a moment after it is so.
    async with asyncio.timeout(60):
        while not any(  # noqa: ASYNC110 - nobody tells when it is written
            (row.account, row.why) == (BROOKFIELD, "seen and understood")
            for row in await trader.program.audit()
        ):
            await asyncio.sleep(LOOK_EVERY_S)
