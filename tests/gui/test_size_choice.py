from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.coming import come
from tests.gui.conftest import Run
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.domain.sizing import (
    EqualNotional,
    FixedLeverage,
    FixedLots,
    FundsBase,
    Multiplier,
    Proportional,
    RiskMoney,
    RiskPercent,
    SameLots,
    SizeMultiplier,
    Sizing,
)
from tradecopy_desktop.gui.dialogs.size_choice import SizeChoice
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.size_kinds import SIZE_KINDS
from tradecopy_desktop.gui.sizes import size_text

D = Decimal
LEFT = Qt.MouseButton.LeftButton
FORMATS = Formats(QLocale("en_US"))


@pytest.fixture
def choice(qtbot: QtBot) -> SizeChoice:
    made = SizeChoice(FORMATS)
    qtbot.addWidget(made)
    made.show()
    return made


def _pick(choice: SizeChoice, name: str, number: str = "") -> None:
    choice.kinds.setCurrentText(name)
    if number:
        choice.number.selectAll()
        QTest.keyClicks(choice.number, number)


@pytest.mark.parametrize(
    ("name", "number", "sizing"),
    [
        ("Same lots", "", SameLots()),
        ("Multiplier of lots", "0.25", Multiplier(factor=D("0.25"))),
        ("Fixed lots", "0.1", FixedLots(lots=D("0.1"))),
        ("Same size", "", SizeMultiplier(factor=D(1))),
        ("Same size", "2", SizeMultiplier(factor=D(2))),
        ("Same value", "0.5", EqualNotional(factor=D("0.5"))),
        ("By balance", "", Proportional(base=FundsBase.BALANCE, factor=D(1))),
        ("By equity", "1.5", Proportional(base=FundsBase.EQUITY, factor=D("1.5"))),
        ("By free margin", "3", Proportional(base=FundsBase.FREE_MARGIN, factor=D(3))),
        ("Risk in percent", "0.5", RiskPercent(percent=D("0.5"))),
        ("Risk in money", "150", RiskMoney(amount=D(150))),
        ("Fixed leverage", "2", FixedLeverage(leverage=D(2))),
    ],
)
def test_size_when_chosen_then_it_is_what_the_route_gets(
    choice: SizeChoice, name: str, number: str, sizing: Sizing
) -> None:
    _pick(choice, name, number)

    assert choice.sizing() == sizing
    assert choice.fault() == ""


@pytest.mark.parametrize(
    ("name", "number", "fault"),
    [
        ("Fixed lots", "", "Enter a number above 0, such as 0.1."),
        ("Fixed lots", "0", "Enter a number above 0, such as 0.1."),
        ("Multiplier of lots", "-2", "Enter a number above 0, such as 0.5."),
        ("By equity", "half", "Enter a number above 0, such as 1."),
        ("Risk in percent", "101", "Enter a percentage above 0 and at most 100."),
        ("Risk in percent", "x", "Enter a percentage above 0 and at most 100."),
    ],
)
def test_number_when_it_is_not_possible_then_its_field_is_marked(
    choice: SizeChoice, name: str, number: str, fault: str
) -> None:
    _pick(choice, name, number)

    assert choice.fault() == fault
    assert choice.sizing() is None
    assert choice.number.property("wrong") == "true"
    assert choice.focusProxy() is choice.number


def test_number_when_another_kind_is_chosen_then_it_starts_anew(choice: SizeChoice) -> None:
    _pick(choice, "Fixed lots", "70")
    lots = (choice.number.isVisible(), choice.unit.text())

    _pick(choice, "Same lots")
    none = choice.number.isVisible()
    _pick(choice, "Risk in percent")

    assert lots == (True, "lots")
    assert none is False
    assert (choice.number.text(), choice.unit.text()) == ("", "% of equity")
    assert choice.number.accessibleName() == "Risk in percent, % of equity"


def test_kinds_when_counted_then_each_sizing_of_the_domain_is_offered() -> None:
    made = {type(kind.make(D(1))) for kind in SIZE_KINDS}

    # Nine modes; two of them are offered by balance, by equity and by free margin.
    assert len(made) == 9
    assert len(SIZE_KINDS) == 13


def test_form_when_the_follower_is_known_then_money_is_in_its_currency(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    dialog = come(window.open_add_route())
    dialog.sizing.kinds.setCurrentText("Risk in money")
    before = dialog.sizing.unit.text()

    QTest.keyClicks(dialog.follower, "Vistamere small")

    assert before == "follower's money"
    assert dialog.sizing.unit.text() == "EUR"
    assert dialog.size_part.size_field.note.text() == (
        "What a loss at the SL costs. An order without an SL is not copied."
    )


def test_form_when_the_number_is_wrong_then_the_cursor_goes_there(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot
) -> None:
    dialog = come(window.open_add_route())
    QTest.keyClicks(dialog.master, "Gold master")
    QTest.keyClicks(dialog.follower, "Oakridge test")
    QTest.keyClicks(dialog.name, "Gold to Oakridge")
    dialog.sizing.kinds.setCurrentText("Risk in percent")

    QTest.mouseClick(dialog.accept_button, LEFT)

    assert desk.orders == []
    assert dialog.size_part.size_field.fault == "Enter a percentage above 0 and at most 100."
    assert dialog.focusWidget() is dialog.sizing.number


def test_form_when_a_kind_was_just_chosen_then_its_empty_number_is_marked_with_the_order_alone(
    window: MainWindow, desk: SampleDesk
) -> None:
    dialog = come(window.open_add_route())
    QTest.keyClicks(dialog.master, "Gold master")
    QTest.keyClicks(dialog.follower, "Oakridge test")
    QTest.keyClicks(dialog.name, "Gold to Oakridge")
    dialog.sizing.kinds.setCurrentText("Multiplier of lots")

    dialog.preview.ask()
    before = (dialog.sizing.number.property("wrong"), dialog.preview.missing.text())
    QTest.mouseClick(dialog.accept_button, LEFT)

    # No number is guessed: nothing is copied and nothing saved without one.
    assert before == ("false", "Who and how large: Enter a number above 0, such as 0.5.")
    assert dialog.sizing.number.property("wrong") == "true"
    assert dialog.size_part.size_field.fault == "Enter a number above 0, such as 0.5."
    assert desk.orders == []


def test_form_when_a_typed_number_is_wrong_then_it_is_marked_at_once(window: MainWindow) -> None:
    dialog = come(window.open_add_route())
    QTest.keyClicks(dialog.master, "Gold master")
    QTest.keyClicks(dialog.follower, "Oakridge test")
    dialog.sizing.kinds.setCurrentText("Multiplier of lots")
    QTest.keyClicks(dialog.sizing.number, "-2")

    dialog.preview.ask()

    assert dialog.sizing.number.property("wrong") == "true"


def test_override_when_a_kind_was_just_chosen_then_its_empty_number_is_not_marked(
    window: MainWindow,
) -> None:
    dialog = come(window.open_add_route())
    QTest.keyClicks(dialog.master, "Gold master")
    QTest.keyClicks(dialog.follower, "Oakridge test")
    symbols = dialog.tabs.symbols
    QTest.mouseClick(symbols.add_other, LEFT)
    other = symbols.others[0]
    QTest.keyClicks(other.symbol, "XAUUSD")
    other.sizing.kinds.setCurrentText("Fixed lots")

    dialog.preview.ask()
    before = other.sizing.number.property("wrong")
    dialog.tabs.tell_faults()

    assert (before, other.sizing.number.property("wrong")) == ("false", "true")


@pytest.mark.parametrize(
    ("sizing", "text"),
    [
        (SameLots(), "Same lots"),
        (FixedLots(lots=D("0.1")), "0.10 lots"),
        (Multiplier(factor=D("0.5")), "\N{MULTIPLICATION SIGN} 0.50"),
        (SizeMultiplier(factor=D(1)), "Same size"),
        (
            Proportional(base=FundsBase.EQUITY, factor=D(2)),
            "By equity \N{MULTIPLICATION SIGN} 2.00",
        ),
        (EqualNotional(factor=D(1)), "Same value"),
        (RiskPercent(percent=D("0.5")), "0.5 % risk"),
        (RiskMoney(amount=D(1500)), "1,500.00 risk"),
        (FixedLeverage(leverage=D(2)), "2:1 leverage"),
    ],
)
def test_size_when_shown_in_a_table_then_it_takes_a_few_words(sizing: Sizing, text: str) -> None:
    assert size_text(sizing, FORMATS) == text
