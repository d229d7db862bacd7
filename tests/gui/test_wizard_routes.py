"""Sizes, rehearsal and arming on the way to the first copy."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest

from tests.gui.conftest import BuildWindow, Run
from tests.gui.sample_arming import FORBIDDEN, MIXED
from tests.gui.sample_desk import SampleDesk
from tests.gui.sample_rows import sample_log
from tests.gui.wizard_scene import click, off_desk, page_of, wizard_of
from tradecopy_desktop.app.views import LogOutcome
from tradecopy_desktop.domain.preflight import Wishes
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.sizing import RiskPercent
from tradecopy_desktop.gui.main_window import COCKPIT, ROUTES
from tradecopy_desktop.gui.models.was_there import TICK
from tradecopy_desktop.gui.wizard.arm_page import ArmPage
from tradecopy_desktop.gui.wizard.done_page import DonePage
from tradecopy_desktop.gui.wizard.entrance import ARM, DONE, REHEARSE, SIZES
from tradecopy_desktop.gui.wizard.rehearse_page import RehearsePage
from tradecopy_desktop.gui.wizard.sizes_page import SizesPage


def test_sizes_when_a_number_is_missing_then_it_is_asked_for(
    new_window: BuildWindow, run: Run
) -> None:
    desk = SampleDesk()

    async def walk() -> None:
        _, wizard = wizard_of(new_window, desk)
        wizard.show_step(SIZES)
        page = page_of(wizard, SizesPage)
        page.cards[0].size_choice.number.clear()

        click(wizard.next_button)

        assert wizard.step == SIZES
        assert page.cards[0].hint.text() == "Enter a number above 0, such as 0.5."
        assert wizard.fault.text() == "A size is missing: see what is marked above."

    run(walk())
    assert desk.orders == []


def test_sizes_when_another_is_typed_then_the_example_tells_what_it_makes(
    new_window: BuildWindow, run: Run
) -> None:
    async def walk() -> None:
        _, wizard = wizard_of(new_window, SampleDesk())
        wizard.show_step(SIZES)
        page = page_of(wizard, SizesPage)
        page.example.symbols.setCurrentText("XAUUSD")
        page.example.lots.clear()
        QTest.keyClicks(page.example.lots, "3")
        number = page.cards[0].size_choice.number
        number.clear()

        QTest.keyClicks(number, "0.25")

        # A quarter of 3 lots.
        assert page.cards[0].result.text() == "→ 0.75 lots XAUUSD"

    run(walk())


def test_sizes_when_the_number_is_taken_away_then_the_example_promises_no_lots(
    new_window: BuildWindow, run: Run
) -> None:
    async def walk() -> None:
        _, wizard = wizard_of(new_window, SampleDesk())
        wizard.show_step(SIZES)
        page = page_of(wizard, SizesPage)
        before = page.cards[0].result.text()

        page.cards[0].size_choice.number.clear()

        assert before.startswith("→ ")
        assert page.cards[0].result.text() == ""

    run(walk())


def test_sizes_when_a_route_was_edited_elsewhere_then_its_own_size_is_shown_and_stays(
    new_window: BuildWindow, run: Run
) -> None:
    desk = SampleDesk()

    async def walk() -> None:
        window, wizard = wizard_of(new_window, desk)
        wizard.show_step(SIZES)
        wizard.reject()
        edited = replace(desk.settings_of("route-1"), sizing=RiskPercent(percent=Decimal("0.5")))
        await desk.set_settings("route-1", edited)

        window.wizard.open()
        choice = page_of(wizard, SizesPage).cards[0].size_choice
        shown = (choice.kinds.currentText(), choice.number.text())
        click(wizard.next_button)
        await window.tasks.settled()

        assert shown == ("Risk in percent", "0.5")

    run(walk())
    assert desk.settings_of("route-1").sizing == RiskPercent(percent=Decimal("0.5"))


def test_sizes_when_they_are_right_then_routes_are_added_and_others_changed(
    new_window: BuildWindow, run: Run
) -> None:
    desk = SampleDesk()

    async def walk() -> None:
        window, wizard = wizard_of(new_window, desk)
        wizard.show_step(SIZES)
        page = page_of(wizard, SizesPage)
        number = page.cards[0].size_choice.number
        number.clear()
        QTest.keyClicks(number, "0.25")

        click(wizard.next_button)
        await window.tasks.settled()

        assert wizard.step == REHEARSE

    run(walk())
    added = [order for order in desk.orders if order.startswith("add route")]
    assert [order.partition(" 50231874")[0] for order in added] == [
        "add route Gold master to Oakridge test",
        "add route Gold master to Tarnwell contest",
        "add route Gold master to Calder reserve",
    ]
    assert str(desk.settings_of("route-1").sizing) == "Multiplier(factor=Decimal('0.25'))"


def test_rehearsal_when_nothing_is_asked_then_it_begins_by_itself(
    new_window: BuildWindow, run: Run
) -> None:
    desk = off_desk()
    desk.before_arming = {"route-2": (MIXED,), "route-3": (FORBIDDEN,)}

    async def walk() -> None:
        window, wizard = wizard_of(new_window, desk)
        wizard.show_step(REHEARSE)
        wizard.complete()
        await window.tasks.settled()
        window.refresh()
        rows = page_of(wizard, RehearsePage).rows

        assert [row.state.text() for row in rows] == [
            "Rehearsal",
            "Needs your yes",
            "Cannot rehearse yet",
        ]
        assert rows[1].questions.text() == (
            "The master is a demo account and the follower is a real account"
        )
        assert not rows[1].button.isEnabled()
        QTest.keyClick(rows[1].confirm, Qt.Key.Key_Space)
        click(rows[1].button)
        await window.tasks.settled()

    run(walk())
    assert desk.orders == ["route-1 shadow", "route-2 shadow"]
    assert desk.wishes == [Wishes(), Wishes(confirmed=True)]


def test_rehearsal_when_the_master_trades_then_what_would_be_got_is_listed(
    new_window: BuildWindow, run: Run
) -> None:
    desk = off_desk()
    line = replace(
        sample_log(1)[0],
        key="new",
        at=datetime(2025, 3, 14, 15, 0, tzinfo=UTC),
        route_name="Gold to Nordpeak",
        outcome=LogOutcome.IMAGINED,
        lots=Decimal("0.5"),
    )

    async def walk() -> None:
        window, wizard = wizard_of(new_window, desk)
        wizard.show_step(REHEARSE)
        page = page_of(wizard, RehearsePage)
        page.model.replace(())

        desk.bus.publish(line)
        desk.bus.publish(replace(line, key="other", route_name="Index to Oakridge"))
        window.refresh()

        assert [row.key for row in page.model.rows()] == ["new"]
        assert page.count.text() == "1 order rehearsed, none sent"
        await window.tasks.settled()

    run(walk())


def test_arming_when_something_must_be_mended_or_read_then_that_route_waits(
    new_window: BuildWindow, run: Run
) -> None:
    desk = off_desk()
    desk.before_arming = {"route-2": (MIXED,), "route-3": (FORBIDDEN,)}

    async def walk() -> None:
        window, wizard = wizard_of(new_window, desk)
        wizard.show_step(ARM)
        page = page_of(wizard, ArmPage)
        assert wizard.next_button.text() == "Arm 1 route"
        assert page.cards[2].fault.text().startswith("It cannot be armed yet")
        assert not page.cards[2].arm.isEnabled()

        QTest.keyClick(page.cards[1].confirm, Qt.Key.Key_Space)
        assert wizard.next_button.text() == "Arm 2 routes"
        click(wizard.next_button)
        await window.tasks.settled()

        assert wizard.step == DONE
        assert page_of(wizard, DonePage).headline.text() == "2 routes are armed"

    run(walk())
    assert desk.orders == ["route-1 live", "route-2 live"]
    assert desk.wishes == [Wishes(), Wishes(confirmed=True)]


def test_arming_when_a_route_is_paused_then_it_is_armed_only_if_the_trader_ticks_it(
    new_window: BuildWindow, run: Run
) -> None:
    desk = off_desk()
    desk.change_route("route-2", mode=RouteMode.CLOSE_ONLY)

    async def walk() -> None:
        window, wizard = wizard_of(new_window, desk)
        wizard.show_step(ARM)
        ticked = [card.arm.isChecked() for card in page_of(wizard, ArmPage).cards]
        assert ticked == [True, False, True]
        assert wizard.next_button.text() == "Arm 2 routes"

        click(wizard.next_button)
        await window.tasks.settled()

    run(walk())
    assert desk.orders == ["route-1 live", "route-3 live"]


def test_arming_when_a_position_is_ticked_then_it_is_copied_now(
    new_window: BuildWindow, run: Run
) -> None:
    desk = off_desk()

    async def walk() -> None:
        window, wizard = wizard_of(new_window, desk)
        wizard.show_step(ARM)
        card = page_of(wizard, ArmPage).cards[0]
        said = "3 positions are open at the master already: choose which to copy"
        assert card.there_button.text() == said
        click(card.there_button)
        assert card.positions is not None
        table = card.positions.table
        place = table.visualRect(card.positions.model.index(0, TICK)).center()
        QTest.mouseClick(
            table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
        )

        click(wizard.next_button)
        await window.tasks.settled()

    run(walk())
    assert desk.wishes == [Wishes(copy_now=("id-301",)), Wishes(), Wishes()]


def test_arming_when_it_is_refused_then_why_is_said_and_it_stays(
    new_window: BuildWindow, run: Run
) -> None:
    desk = off_desk()
    desk.refusal = "it cannot be armed: the follower's terminal has gone"

    async def walk() -> None:
        window, wizard = wizard_of(new_window, desk)
        wizard.show_step(ARM)

        click(wizard.next_button)
        await window.tasks.settled()

        assert wizard.step == ARM
        assert wizard.fault.text() == "Not every route could be armed: see why above."
        assert page_of(wizard, ArmPage).cards[0].fault.text() == (
            "It cannot be armed: the follower's terminal has gone"
        )

    run(walk())


def test_arming_when_the_window_is_closed_meanwhile_then_it_stays_until_all_is_answered(
    new_window: BuildWindow, run: Run
) -> None:
    desk = off_desk()

    async def walk() -> None:
        window, wizard = wizard_of(new_window, desk)
        wizard.show_step(ARM)
        click(wizard.next_button)

        QTest.keyClick(wizard, Qt.Key.Key_Escape)
        stays = wizard.isVisible()
        await window.tasks.settled()

        assert stays
        assert wizard.step == DONE

    run(walk())
    assert desk.orders == ["route-1 live", "route-2 live", "route-3 live"]


def test_rehearsal_when_the_trader_goes_back_meanwhile_then_nothing_fails(
    new_window: BuildWindow, run: Run
) -> None:
    desk = off_desk()
    failed: list[str] = []

    async def walk() -> None:
        window, wizard = wizard_of(new_window, desk)
        window.tasks.failed.connect(failed.append)
        for step in (REHEARSE, SIZES, REHEARSE):
            wizard.show_step(step)
            wizard.complete()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

        await window.tasks.settled()
        window.refresh()

        states = [row.state.text() for row in page_of(wizard, RehearsePage).rows]
        assert states == ["Rehearsal", "Rehearsal", "Rehearsal"]

    run(walk())
    assert failed == []


def test_done_when_the_first_copy_is_made_then_it_is_shown_and_the_cockpit_opens(
    new_window: BuildWindow, run: Run
) -> None:
    desk = SampleDesk()
    desk._log.clear()
    line = replace(
        sample_log(1)[0],
        key="first",
        route_name="Gold to Nordpeak",
        follower_name="Nordpeak 50k",
        outcome=LogOutcome.DONE,
        symbol="XAUUSD",
        lots=Decimal("0.5"),
        price=Decimal("2987.40"),
        stages=None,
    )

    async def walk() -> None:
        window, wizard = wizard_of(new_window, desk)
        window.show_page(ROUTES)
        wizard.show_step(DONE)
        page = page_of(wizard, DonePage)
        assert page.headline.text() == "3 routes are armed"

        desk.bus.publish(line)
        window.refresh()
        assert page.headline.text() == "The first copy is made"
        assert page.text.text().startswith("Nordpeak 50k: ")
        assert page.text.text().endswith(" 0.50 XAUUSD at 2987.40.")
        click(wizard.next_button)

        assert window.pages.currentIndex() == COCKPIT
        assert not wizard.isVisible()

    run(walk())
