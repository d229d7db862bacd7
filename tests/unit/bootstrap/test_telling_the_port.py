"""Terminals are told where the bridge listens; that it cannot be told stops nothing (P4)."""

from pathlib import Path

from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.bootstrap import Setup, running


def setup(folder: Path, common: Path | None) -> Setup:
    """Return a program on a free port."""
    return Setup(data_dir=folder, port=0, vault=MemoryVault(), common_files=common)


async def test_port_when_the_bridge_is_up_then_stands_in_the_common_folder(tmp_path: Path) -> None:
    file = tmp_path / "common/TradeCopy/bridge.txt"

    async with running(setup(tmp_path / "data", tmp_path / "common")) as now:
        told = file.read_text(encoding="utf-8")
        port = now.program.port

    assert told == f"port={port}\n"
    # Terminals go on trying there: nobody takes the word back.
    assert file.exists()


async def test_port_when_it_cannot_be_written_then_one_alert_says_so_and_the_program_runs(
    tmp_path: Path,
) -> None:
    (tmp_path / "common").write_text("no folder", encoding="utf-8")

    async with running(setup(tmp_path / "data", tmp_path / "common")) as now:
        alerts = now.board.alerts()
        port = now.program.port

    assert [alert.title for alert in alerts] == ["Terminals may not find the bridge"]
    assert f"type {port} under Inputs" in alerts[0].text


async def test_port_when_there_is_no_common_folder_then_nothing_is_written(tmp_path: Path) -> None:
    async with running(setup(tmp_path / "data", None)) as now:
        alerts = now.board.alerts()

    assert list(alerts) == []
    assert not (tmp_path / "common").exists()
    assert not (tmp_path / "data/TradeCopy").exists()
