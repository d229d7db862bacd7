"""What is said to be missing until a terminal can be used."""

from dataclasses import replace
from pathlib import Path

from tests.gui.sample_rows import ACCOUNTS
from tests.gui.sample_terminals import WITH_EXPERTS
from tradecopy_desktop.app.views import AccountRow, Health
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.terminals import Click, ClickLeft
from tradecopy_desktop.gui.wizard.diagnosis import Diagnosis, diagnose
from tradecopy_desktop.gui.wizard.plan import Chosen

READY = ACCOUNTS[2]
NEW = replace(
    READY,
    connected=frozenset(),
    platform=None,
    positions=None,
    may_trade=None,
    health=Health.IDLE,
    status="waiting for its terminal",
)
PRESS = ClickLeft(
    click=Click.ALLOW_TRADING,
    done=False,
    text="press Algo Trading until it is green",
)
ATTACH = ClickLeft(click=Click.ATTACH, done=None, text="drag it onto a chart")


def chosen(experts: str = "1.0.0") -> Chosen:
    terminal = replace(WITH_EXPERTS, data_folder=Path("Terminal/AA"), experts=experts)
    return Chosen(key=READY.key, name=READY.name, role=Role.EXECUTOR, terminal=terminal)


def found(row: AccountRow | None, *clicks: ClickLeft, experts: str = "1.0.0") -> Diagnosis:
    return diagnose(chosen(experts), row, clicks)


def test_diagnosis_when_all_is_well_then_it_is_ready() -> None:
    assert found(READY) == Diagnosis(
        health=Health.GOOD, text="Connected to Nordpeak Markets Ltd. Ready.", is_ready=True
    )


def test_diagnosis_when_it_has_not_come_then_it_is_not_seen_yet() -> None:
    assert found(NEW, ATTACH).text == "Not seen yet. After the steps below it connects by itself."


def test_diagnosis_when_a_step_is_known_to_be_undone_then_it_is_named() -> None:
    away = replace(PRESS, text="press it")

    assert found(NEW, away).text == "Not seen yet. Next in the terminal: press it."


def test_diagnosis_when_trading_is_off_then_what_to_press_is_named() -> None:
    row = replace(READY, may_trade=False, health=Health.BAD)

    seen = found(row, PRESS)

    assert not seen.is_ready
    assert seen.health is Health.BAD
    assert seen.text == (
        "Connected, but trading is not allowed: press Algo Trading until it is green."
    )


def test_diagnosis_when_the_key_came_from_another_account_then_that_is_named() -> None:
    row = replace(NEW, health=Health.BAD, status="its terminal is logged in to 5@B-Demo instead")

    assert found(row).text == (
        "This key belongs to another account: its terminal is logged in to 5@B-Demo instead. "
        "Log in to the account named above."
    )


def test_diagnosis_when_an_old_version_runs_then_it_must_be_attached_again() -> None:
    assert found(READY, experts="1.2.0").text == (
        "Version 1.0.0 of the Expert Advisor still runs, 1.2.0 is installed: "
        "take it off the chart and attach it again."
    )


def test_diagnosis_when_its_list_is_not_whole_then_a_moment_is_asked_for() -> None:
    seen = found(replace(READY, positions=None))

    assert not seen.is_ready
    assert seen.text.startswith("Connected; its list of positions is not whole yet")


def test_diagnosis_when_one_of_two_roles_is_missing_then_it_is_named() -> None:
    both = frozenset({Role.MONITOR, Role.EXECUTOR})
    row = replace(READY, roles=both, connected=frozenset({Role.EXECUTOR}))

    assert found(row).text == "Connected, but its Expert Advisor for the master is missing."


def test_diagnosis_when_the_installation_failed_then_its_sentence_is_said() -> None:
    failed = chosen()
    failed.trouble = "the folder cannot be written: close the terminal"

    seen = diagnose(failed, NEW, ())

    assert seen.health is Health.BAD
    assert seen.text == "The folder cannot be written: close the terminal"
