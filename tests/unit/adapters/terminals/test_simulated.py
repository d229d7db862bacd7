"""The demo's terminals, as if they had been found on the machine."""

from dataclasses import replace
from pathlib import Path

import pytest

from tradecopy_desktop import __version__
from tradecopy_desktop.adapters.terminals.simulated import SimulatedTerminals
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.terminals import FoundTerminal
from tradecopy_desktop.domain.values import Platform


def found(folder: Path) -> FoundTerminal:
    return FoundTerminal(
        data_folder=folder / "700100",
        program=None,
        platform=Platform.MT5,
        title="Simulated Hawthorn",
        portable=False,
        running=True,
        account=AccountKey(login="700100", server="Hawthorn-Demo"),
    )


def test_simulated_when_installed_then_its_file_has_port_and_key(tmp_path: Path) -> None:
    terminals = SimulatedTerminals([found(tmp_path)])

    installed = terminals.install(terminals.find()[0], port=8123, key="tc1-abcd")

    file = tmp_path / "700100" / "MQL5" / "Files" / "TradeCopy" / "bridge.txt"
    assert file.read_text(encoding="utf-8") == "port=8123\nkey=tc1-abcd\n"
    assert installed.compiled
    assert installed.log[0] == "simulated terminal: nothing to compile"
    assert terminals.find() == (replace(found(tmp_path), experts=__version__),)


def test_simulated_when_removed_then_the_key_is_gone(tmp_path: Path) -> None:
    terminals = SimulatedTerminals([found(tmp_path)])
    terminals.install(terminals.find()[0], port=8123, key="tc1-abcd")

    terminals.remove(terminals.find()[0])

    assert not list(tmp_path.rglob("bridge.txt"))
    assert terminals.find() == (found(tmp_path),)


def test_simulated_when_a_folder_is_another_then_one_clear_line(tmp_path: Path) -> None:
    terminals = SimulatedTerminals([found(tmp_path)])

    with pytest.raises(TradeCopyError, match="no simulated terminal's folder"):
        terminals.look_at(tmp_path)
