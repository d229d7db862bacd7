"""Terminals of every kind are found by what they leave on the machine, and told apart."""

import os
from pathlib import Path

import pytest

from tests.unit.adapters.terminals.fake_machine import (
    MT4_ID,
    MT5_ID,
    FakeMachine,
    fill_data,
    names,
)
from tradecopy_desktop.adapters.terminals.finding import find_terminals, look_at
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.terminals import FoundTerminal
from tradecopy_desktop.domain.values import Platform

_INI = "[Common]\nLogin=5012345\nServer=Broker-Demo\nPassword=hidden\n[Experts]\nEnabled=1\n"


@pytest.fixture
def fake(tmp_path: Path) -> FakeMachine:
    return FakeMachine(tmp_path)


def test_terminals_when_both_platforms_are_installed_then_each_is_told_whole(
    fake: FakeMachine,
) -> None:
    five, four = fake.program("Broker MT5"), fake.program("Other MT4", mt4=True, build=1420)
    data5 = fake.data(MT5_ID, five, ini=_INI)
    data4 = fake.data(MT4_ID, four, mt4=True)
    fake.list_program("Broker MetaTrader 5", five)
    fake.run(five)

    found = find_terminals(fake.machine)

    assert found == (
        FoundTerminal(
            data_folder=data5,
            program=five,
            platform=Platform.MT5,
            title="Broker MetaTrader 5",
            portable=False,
            running=True,
            build="4153",
            account=AccountKey(login="5012345", server="Broker-Demo"),
            experts="",
        ),
        FoundTerminal(
            data_folder=data4,
            program=four,
            platform=Platform.MT4,
            title="Other MT4",
            portable=False,
            running=False,
            build="1420",
            account=None,
            experts="",
        ),
    )


def test_terminals_when_none_is_installed_then_there_are_none(fake: FakeMachine) -> None:
    assert find_terminals(fake.machine) == ()


def test_terminals_when_there_is_no_roaming_folder_then_there_are_none(fake: FakeMachine) -> None:
    machine = type(fake.machine)(environment={})

    assert find_terminals(machine) == ()


def test_terminals_when_several_are_of_one_broker_then_their_folders_tell_them_apart(
    fake: FakeMachine,
) -> None:
    one, two = fake.program("Broker MT5"), fake.program("Second")
    fake.data("A" * 32, one)
    fake.data("B" * 32, two)
    fake.list_program("Broker MetaTrader 5", one)
    fake.list_program("Broker MetaTrader 5", two)

    found = find_terminals(fake.machine)

    assert names(found) == [
        "Broker MetaTrader 5 (Broker MT5)",
        "Broker MetaTrader 5 (Second)",
    ]


def test_terminals_when_copied_under_one_name_then_whole_folders_tell_them_apart(
    fake: FakeMachine,
) -> None:
    one, two = fake.program("1/MetaTrader 5"), fake.program("2/MetaTrader 5")
    data = fake.data(MT5_ID, one)
    for each in (one, two):
        fill_data(each)
        fake.run(each, portable=True)

    found = find_terminals(fake.machine)

    assert sorted(names(found)) == sorted(
        (
            # One program is used both ways: where its data are tells which is meant.
            f"MetaTrader 5 ({data})",
            f"MetaTrader 5 ({one})",
            f"MetaTrader 5 ({two})",
        )
    )


def test_terminal_when_portable_and_running_then_its_data_is_beside_its_program(
    fake: FakeMachine,
) -> None:
    program = fake.program("Portable")
    fill_data(program, ini=_INI)
    fake.run(program, portable=True)

    found = find_terminals(fake.machine)

    assert [(each.data_folder, each.portable, each.running) for each in found] == [
        (program, True, True)
    ]


def test_terminal_when_one_program_runs_both_ways_then_both_are_listed(fake: FakeMachine) -> None:
    program = fake.program("Both")
    fill_data(program)
    data = fake.data(MT5_ID, program)
    fake.run(program, portable=True)

    found = find_terminals(fake.machine)

    assert {(each.data_folder, each.portable, each.running) for each in found} == {
        (program, True, True),
        (data, False, False),
    }


def test_terminal_when_installed_and_never_started_then_is_not_listed(fake: FakeMachine) -> None:
    program = fake.program("New")
    (program / "MQL5").mkdir()
    fake.list_program("New MetaTrader 5", program)

    assert find_terminals(fake.machine) == ()


def test_program_when_it_is_no_metatrader_then_is_not_listed(fake: FakeMachine) -> None:
    # Other programs are called terminal.exe too.
    program = fake.program("Console", mt4=True)
    (program / "logs").mkdir()
    fake.list_program("Console", program)
    fake.run(program, "terminal.exe")

    assert find_terminals(fake.machine) == ()


def test_terminal_when_uninstalled_then_what_it_left_is_not_listed(fake: FakeMachine) -> None:
    fake.data(MT5_ID, fake.programs / "Gone MT5")

    assert find_terminals(fake.machine) == ()


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"\xff\xfe\x00", b"\x00\x00\x00\x00", b"\xff\xfeC\x00\n\x00D\x00", None],
)
def test_terminal_when_its_origin_is_broken_then_is_listed_without_its_program(
    fake: FakeMachine, content: bytes | None
) -> None:
    data = fake.data(MT5_ID, None)
    if content is not None:
        (data / "origin.txt").write_bytes(content)

    found = find_terminals(fake.machine)

    assert [(each.program, each.title, each.build) for each in found] == [(None, MT5_ID, "")]


def test_terminal_when_its_path_is_long_and_foreign_then_is_found(fake: FakeMachine) -> None:
    # Longer than the 260 characters that Windows takes without being asked to.
    program = fake.program("Брокер 証券 & Söhne " + "x" * 200)
    data = fake.data(MT5_ID, program)

    found = find_terminals(fake.machine)

    assert len(str(program)) > 260
    assert [(each.data_folder, each.program) for each in found] == [(data, program)]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read everything")
def test_folder_when_unreadable_then_the_others_are_found(fake: FakeMachine) -> None:
    program = fake.program("Broker")
    closed = fake.data("C" * 32, program)
    fake.data(MT5_ID, program)
    closed.chmod(0)
    try:
        found = find_terminals(fake.machine)
    finally:
        closed.chmod(0o700)

    assert len(found) == 1


def test_settings_when_they_are_no_text_then_no_account_is_told(fake: FakeMachine) -> None:
    data = fake.data(MT5_ID, fake.program("Broker"))
    (data / "config/common.ini").write_bytes(bytes(range(256)) * 8)

    found = find_terminals(fake.machine)

    assert found[0].account is None


@pytest.mark.parametrize("login", ["0", "12a", "", "-5", "٣"])
def test_settings_when_the_login_is_none_then_no_account_is_told(
    fake: FakeMachine, login: str
) -> None:
    fake.data(MT5_ID, fake.program("Broker"), ini=f"[Common]\nLogin={login}\nServer=Broker-Demo\n")

    assert find_terminals(fake.machine)[0].account is None


def test_folder_when_given_by_its_program_then_is_the_terminal(fake: FakeMachine) -> None:
    program = fake.program("Broker")
    data = fake.data(MT5_ID, program)

    found = look_at(fake.machine, program)

    assert (found.data_folder, found.program, found.portable) == (data, program, False)


def test_folder_when_given_by_its_data_then_is_the_terminal(fake: FakeMachine) -> None:
    program = fake.program("Broker", mt4=True)
    data = fake.data(MT4_ID, program, mt4=True)

    found = look_at(fake.machine, data)

    assert (found.data_folder, found.program, found.platform) == (data, program, Platform.MT4)


def test_folder_when_of_a_portable_one_elsewhere_then_is_the_terminal(
    fake: FakeMachine, tmp_path: Path
) -> None:
    folder = tmp_path / "on a stick"
    fill_data(folder)
    (folder / "terminal64.exe").touch()

    found = look_at(fake.machine, folder)

    assert (found.data_folder, found.program, found.portable) == (folder, folder, True)


def test_folder_when_not_a_terminals_then_says_where_to_look(
    fake: FakeMachine, tmp_path: Path
) -> None:
    with pytest.raises(TradeCopyError, match="choose File > Open Data Folder"):
        look_at(fake.machine, tmp_path)


def test_folder_when_its_terminal_was_never_started_then_says_so(fake: FakeMachine) -> None:
    program = fake.program("New")

    with pytest.raises(TradeCopyError, match="has no data folder yet: start it once"):
        look_at(fake.machine, program)


def test_folder_when_not_there_then_says_so(fake: FakeMachine, tmp_path: Path) -> None:
    with pytest.raises(TradeCopyError, match="is no folder"):
        look_at(fake.machine, tmp_path / "nothing")
