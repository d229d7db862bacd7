import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest

from tests.gui.conftest import Run
from tests.gui.sample_desk import SampleDesk
from tests.gui.sample_proof import faulty_proof, proof_row, sample_proof
from tradecopy_desktop.app.history_views import Proof
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.main_window import COCKPIT, PROOF, MainWindow
from tradecopy_desktop.gui.panels.proof_verdict import verdict

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
FORMATS = Formats(QLocale("en_US"))


def _shown(window: MainWindow) -> list[str]:
    return [tile.figure.text() for tile in window.proof.tiles.values()]


def _show(window: MainWindow, run: Run) -> None:
    async def scenario() -> None:
        window.show_page(PROOF)
        await window.tasks.settled()

    run(scenario())


def test_proof_when_shown_then_today_is_counted_and_the_verdict_says_so(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    _show(window, run)

    panel = window.proof
    assert desk.asked == ["proof 1"]
    assert panel.verdict.accessibleName() == (
        "Nothing missed, nothing doubled, no wrong lot in 505 copies."
    )
    assert _shown(window) == ["224", "505", "505", "81", "0", "0", "0", "0.00 lots"]
    assert panel.tiles["missed"].accessibleName() == "Missed 0"
    assert panel.tiles["missed"].toolTip() == "Copies that had to be made and were not."
    assert panel.routes.rowCount() == 5
    assert not panel.tabs.isVisible()


def test_proof_when_something_went_wrong_then_the_faults_are_listed_in_words(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.past_proof = faulty_proof()

    _show(window, run)

    panel = window.proof
    assert panel.verdict.accessibleName() == (
        "1 missed, 1 doubled and 1 with wrong lots in 505 copies: look at the faults below."
    )
    assert _shown(window)[4:] == ["1", "1", "1", "0.20 lots"]
    assert panel.tabs.button(1).text() == "Faults (3)"
    assert panel.fault_table.isVisible()
    # The newest first.
    assert [look.text for look in panel.faults.looks(0)][1:] == [
        "Gold to Calder",
        "Calder prop 100k",
        "XAUUSD.r: 0.80 lots held, 1.00 prescribed",
    ]


def test_proof_when_faults_are_over_then_the_routes_come_back(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.past_proof = faulty_proof()
    _show(window, run)
    desk.past_proof = sample_proof()
    window.show_page(COCKPIT)

    _show(window, run)

    assert window.proof.route_table.isVisible()
    assert window.proof.faults.rowCount() == 0


def test_days_when_chosen_then_they_are_counted(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        QTest.keyClick(window, Qt.Key.Key_8, CTRL)
        for number in (1, 2):
            QTest.mouseClick(window.proof.spans.button(number), LEFT)
            await window.tasks.settled()

    run(scenario())

    assert window.pages.currentIndex() == PROOF
    # Today was not counted any more when another time was chosen.
    assert desk.asked[-2:] == ["proof 7", "proof 30"]


def test_compare_now_when_pressed_then_the_desk_compares_and_the_figures_follow(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.proof

    async def scenario() -> None:
        window.show_page(PROOF)
        await window.tasks.settled()
        QTest.keyClick(panel, Qt.Key.Key_F5)
        desk.past_proof = replace(sample_proof(), comparisons=1_441)
        desk.compare("route-1", at=datetime.now(UTC))
        window.refresh()
        assert panel._soon.isActive()
        panel._soon.timeout.emit()
        await window.tasks.settled()

    run(scenario())

    assert desk.orders == ["compare now"]
    assert desk.asked == ["proof 1", "proof 1"]
    assert "compared 1,441 times in this time" in panel.verdict.compared.text()


def test_days_when_many_are_counted_then_a_comparison_alone_does_not_count_them_anew(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.proof
    told: list[bool] = []

    async def scenario() -> None:
        window.show_page(PROOF)
        panel.choose(2)
        await window.tasks.settled()
        desk.compare("route-1", at=datetime.now(UTC))
        window.refresh()
        told.append(panel._soon.isActive())
        QTest.mouseClick(panel.compare_button, LEFT)
        desk.compare("route-1", at=datetime.now(UTC))
        window.refresh()
        told.append(panel._soon.isActive())

    run(scenario())

    assert told == [False, True]


def test_proof_when_compared_while_it_is_being_read_then_is_read_to_its_end_and_then_again(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.proof
    waits: list[bool] = []

    async def scenario() -> None:
        desk.held = asyncio.Event()
        window.show_page(PROOF)
        desk.compare("route-1", at=datetime.now(UTC))
        window.refresh()
        await asyncio.sleep(0)
        panel._soon.timeout.emit()
        waits.append(panel._soon.isActive())
        desk.held.set()
        await window.tasks.settled()
        waits.append(panel.verdict.sentence.text().startswith("Nothing missed"))
        panel._soon.timeout.emit()
        await window.tasks.settled()

    run(scenario())

    assert waits == [True, True]
    assert desk.asked == ["proof 1", "proof 1"]


def test_proof_when_another_page_is_shown_then_it_rests(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    _show(window, run)

    window.show_page(COCKPIT)
    desk.compare("route-1", at=datetime.now(UTC))

    panel = window.proof
    timers = (panel._again, panel._soon, panel._seconds)
    assert [timer.isActive() for timer in timers] == [False, False, False]


def test_proof_when_it_cannot_be_read_then_the_sentence_stands_there(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.past_refusal = "the database is locked"

    _show(window, run)

    assert window.proof.verdict.accessibleName() == "The ledger could not be read"
    assert window.proof.verdict.compared.text() == "the database is locked"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(12, "12 s"), (59, "59 s"), (60, "1 min"), (7_300, "2 h"), (200_000, "2 d")],
)
def test_comparison_when_time_goes_on_then_its_age_is_told(
    window: MainWindow, seconds: int, text: str
) -> None:
    proof = sample_proof()
    assert proof.compared is not None
    window.proof.verdict.show_proof(proof)

    window.proof.verdict.tell_time(proof.compared + timedelta(seconds=seconds))

    assert window.proof.verdict.compared.text() == (
        f"Last comparison {text} ago, compared 1,440 times in this time."
    )


def _with(numbers: tuple[int, int, int, int], **rest: object) -> Proof:
    whole = proof_row("", "", numbers)
    return replace(sample_proof(), whole=replace(whole, **rest), routes=())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("proof", "health", "sentence"),
    [
        (
            _with((3, 1, 1, 0)),
            Health.GOOD,
            "Nothing missed, nothing doubled, no wrong lot in 1 copy.",
        ),
        (
            _with((3, 2, 1, 0), missed=1),
            Health.BAD,
            "1 missed in 1 copy: look at the faults below.",
        ),
        (
            _with((3, 2, 2, 0), duplicated=2, wrong=1),
            Health.BAD,
            "2 doubled and 1 with wrong lots in 2 copies: look at the faults below.",
        ),
        (
            _with((3, 2, 2, 0), drift_lots=Decimal("0.05")),
            Health.WARNING,
            "Every copy was made, but a comparison found a follower off by 0.05 lots.",
        ),
        (
            _with((4, 0, 0, 4)),
            Health.IDLE,
            "Nothing had to be copied in this time.",
        ),
        (
            replace(_with((3, 2, 2, 0)), comparisons=0, compared=None),
            Health.WARNING,
            "No fault is recorded, but nothing was compared with the brokers in this time.",
        ),
    ],
)
def test_verdict_when_told_then_it_claims_no_more_than_was_proven(
    proof: Proof, health: Health, sentence: str
) -> None:
    assert verdict(proof, FORMATS) == (health, sentence)
