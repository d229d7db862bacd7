"""Expert Advisors come into a terminal compiled and with their key, and leave without a trace."""

import os
from pathlib import Path

import pytest

from tests.unit.adapters.terminals.fake_machine import MT4_ID, MT5_ID, FakeMachine, write_editor
from tradecopy_desktop import __version__
from tradecopy_desktop.adapters.terminals.compiling import (
    Editor,
    compile_sources,
    windows_command_line,
)
from tradecopy_desktop.adapters.terminals.machine_terminals import MachineTerminals
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.terminals import FoundTerminal

pytestmark = pytest.mark.skipif(os.name == "nt", reason="its stand-in for MetaEditor is a script")


@pytest.fixture
def fake(tmp_path: Path) -> FakeMachine:
    return FakeMachine(tmp_path)


@pytest.fixture
def terminals(fake: FakeMachine) -> MachineTerminals:
    return MachineTerminals(fake.machine, lambda: bundled("ea"))


def only(terminals: MachineTerminals) -> FoundTerminal:
    """Return the one terminal that is there."""
    (found,) = terminals.find()
    return found


def files_in(folder: Path) -> dict[str, bytes]:
    """Return what lies below a folder."""
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file()
    }


@pytest.mark.parametrize(("mt4", "tree", "ending"), [(True, "MQL4", "ex4"), (False, "MQL5", "ex5")])
def test_experts_when_installed_then_are_compiled_and_have_their_key(
    fake: FakeMachine, terminals: MachineTerminals, mt4: bool, tree: str, ending: str
) -> None:
    program = fake.program("Broker & Söhne", mt4=mt4)
    data = fake.data(MT4_ID if mt4 else MT5_ID, program, mt4=mt4)

    told = terminals.install(only(terminals), port=8123, key="tc1-made-up")

    assert told.compiled
    assert told.to_do == ""
    # Three programs, each with its name and a result.
    assert told.log.count("Result: 0 errors, 0 warnings") == 3
    assert len(told.log) == 6
    folder = data / tree
    assert (folder / f"Experts/TradeCopy/TradeCopy_Executor.{ending}").is_file()
    assert (folder / f"Experts/TradeCopy/TradeCopy_Monitor.{ending}").is_file()
    key = (folder / "Files/TradeCopy/bridge.txt").read_text(encoding="utf-8")
    assert key == "port=8123\nkey=tc1-made-up\n"
    assert only(terminals).experts == __version__


def test_editor_when_started_then_is_told_paths_with_spaces_whole(
    fake: FakeMachine, terminals: MachineTerminals
) -> None:
    data = fake.data(MT5_ID, fake.program("Broker & Co"))

    terminals.install(only(terminals), port=8080, key="tc1-made-up")

    told = (data / "MQL5/Experts/TradeCopy/switches.txt").read_text(encoding="utf-8")
    monitor = f"{data}/MQL5/Experts/TradeCopy/TradeCopy_Monitor"
    assert told.split("\n") == [
        f"/compile:{monitor}.mq5",
        f"/inc:{data}/MQL5",
        f"/log:{monitor}.log",
    ]


def test_command_line_when_on_windows_then_quotes_stand_around_the_paths() -> None:
    editor = Editor(file=Path("P F/metaeditor64.exe"), tree=Path("A B/MQL5"), portable=True)

    line = windows_command_line(editor, Path("A B/x.mq5"), Path("A B/x.log"))

    assert line.replace("\\", "/") == (
        '"P F/metaeditor64.exe" /compile:"A B/x.mq5" /inc:"A B/MQL5" /log:"A B/x.log" /portable'
    )


def test_experts_when_one_does_not_compile_then_the_log_and_what_to_do_are_told(
    fake: FakeMachine, terminals: MachineTerminals
) -> None:
    fake.data(MT5_ID, fake.program("Broker", editor="errors"))

    told = terminals.install(only(terminals), port=8080, key="tc1-made-up")

    assert not told.compiled
    assert "TradeCopy.mqh(7,1) : error 256: undeclared identifier" in told.log
    assert "Result: 1 errors, 0 warnings" in told.log
    assert "press F7" in told.to_do
    assert only(terminals).experts == ""


def test_experts_when_only_the_self_test_fails_then_they_are_installed(
    fake: FakeMachine, terminals: MachineTerminals
) -> None:
    fake.data(MT5_ID, fake.program("Broker", editor="TradeCopy_SelfTest"))

    told = terminals.install(only(terminals), port=8080, key="tc1-made-up")

    assert told.compiled
    assert told.to_do == ""


def test_experts_when_the_compiler_makes_nothing_then_an_old_program_does_not_count(
    fake: FakeMachine, terminals: MachineTerminals
) -> None:
    program = fake.program("Broker")
    fake.data(MT5_ID, program)
    terminals.install(only(terminals), port=8080, key="tc1-made-up")
    write_editor(program / "metaeditor64.exe", "makes nothing")

    told = terminals.install(only(terminals), port=8080, key="tc1-made-up")

    assert not told.compiled
    assert "TradeCopy_Monitor.mq5: MetaEditor made no new TradeCopy_Monitor.ex5" in told.log
    assert only(terminals).experts == ""


def test_experts_when_there_is_no_editor_then_sources_and_key_are_there_and_the_rest_is_told(
    fake: FakeMachine, terminals: MachineTerminals
) -> None:
    data = fake.data(MT5_ID, fake.program("Broker", editor=None))

    told = terminals.install(only(terminals), port=8080, key="tc1-made-up")

    assert (told.compiled, told.log) == (False, ())
    assert told.to_do == (
        "MetaEditor was not found: press F4 in the terminal, open Experts > TradeCopy in "
        "MetaEditor, and press F7 on TradeCopy_Monitor and TradeCopy_Executor"
    )
    assert (data / "MQL5/Experts/TradeCopy/TradeCopy_Monitor.mq5").is_file()
    assert (data / "MQL5/Files/TradeCopy/bridge.txt").is_file()


def test_editor_when_it_hangs_then_is_given_up(tmp_path: Path) -> None:
    editor = tmp_path / "metaeditor64.exe"
    write_editor(editor, "hangs")
    source = tmp_path / "x.mq5"
    source.touch()

    (told, next_one) = compile_sources(
        Editor(file=editor, tree=tmp_path, portable=False), [source, source], most_s=0.3
    )

    assert not told.fine
    assert told.log == ("x.mq5: MetaEditor did not end within 2 minutes and was stopped",)
    # The time is that of all of them together.
    assert next_one == told


def test_editor_when_it_is_no_program_then_says_so(tmp_path: Path) -> None:
    editor = tmp_path / "metaeditor64.exe"
    editor.touch()
    source = tmp_path / "x.mq5"
    source.touch()

    (told,) = compile_sources(Editor(file=editor, tree=tmp_path, portable=False), [source])

    assert not told.fine
    assert told.log[0].startswith("x.mq5: MetaEditor could not be started (")


def test_experts_when_an_older_version_is_there_then_nothing_of_it_stays(
    fake: FakeMachine, terminals: MachineTerminals
) -> None:
    data = fake.data(MT5_ID, fake.program("Broker"))
    terminals.install(only(terminals), port=8080, key="tc1-made-up")
    old = data / "MQL5/Include/TradeCopy/Older.mqh"
    old.touch()
    mine = data / "TradeCopy/mine.txt"
    mine.parent.mkdir()
    mine.touch()
    listing = data / "MQL5/Files/TradeCopy/installed.txt"
    kept = listing.read_text(encoding="utf-8")
    listing.write_text(
        # Also what no list of ours would name.
        f"{kept}Include/TradeCopy/Older.mqh\n../../origin.txt\nFiles/TradeCopy/..\n"
        "../TradeCopy/mine.txt\n",
        encoding="utf-8",
    )

    terminals.install(only(terminals), port=8080, key="tc1-made-up")

    assert not old.exists()
    assert (data / "origin.txt").exists()
    assert mine.exists()
    assert listing.read_text(encoding="utf-8") == kept


def test_experts_when_removed_then_all_is_as_before(
    fake: FakeMachine, terminals: MachineTerminals
) -> None:
    data = fake.data(MT5_ID, fake.program("Broker"), ini="[Experts]\nEnabled=0\n")
    (data / "MQL5/Experts/Mine.mq5").touch()
    before = files_in(data)
    terminals.install(only(terminals), port=8080, key="tc1-made-up")
    (data / "MQL5/Experts/TradeCopy/switches.txt").unlink()
    (data / "MQL5/Scripts/TradeCopy/switches.txt").unlink()

    terminals.remove(only(terminals))

    assert files_in(data) == before
    assert not (data / "MQL5/Experts/TradeCopy").exists()


def test_journal_when_experts_are_removed_then_stays(
    fake: FakeMachine, terminals: MachineTerminals
) -> None:
    data = fake.data(MT5_ID, fake.program("Broker"))
    terminals.install(only(terminals), port=8080, key="tc1-made-up")
    journal = data / "MQL5/Files/TradeCopy/journal-1-Broker.txt"
    journal.write_text("what it did", encoding="utf-8")
    own = data / "MQL5/Experts/TradeCopy/Mine.mq5"
    own.touch()

    terminals.remove(only(terminals))

    assert journal.read_text(encoding="utf-8") == "what it did"
    assert own.exists()
    assert not (data / "MQL5/Files/TradeCopy/bridge.txt").exists()


def test_experts_when_copied_by_hand_then_are_removed_too(
    fake: FakeMachine, terminals: MachineTerminals
) -> None:
    data = fake.data(MT5_ID, fake.program("Broker"))
    terminals.install(only(terminals), port=8080, key="tc1-made-up")
    (data / "MQL5/Files/TradeCopy/installed.txt").unlink()

    terminals.remove(only(terminals))

    assert not list((data / "MQL5").rglob("*.mqh"))
    assert not list((data / "MQL5").rglob("*.ex5"))


def test_experts_when_the_folder_is_gone_then_says_so(
    fake: FakeMachine, terminals: MachineTerminals
) -> None:
    data = fake.data(MT5_ID, fake.program("Broker"))
    found = only(terminals)
    data.rename(data.with_name("elsewhere"))

    with pytest.raises(TradeCopyError, match="is gone: look for terminals again"):
        terminals.install(found, port=8080, key="tc1-made-up")

    assert not data.exists()
